"""Look-alikes as a page shows them: how alike, and which findings speak for which disease."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.api.telling.lookalikes import LookAlike, PairedFinding, look_alikes
from rarekin.api.telling.voices import Standing
from rarekin.errors import UnknownId
from rarekin.model.citations import Citation
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Mark, Marks
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
    marks
        Sources that name it as a look-alike.
    """

    ref: DiseaseRef
    shared: str
    for_this: tuple[Telling, ...]
    for_other: tuple[Telling, ...]
    marks: tuple[Mark, ...] = ()


def views_of(page: DiseasePage, standing: Standing, marks: Marks) -> list[LookAlikeView]:
    """Find and describe the look-alikes of a disease.

    Parameters
    ----------
    page
        What the release knows.
    standing
        How well its signs stand.
    marks
        Numbers the sources.

    Returns
    -------
    views
        Those that sources name first, also where too little is on record to compare; then the
        most alike.
    """
    named = {str(fact.value["with"]): fact.citations for fact in page.named_alike}
    compared = [_view(found, named, marks) for found in look_alikes(page, standing)]
    met = {view.ref.id for view in compared}
    others = (ref for ref in _known(named) if ref.id not in met)
    bare = [LookAlikeView(ref, "", (), (), _cited(named, ref, marks)) for ref in others]
    # What a source names goes before what was reckoned, whether or not signs are on record.
    return sorted((*compared, *bare), key=lambda view: not view.marks)


_Named = Mapping[str, Sequence[Citation]]


def _known(named: _Named) -> Iterator[DiseaseRef]:
    for id_ in named:
        try:
            yield lookup.resolve(id_)
        except UnknownId:
            continue


def _cited(named: _Named, ref: DiseaseRef, marks: Marks) -> tuple[Mark, ...]:
    return tuple(marks.work(citation) for citation in named.get(ref.id, ()))


def _view(found: LookAlike, named: _Named, marks: Marks) -> LookAlikeView:
    pair = found.comparison
    return LookAlikeView(
        found.ref,
        ", ".join(label_in_language(f.term, f.label) for f in pair.shared),
        tellings(pair.for_a),
        tellings(pair.for_b),
        _cited(named, found.ref, marks),
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
            _said(f.basis_a, f.denied_a, is_told=f.is_told_a),
            _said(f.basis_b, f.denied_b, is_told=f.is_told_b),
        )
        for f in found
    )


def _said(basis: AnnotatedFinding | None, is_denied: bool, *, is_told: bool) -> HowOften:
    if basis is not None:
        is_alone = len(basis.rows) == 1 and not is_told
        return told_by_one_list(basis) if is_alone else told(basis)
    return HowOften(_("said not to belong to it") if is_denied else _("not on record"))
