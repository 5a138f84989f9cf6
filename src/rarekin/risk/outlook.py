"""How likely somebody falls ill: in life, by an age, in the years ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from rarekin.model.case import Sex, State
from rarekin.model.person import Person, Phenotype
from rarekin.risk.evidence import free_until
from rarekin.risk.locus import Floats
from rarekin.risk.models import ModelPhenotype, RiskModel
from rarekin.risk.results import PhenotypeRisk
from rarekin.risk.stacked import Bools, Stacked

YEARS_AHEAD = (5.0, 10.0)


def lifetime_chances(
    person: Person,
    said: Mapping[str, Phenotype],
    phenotype: ModelPhenotype,
    p_genotype: Floats,
    penetrances: Mapping[str, Stacked],
    until: float | None = None,
) -> tuple[Floats, Bools]:
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
        The person's genotype chances given everything recorded, for P sets of parameters. Shape
        ``(P, G)``.
    penetrances
        As made for each of them.
    until
        By which age in years; in life where None.

    Returns
    -------
    p, known
        Shape ``(P,)``. Where `known` is False, `p` is an upper bound: the share of a narrower
        phenotype within the wider one, or the age at which it shows itself, is unknown.
    """
    here_all = penetrances[phenotype.slug]
    here, whole = said.get(phenotype.slug), said.get(phenotype.part_of)
    if here is not None and here.state is State.PRESENT:
        return np.ones(len(p_genotype)), np.ones(len(p_genotype), bool)
    if phenotype.is_from_birth and _was_born_without(person, whole):
        return np.zeros(len(p_genotype)), np.ones(len(p_genotype), bool)
    known = here_all.is_known
    if until is not None:
        known = known & ~here_all.lacks_onset(person.sex)
    if whole is not None and whole.state is State.PRESENT:
        # Given the wider phenotype the genotype only matters through the share.
        still = _still(here_all.share, person, here_all, here, until)
    elif whole is not None:
        wide = penetrances[phenotype.part_of]
        still = here_all.share * _still(wide.lifetime, person, wide, whole, until)
    else:
        still = _still(here_all.lifetime, person, here_all, here, until)
    return (p_genotype * still).sum(axis=1), known


def _was_born_without(person: Person, whole: Phenotype | None) -> bool:
    """Tell whether somebody was free of the wider disease at birth."""
    if whole is None or person.unborn:
        return False
    return whole.state is State.EXCLUDED or (whole.age_years or 0.0) >= 1.0


def _still(
    lifetime: Floats,
    person: Person,
    penetrance: Stacked,
    excluded: Phenotype | None,
    until: float | None,
) -> Floats:
    """Return the chance of having it or getting it yet, by genotype. Shape ``(P, G)``."""
    reached = None if until is None else penetrance.by_age(until)
    if person.deceased:
        # Nothing known of the age at death: at most, everybody who would have shown it did.
        is_open = penetrance.is_open(person.age_years, person.sex)
        died = np.where(is_open[:, None], 1.0, penetrance.by_age(person.age_years))
        died = died if reached is None else np.minimum(died, reached)
        return lifetime * died * (excluded is None)
    if excluded is None:
        return lifetime if reached is None else lifetime * reached
    free_of = penetrance.by_age(free_until(person, excluded))
    left = np.maximum((1.0 if reached is None else reached) - free_of, 0.0) * lifetime
    free = 1.0 - lifetime * free_of
    still: Floats = np.divide(left, free, out=np.zeros_like(left), where=free > 0)
    return still


def ahead(
    person: Person,
    said: Mapping[str, Phenotype],
    phenotype: ModelPhenotype,
    p_genotype: Floats,
    penetrances: Mapping[str, Stacked],
) -> list[tuple[float, Floats]]:
    """Return the chance of falling ill within the next years, for the living and healthy.

    Parameters
    ----------
    person, said, phenotype, p_genotype, penetrances
        As for `lifetime_chances`.

    Returns
    -------
    ahead
        For 5 and for 10 years from the age up to which the person was free of it, under each set
        of parameters; empty where that age, or the age of onset, is not known.
    """
    here = said.get(phenotype.slug, said.get(phenotype.part_of))
    if here is None or here.state is not State.EXCLUDED or person.deceased or person.unborn:
        return []
    now = free_until(person, here)
    if now is None:
        return []
    found = []
    for years in YEARS_AHEAD:
        p, known = lifetime_chances(person, said, phenotype, p_genotype, penetrances, now + years)
        if known[0]:
            found.append((years, p))
    return found


def named_for(
    sex: Sex, model: RiskModel, risks: Iterable[PhenotypeRisk]
) -> tuple[PhenotypeRisk, ...]:
    """Call every disease what it is in one sex.

    Parameters
    ----------
    sex, model
        Of whom the chances are, and under which model.
    risks
        In the order of the model's phenotypes; fewer where only the first are asked for.
    """
    pairs = zip(model.phenotypes, risks, strict=False)
    return tuple(
        replace(risk, title=own.title_in(sex), diseases=own.of_sex(sex).diseases)
        for own, risk in pairs
    )
