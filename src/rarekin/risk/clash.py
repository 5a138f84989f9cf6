"""Facts that only fit where somebody well falls ill later: said, and never read as certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import joined, sentence
from rarekin.risk.evidence import free_until, recorded
from rarekin.risk.locus import Floats
from rarekin.risk.models import RiskModel
from rarekin.risk.ranges import Corner
from rarekin.risk.results import PhenotypeRisk, Range
from rarekin.risk.setting import Setting

_MOST_NAMED = 10


def clash(
    family: Family,
    model: RiskModel,
    case: Setting,
    posterior: Floats,
    corners: Sequence[Corner],
    is_possible: Sequence[bool],
) -> frozenset[int]:
    """Return those whose health does not fit what else is recorded.

    Parameters
    ----------
    family, model, case
        As computed with.
    posterior
        Genotype chances. Shape ``(N, G)``.
    corners, is_possible
        What was computed beside the main values, and whether the family can be true under it.

    Returns
    -------
    indices
        Of people: everybody who is well where health that is read as final cannot be true, else
        those of whom hardly anybody with their genotype would be as well as they are.
    """
    final = [can for corner, can in zip(corners, is_possible, strict=True) if corner.settled]
    cannot_be = bool(final) and not any(final)
    found = set()
    for i, person in enumerate(family.people):
        said = recorded(person, model)
        if any(told.state is State.EXCLUDED for told in said.values()) and (
            cannot_be or posterior[i] @ _free(person, said, case) < _HARDLY_ANYBODY
        ):
            found.add(i)
    return frozenset(found)


_HARDLY_ANYBODY = 0.1


def _free(person: Person, said: Mapping[str, Phenotype], case: Setting) -> Floats:
    """Return by genotype the chance of being free of everything somebody is said to be free of."""
    free = np.ones(len(case.locus.genotypes))
    for slug, told in said.items():
        penetrance = case.penetrances[slug]
        if told.state is State.EXCLUDED and not penetrance.phenotype.part_of:
            reached = penetrance.by_age(free_until(person, told))
            free = free * (1.0 - penetrance.lifetime * reached)
    return free


def clash_issues(names: Iterable[str]) -> Iterator[Issue]:
    """Say that what is recorded does not fit together, and who is well; nothing where none is.

    Parameters
    ----------
    names
        Of those who are well.
    """
    well = list(names)
    if not well:
        return
    yield Issue(
        "health-contradicts",
        IssueLevel.WARNING,
        "people",
        sentence(
            "What was told does not fit together under this model: by it, somebody who is well "
            "would have to be ill (well: %(people)s). Either they fall ill later than we know, or "
            "the disease of this family is passed on in another way, or a diagnosis is another.",
            people=joined(well[:_MOST_NAMED], ", "),
        ),
        sentence("Do not rely on these chances; ask a genetics service."),
    )


def not_certain(risk: PhenotypeRisk) -> PhenotypeRisk:
    """Return the chance of somebody who is well where that contradicts the model: from none on."""
    if risk.state is not State.EXCLUDED or not risk.p_lifetime:
        return risk
    return replace(risk, between=Range(0.0, risk.p_at_most), within=None)
