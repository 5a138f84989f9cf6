"""What is recorded about a person, as a likelihood for each genotype."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from rarekin.model.case import ParentalOrigin, State
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.risk.locus import Floats, Locus
from rarekin.risk.models import ModelPhenotype, RiskModel

_Number = Callable[[float | str], float | None]


@dataclass(frozen=True)
class Penetrance:
    """Lifetime chance and age curve of one phenotype, for one set of parameters.

    Attributes
    ----------
    phenotype
        The phenotype of the model.
    lifetime
        Lifetime chance by genotype. Shape ``(G,)``. Of a narrower phenotype whose share nobody
        knows, the chance of the wider one.
    share
        Of a narrower phenotype, its share of the wider one; None where nobody knows it, so that
        `lifetime` is an upper bound only. 1 otherwise.
    onset_years
        Ages ``(A,)`` and share of those affected who show it by then ``(A,)``; None where nobody
        said at what age it shows itself.
    is_measured
        False where nobody knows how many carriers get it: `lifetime` is then an upper bound.
    settled
        Read health as final where an age, the ages of onset or the penetrance is not known;
        otherwise health is then no evidence at all. The two bound the truth.
    """

    phenotype: ModelPhenotype
    lifetime: Floats
    share: float | None
    onset_years: tuple[Floats, Floats] | None
    is_measured: bool = True
    settled: bool = False

    @property
    def is_known(self) -> bool:
        """Whether chances can be told as more than an upper bound."""
        return self.is_measured and self.share is not None

    def is_open(self, age_years: float | None) -> bool:
        """Tell whether being free of it says nothing, because a figure is missing."""
        if not self.is_measured or self.onset_years is None:
            return True
        return age_years is None and bool(self.onset_years[0][-1] > 0)

    def by_age(self, age_years: float | None) -> float:
        """Return the share of those affected in life who show it by this age."""
        if self.is_open(age_years) or self.onset_years is None or age_years is None:
            return float(self.settled or not self.is_open(age_years))
        ages, shares = self.onset_years
        if len(ages) == 2 and ages[0] == ages[1]:
            return float(age_years >= ages[0])
        return float(np.interp(age_years, ages, shares))


MOST_PENETRANT = 0.95
"""Where health is read as final and nobody knows how many carriers become ill: nearly all do.

