"""A family tree in the standard symbols of human genetics.

Bennett et al. 2022, doi:10.1002/jgc4.1621: squares, circles, diamonds; filled where affected;
a stroke through who has died; genotype and evaluation written beneath, not drawn inside.
"""

from __future__ import annotations

from rarekin.draw.pedigree_chart import MARGIN, PHONE_WIDTH, Chart
from rarekin.draw.pedigree_layout import lay_out
from rarekin.draw.pedigree_lines import family_lines
from rarekin.draw.pedigree_marks import PedigreeMarks, PersonMarks
from rarekin.draw.pedigree_rows import is_passing
from rarekin.draw.pedigree_symbols import key_box, patterns, person_drawn
from rarekin.draw.pedigree_words import in_words
from rarekin.draw.svg import LINE_PX, Drawing, element, picture
from rarekin.errors import InputError, TooLarge
from rarekin.model.family import Family

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
    >>> from rarekin.model.case import Sex
    >>> from rarekin.model.person import Person
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
    text = in_words(whole, chart)
    content = [
        *patterns(chart),
        *family_lines(chart),
        *_numerals(chart),
        *(person_drawn(chart, seat) for seat in chart.x if not is_passing(seat)),
        *_legend(chart),
    ]
    svg = picture(
        content,
        width=chart.width,
        height=chart.height,
        title=chart.marks.say(chart.marks.title),
        description=text,
        name=name,
        scale=1.0 if chart.width <= PHONE_WIDTH else 1.1,
        is_wide=chart.width > PHONE_WIDTH,
        has_links=any(mine.link for mine in chart.marks.people.values()),
    )
    rows = sorted((chart.layout.row[p.id], p.id) for p in family.people)
    return Drawing(svg, text, {id_: _roman(row + 1) for row, id_ in rows})


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


def _legend(chart: Chart) -> list[str]:
    rows = []
    top = chart.height - MARGIN - LINE_PX * 1.5 * len(chart.legend)
    for i, (filling, title) in enumerate(chart.legend):
        y = top + i * LINE_PX * 1.5
        if filling is not None:
            rows += key_box(chart, filling, MARGIN, y)
        start = MARGIN + (20 if filling is not None else 0)
        rows.append(element("text", title, x=start, y=y + 11, class_="pedigree-key"))
    return rows
