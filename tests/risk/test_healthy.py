"""What a healthy person is told: never certainly ill, never cleared by health alone."""

import pytest
from tests.risk.families import ILL, family, man, woman
from validation.healthy_relatives import scan

from rarekin.api.family.risk import family_risk
from rarekin.model.case import State
from rarekin.model.person import Phenotype

WELL_AT_40 = {"affected": Phenotype(State.EXCLUDED, 40.0)}
X_LINKED = ("haemophilia", "haemophilia-a", "haemophilia-b", "duchenne", "becker", "xr")


def test_no_model__tells_somebody_well_that_they_are_ill_or_clears_them_by_health_alone():
    found = scan(ages=(40,), sexes=("male",), ill={"mother": ("mo",), "both": ("mo", "fa")})
    assert list(found) == []


@pytest.mark.parametrize("slug", X_LINKED)
def test_an_ill_mother__has_one_copy_on_the_x(slug):
    people = (man("fa"), woman("mo", phenotypes=ILL), man("me", "fa", "mo"))
    risk = family_risk(family(*people), slug)
    assert risk.person("me").p_carrier == pytest.approx(0.5, abs=1e-3)
    both = sum(g.p for g in risk.person("mo").genotypes if g.state == "both")
    assert both < 1e-3


def test_what_cannot_be_together__is_said_and_no_certainty():
    people = (
        man("fa", phenotypes=ILL),
        woman("mo", phenotypes=ILL),
        man("me", "fa", "mo", phenotypes=WELL_AT_40),
    )
    risk = family_risk(family(*people), "ar")
    assert "health-contradicts" in {i.code for i in risk.issues}
    assert risk.person("me").phenotypes[0].between.low == 0.0


def test_a_child_who_can_still_fall_ill__is_no_contradiction():
    people = (
        man("fa", phenotypes=ILL),
        woman("mo", phenotypes=ILL),
        man("me", "fa", "mo", phenotypes={"affected": Phenotype(State.EXCLUDED, 2.0)}),
    )
    risk = family_risk(family(*people), "friedreich")
    assert "health-contradicts" not in {i.code for i in risk.issues}
