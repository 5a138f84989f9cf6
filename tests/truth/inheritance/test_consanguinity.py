from fractions import Fraction

import pytest
from tests.risk.families import CARRIER, FREE, GROWN, ILL, man, woman
from tests.truth.inheritance.counselling import disease, het, recessive


def cousins(**marks):
    of = lambda id_: marks.get(id_, ())  # noqa: E731
    return (
        man("g1", tests=of("g1")),
        woman("g2", tests=of("g2")),
        woman("w"),
        man("h"),
        man("s", "g1", "g2"),
        woman("d", "g1", "g2"),
        man("c1", "s", "w"),
        woman("c2", "h", "d"),
        man("child", "c1", "c2"),
    )


@pytest.mark.parametrize("q", [0.001, 0.05, 0.3])
def test_first_cousins__child_is_homozygous(q):
    risk = recessive(cousins(), het(q))
    assert risk.method == "junction tree"
    assert disease(risk, "child") == pytest.approx(q * q + q * (1 - q) / 16, rel=1e-9)


def test_first_cousins__with_a_carrier_ancestor():
    people = [p for p in cousins(g1=CARRIER, g2=FREE) if p.id not in ("w", "h")]
    risk = recessive((*people, woman("w", tests=FREE), man("h", tests=FREE)))
    assert disease(risk, "child") == pytest.approx(Fraction(1, 64), abs=1e-9)


def test_first_cousins__healthy_sib_of_a_case_and_healthy_cousin():
    people = (
        man("g1"),
        woman("g2"),
        man("dad", "g1", "g2"),
        woman("aunt", "g1", "g2"),
        woman("mum"),
        man("uncle"),
        man("case", "dad", "mum", ILL),
        man("sib", "dad", "mum", GROWN),
        woman("cousin", "uncle", "aunt"),
        man("child", "sib", "cousin"),
    )
    risk = recessive(people, 1e-7)
    assert disease(risk, "child") == pytest.approx(
        Fraction(2, 3) * Fraction(1, 4) * Fraction(1, 4), rel=1e-4
    )


@pytest.mark.parametrize("p", [0.01, 0.2])
def test_half_sibs__child_is_homozygous(p):
    people = (
        man("f"),
        woman("m1"),
        woman("m2"),
        man("a", "f", "m1"),
        woman("b", "f", "m2"),
        man("child", "a", "b"),
    )
    assert disease(recessive(people, het(p)), "child") == pytest.approx(p * p + p * (1 - p) / 8)


@pytest.mark.parametrize("p", [0.01, 0.2])
def test_repeated_loop__child_is_homozygous(p):
    people = (
        man("1"),
        woman("2"),
        woman("3", "1", "2"),
        man("5", "1", "3"),
        woman("6", "5", "3"),
    )
    expected = p * p + Fraction(3, 8) * p * (1 - p)
    assert disease(recessive(people, het(p)), "6") == pytest.approx(expected)
