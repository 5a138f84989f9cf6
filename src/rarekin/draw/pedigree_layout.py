"""Where everybody of a family stands in its drawing: generations in rows, siblings together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rarekin.model.family import Family, Person

ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Couple:
    """Two parents and their children, all by id."""

    father: str
    mother: str
    children: tuple[str, ...]
    related: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in units of one column and one row.

    Attributes
    ----------
    row, x
        By id; rows count from the top, columns are at least 1 apart.
    couples
        In drawing order.
    """

    row: Mapping[str, int]
    x: Mapping[str, float]
    couples: tuple[Couple, ...]

    @property
    def columns(self) -> float:
        """Width in columns."""
        return max(self.x.values(), default=0.0) + 1.0


def lay_out(family: Family) -> Layout:
    """Place a family.

    Parameters
    ----------
    family
        Without errors, with both parents or none for everybody.

    Returns
    -------
    layout
        The same for the same family.

    Examples
    --------
    >>> from rarekin.model.case import Sex
    >>> trio = Family((Person("f", Sex.MALE), Person("m", Sex.FEMALE),
    ...                Person("c", mother="m", father="f")))
    >>> layout = lay_out(trio)
    >>> layout.row, layout.x
    ({'f': 0, 'm': 0, 'c': 1}, {'f': 0.0, 'm': 1.0, 'c': 0.5})
    """
    ancestors: dict[str, set[str]] = {}
    couples = _couples(family, ancestors)
    row = _rows(family, couples, ancestors)
    order = _Order(family, couples, row).rows()
    x = _columns(order, couples, family)
    return Layout(row, {p.id: x[p.id] for p in family.people}, couples)


def _couples(family: Family, ancestors: dict[str, set[str]]) -> tuple[Couple, ...]:
    children: dict[tuple[str, str], list[str]] = {}
    for person in family.people:
        if person.father is not None and person.mother is not None:
            children.setdefault((person.father, person.mother), []).append(person.id)
    return tuple(
        Couple(
            father,
            mother,
            tuple(_twins_together(family, kids)),
            not _ancestors(family, father, ancestors).isdisjoint(
                _ancestors(family, mother, ancestors)
            ),
        )
        for (father, mother), kids in children.items()
    )


def _ancestors(family: Family, id_: str, known: dict[str, set[str]]) -> set[str]:
    """Return a person and all ancestors, without recursion: a lineage may be very long."""
    stack = [id_]
    while stack:
        here = stack[-1]
        parents = _parents(family.by_id[here])
        waiting = [p for p in parents if p not in known]
        if waiting:
            stack += waiting
            continue
        known[stack.pop()] = {here}.union(*(known[p] for p in parents))
    return known[id_]


def _parents(person: Person) -> list[str]:
    return [p for p in (person.father, person.mother) if p is not None]


def _twins_together(family: Family, kids: Sequence[str]) -> list[str]:
    done: list[str] = []
    for kid in kids:
        if kid in done:
            continue
        group = family.by_id[kid].twin_group
        done += [k for k in kids if k == kid or (group and family.by_id[k].twin_group == group)]
    return done


def _rows(
    family: Family, couples: Sequence[Couple], ancestors: Mapping[str, set[str]]
) -> dict[str, int]:
    married: dict[str, int] = {}
    for couple in couples:
        for id_ in (couple.father, couple.mother):
            married[id_] = married.get(id_, 0) + 1
    lone = {i for i, n in married.items() if n == 1 and family.by_id[i].is_founder}
    # Partners share a row where the family allows it at all: not a father and his daughter, and
    # not where that would put somebody above their own ancestor by way of marriages.
    close = {
        c
        for c in couples
        if c.father not in ancestors[c.mother] and c.mother not in ancestors[c.father]
    }
    safe = {c for c in couples if c.father in lone or c.mother in lone}
    row = _descend(family, couples, close) or _descend(family, couples, safe) or {}
    for couple in reversed(couples):
        # The parents of somebody who married in far down stand one row above their child.
        if couple.father in lone and couple.mother in lone:
            row[couple.father] = row[couple.mother] = min(row[c] for c in couple.children) - 1
    lowest = min(row.values(), default=0)
    return {id_: r - lowest for id_, r in row.items()}


def _descend(
    family: Family, couples: Sequence[Couple], level: Container[Couple]
) -> dict[str, int] | None:
    """Put children below their parents and partners side by side; None where that has no end."""
    row = {p.id: 0 for p in family.people}
    for _ in range(2 * len(family) + 2):
        before = dict(row)
        for couple in couples:
            pair = max(row[couple.father], row[couple.mother])
            if couple in level:
                row[couple.father] = row[couple.mother] = pair
            for child in couple.children:
                row[child] = max(row[child], pair + 1)
        if row == before:
            return row
    return None


