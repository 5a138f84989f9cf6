"""Names for what a suggestion is about; what a release dropped goes by its id."""

from __future__ import annotations

from django.utils.translation import get_language

from rarekin.api.diseases import lookup
from rarekin.errors import InputError
from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie
from rarekin.web.shell.disease_names import name_text


def section_of(name: str) -> Section:
    """Return a section of the disease page.

    Parameters
    ----------
    name
        As stored or sent.

    Returns
    -------
    section
        The summary where there is none of that name.

    Examples
    --------
    >>> section_of("signs").value, section_of("nowhere").value
    ('signs', 'summary')
    """
    try:
        return Section(name)
    except ValueError:
        return Section.SUMMARY


def label_of_disease(disease: str) -> str:
    """Return the name of a disease.

    Parameters
    ----------
    disease
        Its id.

    Returns
    -------
    label
        The id where the release no longer has it.
    """
    try:
        return name_text(lookup.resolve(disease))
    except InputError:
        return disease


def sign_label(term: str) -> str:
    """Return the name of a sign in the language of the page.

    Parameters
    ----------
    term
        HPO id.

    Returns
    -------
    label
        The id where the release no longer has it.
    """
    try:
        return lookup.label_of(Curie(term), get_language() or "en")
    except InputError:
        return term
