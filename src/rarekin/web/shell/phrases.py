"""Translated phrases, each looked up once per language.

A disease page says some three hundred phrases, and Django's own look-up asks for thread,
language, catalogue and fallback each time; here the language is the only question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils import translation
from django.utils.functional import lazy

_MOST_PHRASES = 8192


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """Return the active language.

    Returns
    -------
    language
        Its code; empty where translation is off.

    Examples
    --------
    >>> with translation.override("es"):
    ...     language()
    'es'
    """
    return _spoken.get() or translation.get_language() or ""


@contextmanager
def one_language() -> Iterator[None]:
    """Ask for the active language once, not at each phrase; it must not change inside.

    Examples
    --------
    >>> with translation.override("fr"), one_language():
    ...     language()
    'fr'
    """
    token = _spoken.set(translation.get_language())
    try:
        yield
    finally:
        _spoken.reset(token)


@lru_cache(_MOST_PHRASES)
def _phrase(language: str, message: str) -> str:
    return translation.gettext(message)


@lru_cache(_MOST_PHRASES)
def _counted(language: str, singular: str, plural: str, number: int) -> str:
    return translation.ngettext(singular, plural, number)


def gettext(message: str) -> str:
    """Translate a phrase into the active language.

    Parameters
    ----------
    message
        In English.

    Returns
    -------
    phrase
        The message itself where nobody translated it.

    Examples
    --------
    >>> with translation.override("en"):
    ...     gettext("Signs")
    'Signs'
    """
    return _phrase(language(), message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a phrase whose wording depends on a number.

    Parameters
    ----------
    singular, plural
        In English.
    number
        How many.

    Returns
    -------
    phrase
        The number is not filled in.

    Examples
    --------
    >>> with translation.override("en"):
    ...     ngettext("%(n)d form", "%(n)d forms", 2)
    '%(n)d forms'
    """
    return _counted(language(), singular, plural, number)


gettext_lazy = lazy(gettext, str)
"""Like `gettext`, but translated when it is shown."""
