"""Places, captions and marks of a drawn family tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rarekin.draw.pedigree_key import degrees_of, legend_of, standard_notes
from rarekin.draw.pedigree_layout import Layout
from rarekin.draw.pedigree_marks import PedigreeMarks, is_small, is_stand_in, shape_of
from rarekin.draw.pedigree_rows import Couple, is_passing, person_of
from rarekin.draw.svg import LINE_PX, text_width, wrap
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person

SYMBOL = 26.0
PHONE_WIDTH = 374.0
MARGIN = 8.0
NUMERAL = 14.0
WIDE_COLUMN = 54.0, 84.0  # least and most, where the picture is moved sideways anyhow
CHILD_GAP = 44.0
BAR = 18.0
LOSS_RISE = 7.0  # the line to a lost pregnancy is shorter
LANE = 6.0


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
    legend: tuple[tuple[int | None, str], ...] = ()
    degrees: Mapping[Couple, str] = field(default_factory=dict)

    @classmethod
    def of(cls, family: Family, marks: PedigreeMarks, layout: Layout, name: str) -> Chart:
        """Turn columns and rows into drawing units."""
        columns = max(1.0, layout.columns)
        # Up to eight columns share the width of a phone; more make the drawing wider.
        room = PHONE_WIDTH - 2 * MARGIN - NUMERAL
        column = min(92.0, room / columns) if columns <= 8 else _wide_column(family, marks)
        letters = {id_: _letter(n) for n, id_ in enumerate(layout.twice)}
        captions = {
            seat: []
            if is_passing(seat)
            else _captions(family.by_id[person_of(seat)], marks, column - 2.0, letters)
            for seat in layout.row
        }
        tops, bottom = _tops(layout, captions)
        degrees = degrees_of(family, layout)
        width = columns * column + NUMERAL
        legend = legend_of(family, marks, letters, degrees, max(width, PHONE_WIDTH - 2 * MARGIN))
        width = max(width, *(40 + text_width(text) for _, text in ((None, ""), *legend)))
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
            bottom + LINE_PX * 1.5 * len(legend) + (3 if legend else 2) * MARGIN,
            legend,
            degrees,
        )

    def across(self, column: float) -> float:
        """Return a column in drawing units."""
        return MARGIN + NUMERAL + (column + 0.5) * self.column

    @staticmethod
    def person_of(seat: str) -> str:
        """Return the id of the person who has a seat."""
        return person_of(seat)

    def shape(self, seat: str) -> Sex:
        """Return whose symbol is drawn: that of the gender, which is mostly that of the sex."""
        return shape_of(self.family.by_id[person_of(seat)])

    def side(self, seat: str, toward: float) -> float:
        """Return where a line to a partner begins: at the edge of a symbol."""
        return self.x[seat] + (0.0 if is_passing(seat) else toward * SYMBOL / 2)

    def head(self, seat: str) -> float:
        """Return the height at which the line from above meets a symbol; of a loss, higher."""
        person = self.family.by_id[person_of(seat)]
        if is_passing(seat):
            return self.y[seat] - SYMBOL / 2
        return self.y[seat] - SYMBOL / 2 - (LOSS_RISE if is_small(person) else 0.0)


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


def _captions(
    person: Person, marks: PedigreeMarks, width: float, letters: Mapping[str, str]
) -> list[str]:
    mine = marks.people.get(person.id)
    lines = mine.captions if mine is not None else (person.name,)
    if mine is None and is_stand_in(person):
        lines = ()
    again = [f"↔{letters[person.id]}"] if person.id in letters else []
    lines = (*lines[:1], *(marks.say(t) for t in standard_notes(person)), *lines[1:])
    broken = (" ".join(_in_pieces(word, width) for word in line.split()) for line in lines)
    return [row for line in (*broken, *again) for row in wrap(line, width, lines=4)]


def _wide_column(family: Family, marks: PedigreeMarks) -> float:
    """Return room for the longest word of a caption, within limits."""
    told = [
        word
        for p in family.people
        for line in (marks.people[p.id].captions if p.id in marks.people else (p.name,))
        for word in line.split()
    ]
    least, most = WIDE_COLUMN
    return min(most, max([least, *(text_width(word) + 4.0 for word in told)]))


def _in_pieces(word: str, width: float) -> str:
    """Break a word that is wider than a column: a range after its dash, else evenly."""
    low, dash, high = word.partition("–")
    if dash and low and text_width(word) > width:
        return f"{_in_pieces(low + dash, width)} {_in_pieces(high, width)}"
    n_pieces = 1
    while n_pieces < len(word) // 2:
        size = -(-len(word) // n_pieces)
        pieces = [word[i : i + size] for i in range(0, len(word), size)]
        broken = [f"{piece}-" for piece in pieces[:-1]] + pieces[-1:]
        if all(text_width(piece) <= width for piece in broken):
            return " ".join(broken)
        n_pieces += 1
    return word
