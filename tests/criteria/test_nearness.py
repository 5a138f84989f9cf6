"""What something points to is said and asked first: it is what the person spoke of."""

from tests.criteria.people import SETS

from rarekin.criteria.checking import evaluate
from rarekin.criteria.nearness import Neighbourhood
from rarekin.model.case import Case, Finding
from rarekin.model.identifiers import Curie

SPOTS, FRECKLES = Curie("HP:0000957"), Curie("HP:0000997")
CHILD = Case("a girl of seven", (Finding(SPOTS), Finding(FRECKLES)), age_years=7.0)
NF1 = SETS["nf1/legius-2021"]


def near(case, hpo):
    return {one.criteria_set.slug: one for one in Neighbourhood(SETS.values(), hpo).near(case)}


def test_near__says_what_is_there_and_what_is_only_pointed_to(hpo):
    nf1 = near(CHILD, hpo)["nf1"]
    assert [item.name for item in nf1.present] == ["freckling"]
    assert [item.name for item in nf1.pointing] == ["cafe_au_lait"]


def test_near__of_the_shortest_ways_shows_one_by_what_is_pointed_to(hpo):
    spots = Case(
        "spots, and a tumour of the nerve of sight", (Finding(SPOTS), Finding(Curie("HP:0009734")))
    )
    nf1 = near(spots, hpo)["nf1"]
    assert nf1.to_met.ways == ((("cafe_au_lait", True),),)


def test_missing__what_is_pointed_to_is_asked_first(hpo):
    found = evaluate(NF1, CHILD, hpo)
    assert found.missing[0].name == "cafe_au_lait"
    assert not found.missing[0].settles


def test_places__one_who_has_nothing_of_an_item_says_nothing_of_it(hpo):
    found = evaluate(NF1, Case("nobody", (Finding(Curie("HP:0001250")),)), hpo)
    assert {(item.state.value, item.because) for item in found.items} == {("unknown", ())}
