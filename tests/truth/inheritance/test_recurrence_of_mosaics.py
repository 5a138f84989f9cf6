"""After one and two ill children of parents without signs: what was counted, not a wide range.

Osteogenesis imperfecta: 1.3 % and 27 % (Genet Med 2011;13:125). Tuberous sclerosis: mosaics in 2 to
10 % of parents (Am J Hum Genet 1999;64:1632), a quarter of whose cells carry it: .5 to 2.5 %.
"""

import pytest
from tests.risk.families import FREE, GROWN, ILL, family, man, woman

from rarekin.api.family.risk import family_risk


def next_child(model, n_ill, phenotypes=None, tests=()):
    people = family(
        man("f", None, None, phenotypes, tests), woman("m", None, None, phenotypes, tests),
        *(man(f"k{n}", "f", "m", ILL) for n in range(n_ill)), man("next", "f", "m", unborn=True),
    )  # fmt: skip
    return family_risk(people, model).person("next")


@pytest.mark.parametrize("parents", [{"phenotypes": GROWN}, {"tests": FREE}])
@pytest.mark.parametrize(("n_ill", "counted"), [(1, 0.013), (2, 0.27)])
def test_osteogenesis_imperfecta__as_counted(parents, n_ill, counted):
    child = next_child("osteogenesis-imperfecta", n_ill, **parents)
    assert child.p_carrier == pytest.approx(counted, rel=0.02)
    assert child.p_carrier_between is None


@pytest.mark.parametrize("parents", [{"phenotypes": GROWN}, {"tests": FREE}])
def test_tuberous_sclerosis__one_or_two_in_a_hundred(parents):
    child = next_child("tuberous-sclerosis", 1, **parents)
    between = child.p_carrier_between
    new = 2 / 3 / 5800  # a second new change, as rare as the first was
    assert (between.low, between.high) == pytest.approx((0.005 + new, 0.025 + new), rel=0.02)


def test_osteogenesis_imperfecta__parents_nobody_examined_leave_it_open():
    between = next_child("osteogenesis-imperfecta", 1).p_carrier_between
    assert between.low < 0.05
    assert between.high > 0.3  # 84 of 135 had it from a parent
