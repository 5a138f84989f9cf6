"""A family tree in the standard symbols of human genetics.

Bennett et al. 2022, doi:10.1002/jgc4.1621: squares, circles, diamonds; filled where affected;
a stroke through who has died; genotype and evaluation written beneath, not drawn inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.pedigree_chart import (
    MARGIN,
    PHONE_WIDTH,
    SYMBOL,
    Chart,
    PedigreeMarks,
    PersonMarks,
    is_stand_in,
)
from rarekin.draw.pedigree_layout import lay_out
from rarekin.draw.pedigree_lines import family_lines, line, short
from rarekin.draw.pedigree_rows import person_of
from rarekin.draw.svg import LINE_PX, Drawing, element, picture
from rarekin.errors import InputError, TooLarge
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.model.sentences import Sentence, joined, sentence

__all__ = ["PedigreeMarks", "PersonMarks", "draw_pedigree"]

MAX_PEOPLE = 600


def draw_pedigree(
    family: Family, marks: PedigreeMarks | None = None, *, name: str = "pedigree"
) -> Drawing:
    """Draw a family tree.

    Parameters
    ----------
    family
        Without errors. A missing second parent is drawn as a question mark.
    marks
        Who is affected by what, and what to write beneath.
    name
        Start of every id in the picture; unique on its page.

    Returns
    -------
    drawing
        Text of 12 px or more on a screen 390 px wide, up to eight people side by side.

    Raises
    ------
    InputError
        If the family has errors.
    TooLarge
        If it has more than 600 people.

    Examples
    --------
    >>> trio = Family((Person("f", Sex.MALE), Person("m", Sex.FEMALE, deceased=True),
    ...                Person("c", mother="m", father="f", proband=True)))
    >>> drawing = draw_pedigree(trio)
    >>> drawing.svg.count("<circle"), drawing.svg.count("<rect")
    (1, 1)
    >>> print(drawing.text)
    Family tree: 3 people in 2 generations.
    Generation 1: f (male); m (female, died).
    Generation 2: c (sex unknown, child of f and m; proband).
    """
    if family.errors:
        raise InputError(
            "This family cannot be drawn: " + " ".join(i.message for i in family.errors),
            hint=" ".join(i.hint for i in family.errors),
        )
    whole = family.with_both_parents()
    if len(whole) > MAX_PEOPLE:
        raise TooLarge(
            f"This family has {len(whole):,} people; we draw up to {MAX_PEOPLE}.",
            hint="Draw one branch at a time.",
        )
    chart = Chart.of(whole, marks or PedigreeMarks(), lay_out(whole), name)
    text = _in_words(whole, chart)
    content = [
        *_patterns(chart),
        *family_lines(chart),
        *_numerals(chart),
        *(_person(chart, seat) for seat in chart.x),
        *_legend(chart),
    ]
    svg = picture(
        content,
        width=chart.width,
        height=chart.height,
        title=chart.marks.say(chart.marks.title),
        description=text,
        name=name,
        scale=1.4 if chart.width <= PHONE_WIDTH else 1.1,
        is_wide=chart.width > PHONE_WIDTH,
        has_links=any(mine.link for mine in chart.marks.people.values()),
    )
    return Drawing(svg, text)


def _patterns(chart: Chart) -> list[str]:
    if not chart.marks.phenotypes:
        return []
    paint = {"stroke": "currentColor", "fill": "none"}
    drawn = [
        element("path", d="M0 0H6V6H0Z", fill="currentColor"),
        element("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", stroke_width=1.6, **paint),
        element("circle", cx=3, cy=3, r=1.5, fill="currentColor"),
        element("path", d="M0 3H6", stroke_width=2, **paint),
    ]
    patterns = [
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
    return [element("defs", patterns)]


def _symbol(person: Person, x: float, y: float, **paint: object) -> str:
    r, sex = SYMBOL / 2, person.sex
    if person.unborn and person.deceased:
        return element("path", d=f"M{short(x)} {short(y - r)}L{short(x + r)} {short(y + 4)}"
                       f"L{short(x - r)} {short(y + 4)}Z", **paint)  # fmt: skip
    if sex is Sex.UNKNOWN:
        corners = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        points = "M" + "L".join(f"{short(a)} {short(b)}" for a, b in corners) + "Z"
        return element("path", d=points, **paint)
    if sex is Sex.MALE:
        return element("rect", x=x - r, y=y - r, width=SYMBOL, height=SYMBOL, **paint)
    return element("circle", cx=x, cy=y, r=r, **paint)


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _numerals(chart: Chart) -> list[str]:
    """Write the number of each generation at the left edge."""
    return [
        element("text", _roman(n), x=2.0, y=y + 4, class_="pedigree-generation")
        for n, y in enumerate(chart.rows, 1)
        if len(chart.rows) > 1
    ]


def _roman(n: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (n // value)
        n %= value
    return text


def _person(chart: Chart, seat: str) -> str:
    person = chart.family.by_id[person_of(seat)]
    x, y, r = chart.x[seat], chart.y[seat], SYMBOL / 2
    mine = chart.marks.people.get(person.id, PersonMarks())
    parts = [element("title", chart.marks.say(mine.description or person.name))]
    parts += _filling(chart, seat, mine.affected)
    parts.append(
        _symbol(
            person,
            x,
            y,
            fill="none",
            stroke="currentColor",
            stroke_width=1.5,
            stroke_dasharray="3 2" if seat != person.id else None,
            class_="pedigree-symbol",
        )
    )
    if person.deceased and not person.unborn:
        stroke = f"M{short(x - r - 4)} {short(y + r + 4)}L{short(x + r + 4)} {short(y - r - 4)}"
        parts.append(line(stroke, "died"))
    is_expected = person.unborn and not person.deceased
    if is_expected or (person.id not in chart.marks.people and is_stand_in(person)):
        sign = "P" if is_expected else "?"
        parts.append(element("text", sign, x=x, y=y + 4, text_anchor="middle"))
    if person.adopted:
        parts += _brackets(x, y, r)
    if (person.proband or person.consultand) and seat == person.id:
        parts.append(_arrow(x - r, y + r))
    if person.proband and seat == person.id:
        parts.append(element("text", "P", x=x - r - 3, y=y + r - 2, text_anchor="end"))
    for i_line, caption in enumerate(chart.captions[seat]):
        parts.append(
            element(
                "text",
                caption,
                x=x,
                y=y + r + LINE_PX * (i_line + 1),
                text_anchor="middle",
                class_="pedigree-label" if i_line == 0 else "pedigree-note",
            )
        )
    group = element("g", parts, class_="pedigree-person")
    if not mine.link:
        return group
    return element("a", [group], href=mine.link, aria_label=chart.marks.say(person.name))


def _brackets(x: float, y: float, r: float) -> list[str]:
    """Set a symbol in brackets: adopted, in or out."""
    top, height = short(y - r - 3), short(2 * r + 6)
    return [
        line(f"M{short(x + s * r)} {top}h{short(s * 4)}v{height}h{short(-s * 4)}", "adopted")
        for s in (-1.0, 1.0)
    ]


def _arrow(x: float, y: float) -> str:
    shaft = f"M{short(x - 9)} {short(y + 7)}L{short(x - 1)} {short(y + 1)}"
    head = f"{shaft}M{short(x - 5)} {short(y + 1)}H{short(x - 1)}V{short(y + 5)}"
    return line(head, "proband")


def _filling(chart: Chart, seat: str, affected: Sequence[int]) -> list[str]:
    """Fill the symbol, in as many upright parts as there are diseases."""
    if not affected:
        return []
    person = chart.family.by_id[person_of(seat)]
    x, y, r = chart.x[seat], chart.y[seat], SYMBOL / 2
    share = SYMBOL / len(affected)
    place = list(chart.x).index(seat)
    parts = []
    for i_part, i_phenotype in enumerate(affected):
        clip = None
        if len(affected) > 1:
            id_ = f"{chart.name}-part-{place}-{i_part}"
            start = f"M{short(x - r + i_part * share)} {short(y - r)}"
            window = element("path", d=f"{start}h{short(share)}v{short(SYMBOL)}h{short(-share)}Z")
            parts.append(element("clipPath", [window], id=id_))
            clip = f"url(#{id_})"
        parts.append(
            _symbol(
                person,
                x,
                y,
                fill=_fill(chart, i_phenotype),
                clip_path=clip,
                class_=f"pedigree-affected pedigree-affected-{i_phenotype}",
            )
        )
    return parts


def _fill(chart: Chart, i_phenotype: int) -> str:
    if i_phenotype < len(chart.marks.phenotypes):
        return f"url(#{chart.name}-fill-{i_phenotype})"
    return "currentColor"


def _legend(chart: Chart) -> list[str]:
    rows = []
    top = chart.height - MARGIN - LINE_PX * 1.5 * len(chart.legend)
    for i, title in enumerate(chart.legend):
        y = top + i * LINE_PX * 1.5
        is_filling = i < len(chart.marks.phenotypes)
        if is_filling:
            box = f"M{short(MARGIN)} {short(y)}h13v13h-13Z"
            rows.append(element("path", d=box, fill=_fill(chart, i), stroke="currentColor"))
        start = MARGIN + (20 if is_filling else 0)
        rows.append(element("text", title, x=start, y=y + 11, class_="pedigree-key"))
    return rows


def _in_words(family: Family, chart: Chart) -> str:
    n_rows = len(chart.rows)
    say = chart.marks.say
    rows = [
        say(
            sentence(
                "%(title)s: %(people)s in %(generations)s.",
                title=chart.marks.title,
                people=_people(len(family)),
                generations=_generations(n_rows),
            )
        )
    ]
    for row in range(n_rows):
        here = [p for p in family.people if chart.layout.row[p.id] == row]
        here.sort(key=lambda p: chart.x[p.id])
        told = joined(_one_in_words(family, p, chart.marks) for p in here)
        rows.append(say(sentence("Generation %(n)s: %(people)s.", n=row + 1, people=told)))
    return "\n".join(rows)


def _people(n: int) -> Sentence:
    return sentence("1 person") if n == 1 else sentence("%(n)s people", n=n)


def _generations(n: int) -> Sentence:
    return sentence("1 generation") if n == 1 else sentence("%(n)s generations", n=n)


_ADOPTED = (sentence("adopted by another family"), sentence("adopted into the family"))
_SEX = {
    Sex.FEMALE: sentence("female"),
    Sex.MALE: sentence("male"),
    Sex.UNKNOWN: sentence("sex unknown"),
}


def _standing(person: Person) -> list[Sentence]:
    """Return the sex, and whether born, dead or adopted."""
    facts = [_SEX[person.sex]]
    if person.unborn:
        ended = sentence("pregnancy that ended")
        facts.append(ended if person.deceased else sentence("not born yet"))
    elif person.deceased:
        facts.append(sentence("died"))
    if person.adopted:
        facts.append(_ADOPTED[person.adopted == "in"])
    return facts


def _one_in_words(family: Family, person: Person, marks: PedigreeMarks) -> Sentence:
    facts = _standing(person)
    if person.age_years is not None:
        facts.append(sentence("%(n)s years", n=float(person.age_years)))
    if person.father is not None and person.mother is not None:
        father, mother = family.by_id[person.father].name, family.by_id[person.mother].name
        facts.append(sentence("child of %(father)s and %(mother)s", father=father, mother=mother))
    told = joined(facts, ", ")
    if person.consultand:
        told = joined((told, sentence("consultand")))
    if person.proband:
        told = joined((told, sentence("proband")))
    mine = marks.people.get(person.id)
    text = sentence("%(person)s (%(told)s)", person=person.name, told=told)
    if not mine or not mine.description:
        return text
    return sentence("%(label)s: %(value)s", label=text, value=mine.description)
