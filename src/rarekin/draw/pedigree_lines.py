"""The lines of a family tree: between partners, to children, around those born together."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.pedigree_chart import BAR, LANE, SYMBOL, Chart
from rarekin.draw.pedigree_over import Over
from rarekin.draw.pedigree_rows import Couple, is_passing, person_of
from rarekin.draw.svg import element

_R = SYMBOL / 2
_DASHES = "4 3"


def line(d: str, kind: str, *, dashed: bool = False) -> str:
    """Write one unfilled line of a kind."""
    return element(
        "path",
        d=d,
        fill="none",
        stroke="currentColor",
        stroke_width=1.5,
        stroke_dasharray=_DASHES if dashed else None,
        class_=f"pedigree-{kind}",
    )


def short(value: float) -> str:
    """Write a coordinate to a tenth of a unit."""
    return f"{round(value, 1):g}"


def family_lines(chart: Chart) -> list[str]:
    """Return every line of a family, couple by couple."""
    over = Over(chart)
    lines = []
    for couple, lane in zip(chart.layout.couples, chart.layout.lanes, strict=True):
        lines += _couple_lines(chart, couple, over)
        if couple.children:
            lines += _child_lines(chart, couple, lane, over)
    return [*lines, *_founder_twins(chart)]


def _couple_lines(chart: Chart, couple: Couple, over: Over) -> list[str]:
    if couple.is_line:
        return []
    a, b = sorted((couple.father, couple.mother), key=chart.x.__getitem__)
    xa, xb, y = chart.side(a, 1.0), chart.side(b, -1.0), chart.y[a]
    kind = "related" if couple.related else "couple"
    gaps = (-2.0, 2.0) if couple.related else (0.0,)
    if not chart.layout.neighbours(couple):
        where = over.of(couple)
        dashed = bool(couple.donor)
        lines = [line(d, kind, dashed=dashed) for d in where.paths]
        x = where.foot + where.toward * 6
        return [*lines, *(_slashes(x, where.y, 3.0) if couple.separated else ())]
    if couple.donor:
        return _donor_lines(chart, couple, (a, b))
    lines = [line(f"M{short(xa)} {short(y + g)}H{short(xb)}", kind) for g in gaps]
    if couple.is_partners_line:  # to where it comes down
        start = chart.across(chart.layout.start(couple))
        edge = xa if couple.father == a else xb
        return [line(f"M{short(edge)} {short(y)}H{short(start)}", kind)]
    lines += [
        line(f"M{short(chart.x[s])} {short(chart.head(s))}V{short(y)}", kind)
        for s in (a, b)
        if is_passing(s)
    ]
    if couple.separated:
        lines += _slashes(xa + (xb - xa) / 4, y, 6.0)
    return [*lines, *_childless((xa + xb) / 2, y, couple.childless)]


def _slashes(x: float, y: float, half: float) -> list[str]:
    """Draw the two strokes through the line of a couple who parted."""
    strokes = (
        f"M{short(x + d - half / 3)} {short(y + half)}L{short(x + d + half / 3)} {short(y - half)}"
        for d in (-1.5, 1.5)
    )
    return [line("".join(strokes), "separated")]


def _childless(x: float, y: float, why: str) -> list[str]:
    """End a short line below a couple with one bar, or with two where they cannot have children."""
    if not why:
        return []
    bars = "".join(
        f"M{short(x - 6)} {short(y + d)}H{short(x + 6)}"
        for d in ((11.0, 14.0) if why == "infertility" else (12.0,))
    )
    return [line(f"M{short(x)} {short(y)}V{short(y + 11)}{bars}", "childless")]


def _donor_lines(chart: Chart, couple: Couple, pair: Sequence[str]) -> list[str]:
    """Lead a slanted broken line from a donor to where the children hang: no partner's line."""
    donor = couple.father if couple.donor == chart.person_of(couple.father) else couple.mother
    other = pair[0] if pair[1] == donor else pair[1]
    y, toward = chart.y[other], 1.0 if chart.x[donor] > chart.x[other] else -1.0
    middle = (chart.x[donor] + chart.x[other]) / 2
    edge, start = chart.x[other] + toward * _R, chart.x[donor] - toward * _R
    kind = "related" if couple.related else "couple"
    return [
        line(f"M{short(edge)} {short(y)}H{short(middle)}", kind),
        line(f"M{short(start)} {short(y - 7)}L{short(middle)} {short(y)}", "donor", dashed=True),
    ]


