import gzip
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin.sources.phenopacket_store as package
from rarekin.errors import SourceError
from rarekin.model.case import Case, Sex
from rarekin.model.disease import Annotation, Disease
from rarekin.model.issues import Issue
from rarekin.sources.declaration import declarations
from rarekin.sources.phenopacket_store.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
OBESITY, BONE = "HP:0001513", "HP:0011986"


def _packet(**changes):
    return {
        "id": "PMID_1_a",
        "subject": {"id": "a", "sex": "MALE"},
        "phenotypicFeatures": [{"type": {"id": BONE, "label": "x"}}],
        "diseases": [{"term": {"id": "OMIM:166350", "label": "Toy"}}],
        "metaData": {"externalReferences": [{"id": "PMID:1", "description": "A title."}]},
        **changes,
    }


def _records(*packets):
    return list(parse({"cases.jsonl": "\n".join(map(json.dumps, packets)).encode()}))


def _case(**changes):
    (case,) = (r for r in _records(_packet(**changes)) if isinstance(r, Case))
    return case


def _counts(records):
    return {
        (a.term, a.references): (a.numerator, a.denominator)
        for a in records
        if isinstance(a, Annotation)
    }


def test_parse__counts_by_publication_those_looked_at_only():
    # Obesity: excluded twice and not mentioned once in the first paper.
    counts = _counts(parse(SAMPLE))
    assert counts[OBESITY, ("PMID:90000001",)] == (0, 2)
    assert counts[OBESITY, ("PMID:90000002",)] == (1, 2)
    assert counts[BONE, ("PMID:90000001",)] == (3, 3)


def test_parse__keeps_cases_with_references_and_without_words():
    cases = [r for r in parse(SAMPLE) if isinstance(r, Case)]
    assert len(cases) == 7
    assert cases[0].references == ("PMID:90000001",)
    assert cases[1].sex is Sex.MALE
    assert "self-made publication" not in repr(cases)


def test_parse__yields_each_disease_once_with_its_name():
    (disease,) = (r for r in parse(SAMPLE) if isinstance(r, Disease))
    assert (disease.id, disease.label) == ("OMIM:166350", "Osseous heteroplasia, progressive")


@pytest.mark.parametrize(
    ("onset", "years", "term"),
    [
        ({"age": {"iso8601duration": "P2Y6M"}}, 2.5, None),
        ({"age": {"iso8601duration": "P0D"}}, 0.0, None),
        ({"age": {"iso8601duration": "P1W"}}, 7 / 365.25, None),
        ({"age": {"iso8601duration": "P"}}, None, None),
        ({"age": {"iso8601duration": "P900Y"}}, None, None),
        ({"ontologyClass": {"id": "HP:0003593"}}, None, "HP:0003593"),
        ({"gestationalAge": {"weeks": 20}}, None, "HP:0030674"),
        ({"ageRange": {"start": {}, "end": {}}}, None, None),
        ({}, None, None),
    ],
)
def test_parse__reads_each_form_of_onset(onset, years, term):
    disease = {"term": {"id": "OMIM:1", "label": "Toy"}, "onset": onset}
    feature = {"type": {"id": BONE}, "onset": onset}
    case = _case(diseases=[disease], phenotypicFeatures=[feature])
    assert (case.onset_years, case.onset_term) == (years, term)
    assert (case.findings[0].onset_years, case.findings[0].onset_term) == (years, term)


def test_parse__a_finding_stated_both_ways_is_unknown():
    both = [{"type": {"id": BONE}}, {"type": {"id": BONE}, "excluded": True}]
    records = _records(_packet(phenotypicFeatures=both))
    assert _counts(records) == {}
    assert next(r for r in records if isinstance(r, Case)).findings == ()


def test_parse__an_excluded_disease_is_none():
    diseases = [
        {"term": {"id": "OMIM:1", "label": "No"}, "excluded": True},
        {"term": {"id": "OMIM:2", "label": "Yes"}},
    ]
    assert _case(diseases=diseases).diseases == ("OMIM:2",)


def test_parse__a_case_with_two_diseases_is_kept_and_not_counted():
    diseases = [{"term": {"id": f"OMIM:{i}", "label": "Toy"}} for i in (1, 2)]
    records = _records(_packet(diseases=diseases))
    assert [type(r) for r in records] == [Disease, Disease, Case]


def test_parse__a_modifier_that_is_no_term_does_not_cost_the_case():
    feature = {
        "type": {"id": BONE},
        "modifiers": [{"id": "Triggered by cold", "label": "x"}, {"id": "HP:0003676"}],
    }
    assert _case(phenotypicFeatures=[feature]).findings[0].modifiers == ("HP:0003676",)


