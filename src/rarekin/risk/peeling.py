"""Exact genotype probabilities of a family without loops, in two passes over whole generations.

Elston & Stewart 1971, doi:10.1159/000152448; both directions as in Lauritzen & Spiegelhalter
1988, doi:10.1111/j.2517-6161.1988.tb01721.x. Messages are kept as natural logs, so that a
family of any size keeps its digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rarekin.risk.locus import Floats
from rarekin.risk.pedigree import Ints, Pedigree

FATHER, MOTHER, CHILD = 0, 1, 2


@dataclass(frozen=True)
class _Level:
    """Couples at one distance from the roots, with the children below them."""

    couples: Ints  # (K,)
    toward: Ints  # (K,) the member nearer to the root
    role: Ints  # (K,) that member's role
    father: Ints
    mother: Ints
    children: Ints  # (E,) children on the far side, sorted by couple
    owner: Ints  # (E,) position of their couple in `couples`
    below: Ints  # everybody on the far side


def peel(pedigree: Pedigree, child: Floats, evidence: Floats) -> tuple[Floats, Floats]:
    """Return everybody's genotype probabilities given everything recorded.

    Parameters
    ----------
    pedigree
        Without loops.
    child
        Transmission tables for P sets of parameters. Shape ``(P, G, G, G)``: father, mother,
        child.
    evidence
        Likelihood of what is recorded, times the population frequency for founders.
        Shape ``(P, V, G)``.

    Returns
    -------
    posterior, log_likelihood
        Shapes ``(P, V, G)`` and ``(P,)``. Where what is recorded is impossible the log
        likelihood is minus infinity and the posterior is 0.
    """
    n_sets, _, n_states = evidence.shape
    levels, roots = _schedule(pedigree)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_up = np.log(evidence)
        log_total = np.zeros(n_sets)
        flat = np.ascontiguousarray(child.reshape(n_sets, n_states * n_states, n_states))
        kept = []
        for level in reversed(levels):
            work = _collect(level, flat, log_up)
            log_total += work.log_scale
            kept.append(work)
        posterior = np.zeros_like(evidence)
        posterior[:, roots], log_roots = _normalise(log_up[:, roots])
        log_total += log_roots.sum(axis=1)
        for level, work in zip(levels, reversed(kept), strict=True):
            _distribute(level, flat, work, posterior)
    sums = posterior.sum(axis=2, keepdims=True)
    return np.divide(posterior, sums, out=np.zeros_like(posterior), where=sums > 0), log_total


@dataclass
class _Work:
    """What the upward pass leaves for the downward one."""

    table: Floats  # (P, K, G, G) belief of father and mother from below
    sent: Floats  # (P, K, G) message to the member nearer to the root
    child_up: Floats  # (P, E, G)
    child_table: Floats  # (P, E, G, G)
    log_scale: Floats  # (P,)


def _normalise(log_values: Floats) -> tuple[Floats, Floats]:
    """Return values scaled to a sum of 1 and the log of what was divided out."""
    top = log_values.max(axis=-1, keepdims=True)
    values = np.exp(log_values - np.where(np.isfinite(top), top, 0.0))
    total = values.sum(axis=-1, keepdims=True)
    log_scale = top[..., 0] + np.log(total[..., 0])
    scaled = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    return scaled, np.where(total[..., 0] > 0, log_scale, -np.inf)


def _collect(level: _Level, flat: Floats, log_up: Floats) -> _Work:
    n_sets, _, n_states = log_up.shape
    n_couples = len(level.couples)
    child_up, log_child = _normalise(log_up[:, level.children])
    child_table = child_up @ flat.transpose(0, 2, 1)
    log_table = np.zeros((n_sets, n_couples, n_states * n_states))
    if len(level.children):
        owners, starts = np.unique(level.owner, return_index=True)
        log_table[:, owners] = np.add.reduceat(np.log(child_table), starts, axis=1)
    log_table = log_table.reshape(n_sets, n_couples, n_states, n_states)
    for parent, role in ((level.father, FATHER), (level.mother, MOTHER)):
        far = level.role != role
        message = log_up[:, parent[far]]
        log_table[:, far] += message[..., None] if role == FATHER else message[:, :, None, :]
    table, log_scale = _normalise(log_table.reshape(n_sets, n_couples, -1))
    table = table.reshape(log_table.shape)
    sent = _toward_root(level, flat, table)
    # A parent of several couples at this level receives several messages.
    for log_set, log_sent in zip(log_up, np.log(sent), strict=True):
        np.add.at(log_set, level.toward, log_sent)
    return _Work(table, sent, child_up, child_table, log_scale.sum(1) + log_child.sum(1))


def _toward_root(level: _Level, flat: Floats, table: Floats) -> Floats:
    n_sets, n_couples, n_states, _ = table.shape
    sent = np.empty((n_sets, n_couples, n_states))
    role = level.role
    sent[:, role == FATHER] = table[:, role == FATHER].sum(axis=3)
    sent[:, role == MOTHER] = table[:, role == MOTHER].sum(axis=2)
    pairs = table[:, role == CHILD].reshape(n_sets, -1, n_states * n_states)
    sent[:, role == CHILD] = pairs @ flat
    return sent


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    # 0/0 is 0: where the message upward was 0, so is the belief.
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


def _distribute(level: _Level, flat: Floats, work: _Work, posterior: Floats) -> None:
    n_sets, n_couples, n_states, _ = work.table.shape
    down = _ratio(posterior[:, level.toward], work.sent)
    belief = work.table.copy()
    role = level.role
    belief[:, role == FATHER] *= down[:, role == FATHER][..., None]
    belief[:, role == MOTHER] *= down[:, role == MOTHER][:, :, None, :]
    from_child = down[:, role == CHILD] @ flat.transpose(0, 2, 1)
    belief[:, role == CHILD] *= from_child.reshape(n_sets, -1, n_states, n_states)
    far = role != FATHER
    posterior[:, level.father[far]] = belief[:, far].sum(axis=3)
    far = role != MOTHER
    posterior[:, level.mother[far]] = belief[:, far].sum(axis=2)
    if len(level.children):
        pairs = belief.reshape(n_sets, n_couples, n_states * n_states)[:, level.owner]
        message = _ratio(pairs, work.child_table) @ flat
        posterior[:, level.children] = work.child_up * message
    # Divide out the rounding that would otherwise pile up from generation to generation.
    values = posterior[:, level.below]
    posterior[:, level.below] = _ratio(values, values.sum(axis=2, keepdims=True))


def _schedule(pedigree: Pedigree) -> tuple[list[_Level], Ints]:
    tree = _Tree.of(pedigree)
    roots = list(_roots(tree))
    # All trees of the forest grow together, so that levels are few and wide.
    frontier, levels = roots, []
    taken = [False] * len(tree.fathers)
    while frontier:
        rows = []
        for member in frontier:
            for couple in tree.couples_of[member]:
                if not taken[couple]:
                    taken[couple] = True
                    rows.append((couple, member))
        if not rows:
            break
        level, frontier = _level(rows, tree)
        levels.append(level)
    return levels, np.array(roots, np.int64)


@dataclass(frozen=True)
class _Tree:
    """The family as lists, for walking through it."""

    fathers: list[int]
    mothers: list[int]
    offspring: list[list[int]]
    couples_of: list[list[int]]  # as a parent or as a child

    @classmethod
    def of(cls, pedigree: Pedigree) -> _Tree:
        fathers, mothers = pedigree.couple_father.tolist(), pedigree.couple_mother.tolist()
        offspring: list[list[int]] = [[] for _ in fathers]
        couples_of: list[list[int]] = [[] for _ in range(pedigree.n_variables)]
        for child, couple in enumerate(pedigree.couple.tolist()):
            if couple >= 0:
                couples_of[child].append(couple)
                offspring[couple].append(child)
        for couple, (father, mother) in enumerate(zip(fathers, mothers, strict=True)):
            couples_of[father].append(couple)
            couples_of[mother].append(couple)
        return cls(fathers, mothers, offspring, couples_of)


def _roots(tree: _Tree) -> Iterator[int]:
    """Yield one person of every component; any root gives the exact answer."""
    seen = [False] * len(tree.couples_of)
    for start in range(len(seen)):
        if seen[start]:
            continue
        yield start
        stack = [start]
        seen[start] = True
        while stack:
            for couple in tree.couples_of[stack.pop()]:
                members = (tree.fathers[couple], tree.mothers[couple], *tree.offspring[couple])
                new = [m for m in members if not seen[m]]
                for member in new:
                    seen[member] = True
                stack += new


def _level(rows: list[tuple[int, int]], tree: _Tree) -> tuple[_Level, list[int]]:
    children, owner, far, role = [], [], [], []
    for i_row, (couple, member) in enumerate(rows):
        father, mother = tree.fathers[couple], tree.mothers[couple]
        role.append(FATHER if member == father else MOTHER if member == mother else CHILD)
        far += [p for p in (father, mother) if p != member]
        mine = [c for c in tree.offspring[couple] if c != member]
        children += mine
        owner += [i_row] * len(mine)
    level = _Level(
        np.array([c for c, _ in rows], np.int64),
        np.array([m for _, m in rows], np.int64),
        np.array(role, np.int64),
        np.array([tree.fathers[c] for c, _ in rows], np.int64),
        np.array([tree.mothers[c] for c, _ in rows], np.int64),
        np.array(children, np.int64),
        np.array(owner, np.int64),
        np.array(far + children, np.int64),
    )
    return level, far + children
