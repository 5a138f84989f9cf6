"""Whose text stands on a page: diseases that clinicians found silent, or told a stranger's text."""

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lending import Lent, lenders_of, written_of
from rarekin.api.diseases.wider import wider_text
from rarekin.knowledge.lines import above
from rarekin.model.disease import Section

SMA, ANGIOEDEMA = "MONDO:0001516", "MONDO:0019623"
PORPHYRIA, HYPERTHERMIA = "MONDO:0008294", "MONDO:0018493"

# Form, and the written page whose danger is its own.
DANGER_OF = {
    "MONDO:0009669": SMA,
    "MONDO:0009673": SMA,
    "MONDO:0015053": ANGIOEDEMA,
    "MONDO:0007783": HYPERTHERMIA,
    "MONDO:0011225": "MONDO:0015974",
    "MONDO:0011086": "MONDO:0015974",
    "MONDO:0009613": "MONDO:0002012",
    "MONDO:0010184": "MONDO:0002012",
    "MONDO:0009734": "MONDO:0017182",
    "MONDO:0013000": PORPHYRIA,
    "MONDO:0022714": PORPHYRIA,
    "MONDO:0015628": "MONDO:0024574",
}
# Named or sorted near it, and another disease.
STRANGERS = {
    "MONDO:0014121": SMA,
    "MONDO:0011436": SMA,
    "MONDO:0016396": SMA,
    "MONDO:0010765": "MONDO:0005045",
    "MONDO:0007970": "MONDO:0017198",
    "MONDO:0009897": "MONDO:0009292",
    "MONDO:0010985": "MONDO:0004069",
    "MONDO:0035735": "MONDO:0018660",
    "MONDO:0012897": "MONDO:0018660",
    "MONDO:0009275": "MONDO:0006507",
    "MONDO:0011631": "MONDO:0006507",
    "MONDO:0019995": "MONDO:0018612",
    "MONDO:0019139": "MONDO:0018660",
    "MONDO:0008332": "MONDO:0024574",
    "MONDO:0008972": "MONDO:0019234",
    "MONDO:0008703": "MONDO:0019648",
    "MONDO:0009064": "MONDO:0016239",
    "MONDO:0042975": "MONDO:0007037",
    "MONDO:0010779": "MONDO:0004069",
}
# Sorted below it, with a name of its own.
CALLED_OTHERWISE = {
    "MONDO:0008963": "MONDO:0015541",
    "MONDO:0011338": "MONDO:0015974",
    "MONDO:0013277": "MONDO:0018097",
}


@pytest.mark.parametrize(("form", "written"), DANGER_OF.items())
def test_wider_text__of_a_form_however_far_below_tells_the_danger(full_release, form, written):
    text = wider_text(lookup.disease(form))
    assert text.ref.id == written
    assert text.facts[Section.SAFETY]


@pytest.mark.parametrize(("entry", "written"), STRANGERS.items())
def test_wider_text__of_a_stranger_is_not_lent(full_release, entry, written):
    text = wider_text(lookup.disease(entry))
    assert text.ref is None or text.ref.id != written


@pytest.mark.parametrize("form", ["MONDO:0018332", "MONDO:0016605", "MONDO:0012136"])
def test_wider_text__of_a_form_of_newborns_does_not_tell_how_the_disease_goes(full_release, form):
    text = wider_text(lookup.disease(form))
    assert text.facts
    assert not {Section.SUMMARY, Section.OUTLOOK} & set(text.facts)


def test_wider_text__of_a_near_disease_is_told_as_such_and_only_its_danger(full_release):
    text = wider_text(lookup.disease("MONDO:0013000"))
    assert not text.is_above
    assert set(text.facts) == {Section.SAFETY}


def test_lenders__are_written_and_of_what_is_called_otherwise_only_the_danger_is_lent(full_release):
    written = written_of(full_release)
    asked = 0
    for id_ in lookup.disease_ids()[::17]:
        number = full_release.number_of(id_)
        for lender in () if number in written else lenders_of(full_release, number):
            assert lender.number in written
            if lender.lent is Lent.DANGER and lender.is_wider:
                assert lender.number in above(full_release, number)
                asked += 1
    assert asked


@pytest.mark.parametrize(("form", "lender"), CALLED_OTHERWISE.items())
def test_wider_text__of_what_is_called_otherwise_is_only_the_danger(full_release, form, lender):
    text = wider_text(lookup.disease(form))
    assert text.ref.id == lender
    assert set(text.facts) == {Section.SAFETY}
