from fractions import Fraction
from math import exp

import pytest
from tests.risk.families import GROWN, ILL, man, woman
from tests.truth.inheritance.counselling import carrier_parents, disease, het, recessive

from rarekin.model.person import GeneticTest, TestResult

CASE = man("case", "dad", "mum", ILL)


def test_recessive__healthy_sib_is_a_carrier_in_two_of_three():
    risk = recessive(carrier_parents(CASE, woman("sib", "dad", "mum", GROWN)), 0.01)
    assert risk.person("sib").p_carrier == pytest.approx(Fraction(2, 3), abs=1e-9)


def test_recessive__child_of_healthy_sib_and_unrelated_partner():
    partner = man("partner", phenotypes=GROWN)
    people = (*carrier_parents(CASE, woman("sib", "dad", "mum", GROWN)), partner)
    child = man("child", "partner", "sib")
    q = Fraction(1, 50)
    # A healthy partner: one copy changed given not two, exactly; 1/25 and so 1/150 to first order.
    p_partner = 2 * q * (1 - q) / (1 - q * q)
    risk = recessive((*people, child), float(2 * q * (1 - q)))
    assert disease(risk, "child") == pytest.approx(
        Fraction(2, 3) * p_partner * Fraction(1, 4), rel=1e-9
    )
    assert disease(risk, "child") == pytest.approx(Fraction(1, 150), rel=0.03)


@pytest.mark.parametrize(("prior", "after"), [(Fraction(1, 25), Fraction(1, 241))])
def test_negative_test__lowers_a_carrier_prior(prior, after):
    q = Fraction(1, 50)
    missed = (GeneticTest(TestResult.NEGATIVE, sensitivity=0.9),)
    risk = recessive((woman("she", phenotypes=GROWN, tests=missed),), float(2 * q * (1 - q)))
    p_prior = 2 * q / (1 + q)
    exact = p_prior * Fraction(1, 10) / (p_prior * Fraction(1, 10) + 1 - p_prior)
    assert risk.person("she").p_carrier == pytest.approx(exact, rel=1e-9)
    assert prior * Fraction(1, 10) / (prior * Fraction(1, 10) + 1 - prior) == after


def test_negative_test__lowers_the_carrier_chance_of_a_sib_to_one_in_six():
    missed = (GeneticTest(TestResult.NEGATIVE, sensitivity=0.9),)
    risk = recessive(carrier_parents(CASE, woman("sib", "dad", "mum", GROWN, missed)))
    assert risk.person("sib").p_carrier == pytest.approx(Fraction(1, 6), abs=1e-9)


@pytest.mark.parametrize("q", [0.01, 0.3])
def test_recessive__two_homozygous_sibs(q):
    sibs = (man("f"), woman("m"), man("a", "f", "m", ILL), woman("b", "f", "m", ILL))
    assert exp(recessive(sibs, het(q)).log_likelihood) == pytest.approx(q**2 * (1 + q) ** 2 / 4)
