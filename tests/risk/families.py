"""Small families for tests, written in one line each."""

import numpy as np
from hypothesis import strategies as st

from rarekin.model.case import ParentalOrigin, Sex, State
from rarekin.model.family import Family
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult

WELL = {"affected": Phenotype(State.EXCLUDED)}
GROWN = {"affected": Phenotype(State.EXCLUDED, 100.0)}  # free of it, past every age of onset
ILL = {"affected": Phenotype(State.PRESENT)}
CARRIER = (GeneticTest(TestResult.POSITIVE),)
ONE_COPY = (GeneticTest(TestResult.HETEROZYGOUS),)
FREE = (GeneticTest(TestResult.NEGATIVE),)
PATERNAL = (GeneticTest(TestResult.POSITIVE, origin=ParentalOrigin.PATERNAL),)
MATERNAL = (GeneticTest(TestResult.POSITIVE, origin=ParentalOrigin.MATERNAL),)


def man(id_, father=None, mother=None, phenotypes=None, tests=(), **more):
    return Person(id_, Sex.MALE, mother, father, phenotypes=phenotypes or {}, tests=tests, **more)


def woman(id_, father=None, mother=None, phenotypes=None, tests=(), **more):
    return Person(id_, Sex.FEMALE, mother, father, phenotypes=phenotypes or {}, tests=tests, **more)


def family(*people):
    return Family(tuple(people))


def couples(people):
    index = {p.id: i for i, p in enumerate(people)}
    return [None if p.father is None else (index[p.father], index[p.mother]) for p in people]


def random_rows(data, n, n_states):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    return rng.uniform(0.05, 1.0, (n, n_states))
