import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lending import lenders_of
from rarekin.api.diseases.narrower import dangers_of_forms, organisations_near
from rarekin.api.diseases.wider import wider_text
from rarekin.model.disease import Level, Section

ADRENAL = "MONDO:0000004"
CHRONIC = "MONDO:0015129"
CLASSIC = "MONDO:0009258"
INBORN_ERRORS = "MONDO:0019052"
EVERY = 23


def below(ref, seen):
    """Walk down by the pages themselves, not by the statement the program asks the release."""
    for child in lookup.page_of(ref).children:
        if child.id not in seen:
            seen.add(child.id)
            below(child, seen)
    return seen


def told_of(id_):
    facts = lookup.disease(id_).facts.get(Section.SAFETY, ())
    return [f for f in facts if f.kind != "emergency_card"]


def test_dangers__of_failing_adrenal_glands_are_those_of_the_chronic_form(full_release):
    dangers = dangers_of_forms(lookup.disease(ADRENAL))
    assert [str(form.ref.id) for form in dangers.forms] == [CHRONIC]
    assert {f.text for f in dangers.forms[0].told} == {f.text for f in told_of(CHRONIC)}
    assert dangers.forms[0].told[0].kind == "urgent"
    assert {f.source for f in dangers.forms[0].facts} <= {one.name for one in dangers.sources}


def test_dangers__a_page_with_its_own_and_a_heading_have_none(full_release):
    assert not dangers_of_forms(lookup.disease(CLASSIC)).forms
    assert not dangers_of_forms(lookup.disease(INBORN_ERRORS)).forms


def test_dangers__no_page_is_silent_where_a_form_below_it_warns(full_release):
    asked = 0
    for id_ in lookup.disease_ids()[::EVERY]:
        page = lookup.disease(id_)
        if not page.children or page.facts.get(Section.SAFETY):
            continue
        entries = below(page.ref, set())
        warning = {one for one in entries if told_of(one)} if len(entries) <= 400 else set()
        dangers = dangers_of_forms(page)
        told = {form.ref.id for form in dangers.forms}
        assert told <= warning
        for one in warning - told:
            assert any(above.id in told for above in _above(one))
        asked += bool(warning)
    assert asked


def _above(id_):
    found, queue = [], list(lookup.disease(id_).parents)
    while queue:
        one = queue.pop()
        found.append(one)
        queue += lookup.page_of(one).parents
    return found


def test_organisations_near__are_never_those_of_a_group_above(full_release):
    found = 0
    for id_ in lookup.disease_ids()[::EVERY]:
        page = lookup.disease(id_)
        near = organisations_near(page)
        if near is None:
            continue
        ref, organisations = near
        found += 1
        assert not page.organisations
        assert organisations == lookup.page_of(ref).organisations
        is_right_above = ref in page.parents and ref.level is not Level.GROUP
        is_lender = full_release.number_of(ref.id) in _lenders(full_release, id_)
        assert ref in page.children or is_right_above or is_lender
    assert found


def _lenders(release, id_):
    return {one.number for one in lenders_of(release, release.number_of(id_)) if one.is_wider}


@pytest.mark.parametrize("form", ["MONDO:0012981", "MONDO:0008146", "MONDO:0009669"])
def test_organisations_near__are_those_of_the_disease_that_lends_its_text(full_release, form):
    page = lookup.disease(form)
    if not page.organisations:
        assert organisations_near(page)


def test_dangers__a_form_below_a_written_disease_has_that_ones_instead(full_release):
    form = lookup.disease(CLASSIC).children
    for one in form:
        page = lookup.page_of(one)
        if not page.facts.get(Section.SAFETY):
            assert wider_text(page).facts[Section.SAFETY]
