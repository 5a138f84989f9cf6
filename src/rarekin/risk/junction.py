"""Exact genotype probabilities of a family with loops: a junction tree in min-fill order.

Lauritzen & Spiegelhalter 1988, doi:10.1111/j.2517-6161.1988.tb01721.x. The size of every table
is known before any is made, so that a family too entangled is refused, not attempted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import NoReturn

import numpy as np

from rarekin.errors import TooLarge
from rarekin.model.sentences import sentence
from rarekin.risk.locus import Floats
from rarekin.risk.pedigree import Pedigree

MEMORY_CAP_BYTES = 1_000_000_000
PEAK_FACTOR = 3
"""Measured peak memory over the sum of all tables."""


@dataclass(frozen=True)
class Elimination:
    """An order in which to sum people out, and the tables that this needs.

    Attributes
    ----------
    order
        Variables in the order in which they are summed out.
    cliques
        For each variable in that order: itself first, then those it is then joined with.
    cells
        Sum of the table sizes over all cliques.
    """

    order: tuple[int, ...]
    cliques: tuple[tuple[int, ...], ...]
    cells: int

    @property
    def width(self) -> int:
        """People in the largest table."""
        return max(len(c) for c in self.cliques)


def eliminate(
    scopes: Sequence[Sequence[int]], cards: Sequence[int], *, cap_cells: float = float("inf")
) -> Elimination:
    """Choose an order by least fill-in, and refuse as soon as the tables would be too large.

    Parameters
    ----------
    scopes
        Variables of each factor.
    cards
        Number of possible states of each variable.
    cap_cells
        Largest acceptable sum of table sizes.

    Returns
    -------
    elimination
        The order, its cliques and their total size.

    Raises
    ------
    TooLarge
        If the tables would hold more than `cap_cells` numbers.

    Examples
    --------
    >>> eliminate([(0, 1), (1, 2)], [4, 4, 4]).width
    2
    """
    near: list[set[int]] = [set() for _ in cards]
    for scope in scopes:
        for i in scope:
            near[i].update(j for j in scope if j != i)
    fill = {i: _fill_in(i, near) for i in range(len(cards))}
    buckets: dict[int, set[int]] = {}
    for i, n in fill.items():
        buckets.setdefault(n, set()).add(i)
    order, cliques, cells = [], [], 0
    for _ in cards:
        i = _take(buckets)
        neighbours = sorted(near[i])
        clique = (i, *neighbours)
        cells += prod(cards[j] for j in clique)
        if cells > cap_cells:
            _refuse(len(clique), cells)
        order.append(i)
        cliques.append(clique)
        changed = _join(i, neighbours, near)
        del fill[i]
        for j in changed:
            buckets[fill[j]].discard(j)
            fill[j] = _fill_in(j, near)
            buckets.setdefault(fill[j], set()).add(j)
    return Elimination(tuple(order), tuple(cliques), cells)


def _take(buckets: dict[int, set[int]]) -> int:
    least = min(n for n, members in buckets.items() if members)
    i = min(buckets[least])
    buckets[least].discard(i)
    if not buckets[least]:
        del buckets[least]
    return i


def _fill_in(i: int, near: list[set[int]]) -> int:
    neighbours = near[i]
    missing = sum(len(neighbours) - 1 - len(near[j] & neighbours) for j in neighbours)
    return missing // 2


def _join(i: int, neighbours: list[int], near: list[set[int]]) -> set[int]:
    """Remove a variable, join its neighbours, and return whose fill-in may have changed."""
    group = set(neighbours)
    changed = set(group)
    for j in neighbours:
        near[j].discard(i)
    for j in neighbours:
        new = group - near[j] - {j}
        if new:
            for k in new:
                # Whoever knows both ends of a new edge now lacks one edge less.
                changed |= near[j] & near[k]
            near[j] |= new
    return changed


def _refuse(width: int, cells: int) -> NoReturn:
    raise TooLarge(
        sentence(
            "Too many relatives of this family are related to each other in more than one way: an "
            "exact answer needs tables over %(width)s people at once (%(cells)s numbers or more).",
            width=width,
            cells=f"{cells:.1e}",
        ),
        hint=sentence(
            "Leave out branches that say nothing about the question, or one of the marriages "
            "between distant relatives, and compute again."
        ),
    )


def calibrate(
    pedigree: Pedigree,
    child: Floats,
    evidence: Floats,
    *,
    memory_cap_bytes: float = MEMORY_CAP_BYTES,
) -> tuple[Floats, float, int]:
    """Return everybody's genotype probabilities given everything recorded.

    Parameters
    ----------
    pedigree
        With or without loops.
    child
        Transmission table, shape ``(G, G, G)``: father, mother, child.
    evidence
        Likelihood of what is recorded, times the population frequency for founders.
        Shape ``(V, G)``.
    memory_cap_bytes
        Refuse before using more than this.

    Returns
    -------
    posterior, log_likelihood, width
        Shape ``(V, G)``; natural log of the probability of the evidence; people in the largest
        table.

    Raises
    ------
    TooLarge
        If the tables would need more memory than the cap.
    """
    # States that the evidence rules out need no place in any table.
    support = [np.flatnonzero(row > 0) for row in evidence]
    cards = [len(s) for s in support]
    if min(cards, default=1) == 0:
        return np.zeros_like(evidence), -np.inf, 1
    scopes = [
        (f, m, c)
        for c, (f, m) in enumerate(
            zip(pedigree.father.tolist(), pedigree.mother.tolist(), strict=True)
        )
        if f >= 0
    ]
    plan = eliminate(scopes, cards, cap_cells=memory_cap_bytes / (8 * PEAK_FACTOR))
    tables, log_scale, parents = _collect(plan, scopes, support, child, evidence)
    if not np.isfinite(log_scale):
        return np.zeros_like(evidence), -np.inf, plan.width
    _distribute(plan, tables, parents)
    posterior = np.zeros_like(evidence)
    for i, clique, table in zip(plan.order, plan.cliques, tables, strict=True):
        belief = table.sum(axis=tuple(range(1, len(clique))))
        posterior[i, support[i]] = belief / belief.sum()
    return posterior, log_scale, plan.width


@dataclass(frozen=True)
class _Up:
    """Where a clique's message went: the receiving clique, the axes there, the message."""

    receiver: int
    axes: tuple[int, ...]
    message: Floats


