"""A drawing as PNG or PDF, set by Typst: in memory, without a browser or a font of the system."""

from __future__ import annotations

import math
import re
from importlib import util

from rarekin.draw.svg import Drawing
from rarekin.errors import InputError

KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
"""Media type of each kind of picture."""

_MOST_PIXELS = 50_000_000
_SHARP_PPI = 192.0
# The words stand behind the picture for who cannot see it. No date: the same family gives the
# same bytes, and says nothing of when it was drawn.
_PAGE = b"""
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 12pt, fill: white)
#set text(font: ("DejaVu Sans", "Liberation Sans", "Arial", "Libertinus Serif"))
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.words)
"""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def can_print() -> bool:
    """Tell whether PNG and PDF can be made here."""
    return util.find_spec("typst") is not None


def picture_as(drawing: Drawing, kind: str, *, language: str = "en") -> bytes:
    """Turn a drawing into a file.

    Parameters
    ----------
    drawing
        Any.
    kind
        ``svg``, ``png`` or ``pdf``; the last two keep lines and letters sharp on paper.
    language
        Of the words, two letters.

    Returns
    -------
    data
        The same for the same drawing. Nothing is written to disk.

    Raises
    ------
    InputError
        If there is no such kind, or the package for it is not installed.

    Examples
    --------
    >>> from rarekin.draw.pedigree import draw_pedigree
    >>> from rarekin.model.family import Family
    >>> from rarekin.model.person import Person
    >>> drawing = draw_pedigree(Family((Person("a"),)))
    >>> picture_as(drawing, "pdf")[:5], picture_as(drawing, "png")[1:4]
    (b'%PDF-', b'PNG')
    """
    if kind not in KINDS:
        raise InputError(
            f"There is no picture of the kind {kind!r:.20}.",
            hint="There are: " + ", ".join(KINDS) + ".",
        )
    if kind == "svg":
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{_on_paper(drawing.svg)}\n'.encode()
    if not can_print():
        raise InputError(
            "PNG and PDF need the package typst, which is not installed.",
            hint="Run: pip install 'rarekin[pictures]'. SVG needs nothing.",
        )
    import typst

    title, _, _ = drawing.text.partition("\n")
    inputs = {
        "svg": _on_paper(drawing.svg),
        "words": drawing.text,
        "title": title,
        "lang": language,
    }
    if kind == "png":
        return bytes(typst.compile(_PAGE, format="png", ppi=_ppi(drawing), sys_inputs=inputs))
    return bytes(typst.compile(_PAGE, format="pdf", sys_inputs=inputs))


def _on_paper(svg: str) -> str:
    """Return a picture in black on nothing, whatever the page it was made for would colour it."""
    return svg.replace("currentColor", "#000000")


def _ppi(drawing: Drawing) -> float:
    """Return how many pixels an inch takes: fewer for a picture that would be huge."""
    size = _SIZE.search(drawing.svg)
    width, height = map(float, size.groups()) if size else (1.0, 1.0)
    n_pixels = width * height * (_SHARP_PPI / 72.0) ** 2
    return _SHARP_PPI * min(1.0, math.sqrt(_MOST_PIXELS / n_pixels))
