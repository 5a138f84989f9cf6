from math import sqrt

import pytest
from tests.risk.families import CARRIER, FREE, GROWN, ILL, man, woman
from tests.truth.inheritance.counselling import RARE, disease, dominant


@pytest.mark.parametrize("penetrance", [0.2, 0.54, 2 - sqrt(2), 0.9])
def test_dominant__child_of_the_healthy_child_of_a_heterozygote(penetrance):
    people = (
        man("a", tests=CARRIER),
        woman("b", tests=FREE),
        man("c", "a", "b", GROWN),
        woman("d", tests=FREE),
        woman("child", "c", "d"),
    )
    risk = dominant(people, penetrance=penetrance, carrier_frequency=RARE)
    p = penetrance
    expected = p * (1 - p) / (2 * (2 - p))
    assert disease(risk, "child") == pytest.approx(expected, abs=1e-8)
    assert expected <= 0.0858


@pytest.mark.parametrize(("y", "f", "printed"), [(0.8, 0.5, 0.1143), (0.5, 0.9, 0.2083)])
def test_dominant__reduced_fitness_with_the_prior_of_the_paper(y, f, printed):
    mu = 1e-7
    people = (
        man("dad", phenotypes=GROWN),
        woman("mum", phenotypes=GROWN),
        man("case", "dad", "mum", ILL),
        woman("next", "dad", "mum"),
    )
    risk = dominant(
        people,
        penetrance=y,
        carrier_frequency=2 * mu / (1 - f),
        mutation_rate_father=mu,
        mutation_rate_mother=mu,
    )
    assert y * (1 - y) / (2 * (2 - y - f)) == pytest.approx(printed, abs=5e-5)
    assert disease(risk, "next") == pytest.approx(y * (1 - y) / (2 * (2 - y - f)), abs=1e-5)
