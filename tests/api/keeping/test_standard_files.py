import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter

import pyarrow.parquet
import pytest
import sssom_pydantic

from rarekin.api.keeping import releases
from rarekin.api.keeping.data_package import tables
from rarekin.api.keeping.standard_files import HPOA, standard_file, standard_files
from rarekin.formats.sssom import MappingSet, write_sssom
from rarekin.knowledge.rows_out import kinds, rows_of
from rarekin.model.disease import Annotation
from rarekin.sources.hpoa.parse import parse

# https://mapping-commons.github.io/sssom/spec-intro/#iri-prefixes
BUILT_IN = {"owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd", "linkml"}


def text_of(release, name):
    return b"".join(standard_file(release, name)).decode()


def read_sssom(text):
    """Read the file as its specification says, without our own code."""
    lines = text.split("\n")
    head = [line for line in lines if line.startswith("#")]
    assert lines[: len(head)] == head  # the metadata block stands first and in one piece
    block, known = {}, {}
    for line in head:
        key, _, value = line[1:].partition(": ")
        (known if line.startswith("#  ") else block)[key.strip().rstrip(":")] = value.strip('"')
    table = io.StringIO("\n".join(lines[len(head) :]), newline="")
    return block, known, list(csv.DictReader(table, delimiter="\t"))


def test_sssom__declares_every_prefix_it_uses_and_no_other(toy_release):
    names = [name for name in standard_files(toy_release) if name.endswith(".sssom.tsv")]
    assert names
    for name in names:
        block, known, rows = read_sssom(text_of(toy_release, name))
        ids = [row[c] for row in rows for c in ("subject_id", "predicate_id", "object_id")]
        used = {id_.partition(":")[0] for id_ in ids} - BUILT_IN
        assert set(known) == used
        assert list(known) == sorted(known)
        assert all(address.startswith("http") for address in known.values())
        assert block["mapping_set_id"].startswith("https://w3id.org/sssom/mappings/")
        assert {"mapping_set_version", "license"} <= set(block)


def test_sssom__is_read_by_another_program_with_every_row(toy_release, tmp_path):
    for name in [name for name in standard_files(toy_release) if name.endswith(".sssom.tsv")]:
        text = text_of(toy_release, name)
        file = tmp_path / name
        file.write_text(text, "utf-8")
        mappings, _, about = sssom_pydantic.read(file)
        assert len(mappings) == len(read_sssom(text)[2]) > 0
        assert str(about.id) == read_sssom(text)[0]["mapping_set_id"]


def test_sssom__without_a_row_declares_no_prefix_and_is_still_read(tmp_path):
    file = tmp_path / "empty.sssom.tsv"
    about = MappingSet("https://example.org/a", "2026-11-30", "Nothing", "https://example.org/l")
    file.write_text("".join(write_sssom(about, [("NORD:1", "skos:exactMatch", "NORD:2")], {})))
    assert len(sssom_pydantic.read(file)[0]) == 0


def test_sssom__has_each_mapping_once_with_how_it_was_found(toy_release):
    found = Counter()
    for name in standard_files(toy_release)[:-1]:
        for row in read_sssom(text_of(toy_release, name))[2]:
            assert row["mapping_justification"] == "semapv:UnspecifiedMatching"
            found[row["subject_id"], row["predicate_id"], row["object_id"]] += 1
    told = {(r["subject"], r["predicate"], r["object"]) for r in rows_of(toy_release, "mappings")}
    assert set(found) == {row for row in told if not row[2].startswith("NORD:")}


