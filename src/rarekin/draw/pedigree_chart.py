"""Places, captions and marks of a drawn family tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rarekin.draw.pedigree_layout import Layout
from rarekin.draw.svg import LINE_PX, text_width, wrap
from rarekin.model.family import Family, Person, stand_in_id
from rarekin.model.sentences import sentence

SYMBOL = 26.0
PHONE_WIDTH = 374.0
MARGIN = 8.0
CHILD_GAP = 44.0


@dataclass(frozen=True, slots=True)
class PersonMarks:
    """What to show for one person.

    Attributes
    ----------
    affected
        Positions in the list of phenotypes that the person has.
    captions
        Lines under the symbol, shortest wording first to be read.
    description
        The person in one sentence, for the tooltip and the text version.
    """

    affected: tuple[int, ...] = ()
    captions: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class PedigreeMarks:
    """What to show for a whole family.

    Attributes
    ----------
    people
        By id; who is missing is drawn without marks.
    phenotypes
        Names for the legend, in the order of the fillings.
    title
        Read out first.
    say
        Puts the sentences made here into the reader's language.
    """

    people: Mapping[str, PersonMarks] = field(default_factory=dict)
    phenotypes: tuple[str, ...] = ()
    title: str = sentence("Family tree")
    say: Callable[[str], str] = str


@dataclass(frozen=True)
class Chart:
    """Places in drawing units, by id."""

    family: Family
    marks: PedigreeMarks
    layout: Layout
    name: str
    column: float
    x: Mapping[str, float]
    y: Mapping[str, float]
    rows: tuple[float, ...]
    captions: Mapping[str, Sequence[str]]
    width: float
    height: float

    @classmethod
    def of(cls, family: Family, marks: PedigreeMarks, layout: Layout, name: str) -> Chart:
        """Turn columns and rows into drawing units."""
        columns = max(1.0, layout.columns)
        # Up to eight columns share the width of a phone; more make the drawing wider.
        column = min(92.0, max((PHONE_WIDTH - 2 * MARGIN) / columns, 44.5))
        captions = {p.id: _captions(p, marks, column - 2.0) for p in family.people}
        tallest = [0] * (max(layout.row.values(), default=0) + 1)
        for id_, row in layout.row.items():
            tallest[row] = max(tallest[row], len(captions[id_]))
        tops, top = [], MARGIN + SYMBOL / 2
        for lines in tallest:
            tops.append(top)
            top += SYMBOL + lines * LINE_PX + CHILD_GAP
        legend = LINE_PX * 1.5 * len(marks.phenotypes)
        width = max(columns * column, *(40 + text_width(t) for t in ("", *marks.phenotypes)))
        return cls(
            family,
            marks,
            layout,
            name,
            column,
            {i: MARGIN + (x + 0.5) * column for i, x in layout.x.items()},
            {i: tops[row] for i, row in layout.row.items()},
            tuple(tops),
            captions,
            width + 2 * MARGIN,
            top - CHILD_GAP - SYMBOL / 2 + legend + 2 * MARGIN,
        )


def _captions(person: Person, marks: PedigreeMarks, width: float) -> list[str]:
    mine = marks.people.get(person.id)
    lines = mine.captions if mine is not None else (person.name,)
    if mine is None and is_stand_in(person):
        return []
    return [row for line in lines for row in wrap(line, width)]


def is_stand_in(person: Person) -> bool:
    """Tell whether somebody stands in for a parent who was not named."""
    return person.id.startswith(stand_in_id(""))
