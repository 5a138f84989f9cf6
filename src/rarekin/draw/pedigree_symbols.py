"""The symbol of one person, with what fills it, what is written in it and what beneath."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.pedigree_chart import LOSS_RISE, SYMBOL, Chart
from rarekin.draw.pedigree_lines import line, short
from rarekin.draw.pedigree_marks import PersonMarks, is_small, is_stand_in
from rarekin.draw.pedigree_rows import person_of
from rarekin.draw.svg import LINE_PX, element
from rarekin.model.case import Sex
from rarekin.model.person import Person

_R = SYMBOL / 2
_LETTERS = {"donor": "D", "surrogate": "S"}


def patterns(chart: Chart) -> list[str]:
    """Return one pattern for each disease, told apart without colour."""
    if not chart.marks.phenotypes:
        return []
    paint = {"stroke": "currentColor", "fill": "none"}
    drawn = [
        element("path", d="M0 0H6V6H0Z", fill="currentColor"),
        element("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", stroke_width=1.6, **paint),
        element("circle", cx=3, cy=3, r=1.5, fill="currentColor"),
        element("path", d="M0 3H6", stroke_width=2, **paint),
    ]
    found = [
        element(
            "pattern",
            [drawn[i % len(drawn)]],
            id=f"{chart.name}-fill-{i}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )
        for i in range(len(chart.marks.phenotypes))
    ]
    return [element("defs", found)]


def person_drawn(chart: Chart, seat: str) -> str:
    """Draw one seat: symbol, filling, marks and captions."""
    person = chart.family.by_id[person_of(seat)]
    x, y = chart.x[seat], chart.y[seat]
    mine = chart.marks.people.get(person.id, PersonMarks())
    parts = [element("title", chart.marks.say(mine.description or person.name))]
    parts += _filling(chart, seat, mine.affected)
    parts.append(
        _symbol(
            chart,
            seat,
            fill="none",
            stroke="currentColor",
            stroke_width=1.5,
            stroke_dasharray="3 2" if seat != person.id else None,
            class_="pedigree-symbol",
        )
    )
    parts += _strokes(person, x, y)
    letter = _letter(chart, person)
    if letter:
        parts.append(element("text", letter, x=x, y=y + 4, text_anchor="middle"))
    if person.adopted or person.raised_by:
        parts += _brackets(x, y)
    if (person.proband or person.consultand) and seat == person.id:
        parts.append(_arrow(x - _R, y + _R))
    if person.proband and seat == person.id:
        parts.append(element("text", "P", x=x - _R - 3, y=y + _R - 2, text_anchor="end"))
    parts += _captions(chart, seat)
    is_asked = (person.proband or person.consultand) and seat == person.id
    kind = "pedigree-person pedigree-asked" if is_asked else "pedigree-person"
    group = element("g", parts, class_=kind)
    if not mine.link:
        return group
    # A finger needs more than the outline: the whole place answers a tap.
    size = SYMBOL + 18
    place = element(
        "rect", x=x - size / 2, y=y - size / 2, width=size, height=size, fill="none",
        pointer_events="all", class_="pedigree-touch",
    )  # fmt: skip
    return element("a", [place, group], href=mine.link, aria_label=chart.marks.say(person.name))


def _captions(chart: Chart, seat: str) -> list[str]:
    x, y = chart.x[seat], chart.y[seat]
    return [
        element(
            "text",
            caption,
            x=x,
            y=y + _R + LINE_PX * (i_line + 1),
            text_anchor="middle",
            class_="pedigree-label" if i_line == 0 else "pedigree-note",
        )
        for i_line, caption in enumerate(chart.captions[seat])
    ]


def _letter(chart: Chart, person: Person) -> str:
    if person.number != 1:
        return str(person.number) if person.number else "n"
    if person.unborn and not person.deceased:
        return "P"
    if person.role in _LETTERS:
        return _LETTERS[person.role]
    return "?" if person.id not in chart.marks.people and is_stand_in(person) else ""


def _symbol(chart: Chart, seat: str, **paint: object) -> str:
    person = chart.family.by_id[person_of(seat)]
    x, y = chart.x[seat], chart.y[seat]
    if is_small(person):
        top, base = y - _R - LOSS_RISE, y + 4 - LOSS_RISE
        return element(
            "path", d=f"M{short(x)} {short(top)}L{short(x + _R)} {short(base)}"
            f"L{short(x - _R)} {short(base)}Z", **paint)  # fmt: skip
    shape = chart.shape(seat)
    if shape is Sex.UNKNOWN:
        corners = ((x, y - _R), (x + _R, y), (x, y + _R), (x - _R, y))
        points = "M" + "L".join(f"{short(a)} {short(b)}" for a, b in corners) + "Z"
        return element("path", d=points, **paint)
    if shape is Sex.MALE:
        return element("rect", x=x - _R, y=y - _R, width=SYMBOL, height=SYMBOL, **paint)
    return element("circle", cx=x, cy=y, r=_R, **paint)


def _strokes(person: Person, x: float, y: float) -> list[str]:
    """Stroke through who has died, and through a pregnancy that was ended."""
    if not person.deceased or (is_small(person) and person.loss != "termination"):
        return []
    reach = _R + 4
    if is_small(person):
        y, reach = y - LOSS_RISE - 4, 13.0
    stroke = f"M{short(x - reach)} {short(y + reach)}L{short(x + reach)} {short(y - reach)}"
    return [line(stroke, "died")]


def _brackets(x: float, y: float) -> list[str]:
    """Set a symbol in brackets: adopted, in or out."""
    top, height = short(y - _R - 3), short(2 * _R + 6)
    return [
        line(f"M{short(x + s * _R)} {top}h{short(s * 4)}v{height}h{short(-s * 4)}", "adopted")
        for s in (-1.0, 1.0)
    ]


def _arrow(x: float, y: float) -> str:
    shaft = f"M{short(x - 9)} {short(y + 7)}L{short(x - 1)} {short(y + 1)}"
    head = f"{shaft}M{short(x - 5)} {short(y + 1)}H{short(x - 1)}V{short(y + 5)}"
    return line(head, "proband")


_HALVES = ((0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 0.5, 1.0))
_QUARTERS = ((0.0, 0.0, 0.5, 0.5), (0.5, 0.0, 0.5, 0.5), (0.0, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5))


def _part(n_phenotypes: int, i_phenotype: int) -> tuple[float, float, float, float] | None:
    """Return which part of every symbol belongs to a disease, as shares; None for all of it.

    Two diseases halve a symbol, three or four quarter it; of more, those somebody has share it.
    """
    if n_phenotypes == 2:
        return _HALVES[i_phenotype]
    return _QUARTERS[i_phenotype] if n_phenotypes in (3, 4) else None


def _slices(n_phenotypes: int, affected: Sequence[int]) -> dict[int, tuple[float, ...] | None]:
    if n_phenotypes <= 4:
        return {i: _part(n_phenotypes, i) for i in affected}
    width = 1.0 / len(affected)
    return {i: (n * width, 0.0, width, 1.0) for n, i in enumerate(affected)}


def _window(box: Sequence[float], x: float, y: float, size: float) -> str:
    """Write a part of a square as a path."""
    left, top, width, height = (short(v * size) for v in box)
    start = f"M{short(x + float(left))} {short(y + float(top))}"
    return f"{start}h{width}v{height}h-{width}Z"


def _filling(chart: Chart, seat: str, affected: Sequence[int]) -> list[str]:
    """Fill the symbol, in the part that belongs to each disease."""
    place = list(chart.x).index(seat)
    x, y, parts = chart.x[seat] - _R, chart.y[seat] - _R, []
    for i_phenotype, box in _slices(len(chart.marks.phenotypes), affected).items():
        clip = None
        if box is not None and not is_small(chart.family.by_id[person_of(seat)]):
            id_ = f"{chart.name}-part-{place}-{i_phenotype}"
            window = element("path", d=_window(box, x, y, SYMBOL))
            parts.append(element("clipPath", [window], id=id_))
            clip = f"url(#{id_})"
        parts.append(
            _symbol(
                chart,
                seat,
                fill=_fill(chart, i_phenotype),
                clip_path=clip,
                class_=f"pedigree-affected pedigree-affected-{i_phenotype}",
            )
        )
    return parts


def key_box(chart: Chart, i_phenotype: int, x: float, y: float) -> list[str]:
    """Draw a small symbol for the key, filled in the part that belongs to a disease."""
    box = _part(len(chart.marks.phenotypes), i_phenotype) or (0.0, 0.0, 1.0, 1.0)
    filled = element("path", d=_window(box, x, y, 13.0), fill=_fill(chart, i_phenotype))
    outline = element("path", d=_window((0, 0, 1, 1), x, y, 13.0), fill="none",
                      stroke="currentColor")  # fmt: skip
    return [filled, outline]


def _fill(chart: Chart, i_phenotype: int) -> str:
    if i_phenotype < len(chart.marks.phenotypes):
        return f"url(#{chart.name}-fill-{i_phenotype})"
    return "currentColor"
