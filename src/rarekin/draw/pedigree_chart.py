"""Places, captions and marks of a drawn family tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rarekin.draw.pedigree_layout import Layout
from rarekin.draw.pedigree_rows import person_of
from rarekin.draw.svg import LINE_PX, text_width, wrap
from rarekin.model.family import Family, stand_in_id
from rarekin.model.person import Person
from rarekin.model.sentences import sentence

SYMBOL = 26.0
PHONE_WIDTH = 374.0
MARGIN = 8.0
NUMERAL = 14.0
CHILD_GAP = 44.0
BAR = 18.0
LANE = 6.0


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
    link
        Where a tap on the person leads; empty for nowhere.
    """

    affected: tuple[int, ...] = ()
    captions: tuple[str, ...] = ()
    description: str = ""
    link: str = ""


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
    """Places in drawing units, by seat."""

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
        room = PHONE_WIDTH - 2 * MARGIN - NUMERAL
        column = min(92.0, max(room / columns, 43.0))
        letters = {id_: _letter(n) for n, id_ in enumerate(layout.twice)}
        captions = {
            seat: _captions(family.by_id[person_of(seat)], marks, column - 2.0, letters)
            for seat in layout.row
        }
        tops, bottom = _tops(layout, captions)
        legend = LINE_PX * 1.5 * len(_legend_rows(marks, letters))
        titles = [40 + text_width(t) for t in ("", *_legend_rows(marks, letters))]
        width = max(columns * column + NUMERAL, *titles)
        return cls(
            family,
            marks,
            layout,
            name,
            column,
            {i: MARGIN + NUMERAL + (x + 0.5) * column for i, x in layout.x.items()},
            {i: tops[row] for i, row in layout.row.items()},
            tuple(tops),
            captions,
            width + 2 * MARGIN,
            bottom + legend + 2 * MARGIN,
        )

    def across(self, column: float) -> float:
        """Return a column in drawing units."""
        return MARGIN + NUMERAL + (column + 0.5) * self.column

    @property
    def legend(self) -> tuple[str, ...]:
        """What the fillings mean, and the letters of those who are drawn twice."""
        letters = {id_: _letter(n) for n, id_ in enumerate(self.layout.twice)}
        return _legend_rows(self.marks, letters)


def _tops(layout: Layout, captions: Mapping[str, Sequence[str]]) -> tuple[list[float], float]:
    """Return the middle of every row, and the end of the last: more bars need more room."""
    n_rows = max(layout.row.values(), default=0) + 1
    tallest, lanes = [0] * n_rows, [0] * n_rows
    for seat, row in layout.row.items():
        tallest[row] = max(tallest[row], len(captions[seat]))
    for couple, lane in zip(layout.couples, layout.lanes, strict=True):
        row = layout.row[couple.father]
        lanes[row] = max(lanes[row], lane)
    tops, top = [], MARGIN + BAR + SYMBOL / 2
    for lines, lane in zip(tallest, lanes, strict=True):
        tops.append(top)
        gap = max(CHILD_GAP, BAR + LANE * lane + 20.0)
        top += SYMBOL + lines * LINE_PX + gap
        bottom = top - gap - SYMBOL / 2
    return tops, bottom


def _letter(n: int) -> str:
    return chr(ord("A") + n % 26) + ("" if n < 26 else str(n // 26))


def _legend_rows(marks: PedigreeMarks, letters: Mapping[str, str]) -> tuple[str, ...]:
    twice = marks.say(sentence("↔ and a letter: the same person, drawn twice"))
    return (*marks.phenotypes, twice) if letters else marks.phenotypes


def _captions(
    person: Person, marks: PedigreeMarks, width: float, letters: Mapping[str, str]
) -> list[str]:
    mine = marks.people.get(person.id)
    lines = mine.captions if mine is not None else (person.name,)
    if mine is None and is_stand_in(person):
        lines = ()
    again = [f"↔{letters[person.id]}"] if person.id in letters else []
    broken = (" ".join(_in_pieces(word, width) for word in line.split()) for line in lines)
    return [row for line in (*broken, *again) for row in wrap(line, width, lines=4)]


def _in_pieces(word: str, width: float) -> str:
    """Break a word that is wider than a column."""
    pieces = [""]
    for letter in word:
        if len(pieces[-1]) > 1 and text_width(f"{pieces[-1]}{letter}-") > width:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    # A last piece of one letter would stand alone: the word then fits without the break.
    return " ".join(pieces) if text_width(word) > width else word


def is_stand_in(person: Person) -> bool:
    """Tell whether somebody stands in for a parent who was not named."""
    return person.id.startswith(stand_in_id(""))
