"""Which generation everybody belongs to where partners are of two: an uncle and his niece.

Partners stand side by side, so one of the two stands lower than right below the parents; in every
row between, the line that comes down takes a seat of its own (`passing`), which nobody else has.
Where that cannot be, as between a father and a daughter, the line between the two partners itself
comes down, from a seat beside the one to a seat beside the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rarekin.draw.pedigree_rows import Couple, passing

_MOST_STEPS = 200
_MOST_LOOKED_AT = 2_000_000  # lines, in all steps; a larger family is left a little less short


def bring_down(couples: Sequence[Couple], apart: Collection[int] = ()) -> tuple[Couple, ...]:
    """Let lines pass down the rows where partners are not of one generation.

    Parameters
    ----------
    couples
        Parents and children by id.
    apart
        Places of couples who cannot stand in one row and whose line shall not come down.

    Returns
    -------
    couples
        With one couple more for every seat of a line: the seat as both parents, and what hangs
        from it.

    Examples
    --------
    >>> above = Couple("g", "h", ("uncle", "sister"), related=False)
    >>> niece = Couple("husband", "sister", ("niece",), related=False)
    >>> down = bring_down([above, niece, Couple("uncle", "niece", ("child",), related=True)])
    >>> [c.father.replace(chr(30), " ") for c in down]
    ['uncle 1', 'g', 'husband', 'uncle']
    """
    row = _rows(couples)
    told: list[Couple] = []
    for n, couple in enumerate(couples):
        here = couple
        if n not in apart and not couple.donor and row[couple.father] != row[couple.mother]:
            upper, lower = sorted((couple.father, couple.mother), key=row.__getitem__)
            seats = [passing(upper, f"={n}.{k}") for k in range(row[lower] - row[upper] + 1)]
            top = Couple(upper, seats[0], (seats[1],), related=False, outer=seats[0])
            told += [top, *_line(seats[1:])]
            mother = seats[-1] if couple.mother == upper else couple.mother
            father = seats[-1] if couple.father == upper else couple.father
            here = replace(couple, father=father, mother=mother)
        depth = max(row[couple.father], row[couple.mother])
        first = {}
        for child in couple.children:
            seats = [passing(child, f"{k + 1}") for k in range(row[child] - depth - 1)]
            first[child] = [*seats, child][0]
            told += _line([*seats, child])
        children = tuple(first[c] for c in couple.children)
        told.append(replace(here, children=children, raised=tuple(first[c] for c in couple.raised)))
    return tuple(told)


def _line(seats: Sequence[str]) -> list[Couple]:
    """Hang seats below each other."""
    return [Couple(a, a, (below,), related=False, outer=a) for a, below in pairwise(seats)]


def _rows(couples: Sequence[Couple]) -> dict[str, int]:
    """Return a row for everybody such that lines are as short as they can be in all."""
    group = _side_by_side(couples)
    below = ((p, c) for couple in couples for c in couple.children for p in couple.parents)
    edges = list(dict.fromkeys((group[parent], group[child]) for parent, child in below))
    row = _Shortest(sorted(set(group.values())), edges).rows()
    return {id_: row[group[id_]] for id_ in group}


def _side_by_side(couples: Sequence[Couple]) -> dict[str, str]:
    """Group those who stand in one row, partners with partners, as far as nobody is below that."""
    group = {i: i for couple in couples for i in (couple.father, couple.mother, *couple.children)}
    for couple in couples:
        one, other = group[couple.father], group[couple.mother]
        joined = {i: one if g == other else g for i, g in group.items()}
        if one != other and not _is_below_itself(couples, joined):
            group = joined
    return group


def _is_below_itself(couples: Sequence[Couple], group: Mapping[str, str]) -> bool:
    below: dict[str, set[str]] = {}
    for couple in couples:
        for parent in couple.parents:
            below.setdefault(group[parent], set()).update(group[c] for c in couple.children)
    waits = dict.fromkeys(group.values(), 0)
    for children in below.values():
        for child in children:
            waits[child] += 1
    free = [g for g, n in waits.items() if n == 0]
    for here in free:
        for child in below.get(here, ()):
            waits[child] -= 1
            if waits[child] == 0:
                free.append(child)
    return len(free) < len(waits)


class _Shortest:
    """Rows by the network simplex method: a tree of shortest lines, bettered line by line."""

    def __init__(self, nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> None:
        self.nodes, self.edges = nodes, edges
        self.row = dict.fromkeys(nodes, 0)
        for _ in nodes:
            for above, below in edges:
                self.row[below] = max(self.row[below], self.row[above] + 1)

    def rows(self) -> dict[str, int]:
        """Return the row of every node; no node stands above one it hangs from."""
        tree = self._tight_tree()
        for _ in range(min(_MOST_STEPS, _MOST_LOOKED_AT // (len(self.edges) ** 2 + 1))):
            out = next((e for e in tree if self._gain(tree, e) < 0), None)
            if out is None:
                break
            tail = self._side(tree, out)
            crossing = [e for e in self.edges if e[0] not in tail and e[1] in tail]
            new = min(crossing, key=self._slack)
            self._move(tail, -self._slack(new))
            tree = [e for e in tree if e != out] + [new]
        return self.row

    def _slack(self, edge: tuple[str, str]) -> int:
        return self.row[edge[1]] - self.row[edge[0]] - 1

    def _move(self, nodes: Iterable[str], by: int) -> None:
        for node in nodes:
            self.row[node] += by

    def _tight_tree(self) -> list[tuple[str, str]]:
        """Span every connected part by lines without slack, moving the rest towards it."""
        tree: list[tuple[str, str]] = []
        seen: set[str] = set()
        for start in self.nodes:
            if start in seen:
                continue
            part = {start}
            while True:
                touching = [e for e in self.edges if (e[0] in part) != (e[1] in part)]
                if not touching:
                    break
                edge = min(touching, key=self._slack)
                slack = self._slack(edge)
                self._move(part, slack if edge[1] not in part else -slack)
                part |= set(edge)
                tree.append(edge)
            seen |= part
        return tree

    def _side(self, tree: Sequence[tuple[str, str]], out: tuple[str, str]) -> set[str]:
        """Return the part of a tree above one of its lines, once that is taken out."""
        near: dict[str, list[str]] = {}
        for edge in tree:
            if edge != out:
                near.setdefault(edge[0], []).append(edge[1])
                near.setdefault(edge[1], []).append(edge[0])
        part, queue = {out[0]}, [out[0]]
        for here in queue:
            new = [n for n in near.get(here, ()) if n not in part]
            part.update(new)
            queue += new
        return part

    def _gain(self, tree: Sequence[tuple[str, str]], out: tuple[str, str]) -> int:
        """Return how much longer all lines become where one gives way by a row."""
        tail = self._side(tree, out)
        leaving = sum(a in tail and b not in tail for a, b in self.edges)
        coming = sum(a not in tail and b in tail for a, b in self.edges)
        return leaving - coming
