"""What a reader typed into the search box, tidied and told apart: a name, or signs?"""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 200
_MANY_WORDS = 7
_SIGNS = re.compile(
    r"[,;.\n]\s*\w+.*[,;.\n]|\b(my|our|has|have|had|with no|and then)\b", re.IGNORECASE
)


def tidy(text: str) -> str:
    """Strip what nobody means to type: control characters, doubled blanks, endless length.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    tidy
        At most ``LONGEST_NAME`` characters on one line.

    Examples
    --------
    >>> tidy("  bone   in muscle " + chr(0))
    'bone in muscle'
    """
    clean = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text[:10_000])
    return " ".join(clean.split())[:LONGEST_NAME].strip()


def reads_as_signs(text: str, n_hits: int) -> bool:
    """Tell whether a text describes somebody rather than naming a disease.

    Parameters
    ----------
    text
        Tidied.
    n_hits
        How many diseases a search by name has found.

    Returns
    -------
    reads_as_signs
        True for lists, sentences and long texts that no name fits.

    Examples
    --------
    >>> reads_as_signs("short stature, round face, bone in muscle", 0)
    True
    >>> reads_as_signs("progressive osseous heteroplasia", 1)
    False
    """
    n_words = len(text.split())
    if n_words < 2:
        return False
    return n_hits == 0 or n_words > _MANY_WORDS or bool(_SIGNS.search(text))
