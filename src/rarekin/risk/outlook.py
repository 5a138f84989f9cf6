"""How likely somebody falls ill: in life, by an age, in the years ahead."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rarekin.model.case import State
from rarekin.model.person import Person, Phenotype
from rarekin.risk.evidence import free_until
from rarekin.risk.locus import Floats
from rarekin.risk.models import ModelPhenotype
from rarekin.risk.penetrance import Penetrance
from rarekin.risk.results import Ahead

YEARS_AHEAD = (5.0, 10.0)


def lifetime_chance(
    person: Person,
    said: Mapping[str, Phenotype],
    phenotype: ModelPhenotype,
    p_genotype: Floats,
    penetrances: Mapping[str, Penetrance],
    until: float | None = None,
) -> tuple[float, bool]:
    """Return the chance that a person has or will have a phenotype, and whether that is known.

    Parameters
    ----------
    person
        For the age.
    said
        What is recorded about the person: see `recorded`.
    phenotype
        Of the model.
    p_genotype
        The person's genotype chances given everything recorded. Shape ``(G,)``.
    penetrances
        As made for one set of parameters.
    until
        By which age in years; in life where None.

    Returns
    -------
    p, known
        Where `known` is False, `p` is an upper bound: the share of a narrower phenotype within
        the wider one, or the age at which it shows itself, is unknown.
    """
    penetrance = penetrances[phenotype.slug]
    here, whole = said.get(phenotype.slug), said.get(phenotype.part_of)
    if here is not None and here.state is State.PRESENT:
        return 1.0, True
    if phenotype.is_from_birth and _was_born_without(person, whole):
        return 0.0, True
    share = np.ones_like(p_genotype) if penetrance.share is None else penetrance.share
    known = penetrance.is_known and (until is None or not penetrance.lacks_onset(person.sex))
    if whole is not None and whole.state is State.PRESENT:
        # Given the wider phenotype the genotype only matters through the share.
        return float(p_genotype @ _still(share, person, penetrance, here, until)), known
    if whole is not None:
        wide = penetrances[phenotype.part_of]
        return float(
            (p_genotype * share) @ _still(wide.lifetime, person, wide, whole, until)
        ), known
    return float(p_genotype @ _still(penetrance.lifetime, person, penetrance, here, until)), known


def _was_born_without(person: Person, whole: Phenotype | None) -> bool:
    """Tell whether somebody was free of the wider disease at birth."""
    if whole is None or person.unborn:
        return False
    return whole.state is State.EXCLUDED or (whole.age_years or 0.0) >= 1.0


def _still(
    lifetime: Floats,
    person: Person,
    penetrance: Penetrance,
    excluded: Phenotype | None,
    until: float | None,
) -> Floats:
    """Return the chance of having it or getting it yet, by genotype."""
    reached = np.ones_like(lifetime) if until is None else penetrance.by_age(until)
    if person.deceased:
        # Nothing known of the age at death: at most, everybody who would have shown it did.
        is_open = penetrance.is_open(person.age_years, person.sex)
        died = np.ones_like(lifetime) if is_open else penetrance.by_age(person.age_years)
        return lifetime * np.minimum(died, reached) * (excluded is None)
    if excluded is None:
        return lifetime * reached
    free_of = penetrance.by_age(free_until(person, excluded))
    left, free = lifetime * np.maximum(reached - free_of, 0.0), 1.0 - lifetime * free_of
    still: Floats = np.divide(left, free, out=np.zeros_like(left), where=free > 0)
    return still


def ahead(
    person: Person,
    said: Mapping[str, Phenotype],
    phenotype: ModelPhenotype,
    p_genotype: Floats,
    penetrances: Mapping[str, Penetrance],
) -> tuple[Ahead, ...]:
    """Return the chance of falling ill within the next years, for the living and healthy.

    Parameters
    ----------
    person, said, phenotype, p_genotype, penetrances
        As for `lifetime_chance`.

    Returns
    -------
    ahead
        For 5 and for 10 years from the age up to which the person was free of it; empty where
        that age, or the age of onset, is not known.
    """
    here = said.get(phenotype.slug, said.get(phenotype.part_of))
    if here is None or here.state is not State.EXCLUDED or person.deceased or person.unborn:
        return ()
    now = free_until(person, here)
    if now is None:
        return ()
    found = []
    for years in YEARS_AHEAD:
        p, known = lifetime_chance(person, said, phenotype, p_genotype, penetrances, now + years)
        if known:
            found.append(Ahead(years, p))
    return tuple(found)
