"""Addresses of our own pages, hundreds on a page: each kind is looked up once per language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape

from django.urls import reverse

from rarekin.web.shell import phrases

_ANY = "MONDO:0000000"


def address_pattern(name: str) -> Callable[[str], str]:
    """Return what makes the address of a page from an id.

    Parameters
    ----------
    name
        Of a view with one argument.

    Returns
    -------
    address
        From an id to an address in the active language, safe in an attribute.
    """
    pattern = _pattern(name, phrases.language())
    return lambda id_: pattern.replace(_ANY, escape(id_))


@lru_cache(maxsize=64)
def _pattern(name: str, language: str) -> str:
    return reverse(name, args=[_ANY])
