import pytest

from rarekin.api import criteria as door
from rarekin.api.criteria_answers import answered
from rarekin.errors import UnknownId
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import Curie


def test_criteria_sets__are_sorted_and_unique():
    ids = [s.id for s in door.criteria_sets()]
    assert ids == sorted(set(ids))
    assert {"poh", "nf1", "hht"} <= {s.slug for s in door.criteria_sets()}


@pytest.mark.parametrize("slug", ["poh", "POH", " poh/gard-2020 "])
def test_criteria_set__accepts_slug_and_edition(slug):
    assert door.criteria_set(slug).id == "poh/gard-2020"


def test_criteria_set__names_near_ones():
    with pytest.raises(UnknownId) as raised:
        door.criteria_set("pho")
    assert "poh" in raised.value.hint


@pytest.mark.parametrize("disease", ["MONDO:0008153", "ORPHA:2762", "OMIM:166350", "GARD:109"])
def test_criteria_for__knows_every_identifier(disease):
    assert [s.slug for s in door.criteria_for(Curie(disease))] == ["poh"]


def test_criteria_for__is_empty_where_there_is_none():
    assert door.criteria_for(Curie("MONDO:0000001")) == ()


def test_check__reads_the_terms_of_the_release(full_release):
    case = Case("me", findings=(Finding(Curie("HP:0010049")),))
    found = door.check("poh", case)
    assert found.item("short_bones").state is door.ItemState.PRESENT
    assert found.outcome is door.Outcome.UNDETERMINED


def test_worked_cases__all_come_out_as_written(full_release):
    for criteria_set in door.criteria_sets():
        for worked in door.worked_cases(criteria_set.id):
            assert door.differences(worked, door.check(criteria_set.id, worked.case)) == ()


def test_answered__adds_to_what_is_known():
    case = Case("me", answers={"deep": State.EXCLUDED}, quantities={"neurofibroma": 1.0})
    more = answered(case, "nf1", {"parent": State.PRESENT}, {"neurofibroma": 3.0})
    assert more.answers == {"deep": State.EXCLUDED, "parent": State.PRESENT}
    assert more.quantities == {"neurofibroma": 3.0}


def test_answered__refuses_items_the_set_does_not_have():
    with pytest.raises(UnknownId) as raised:
        answered(Case("me"), "poh", {"shortstature": State.PRESENT}, {})
    assert "short_stature" in raised.value.hint
