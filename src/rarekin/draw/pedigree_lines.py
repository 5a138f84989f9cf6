"""The lines of a family tree: between partners, to children, around twins."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.pedigree_chart import SYMBOL, Chart
from rarekin.draw.pedigree_layout import Couple
from rarekin.draw.svg import element


def line(d: str, kind: str) -> str:
    """Write one unfilled line of a kind."""
    return element(
        "path", d=d, fill="none", stroke="currentColor", stroke_width=1.5, class_=f"pedigree-{kind}"
    )


def short(value: float) -> str:
    """Write a coordinate to a tenth of a unit."""
    return f"{round(value, 1):g}"


def family_lines(chart: Chart) -> list[str]:
    """Return every line of a family, couple by couple."""
    lanes = _lanes(chart)
    lines = []
    for i_couple, couple in enumerate(chart.layout.couples):
        lines += _couple_lines(chart, couple, i_couple)
        lines += _child_lines(chart, couple, lanes[i_couple])
    return lines


def _beside(chart: Chart, couple: Couple) -> bool:
    """Whether nobody stands between the partners."""
    row = chart.layout.row
    a, b = sorted((chart.x[couple.father], chart.x[couple.mother]))
    return row[couple.father] == row[couple.mother] and not any(
        a < chart.x[id_] < b for id_, r in row.items() if r == row[couple.father]
    )


def _couple_lines(chart: Chart, couple: Couple, i_couple: int) -> list[str]:
    a, b = sorted((couple.father, couple.mother), key=chart.x.__getitem__)
    xa, xb, ya, yb = chart.x[a], chart.x[b], chart.y[a], chart.y[b]
    gaps = (-2.0, 2.0) if couple.related else (0.0,)
    kind = "related" if couple.related else "couple"
    if _beside(chart, couple):
        return [
            line(f"M{short(xa + SYMBOL / 2)} {short(ya + g)}H{short(xb - SYMBOL / 2)}", kind)
            for g in gaps
        ]
    # Around whoever stands between: over their heads.
    over = min(ya, yb) - SYMBOL / 2 - 6 - 2.5 * (i_couple % 3)
    return [
        line(
            f"M{short(xa + g)} {short(ya - SYMBOL / 2)}V{short(over + g)}H{short(xb + g)}"
            f"V{short(yb - SYMBOL / 2)}",
            kind,
        )
        for g in gaps
    ]


def _start(chart: Chart, couple: Couple) -> tuple[float, float]:
    """Return the point from which the line to the children leaves."""
    xa, xb = sorted((chart.x[couple.father], chart.x[couple.mother]))
    if _beside(chart, couple):
        return (xa + xb) / 2, max(chart.y[couple.father], chart.y[couple.mother])
    right = couple.father if chart.x[couple.father] == xb else couple.mother
    return xb, chart.y[right] + SYMBOL / 2


def _lanes(chart: Chart) -> dict[int, int]:
    """Give sibship bars that would overlap in one gap heights of their own."""
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    lanes = {}
    for i_couple, couple in enumerate(chart.layout.couples):
        xs = [chart.x[c] for c in couple.children] + [_start(chart, couple)[0]]
        span = (min(xs), max(xs))
        row = min(chart.layout.row[c] for c in couple.children)
        lane = 0
        while any(a < span[1] and span[0] < b for a, b in taken.get((row, lane), [])):
            lane += 1
        taken.setdefault((row, lane), []).append(span)
        lanes[i_couple] = lane
    return lanes


def _child_lines(chart: Chart, couple: Couple, lane: int) -> list[str]:
    x, y = _start(chart, couple)
    top = min(chart.y[c] for c in couple.children) - SYMBOL / 2
    bar = top - 14 - 5 * min(lane, 4)
    ends = [*_hangs(chart, couple), x]
    lines = [line(f"M{short(x)} {short(y)}V{short(bar)}", "descent")]
    if max(ends) - min(ends) > 0.05:
        lines.append(line(f"M{short(min(ends))} {short(bar)}H{short(max(ends))}", "sibship"))
    twins: dict[str, list[str]] = {}
    for child in couple.children:
        group = chart.family.by_id[child].twin_group
        if group and sum(chart.family.by_id[c].twin_group == group for c in couple.children) > 1:
            twins.setdefault(group, []).append(child)
        else:
            lines.append(
                line(
                    f"M{short(chart.x[child])} {short(bar)}V{short(chart.y[child] - SYMBOL / 2)}",
                    "child",
                )
            )
    for members in twins.values():
        lines += _twin_lines(chart, members, bar)
    return lines


def _hangs(chart: Chart, couple: Couple) -> list[float]:
    """Return where children hang from the bar; identical twins from one point."""
    groups: dict[str, list[float]] = {}
    for child in couple.children:
        groups.setdefault(chart.family.by_id[child].twin_group or f"={child}", []).append(
            chart.x[child]
        )
    return [sum(xs) / len(xs) for xs in groups.values()]


def _twin_lines(chart: Chart, twins: Sequence[str], bar: float) -> list[str]:
    xs = [chart.x[t] for t in twins]
    top = chart.y[twins[0]] - SYMBOL / 2
    middle = sum(xs) / len(xs)
    half = [(middle + x) / 2 for x in xs]
    lines = [line(f"M{short(middle)} {short(bar)}L{short(x)} {short(top)}", "twin") for x in xs]
    lines.append(
        line(f"M{short(min(half))} {short((bar + top) / 2)}H{short(max(half))}", "identical")
    )
    return lines
