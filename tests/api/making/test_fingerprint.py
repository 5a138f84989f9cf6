import sys
from pathlib import Path

import pytest

import rarekin
from rarekin.api.making import fingerprint
from rarekin.api.making.release import build_release
from rarekin.sources.declaration import FOLDER, declarations

ROOT = Path(rarekin.__file__).parent


def toy_sources():
    return [
        n for n, d in declarations().items() if d.default and any((FOLDER / n / "sample").glob("*"))
    ]


def test_modules__are_all_that_run_in_a_build(tmp_path):
    ran = set()

    def watch(frame, event, _given):
        if event == "call" and frame.f_code.co_name not in {"<module>", "<lambda>"}:
            ran.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        build_release(home=tmp_path, sources=toy_sources(), samples=True)
    finally:
        sys.setprofile(before)
    ours = {Path(name) for name in ran if name.startswith(f"{ROOT}/")}
    assert len(ours) > 40
    assert ours <= fingerprint.modules()


def test_fingerprint__changes_with_any_file_that_builds_and_with_no_other(tmp_path, monkeypatch):
    for name in ("a.py", "data.toml", "other/page.py"):
        (tmp_path / "sources" / "one" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sources" / "one" / name).write_text("")
    making = tmp_path / "api" / "making"
    making.mkdir(parents=True)
    (making / "release.py").write_text("from rarekin.api.making import inputs")
    (making / "inputs.py").write_text("")
    (tmp_path / "api" / "page.py").write_text("")
    monkeypatch.setattr(fingerprint, "_ROOT", tmp_path)

    def now():
        fingerprint._code.cache_clear()
        return fingerprint._code()

    seen = {now()}
    for name in (
        "sources/one/a.py",
        "sources/one/data.toml",
        "api/making/inputs.py",
        "api/making/release.py",
    ):
        (tmp_path / name).write_text((tmp_path / name).read_text() + "\n# changed")
        seen.add(now())
    assert len(seen) == 5
    (tmp_path / "api" / "page.py").write_text("# changed")
    assert now() in seen
    fingerprint._code.cache_clear()


@pytest.mark.parametrize("content", [b"", b"one", b"two"])
def test_fingerprint__changes_with_what_the_data_folder_keeps_of_its_own(tmp_path, content):
    nothing = fingerprint.fingerprint(tmp_path)
    place = tmp_path / "trials" / "one.json"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    assert fingerprint.fingerprint(tmp_path) != nothing
    assert fingerprint.fingerprint(tmp_path) == fingerprint.fingerprint(tmp_path)