def _collect(
    plan: Elimination,
    scopes: list[tuple[int, int, int]],
    support: list[np.ndarray[tuple[int], np.dtype[np.int64]]],
    child: Floats,
    evidence: Floats,
) -> tuple[list[Floats], float, list[_Up | None]]:
    position = {i: n for n, i in enumerate(plan.order)}
    factors: list[list[tuple[tuple[int, ...], Floats]]] = [[] for _ in plan.order]
    for scope in scopes:
        first = min(scope, key=position.__getitem__)
        table = child[np.ix_(*(support[i] for i in scope))]
        factors[position[first]].append((scope, table))
    arrived: list[list[tuple[tuple[int, ...], Floats]]] = [[] for _ in plan.order]
    tables: list[Floats] = []
    ups: list[_Up | None] = []
    log_scale = 0.0
    for n, (i, clique) in enumerate(zip(plan.order, plan.cliques, strict=True)):
        axis = {v: a for a, v in enumerate(clique)}
        table = np.ones([len(support[v]) for v in clique])
        own: tuple[tuple[int, ...], Floats] = ((i,), evidence[i, support[i]])
        for over, factor in (own, *factors[n], *arrived[n]):
            table *= _spread(factor, [axis[v] for v in over], len(clique))
        total = float(table.sum())
        if total <= 0.0:
            return [], -np.inf, []
        log_scale += float(np.log(total))
        table /= total
        tables.append(table)
        arrived[n] = []
        rest = clique[1:]
        if not rest:
            ups.append(None)
            continue
        receiver = min(position[v] for v in rest)
        message = table.sum(axis=0)
        target = {v: a for a, v in enumerate(plan.cliques[receiver])}
        arrived[receiver].append((rest, message))
        ups.append(_Up(receiver, tuple(target[v] for v in rest), message))
    return tables, log_scale, ups


def _spread(factor: Floats, axes: list[int], n_axes: int) -> Floats:
    """Turn a factor so that it multiplies a table in which its variables have these axes."""
    order = sorted(range(len(axes)), key=axes.__getitem__)
    shape = [1] * n_axes
    for a in order:
        shape[axes[a]] = factor.shape[a]
    return factor.transpose(order).reshape(shape)


def _distribute(plan: Elimination, tables: list[Floats], ups: list[_Up | None]) -> None:
    for n in range(len(plan.order) - 1, -1, -1):
        up = ups[n]
        if up is None:
            continue
        receiver = tables[up.receiver]
        others = tuple(a for a in range(receiver.ndim) if a not in up.axes)
        belief = receiver.sum(axis=others)
        # The sum kept the receiver's order of axes; bring it into the sender's.
        rank = {a: k for k, a in enumerate(sorted(up.axes))}
        belief = belief.transpose([rank[a] for a in up.axes])
        # 0/0 is 0: where the message upward was 0, so is the belief.
        ratio = np.divide(belief, up.message, out=np.zeros_like(up.message), where=up.message > 0)
        tables[n] *= ratio[None]
