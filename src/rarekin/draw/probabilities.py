"""Ranked probabilities as horizontal bars, with the remainder that nobody may forget."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rarekin.draw.svg import LINE_PX, Drawing, element, picture, wrap
from rarekin.errors import InputError

WIDTH = 374.0
BAR = 10.0


def draw_probabilities(
    rows: Sequence[tuple[str, float]],
    *,
    title: str = "Probabilities",
    rest: tuple[str, float] | None = None,
    name: str = "probabilities",
) -> Drawing:
    """Draw named probabilities as bars, best first as given.

    Parameters
    ----------
    rows
        Label and probability, 0 to 1.
    title
        Read out first.
    rest
        Label and probability of everything else, drawn lighter.
    name
        Start of every id in the picture; unique on its page.

    Returns
    -------
    drawing
        Bars on one scale from 0 to 100 %.

    Raises
    ------
    InputError
        If a value is not between 0 and 1.

    Examples
    --------
    >>> drawing = draw_probabilities([("POH", 0.7), ("FOP", 0.1)], rest=("Something else", 0.2))
    >>> print(drawing.text)
    Probabilities: POH 70 %; FOP 10 %; Something else 20 %.
    """
    listed = [*rows, *([rest] if rest is not None else [])]
    content: list[str] = []
    y = 4.0
    for i_row, (label, p) in enumerate(listed):
        check_share(p, label)
        lighter = rest is not None and i_row == len(listed) - 1
        for line in wrap(label, WIDTH - 60):
            y += LINE_PX
            content.append(element("text", line, x=0, y=y, class_="probability-label"))
        content.append(
            element("text", share_text(p), x=WIDTH, y=y, text_anchor="end", class_="probability")
        )
        content += bar(0.0, y + 5, WIDTH, p, lighter=lighter)
        y += BAR + 12
    text = f"{title}: " + "; ".join(f"{label} {share_text(p)}" for label, p in listed) + "."
    svg = picture(
        content, width=WIDTH, height=max(y, 20.0), title=title, description=text, name=name
    )
    return Drawing(svg, text)


def bar(x: float, y: float, width: float, share: float, *, lighter: bool = False) -> list[str]:
    """Return a track and a bar over it for a share from 0 to 1.

    Examples
    --------
    >>> len(bar(0, 0, 100, 0.5))
    2
    """
    track = element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=BAR,
        rx=3,
        fill="currentColor",
        fill_opacity=0.12,
        class_="bar-track",
    )
    filled = element(
        "rect",
        x=x,
        y=y,
        width=max(share * width, 1.0 if share > 0 else 0.0),
        height=BAR,
        rx=3,
        fill="currentColor",
        fill_opacity=0.4 if lighter else 0.85,
        class_="bar bar-rest" if lighter else "bar",
    )
    return [track, filled]


def share_text(share: float) -> str:
    """Write a share from 0 to 1 as a percentage.

    Examples
    --------
    >>> share_text(0.425), share_text(0.031), share_text(0.0001), share_text(0.0)
    ('42 %', '3.1 %', '<0.1 %', '0 %')
    """
    if 0 < share < 0.001:
        return "<0.1 %"
    if share == 0 or share >= 0.0995:
        return ">99 %" if 0.995 < share < 1 else f"{100 * share:.0f} %"
    return f"{100 * share:.1f} %"


def check_share(value: float, label: str) -> None:
    """Refuse what is not a share.

    Raises
    ------
    InputError
        If the value is not between 0 and 1.
    """
    if math.isnan(value) or not -1e-9 <= value <= 1 + 1e-9:
        raise InputError(
            f"{label[:60]!r} has the value {value:g}; a share lies between 0 and 1.",
            hint="Write 40 % as 0.4.",
        )
