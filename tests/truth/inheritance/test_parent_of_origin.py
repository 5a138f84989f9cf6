from fractions import Fraction

import pytest
from tests.risk.families import CARRIER, FREE, GROWN, MATERNAL, PATERNAL, family, man, woman
from tests.truth.inheritance.counselling import NO_MUTATION, disease

from rarekin.api.family.risk import family_risk
from rarekin.model.case import State
from rarekin.model.person import Phenotype


@pytest.mark.parametrize(("age", "percent"), [(40, 31.5), (60, 24.2), (70, 11.5)])
def test_sdhd__tumour_free_child_of_a_carrier_father(age, percent):
    people = (
        man("dad", tests=CARRIER),
        woman("mum", tests=FREE),
        man("child", "dad", "mum", {"paraganglioma": Phenotype(State.EXCLUDED, age)}),
    )
    free = {40: 0.46, 60: 0.32, 70: 0.13}[age]
    risk = family_risk(family(*people), "sdhd", parameters=NO_MUTATION)
    assert risk.person("child").p_carrier == pytest.approx(free / (1 + free), abs=1e-4)
    assert 100 * free / (1 + free) == pytest.approx(percent, abs=0.05)


POH_CHILD = (
    man("dad", phenotypes=GROWN),
    woman("mum", phenotypes=GROWN),
    man("poh", "dad", "mum", {"poh": Phenotype(State.PRESENT)}, PATERNAL),
    woman("next", "dad", "mum"),
)
GNAS = {"leak": 0.0, "phenocopy": 0.0, "new_from_mosaic": 0.0}


@pytest.mark.parametrize(
    ("frequency", "father", "next_child"),
    [(2e-6, 5.7, 2.8), (1e-6, 2.9, 1.5), (5e-7, 1.5, 0.7)],
)
def test_gnas__healthy_untested_parents_of_a_child_with_poh(frequency, father, next_child):
    c, m, mu = frequency, Fraction(6, 100), 1e-6
    expected = c * m / 2 / (c * m / 2 + mu)
    risk = family_risk(
        family(*POH_CHILD), "gnas", parameters={**GNAS, "carrier_frequency": frequency}
    )
    assert risk.person("dad").p_carrier == pytest.approx(float(expected), rel=1e-5)
    assert 100 * risk.person("dad").p_carrier == pytest.approx(father, abs=0.05)
    assert 100 * risk.person("next").p_paternal == pytest.approx(next_child, abs=0.05)


@pytest.mark.parametrize(("share", "percent"), [(0.1, 0.8), (0.5, 4.1)])
def test_gnas__after_a_negative_paternal_blood_test(share, percent):
    people = [p for p in POH_CHILD if p.id != "dad"]
    dad = man("dad", phenotypes=GROWN, tests=FREE)
    risk = family_risk(
        family(dad, *people),
        "gnas",
        parameters={"leak": 0.0, "new_from_mosaic": 0.081, "mosaic_share": share},
    )
    assert risk.person("dad").p_mosaic == pytest.approx(0.081, rel=1e-4)
    assert risk.person("next").p_paternal == pytest.approx(0.081 * share, rel=1e-3)
    assert 100 * 0.081 * share == pytest.approx(percent, abs=0.05)


def test_gnas__woman_with_poh_has_children_with_php1a():
    she = woman("she", phenotypes={"poh": Phenotype(State.PRESENT)}, tests=PATERNAL)
    risk = family_risk(family(she, man("he", tests=FREE), woman("child", "he", "she")), "gnas")
    child = risk.person("child")
    of = {p.slug: p for p in child.phenotypes}
    assert child.p_maternal == pytest.approx(0.5, abs=1e-5)
    assert child.p_carrier_compared[0].p == pytest.approx(0.59, abs=1e-5)
    assert of["php1a"].p_lifetime == pytest.approx(0.5 * 0.98, abs=1e-5)
    assert of["php1a"].compared[0].p == pytest.approx(0.59 * 0.98, abs=1e-5)
    assert of["poh"].p_lifetime is None
    assert of["poh"].p_at_most == pytest.approx(0.5 * 0.01, abs=1e-5)


def test_gnas__man_with_pphp_has_children_in_the_poh_spectrum():
    he = man("he", phenotypes={"pphp": Phenotype(State.PRESENT)}, tests=PATERNAL)
    risk = family_risk(family(he, woman("she", tests=FREE), man("child", "he", "she")), "gnas")
    child = risk.person("child")
    assert child.p_paternal == pytest.approx(0.5, abs=1e-5)
    assert child.p_carrier_compared[0].p == pytest.approx(0.5, abs=1e-5)
    assert child.p_maternal < 1e-5


def test_gnas__healthy_mother_of_a_child_with_php1a_may_carry_on_her_paternal_copy():
    people = (
        man("dad", phenotypes=GROWN),
        woman("mum", phenotypes=GROWN),
        man("php1a", "dad", "mum", {"php1a": Phenotype(State.PRESENT)}, MATERNAL),
    )
    mum = family_risk(family(*people), "gnas").person("mum")
    # Healthy with the change on the copy from her father is 10 to 2 as likely as from her mother.
    assert mum.p_paternal / mum.p_maternal == pytest.approx(0.10 / 0.02, rel=1e-3)
    assert mum.p_carrier > 0.05


def test_gnas__two_children_from_a_healthy_mother_point_to_carrier_or_mosaic():
    kids = [
        man(f"k{i}", "dad", "mum", {"php1a": Phenotype(State.PRESENT)}, MATERNAL) for i in (1, 2)
    ]
    people = (man("dad"), woman("mum", phenotypes=GROWN, tests=FREE), *kids)
    assert family_risk(family(*people), "gnas").person("mum").p_mosaic > 0.999


def test_php1b__fathers_children_carry_it_unaffected():
    people = (
        man("grandpa", tests=CARRIER),
        woman("grandma", tests=FREE),
        woman("daughter", "grandpa", "grandma", tests=CARRIER),
        man("husband", tests=FREE),
        man("grandchild", "husband", "daughter"),
    )
    risk = family_risk(
        family(*people), "php1b", parameters={"penetrance": 1.0, "leak": 0.0, "phenocopy": 0.0}
    )
    assert disease(risk, "daughter") == pytest.approx(0.0, abs=1e-5)
    assert disease(risk, "grandchild") == pytest.approx(0.5, abs=1e-5)
