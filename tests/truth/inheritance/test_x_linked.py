from fractions import Fraction
from math import exp

import pytest
from tests.risk.families import CARRIER, FREE, GROWN, ILL, man, woman
from tests.truth.inheritance.counselling import disease, het, x_linked


@pytest.mark.parametrize("n_sons", [0, 1, 2, 3, 6])
def test_x_linked__healthy_sons_of_an_obligate_carriers_daughter(n_sons):
    sons = [man(f"son{i}", "husband", "she", GROWN) for i in range(n_sons)]
    people = (
        man("dad", tests=FREE),
        woman("mum", tests=CARRIER),
        man("husband", tests=FREE),
        woman("she", "dad", "mum"),
        *sons,
    )
    risk = x_linked(people)
    assert risk.person("she").p_carrier == pytest.approx(Fraction(1, 1 + 2**n_sons), abs=1e-8)


def test_x_linked__grandmother_mother_consultand():
    people = (
        man("grandpa", tests=FREE),
        woman("grandma", tests=CARRIER),
        woman("mother", "grandpa", "grandma"),
        man("dad", tests=FREE),
        man("b1", "dad", "mother", GROWN),
        man("b2", "dad", "mother", GROWN),
        woman("she", "dad", "mother"),
        man("husband", tests=FREE),
        man("son", "husband", "she"),
    )
    risk = x_linked(people)
    assert risk.person("mother").p_carrier == pytest.approx(Fraction(1, 5), abs=1e-8)
    assert risk.person("she").p_carrier == pytest.approx(Fraction(1, 10), abs=1e-8)
    assert disease(risk, "son") == pytest.approx(Fraction(1, 20), abs=1e-8)


@pytest.mark.parametrize(
    ("brothers", "sons", "mother"),
    [(0, 0, Fraction(2, 3)), (0, 1, Fraction(1, 2)), (1, 0, Fraction(3, 5))],
)
def test_x_linked_lethal__isolated_case(brothers, sons, mother):
    mu = 1e-7
    people = (
        man("grandpa", tests=FREE),
        woman("grandma"),
        man("dad", tests=FREE),
        woman("mother", "grandpa", "grandma"),
        woman("aunt", "grandpa", "grandma"),
        man("case", "dad", "mother", ILL),
        *(man(f"b{i}", "grandpa", "grandma", GROWN) for i in range(brothers)),
        *(man(f"s{i}", "dad", "mother", GROWN) for i in range(sons)),
    )
    # Where carriers' sons with the disease have no children, 4 mu women carry it (Haldane).
    risk = x_linked(people, 4 * mu, mutation_rate_father=mu, mutation_rate_mother=mu)
    assert risk.person("mother").p_carrier == pytest.approx(mother, abs=1e-5)
    if brothers == sons == 0:
        assert risk.person("grandma").p_carrier == pytest.approx(Fraction(1, 3), abs=1e-5)
        assert risk.person("aunt").p_carrier == pytest.approx(Fraction(1, 6), abs=1e-5)


@pytest.mark.parametrize("p", [0.1, 0.4])
def test_x_linked__hardy_weinberg_identities(p):
    brothers = (
        man("f"),
        woman("m"),
        man("a", "f", "m", tests=CARRIER),
        man("b", "f", "m", tests=CARRIER),
    )
    assert exp(x_linked(brothers, het(p)).log_likelihood) == pytest.approx(p * (1 + p) / 2)
    two = {"penetrance": 1.0, "penetrance_carrier": 0.0}
    sisters = (man("f"), woman("m"), woman("a", "f", "m", ILL), woman("b", "f", "m", ILL))
    risk = x_linked(sisters, het(p), **two)
    assert exp(risk.log_likelihood) == pytest.approx(p * p * (1 + p) / 2)
