"""Findings of a disease by body system, with how often each occurs."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.draw.probabilities import BAR, bar, check_share, share_text
from rarekin.draw.svg import LINE_PX, Drawing, element, picture, wrap

WIDTH = 374.0
LABELS = 214.0


def draw_findings(
    systems: Sequence[tuple[str, Sequence[tuple[str, float | None]]]],
    *,
    title: str = "Findings by body system",
    most: int = 6,
    name: str = "findings",
) -> Drawing:
    """Draw findings under their body system with frequency bars.

    Parameters
    ----------
    systems
        Label of the system, and label and frequency (0 to 1, None unknown) of its findings, in
        the order to be drawn.
    title
        Read out first.
    most
        Findings shown for each system; how many more there are is written beneath.
    name
        Start of every id in the picture; unique on its page.

    Returns
    -------
    drawing
        An unknown frequency is a dashed outline, never an empty bar.

    Raises
    ------
    InputError
        If a frequency is not between 0 and 1.

    Examples
    --------
    >>> drawing = draw_findings([("Skin", [("Osteoma cutis", 0.8), ("Nodule", None)])])
    >>> print(drawing.text)
    Findings by body system.
    Skin: Osteoma cutis 80 %; Nodule, how often is not known.
    """
    content: list[str] = []
    told = [f"{title}."]
    y = 4.0
    for system, findings in systems:
        y += LINE_PX + 4
        content.append(
            element("text", system, x=0, y=y, font_weight="bold", class_="findings-system")
        )
        y += 4
        for label, frequency in findings[:most]:
            y = _row(content, label, frequency, y)
        if len(findings) > most:
            y += LINE_PX
            content.append(element("text", f"and {len(findings) - most} more", x=12, y=y))
        y += 8
        listed = "; ".join(_in_words(label, frequency) for label, frequency in findings)
        told.append(f"{system}: {listed}.")
    text = "\n".join(told)
    svg = picture(
        content, width=WIDTH, height=max(y, 20.0), title=title, description=text, name=name
    )
    return Drawing(svg, text)


def _row(content: list[str], label: str, frequency: float | None, y: float) -> float:
    lines = wrap(label, LABELS - 32)
    for i_line, line in enumerate(lines):
        content.append(
            element("text", line, x=12, y=y + LINE_PX * (i_line + 1), class_="findings-label")
        )
    middle = y + LINE_PX * len(lines) / 2
    width = WIDTH - LABELS - 52
    if frequency is None:
        content.append(
            element(
                "rect",
                x=LABELS,
                y=middle - BAR / 2 + 2,
                width=width,
                height=BAR,
                rx=3,
                fill="none",
                stroke="currentColor",
                stroke_opacity=0.5,
                stroke_dasharray="3 3",
                class_="bar-unknown",
            )
        )
    else:
        check_share(frequency, label)
        content += bar(LABELS, middle - BAR / 2 + 2, width, frequency)
    shown = "?" if frequency is None else share_text(frequency)
    content.append(
        element("text", shown, x=WIDTH, y=middle + 6, text_anchor="end", class_="findings-share")
    )
    return y + LINE_PX * len(lines) + 4


def _in_words(label: str, frequency: float | None) -> str:
    if frequency is None:
        return f"{label}, how often is not known"
    return f"{label} {share_text(frequency)}"
