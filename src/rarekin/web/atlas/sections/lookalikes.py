"""Look-alikes as a page shows them: how alike, and which findings speak for which disease."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.api.telling.lookalikes import LookAlike, PairedFinding, look_alikes
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling.frequency import HowOften, told, told_by_one_list
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.shell.phrases import gettext as _


@dataclass(frozen=True, slots=True)
class Telling:
    """A finding with how often it occurs in each of two diseases, in words."""

    term: Curie
    label: str
    here: HowOften
    there: HowOften


@dataclass(frozen=True, slots=True)
class LookAlikeView:
    """One look-alike.

    Attributes
    ----------
    shared
        Labels of what both have.
    for_this, for_other
        Findings that speak for the disease of the page, and for the other.
    """

    ref: DiseaseRef
    shared: str
    for_this: tuple[Telling, ...]
    for_other: tuple[Telling, ...]


def views_of(page: DiseasePage) -> list[LookAlikeView]:
    """Find and describe the look-alikes of a disease.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    views
        Most alike first; none where too little is on record to compare.
    """
    return [_view(found) for found in look_alikes(page)]


def _view(found: LookAlike) -> LookAlikeView:
    pair = found.comparison
    return LookAlikeView(
        found.ref,
        ", ".join(label_in_language(f.term, f.label) for f in pair.shared),
        tellings(pair.for_a),
        tellings(pair.for_b),
    )


def tellings(found: Iterable[PairedFinding]) -> tuple[Telling, ...]:
    """Put paired findings into words.

    Parameters
    ----------
    found
        From a comparison.

    Returns
    -------
    tellings
        In the same order. What is not on record is said to be just that, never to be absent.
    """
    return tuple(
        Telling(
            f.term,
            label_in_language(f.term, f.label),
            _said(f.basis_a, f.denied_a),
            _said(f.basis_b, f.denied_b),
        )
        for f in found
    )


def _said(basis: AnnotatedFinding | None, is_denied: bool) -> HowOften:
    if basis is not None:
        return told_by_one_list(basis) if len(basis.rows) == 1 else told(basis)
    return HowOften(_("said not to belong to it") if is_denied else _("not on record"))
