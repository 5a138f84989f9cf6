"""What is handed on in one line only: mitochondria from the mother, the Y from the father.

Of a mother's mitochondria some tens found a child's. The changed ones among those founders are a
binomial draw from the mother's share, as in the neutral model of Wright that Wonnapinij et al.
2008 (doi:10.1016/j.ajhg.2008.10.007) fit to families; with one founder a change is in all
mitochondria or in none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import comb

import numpy as np

from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence, some_of
from rarekin.risk.locus import Floats, Genotype, Locus
from rarekin.risk.models import RiskModel


def make_mitochondrial_locus(values: Mapping[str, float | None]) -> Locus:
    """Build the locus of a change in mitochondrial DNA.

    Parameters
    ----------
    values
        ``carrier_frequency`` (of people with any changed mitochondria), ``founding_mitochondria``
        (how many of the mother's found a child's; 1: all or none), ``mutation_rate_mother``
        (chance that one of them is newly changed). Missing or None: nobody, 1, no new change.

    Returns
    -------
    locus
        With one state for each number of changed founders, 0 to all.

    Examples
    --------
    >>> locus = make_mitochondrial_locus({"carrier_frequency": 0.001})
    >>> [g.state for g in locus.genotypes], locus.child[1, 0].tolist(), locus.child[0, 1].tolist()
    (['none', 'maternal'], [1.0, 0.0], [0.0, 1.0])
    >>> half = make_mitochondrial_locus({"founding_mitochondria": 2})
    >>> half.child[0, 1].tolist()
    [0.25, 0.5, 0.25]
    """
    of = {k: v for k, v in values.items() if v is not None}
    n = round(of.get("founding_mitochondria", 1.0))
    carriers, mutation = of.get("carrier_frequency", 0.0), of.get("mutation_rate_mother", 0.0)
    loads = np.arange(n + 1) / n
    genotypes = tuple(_genotype(float(load)) for load in loads)
    changed = loads + (1.0 - loads) * mutation
    rows = [[comb(n, k) * p**k * (1.0 - p) ** (n - k) for k in range(n + 1)] for p in changed]
    child = np.broadcast_to(np.array(rows), (n + 1, n + 1, n + 1)).copy()
    # Nobody has counted how shares are spread among carriers: any of them is as likely.
    founder = np.array([1.0 - carriers, *([carriers / n] * n)])
    any_changed = 1.0 - np.array(rows)[:, 0]
    return Locus(genotypes, founder, child, np.zeros(n + 1), any_changed)


FOUNDING = 32.0
"""Mitochondria of the mother taken to found a child's where only part of hers are changed: 30 to
35 in the study that the models cite."""
_IN_PART, _HOW_MANY = 0.05, "founding_mitochondria"


def found_in_part(family: Family, model: RiskModel, given: Collection[str]) -> list[str]:
    """Return who was found to have the change in part of the mitochondria only.

    Parameters
    ----------
    family
        With its tests.
    model, given
        Nobody is returned where the model counts founding mitochondria already, or the caller
        gave that number.
    """
    asks = any(p.slug == _HOW_MANY and p.default == 1.0 for p in model.parameters)
    if not asks or _HOW_MANY in given:
        return []
    return [
        person.name
        for person in family.people
        if any(t.load is not None and _IN_PART < t.load < 1.0 - _IN_PART for t in person.tests)
    ]


def told_in_part(names: Sequence[str]) -> Issue:
    """Say that all or none of the mitochondria would not do for this family."""
    return Issue(
        "mitochondria-in-part",
        IssueLevel.NOTICE,
        "people",
        sentence(
            "In %(listed)s only part of the mitochondria are changed, so each child can get more "
            "or fewer of them: computed with %(n)s mitochondria of the mother that found a "
            "child’s.",
            listed=some_of(names),
            n=round(FOUNDING),
        ),
        sentence("Give that number yourself to see what another one would mean."),
    )


def _genotype(load: float) -> Genotype:
    if load in (0.0, 1.0):
        text = "no mitochondria are changed" if load == 0.0 else "all mitochondria are changed"
    else:
        text = f"{load:.0%} of the mitochondria are changed"
    return Genotype("maternal" if load else "none", Sex.UNKNOWN, text, load=load)


def make_y_locus(values: Mapping[str, float | None]) -> Locus:
    """Build the locus of a change on the Y chromosome.

    Parameters
    ----------
    values
        ``carrier_frequency`` (of men), ``mutation_rate_father`` (chance that a son gets a new
        change). Missing or None: 0.

    Returns
    -------
    locus
        Two states for men and the one of women.

    Examples
    --------
    >>> locus = make_y_locus({"carrier_frequency": 0.001})
    >>> [(g.state, g.sex.value) for g in locus.genotypes]
    [('none', 'male'), ('paternal', 'male'), ('none', 'female')]
    >>> locus.child[1, 2].tolist()
    [0.0, 1.0, 1.0]
    """
    of = {k: v for k, v in values.items() if v is not None}
    carriers, mutation = of.get("carrier_frequency", 0.0), of.get("mutation_rate_father", 0.0)
    genotypes = (
        Genotype("none", Sex.MALE, "his Y chromosome is not changed"),
        Genotype("paternal", Sex.MALE, "his Y chromosome is changed", load=1.0),
        Genotype("none", Sex.FEMALE, "no Y chromosome"),
    )
    gives: Floats = np.array([mutation, 1.0, 0.0])
    child = np.zeros((3, 3, 3))
    child[:, 2, 0], child[:, 2, 1], child[:, 2, 2] = 1.0 - gives, gives, 1.0
    child[2] = 0.0
    return Locus(genotypes, np.array([1.0 - carriers, carriers, 1.0]), child, gives, np.zeros(3))
