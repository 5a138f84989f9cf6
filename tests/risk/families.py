"""Small families for tests, written in one line each."""

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
