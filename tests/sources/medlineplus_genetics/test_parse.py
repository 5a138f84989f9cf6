import datetime
from pathlib import Path

import pytest

import rarekin.sources.medlineplus_genetics as package
from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Name, Section
from rarekin.model.issues import Issue
from rarekin.sources.medlineplus_genetics.parse import parse

FILE = "ghr-summaries.xml"
SAMPLE = (Path(package.__path__[0]) / "sample" / FILE).read_bytes()


def _of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def test_parse__quotes_the_four_texts_of_a_condition_and_nothing_of_genes():
    facts = [f for f in _of(Fact, parse({FILE: SAMPLE})) if f.disease == "MONDO:0008153"]
    assert {f.section: f.text for f in facts} == {
        Section.SUMMARY: "Bone forms in the skin, then in muscle. Joints become stiff.",
        Section.PREVALENCE: "Its exact incidence is unknown.",
        Section.CAUSES: "Changes in GNAS cause it.",
        Section.INHERITANCE: "One changed copy is enough.",
    }
    assert all(f.quoted and f.as_of == datetime.date(2020, 9, 1) for f in facts)
    slug = "progressive-osseous-heteroplasia"
    assert facts[0].value == {
        "url": f"https://medlineplus.gov/genetics/condition/{slug}/",
        "page": slug,
    }


def test_parse__a_later_page_is_placed_by_its_one_number_and_by_no_two():
    records = list(parse({FILE: SAMPLE}))
    later = [f for f in _of(Fact, records) if f.disease == "OMIM:135100"]
    assert [(f.text, f.as_of) for f in later] == [
        ("Seven families are known.", datetime.date(2024, 3, 1))
    ]
    (issue,) = _of(Issue, records)
    assert issue.message.startswith("1 of 3 pages are left out")


def test_parse__names_synonyms():
    assert [n.text for n in _of(Name, parse({FILE: SAMPLE}))] == [
        "ectopic ossification, familial type"
    ]


@pytest.mark.parametrize(
    "data", [b"", b"<summaries/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><summaries/>", b"<summaries>"]
)
def test_parse__refuses_what_is_no_such_file(data):
    with pytest.raises(SourceError) as caught:
        list(parse({FILE: data}))
    assert caught.value.hint
