"""Whether a text names a disease, so that it must not go by mail."""

from __future__ import annotations

import re

from rarekin.api.diseases.lookup import resolve
from rarekin.errors import RarekinError

_WORD = re.compile(r"[^\W_][\w\-’']*")
_MOST_WORDS = 6
# Shorter ones are words of every day as well: AS, ALL, MS.
_LEAST_LETTERS = 6


def disease_named_in(text: str) -> str:
    """Return the first name of a disease in a text.

    Parameters
    ----------
    text
        A few sentences.

    Returns
    -------
    name
        As written there; empty where none was found. Short abbreviations are not looked at.
    """
    words = _WORD.findall(text)
    for i in range(len(words)):
        for n in range(min(_MOST_WORDS, len(words) - i), 0, -1):
            name = " ".join(words[i : i + n])
            if len(name) >= _LEAST_LETTERS and _is_disease(name):
                return name
    return ""


def _is_disease(name: str) -> bool:
    try:
        resolve(name)
    except RarekinError:
        return False
    return True
