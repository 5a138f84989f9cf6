"""Which parental copy of a gene works in which tissue, and which of the two is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rarekin.draw.svg import LINE_PX, Drawing, element, picture, text_width, wrap
from rarekin.errors import InputError

WIDTH = 374.0
ALLELES = ("maternal", "paternal", "both")
"""What may work somewhere: one copy or both."""
PARENTS = ("mother", "father")

_PILL = 24.0
_GAP = 8.0
_COLUMN = (WIDTH - _GAP) / 2


@dataclass(frozen=True, slots=True)
class ImprintingWords:
    """The words of the picture, so that it can speak the reader's language."""

    title: str = "Which copy works where"
    from_mother: str = "copy from the mother"
    from_father: str = "copy from the father"
    works: str = "works"
    silent: str = "silent"
    changed: str = "changed"
    lost: str = "the only working copy is changed"
    halved: str = "one of two working copies is changed"
    spared: str = "the changed copy is silent here"


ENGLISH = ImprintingWords()


def draw_imprinting(
    expressed: Mapping[str, str],
    changed_from: str,
    *,
    words: ImprintingWords = ENGLISH,
    name: str = "imprinting",
) -> Drawing:
    """Draw both copies of a gene in each tissue.

    Parameters
    ----------
    expressed
        Tissue (or gene, where several are drawn) to the copy that works there: one of
        `ALLELES`.
    changed_from
        The parent from whom the changed copy comes: one of `PARENTS`.
    words
        In the reader's language.
    name
        Start of every id in the picture; unique on its page.

    Returns
    -------
    drawing
        A full pill works, a dashed one is silent, a crossed one is changed.

    Raises
    ------
    InputError
        If nothing is given, or a word for a copy or a parent is unknown.

    Examples
    --------
    >>> print(draw_imprinting({"kidney": "maternal", "skin": "both"}, "father").text)
    Which copy works where.
    kidney: copy from the mother works; copy from the father silent, changed. \
the changed copy is silent here.
    skin: copy from the mother works; copy from the father works, changed. \
one of two working copies is changed.
    """
    _check(expressed, changed_from)
    content: list[str] = []
    told = [f"{words.title}."]
    y = LINE_PX
    for side, heading in enumerate((words.from_mother, words.from_father)):
        middle = side * (_COLUMN + _GAP) + _COLUMN / 2
        content.append(
            element("text", heading, x=middle, y=y, text_anchor="middle", font_weight="bold")
        )
    y += 10
    for tissue, allele in expressed.items():
        y = _tissue(content, told, y, (tissue, allele, changed_from), words)
    text = "\n".join(told)
    svg = picture(
        content, width=WIDTH, height=y, title=words.title, description=text, name=name, scale=1.25
    )
    return Drawing(svg, text)


def _check(expressed: Mapping[str, str], changed_from: str) -> None:
    if not expressed:
        raise InputError("There is no tissue to draw.", hint="Give at least one.")
    for allele in expressed.values():
        if allele not in ALLELES:
            raise InputError(
                f"{allele[:40]!r} is no copy of a gene that works.",
                hint=f"Use one of {', '.join(ALLELES)}.",
            )
    if changed_from not in PARENTS:
        raise InputError(
            f"{changed_from[:40]!r} is no parent.", hint=f"Use one of {', '.join(PARENTS)}."
        )


def _tissue(
    content: list[str],
    told: list[str],
    y: float,
    row: tuple[str, str, str],
    words: ImprintingWords,
) -> float:
    tissue, allele, changed_from = row
    for line in wrap(tissue, WIDTH, lines=2):
        y += LINE_PX
        content.append(element("text", line, x=0, y=y, class_="imprinting-tissue"))
    y += 5
    said = []
    for side, (parent, own, heading) in enumerate(
        (
            ("mother", "maternal", words.from_mother),
            ("father", "paternal", words.from_father),
        )
    ):
        state = words.works if allele in (own, "both") else words.silent
        is_changed = parent == changed_from
        shown = f"{state}, {words.changed}" if is_changed else state
        x = side * (_COLUMN + _GAP)
        content += _pill(x, y, state == words.works, is_changed, shown)
        said.append(f"{heading} {shown}")
    y += _PILL + LINE_PX
    outcome = _outcome(allele, changed_from, words)
    content.append(element("text", outcome, x=0, y=y, font_size=11, class_="imprinting-outcome"))
    told.append(f"{tissue}: {'; '.join(said)}. {outcome}.")
    return y + 12


def _outcome(allele: str, changed_from: str, words: ImprintingWords) -> str:
    if allele == "both":
        return words.halved
    works_from = {"maternal": "mother", "paternal": "father"}[allele]
    return words.lost if works_from == changed_from else words.spared


def _pill(x: float, y: float, works: bool, is_changed: bool, shown: str) -> list[str]:
    middle = x + _COLUMN / 2
    parts = [
        element(
            "rect",
            x=x + 0.5,
            y=y,
            width=_COLUMN - 1,
            height=_PILL,
            rx=_PILL / 2,
            fill="currentColor" if works else "none",
            fill_opacity=0.16 if works else None,
            stroke="currentColor",
            stroke_width=1.2,
            stroke_dasharray=None if works else "4 3",
            class_="copy-works" if works else "copy-silent",
        ),
        element("text", shown, x=middle, y=y + _PILL / 2 + 4.5, text_anchor="middle"),
    ]
    if is_changed:
        # A cross before the words: seen without colour, and not only by its colour.
        left = middle - text_width(shown) / 2 - 14
        top = y + _PILL / 2 - 4
        parts.append(
            element(
                "path",
                d=f"M{left:.1f} {top:.1f}l8 8m0 -8l-8 8",
                stroke="currentColor",
                stroke_width=2,
                fill="none",
                class_="copy-changed",
            )
        )
    return parts