Not all, so that a healthy person between two ill ones stays a carrier.
"""


def make_penetrances(
    model: RiskModel, locus: Locus, values: Mapping[str, float | None], *, settled: bool = False
) -> dict[str, Penetrance]:
    """Fill a model's penetrance tables with parameter values.

    Parameters
    ----------
    model, locus, values
        The model, its locus, and every parameter's value.
    settled
        See `Penetrance`.

    Returns
    -------
    penetrances
        By phenotype slug, in the model's order.
    """

    def number(value: float | str) -> float | None:
        return values[value] if isinstance(value, str) else value

    made: dict[str, Penetrance] = {}
    for phenotype in model.phenotypes:
        if phenotype.part_of:
            whole, share = made[phenotype.part_of], number(phenotype.share)
            lifetime = whole.lifetime if share is None else whole.lifetime * share
            onset, is_measured = whole.onset_years, whole.is_measured
        else:
            most = MOST_PENETRANT if settled else 1.0
            known = {k: number(v) for k, v in phenotype.chance.items()}
            is_measured = None not in known.values()
            chance = {k: most if v is None else v for k, v in known.items()}
            chance["mosaic"] = chance.get("none", 0.0)
            lifetime = np.array([chance.get(g.state, 0.0) for g in locus.genotypes])
            share, onset = 1.0, _onset(phenotype, number)
        made[phenotype.slug] = Penetrance(
            phenotype, lifetime, share, onset, is_measured, settled=settled
        )
    return made


def _onset(phenotype: ModelPhenotype, number: _Number) -> tuple[Floats, Floats] | None:
    if phenotype.curve:
        points = np.array(phenotype.curve, float)
        return points[:, 0], points[:, 1]
    until = number(phenotype.onset_until_years)
    if until is None:
        return None
    start = min(number(phenotype.onset_from_years) or 0.0, until)
    return np.array([start, until]), np.array([0.0, 1.0])


def likelihood(
    person: Person, model: RiskModel, locus: Locus, penetrances: Mapping[str, Penetrance]
) -> Floats:
    """Return the probability of everything recorded about a person, by genotype.

    Parameters
    ----------
    person
        Whose phenotypes and tests count; a phenotype the model does not know says nothing.
    model, locus, penetrances
        As made for one set of parameters.

    Returns
    -------
    likelihood
        Shape ``(G,)``. The person's sex is not part of it: see `Locus.mask`.
    """
    product = np.ones(len(locus.genotypes))
    said = recorded(person, model)
    for slug, phenotype in said.items():
        penetrance = penetrances[slug]
        if not penetrance.phenotype.part_of:
            product = product * _phenotype_likelihood(person, phenotype, penetrance)
        elif penetrance.share is not None and penetrance.phenotype.part_of not in said:
            # Where the wider phenotype has spoken, the share cancels or adds nothing.
            product = product * _phenotype_likelihood(person, phenotype, penetrance)
    for test in person.tests:
        product = product * _test_likelihood(test, locus)
    if person.phenotypes.get(AFFECTED, _NOT_SAID).state is State.PRESENT:
        product = product * _any_of(person, model, penetrances)
    return product


_NOT_SAID = Phenotype(State.UNKNOWN)


def recorded(person: Person, model: RiskModel) -> dict[str, Phenotype]:
    """Return what is known about a person by phenotype slug of the model.

    A narrower phenotype that is present makes the wider one present. ``affected: excluded``
    excludes every phenotype of which nothing else is said.

    Examples
    --------
    >>> from rarekin.risk.models import parse_model
    >>> model = parse_model(b'''
    ... slug = "toy"
    ... title = "Toy"
    ... summary = "A toy."
    ... locus = "autosomal"
    ... reviewed = 2026-11-22
    ... phenotype = [{slug = "toy", title = "Toy disease", chance = {both = 1.0}}]
    ... ''')
    >>> healthy = Person("I-1", phenotypes={"affected": Phenotype(State.EXCLUDED, 40)})
    >>> recorded(healthy, model)["toy"].state
    <State.EXCLUDED: 'excluded'>
    """
    said: dict[str, Phenotype] = {}
    for key, value in person.phenotypes.items():
        slug = model.phenotype_slug(key)
        if slug is not None and value.state is not State.UNKNOWN:
            said[slug] = value
    for phenotype in model.phenotypes:
        inner = said.get(phenotype.slug)
        if phenotype.part_of and inner is not None and inner.state is State.PRESENT:
            said[phenotype.part_of] = inner
    general = person.phenotypes.get(AFFECTED, _NOT_SAID)
    if general.state is State.EXCLUDED or _stands_alone(general, model):
        for phenotype in model.phenotypes:
            if not phenotype.part_of:
                said.setdefault(phenotype.slug, general)
    return said


def _stands_alone(general: Phenotype, model: RiskModel) -> bool:
    wide = [p for p in model.phenotypes if not p.part_of]
    return general.state is State.PRESENT and len(wide) == 1


def _phenotype_likelihood(person: Person, said: Phenotype, penetrance: Penetrance) -> Floats:
    if said.state is State.PRESENT:
        return penetrance.lifetime
    reached = penetrance.by_age(free_until(person, said))
    return 1.0 - penetrance.lifetime * reached


def free_until(person: Person, said: Phenotype) -> float | None:
    """Return the age in years up to which an exclusion counts; None where none is recorded."""
    ages = [age for age in (said.age_years, person.age_years) if age is not None]
    return min(ages, default=None)


def _any_of(person: Person, model: RiskModel, penetrances: Mapping[str, Penetrance]) -> Floats:
    # "Affected" with no word by which disease: at least one of those of which nothing is said.
    said = recorded(person, model)
    if any(p.state is State.PRESENT for p in said.values()):
        return np.ones_like(next(iter(penetrances.values())).lifetime)
    free = np.ones_like(next(iter(penetrances.values())).lifetime)
    for phenotype in model.phenotypes:
        if not phenotype.part_of and phenotype.slug not in said:
            free = free * (1.0 - penetrances[phenotype.slug].lifetime)
    return 1.0 - free


_FITS = {
    TestResult.POSITIVE: {"paternal", "maternal", "both", "hemizygous"},
    TestResult.HETEROZYGOUS: {"paternal", "maternal"},
    TestResult.HOMOZYGOUS: {"both", "hemizygous"},
}


def _test_likelihood(test: GeneticTest, locus: Locus) -> Floats:
    def among(states: set[str]) -> Floats:
        return np.array([float(g.state in states) for g in locus.genotypes])

    free = among({"none", "mosaic"})
    counted = _count_likelihood(test, locus)
    if test.result is TestResult.UNKNOWN:
        return counted
    carries = among(_FITS.get(test.result, _FITS[TestResult.POSITIVE]))
    positive: Floats = carries * test.sensitivity + free * (1.0 - test.specificity)
    result = counted * (1.0 - positive if test.result is TestResult.NEGATIVE else positive)
    if test.origin is ParentalOrigin.UNKNOWN or test.result is TestResult.NEGATIVE:
        return result
    shown = {"paternal", "both"} if test.origin is ParentalOrigin.PATERNAL else {"maternal", "both"}
    if test.origin is ParentalOrigin.MATERNAL:
        shown.add("hemizygous")
    return result * among(shown)


def _count_likelihood(test: GeneticTest, locus: Locus) -> Floats:
    """Return the chance of the counted number of copies; 1 where the locus knows no copies."""
    if test.copies is None or locus.genotypes[0].copies is None:
        return np.ones(len(locus.genotypes))
    same = np.array([float(g.copies == test.copies) for g in locus.genotypes])
    shown: Floats = same * test.sensitivity + (1.0 - same) * (1.0 - test.specificity)
    return shown
