"""What is usually wrong with a line of a criteria file that cannot be read."""

from __future__ import annotations

import re

_CURLY = (
    "\N{LEFT DOUBLE QUOTATION MARK}",
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{DOUBLE LOW-9 QUOTATION MARK}",
)


def usual_slip(text: str, error: str) -> str:
    """Show the line an error is about, and what is usually wrong there.

    Parameters
    ----------
    text
        A TOML file that cannot be read.
    error
        What the parser said.

    Returns
    -------
    slip
        Begins with a space; empty where the error names no line.

    Examples
    --------
    >>> print(usual_slip("[item.skin bone]", "Expected ']' (at line 1, column 11)"))
     That line is: [item.skin bone] A name has small letters, digits and _ only, no space.
    """
    place = re.search(r"line (\d+)", error)
    lines = text.splitlines()
    if place is None or int(place[1]) > len(lines):
        return ""
    line = lines[int(place[1]) - 1].strip()
    if any(mark in line for mark in _CURLY):
        hint = 'Its quotation marks are curly; use straight ones (").'
    elif line.startswith("[[verdict"):
        hint = "Every verdict begins with [[verdict]], in two brackets, the first one too."
    elif "twice" in error:
        hint = "Give the second one another name."
    elif line.startswith("["):
        hint = "A name has small letters, digits and _ only, no space."
    else:
        hint = 'A text stands between quotation marks ("), a number has a point (1.5).'
    return f" That line is: {line} {hint}"