def test_hpoa__read_back_says_what_the_release_says(toy_release):
    text = text_of(toy_release, HPOA)
    files = {"phenotype.hpoa": text.encode(), "genes_to_phenotype.txt": b""}
    back = [row for row in parse(files) if isinstance(row, Annotation)]
    told = [
        row for row in rows_of(toy_release, "annotations")
        if row["disease"].partition(":")[0] in {"OMIM", "ORPHA", "DECIPHER"}
    ]  # fmt: skip
    assert len(back) == len(told) > 5

    def key(row):
        get = row.get if isinstance(row, dict) else lambda n, d=None: getattr(row, n) or d
        return (get("disease"), get("term"), get("aspect", "P"), bool(get("excluded")),
                get("numerator"), get("denominator"), get("frequency"), get("frequency_term"),
                get("onset"), get("sex") or "", tuple(get("references", ())),
                tuple(get("modifiers", ())), get("evidence") or "")  # fmt: skip

    assert Counter(map(key, back)) == Counter(map(key, told))


def test_export__carries_the_files_of_the_standards(toy_release, tmp_path):
    written = releases.export(tmp_path / "out", parquet=False)
    for name in standard_files(toy_release):
        [path] = [path for path in written if path.name == f"{name}.gz"]
        assert gzip.decompress(path.read_bytes()).decode() == text_of(toy_release, name)


def test_parquet__keeps_lists_of_texts_and_days_as_what_they_are(toy_release, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    types = pytest.importorskip("pyarrow.types")
    releases.export(tmp_path / "out", parquet=True)
    table = parquet.read_table(tmp_path / "out" / "annotations.parquet")
    assert types.is_list(table.schema.field("references").type)
    lines = gzip.decompress((tmp_path / "out" / "annotations.jsonl.gz").read_bytes()).splitlines()
    told = [json.loads(line).get("references") for line in lines]
    assert [row or None for row in table["references"].to_pylist()] == told


def exported(folder):
    releases.export(folder, parquet=True)
    return {path.name: path for path in folder.iterdir()}


def by_another_program(*command):
    """Run a program of others; what it leaves open and calls deprecated is not our matter."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_datapackage__is_valid_by_frictionless_with_every_row(toy_release, tmp_path):
    exported(tmp_path / "out")
    package = str(tmp_path / "out" / "datapackage.json")
    report = json.loads(by_another_program("-m", "frictionless", "validate", package, "--json"))
    assert report["valid"], report
    rows = {task["name"]: task["stats"].get("rows") for task in report["tasks"]}
    assert rows["diseases"] == len(toy_release.disease_ids())
    assert set(rows) == {kind for kind in kinds() if next(rows_of(toy_release, kind), None)}


CROISSANT = """
import json, sys, mlcroissant
dataset = mlcroissant.Dataset(jsonld=sys.argv[1])
assert not dataset.metadata.ctx.issues.errors, dataset.metadata.ctx.issues.report()
print(json.dumps([record["aliases/id"].decode() for record in dataset.records("aliases")]))
"""


def test_croissant__is_read_by_mlcroissant_with_its_values(toy_release, tmp_path):
    exported(tmp_path / "out")
    document = str(tmp_path / "out" / "croissant.json")
    found = json.loads(by_another_program("-c", CROISSANT, document).splitlines()[-1])
    assert found == [row["id"] for row in rows_of(toy_release, "aliases")]


@pytest.mark.parametrize("kind", kinds())
def test_every_column__is_described_and_every_row_has_a_licence(full_release, kind):
    described = [column.name for column in tables()[kind].columns]
    assert described == sorted(described)
    licences = {s.name: s.licence for s in full_release.sources}
    for row in rows_of(full_release, kind):
        assert row.keys() <= set(described)
        assert row["licence"] == licences[row["source"]].name
        assert licences[row["source"]].redistribute


def test_parquet__tells_in_itself_what_each_column_means(toy_release, tmp_path):
    for name, path in exported(tmp_path / "out").items():
        if name.endswith(".parquet"):
            fields = pyarrow.parquet.read_schema(path)
            said = {c.name: c.description for c in tables()[name.removesuffix(".parquet")].columns}
            assert {f.name: f.metadata[b"description"].decode() for f in fields} == said
