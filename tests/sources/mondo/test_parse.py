from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin.sources.mondo as package
from rarekin.api.making.inputs import gather
from rarekin.errors import SourceError
from rarekin.model.disease import Disease, IdMapping, Level, Name
from rarekin.model.issues import Issue
from rarekin.sources.declaration import declarations
from rarekin.sources.mondo.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
HEAD = b"subject_id\tsubject_label\tpredicate_id\tobject_id\n"
POH, MARFAN, NOONAN = "MONDO:0008153", "MONDO:0007947", "MONDO:0018997"


def _mapped(*rows, name="mondo_exactmatch_orphanet.sssom.tsv", more=None):
    body = "".join("\t".join(row) + "\n" for row in rows).encode()
    return list(parse({name: HEAD + body, **(more or {})}))


def _exact(subject, other, label="toy"):
    return (subject, label, "skos:exactMatch", other)


def _diseases(records):
    return {r.id: r for r in records if isinstance(r, Disease)}


def _mappings(records):
    return {(r.subject, r.predicate, r.object) for r in records if isinstance(r, IdMapping)}


def test_parse__one_disease_per_class_with_every_mapping():
    records = list(parse(SAMPLE))
    of_poh = {(predicate, o) for s, predicate, o in _mappings(records) if s == POH}
    assert of_poh == {
        ("skos:exactMatch", "OMIM:166350"), ("skos:exactMatch", "ORPHA:2762"),
        ("skos:exactMatch", "DOID:0111535"), ("skos:exactMatch", "UMLS:C0334041"),
        ("skos:exactMatch", "ICD11.FOUNDATION:1107209347"), ("oboInOwl:hasDbXref", "GARD:109"),
        ("oboInOwl:hasDbXref", "NORD:1618"),
    }  # fmt: skip
    assert sum(isinstance(r, Disease) and r.id == POH for r in records) == 1
    assert not [r for r in records if isinstance(r, Issue)]


def test_parse__one_class_keeps_both_of_its_orphanet_numbers():
    ends = {o for s, _, o in _mappings(parse(SAMPLE)) if s == MARFAN and o.startswith("ORPHA")}
    assert ends == {"ORPHA:558", "ORPHA:284963"}


def test_parse__a_retired_class_leads_to_the_number_that_lives_on():
    retired = _diseases(parse(SAMPLE))["MONDO:0018699"]
    assert retired.obsolete
    assert retired.replaced_by == "ORPHA:457059"
    assert not retired.label.startswith("obsolete")


def test_parse__a_retired_class_with_two_numbers_names_no_successor():
    records = _mapped(
        _exact("MONDO:0017663", "Orphanet:307061", "obsolete toy"),
        _exact("MONDO:0017663", "Orphanet:307064", "obsolete toy"),
    )
    assert _diseases(records)["MONDO:0017663"].replaced_by is None
    assert len(_mappings(records)) == 2


def test_parse__a_phenotypic_series_is_a_group_and_its_entry_a_subtype():
    found = _diseases(parse(SAMPLE | {"mondo_exactmatch_orphanet.sssom.tsv": HEAD}))
    assert found[NOONAN].level is Level.GROUP
    assert found["MONDO:0008104"].level is Level.SUBTYPE


def test_parse__a_series_is_no_entry_of_omim():
    ends = {o for _, _, o in _mappings(parse(SAMPLE)) if o.endswith(":163950")}
    assert ends == {"OMIM:163950", "OMIMPS:163950"}


def test_parse__padded_and_bare_numbers_of_gard_are_the_same():
    template = SAMPLE["gard-subset.template.tsv"].replace(b"GARD:10955", b"GARD:109")
    template = template.replace(b"MONDO:0018997", b"MONDO:0008153")
    records = list(parse(SAMPLE | {"gard-subset.template.tsv": template}))
    assert sum(isinstance(r, IdMapping) and r.object == "GARD:109" for r in records) == 1


def test_parse__only_is_a_edges_make_parents():
    found = _diseases(parse(SAMPLE))
    assert found[POH].parents == ("MONDO:0700001",)
    assert found["MONDO:0700001"].parents == ()
    assert found["MONDO:0700001"].level is Level.GROUP


def test_parse__the_node_table_gives_names():
    names = {r.text for r in parse(SAMPLE) if isinstance(r, Name)}
    assert names == {"POH", "osteoma cutis"}


def test_parse__a_class_nobody_lists_as_rare_is_left_out():
    records = _mapped(_exact("MONDO:0005148", "UMLS:C0011860"), _exact(POH, "Orphanet:2762"))
    assert set(_diseases(records)) == {POH}


@pytest.mark.parametrize("n_lines", [0, 1, 14, 17])
def test_parse__any_number_of_comment_lines_may_come_first(n_lines):
    comments = b"# comment: x\n" * n_lines
    body = comments + HEAD + b"MONDO:0008153\tPOH\tskos:exactMatch\tOrphanet:2762\n"
    assert _mappings(parse({"a.sssom.tsv": body})) == {(POH, "skos:exactMatch", "ORPHA:2762")}


def test_parse__columns_are_read_by_name():
    table = b"object_id\tpredicate_id\tsubject_id\tsubject_label\nOrphanet:2762\tp\tMONDO:8153\tx\n"
    assert _mappings(parse({"a.sssom.tsv": table})) == {(POH, "p", "ORPHA:2762")}


def test_parse__a_missing_column_is_refused():
    with pytest.raises(SourceError, match="no column object_id"):
        list(parse({"a.sssom.tsv": HEAD.replace(b"object_id", b"target")}))


def test_parse__a_damaged_row_becomes_an_issue_that_names_its_line():
    records = _mapped(
        _exact("MONDO:banana", "Orphanet:1"), ("cut", "short"), _exact(POH, "ORPHA:1")
    )
    assert [i.where for i in records if isinstance(i, Issue)] == [
        "mondo_exactmatch_orphanet.sssom.tsv:2"
    ]
    assert set(_diseases(records)) == {POH}


@given(st.lists(st.tuples(st.integers(2, 6), st.integers(1, 4)), max_size=12))
def test_parse__each_mapping_comes_once_and_each_class_once(pairs):
    rows = [_exact(f"MONDO:{i:07}", f"Orphanet:{j}") for i, j in pairs]
    records = _mapped(*rows)
    counts = Counter(r for r in records if isinstance(r, IdMapping))
    assert set(counts.values()) <= {1}
    assert {(s, o) for s, _, o in _mappings(records)} == {
        (f"MONDO:{i:07}", f"ORPHA:{j}") for i, j in pairs
    }
    assert sum(isinstance(r, Disease) for r in records) == len({i for i, _ in pairs})


@pytest.mark.data
def test_parse__the_real_files_hold_what_was_counted(data_folder):
    raw = next(iter(gather(declarations()["mondo"], Path("/nowhere"), data_folder)))
    assert raw.version == "2026-08-04"
    records = list(parse(raw.files))
    assert not [r for r in records if isinstance(r, Issue)]
    ends = Counter(o.partition(":")[0] for _, _, o in _mappings(records))
    assert ends["OMIM"] == 10_045
    assert ends["OMIMPS"] == 615
    assert ends["ORPHA"] == 9_785 - 1  # all but the root's
    assert ends["NORD"] >= 900
    assert ends["GARD"] >= 15_947
    assert sum(d.obsolete for d in _diseases(records).values()) > 1_000
