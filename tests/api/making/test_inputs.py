import gzip
import io
import tarfile
import zipfile

import pytest

from rarekin.api.making.inputs import gather, read_version
from rarekin.api.making.unpacking import unpack
from rarekin.errors import SourceError
from rarekin.sources.declaration import read_declaration


def _tar(members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _zip(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(("how", "pack"), [("tar.gz", _tar), ("zip", _zip)], ids=["tar", "zip"])
def test_unpack__gives_the_members_of_an_archive(how, pack):
    members = {"a/one.json": b"{}", "a/two.json": b"[1]"}
    assert unpack("x", pack(members), how, 10_000_000) == members


@pytest.mark.parametrize(
    ("how", "data"),
    [("gz", gzip.compress(b"0" * 10**7)), ("tar.gz", _tar({"a": b"0" * 10**7})),
     ("zip", _zip({"a": b"0" * 10**7}))],
    ids=["gz", "tar", "zip"],
)  # fmt: skip
def test_unpack__a_bomb_is_refused(how, data):
    with pytest.raises(SourceError, match="more than"):
        unpack("x", data, how, 10**6)


@pytest.mark.parametrize("how", ["gz", "tar.gz", "zip"])
def test_unpack__a_damaged_file_is_refused(how):
    data = gzip.compress(b"data" * 1000)[:-20]
    with pytest.raises(SourceError, match="damaged"):
        unpack("x", data, how, 10**6)


def _source(version):
    return read_declaration(
        "toy",
        'title="T"\npublisher="P"\nhomepage=""\nlicence={name="CC0"}\n'
        f'[[file]]\nname="a.txt"\nmirror="a.txt"\n[version]\n{version}',
    )


def test_read_version__takes_the_newest_of_the_headers():
    source = _source("from='header'\npattern='v=(\\S+)'")
    files = {"a": b"v=2024-01-01", "b": b"v=2025-02-03\nv=2023-01-01"}
    version, date = read_version(source, files, [])
    assert (version, date.isoformat()) == ("2025-02-03", "2025-02-03")


def test_read_version__a_missing_header_is_refused():
    with pytest.raises(SourceError, match="no version"):
        read_version(_source("from='header'\npattern='v=(\\S+)'"), {"a": b"x"}, [])


def test_read_version__content_without_a_date_has_none():
    version, date = read_version(_source("from='content'"), {"a": b"x"}, [("a", "00")])
    assert len(version) == 12
    assert date is None


def test_gather__finds_nothing_quietly(tmp_path):
    assert list(gather(_source("from='content'"), tmp_path, tmp_path)) == []


def test_gather__prefers_the_mirror_and_refuses_what_is_too_large(tmp_path):
    source = _source("from='content'")
    (tmp_path / "a.txt").write_bytes(b"x")
    (raw,) = gather(source, tmp_path, tmp_path)
    assert (raw.place, raw.files) == ("mirror", {"a.txt": b"x"})
