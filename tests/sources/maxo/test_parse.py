import datetime
import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin.sources.maxo as package
from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Name, Section
from rarekin.model.issues import Issue
from rarekin.sources.declaration import declarations
from rarekin.sources.maxo.parse import PROCEDURES, RELATIONS, TREATMENTS, parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
COLUMNS = (
    "disease_id", "disease_name", "source_id", "maxo_id", "maxo_name", "hpo_id", "relation",
    "evidence", "extension_id", "extension_name", "comment", "other", "author", "last_updated",
    "created",
)  # fmt: skip
ROW = {
    "disease_id": "MONDO:0007947",
    "disease_name": "Toy",
    "source_id": "PMID:11111111",
    "maxo_id": "MAXO:0000004",
    "maxo_name": "surgical procedure",
    "hpo_id": "HP:0001166",
    "relation": "treats",
    "evidence": "PCS",
    "created": "2024-08-02",
}


def _one(**changes):
    row = {**ROW, **changes}
    lines = ["\t".join(COLUMNS), "\t".join(row.get(c, "") for c in COLUMNS)]
    (record,) = _rows({TREATMENTS: "\n".join(lines).encode()})
    return record


def _rows(files):
    return [record for record in parse(files) if not isinstance(record, Name)]


def test_parse__reads_the_sample_of_both_tables():
    kinds = Counter((r.kind, r.section) for r in _rows(SAMPLE))
    assert kinds == {
        ("treatment", Section.TREATMENT): 3,
        ("treatment", Section.SAFETY): 1,
        ("procedure", Section.DIAGNOSIS): 3,
    }


def test_parse__tells_each_name_of_a_disease_once():
    names = [(r.disease, r.text, r.kind.value) for r in parse(SAMPLE) if isinstance(r, Name)]
    assert names == [("MONDO:0008153", "toy heteroplasia", "related")]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("treats", "treats"),
        ("TREATS", "treats"),
        ("lack of observed response", "no_observed_response"),
        ("no_observed_benefit", "no_observed_benefit"),
        ("unknown", "unknown"),
    ],
)
def test_parse__brings_relations_into_one_form(text, relation):
    assert _one(relation=text).value["relation"] == relation


def test_parse__never_lists_what_harms_as_treatment():
    assert _one(relation="contraindicated").section is Section.SAFETY


def test_parse__leaves_out_a_relation_it_does_not_know():
    record = _one(relation="cures")
    assert isinstance(record, Issue)
    assert "maxo-annotations.tsv:2" in record.where


def test_parse__a_disease_in_the_column_of_findings_means_the_disease_itself():
    assert "term" not in _one(hpo_id="MONDO:0007947").value
    assert _one().value["term"] == "HP:0001166"


@pytest.mark.parametrize(
    ("updated", "created", "expected"),
    [
        ("2024-01-02", "2023-01-02", datetime.date(2024, 1, 2)),
        ("", "7/16/24", datetime.date(2024, 7, 16)),
        ("", "16/7/24", None),
        ("", "", None),
    ],
)
def test_parse__reads_both_forms_of_date(updated, created, expected):
    assert _one(last_updated=updated, created=created).as_of == expected


@pytest.mark.parametrize(
    ("reference", "link"),
    [
        ("PMID:20301537", "https://pubmed.ncbi.nlm.nih.gov/20301537/"),
        ("https://www.ncbi.nlm.nih.gov/books/NBK1345/",) * 2,
        ("OMIM:175100", "https://www.omim.org/entry/175100"),
    ],
)
def test_parse__cites_each_kind_of_reference(reference, link):
    assert _one(source_id=reference).citations[0].link == link


@pytest.mark.parametrize(
    ("comment", "remark"),
    [
        ("CHEBI:38940", None),
        ("PMID: 29084731", None),
        ("Reannotate to Decreased serum bile acid concentra", None),
        ("multiple  mechanisms", "multiple mechanisms"),
    ],
)
def test_parse__keeps_remarks_for_readers_only(comment, remark):
    assert _one(comment=comment).value.get("remark") == remark


