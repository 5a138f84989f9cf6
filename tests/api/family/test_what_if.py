"""What is said otherwise in a variant gives the chances of the family in which it is so."""

import pytest
from tests.risk.families import family, man, woman

from rarekin.api.family.risk import family_risk
from rarekin.api.family.what_if import CHANGES, NEXT_CHILD, changed, what_if, who_changes
from rarekin.errors import InputError
from rarekin.model.case import State
from rarekin.model.person import GeneticTest, Phenotype, TestResult

ILL = {"affected": Phenotype(State.PRESENT)}
PEOPLE = family(
    woman("mother"), man("father"), man("ill", "father", "mother", ILL),
    woman("sister", "father", "mother"), man("her man"), man("son", "her man", "sister"),
)  # fmt: skip


def carriers(variants, id_):
    return [one.people[id_].p_carrier for one in variants if one.people]


def test_what_if__halves_and_certainties_of_an_x_linked_family():
    found = what_if(PEOPLE, "xr", ["mother=positive", "mother=positive, sister=negative"])
    assert carriers(found, "sister") == pytest.approx([0.5, 0.0], abs=1e-4)
    assert {"sister", "son"} <= set(who_changes(found))
    assert "her man" not in who_changes(found)


@pytest.mark.parametrize("change", CHANGES)
def test_what_if__is_the_family_in_which_it_is_so(change):
    (one,) = what_if(PEOPLE, "duchenne", [f"sister={change}"])
    other = changed(PEOPLE, f"sister={change}")
    assert (
        one.people["mother"].p_carrier == family_risk(other, "duchenne").person("mother").p_carrier
    )


def test_what_if__a_child_more_is_asked_about_or_tells():
    found = what_if(PEOPLE, "duchenne", ["", "child of sister", "child of her man and sister=ill"])
    assert NEXT_CHILD not in found[0].people
    before, asked, told = carriers(found, "sister")
    assert asked == pytest.approx(before)
    assert told > 0.9
    # A boy or a girl: half of what the mother carries.
    assert found[1].people[NEXT_CHILD].p_carrier == pytest.approx(before / 2, rel=0.05)


def test_what_if__what_cannot_be_says_so_and_the_rest_is_answered():
    tested = (GeneticTest(TestResult.POSITIVE),)
    known = family(man("f", tests=tested), woman("m"), woman("d", "f", "m"))
    found = what_if(known, "xr", ["d=negative", "d=positive"], parameters={"penetrance": 0.5})
    assert found[0].problem
    assert not found[0].people
    assert found[1].people["d"].p_carrier == pytest.approx(1.0)


@pytest.mark.parametrize(
    "text", ["nobody=ill", "sister", "sister=happy", "child of son", "child of mother and sister"]
)
def test_changed__says_what_it_cannot_read(text):
    with pytest.raises(InputError):
        changed(PEOPLE, text)


def test_what_if__seven_are_too_many():
    with pytest.raises(InputError):
        what_if(PEOPLE, "xr", [""] * 7)
