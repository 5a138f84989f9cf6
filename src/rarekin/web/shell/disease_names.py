"""The names diseases go by in the active language; one that stays English says so."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from rarekin.api import export
from rarekin.api.diseases import naming
from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.model.identifiers import Curie
from rarekin.web.shell import phrases


def named(ref: DiseaseRef) -> DiseaseRef:
    """Name a disease in the active language, in English where it has no name there."""
    return naming.named(ref, phrases.language() or "en")


def name_text(ref: DiseaseRef) -> str:
    """Return the name as plain text, for titles and attributes."""
    return named(ref).label


def name_of(id_: Curie, english: str = "") -> str:
    """Return the name of a finding or disease, or its id where the release no longer has it.

    Parameters
    ----------
    id_
        HPO id or disease id.
    english
        Its English name where that is at hand, which spares looking it up for English readers.

    Returns
    -------
    name
        Plain text in the active language, English where no name is known in it.
    """
    language = phrases.language() or "en"
    return english if english and language == "en" else export.name_of(id_, language)


def name_html(ref: DiseaseRef, *, capital: bool = False) -> SafeString:
    """Return the name as HTML that marks its language where it is not the page's.

    Parameters
    ----------
    ref
        A disease.
    capital
        Whether it begins with a capital, as a heading does.

    Returns
    -------
    html
        Escaped.
    """
    shown = named(ref)
    label = shown.label[:1].upper() + shown.label[1:] if capital else shown.label
    return in_its_language(label, shown.language)


def in_its_language(text: str, language: str) -> SafeString:
    """Return a text as HTML that marks its language where it is not the page's.

    Parameters
    ----------
    text
        Anything.
    language
        Its language; empty where it has none, as a number has.

    Returns
    -------
    html
        Escaped.

    Examples
    --------
    >>> from django.utils import translation
    >>> with translation.override("es"):
    ...     in_its_language("Marfan syndrome", "en")
    '<span lang="en">Marfan syndrome</span>'
    """
    said = escape(text)
    is_own = language in ("", phrases.language().partition("-")[0] or "en")
    return SafeString(said if is_own else f'<span lang="{escape(language)}">{said}</span>')