@pytest.mark.parametrize(
    "bad",
    [
        {"disease_id": "nothing"},
        {"maxo_id": "HP:0001166"},
        {"maxo_name": ""},
        {"hpo_id": ""},
        {"source_id": ""},
        {"source_id": "ISBN:1"},
    ],
)
def test_parse__leaves_out_damaged_rows_as_issues(bad):
    assert isinstance(_one(**bad), Issue)


def test_parse__reads_the_column_names_that_the_publisher_documents():
    names = {
        "source_id": "citation", "maxo_name": "maxo_label", "relation": "maxo_relation",
        "evidence": "evidence_code", "extension_name": "extension_label",
        "comment": "attribute", "last_updated": "last_update", "created": "created_on",
    }  # fmt: skip
    head, _, body = SAMPLE[TREATMENTS].decode().partition("\n")
    renamed = "\t".join(names.get(c, c) for c in head.split("\t"))
    files = {TREATMENTS: f"{renamed}\n{body}".encode()}
    assert list(parse(files)) == list(parse({TREATMENTS: SAMPLE[TREATMENTS]}))


@pytest.mark.parametrize("name", [TREATMENTS, PROCEDURES])
def test_parse__names_a_missing_column(name):
    with pytest.raises(SourceError, match="maxo_id"):
        list(parse({name: b"hpo_id\tother\nHP:0000002\tx\n"}))


def test_parse__passes_over_comment_lines_and_repeats():
    found = [r for r in parse({PROCEDURES: SAMPLE[PROCEDURES]}) if isinstance(r, Fact)]
    assert len(found) == len({(f.disease, str(f.value)) for f in found}) == 3


def test_parse__says_what_can_be_seen_before_birth():
    when = {f.value["label"]: f.value["when"] for f in parse({PROCEDURES: SAMPLE[PROCEDURES]})}
    assert when["fetal ultrasonography"] == "before_birth"
    assert when["radiography"] == "after_birth"


def test_parse__reads_windows_line_ends():
    files = {name: data.replace(b"\n", b"\r\n") for name, data in SAMPLE.items()}
    assert list(parse(files)) == list(parse(SAMPLE))


@given(st.text(max_size=60), st.sampled_from(sorted(ROW)))
def test_parse__never_fails_on_what_stands_in_a_cell(text, column):
    clean = text.replace("\t", " ").replace("#", " ")
    clean = " ".join(clean.splitlines())
    record = _one(**{column: clean.encode("utf-8", "ignore").decode()})
    assert isinstance(record, Fact | Issue)


def test_declaration__is_complete_and_not_part_of_a_fresh_machine():
    source = declarations()["maxo"]
    assert not source.default
    assert source.licence.redistribute
    assert all(file.mirror and file.url and not file.tried for file in source.files)


@pytest.mark.data
def test_parse__reads_every_row_of_the_publisher(data_folder):
    folder = data_folder / "maxo"
    files = {
        TREATMENTS: (folder / TREATMENTS).read_bytes(),
        PROCEDURES: gzip.decompress((folder / f"{PROCEDURES}.gz").read_bytes()),
    }
    records = list(parse(files))
    relations = Counter(r.value["relation"] for r in records if r.kind == "treatment")
    assert not [r for r in records if isinstance(r, Issue)]
    assert relations == {
        "treats": 805, "prevents": 149, "unknown": 10, "no_observed_response": 6,
        "contraindicated": 3, "no_observed_benefit": 2, "investigates": 1,
    }  # fmt: skip
    assert relations.total() == 976
    assert set(relations) <= set(RELATIONS.values())
    assert len({r.disease for r in records if r.kind == "treatment"}) == 219
    # 21,215 rows, nine of them twice.
    assert sum(r.kind == "procedure" for r in records) == 21_215 - 9
