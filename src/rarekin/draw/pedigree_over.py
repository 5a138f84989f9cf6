"""Where the lines of partners pass who do not stand beside each other: over heads, with jumps."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rarekin.draw.pedigree_chart import SYMBOL, Chart
from rarekin.draw.pedigree_rows import Couple, is_passing
from rarekin.draw.pedigree_spans import JUMP, Span, height
from rarekin.model.case import Sex

_R = SYMBOL / 2
_FOOT = 7.5  # from the middle of a head, beside the line that comes down to it


@dataclass(frozen=True, slots=True)
class Path:
    """One line over heads.

    Attributes
    ----------
    paths
        To be drawn; two for a double line.
    y
        How high it runs.
    foot
        Where it leaves the partner who is not `Couple.outer`.
    toward
        1 where it leads to the right from there, -1 to the left.
    """

    paths: tuple[str, ...]
    y: float
    foot: float
    toward: float


class Over:
    """The lines over heads of a whole family."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self._spans: dict[int, dict[Couple, Span]] = {}
        self._hanging: dict[int, list[float]] = {}
        for couple in chart.layout.couples:
            row = chart.layout.row[couple.father]
            for child in couple.children:
                below = chart.layout.row[child]
                self._hanging.setdefault(below, []).append(chart.x[child])
            if chart.layout.neighbours(couple):
                continue
            left, right = sorted((chart.layout.x[couple.father], chart.layout.x[couple.mother]))
            self._spans.setdefault(row, {})[couple] = Span(
                left, right, chart.layout.start(couple), couple.is_bridge, couple.related
            )

    def of(self, couple: Couple) -> Path:
        """Return the line of one couple whose partners are no neighbours."""
        chart = self.chart
        row = chart.layout.row[couple.father]
        here = self._spans[row]
        y = chart.y[couple.father] - _R - height(here[couple], list(here.values()))
        toward = 1.0 if chart.x[couple.outer] > chart.x[couple.inner] else -1.0
        foot = self._foot(couple, couple.inner, toward)
        end = chart.x[couple.outer]
        if couple.is_partners_line:
            end = chart.across(chart.layout.start(couple))
        if couple.is_bridge:
            end = self._foot(couple, couple.outer, -toward)
        low, high = sorted((foot, end))
        jumps = [x for x in sorted(self._hanging.get(row, ())) if low < x < high]
        feet = {foot: couple.inner, end: couple.outer}
        gaps = (-2.0, 2.0) if couple.related else (0.0,)
        paths = []
        for gap in gaps:
            d = f"M{_w(low)} {_w(self._edge(feet[low], low, y))}V{_w(y + gap)}"
            for x in jumps if couple.is_bridge else ():
                d += f"H{_w(x - JUMP)}a{JUMP:g} {JUMP:g} 0 0 1 {2 * JUMP:g} 0"
            paths.append(f"{d}H{_w(high)}V{_w(self._edge(feet[high], high, y))}")
        return Path(tuple(paths), y, foot, toward)

    def end(self, seat: str) -> float:
        """Return how far down a line comes: to a head, or to the line to a partner over heads."""
        of_seat = (c for here in self._spans.values() for c in here if seat in (c.father, c.mother))
        couple = next(of_seat, None) if is_passing(seat) else None
        return self.of(couple).y if couple is not None else self.chart.head(seat)

    def _foot(self, couple: Couple, seat: str, toward: float) -> float:
        """Return where a line leaves a head: the longer it is, the nearer to the middle."""
        if is_passing(seat):
            return self.chart.x[seat]
        x = self.chart.layout.x
        reach = abs(x[couple.father] - x[couple.mother])
        here = self._spans[self.chart.layout.row[seat]]
        shorter = sum(
            abs(x[c.father] - x[c.mother]) < reach
            for c in here
            if seat in (c.father, c.mother)
            and (x[c.mother if c.father == seat else c.father] > x[seat]) == (toward > 0)
            and (c.is_bridge or c.outer != seat)
        )
        return self.chart.x[seat] + toward * max(2.0, _FOOT - 3.5 * shorter)

    def _edge(self, seat: str, x: float, y: float) -> float:
        """Return the height of a symbol's edge above a place; of a line that comes down, its."""
        if is_passing(seat):
            return y
        away = abs(x - self.chart.x[seat])
        shape = self.chart.shape(seat)
        rise = {Sex.MALE: _R, Sex.UNKNOWN: _R - away, Sex.FEMALE: math.sqrt(_R * _R - away * away)}
        return self.chart.y[seat] - rise[shape]


def _w(value: float) -> str:
    return f"{round(value, 1):g}"
