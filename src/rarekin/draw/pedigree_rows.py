"""The rows of a family tree as data: seats from left to right, and where a family has room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

COPY = "\x1f"
"""Between the id of a person and the number of the copy, in the id of a second seat."""
PASSING = "\x1e"
"""Between the id of a person and the number of a row that only the line to them passes."""

PARTNERS = f"{PASSING}="
"""The same where the line between two partners comes down."""


@dataclass(frozen=True, slots=True)
class Couple:
    """Two parents and their children.

    Attributes
    ----------
    father, mother
        Seats: ids, or ids of copies.
    children
        Ids.
    related
        Whether the parents have an ancestor in common.
    outer
        The seat next to which the line to the children leaves, toward the other parent.
    raised
        Those of the children who are adopted.
    separated, childless
        As in `Partnership`.
    said
        What the family says the two are to each other.
    donor
        Id of the parent who only gave an egg or sperm.
    is_bridge
        Whether the line between the two passes over the heads of people of other families.
    """

    father: str
    mother: str
    children: tuple[str, ...]
    related: bool
    outer: str = ""
    raised: tuple[str, ...] = ()
    separated: bool = False
    childless: str = ""
    said: str = ""
    donor: str = ""
    is_bridge: bool = False

    @property
    def parents(self) -> tuple[str, str]:
        """The two seats."""
        return self.father, self.mother

    @property
    def inner(self) -> str:
        """The partner who is not `outer`."""
        return self.mother if self.outer == self.father else self.father

    @property
    def is_line(self) -> bool:
        """Whether there are no two people, but the seat of a line that comes down."""
        return self.father == self.mother

    @property
    def is_partners_line(self) -> bool:
        """Whether the line between partners who stand in two rows begins or passes here."""
        return any(map(is_partners_line, self.children))


def person_of(seat: str) -> str:
    """Return the id of the person who has a seat.

    Examples
    --------
    >>> person_of("II-1"), person_of("II-1" + COPY + "1")
    ('II-1', 'II-1')
    """
    return seat.partition(COPY)[0].partition(PASSING)[0]


def passing(id_: str, n: str) -> str:
    """Return a seat of a line to somebody, or, where `n` begins with =, to a partner lower down."""
    return f"{id_}{PASSING}{n}"


def is_passing(seat: str) -> bool:
    """Tell whether nobody but a line has a seat.

    Examples
    --------
    >>> is_passing("uncle"), is_passing(passing("uncle", "1"))
    (False, True)
    """
    return PASSING in seat


def is_partners_line(seat: str) -> bool:
    """Tell whether the line between two partners comes down through a seat."""
    return PARTNERS in seat


@dataclass
class Rows:
    """Seats by row, from left to right, and the couples whose children have their seats.

    Attributes
    ----------
    seats
        By row.
    row
        By seat.
    chain
        Number of the unbroken row of partners a seat belongs to.
    couples
        In the order they were drawn.
    """

    seats: dict[int, list[str]] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    chain: dict[str, int] = field(default_factory=dict)
    couples: list[Couple] = field(default_factory=list)
    n_chains: int = 0

    @property
    def n_copies(self) -> int:
        """How many seats are those of people who have another."""
        return sum(COPY in seat for seat in self.row)

    def copy(self) -> Rows:
        """Return rows that can be changed without changing these."""
        return Rows(
            {r: list(seats) for r, seats in self.seats.items()},
            dict(self.row),
            dict(self.chain),
            list(self.couples),
            self.n_chains,
        )

    def insert(self, row: int, at: int, seats: Sequence[str], chain: int | None = None) -> None:
        """Seat people beside each other; in a chain of their own unless one is named."""
        if chain is None:
            self.n_chains += 1
            chain = self.n_chains
        self.seats.setdefault(row, [])[at:at] = seats
        for seat in seats:
            self.row[seat] = row
            self.chain[seat] = chain

    def rename(self, seat: str, new: str) -> None:
        """Give a seat to a copy of the person who had it."""
        row = self.row.pop(seat)
        self.seats[row][self.seats[row].index(seat)] = new
        self.row[new], self.chain[new] = row, self.chain.pop(seat)
        change = {seat: new}
        self.couples = [
            replace(
                c,
                father=change.get(c.father, c.father),
                mother=change.get(c.mother, c.mother),
                outer=change.get(c.outer, c.outer),
            )
            for c in self.couples
        ]

    def place(self, row: int, at: int, *, below: bool) -> int | None:
        """Find where in the next row those belong who hang from, or stand above, a place.

        Parameters
        ----------
        row, at
            Before which seat of the row.
        below
            Whether the row below is meant, or the one above.

        Returns
        -------
        at
            None where the families on both sides leave no room.
        """
        here = self.seats.get(row, [])
        place = {seat: i for i, seat in enumerate(here)}
        other = self.seats.get(row + 1 if below else row - 1, [])
        index = {seat: i for i, seat in enumerate(other)}
        low, high = 0, len(other)
        for couple in self.couples:
            if not couple.children:
                continue
            parents, far = (couple.father, couple.mother), couple.children
            near = parents if below else far
            far = far if below else parents
            if near[0] not in place or far[0] not in index:
                continue
            left, right = self._extent(couple, near, place, below)
            group = [i for s in far for i in self._chain_of(s, other, index[s])]
            if right < at - 0.5:
                low = max(low, max(group) + 1)
            elif left > at - 0.5 or below:
                high = min(high, *group)
            else:
                return None  # inside a row of brothers and sisters
        return low if low <= high else None

    def _extent(
        self, couple: Couple, near: Sequence[str], place: Mapping[str, int], below: bool
    ) -> tuple[float, float]:
        """Return where the line of a couple leaves a row, or between where it comes down."""
        if not below:
            places = [place[s] for s in near]
            return min(places), max(places)
        outer, inner = place[couple.outer], place[couple.inner]
        drop = outer + 0.5 * ((inner > outer) - (inner < outer))
        return drop, drop

    def _chain_of(self, seat: str, row: Sequence[str], index: int) -> tuple[int, int]:
        first = last = index
        while first and self.chain[row[first - 1]] == self.chain[seat]:
            first -= 1
        while last + 1 < len(row) and self.chain[row[last + 1]] == self.chain[seat]:
            last += 1
        return first, last
