"""Choose the exact method, and name the people who contradict each other when nothing fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.sentences import sentence
from rarekin.risk.junction import MEMORY_CAP_BYTES, calibrate
from rarekin.risk.locus import Floats, Locus
from rarekin.risk.pedigree import Pedigree
from rarekin.risk.peeling import peel


@dataclass(frozen=True)
class Inferred:
    """Genotype probabilities of all N people for P sets of parameters.

    Attributes
    ----------
    posterior
        Shape ``(P, N, G)``.
    log_likelihood
        Shape ``(P,)``.
    method
        ``peeling`` or ``junction tree``.
    width
        People in the largest table.
    """

    posterior: Floats
    log_likelihood: Floats
    method: str
    width: int


def infer(
    family: Family,
    pedigree: Pedigree,
    loci: Sequence[Locus],
    likelihoods: Floats,
    *,
    founders: Floats | None = None,
    n_main: int | None = None,
    memory_cap_bytes: float = MEMORY_CAP_BYTES,
) -> Inferred:
    """Return everybody's genotype probabilities given everything recorded.

    Parameters
    ----------
    family
        For the names in error messages.
    pedigree
        The same family as arrays.
    loci
        One for each of P sets of parameters.
    likelihoods
        Of what is recorded about each person. Shape ``(P, N, G)``.
    founders
        Genotype chances of every variable as a founder's, shape ``(P, V, G)``; those of the loci
        where None.
    n_main
        How many sets must be possible, the first ones; all where None. Of the others, those
        under which what is recorded is impossible have a log likelihood of minus infinity.
    memory_cap_bytes
        Refuse before using more than this.

    Returns
    -------
    inferred
        Exact; `peel` without loops, a junction tree with.

    Raises
    ------
    InputError
        If what is recorded is impossible under the model; names the people who contradict.
    TooLarge
        If the family is too entangled for the memory allowed.
    """
    loops = pedigree.has_loops()

    def run(evidence: Floats) -> Inferred:
        found = _run(pedigree, loci, evidence, loops, memory_cap_bytes)
        return Inferred(found[0][:, pedigree.variable], found[1], found[2], found[3])

    if founders is None:
        rows = np.stack([locus.founder for locus in loci])[:, None, :]
        founders = np.broadcast_to(rows, (len(loci), pedigree.n_variables, rows.shape[2]))
    evidence = _combine(pedigree, founders, likelihoods)
    inferred = run(evidence)
    is_impossible = ~np.isfinite(inferred.log_likelihood[:n_main])
    if is_impossible.any():
        bad = int(np.flatnonzero(is_impossible)[0])

        def possible(people: Sequence[int]) -> bool:
            kept = np.stack([locus.mask_all(pedigree.sexes) for locus in loci])
            kept[:, list(people)] = likelihoods[:, list(people)]
            return bool(np.isfinite(run(_combine(pedigree, founders, kept)).log_likelihood[bad]))

        _refuse_conflict(family, pedigree, conflict(len(family), possible))
    return inferred


def _combine(pedigree: Pedigree, founders: Floats, likelihoods: Floats) -> Floats:
    shape = (len(founders), pedigree.n_variables, likelihoods.shape[2])
    evidence = np.ones(shape)
    if len(pedigree.variable) == pedigree.n_variables:
        evidence[:] = likelihoods
    else:
        for row, likelihood in zip(evidence, likelihoods, strict=True):
            np.multiply.at(row, pedigree.variable, likelihood)
    is_founder = pedigree.father < 0
    evidence[:, is_founder] *= founders[:, is_founder]
    return evidence


def _run(
    pedigree: Pedigree,
    loci: Sequence[Locus],
    evidence: Floats,
    loops: bool,
    memory_cap_bytes: float,
) -> tuple[Floats, Floats, str, int]:
    if not loops:
        child = np.stack([locus.child for locus in loci])
        posterior, log_likelihood = peel(pedigree, child, evidence)
        return posterior, log_likelihood, "peeling", 3 if len(pedigree.couple_father) else 1
    parts = [
        calibrate(pedigree, locus.child, evidence[i_set], memory_cap_bytes=memory_cap_bytes)
        for i_set, locus in enumerate(loci)
    ]
    return (
        np.stack([p[0] for p in parts]),
        np.array([p[1] for p in parts]),
        "junction tree",
        max(p[2] for p in parts),
    )


def conflict(n_people: int, possible: Callable[[Sequence[int]], bool]) -> tuple[int, ...]:
    """Find people whose records contradict each other, none of whom can be spared.

    QuickXplain (Junker 2004, AAAI-04): about k log(N / k) trials for k people out of N.

    Parameters
    ----------
    n_people
        N; all of them together are impossible.
    possible
        Tells whether the records of these people alone can be true together.

    Returns
    -------
    people
        Impossible together; leaving any one of them out makes the rest possible.

    Examples
    --------
    >>> conflict(9, lambda kept: not {2, 7} <= set(kept))
    (2, 7)
    """
    if not possible([]):
        return ()

    def explain(base: list[int], added: bool, rest: list[int]) -> list[int]:
        if added and not possible(base):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        left, right = rest[:half], rest[half:]
        from_right = explain(base + left, bool(left), right)
        from_left = explain(base + from_right, bool(from_right), left)
        return from_left + from_right

    return tuple(sorted(explain([], False, list(range(n_people)))))


def _refuse_conflict(family: Family, pedigree: Pedigree, people: tuple[int, ...]) -> NoReturn:
    names = [family.people[i].id for i in people]
    if not names:
        raise InputError(
            sentence("Under this model and these parameters no family of this shape is possible."),
            hint=sentence("Allow a carrier frequency or a mutation rate above 0."),
        )
    listed: str = names[-1]
    if names[:-1]:
        listed = sentence("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])
    raise InputError(
        sentence(
            "What is recorded about %(listed)s cannot be true together under this model.",
            listed=listed,
        ),
        hint=sentence(
            "Check their results, sexes and parents; or allow for what the model rules out: a "
            "mutation rate above 0, a test that is not perfect, a penetrance below 1."
        ),
        where=", ".join(names),
    )
