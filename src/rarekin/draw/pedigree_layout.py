"""Where everybody of a family stands in its drawing: generations in rows, siblings together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from rarekin.draw.pedigree_couples import couples_of
from rarekin.draw.pedigree_generations import bring_down
from rarekin.draw.pedigree_rows import COPY, PARTNERS, Couple, Rows, person_of
from rarekin.draw.pedigree_seating import Seating
from rarekin.model.family import Family

ROUNDS = 60
_MOST_TRIES = 40
_MOST_SEATED = 1200  # seats in all tries together, where some are copies


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in units of one column and one row.

    Attributes
    ----------
    row, x
        By seat: the id of a person, or that of a copy of somebody who is drawn twice. Rows count
        from the top, columns are at least 1 apart.
    couples
        In drawing order; their parents are seats.
    lanes
        For each couple, how many other lines pass between its bar and the children.
    twice
        Ids of those who are drawn more than once.
    """

    row: Mapping[str, int]
    x: Mapping[str, float]
    couples: tuple[Couple, ...]
    lanes: tuple[int, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def columns(self) -> float:
        """Width in columns."""
        return max(self.x.values(), default=0.0) + 1.0

    def neighbours(self, couple: Couple) -> bool:
        """Tell whether nobody stands between two partners."""
        a, b = sorted((self.x[couple.father], self.x[couple.mother]))
        here = self.row[couple.father]
        return not any(a < self.x[s] < b for s, r in self.row.items() if r == here)

    def start(self, couple: Couple) -> float:
        """Return the column from which the line to the children leaves."""
        return _start(couple, self.x, self.neighbours(couple))

    def hangs(self, family: Family, couple: Couple) -> list[float]:
        """Return where children hang from the bar; those born together from one point."""
        return _hangs(family, couple, self.x)


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
    >>> from rarekin.model.person import Person
    >>> trio = Family((Person("f", Sex.MALE), Person("m", Sex.FEMALE),
    ...                Person("c", mother="m", father="f")))
    >>> layout = lay_out(trio)
    >>> layout.row, layout.x
    ({'f': 0, 'm': 0, 'c': 1}, {'f': 0.0, 'm': 1.0, 'c': 0.5})
    """
    rows = _seated(family)
    order = [rows.seats[r] for r in sorted(rows.seats)]
    x = _columns(order, rows.couples, len(family))
    top = min(rows.seats, default=0)
    seats = sorted(rows.row, key=_by_person(family))
    row = {seat: rows.row[seat] - top for seat in seats}
    twice = dict.fromkeys(person_of(s) for s in seats if COPY in s)
    drawn = tuple(rows.couples)
    bare = Layout(row, {s: x[s] for s in seats}, drawn, (), tuple(twice))
    return Layout(bare.row, bare.x, drawn, _lanes(family, bare), bare.twice)


def _seated(family: Family) -> Rows:
    """Seat everybody with as few copies as there may be.

    Where the first seats need copies, lines may come down, and then brothers, sisters and couples
    change places, in the same way for the same family.
    """
    couples = couples_of(family)
    best = Seating(family, couples).seat_all()
    for n_try in range(min(_MOST_TRIES, _MOST_SEATED // (len(family) + 1))):
        if not best.n_copies:
            break
        other = _come_down(family, _shuffled(couples, n_try))
        best = min(best, other, key=lambda rows: rows.n_copies)
    return best


def _come_down(family: Family, couples: Sequence[Couple]) -> Rows:
    """Seat everybody with lines that come down, except those that nothing could be tied to."""
    apart: set[int] = set()
    while True:
        rows = Seating(family, bring_down(couples, apart)).seat_all()
        torn = {s.partition(PARTNERS)[2] for s in rows.row if PARTNERS in s and COPY in s}
        if not torn:
            return rows
        apart |= {int(n.partition(".")[0]) for n in torn}


def _shuffled(couples: Sequence[Couple], seed: int) -> Sequence[Couple]:
    if not seed:
        return couples
    order = Random(seed)  # noqa: S311 - an order to try, no secret
    turned = [
        replace(c, children=tuple(order.sample(c.children, len(c.children)))) for c in couples
    ]
    return order.sample(turned, len(turned))


def _by_person(family: Family) -> Callable[[str], tuple[int, str]]:
    place = {p.id: i for i, p in enumerate(family.people)}
    return lambda seat: (place[person_of(seat)], seat)


def _start(couple: Couple, x: Mapping[str, float], neighbours: bool) -> float:
    if neighbours:
        return (x[couple.father] + x[couple.mother]) / 2
    return x[couple.outer] + (-0.5 if x[couple.inner] < x[couple.outer] else 0.5)


def _hangs(family: Family, couple: Couple, x: Mapping[str, float]) -> list[float]:
    groups: dict[str, list[float]] = {}
    for child in couple.children:
        group = family.by_id[person_of(child)].born_with or f"={child}"
        groups.setdefault(group, []).append(x[child])
    return [sum(xs) / len(xs) for xs in groups.values()]


def _lanes(family: Family, layout: Layout) -> tuple[int, ...]:
    """Give sibship bars that would overlap heights of their own, so that no line meets another.

    Of two families beside each other, the one whose children reach under the other's parents
    hangs lower: there the other's line from above has ended already.
    """
    spans: dict[int, list[tuple[float, float, float, int]]] = {}
    for i_couple, couple in enumerate(layout.couples):
        if not couple.children:
            continue
        ends = [*layout.hangs(family, couple), *(layout.x[c] for c in couple.children)]
        row = layout.row[couple.father]
        spans.setdefault(row, []).append((layout.start(couple), min(ends), max(ends), i_couple))
    lane = [0] * len(layout.couples)
    for here in spans.values():
        here.sort()
        over = _above(here)
        for _ in range(len(here)):
            changed = False
            for lower, higher in over:
                if lane[higher] <= lane[lower]:
                    lane[higher] = lane[lower] + 1
                    changed = True
            if not changed:
                break
    return tuple(lane)


_NEAR = 0.12  # columns; closer lines would look like one


def _above(here: Sequence[tuple[float, float, float, int]]) -> list[tuple[int, int]]:
    """Return pairs of couples of which the second's bar must be above the first's."""
    found = []
    for n, (start, _, right, i) in enumerate(here):
        for other, its_left, _, j in here[n + 1 :]:
            if right + _NEAR >= other:
                found.append((i, j))
            elif start + _NEAR >= its_left:
                found.append((j, i))
    return found


def _columns(
    order: Sequence[Sequence[str]], couples: Sequence[Couple], n_people: int
) -> dict[str, float]:
    x = {seat: float(i) for row in order for i, seat in enumerate(row)}
    of_parent: dict[str, list[Couple]] = {}
    of_child: dict[str, Couple] = {}
    for couple in couples:
        of_parent.setdefault(couple.father, []).append(couple)
        of_parent.setdefault(couple.mother, []).append(couple)
        of_child |= dict.fromkeys(couple.children, couple)
    place = {seat: i for row in order for i, seat in enumerate(row)}
    rounds = ROUNDS if n_people <= 400 else 12
    for n_round in range(rounds):
        down = n_round % 2 == 0
        for row in order if down else reversed(order):
            wanted = [_wanted(seat, x, place, of_parent, of_child) for seat in row]
            x |= zip(row, _spaced(wanted), strict=True)
    left = min(x.values(), default=0.0)
    return {seat: round(value - left, 3) for seat, value in x.items()}


def _wanted(
    seat: str,
    x: Mapping[str, float],
    place: Mapping[str, int],
    of_parent: Mapping[str, list[Couple]],
    of_child: Mapping[str, Couple],
) -> float:
    pulls = []
    for couple in of_parent.get(seat, ()):
        if couple.is_bridge and seat != couple.outer:
            continue
        partner = couple.mother if couple.father == seat else couple.father
        apart = float(place[seat] - place[partner])
        if not couple.is_bridge:
            pulls.append(x[partner] + apart)
        if couple.children:
            middle = sum(x[c] for c in couple.children) / len(couple.children)
            side = 1.0 if apart > 0 else -1.0
            pulls.append(middle + (side if couple.is_bridge else apart) * 0.5)
    family = of_child.get(seat)
    if family is not None:
        centre = sum(x[c] for c in family.children) / len(family.children)
        is_near = abs(place[family.father] - place[family.mother]) <= 1
        pulls.append(_start(family, x, is_near) + x[seat] - centre)
    return sum(pulls) / len(pulls) if pulls else x[seat]


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
