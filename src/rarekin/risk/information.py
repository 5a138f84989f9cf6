"""Whose gene test would tell somebody most: the expected information, exactly.

Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x. Each possible result is entered in turn and
the family computed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rarekin.model.family import Family
from rarekin.risk.genes import under_each
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
        chance, and the chance then that the one who asks carries the change. Where the family's
        gene is not known the test is of all its genes, and says in which one a change is.
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
    members: Sequence[RiskModel] = (),
) -> tuple[WorthOfTest, ...]:
    """Order the living by what a perfect test of each would tell about somebody.

    Parameters
    ----------
    family, model, parameters, members
        As for `rarekin.risk.genes.under_each`.
    target
        Who asks.

    Returns
    -------
    worth
        The most telling first; who would tell nothing is left out.
    """
    whole = family.everybody()
    i_target = whole.people.index(whole.person(target))
    people = [
        i for i, p in enumerate(family.people) if not p.deceased and not p.unborn and not p.tests
    ]
    parts = under_each(family, model, members, parameters, Records.make)
    logs = [_weighed(part.made, people, i_target, part.share) for part in parts]
    most = max(float(log[0]) for log, _ in logs)
    weighed = [(np.exp(log - most), then) for log, then in logs]
    total = sum(float(weights[0]) for weights, _ in weighed)
    now = sum((weights[0] * then[0] for weights, then in weighed), np.zeros(len(KINDS))) / total
    bits_open = _bits(now)
    worth = []
    for n, i in enumerate(people):
        person = whole.people[i]
        results = list(_results(weighed, n, total))
        left = sum(p * _bits(then) for _, p, then in results)
        found = WorthOfTest(person.id, person.name, bits_open - left, bits_open, _pooled(results))
        if found.bits > _NEGLIGIBLE:
            worth.append(found)
    return tuple(sorted(worth, key=lambda w: -w.bits))


_Weighed = tuple[Floats, Floats]
_Result = tuple[str, float, Floats]


def _weighed(records: Records, people: Sequence[int], i_target: int, share: float) -> _Weighed:
    """Return, as things are and after each result of each person, log weight and target's kinds."""
    kinds = np.stack([records.among(kind) for kind in KINDS])
    sets = [records.rows]
    for i in people:
        for row in kinds:
            changed = records.rows.copy()
            changed[i] = changed[i] * row
            sets.append(changed)
    found = records.infer(sets)
    return found.log_likelihood + np.log(share), found.posterior[:, i_target] @ kinds.T


def _results(weighed: Sequence[_Weighed], n: int, total: float) -> Iterator[_Result]:
    """Yield kind, chance, and the target's kinds then: no change is the same in every gene."""
    for k, kind in enumerate(KINDS):
        row = 1 + len(KINDS) * n + k
        found = [(float(weights[row]), then[row]) for weights, then in weighed]
        for several in [found] if kind == "none" else [[one] for one in found]:
            weight = sum(w for w, _ in several)
            if weight / total > _NEGLIGIBLE:
                then = sum((w * t for w, t in several if w > 0), np.zeros(len(KINDS))) / weight
                yield kind, weight / total, then


def _pooled(results: Sequence[_Result]) -> tuple[tuple[str, float, float], ...]:
    pooled = []
    for kind in KINDS:
        same = [(p, float(then[1:].sum())) for k, p, then in results if k == kind]
        if chance := sum(p for p, _ in same):
            pooled.append((kind, chance, sum(p * carries for p, carries in same) / chance))
    return tuple(pooled)


_NEGLIGIBLE = 1e-9


def _bits(p: Floats) -> float:
    some = p[p > 0]
    return float(-(some * np.log2(some)).sum())
