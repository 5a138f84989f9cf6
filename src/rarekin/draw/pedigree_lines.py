"""The lines of a family tree: between partners, to children, around twins."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.pedigree_chart import BAR, LANE, SYMBOL, Chart
from rarekin.draw.pedigree_rows import Couple
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
    lines = []
    for couple, lane in zip(chart.layout.couples, chart.layout.lanes, strict=True):
        lines += _couple_lines(chart, couple)
        lines += _child_lines(chart, couple, lane)
    return [*lines, *_founder_twins(chart)]


def _couple_lines(chart: Chart, couple: Couple) -> list[str]:
    a, b = sorted((couple.father, couple.mother), key=chart.x.__getitem__)
    xa, xb, y = chart.x[a], chart.x[b], chart.y[a]
    kind = "related" if couple.related else "couple"
    gaps = (-2.0, 2.0) if couple.related else (0.0,)
    if chart.layout.neighbours(couple):
        return [
            line(f"M{short(xa + SYMBOL / 2)} {short(y + g)}H{short(xb - SYMBOL / 2)}", kind)
            for g in gaps
        ]
    # Over the heads of partners in between, who have no parents here: no line is in the way.
    level = _level(chart, couple)
    over, top = y - SYMBOL / 2 - 7 - 3 * level, y - SYMBOL / 2
    toward = 1.0 if chart.x[couple.outer] == xb else -1.0
    inner = xa if toward > 0 else xb
    foot = inner + toward * max(2.0, 9.0 - 3.5 * level)
    return [
        line(
            f"M{short(foot)} {short(top + 2.5)}V{short(over + g)}H{short(chart.x[couple.outer])}"
            f"V{short(top)}",
            kind,
        )
        for g in (gaps if couple.related else (0.0,))
    ]


def _level(chart: Chart, couple: Couple) -> int:
    """Count the lines over heads below this one: from the same partner to nearer ones."""
    inner = couple.mother if couple.outer == couple.father else couple.father
    reach = chart.x[couple.outer] - chart.x[inner]
    others = [
        chart.x[c.outer] - chart.x[inner]
        for c in chart.layout.couples
        if inner in (c.father, c.mother) and c.outer not in (inner, couple.outer)
    ]
    return sum(0 < o / reach < 1 for o in others) - 1


def _start(chart: Chart, couple: Couple) -> tuple[float, float]:
    """Return the point from which the line to the children leaves."""
    x, y = chart.across(chart.layout.start(couple)), chart.y[couple.father]
    if chart.layout.neighbours(couple):
        return x, y
    return x, y - SYMBOL / 2 - 7 - 3 * _level(chart, couple)


def _child_lines(chart: Chart, couple: Couple, lane: int) -> list[str]:
    x, y = _start(chart, couple)
    bar = chart.y[couple.children[0]] - SYMBOL / 2 - BAR - LANE * lane
    ends = [*map(chart.across, chart.layout.hangs(chart.family, couple)), x]
    lines = [line(f"M{short(x)} {short(y)}V{short(bar)}", "descent")]
    if max(ends) - min(ends) > 0.05:
        lines.append(line(f"M{short(min(ends))} {short(bar)}H{short(max(ends))}", "sibship"))
    twins: dict[str, list[str]] = {}
    for child in couple.children:
        group = chart.family.by_id[child].twin_group
        if group and sum(chart.family.by_id[c].twin_group == group for c in couple.children) > 1:
            twins.setdefault(group, []).append(child)
        else:
            top = chart.y[child] - SYMBOL / 2
            lines.append(line(f"M{short(chart.x[child])} {short(bar)}V{short(top)}", "child"))
    for members in twins.values():
        lines += _twin_lines(chart, members, bar)
    return lines


def _twin_lines(chart: Chart, twins: Sequence[str], bar: float) -> list[str]:
    xs = [chart.x[t] for t in twins]
    top = chart.y[twins[0]] - SYMBOL / 2
    # The lines to the twins part just above them, below every bar of another family.
    fork = max(bar, top - BAR)
    middle = sum(xs) / len(xs)
    half = [(middle + x) / 2 for x in xs]
    lines = [line(f"M{short(middle)} {short(bar)}V{short(fork)}", "child")] if fork > bar else []
    lines += [line(f"M{short(middle)} {short(fork)}L{short(x)} {short(top)}", "twin") for x in xs]
    height = short((fork + top) / 2)
    return [*lines, line(f"M{short(min(half))} {height}H{short(max(half))}", "identical")]


def _founder_twins(chart: Chart) -> list[str]:
    """Join identical twins whose parents are not drawn, where they stand in one row."""
    groups: dict[str, list[str]] = {}
    for person in chart.family.people:
        if person.twin_group and person.is_founder:
            groups.setdefault(person.twin_group, []).append(person.id)
    lines = []
    for twins in groups.values():
        ys = {chart.y[t] for t in twins}
        if len(twins) > 1 and len(ys) == 1:
            lines += _twin_lines(chart, twins, ys.pop() - SYMBOL / 2 - BAR)
    return lines
