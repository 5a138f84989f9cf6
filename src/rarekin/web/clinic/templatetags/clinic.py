"""Chances in words, and a look into a mapping."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from rarekin.web.clinic import wording
from rarekin.web.clinic.family_paper import picture_kinds

register = template.Library()
register.filter("about", wording.about)
register.filter("percent", wording.percent)
register.simple_tag(picture_kinds)


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """Return what a mapping holds under a key.

    Parameters
    ----------
    mapping
        Any mapping.
    key
        A key, which may be a variable of the template.

    Returns
    -------
    value
        Nothing (an empty text) where there is none.

    Examples
    --------
    >>> at({"met": "Met"}, "met")
    'Met'
    """
    return mapping.get(key, "")
