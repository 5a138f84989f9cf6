"""Whose gene test would tell somebody most: the expected information, exactly.

Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x. Each possible result is entered in turn and
the family computed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rarekin.model.family import Family
from rarekin.risk.locus import Floats
from rarekin.risk.models import RiskModel
from rarekin.risk.records import KINDS, Records


@dataclass(frozen=True, slots=True)
class WorthOfTest:
    """What a gene test of one person would tell about another.

    Attributes
    ----------
    person, label
        Who would be tested.
    bits
        How much uncertainty about the one who asks is expected to go, of `bits_open` bits.
    bits_open
        How uncertain it is now.
    outcomes
        For every result with any chance: the kind found (``none``, ``one``, ``both``), its
        chance, and the chance then that the one who asks carries the change.
    """

    person: str
    label: str
    bits: float
    bits_open: float
    outcomes: tuple[tuple[str, float, float], ...]


def worth_of_tests(
    family: Family,
    model: RiskModel,
    target: str,
    parameters: Mapping[str, float] | None = None,
) -> tuple[WorthOfTest, ...]:
    """Order the living by what a perfect test of each would tell about somebody.

    Parameters
    ----------
    family, model, parameters
        As for `assess`.
    target
        Who asks.

    Returns
    -------
    worth
        The most telling first; who would tell nothing is left out.
    """
    records = Records.make(family, model, parameters)
    i_target = records.index(target)
    kinds = np.stack([records.among(kind) for kind in KINDS])
    people = [
        i
        for i, p in enumerate(records.family.people[: len(family)])
        if not p.deceased and not p.unborn and not p.tests
    ]
    sets = [records.rows]
    for i in people:
        for row in kinds:
            changed = records.rows.copy()
            changed[i] = changed[i] * row
            sets.append(changed)
    found = records.infer(sets)
    now = kinds @ found.posterior[0, i_target]
    bits_open = _bits(now)
    worth = []
    for n, i in enumerate(people):
        p_result = kinds @ found.posterior[0, i]
        then = found.posterior[1 + 3 * n : 4 + 3 * n, i_target] @ kinds.T
        left = sum(p * _bits(row) for p, row in zip(p_result, then, strict=True))
        person = records.family.people[i]
        outcomes = tuple(
            (kind, float(p), float(row[1:].sum()))
            for kind, p, row in zip(KINDS, p_result, then, strict=True)
            if p > _NEGLIGIBLE
        )
        worth.append(
            WorthOfTest(person.id, person.name, bits_open - float(left), bits_open, outcomes)
        )
    told = [w for w in worth if w.bits > _NEGLIGIBLE]
    return tuple(sorted(told, key=lambda w: -w.bits))


_NEGLIGIBLE = 1e-9


def _bits(p: Floats) -> float:
    some = p[p > 0]
    return float(-(some * np.log2(some)).sum())
