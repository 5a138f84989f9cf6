"""Names of findings in the reader's language, where a reviewed translation exists."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

from rarekin.api.diseases import lookup
from rarekin.model.identifiers import Curie
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext_lazy as _

# Hughes 2008 (doi:10.1016/j.beem.2007.11.001): families find the old words pejorative, and the
# consensus names the karyotype instead; "ovotesticular" as in doi:10.1038/nrurol.2010.169.
_KIND_NAMES: Mapping[Curie, str | Promise] = {
    Curie("HP:0000037"): _("46,XY difference of sex development"),
    Curie("HP:0008656"): _("46,XY difference of sex development, incomplete"),
    Curie("HP:0010458"): _("46,XX difference of sex development"),
    Curie("HP:0010459"): _("ovotesticular difference of sex development"),
}
"""Names for findings whose name in the ontology hurts who has them."""


def label_in_language(term: Curie, english: str) -> str:
    """Return the name of a finding as the active language has it.

    Parameters
    ----------
    term
        An HPO id.
    english
        Its English label, used where there is no reviewed translation; a name that hurts is
        not.

    Returns
    -------
    label
        Never empty.
    """
    language = phrases.language().partition("-")[0]
    label = english if language == "en" else lookup.label_of(term, language) or english
    return str(_KIND_NAMES[term]) if term in _KIND_NAMES and label == english else label


def capitalised(label: str) -> str:
    """Write a label the way a sentence or a heading begins.

    Examples
    --------
    >>> capitalised("cystic fibrosis"), capitalised("")
    ('Cystic fibrosis', '')
    """
    return label[:1].upper() + label[1:]