@pytest.mark.parametrize(
    "packet",
    [
        _packet(id=""),
        _packet(diseases=[]),
        _packet(diseases=[{"term": {"id": "nothing"}}]),
        _packet(phenotypicFeatures=[{"type": {"id": "HP:x"}}]),
        _packet(phenotypicFeatures=[{}]),
        _packet(phenotypicFeatures=7),
        _packet(subject=[]),
        ["not", "an", "object"],
        None,
    ],
)
def test_parse__leaves_out_what_it_cannot_read_as_issues(packet):
    records = _records(packet, _packet(id="good"))
    assert [type(r) for r in records] == [Issue, Disease, Case, Annotation]
    assert records[0].where == "cases.jsonl:1"


def test_parse__a_broken_line_costs_that_line_only():
    data = b'{"id": "cut\n' + SAMPLE["cases.jsonl"]
    assert Counter(type(r) for r in parse({"cases.jsonl": data}))[Case] == 7


def test_parse__the_same_case_counts_once():
    records = _records(_packet(), _packet())
    assert [type(r) for r in records] == [Disease, Case, Issue, Annotation]
    assert records[-1].denominator == 1


def _zipped(lines):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, line in enumerate(lines):
            archive.writestr(f"0.1.25/GNAS/{i}.json", line)
        archive.writestr("0.1.25/README.md", "read me")
    return buffer.getvalue()


def test_parse__reads_the_publishers_archive_like_the_lines():
    lines = SAMPLE["cases.jsonl"].splitlines()
    assert list(parse({"cases.jsonl": _zipped(lines)})) == list(parse(SAMPLE))


def test_parse__names_a_damaged_archive():
    with pytest.raises(SourceError, match="damaged"):
        list(parse({"cases.jsonl": _zipped(SAMPLE["cases.jsonl"].splitlines())[:400]}))


_STATES = st.lists(st.lists(st.sampled_from(["yes", "no", "silent"]), min_size=1, max_size=6),
                   min_size=1, max_size=5)  # fmt: skip


@given(_STATES)
def test_parse__counts_equal_a_plain_tally(papers):
    packets = [
        _packet(
            id=f"PMID_{p}_{i}",
            phenotypicFeatures=[
                {"type": {"id": BONE}, **({"excluded": True} if state == "no" else {})}
            ]
            if state != "silent"
            else [],
            metaData={"externalReferences": [{"id": f"PMID:{p}"}]},
        )
        for p, states in enumerate(papers, 1)
        for i, state in enumerate(states)
    ]
    expected = {
        (BONE, (f"PMID:{p}",)): (states.count("yes"), states.count("yes") + states.count("no"))
        for p, states in enumerate(papers, 1)
        if set(states) != {"silent"}
    }
    assert _counts(_records(*packets)) == expected


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "type", "term", "onset", "age"]), inner)
    ),
    max_leaves=8,
)


@given(_JSON, st.sampled_from(sorted(_packet())))
def test_parse__never_fails_on_the_shape_of_a_packet(value, key):
    kinds = {type(r) for r in _records(_packet(**{key: value}))}
    assert kinds <= {Issue, Disease, Case, Annotation}


def test_declaration__is_complete_and_not_part_of_a_fresh_machine():
    source = declarations()["phenopacket_store"]
    assert not source.default
    assert source.licence.redistribute
    assert not source.files[0].tried


@pytest.mark.data
@pytest.mark.slow
def test_parse__reads_every_case_of_the_publisher(data_folder):
    path = data_folder / "phenopacket-store" / "cases.jsonl.gz"
    records = list(parse({"cases.jsonl": gzip.decompress(path.read_bytes())}))
    cases = [r for r in records if isinstance(r, Case)]
    rows = [r for r in records if isinstance(r, Annotation)]
    assert not [r for r in records if isinstance(r, Issue)]
    assert len(cases) == 9_446
    assert len({d for c in cases for d in c.diseases}) == 744
    assert sum(len(c.findings) for c in cases) == 199_099
    assert sum(len(c.excluded) for c in cases) == 116_397
    assert sum(row.denominator for row in rows) == 199_099
    assert sum(row.denominator - row.numerator for row in rows) == 116_397
    assert all(len(row.references) == 1 for row in rows)
    # Obesity in pseudopseudohypoparathyroidism: 5 of the 22 in whom it was looked for, of 23.
    obesity = [r for r in rows if (r.disease, r.term) == ("OMIM:612463", OBESITY)]
    assert sum(r.numerator for r in obesity) == 5
    assert sum(r.denominator for r in obesity) == 22
    assert sum("OMIM:612463" in c.diseases for c in cases) == 23
