"""A family as arrays: one variable per genotype, one couple per pair of parents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pedigree:
    """Who descends from whom, by index; identical twins share one variable.

    Attributes
    ----------
    variable
        The variable of each of the N people. Shape ``(N,)``.
    father, mother
        Parents' variables, -1 for founders. Shape ``(V,)``.
    couple
        The couple each variable is a child of, -1 for founders. Shape ``(V,)``.
    couple_father, couple_mother
        Shape ``(K,)``.
    sexes
        What is known from the file or from being a parent. Length N.
    """

    variable: Ints
    father: Ints
    mother: Ints
    couple: Ints
    couple_father: Ints
    couple_mother: Ints
    sexes: tuple[Sex, ...]

    @property
    def n_variables(self) -> int:
        """V."""
        return len(self.father)

    def has_loops(self) -> bool:
        """Tell whether people and couples, joined by parenthood, form a circle."""
        # Join people to couples edge by edge: an edge within one component closes a circle.
        couples = np.arange(len(self.couple_father))
        children = np.flatnonzero(self.couple >= 0)
        members = np.concatenate([self.couple_father, self.couple_mother, children])
        of = np.concatenate([couples, couples, self.couple[children]])
        root = list(range(self.n_variables + len(couples)))

        def find(i: int) -> int:
            while root[i] != i:
                root[i] = root[root[i]]
                i = root[i]
            return i

        for member, couple in zip(members.tolist(), of.tolist(), strict=True):
            a, b = find(self.n_variables + couple), find(member)
            if a == b:
                return True
            root[a] = b
        return False


def make_pedigree(family: Family) -> Pedigree:
    """Arrange a family for the engine.

    Parameters
    ----------
    family
        Without errors, and with both parents or none for everybody.

    Returns
    -------
    pedigree
        With V variables for N people.

    Examples
    --------
    >>> trio = Family((Person("f", Sex.MALE), Person("m", Sex.FEMALE),
    ...                Person("c", mother="m", father="f")))
    >>> make_pedigree(trio).father.tolist()
    [-1, -1, 0]
    """
    variable: list[int] = []
    first: dict[tuple[str, str], int] = {}
    of_id: dict[str, int] = {}
    sample: list[Person] = []
    for person in family.people:
        key = ("twin", person.twin_group) if person.twin_group else ("person", person.id)
        if key not in first:
            first[key] = len(sample)
            sample.append(person)
        variable.append(first[key])
        of_id[person.id] = first[key]
    father = np.array([-1 if p.father is None else of_id[p.father] for p in sample], np.int64)
    mother = np.array([-1 if p.mother is None else of_id[p.mother] for p in sample], np.int64)
    couples: dict[tuple[int, int], int] = {}
    couple = [
        couples.setdefault(pair, len(couples)) if pair[0] >= 0 else -1
        for pair in zip(father.tolist(), mother.tolist(), strict=True)
    ]
    pairs = np.array(list(couples), np.int64).reshape(-1, 2)
    return Pedigree(
        np.array(variable, np.int64),
        father,
        mother,
        np.array(couple, np.int64),
        pairs[:, 0],
        pairs[:, 1],
        _sexes(family),
    )


def _sexes(family: Family) -> tuple[Sex, ...]:
    role = {p.father: Sex.MALE for p in family.people if p.father is not None}
    role |= {p.mother: Sex.FEMALE for p in family.people if p.mother is not None}
    return tuple(role.get(p.id, p.sex) if p.sex is Sex.UNKNOWN else p.sex for p in family.people)
