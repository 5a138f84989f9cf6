"""What few forms of a disease have is not said of the whole."""

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.telling.spread import Spread
from rarekin.api.telling.telling import telling_signs
from rarekin.api.telling.voices import standing_of
from rarekin.model.identifiers import Curie

RIB_FUSION, SHORT_STATURE = Curie("HP:0000902"), Curie("HP:0004322")


def test_spread__a_sign_of_two_in_seven_forms_is_of_few(full_release):
    spread = Spread(lookup.disease("MONDO:0019978"))  # Robinow syndrome
    assert spread.is_of_few(RIB_FUSION, 2)
    assert not spread.is_of_few(SHORT_STATURE, 2)
    # Three definitions of the whole are believed.
    assert not spread.is_of_few(RIB_FUSION, 3)


def test_spread__without_forms_nothing_is_of_few(full_release):
    assert not Spread(lookup.disease("MONDO:0008153")).is_of_few(RIB_FUSION)


@pytest.mark.parametrize(
    ("group", "sign"),
    [
        ("Robinow syndrome", RIB_FUSION),
        ("Niemann-Pick disease", Curie("HP:0002750")),  # delayed bone age, of type B
    ],
)
def test_telling_signs__what_one_form_has_opens_no_group(full_release, group, sign):
    assert sign not in {one.term for one in telling_signs(lookup.disease(group), 4)}


def test_standing__denials_that_a_form_contradicts_are_not_believed(full_release):
    # A list says that platelets clump in Glanzmann thrombasthenia; that they do not is its mark.
    page = lookup.disease("MONDO:0100326")
    denied = {f.term for f in page.findings if f.excluded and not f.counted}
    assert denied
    assert standing_of(page).misdenied == denied
