"""Names of findings in the reader's language, where a reviewed translation exists."""

from __future__ import annotations

from rarekin.api.diseases import lookup
from rarekin.model.identifiers import Curie
from rarekin.web.shell import phrases


def label_in_language(term: Curie, english: str) -> str:
    """Return the name of a finding as the active language has it.

    Parameters
    ----------
    term
        An HPO id.
    english
        Its English label, used where there is no reviewed translation.

    Returns
    -------
    label
        Never empty.
    """
    language = phrases.language().partition("-")[0]
    return english if language == "en" else lookup.label_of(term, language) or english


def capitalised(label: str) -> str:
    """Write a label the way a sentence or a heading begins.

    Examples
    --------
    >>> capitalised("cystic fibrosis"), capitalised("")
    ('Cystic fibrosis', '')
    """
    return label[:1].upper() + label[1:]
