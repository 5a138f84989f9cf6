"""The link under a section of a disease page; the same for everybody."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import quote

from django.template.loader import render_to_string

from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie
from rarekin.web.shell import phrases

_ANY = "any-disease"


def render(disease: Curie, section: Section) -> str:
    """Draw the link.

    Parameters
    ----------
    disease
        Canonical id.
    section
        Where it stands.

    Returns
    -------
    html
        One paragraph.
    """
    pattern = _pattern(phrases.language(), section)
    return pattern.replace(_ANY, escape(quote(disease, safe=":")))


@lru_cache(maxsize=256)
def _pattern(language: str, section: Section) -> str:
    """Draw the link of a section once: a page has a dozen, each the same but for the disease."""
    return render_to_string("curation/link.html", {"disease": _ANY, "section": section.value})
