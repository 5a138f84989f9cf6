"""How a disease passes on, as a small family: two parents and four possible children."""

from __future__ import annotations

from dataclasses import dataclass

from rarekin.draw.svg import LINE_PX, Drawing, element, picture, text_width
from rarekin.errors import InputError

WIDTH = 300.0
_SIZE = 26.0
_PARENTS_Y, _CHILDREN_Y = 22.0, 96.0
_COLUMNS = (45.0, 115.0, 185.0, 255.0)


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the picture.

    Attributes
    ----------
    sex
        ``m`` (square), ``f`` (circle), or empty (diamond): either.
    state
        ``ill`` (full), ``carrier`` (half) or ``free`` (empty).
    """

    sex: str
    state: str


def _family(parents: str, children: str) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    states = {"i": "ill", "c": "carrier", "-": "free"}

    def read(text: str) -> tuple[Member, ...]:
        return tuple(Member(part[:-1], states[part[-1]]) for part in text.split())

    return read(parents), read(children)


FAMILIES = {
    "dominant": _family("i -", "i i - -"),
    "recessive": _family("c c", "i c c -"),
    "x_recessive": _family("m- fc", "mi m- fc f-"),
    "x_dominant": _family("m- fi", "mi m- fi f-"),
    "mitochondrial": _family("m- fi", "i i i i"),
    "new": _family("- -", "i - - -"),
}
"""Parents, a father before a mother, and four children who stand for the chances of each child."""


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """What the picture says, in the reader's language.

    Attributes
    ----------
    title, description
        Read out in its place.
    parents
        Written beside the two parents.
    ill, carrier, free
        Meaning of a full, a half and an empty shape.
    """

    title: str
    description: str
    parents: tuple[str, str]
    ill: str
    carrier: str
    free: str


def draw_inheritance(mode: str, words: FamilyWords, *, name: str = "inheritance") -> Drawing:
    """Draw a family in which a disease passes on in one way.

    Parameters
    ----------
    mode
        One of `FAMILIES`.
    words
        In the reader's language.
    name
        Start of every id in the picture; unique on its page.

    Returns
    -------
    drawing
        Parents above, four children below, and what the shapes mean.

    Raises
    ------
    InputError
        If there is no such mode.

    Examples
    --------
    >>> words = FamilyWords("Recessive", "One in four.", ("", ""), "ill", "carrier", "no")
    >>> draw_inheritance("recessive", words).text
    'Recessive: One in four.'
    >>> draw_inheritance("recessive", words).svg.count("copy-ill")
    2
    """
    if mode not in FAMILIES:
        raise InputError(
            f"{mode[:40]!r} is no way to draw a family.",
            hint=f"Take one of {', '.join(FAMILIES)}.",
        )
    parents, children = FAMILIES[mode]
    father_x, mother_x = 80.0, 220.0
    content = _lines(father_x, mother_x)
    for member, x, said in zip(parents, (father_x, mother_x), words.parents, strict=True):
        content += _person(member, x, _PARENTS_Y)
        side = -1 if x < WIDTH / 2 else 1
        anchor = "end" if side < 0 else "start"
        edge = x + side * (_SIZE / 2 + 6)
        content.append(element("text", said, x=edge, y=_PARENTS_Y + 4, text_anchor=anchor))
    for member, x in zip(children, _COLUMNS, strict=True):
        content += _person(member, x, _CHILDREN_Y)
    states = {member.state for member in (*parents, *children)}
    legend, height = _legend([(s, getattr(words, s)) for s in ("ill", "carrier", "free")], states)
    svg = picture(
        [*content, *legend],
        width=WIDTH,
        height=height,
        title=words.title,
        description=words.description,
        name=name,
    )
    return Drawing(svg, f"{words.title}: {words.description}")


def _lines(father_x: float, mother_x: float) -> list[str]:
    middle, bar_y = (father_x + mother_x) / 2, 60.0
    first, last = _COLUMNS[0], _COLUMNS[-1]
    drawn = [
        f"M{father_x:g} {_PARENTS_Y:g}H{mother_x:g}",
        f"M{middle:g} {_PARENTS_Y:g}V{bar_y:g}",
        f"M{first:g} {bar_y:g}H{last:g}",
        *(f"M{x:g} {bar_y:g}V{_CHILDREN_Y:g}" for x in _COLUMNS),
    ]
    return [element("path", d=" ".join(drawn), stroke="currentColor", fill="none")]


def _person(member: Member, x: float, y: float) -> list[str]:
    """Draw a shape: the paper hides the lines behind it, the filling says what it means."""
    half = _SIZE / 2
    shape = _outline(member.sex, x, y, half)
    drawn = [element("path", d=shape, class_="family-paper", stroke="currentColor")]
    if member.state == "ill":
        drawn.append(element("path", d=shape, class_="copy-ill"))
    elif member.state == "carrier":
        drawn.append(element("path", d=_left_half(member.sex, x, y, half), class_="copy-carrier"))
    return drawn


def _outline(sex: str, x: float, y: float, half: float) -> str:
    if sex == "m":
        return f"M{x - half:g} {y - half:g}h{2 * half:g}v{2 * half:g}h{-2 * half:g}z"
    if sex == "f":
        arc = f"a{half:g} {half:g} 0 1 0"
        return f"M{x - half:g} {y:g}{arc} {2 * half:g} 0{arc} {-2 * half:g} 0z"
    return f"M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}z"


def _left_half(sex: str, x: float, y: float, half: float) -> str:
    if sex == "m":
        return f"M{x - half:g} {y - half:g}h{half:g}v{2 * half:g}h{-half:g}z"
    if sex == "f":
        return f"M{x:g} {y - half:g}a{half:g} {half:g} 0 0 0 0 {2 * half:g}z"
    return f"M{x:g} {y - half:g}L{x:g} {y + half:g}L{x - half:g} {y:g}z"


def _legend(rows: list[tuple[str, str]], states: set[str]) -> tuple[list[str], float]:
    drawn: list[str] = []
    x, y = 8.0, _CHILDREN_Y + 38
    for state, said in rows:
        if state not in states:
            continue
        width = 20 + text_width(said) + 12
        if x > 8 and x + width > WIDTH:
            x, y = 8.0, y + LINE_PX + 6
        drawn += _small(state, x + 6, y - 4)
        drawn.append(element("text", said, x=x + 17, y=y))
        x += width
    return drawn, y + 10


def _small(state: str, x: float, y: float) -> list[str]:
    shape, half = _outline("", x, y, 6), _left_half("", x, y, 6)
    drawn = [element("path", d=shape, class_="family-paper", stroke="currentColor")]
    if state != "free":
        filled = shape if state == "ill" else half
        drawn.append(element("path", d=filled, class_=f"copy-{state}"))
    return drawn
