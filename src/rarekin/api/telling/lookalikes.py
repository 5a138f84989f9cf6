"""Diseases that look alike, and the findings that tell two diseases apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rarekin.api.diseases.findings import findings_of
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.knowledge.arrays import AnyArray
from rarekin.model.identifiers import Curie
from rarekin.rank.lookalikes import ASSUMED_SHARE, Pairer, Pairing, information

_TOLD_APART_BY = 3
_LEAST_DIFFERENCE = 0.25
_LEAST_INFORMATION = 1.8
_FEWEST_COUNTED = 5
_LOOKED_AT = 40
_POOLED = ("indptr", "term", "share", "excluded")


@dataclass(frozen=True, slots=True)
class PairedFinding:
    """One finding as two diseases have it.

    Attributes
    ----------
    term, label
        The finding.
    share_a, share_b
        Share of people, 0 to 1, that of the most frequent narrower finding where the finding
        itself is not on record; None where it is on record without a frequency; 0 where it
        is not on record.
    in_a, in_b
        Whether it, or something narrower, is on record.
    denied_a, denied_b
        True where the sources say that the disease does not have it.
    basis_a, basis_b
        What each share rests on: the finding as it is on record, else the most frequent
        narrower one; None where it is not on record.
    """

    term: Curie
    label: str
    share_a: float | None
    share_b: float | None
    in_a: bool
    in_b: bool
    denied_a: bool
    denied_b: bool
    basis_a: AnnotatedFinding | None = None
    basis_b: AnnotatedFinding | None = None


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


def look_alikes(page: DiseasePage) -> tuple[LookAlike, ...]:
    """Return the diseases whose findings come nearest to those of a disease.

    Parameters
    ----------
    page
        Of the disease, from `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    look_alikes
        At most four, most alike first. Parts and wholes of the disease are left out, near kin
        are few, so that a disease with forty subtypes does not only meet its own.

    Examples
    --------
    The diseases nearest to Marfan syndrome::

        [found.ref.label for found in look_alikes(lookup.disease("Marfan syndrome"))]
    """
    engine = ranker()
    place = _places(engine).get(page.ref.id)
    if place is None:
        return ()
    near = engine.release.array("lookalike_disease")[place].tolist()
    shares = engine.release.array("lookalike_likeness")[place].tolist()
    own = _stored(engine, place)
    of_own = _of_page(engine, page)
    found: list[LookAlike] = []
    for i, share in zip(near, shares, strict=True):
        if i >= 0 and not _is_of_its_series(_ref(engine, i), page, found):
            ref, other = _ref(engine, i), _stored(engine, i)
            reader = _of_store(engine, ref)
            pair = _compared(engine, page.ref, own, ref, other, (of_own, reader))
            found.append(LookAlike(ref, share, pair))
    return tuple(found)


_SERIES = re.compile(r"(?:,? (?:type |subtype )?(?:\d+\w?|[ivx]+\w?))+$", re.IGNORECASE)


def _is_of_its_series(ref: DiseaseRef, page: DiseasePage, told: Iterable[LookAlike]) -> bool:
    """Tell whether a disease is a numbered sister or a form, or one of a series told already."""
    stem = _stem(ref)
    above = {page.ref.id, *(one.id for one in page.children)}
    kin = {_stem(page.ref), *(_stem(one) for one in (*page.parents, *page.children))}
    if ref.id in above or stem in kin or stem in {_stem(one.ref) for one in told}:
        return True
    return _stem(page.ref) in stem


def _stem(ref: DiseaseRef) -> str:
    return _SERIES.sub("", ref.english).casefold()


def compare(a: DiseasePage, b: DiseasePage) -> Comparison:
    """Lay the findings of two diseases side by side.

    Parameters
    ----------
    a, b
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    comparison
        Every finding once, except those the other has in slightly broader words.
    """
    engine = ranker()
    found_a, found_b = _shown(engine, a.findings), _shown(engine, b.findings)
    readers = _of_page(engine, a), _of_page(engine, b)
    return _compared(engine, a.ref, found_a, b.ref, found_b, readers, most=None)


def prepare() -> None:
    """Open what telling look-alikes apart needs, so that no reader waits for it."""
    engine = ranker()
    _tools(engine), _arrays(engine), _places(engine)


@lru_cache(maxsize=2)
def _places(engine: Ranker) -> dict[Curie, int]:
    return {id_: i for i, id_ in enumerate(engine.ids)}


@lru_cache(maxsize=2)
def _tools(engine: Ranker) -> tuple[Pairer, list[float]]:
    weight = information(engine.profiles, len(engine.ontology))
    return Pairer(engine.ontology, weight), weight.tolist()


@lru_cache(maxsize=2)
def _arrays(engine: Ranker) -> tuple[AnyArray, ...]:
    """Return the arrays of pooled findings as plain views: small slices of them are cheap."""
    return tuple(np.asarray(engine.release.array(f"pooled_{name}")) for name in _POOLED)


@lru_cache(maxsize=4096)
def _ref(engine: Ranker, place: int) -> DiseaseRef:
    number = engine.release.number_of(engine.ids[place])
    return engine.release.refs([number])[number]


@dataclass(frozen=True, slots=True)
class _OnRecord:
    """What sources say that a disease has, with shares, and what they deny; by term index."""

    present: dict[int, float | None]
    denied: frozenset[int]

    @classmethod
    def of(cls, found: Iterable[tuple[int, float | None, bool]]) -> _OnRecord:
        listed = list(found)
        return cls(
            {i: share for i, share, is_denied in listed if not is_denied and share != 0},
            frozenset(i for i, _share, is_denied in listed if is_denied),
        )


_Findings = Mapping[int, AnnotatedFinding]
_Reader = Callable[[Collection[int]], _Findings]
"""Gives findings of one disease by their index in the ontology; those asked for at least."""


def _of_page(engine: Ranker, page: DiseasePage) -> _Reader:
    index_of = engine.ontology.index_of
    known = {index_of[f.term]: f for f in page.findings if f.term in index_of}
    return lambda wanted: known


def _of_store(engine: Ranker, ref: DiseaseRef) -> _Reader:
    def read(wanted: Collection[int]) -> _Findings:
        terms = [engine.ontology.ids[i] for i in wanted]
        found = findings_of(engine.release, ref.id, terms)
        return {engine.ontology.index_of[f.term]: f for f in found}

    return read


def _stored(engine: Ranker, place: int) -> _OnRecord:
    indptr, *arrays = _arrays(engine)
    start, stop = indptr[place : place + 2].tolist()
    columns = (array[start:stop].tolist() for array in arrays)
    return _OnRecord.of(
        (i, None if share != share else share, is_denied)  # NaN: no source states one
        for i, share, is_denied in zip(*columns, strict=True)
    )


def _shown(engine: Ranker, findings: Iterable[AnnotatedFinding]) -> _OnRecord:
    index_of = engine.ontology.index_of
    return _OnRecord.of(
        (index_of[f.term], f.frequency, f.excluded) for f in findings if f.term in index_of
    )


def _compared(
    engine: Ranker,
    ref_a: DiseaseRef,
    a: _OnRecord,
    ref_b: DiseaseRef,
    b: _OnRecord,
    readers: tuple[_Reader, _Reader],
    most: int | None = _TOLD_APART_BY,
) -> Comparison:
    pairer, weight = _tools(engine)
    pairings = pairer.pair(a.present, b.present)
    both = [p for p in pairings if p.in_a and p.in_b]
    both.sort(key=lambda p: -weight[p.i_term] * min(_number(p.share_a), _number(p.share_b)))
    apart = [p for p in pairings if abs(p.difference) >= _LEAST_DIFFERENCE]
    near = _Nearness(engine, a, b) if most else None
    parts = (
        both[:most],
        _surely([p for p in apart if p.difference > 0], near, readers[0], most),
        _surely([p for p in apart if p.difference < 0], near, readers[1], most),
    )
    told = [p for part in parts for p in part]
    bases_a = _bases(engine, told, a.present, readers[0])
    bases_b = _bases(engine, told, b.present, readers[1])

    def read(pairing: Pairing) -> PairedFinding:
        i_term = pairing.i_term
        return PairedFinding(
            engine.ontology.ids[i_term],
            engine.ontology.labels[i_term],
            pairing.share_a,
            pairing.share_b,
            pairing.in_a,
            pairing.in_b,
            i_term in a.denied,
            i_term in b.denied,
            bases_a.get(i_term),
            bases_b.get(i_term),
        )

    shared, for_a, for_b = (tuple(map(read, part)) for part in parts)
    return Comparison(ref_a, ref_b, shared, for_a, for_b)


class _Nearness:
    """What two diseases have on record, with what is broader, as far as it still says something."""

    def __init__(self, engine: Ranker, a: _OnRecord, b: _OnRecord) -> None:
        self._engine = engine
        self.present = (a.present, b.present)
        _pairer, self._weight = _tools(engine)
        self._told = tuple({j for i in one.present for j in self._near(i)} for one in (a, b))

    def _near(self, i_term: int) -> list[int]:
        above = self._engine.ontology.ancestors(i_term).tolist()
        return [i for i in above if self._weight[i] >= _LEAST_INFORMATION]

    def is_near(self, i_term: int, side: int) -> bool:
        """Tell whether a disease has anything akin to a sign, under whatever name."""
        return not self._told[side].isdisjoint(self._near(i_term))


def _surely(
    apart: list[Pairing], near: _Nearness | None, reader: _Reader, most: int | None
) -> list[Pairing]:
    """Keep what is surely frequent in one disease and has nothing akin to it in the other.

    What the other has with a known share may be told as well. All is kept where two diseases are
    laid side by side in full.
    """
    if near is None:
        return apart
    kept = []
    for pairing in apart[:_LOOKED_AT]:
        here = 0 if pairing.difference > 0 else 1
        shares = (pairing.share_a, pairing.share_b)
        in_other = (pairing.in_b, pairing.in_a)[here]
        if in_other and shares[1 - here] is None:
            continue
        if pairing.i_term not in near.present[here]:
            continue
        if not in_other and near.is_near(pairing.i_term, 1 - here):
            continue
        found = reader((pairing.i_term,)).get(pairing.i_term)
        if found is not None and _is_sure(found):
            kept.append(pairing)
        if len(kept) == most:
            break
    return kept


def _is_sure(found: AnnotatedFinding) -> bool:
    """Tell whether people were counted, or more than one row has a sign that is called frequent."""
    if found.denominator:
        return found.denominator >= _FEWEST_COUNTED
    return found.low is not None and len(found.rows) > 1


def _bases(
    engine: Ranker,
    pairings: Iterable[Pairing],
    present: Mapping[int, float | None],
    reader: _Reader,
) -> dict[int, AnnotatedFinding]:
    """Return what the share of each pairing was taken from, by the pairing's own term."""
    pairer, _weight = _tools(engine)
    origin: dict[int, int] = {}
    for pairing in pairings:
        i_term = pairing.i_term
        if i_term in present:
            origin[i_term] = i_term
            continue
        narrower = [i for i in present if pairer.is_below(i, i_term)]
        if narrower:
            origin[i_term] = max(narrower, key=lambda i: _number(present[i]))
    read = reader(set(origin.values())) if origin else {}
    return {i_term: read[i] for i_term, i in origin.items() if i in read}


def _number(share: float | None) -> float:
    return ASSUMED_SHARE if share is None else share
