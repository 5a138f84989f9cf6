"""How alike are the conditions of two people? (shared diseases, kin, and signs by information).

Signs are compared by simGIC, the information content of what two sets of terms share over
that of all they imply (Pesquita et al., BMC Bioinformatics 2008, doi:10.1186/1471-2105-9-S5-S4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from rarekin.api.diseases.lookup import disease as disease_page
from rarekin.api.making.release import current
from rarekin.errors import UnknownId
from rarekin.knowledge.release import Release
from rarekin.knowledge.search import resolve_disease
from rarekin.model.identifiers import Curie

__all__ = [
    "Kinship", "Likeness", "disease_stamp", "information_content", "likeness", "likenesses",
    "match_keys", "release_name",
]  # fmt: skip

_ABNORMALITY = Curie("HP:0000118")
_LARGEST_FAMILY = 40
_MIN_INFORMATION = 2.0
_MAX_DISEASE_KEYS = 10
_MAX_SIGN_KEYS = 14
_OWN_WEIGHT, _KIN_WEIGHT, _GENE_WEIGHT = 12.0, 4.0, 4.0


class Kinship(StrEnum):
    """How two diseases are related, the closest first."""

    SAME = "same"
    BROADER = "broader"
    GENE = "gene"
    SIBLING = "sibling"
    NONE = ""


_CLOSENESS = {kinship: place for place, kinship in enumerate(Kinship)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two people's conditions have in common.

    Attributes
    ----------
    kinship
        Of their closest two diseases.
    n_shared_signs
        Signs of the first that the second has too, or has in a narrower or broader form.
    sim_gic
        Shared over all information of the signs, 0 to 1.
    """

    kinship: Kinship
    n_shared_signs: int
    sim_gic: float


def release_name() -> str:
    """Return the version of the release that serves; keys made with another one are stale."""
    return current().version


def information_content(term: Curie) -> float:
    """Return how much a sign tells: minus the log of how common it is among all diseases.

    Parameters
    ----------
    term
        HPO id.

    Returns
    -------
    information
        In nats; 0 for a term that nobody is annotated with or that the release lacks.
    """
    release = current()
    i_term = _term(release, term)
    return 0.0 if i_term is None else _weights(release)[i_term]