def _start(chart: Chart, couple: Couple, over: Over) -> tuple[float, float]:
    """Return the point from which the line to the children leaves."""
    x = chart.across(chart.layout.start(couple))
    if couple.is_line:
        return x, chart.head(couple.father)
    return x, chart.y[couple.father] if chart.layout.neighbours(couple) else over.of(couple).y


def _child_lines(chart: Chart, couple: Couple, lane: int, over: Over) -> list[str]:
    x, y = _start(chart, couple, over)
    bar = chart.y[couple.children[0]] - _R - BAR - LANE * lane
    ends = [*map(chart.across, chart.layout.hangs(chart.family, couple)), x]
    all_adopted = set(couple.raised) == set(couple.children)
    kinds = ("couple",) * 3 if couple.is_partners_line else ("descent", "sibship", "child")
    lines = [line(f"M{short(x)} {short(y)}V{short(bar)}", kinds[0], dashed=all_adopted)]
    if max(ends) - min(ends) > 0.05:
        lines.append(line(f"M{short(min(ends))} {short(bar)}H{short(max(ends))}", kinds[1]))
    together: dict[str, list[str]] = {}
    for child in couple.children:
        group = chart.family.by_id[person_of(child)].born_with
        if (
            group
            and sum(chart.family.by_id[person_of(c)].born_with == group for c in couple.children)
            > 1
        ):
            together.setdefault(group, []).append(child)
        else:
            down = f"M{short(chart.x[child])} {short(bar)}V{short(over.end(child))}"
            lines.append(line(down, kinds[2], dashed=child in couple.raised))
    for members in together.values():
        lines += _twin_lines(chart, members, bar, dashed=members[0] in couple.raised)
    return lines


def _twin_lines(
    chart: Chart, twins: Sequence[str], bar: float, *, dashed: bool = False
) -> list[str]:
    """Let lines to those born together part from one point; a bar joins who is identical."""
    xs = {t: chart.x[t] for t in twins}
    top = min(map(chart.head, twins))
    # The lines to the twins part just above them, below every bar of another family.
    fork = max(bar, chart.y[twins[0]] - _R - BAR)
    middle = sum(xs.values()) / len(xs)
    lines = [line(f"M{short(middle)} {short(bar)}V{short(fork)}", "child")] if fork > bar else []
    lines += [
        line(f"M{short(middle)} {short(fork)}L{short(x)} {short(chart.head(t))}", "twin",
             dashed=dashed)
        for t, x in xs.items()
    ]  # fmt: skip
    height = (fork + top) / 2
    identical: dict[str, list[float]] = {}
    for twin, x in xs.items():
        group = chart.family.by_id[person_of(twin)].twin_group
        if group:
            identical.setdefault(group, []).append((middle + x) / 2)
    joined = [half for half in identical.values() if len(half) > 1]
    lines += [
        line(f"M{short(min(half))} {short(height)}H{short(max(half))}", "identical")
        for half in joined
    ]
    between = sum(sorted(xs.values())[:2]) / 2
    if not joined and not any(chart.family.by_id[person_of(t)].fraternal for t in twins):
        lines.append(
            element("text", "?", x=between, y=top, text_anchor="middle", class_="pedigree-zygosity")
        )
    return lines


def _founder_twins(chart: Chart) -> list[str]:
    """Join those born together whose parents are not drawn, where they stand in one row."""
    groups: dict[str, list[str]] = {}
    hanging = {c for couple in chart.layout.couples for c in couple.children}
    for person in chart.family.people:
        if person.born_with and person.id not in hanging:
            groups.setdefault(person.born_with, []).append(person.id)
    lines = []
    for twins in groups.values():
        ys = {chart.y[t] for t in twins}
        if len(twins) > 1 and len(ys) == 1:
            lines += _twin_lines(chart, twins, ys.pop() - _R - BAR)
    return lines
