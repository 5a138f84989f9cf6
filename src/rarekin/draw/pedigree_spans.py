"""Lines between partners that pass over the heads of others: how high, and whether they may.

Such a line crosses the lines that come down to the people in between, and jumps over each. Two
lines over one row never cross: they lie beside each other, or one inside the other and lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LOWEST = 7.0
JUMP = 3.0
"""Radius of the half circle by which a line jumps over another."""
_HIGHEST = 16.8  # above heads; the bars of brothers and sisters begin at 18
_DOUBLE = 2.5


@dataclass(frozen=True, slots=True)
class Span:
    """A line over heads, by places from left to right.

    Attributes
    ----------
    left, right
        Places of the two partners.
    drop
        Where the line to the children leaves.
    is_bridge
        Whether people of other families stand below it.
    is_double
        Whether it is a double line.
    """

    left: float
    right: float
    drop: float
    is_bridge: bool = False
    is_double: bool = False

    def holds(self, other: Span) -> bool:
        """Tell whether another line lies inside this one."""
        return self != other and self.left <= other.left and other.right <= self.right

    def ends_at(self, place: float) -> bool:
        """Tell whether the line ends in the middle of a head: where the one to the children is."""
        nearer = self.left if 2 * self.drop < self.left + self.right else self.right
        return not self.is_bridge and place == nearer

    def cuts(self, other: Span) -> bool:
        """Tell whether two lines would cross."""
        first, second = (self, other) if self.left < other.left else (other, self)
        return first.left < second.left < first.right < second.right


def height(span: Span, all_: Sequence[Span]) -> float:
    """Return how far above the heads a line passes: above every line inside it.

    Examples
    --------
    >>> inner, outer = Span(1, 3, 2.5), Span(0, 4, 3.5)
    >>> height(inner, [inner, outer]), height(outer, [inner, outer])
    (7.0, 10.0)
    """
    own = _DOUBLE if span.is_bridge and span.is_double else 0.0
    least = LOWEST + own
    for other in all_:
        if span.holds(other):
            room = 2 * JUMP if span.is_bridge and other.is_bridge else 3.0
            room += _DOUBLE if other.is_bridge and other.is_double else 0.0
            least = max(least, height(other, all_) + room + own)
    return least


def fits(new: Span, others: Sequence[Span]) -> bool:
    """Tell whether a bridge may join the lines over a row.

    Parameters
    ----------
    new
        The bridge.
    others
        What is there already.

    Returns
    -------
    fits
        Whether no two lines cross or touch, and all pass below the bars above them.

    Examples
    --------
    >>> old = Span(1, 4, 3.5, is_bridge=True)
    >>> fits(Span(0, 5, 4.5, is_bridge=True), [old]), fits(Span(2, 5, 4.5, is_bridge=True), [old])
    (True, False)
    """
    everything = [*others, new]
    if any(new.cuts(o) or new.drop == o.drop for o in others):
        return False
    if any((new.left, new.right) == (o.left, o.right) for o in others):
        return False
    for place in (new.left, new.right):  # a longer line would have to leave farther out
        if any(o.ends_at(place) and new.holds(o) for o in others):
            return False
    for one, other in ((a, b) for o in others for a, b in ((new, o), (o, new))):
        if other.left < one.drop < other.right and not other.holds(one):
            return False
    return all(
        height(s, everything) + JUMP + (_DOUBLE if s.is_double else 0.0) <= _HIGHEST
        for s in everything
        if s.is_bridge
    )
