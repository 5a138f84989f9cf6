"""From a disease's name to the inheritance its families are computed with."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.api.family.leads import Lead, leads_of
from rarekin.errors import InputError
from rarekin.web.shell.disease_names import name_html

_MOST = 8


@dataclass(frozen=True, slots=True)
class ByDisease:
    """What a disease's name leads to.

    Attributes
    ----------
    text
        As typed.
    disease
        The one it stands for; None where it fits several, or none.
    leads
        Models and statements its families are told with; empty where we have none.
    others
        Where no single disease fits: those it comes near.
    """

    text: str
    disease: DiseaseRef | None
    leads: tuple[Lead, ...]
    others: tuple[DiseaseRef, ...]

    @property
    def name(self) -> SafeString:
        """The disease's name in the reader's language."""
        return name_html(self.disease, capital=True) if self.disease else SafeString("")

    @property
    def named_others(self) -> list[tuple[str, SafeString]]:
        """Ids and names in the reader's language."""
        return [(ref.id, name_html(ref, capital=True)) for ref in self.others]

    @property
    def only(self) -> Lead | None:
        """The lead, where there is just one."""
        return self.leads[0] if len(self.leads) == 1 else None


def by_disease(text: str) -> ByDisease:
    """Find what a disease's name leads to.

    Parameters
    ----------
    text
        A name, an abbreviation or an identifier.

    Returns
    -------
    found
        With what to choose from where it is not clear.
    """
    try:
        ref = lookup.resolve(text)
    except InputError:
        hits = lookup.search(text, _MOST)
        return ByDisease(text, None, (), tuple(hit.ref for hit in hits))
    return ByDisease(text, ref, leads_of(lookup.disease(ref.id)), ())
