"""Look-alikes as a page shows them: how alike, and which findings speak for which disease."""

from __future__ import annotations

from collections import Counter
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
from rarekin.web.atlas.telling.how_told import How, how_told, ungraded
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
    how = hows_of(page, standing)
    compared = [_view(found, named, marks, how) for found in look_alikes(page, standing)]
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


def _view(found: LookAlike, named: _Named, marks: Marks, how: How) -> LookAlikeView:
    pair = found.comparison
    return LookAlikeView(
        found.ref,
        ", ".join(label_in_language(f.term, f.label) for f in pair.shared),
        tellings(pair.for_a, how),
        tellings(pair.for_b, how),
        _cited(named, found.ref, marks),
    )


def hows_of(page: DiseasePage, standing: Standing) -> How:
    """Return what says how often a sign of a disease occurs, with the cautions of its page.

    Parameters
    ----------
    page
        What the release knows.
    standing
        How well its signs stand.

    Returns
    -------
    how
        To be called with any finding of it.
    """
    open_ = [f for f in page.findings if not f.denominator and not f.excluded]
    graded = Counter(map(ungraded, open_))
    return lambda finding: how_told(finding, standing, graded, page.ref.english)(finding)


def tellings(
    found: Iterable[PairedFinding], here: How = told, there: How = told
) -> tuple[Telling, ...]:
    """Put paired findings into words.

    Parameters
    ----------
    found
        From a comparison.
    here, there
        Say how often a sign occurs in each, from `hows_of`.

    Returns
    -------
    tellings
        In the same order. What is not on record is said to be just that, never to be absent.
    """
    return tuple(
        Telling(
            f.term,
            label_in_language(f.term, f.label),
            _said(f.basis_a, f.denied_a, here, is_told=f.is_told_a),
            _said(f.basis_b, f.denied_b, there, is_told=f.is_told_b),
        )
        for f in found
    )


def _said(basis: AnnotatedFinding | None, is_denied: bool, how: How, *, is_told: bool) -> HowOften:
    if basis is not None:
        # One uncounted row is the word of one list; a count has the cautions of its page.
        is_alone = len(basis.rows) == 1 and not is_told and not basis.denominator
        return told_by_one_list(basis) if is_alone else how(basis)
    return HowOften(_("said not to belong to it") if is_denied else _("not on record"))
