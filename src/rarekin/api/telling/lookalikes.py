"""Diseases that look alike, and the findings that tell two diseases apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from rarekin.api.diseases.findings import findings_of
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, DiseaseRef
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.api.telling.voices import Standing, standing_of
from rarekin.knowledge.arrays import AnyArray
from rarekin.model.identifiers import Curie
from rarekin.rank.lookalikes import Account, Pairer, Pairing, Sign, information

_TOLD_APART_BY = 3
_POOLED = (
    "pooled_indptr", "pooled_term", "pooled_excluded", "borne_sure", "borne_told",
    "pooled_people", "pooled_share", "pooled_low", "pooled_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairedFinding:
    """One finding as two diseases have it.

    Attributes
    ----------
    term, label
        The finding.
    denied_a, denied_b
        True where the sources say that the disease does not have it.
    basis_a, basis_b
        What is known of it there: the finding as it is on record, else the most frequent
        narrower one; None where it is not on record.
    is_told_a, is_told_b
        Whether how often it occurs there is more than the word of one list.
    """

    term: Curie
    label: str
    denied_a: bool
    denied_b: bool
    basis_a: AnnotatedFinding | None = None
    basis_b: AnnotatedFinding | None = None
    is_told_a: bool = False
    is_told_b: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two diseases side by side.

    Attributes
    ----------
    shared
        Findings of both that stand well in both, the most telling first.
    for_a, for_b
        Findings that are known to be more frequent in one of them, the most telling first.
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


def look_alikes(page: DiseasePage, standing: Standing | None = None) -> tuple[LookAlike, ...]:
    """Return the diseases whose findings come nearest to those of a disease.

    Parameters
    ----------
    page
        Of the disease, from `rarekin.api.diseases.lookup.disease`.
    standing
        How well its signs stand, where that is known already.

    Returns
    -------
    look_alikes
        At most four: those that a source names as such, then the most alike, if they share
        enough of the signs that say most. Never a form of the disease, what it is a form of, or
        another form of that; one of a family of types.

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
    if max(near) < 0:
        return ()
    own = _account(engine, page, standing or standing_of(page))
    of_own = _of_page(engine, page)
    found = []
    for i, share in zip(near, shares, strict=True):
        if i >= 0:
            ref, other = _ref(engine, i), _stored(engine, i)
            reader = _of_store(engine, ref)
            pair = _compared(engine, page.ref, own, ref, other, (of_own, reader))
            found.append(LookAlike(ref, share, pair))
    return tuple(found)


def compare(a: DiseasePage, b: DiseasePage) -> Comparison:
    """Lay the findings of two diseases side by side.

    Parameters
    ----------
    a, b
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    comparison
        As `look_alikes` gives them, and all of them.
    """
    engine = ranker()
    found_a, found_b = (_account(engine, page, standing_of(page)) for page in (a, b))
    readers = _of_page(engine, a), _of_page(engine, b)
    return _compared(engine, a.ref, found_a, b.ref, found_b, readers, most=None)


def prepare() -> None:
    """Open what telling look-alikes apart needs, so that no reader waits for it."""
    engine = ranker()
    _pairer(engine), _arrays(engine), _places(engine)


@lru_cache(maxsize=2)
def _places(engine: Ranker) -> dict[Curie, int]:
    return {id_: i for i, id_ in enumerate(engine.ids)}


@lru_cache(maxsize=2)
def _pairer(engine: Ranker) -> Pairer:
    return Pairer(engine.ontology, information(engine.profiles, len(engine.ontology)))


@lru_cache(maxsize=2)
def _arrays(engine: Ranker) -> tuple[AnyArray, ...]:
    """Return the arrays of pooled findings as plain views: small slices of them are cheap."""
    return tuple(np.asarray(engine.release.array(name)) for name in _POOLED)


@lru_cache(maxsize=4096)
def _ref(engine: Ranker, place: int) -> DiseaseRef:
    number = engine.release.number_of(engine.ids[place])
    return engine.release.refs([number])[number]


