"""Ages of onset on one line of life, from before birth to late adulthood."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rarekin.draw.probabilities import check_share, share_text
from rarekin.draw.svg import LINE_PX, TEXT_PX, Drawing, element, picture, wrap
from rarekin.errors import InputError

WIDTH = 374.0
STAGES = (
    ("antenatal", "before birth"),
    ("congenital", "at birth"),
    ("neonatal", "first 4 weeks"),
    ("infantile", "first year"),
    ("childhood", "1 to 5 years"),
    ("juvenile", "5 to 15 years"),
    ("young_adult", "16 to 40 years"),
    ("middle_age", "40 to 60 years"),
    ("late", "after 60 years"),
)
"""Stages by name with the ages HPO gives them, in order of life."""

HEIGHT = 46.0
_LABEL_PX = 10.0


def draw_onset(
    stages: Mapping[str, float | None],
    *,
    title: str = "Age at onset",
    name: str = "onset",
    words: Mapping[str, str] = MappingProxyType({}),
    unknown_share: str = "how often is not known",
) -> Drawing:
    """Draw when a disease begins.

    Parameters
    ----------
    stages
        By name of the stage (see `STAGES`): the share of people in whom it begins then, 0 to 1,
        or None where it is only known that it can.
    title
        Read out first.
    name
        Start of every id in the picture; unique on its page.
    words
        Names of stages in another language; a stage that is not among them keeps its own.
    unknown_share
        Said of a stage without a share.

    Returns
    -------
    drawing
        One column for each stage of life; those not named stay empty.

    Raises
    ------
    InputError
        If a share is not between 0 and 1, or a stage is unknown.

    Examples
    --------
    >>> print(draw_onset({"infantile": 0.75, "juvenile": None}).text)
    Age at onset: first year 75 %; 5 to 15 years, how often is not known.
    """
    unknown = sorted(set(stages) - {slug for slug, _ in STAGES})
    if unknown:
        raise InputError(
            f"{unknown[0][:40]!r} is not a stage of life.",
            hint="The stages are " + ", ".join(slug for slug, _ in STAGES) + ".",
        )
    column = WIDTH / len(STAGES)
    content: list[str] = []
    top = 6.0
    named = [(slug, words.get(slug, own)) for slug, own in STAGES]
    for i_stage, (slug, said) in enumerate(named):
        x = i_stage * column
        content += _column(stages[slug], x, top, column) if slug in stages else []
        for i_line, line in enumerate(wrap(said, (column - 3) * TEXT_PX / _LABEL_PX, lines=3)):
            content.append(
                element(
                    "text",
                    line,
                    x=x + column / 2,
                    y=top + HEIGHT + LINE_PX * (i_line + 1.2),
                    text_anchor="middle",
                    font_size=_LABEL_PX,
                    class_="onset-now" if slug in stages else "onset-label",
                )
            )
    content.append(
        element("path", d=f"M0 {top + HEIGHT:g}H{WIDTH:g}", stroke="currentColor", fill="none")
    )
    told = [
        f"{said}, {unknown_share}" if stages[slug] is None else _share(said, stages[slug])
        for slug, said in named
        if slug in stages
    ]
    text = f"{title}: {'; '.join(told) if told else 'not known'}."
    svg = picture(
        content,
        width=WIDTH,
        height=top + HEIGHT + LINE_PX * 4.2,
        title=title,
        description=text,
        name=name,
    )
    return Drawing(svg, text)


def _share(words: str, share: float | None) -> str:
    return f"{words} {share_text(share or 0.0)}"


def _column(share: float | None, x: float, top: float, width: float) -> list[str]:
    if share is None:
        return [
            element(
                "rect",
                x=x + 4,
                y=top + HEIGHT / 2,
                width=width - 8,
                height=HEIGHT / 2,
                fill="none",
                stroke="currentColor",
                stroke_opacity=0.6,
                stroke_dasharray="3 3",
                class_="bar-unknown",
            )
        ]
    check_share(share, "onset")
    height = max(2.0, share * HEIGHT)
    return [
        element(
            "rect",
            x=x + 4,
            y=top + HEIGHT - height,
            width=width - 8,
            height=height,
            fill="currentColor",
            fill_opacity=0.85,
            class_="bar",
        )
    ]
