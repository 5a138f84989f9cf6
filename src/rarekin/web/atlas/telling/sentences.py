"""Sentences with their sources, and words joined the way a sentence does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the names of the data sources it rests on."""

    text: str
    sources: tuple[str, ...] = ()


def listed(words: Sequence[str | Promise]) -> str:
    """Join words the way a sentence does.

    Parameters
    ----------
    words
        At least one.

    Returns
    -------
    listed
        ``a``, ``a and b`` or ``a, b and c``.

    Examples
    --------
    >>> listed(["skin"]), listed(["skin", "bones", "growth"])
    ('skin', 'skin, bones and growth')
    """
    *first, last = [str(word) for word in words]
    if not first:
        return last
    return _joined(_("%(first)s and %(last)s"), first, last)


def alternatives(words: Sequence[str | Promise]) -> str:
    """Join words of which any one may hold.

    Parameters
    ----------
    words
        At least one.

    Returns
    -------
    alternatives
        ``a``, ``a or b`` or ``a, b or c``.

    Examples
    --------
    >>> alternatives(["at birth", "before birth"])
    'at birth or before birth'
    """
    *first, last = [str(word) for word in words]
    if not first:
        return last
    return _joined(_("%(first)s or %(last)s"), first, last)


# Spanish says "e" for "y" before the sound i, and "u" for "o" before the sound o.
_SPANISH_SOUNDS = (
    ("%(first)s y ", "%(first)s e ", re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)),
    ("%(first)s o ", "%(first)s u ", re.compile(r"h?[oó]|8", re.IGNORECASE)),
)


def _joined(pattern: str, first: Sequence[str], last: str) -> str:
    if phrases.language() == "es":
        for plain, changed, before in _SPANISH_SOUNDS:
            if before.match(last):
                pattern = pattern.replace(plain, changed)
    return pattern % {"first": ", ".join(first), "last": last}


def sources_of(findings: Iterable[AnnotatedFinding]) -> tuple[str, ...]:
    """Return the names of the data sources behind some findings, each once, in order."""
    return tuple(dict.fromkeys(row.source for f in findings for row in f.rows))
