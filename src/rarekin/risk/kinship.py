"""How closely two people are related, and how closely a person's parents are.

The kinship coefficient is the chance that a copy drawn from one person and a copy drawn from the
other, at the same place of an autosome, come from one and the same forebear (Wright 1922,
doi:10.1086/279872); a person's inbreeding coefficient is the kinship of the parents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rarekin.errors import InputError, TooLarge
from rarekin.model.family import Family
from rarekin.model.sentences import joined, sentence
from rarekin.risk.locus import Floats
from rarekin.risk.pedigree import make_pedigree

MAX_PEOPLE = 3000
"""The table holds as many squared."""


@dataclass(frozen=True)
class Kinship:
    """Kinship of everybody with everybody.

    Attributes
    ----------
    ids
        Of the N people, in the order of the family.
    table
        Kinship coefficients; identical twins count as one person. Shape ``(N, N)``.
    """

    ids: tuple[str, ...]
    table: Floats

    def between(self, one: str, other: str) -> float:
        """Return the kinship coefficient of two people; of one with itself (1 + F) / 2."""
        return float(self.table[self.ids.index(one), self.ids.index(other)])

    def inbreeding(self, id_: str) -> float:
        """Return the inbreeding coefficient F: 1/16 for a child of first cousins."""
        return 2.0 * self.between(id_, id_) - 1.0


def kinship(family: Family) -> Kinship:
    """Compute every kinship coefficient of a family.

    Parameters
    ----------
    family
        Without errors. Founders are taken to be unrelated.

    Returns
    -------
    kinship
        Exact.

    Raises
    ------
    InputError
        If the family has errors.
    TooLarge
        If it has more than `MAX_PEOPLE` people.

    Examples
    --------
    >>> from rarekin.model.case import Sex
    >>> from rarekin.model.person import Person
    >>> trio = Family((Person("f", Sex.MALE), Person("m", Sex.FEMALE),
    ...                Person("a", mother="m", father="f"), Person("b", mother="m", father="f")))
    >>> kinship(trio).between("a", "b"), kinship(trio).between("f", "a")
    (0.25, 0.25)
    """
    if family.errors:
        raise InputError(
            sentence(
                "This family cannot be computed: %(told)s",
                told=joined((i.message for i in family.errors), " "),
            ),
            hint=sentence("Mend the family first."),
        )
    if len(family) > MAX_PEOPLE:
        raise TooLarge(
            sentence(
                "This family has %(n)s people; kinship is computed for %(max_people)s.",
                n=len(family),
                max_people=MAX_PEOPLE,
            ),
            hint=sentence("Leave out branches that say nothing about the question."),
        )
    whole = family.everybody()
    pedigree = make_pedigree(whole)
    fathers, mothers = pedigree.father.tolist(), pedigree.mother.tolist()
    n = pedigree.n_variables
    table = np.zeros((n, n))
    placed: list[int] = []
    for i in _parents_first(fathers, mothers):
        father, mother = fathers[i], mothers[i]
        table[i, i] = 0.5
        if father >= 0:
            row = (table[father, placed] + table[mother, placed]) / 2.0
            table[i, placed] = table[placed, i] = row
            table[i, i] = (1.0 + table[father, mother]) / 2.0
        placed.append(i)
    kept = pedigree.variable[: len(family)]
    return Kinship(tuple(p.id for p in family.people), table[np.ix_(kept, kept)])


def _parents_first(fathers: list[int], mothers: list[int]) -> list[int]:
    order: list[int] = []
    done = [False] * len(fathers)
    for start in range(len(fathers)):
        stack = [start]
        while stack:
            i = stack[-1]
            waiting = [p for p in (fathers[i], mothers[i]) if p >= 0 and not done[p]]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            if not done[i]:
                done[i] = True
                order.append(i)
    return order
