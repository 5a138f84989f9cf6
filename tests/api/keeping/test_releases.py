import dataclasses
import gzip
import hashlib
import json
import sys

import pytest

from rarekin.api.keeping import releases
from rarekin.errors import InputError, UnknownId
from rarekin.knowledge.manifest import read_manifest, write_manifest
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows_out import kinds, rows_of


def test_export__writes_every_kind_twice_the_same(toy_release, tmp_path):
    one = releases.export(tmp_path / "a", parquet=False)
    other = releases.export(tmp_path / "b", parquet=False)
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]
    assert {p.name for p in one} == {f"{k}.jsonl.gz" for k in kinds()} | {
        "release.json", "datapackage.json", "SHA256SUMS", "phenotype.hpoa.gz",
        "mappings-identity.sssom.tsv.gz",
    }  # fmt: skip
    sums = dict(
        line.split("  ")[::-1] for line in (tmp_path / "a" / "SHA256SUMS").read_text().splitlines()
    )
    for path in one[:-1]:
        assert sums[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_export__the_annotations_are_those_of_the_release(toy_release, tmp_path):
    releases.export(tmp_path / "out", parquet=False)
    lines = gzip.decompress((tmp_path / "out" / "annotations.jsonl.gz").read_bytes()).splitlines()
    assert len(lines) == toy_release.manifest.counts["annotations"]
    assert all(json.loads(line)["canonical"] for line in lines)


def test_export__parquet_has_the_same_rows(toy_release, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    releases.export(tmp_path / "out", parquet=True)
    for kind in ("annotations", "diseases", "terms", "facts"):
        table = parquet.read_table(tmp_path / "out" / f"{kind}.parquet")
        lines = gzip.decompress((tmp_path / "out" / f"{kind}.jsonl.gz").read_bytes()).splitlines()
        assert table.num_rows == len(lines)
        assert set(table.column_names) == {key for line in lines for key in json.loads(line)}


def test_export__without_pyarrow_says_how_to_get_it(toy_release, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("rarekin.api.keeping.releases.util.find_spec", lambda _name: None)
    with pytest.raises(InputError, match="pyarrow"):
        releases.export(tmp_path / "out", parquet=True)
    assert releases.export(tmp_path / "out")


def test_export__never_into_a_folder_that_holds_something(toy_release, tmp_path):
    (tmp_path / "mine").write_text("x")
    with pytest.raises(InputError, match="not empty"):
        releases.export(tmp_path)


CLOSED = ("hpoa", "curated", "orphanet_causes")


def test_rows_of__leaves_out_what_may_not_be_handed_on(toy_release_folder):
    manifest = read_manifest(toy_release_folder)
    closed = tuple(
        dataclasses.replace(s, licence=dataclasses.replace(s.licence, redistribute=False))
        if s.name in CLOSED else s
        for s in manifest.sources
    )  # fmt: skip
    release = Release(toy_release_folder, dataclasses.replace(manifest, sources=closed))
    for kind in kinds():
        rows = list(rows_of(release, kind))
        assert not [row for row in rows if row.get("source") in CLOSED]
    assert list(rows_of(release, "annotations")) == []
    assert list(rows_of(release, "terms"))
    release.close()


def test_release_summary__cites_every_source_with_its_version(toy_release):
    summary = releases.release_summary(toy_release.version)
    for source in summary.sources:
        assert f"{source.title} {source.version}" in summary.citation
    assert summary.address.endswith(toy_release.version)
    assert releases.release_summaries() == (summary,)


@pytest.mark.parametrize("version", ["", "..", "current", "2001-01-01-00000000"])
def test_release_summary__unknown_is_refused(toy_release, version):
    with pytest.raises(UnknownId):
        releases.release_summary(version)


def test_download__unknown_file_is_refused(toy_release):
    with pytest.raises(UnknownId, match="no file"):
        releases.download(toy_release.version, "manifest.json")


def test_write_manifest__reads_back_equal(toy_release_folder, tmp_path):
    manifest = read_manifest(toy_release_folder)
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
    assert set(manifest.sizes) == set(manifest.files)
