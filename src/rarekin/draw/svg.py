"""SVG as text: escaped, without style attributes or style blocks, so that a strict CSP holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rarekin.errors import InputError

TEXT_PX = 12.0
LINE_PX = 14.0
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"^[A-Za-z][\w.-]*$")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture and the same in words.

    Attributes
    ----------
    svg
        One ``<svg>`` element, to be put into a page as it is.
    text
        What a reader who cannot see the picture needs to know.
    rows
        Of a family, the number of everybody's row as it stands at the edge, by id; from the top.
    """

    svg: str
    text: str
    rows: Mapping[str, str] = field(default_factory=dict)


def escape(text: str) -> str:
    """Make any text safe inside an element or an attribute.

    Examples
    --------
    >>> escape('<b>"A & B"</b>')
    '&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;'
    """
    return "".join(_ESCAPES.get(c, c) for c in _CONTROL.sub("", text))


def element(tag: str, content: Iterable[str] | str = "", /, **attributes: object) -> str:
    """Write one element.

    Parameters
    ----------
    tag
        Its name.
    content
        Finished elements, or text to be escaped.
    **attributes
        ``_`` in a name stands for ``-``, a trailing ``_`` is dropped (``class_``); None is left
        out; numbers are rounded to a tenth of a unit.

    Examples
    --------
    >>> element("text", "a < b", x=1.04, text_anchor="middle", class_="label")
    '<text x="1" text-anchor="middle" class="label">a &lt; b</text>'
    """
    inner = escape(content) if isinstance(content, str) else "".join(content)
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{round(value, 1):g}"
    return escape(str(value))


def picture(
    content: Sequence[str],
    *,
    width: float,
    height: float,
    title: str,
    description: str,
    name: str,
    scale: float = 1.0,
    is_wide: bool = False,
    has_links: bool = False,
) -> str:
    """Wrap finished elements into one accessible, scalable picture.

    Parameters
    ----------
    content
        Finished elements.
    width, height
        Of the drawing, in its own units.
    title, description
        Read out in place of the picture.
    name
        Class of the picture and start of every id in it; unique on its page.
    scale
        Natural size on a page, in CSS pixels per unit; the picture shrinks with its container
        where the page says ``max-width: 100%``.
    is_wide
        Whether it would be unreadable if shrunk to a phone: its class then says ``wide``.
    has_links
        Whether something in it can be tapped; a picture with links is no image to a screen reader.

    Raises
    ------
    InputError
        If the name cannot start an id.
    """
    if not _NAME.match(name):
        raise InputError(
            f"{name[:40]!r} cannot name a picture.", hint="Use letters, digits, '-', '_' and '.'."
        )
    return element(
        "svg",
        [
            element("title", title, id=f"{name}-title"),
            element("desc", description or title, id=f"{name}-desc"),
            *content,
        ],
        xmlns="http://www.w3.org/2000/svg",
        role="group" if has_links else "img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_=f"drawing {name}" + (" wide" if is_wide else ""),
        viewBox=f"0 0 {width:g} {height:g}",
        width=round(width * scale),
        height=round(height * scale),
        font_family="system-ui, sans-serif",
        font_size=TEXT_PX,
        fill="currentColor",
    )


def text_width(text: str, size: float = TEXT_PX) -> float:
    """Estimate the width of a line of text in a usual sans-serif face.

    Examples
    --------
    >>> text_width("mm") > text_width("il")
    True
    """
    narrow, wide = "iljtfr.,:;|!'()[] ", "mwMWQO%@"
    units = sum(0.4 if c in narrow else 0.96 if c in wide else 0.64 for c in text)
    return units * size


def wrap(text: str, width: float, *, lines: int = 2) -> list[str]:
    """Break text at spaces into lines that fit, ending with an ellipsis where it does not.

    Parameters
    ----------
    text
        Any text.
    width
        Room for each line.
    lines
        Most lines to return.

    Examples
    --------
    >>> wrap("progressive osseous heteroplasia", 96)
    ['progressive', 'osseous…']
    """
    rows: list[str] = []
    for word in text.split():
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and text_width(joined) <= width:
            rows[-1] = joined
        else:
            rows.append(word)
    cut = len(rows) > lines
    rows = rows[:lines]
    for i, row in enumerate(rows):
        ends = "…" if cut and i == len(rows) - 1 else ""
        rows[i] = _fit(row, width, ends)
    return rows


def _fit(row: str, width: float, ends: str) -> str:
    if text_width(row + ends) <= width:
        return row + ends
    while len(row) > 1 and text_width(row + "…") > width:
        row = row[:-1]
    return row + "…"
