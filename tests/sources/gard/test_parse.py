from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin.sources.gard as package
from rarekin.api.making.inputs import gather
from rarekin.errors import SourceError
from rarekin.model.disease import Disease, GeneLink, IdMapping, Level, Name, NameKind
from rarekin.model.issues import Issue
from rarekin.sources.declaration import declarations
from rarekin.sources.gard.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
XREF_HEAD = b"GardID,XrefSource,SourceID,MapRelationship\n"


def _of(kind, records):
    return [r for r in records if isinstance(r, kind)]


def _xref(source, local, relation):
    row = f"GARD:0000109,{source},{local},{relation}\n".encode()
    return list(parse({"GARD_xrefs.csv": XREF_HEAD + row}))


def test_parse__the_sample_reads_without_a_complaint():
    assert not _of(Issue, parse(SAMPLE))


@pytest.mark.parametrize(
    ("number", "level"),
    [("GARD:5770", Level.GROUP), ("GARD:109", Level.DISORDER), ("GARD:6975", Level.SUBTYPE)],
)
def test_parse__levels_are_told_apart(number, level):
    assert {d.level for d in _of(Disease, parse(SAMPLE)) if d.id == number} == {level}


@pytest.mark.parametrize(
    ("relation", "predicate"),
    [
        ("Exact", "skos:exactMatch"),
        ("NTBT", "skos:broadMatch"),
        ("BTNT", "skos:narrowMatch"),
        ("ND (not yet decided/unable to decide)", "oboInOwl:hasDbXref"),
        ("NA", "oboInOwl:hasDbXref"),
    ],
)
def test_parse__each_relation_has_its_predicate(relation, predicate):
    assert _xref("OMIM", "166350", relation) == [
        IdMapping("GARD:109", predicate, "OMIM:166350", "gard")
    ]


@pytest.mark.parametrize(
    ("source", "local", "other"),
    [
        ("OMIM", "PS103580", "OMIMPS:103580"),
        ("ICD-10", "J17.1*", "ICD10:J17.1"),
        ("ICD-10", "B33.4+", "ICD10:B33.4"),
        ("DiseaseOntology", "111535", "DOID:0111535"),
        ("DiseaseOntology", "4183", "DOID:4183"),
        ("SNOMED-CT", "719271000", "SNOMED:719271000"),
        ("ICD-11", "FB31.0", "ICD11:FB31.0"),
    ],
)
def test_parse__numbers_take_the_spelling_of_their_catalogue(source, local, other):
    assert [m.object for m in _xref(source, local, "Exact")] == [other]


@pytest.mark.parametrize("relation", ["", "maybe", "E?"])
def test_parse__an_unknown_relation_is_an_issue(relation):
    (issue,) = _xref("OMIM", "166350", relation)
    assert issue.where == "GARD_xrefs.csv:2"


def test_parse__an_own_entry_of_the_list_has_no_partner_and_any_type():
    own = [r for r in parse(SAMPLE) if getattr(r, "id", getattr(r, "subject", "")) == "GARD:8417"]
    assert [type(r) for r in own] == [Disease]


def test_parse__synonyms_are_names_and_capitals_abbreviations():
    kinds = {n.text: n.kind for n in _of(Name, parse(SAMPLE)) if n.language == "en"}
    assert kinds["POH"] is NameKind.ABBREVIATION
    assert kinds["Familial ectopic ossification"] is NameKind.EXACT


def test_parse__genes_come_with_their_works_once_each():
    links = {g.symbol: g for g in _of(GeneLink, parse(SAMPLE))}
    assert links["GNAS"].hgnc == "HGNC:4392"
    assert links["GNAS"].references == ("PMID:1", "PMID:2")
    assert links["TOYDEL"].hgnc is None


def test_parse__the_list_of_pages_adds_names_but_no_second_entry():
    records = list(parse(SAMPLE))
    assert Counter(d.id for d in _of(Disease, records))["GARD:109"] == 1
    assert "GARD:30001" in {d.id for d in _of(Disease, records)}
    assert [n.text for n in _of(Name, records) if n.language == "es"] == [
        "Heteroplasia \u00f3sea progresiva"
    ]


def test_parse__a_list_of_pages_that_is_no_json_is_refused():
    with pytest.raises(SourceError, match="not JSON"):
        list(parse(SAMPLE | {"diseases.trimmed.json": b"<html>"}))


def test_parse__a_missing_column_is_refused():
    with pytest.raises(SourceError, match="no column MapRelationship"):
        list(parse({"GARD_xrefs.csv": b"GardID,XrefSource,SourceID\n"}))


@given(st.integers(1, 99_999), st.integers(0, 7))
def test_parse__padding_of_numbers_does_not_matter(number, width):
    padded = f"GARD:{number:0{width}},OMIM,166350,Exact\n".encode()
    (mapping,) = parse({"GARD_xrefs.csv": XREF_HEAD + padded})
    assert mapping.subject == f"GARD:{number}"


def test_declaration__the_list_may_not_be_handed_on():
    assert declarations()["gard"].licence.redistribute is False


@pytest.mark.data
def test_parse__the_real_tables_hold_what_was_counted(data_folder):
    raw = next(iter(gather(declarations()["gard"], Path("/nowhere"), data_folder)))
    records = list(parse(raw.files))
    assert not _of(Issue, records)
    levels = Counter(d.level for d in _of(Disease, records))
    assert levels == {Level.DISORDER: 6_235, Level.SUBTYPE: 3_640, Level.GROUP: 2_129}
    genes = _of(GeneLink, records)
    assert len({g.disease for g in genes}) == 6_318
    assert len(genes) == 10_438
    ends = Counter(m.object.partition(":")[0] for m in _of(IdMapping, records))
    assert ends["OMIM"] == 10_271
    assert ends["ORPHA"] == 9_464
    assert ends["SNOMED"] == 5_931