class _Order:
    """Left-to-right order of every row: each family below its parents, partners side by side."""

    def __init__(self, family: Family, couples: Sequence[Couple], row: Mapping[str, int]) -> None:
        self.family, self.couples, self.row = family, couples, row
        self.of_parent: dict[str, list[Couple]] = {}
        self.of_child: dict[str, Couple] = {}
        for couple in couples:
            self.of_parent.setdefault(couple.father, []).append(couple)
            self.of_parent.setdefault(couple.mother, []).append(couple)
            for child in couple.children:
                self.of_child[child] = couple
        self.placed: dict[str, None] = {}

    def rows(self) -> list[list[str]]:
        starts = sorted(self.family.people, key=lambda p: self.row[p.id])
        for person in starts:
            if person.is_founder and not self._marries_in(person.id):
                self._place([person.id])
        for person in starts:
            self._place([person.id])
        rows: list[list[str]] = [[] for _ in range(max(self.row.values(), default=0) + 1)]
        for id_ in self.placed:
            rows[self.row[id_]].append(id_)
        return rows

    def _marries_in(self, id_: str) -> bool:
        partners = self._partners(id_)
        return any(not self.family.by_id[p].is_founder for p in partners)

    def _partners(self, id_: str) -> list[str]:
        return [c.mother if c.father == id_ else c.father for c in self.of_parent.get(id_, ())]

    def _place(self, stack: list[str]) -> None:
        # Depth first, but with a stack: a lineage may be longer than Python's recursion.
        while stack:
            id_ = stack.pop()
            if id_ in self.placed:
                continue
            group = self._group(id_)
            for member in group:
                self.placed.setdefault(member)
            below: list[str] = []
            for couple in self._couples_of(group):
                below += self._siblings(couple)
            # Partners from another family bring their own parents, to the right of these.
            upward = [
                parent
                for member in group
                if member != id_ and member in self.of_child
                for parent in (self.of_child[member].father,)
            ]
            stack += [*reversed(upward), *reversed(below)]

    def _group(self, id_: str) -> list[str]:
        """Return a person with partners beside them, and the partners' other partners."""
        group = [id_]
        seen = {id_}
        queue = [id_]
        while queue:
            here = queue.pop(0)
            partners = [
                p
                for p in self._partners(here)
                if p not in seen and p not in self.placed and self.row[p] == self.row[here]
            ]
            for n, partner in enumerate(partners):
                if not self._stays_with_siblings(partner):
                    at = group.index(here)
                    group.insert(at if n % 2 and len(partners) > 1 else at + 1, partner)
                    queue.append(partner)
                seen.add(partner)
        if len(group) == 2 and self._mans_first(group) and not self.of_child.get(id_):
            group.reverse()
        return group

    def _mans_first(self, group: list[str]) -> bool:
        couple = self.of_parent[group[0]][0]
        return group[0] == couple.mother

    def _stays_with_siblings(self, id_: str) -> bool:
        couple = self.of_child.get(id_)
        return couple is not None and len(couple.children) > 1

    def _couples_of(self, group: Sequence[str]) -> list[Couple]:
        where = {id_: i for i, id_ in enumerate(group)}
        mine = {(c.father, c.mother): c for id_ in group for c in self.of_parent.get(id_, ())}
        return sorted(mine.values(), key=lambda c: where.get(c.father, 0) + where.get(c.mother, 0))

    def _siblings(self, couple: Couple) -> list[str]:
        """Return children so that who married into another family here stands nearest to it."""
        first: list[str] = []
        middle: list[str] = []
        last: list[str] = []
        for child in couple.children:
            side = self._side(child)
            (first if side < 0 else last if side > 0 else middle).append(child)
        return [*first, *middle, *last]

    def _side(self, id_: str) -> int:
        for partner in self._partners(id_):
            other = self.of_child.get(partner)
            if other is None or other is self.of_child.get(id_):
                continue
            return -1 if partner in self.placed or self._above_placed(other) else 1
        return 0

    def _above_placed(self, couple: Couple) -> bool:
        mine = list(self.placed)
        return couple.father in self.placed and mine.index(couple.father) < len(mine) - 2


def _columns(
    order: Sequence[Sequence[str]], couples: Sequence[Couple], family: Family
) -> dict[str, float]:
    x = {id_: float(i) for row in order for i, id_ in enumerate(row)}
    of_parent: dict[str, list[Couple]] = {}
    of_child: dict[str, Couple] = {}
    for couple in couples:
        of_parent.setdefault(couple.father, []).append(couple)
        of_parent.setdefault(couple.mother, []).append(couple)
        for child in couple.children:
            of_child[child] = couple
    place = {id_: i for row in order for i, id_ in enumerate(row)}
    rounds = ROUNDS if len(family) <= 400 else 6
    for n_round in range(rounds):
        down = n_round % 2 == 0
        for row in order if down else reversed(order):
            wanted = [_wanted(id_, x, place, of_parent, of_child) for id_ in row]
            x |= zip(row, _spaced(wanted), strict=True)
    left = min(x.values(), default=0.0)
    return {id_: round(value - left, 3) for id_, value in x.items()}


def _wanted(
    id_: str,
    x: Mapping[str, float],
    place: Mapping[str, int],
    of_parent: Mapping[str, list[Couple]],
    of_child: Mapping[str, Couple],
) -> float:
    pulls = []
    for couple in of_parent.get(id_, ()):
        partner = couple.mother if couple.father == id_ else couple.father
        side = 1.0 if place[id_] > place[partner] else -1.0
        middle = sum(x[c] for c in couple.children) / len(couple.children)
        pulls += [middle + side * 0.5, x[partner] + side]
    family = of_child.get(id_)
    if family is not None:
        centre = sum(x[c] for c in family.children) / len(family.children)
        pulls.append((x[family.father] + x[family.mother]) / 2 + x[id_] - centre)
    return sum(pulls) / len(pulls) if pulls else x[id_]


def _spaced(wanted: Iterable[float]) -> list[float]:
    """Move places as little as possible (least squares) so that neighbours are 1 apart."""
    # Pool adjacent violators on the places less their rank.
    pools: list[tuple[float, int]] = []
    for i, value in enumerate(wanted):
        pools.append((value - i, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2], pools[-1]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    level = [value for value, n in pools for _ in range(n)]
    return [value + i for i, value in enumerate(level)]
