import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin.sources.clinicaltrials as package
from rarekin.model.disease import Fact, Section
from rarekin.model.issues import Issue
from rarekin.sources.clinicaltrials.parse import parse
from rarekin.sources.declaration import declarations

NAME = "MONDO_0008153.json"
DOCUMENT = json.loads((Path(package.__path__[0]) / "sample" / NAME).read_bytes())


def _parsed(document=DOCUMENT):
    return list(parse({NAME: json.dumps(document).encode()}))


def _changed(**changes):
    study = json.loads(json.dumps(DOCUMENT["pages"][0]["studies"][0]))
    study["protocolSection"].update(changes)
    return {**DOCUMENT, "pages": [{"studies": [study]}]}


def test_parse__lists_each_study_one_can_join_once():
    facts = _parsed()
    assert [f.value["study"] for f in facts] == ["NCT90000001", "NCT90000002"]
    assert {(f.disease, f.section, f.kind) for f in facts} == {
        ("MONDO:0008153", Section.TRIALS, "trial")
    }


def test_parse__dates_every_study_with_the_day_of_asking():
    assert {f.as_of for f in _parsed()} == {datetime.date(2026, 11, 22)}


def test_parse__says_whether_the_study_itself_names_the_disease():
    assert [f.value["names"] for f in _parsed()] == [True, False]


def test_parse__an_abbreviation_inside_a_word_does_not_name_the_disease():
    document = _changed(conditionsModule={"conditions": ["Apoh deficiency"]})
    assert not _parsed(document)[0].value["names"]


def test_parse__describes_a_study_without_contact_data_of_people():
    (fact,) = _parsed(_changed())
    assert fact.value == {
        "study": "NCT90000001", "status": "RECRUITING", "names": True,
        "type": "INTERVENTIONAL", "phases": ["PHASE2"], "interventions": ["Toy drug"],
        "countries": ["Italy", "Japan"], "sponsor": "Self-made Institute",
        "youngest": "2 Years", "updated": "2026-10-01",
    }  # fmt: skip
    assert fact.quoted
    assert fact.citations[0].link == "https://clinicaltrials.gov/study/NCT90000001"


@pytest.mark.parametrize(
    "changes",
    [
        {"identificationModule": {}},
        {"identificationModule": {"nctId": "NCT1", "briefTitle": "x"}},
        {"identificationModule": {"nctId": 7, "briefTitle": "x"}},
        {"statusModule": {}},
        {"designModule": []},
    ],
)
def test_parse__a_damaged_study_costs_itself_only(changes):
    document = _changed(**changes)
    document["pages"] += DOCUMENT["pages"]
    kinds = [type(r) for r in _parsed(document)]
    assert kinds == [Issue, Fact, Fact]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"disease": "x"}',
     b'{"disease": "MONDO:1", "asked": "soon", "pages": []}',
     b'{"disease": "MONDO:1", "asked": "2026-11-22", "pages": 3, "names": []}'],
)  # fmt: skip
def test_parse__a_damaged_file_costs_itself_only(content):
    files = {"A.json": content, NAME: json.dumps(DOCUMENT).encode()}
    assert [type(r) for r in parse(files)] == [Issue, Fact, Fact]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(_JSON, st.sampled_from(sorted(DOCUMENT["pages"][0]["studies"][0]["protocolSection"])))
def test_parse__never_fails_on_the_shape_of_a_study(value, module):
    assert all(isinstance(r, Fact | Issue) for r in _parsed(_changed(**{module: value})))


def test_declaration__is_read_where_answers_are_kept_and_was_never_tried():
    source = declarations()["clinicaltrials"]
    assert not source.default
    assert source.files[0].packaged == "home:trials/*.json"
    assert not source.files[0].tried
    assert source.expect.max_drop == 1.0