_Findings = Mapping[int, AnnotatedFinding]
_Reader = Callable[[Collection[int]], _Findings]
"""Gives findings of one disease by their index in the ontology; those asked for at least."""


def _of_page(engine: Ranker, page: DiseasePage) -> _Reader:
    index_of = engine.ontology.index_of
    known = {index_of[f.term]: f for f in page.findings if f.term in index_of}
    return lambda wanted: known


def _of_store(engine: Ranker, ref: DiseaseRef) -> _Reader:
    def read(wanted: Collection[int]) -> _Findings:
        if not wanted:
            return {}
        terms = [engine.ontology.ids[i] for i in wanted]
        found = findings_of(engine.release, ref.id, terms)
        return {engine.ontology.index_of[f.term]: f for f in found}

    return read


def _stored(engine: Ranker, place: int) -> Account:
    """Return what is said of a ranked disease, as it was compiled."""
    indptr, *arrays = _arrays(engine)
    start, stop = indptr[place : place + 2].tolist()
    signs, denied = {}, set()
    for i, is_denied, is_sure, is_told, people, *shares in zip(
        *(array[start:stop].tolist() for array in arrays), strict=True
    ):
        if is_denied:
            denied.add(i)
        elif shares[0] != 0:
            share, low, high = (None if x != x else x for x in shares)  # NaN: nobody states one
            signs[i] = Sign(share, low, high, is_sure, is_told, int(people))
    return Account(signs, denied)


def _account(engine: Ranker, page: DiseasePage, standing: Standing) -> Account:
    """Return what is said of a disease, its own name taken off; what is doubted tells nothing."""
    place = _places(engine).get(page.ref.id)
    stored = Account({}) if place is None else _stored(engine, place)
    index_of = engine.ontology.index_of
    signs, denied = {}, set()
    for f in page.findings:
        i_term = index_of.get(f.term)
        if i_term is None:
            continue
        if f.excluded:
            denied.add(i_term)
        elif f.frequency != 0:
            known = stored.signs.get(i_term, Sign(None, is_sure=False, is_told=False))
            is_borne = f.term not in standing.doubtful
            sure, told = known.is_sure and is_borne, known.is_told and is_borne
            n = f.denominator or 0
            signs[i_term] = Sign(f.frequency, f.low, f.high, sure, told, n)
    return Account(signs, denied)


def _is_told(account: Account, i_term: int | None) -> bool:
    return i_term is not None and i_term in account.signs and account.signs[i_term].is_told


def _compared(
    engine: Ranker,
    ref_a: DiseaseRef,
    a: Account,
    ref_b: DiseaseRef,
    b: Account,
    readers: tuple[_Reader, _Reader],
    most: int | None = _TOLD_APART_BY,
) -> Comparison:
    pairer = _pairer(engine)
    parts = (
        pairer.shared(a, b)[:most],
        pairer.more_often(a, b)[:most],
        [replace(p, told_a=p.told_b, told_b=p.told_a) for p in pairer.more_often(b, a)[:most]],
    )
    told = [p for part in parts for p in part]
    bases_a = readers[0]({p.told_a for p in told if p.told_a is not None})
    bases_b = readers[1]({p.told_b for p in told if p.told_b is not None})

    def read(pairing: Pairing) -> PairedFinding:
        i_term = pairing.i_term
        return PairedFinding(
            engine.ontology.ids[i_term],
            engine.ontology.labels[i_term],
            i_term in a.denied,
            i_term in b.denied,
            None if pairing.told_a is None else bases_a.get(pairing.told_a),
            None if pairing.told_b is None else bases_b.get(pairing.told_b),
            _is_told(a, pairing.told_a),
            _is_told(b, pairing.told_b),
        )

    shared, for_a, for_b = (tuple(map(read, part)) for part in parts)
    return Comparison(ref_a, ref_b, shared, for_a, for_b)
