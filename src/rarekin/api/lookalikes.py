"""Diseases that look alike, and the findings that tell two diseases apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rarekin.api import lookup
from rarekin.api.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.api.rank import Ranker, ranker
from rarekin.knowledge.release import Release
from rarekin.model.disease import Annotation, Level
from rarekin.model.identifiers import Curie
from rarekin.rank.lookalikes import Pairing, ProfileIndex, information, likeness, pair_findings

_LEAST_LIKENESS = 0.12
_CANDIDATES = 60
_NEAR_KIN = 3
_TOLD_APART_BY = 3
_LEAST_DIFFERENCE = 0.25


@dataclass(frozen=True, slots=True)
class PairedFinding:
    """One finding as two diseases have it.

    Attributes
    ----------
    term, label
        The finding.
    a, b
        What is on record in each; None where neither it nor anything narrower is.
    share_a, share_b
        Share of people, 0 to 1, that of the most frequent narrower finding where the finding
        itself is not on record; None where it is on record without a frequency; 0 where it
        is not on record.
    in_a, in_b
        Whether it, or something narrower, is on record.
    denied_a, denied_b
        True where the sources say that the disease does not have it.
    """

    term: Curie
    label: str
    a: AnnotatedFinding | None
    b: AnnotatedFinding | None
    share_a: float | None
    share_b: float | None
    in_a: bool
    in_b: bool
    denied_a: bool
    denied_b: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two diseases side by side.

    Attributes
    ----------
    shared
        Findings of both, the most telling about them as a pair first.
    for_a, for_b
        Findings that are more frequent in one of them, the largest difference first.
    """

    a: DiseaseRef
    b: DiseaseRef
    shared: tuple[PairedFinding, ...]
    for_a: tuple[PairedFinding, ...]
    for_b: tuple[PairedFinding, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A disease with a profile much like another's.

    Attributes
    ----------
    likeness
        Shared information over all information in both profiles, 0 to 1.
    comparison
        First the disease asked about, then the look-alike.
    """

    ref: DiseaseRef
    likeness: float
    comparison: Comparison


@lru_cache(maxsize=2)
def _turned(engine: Ranker) -> tuple[ProfileIndex, NDArray[np.float64]]:
    return ProfileIndex.of(engine.profiles), information(engine.profiles, len(engine.ontology))


def look_alikes(page: DiseasePage, limit: int = 4) -> tuple[LookAlike, ...]:
    """Find the diseases whose findings come nearest to those of a disease.

    Parameters
    ----------
    page
        Of the disease, from `rarekin.api.lookup.disease`.
    limit
        Most diseases to return.

    Returns
    -------
    look_alikes
        Most alike first. Parts and wholes of the disease are left out, near kin are few, so
        that a disease with forty subtypes does not only meet its own.

    Examples
    --------
    The diseases nearest to Marfan syndrome::

        [found.ref.label for found in look_alikes(lookup.disease("Marfan syndrome"))]
    """
    engine = ranker()
    place = _places(engine).get(page.ref.id)
    if place is None:
        return ()
    index, _weight = _turned(engine)
    alike = likeness(engine.profiles, index, place)
    best = np.argpartition(-alike, min(_CANDIDATES, len(alike) - 1))[:_CANDIDATES]
    ordered = sorted(best.tolist(), key=lambda i: (-alike[i], i))
    near = [(engine.ids[i], float(alike[i])) for i in ordered if alike[i] >= _LEAST_LIKENESS]
    chosen = _without_own_family(engine.release, page, near, limit)
    return tuple(
        LookAlike(
            ref,
            share,
            _compared(engine, page.ref, page.findings, ref, _findings(engine.release, ref)),
        )
        for ref, share in chosen
    )


def compare(a: DiseasePage, b: DiseasePage) -> Comparison:
    """Lay the findings of two diseases side by side.

    Parameters
    ----------
    a, b
        From `rarekin.api.lookup.disease`.

    Returns
    -------
    comparison
        Every finding once, except those the other has in slightly broader words.
    """
    return _compared(ranker(), a.ref, a.findings, b.ref, b.findings, most=None)


def prepare() -> None:
    """Open what looking for look-alikes needs, so that no reader waits for it."""
    _turned(ranker())


@lru_cache(maxsize=2)
def _places(engine: Ranker) -> dict[Curie, int]:
    return {id_: i for i, id_ in enumerate(engine.ids)}


def _without_own_family(
    release: Release, page: DiseasePage, near: Iterable[tuple[Curie, float]], limit: int
) -> list[tuple[DiseaseRef, float]]:
    family = {ref.id for ref in (*page.parents, *page.children)}
    own_parents = {ref.id for ref in page.parents}
    chosen: list[tuple[DiseaseRef, float]] = []
    n_near_kin = 0
    for id_, share in near:
        number = release.number_of(id_)
        ref = release.refs([number])[number]
        if id_ in family or ref.level is Level.GROUP:
            continue
        if own_parents & _parents(release, number):
            n_near_kin += 1
            if n_near_kin > _NEAR_KIN:
                continue
        chosen.append((ref, share))
        if len(chosen) == limit:
            break
    return chosen


def _parents(release: Release, number: int) -> set[Curie]:
    numbers = [
        row[0] for row in release.rows("SELECT parent FROM parent WHERE disease = ?", (number,))
    ]
    return {ref.id for ref in release.refs(numbers).values()}


def _findings(release: Release, ref: DiseaseRef) -> list[AnnotatedFinding]:
    grouped: dict[Curie, list[Annotation]] = defaultdict(list)
    for term, row in release.annotations_of(release.number_of(ref.id)):
        if row.aspect == "P":
            grouped[term].append(row)
    return [lookup.pool(release, term, rows) for term, rows in grouped.items()]


def _compared(
    engine: Ranker,
    ref_a: DiseaseRef,
    findings_a: Iterable[AnnotatedFinding],
    ref_b: DiseaseRef,
    findings_b: Iterable[AnnotatedFinding],
    most: int | None = _TOLD_APART_BY,
) -> Comparison:
    _index, weight = _turned(engine)
    by_term_a = {f.term: f for f in findings_a}
    by_term_b = {f.term: f for f in findings_b}
    pairings = pair_findings(
        engine.ontology, weight, _present(engine, by_term_a), _present(engine, by_term_b)
    )

    def read(pairing: Pairing) -> PairedFinding:
        term = engine.ontology.ids[pairing.i_term]
        a, b = by_term_a.get(term), by_term_b.get(term)
        return PairedFinding(
            term,
            engine.ontology.labels[pairing.i_term],
            a,
            b,
            pairing.share_a,
            pairing.share_b,
            pairing.in_a,
            pairing.in_b,
            a is not None and a.excluded,
            b is not None and b.excluded,
        )

    both = [p for p in pairings if p.in_a and p.in_b]
    both.sort(key=lambda p: -weight[p.i_term] * min(_number(p.share_a), _number(p.share_b)))
    apart = [p for p in pairings if abs(p.difference) >= _LEAST_DIFFERENCE]
    return Comparison(
        ref_a,
        ref_b,
        tuple(read(p) for p in both[:most]),
        tuple(read(p) for p in [p for p in apart if p.difference > 0][:most]),
        tuple(read(p) for p in [p for p in apart if p.difference < 0][:most]),
    )


def _present(engine: Ranker, findings: Mapping[Curie, AnnotatedFinding]) -> dict[int, float | None]:
    index_of = engine.ontology.index_of
    return {
        index_of[f.term]: f.frequency
        for f in findings.values()
        if f.term in index_of and not f.excluded and f.frequency != 0
    }


def _number(share: float | None) -> float:
    return 0.5 if share is None else share
