"""Full-likelihood Bayes factors of a variant (Thompson 2003, doi:10.1086/378100)."""

from math import exp

import numpy as np
import pytest
from tests.risk.families import FREE, GROWN, ILL, ONE_COPY, family, man, woman
from tests.truth.inheritance.counselling import NO_MUTATION, SETTLED, het

from rarekin.api.family.family_answers import bayes_factor as factor_of
from rarekin.model.family import Family
from rarekin.model.person import GeneticTest, TestResult
from rarekin.risk.inference import infer
from rarekin.risk.locus import make_locus
from rarekin.risk.pedigree import make_pedigree

BOTH_COPIES = (GeneticTest(TestResult.HOMOZYGOUS),)


def bayes_factor(log_p, proband):
    """Compare causal with neutral, given how the proband was found."""
    everybody, nobody = (lambda p: True), (lambda p: False)
    only = lambda p: p.id == proband  # noqa: E731
    causal = log_p(everybody, everybody) - log_p(everybody, only)
    neutral = log_p(nobody, everybody) - log_p(nobody, only)
    return exp(causal - neutral)


def flb(people, proband, model, **values):
    return factor_of(family(*people), model, proband, parameters=SETTLED | values)


def test_four_affected_brothers():
    brothers = [man(f"b{i}", "f", "m", ILL, ONE_COPY) for i in range(4)]
    got = flb(
        (man("f"), woman("m"), *brothers),
        "b0",
        "ad",
        **NO_MUTATION,
        carrier_frequency=het(1e-4),
        penetrance=0.9,
        phenocopy=0.01,
    )
    assert got == pytest.approx(7.732161, abs=5e-7)


@pytest.mark.parametrize("q", [0.001, 0.2])
def test_two_recessive_sibs_of_two_healthy_carriers(q):
    people = (
        man("f", phenotypes=GROWN, tests=ONE_COPY),
        woman("m", phenotypes=GROWN, tests=ONE_COPY),
        *(man(f"b{i}", "f", "m", ILL, BOTH_COPIES) for i in range(2)),
    )
    got = flb(people, "b0", "ar", **NO_MUTATION, carrier_frequency=het(q))
    assert got == pytest.approx(4 / (1 - q) ** 2)


def known(sex, id_, parents=(None, None), *, carrier=None, ill=False):
    tests = {True: ONE_COPY, False: FREE, None: ()}[carrier]
    said = {None: {}, True: ILL, False: GROWN}[ill]
    return sex(id_, *parents, said, tests)


def thompson_1(carriers, free, ill, unknown):
    def one(sex, id_, *parents):
        carrier = True if id_ in carriers else False if id_ in free else None
        return known(
            sex,
            id_,
            parents or (None, None),
            carrier=carrier,
            ill=None if id_ in unknown else id_ in ill,
        )

    return (
        one(man, "1"),
        one(woman, "2"),
        one(man, "3"),
        one(woman, "4", "1", "2"),
        one(man, "5", "1", "2"),
        one(woman, "6"),
        one(man, "7", "3", "4"),
        one(woman, "8", "5", "6"),
    )


THOMPSON = {
    **NO_MUTATION,
    "carrier_frequency": het(0.001),
    "penetrance": 0.7,
    "phenocopy": 0.05,
}


@pytest.mark.parametrize(
    ("carriers", "free", "ill", "unknown", "printed"),
    [
        ("4578", "", "4578", "", 7.37),
        ("78", "", "4578", "", 7.30),
        ("78", "", "78", "45", 5.28),
        ("78", "", "78", "", 1.83),
        ("7", "8", "4578", "", 0.09),
        ("7", "8", "78", "45", 0.38),
        ("7", "8", "78", "", 0.88),
    ],
)
def test_thompson_pedigree_1(carriers, free, ill, unknown, printed):
    people = thompson_1(set(carriers), set(free), set(ill), set(unknown))
    assert flb(people, "7", "ad", **THOMPSON) == pytest.approx(printed, abs=0.005)


def test_thompson_pedigree_2():
    people = (
        known(man, "1"),
        known(woman, "2"),
        known(man, "3", ("1", "2")),
        known(woman, "4", ("1", "2"), ill=True),
        known(woman, "5", ("1", "2"), ill=True),
        known(woman, "6", carrier=False, ill=True),
        known(woman, "7", ("3", "6"), carrier=True, ill=True),
        known(man, "8", ("3", "6"), carrier=True, ill=True),
    )
    assert flb(people, "7", "ad", **THOMPSON) == pytest.approx(1.03, abs=0.005)


# Ranola et al. 2018, pedigree 549: id, father, mother, sex, age; 14 classes of age and sex.
RANOLA = """
1 0 0 M 75
2 0 0 F 60
3 1 2 F 77
4 1 2 M 70
5 1 2 F 40
6 1 2 M 70
7 0 0 M 74
8 7 3 M 57
9 7 3 M 52
10 7 3 F 53
11 7 3 M 49
12 7 3 F 49
13 0 0 F 68
14 4 13 M 43
15 4 13 F 32
16 0 0 M 66
17 16 5 M 42
18 16 5 M 38
19 16 5 F 38
20 0 0 F 80
21 6 20 M 57
22 6 20 F 57
"""
RANOLA_MEN = (
    (7.6e-08, 1.1e-05),
    (1.2e-06, 0.00017),
    (1.9e-05, 0.0012),
    (8.5e-05, 0.003),
    (0.00027, 0.0062),
    (0.00067, 0.012),
    (0.0012, 0.018),
)
RANOLA_WOMEN = (
    (8.9e-07, 0.001026),
    (4.0997e-05, 0.047524),
    (0.00189916, 0.18042),
    (0.00878848, 0.3736),
    (0.0275136, 0.5752),
    (0.05646, 0.6889),
    (0.0793, 0.785),
)
RANOLA_CARRIERS = {3, 4, 5, 11, 14, 15, 17, 18, 22}
RANOLA_FREE = {7, 8, 9, 10, 12, 13, 16, 19, 20, 21}


def test_ranola_pedigree_549__chances_by_age_and_sex():
    rows = [line.split() for line in RANOLA.split("\n") if line]
    people, ill, tested = [], {}, {}
    for id_, father, mother, sex, age in rows:
        parents = (None, None) if father == "0" else (father, mother)
        people.append((man if sex == "M" else woman)(id_, *parents))
        by_class = RANOLA_MEN if sex == "M" else RANOLA_WOMEN
        free, carrier = by_class[min(int(age) // 10, 7) - 1]
        chance = np.array([free, carrier, carrier, carrier])
        ill[id_] = chance if id_ in {"5", "6"} else 1 - chance
        if int(id_) in RANOLA_CARRIERS:
            tested[id_] = np.array([0.0, 1.0, 1.0, 0.0])
        if int(id_) in RANOLA_FREE:
            tested[id_] = np.array([1.0, 0.0, 0.0, 0.0])
    whole = Family(tuple(people))
    locus = make_locus("autosomal", {"carrier_frequency": het(0.001)})

    def log_p(keeps_phenotypes, keeps_tests):
        vectors = [
            (ill[p.id] if keeps_phenotypes(p) else 1.0)
            * (tested.get(p.id, np.ones(4)) if keeps_tests(p) else np.ones(4))
            for p in people
        ]
        found = infer(whole, make_pedigree(whole), [locus], np.stack(vectors)[None])
        return float(found.log_likelihood[0])

    assert bayes_factor(log_p, "5") == pytest.approx(0.43, abs=0.005)
