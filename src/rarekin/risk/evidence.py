"""What is recorded about a person, as a likelihood for each genotype."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rarekin.model.case import ParentalOrigin, State
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.risk.locus import Floats, Genotype, Locus
from rarekin.risk.models import RiskModel
from rarekin.risk.penetrance import Penetrance
from rarekin.risk.repeats import class_of


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
        product = product * _said_likelihood(person, phenotype, penetrances[slug], said)
    for test in person.tests:
        product = product * _test_likelihood(test, locus)
        if test.repeats is not None and model.repeat_limits:
            product = product * _repeats_likelihood(test.repeats, model, locus)
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
    >>> from rarekin.risk.model_file import parse_model
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


def _said_likelihood(
    person: Person, here: Phenotype, penetrance: Penetrance, said: Mapping[str, Phenotype]
) -> Floats:
    whole = said.get(penetrance.phenotype.part_of)
    if not penetrance.phenotype.part_of:
        return _phenotype_likelihood(person, here, penetrance)
    nothing = np.ones_like(penetrance.lifetime)
    if penetrance.share is None:
        return nothing
    if whole is None:
        return _phenotype_likelihood(person, here, penetrance)
    if np.ptp(penetrance.share) == 0 or whole.state is not State.PRESENT:
        # Where the wider phenotype has spoken, a share that is the same for all adds nothing.
        return nothing
    return penetrance.share if here.state is State.PRESENT else 1.0 - penetrance.share


def _phenotype_likelihood(person: Person, said: Phenotype, penetrance: Penetrance) -> Floats:
    if said.state is State.PRESENT:
        return penetrance.at_age(said.age_years, person.age_years)
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


_WANTED_COPIES = {
    TestResult.HETEROZYGOUS: {"paternal", "maternal"},
    TestResult.HOMOZYGOUS: {"both", "hemizygous"},
}


def _fits(genotype: Genotype, test: GeneticTest) -> bool:
    """Tell whether a perfect test of somebody with this genotype says this."""
    if test.result is TestResult.MOSAIC:
        return genotype.state == "mosaic"
    if test.variant and genotype.variants is not None:
        n_found = genotype.variants.count(test.variant)
        wanted = {TestResult.HETEROZYGOUS: {1}, TestResult.HOMOZYGOUS: {2}}
        return n_found in wanted.get(test.result, {1, 2})
    if genotype.state in ("none", "mosaic"):
        return False
    # Of mitochondria and of the Y nobody has two copies that could differ or agree.
    if genotype.load is not None or test.result not in _WANTED_COPIES:
        return True
    return genotype.state in _WANTED_COPIES[test.result]


def _test_likelihood(test: GeneticTest, locus: Locus) -> Floats:
    counted = _count_likelihood(test, locus) * _marker_likelihood(test, locus)
    if test.load is not None:
        counted = counted * _load_likelihood(test.load, locus)
    if test.result is TestResult.UNKNOWN:
        return counted
    # "Not found" is said of somebody without the change, or with another one.
    carries = np.array([float(_fits(g, test)) for g in locus.genotypes])
    could = np.array([float(_could_be_missed(g, test)) for g in locus.genotypes])
    positive: Floats = carries * test.sensitivity + (1.0 - could) * (1.0 - test.specificity)
    result = counted * (1.0 - positive if test.result is TestResult.NEGATIVE else positive)
    if test.origin is ParentalOrigin.UNKNOWN or test.result is TestResult.NEGATIVE:
        return result
    shown = {"paternal", "both"} if test.origin is ParentalOrigin.PATERNAL else {"maternal", "both"}
    if test.origin is ParentalOrigin.MATERNAL:
        shown.add("hemizygous")
    of_origin: Floats = result * np.array([float(g.state in shown) for g in locus.genotypes])
    return of_origin


def _could_be_missed(genotype: Genotype, test: GeneticTest) -> bool:
    """Tell whether somebody carries what was looked for, on however many copies."""
    if test.variant and genotype.variants is not None:
        return test.variant in genotype.variants
    if test.result is TestResult.MOSAIC:
        return genotype.state == "mosaic"
    return genotype.state not in ("none", "mosaic")


def _marker_likelihood(test: GeneticTest, locus: Locus) -> Floats:
    """Return 1 for genotypes that show what the marker showed; 1 where the locus has none."""
    if not test.marker or locus.genotypes[0].marker is None:
        return np.ones(len(locus.genotypes))
    seen = sorted(test.marker.split("/"))
    pairs = [sorted(g.marker or ()) for g in locus.genotypes]
    return np.array([float(seen[0] in p if len(seen) == 1 else p == seen) for p in pairs])


def _repeats_likelihood(counted: int, model: RiskModel, locus: Locus) -> Floats:
    """Return 1 for genotypes whose longer copy is of the class counted."""
    small, full = model.repeat_limits
    size = "full" if counted >= full else "small" if counted >= small else ""
    least = class_of(counted, model.expansion_by_repeats)[0] if size == "small" else None
    return np.array(
        [float(g.size == size and g.counted == (least or None)) for g in locus.genotypes]
    )


LOAD_SPREAD = 0.1
"""How much the share of changed mitochondria differs between what was measured and what counts:
taken to be so, for it differs between organs and with age, and nobody gives one figure."""


def _load_likelihood(load: float, locus: Locus) -> Floats:
    loads = np.array([np.nan if g.load is None else g.load for g in locus.genotypes])
    near = np.exp(-0.5 * ((loads - load) / LOAD_SPREAD) ** 2)
    known: Floats = np.nan_to_num(near, nan=1.0)
    return known


def _count_likelihood(test: GeneticTest, locus: Locus) -> Floats:
    """Return the chance of the counted number of copies; 1 where the locus knows no copies."""
    if test.copies is None or locus.genotypes[0].copies is None:
        return np.ones(len(locus.genotypes))
    same = np.array([float(g.copies == test.copies) for g in locus.genotypes])
    shown: Floats = same * test.sensitivity + (1.0 - same) * (1.0 - test.specificity)
    return shown
