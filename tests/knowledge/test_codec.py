import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.codec import decode, encode
from rarekin.model.case import Case, Finding, State, Variant
from rarekin.model.citations import Checked, Citation, Licence, SourceInfo
from rarekin.model.disease import Disease, Fact, Level, Organisation, Section
from rarekin.model.ontology import Term

RECORDS = [
    Fact(
        "MONDO:0008153", Section.CAUSES, "text", "curated", "A sentence.", {"a": [1, {"b": None}]},
        (Citation("T", year=2008, pmid="1"),), datetime.date(2026, 11, 22), Checked.UNVERIFIED,
        quoted=True, language="de",
    ),
    Organisation("X", ("MONDO:0008153", "OMIM:1"), "curated", languages=("en", "fr")),
    Case(
        "c1", (Finding("HP:0001166", State.EXCLUDED, onset_years=0.5),), age_years=3.0,
        variants=(Variant("GNAS", "P"),), answers={"q": State.PRESENT}, quantities={"x": 1.5},
        diseases=("OMIM:1",), references=("PMID:1",),
    ),
    Term("HP:0001166", "A", "hpo", synonyms=(("b", "exact", True),), replaced_by="HP:0000001"),
    Disease("ORPHA:1", "x", "s", Level.GROUP, ("ORPHA:2",)),
    SourceInfo("a", "b", "c", "d", "1", None, Licence("CC0"), rows=(("Term", 3),)),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_decode__gives_back_what_encode_wrote(record):
    assert decode(type(record), encode(record)) == record


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.booleans()))
def test_encode__facts_keep_any_json_value(value):
    fact = Fact("MONDO:0008153", Section.CAUSES, "text", "s", value=value)
    assert decode(Fact, encode(fact)).value == value


def test_decode__passes_over_keys_of_a_later_version():
    assert decode(Licence, '{"name": "CC0", "from_the_future": 1}') == Licence("CC0")