def match_keys(diseases: Iterable[Curie], signs: Iterable[Curie]) -> dict[str, float]:
    """Return the few keys under which somebody should be found by people like them.

    Parameters
    ----------
    diseases, signs
        What the person marked for matching; ids the release no longer has are passed over.

    Returns
    -------
    keys
        Key to weight: the diseases, their narrow families and genes, and the signs with the
        nearest broader ones that still tell something; at most twenty-four.
    """
    release = current()
    by_disease: dict[str, float] = {}
    for disease in diseases:
        if (number := _number(release, disease)) is None:
            continue
        by_disease[f"d{number}"] = _OWN_WEIGHT
        for above in sorted(_families(release, number)):
            by_disease.setdefault(f"d{above}", _KIN_WEIGHT)
        for gene in sorted(_genes(release, number)):
            by_disease.setdefault(f"g{gene}", _GENE_WEIGHT)
    heaviest = sorted(by_disease.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(heaviest[:_MAX_DISEASE_KEYS]) | _sign_keys(release, signs)


def likeness(
    first: tuple[Collection[Curie], Collection[Curie]],
    second: tuple[Collection[Curie], Collection[Curie]],
) -> Likeness:
    """Compare two people.

    Parameters
    ----------
    first, second
        Diseases and signs of each.

    Returns
    -------
    likeness
        The same whichever comes first.
    """
    return likenesses(first, [second])[0]


def likenesses(
    first: tuple[Collection[Curie], Collection[Curie]],
    others: Iterable[tuple[Collection[Curie], Collection[Curie]]],
) -> list[Likeness]:
    """Compare one person with many, by one release.

    Parameters
    ----------
    first
        Diseases and signs of the one.
    others
        Diseases and signs of the many.

    Returns
    -------
    likenesses
        In the order of ``others``.
    """
    release = current()
    return [_likeness(release, first, other) for other in others]


def _likeness(
    release: Release,
    first: tuple[Collection[Curie], Collection[Curie]],
    second: tuple[Collection[Curie], Collection[Curie]],
) -> Likeness:
    one, other = _implied(release, frozenset(first[1])), _implied(release, frozenset(second[1]))
    common = one.closure & other.closure
    weight = _weights(release)
    shared = sum([weight[i] for i in common])
    total = one.information + other.information - shared
    kin = min(
        (_kinship(release, a, b) for a in first[0] for b in second[0]),
        key=_CLOSENESS.__getitem__,
        default=Kinship.NONE,
    )
    return Likeness(kin, _n_shared(release, one, other), shared / total if total else 0.0)


@dataclass(frozen=True, slots=True)
class _Implied:
    """Signs, all that they imply, and the information of the latter."""

    terms: frozenset[int]
    closure: frozenset[int]
    information: float


@lru_cache(1024)
def _implied(release: Release, signs: frozenset[Curie]) -> _Implied:
    terms = frozenset(_terms(release, signs))
    closure = frozenset().union(*(_above(release, term) for term in terms))
    weight = _weights(release)
    return _Implied(terms, closure, sum([weight[i] for i in closure]))


def _n_shared(release: Release, one: _Implied, other: _Implied) -> int:
    """Count the signs that the other has as well, in the same, a broader or a narrower form."""

    def n_met(these: _Implied, those: _Implied) -> int:
        return sum(
            term in those.closure or not those.terms.isdisjoint(_above(release, term))
            for term in these.terms
        )

    return min(n_met(one, other), n_met(other, one))


@lru_cache(4)
def _weights(release: Release) -> list[float]:
    weights: list[float] = _information(release).tolist()
    return weights


@lru_cache(4)
def _information(release: Release) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    background = release.array("rank_background")
    row = np.asarray(release.array("rank_row"), dtype=np.int64)
    information: np.ndarray[tuple[int], np.dtype[np.float32]] = np.where(
        row >= 0, -np.log(background[np.maximum(row, 0)]), 0.0
    ).astype(np.float32)
    return np.maximum(information, 0.0)


@lru_cache(65_536)
def _number(release: Release, disease: Curie) -> int | None:
    try:
        return release.number_of(resolve_disease(release, disease).id)
    except UnknownId:
        return None


@lru_cache(16_384)
def _families(release: Release, number: int) -> frozenset[int]:
    """Return the ancestors of a disease that are narrow enough to mean something."""
    found: set[int] = set()
    level = {number}
    for _step in range(3):
        above = {
            parent
            for disease in level
            for (parent,) in release.rows("SELECT parent FROM parent WHERE disease = ?", (disease,))
        }
        level = {parent for parent in above if _n_children(release, parent) <= _LARGEST_FAMILY}
        found |= level
    return frozenset(found - {number})


@lru_cache(16_384)
def _n_children(release: Release, number: int) -> int:
    [(n,)] = release.rows("SELECT count(*) FROM parent WHERE parent = ?", (number,))
    return int(n)


@lru_cache(16_384)
def _genes(release: Release, number: int) -> frozenset[str]:
    symbols = {row[0] for row in release.rows(
        "SELECT symbol FROM gene WHERE disease = ?", (number,)
    )}  # fmt: skip
    return frozenset(
        symbol
        for symbol in symbols
        if release.rows(
            "SELECT count(DISTINCT disease) FROM gene WHERE symbol = ? COLLATE NOCASE", (symbol,)
        )[0][0]
        <= _LARGEST_FAMILY
    )


@lru_cache(65_536)
def _kinship(release: Release, first: Curie, second: Curie) -> Kinship:
    a, b = _number(release, first), _number(release, second)
    if a is None or b is None:
        return Kinship.SAME if first == second else Kinship.NONE
    if a == b:
        return Kinship.SAME
    above_a, above_b = _families(release, a), _families(release, b)
    if a in above_b or b in above_a:
        return Kinship.BROADER
    if _genes(release, a) & _genes(release, b):
        return Kinship.GENE
    return Kinship.SIBLING if above_a & above_b else Kinship.NONE


@lru_cache(65_536)
def _term(release: Release, term: Curie) -> int | None:
    try:
        return release.ontology.index_of[release.ontology.current(term)]
    except UnknownId:
        return None


def _terms(release: Release, signs: Iterable[Curie]) -> set[int]:
    return {i for sign in signs if (i := _term(release, sign)) is not None}


@lru_cache(32_768)
def _above(release: Release, i_term: int) -> frozenset[int]:
    """Return a term and its broader ones, below the root of all findings."""
    ontology = release.ontology
    root = ontology.index_of.get(_ABNORMALITY, -1)
    return frozenset(ontology.ancestors(i_term).tolist()) - {root, 0}


def _sign_keys(release: Release, signs: Iterable[Curie]) -> dict[str, float]:
    """Take every sign's own key first, then broader ones, the most telling first."""
    information = _information(release)
    own = sorted(_terms(release, signs), key=lambda i: (-information[i], i))
    broader = {i for term in own for i in _above(release, term)} - set(own)
    telling = [i for i in broader if information[i] >= _MIN_INFORMATION]
    ordered = own + sorted(telling, key=lambda i: (-information[i], i))
    return {
        f"s{release.ontology.ids[i]}": max(0.1, float(information[i]))
        for i in ordered[:_MAX_SIGN_KEYS]
    }


def disease_stamp(disease: Curie) -> str:
    """Return a short text that changes when what the release says about a disease changes.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    stamp
        A hash of its facts, organisations, names, genes and findings, blind to the release.

    Raises
    ------
    UnknownId
        If there is no such disease.
    """
    page = disease_page(disease)
    said = (page.names, page.genes, page.findings, page.organisations, sorted(page.facts.items()))
    return blake2b(repr(said).encode(), digest_size=12).hexdigest()
