"""Stated probabilities beside what came true."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.probabilities import check_share, share_text
from rarekin.draw.svg import TEXT_PX, Drawing, element, picture

_SIDE = 240.0
_LEFT, _TOP, _BELOW = 44.0, 10.0, 40.0
_RADIUS = 5.0


def draw_calibration(
    points: Sequence[tuple[float, float]],
    *,
    title: str = "Stated and true",
    said: str = "stated",
    true: str = "came true",
    name: str = "calibration",
) -> Drawing:
    """Draw how often what was called so likely came true.

    Parameters
    ----------
    points
        Stated probability and share in which it was right, 0 to 1 each.
    title
        Read out first.
    said, true
        Names of the two axes.
    name
        Start of every id in the picture; unique on its page.

    Returns
    -------
    drawing
        One dot for each point; on the diagonal both are the same.

    Raises
    ------
    InputError
        If a number is not between 0 and 1.

    Examples
    --------
    >>> print(draw_calibration([(0.2, 0.25)]).text)
    Stated and true: stated 20 %, came true 25 %.
    """
    for pair in points:
        for share in pair:
            check_share(share, title)
    left, bottom = _LEFT, _TOP + _SIDE
    content = [
        element(
            "rect",
            x=left,
            y=_TOP,
            width=_SIDE,
            height=_SIDE,
            fill="none",
            stroke="currentColor",
            stroke_opacity=0.4,
        ),
        element(
            "line",
            x1=left,
            y1=bottom,
            x2=left + _SIDE,
            y2=_TOP,
            stroke="currentColor",
            stroke_opacity=0.4,
            stroke_dasharray="4 4",
        ),
    ]
    for share in (0.0, 0.5, 1.0):
        at = share * _SIDE
        label = share_text(share)
        content += [
            element("text", label, x=left - 6, y=bottom - at + 4, text_anchor="end"),
            element("text", label, x=left + at, y=bottom + 16, text_anchor="middle"),
        ]
    content.append(element("text", said, x=left + _SIDE / 2, y=bottom + 32, text_anchor="middle"))
    content.append(element("text", true, x=left + 8, y=_TOP + TEXT_PX + 4))
    for stated, right in points:
        x, y = left + stated * _SIDE, bottom - right * _SIDE
        content.append(element("circle", cx=x, cy=y, r=_RADIUS, class_="bar"))
    words = "; ".join(f"{said} {share_text(s)}, {true} {share_text(r)}" for s, r in points)
    text = f"{title}: {words}."
    svg = picture(
        content,
        width=left + _SIDE + 24,
        height=bottom + _BELOW,
        title=title,
        description=text,
        name=name,
    )
    return Drawing(svg, text)
