"""Published patients most like a case: whose findings share the most information with it.

Likeness is the information that both have over the information that either has, with everything
that findings imply: simGIC (Pesquita et al. 2008, doi:10.1186/1471-2105-9-S5-S4). How much a
finding says is measured by how few of the published cases report it. A likeness is no chance of
having the same disease; findings that were not mentioned count as not known, on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.api.making.release import current
from rarekin.api.ranking.rank import usable_findings
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.errors import InputError, UnknownId
from rarekin.knowledge.codec import decode
from rarekin.knowledge.release import Release
from rarekin.model.case import Case, Sex, State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue

Array = NDArray[Any]
MOST = 50
_LEAST = 0.05
_MOST_SIGNS = 6


@dataclass(frozen=True, slots=True)
class SharedSign:
    """A finding of HPO: id and label."""

    term: Curie
    label: str


@dataclass(frozen=True, slots=True)
class AlikeCase:
    """A published patient, and what is alike.

    Attributes
    ----------
    likeness
        0 to 1: the information both have over the information either has.
    disease, name
        What the publication says the patient has.
    references
        Where the patient is described.
    sex, age_years
        As far as published.
    shared
        Findings of the case that the patient has too, or something narrower; the most telling
        first.
    only_there
        Findings that only the patient is said to have; the most telling first, at most six.
    """

    likeness: float
    disease: Curie
    name: str
    references: tuple[str, ...]
    sex: Sex
    age_years: float | None
    shared: tuple[SharedSign, ...]
    only_there: tuple[SharedSign, ...]


@dataclass(frozen=True, slots=True)
class AlikeCases:
    """The published patients most like a case.

    Attributes
    ----------
    release
        Version of the release they are in.
    n_cases
        How many published patients it has; 0 where it was made without any.
    cases
        The most alike first; those hardly alike are left out.
    issues
        Findings that could not be used.
    """

    release: str
    n_cases: int
    cases: tuple[AlikeCase, ...]
    issues: tuple[Issue, ...] = ()


class _Shelf:
    """The published cases of a release with all that their findings imply."""

    def __init__(self, release: Release, engine: Ranker) -> None:
        rows = release.rows("SELECT key, data FROM record WHERE kind = 'Case' ORDER BY key, n")
        kept: dict[tuple[str, tuple[str, ...]], tuple[Curie, Case, Array, Array]] = {}
        for key, data in rows:
            case = decode(Case, data)
            own = _present(engine, case)
            if own.size:
                kept.setdefault(
                    (case.id, case.references), (Curie(key), case, own, _implied(engine, own))
                )
        self.release = release
        self.cases = [(id_, case, own) for id_, case, own, _all in kept.values()]
        implied = [everything for *_rest, everything in kept.values()]
        self.terms = np.concatenate(implied) if implied else np.zeros(0, np.int64)
        self.starts = np.cumsum([0, *(len(one) for one in implied)])[:-1]
        counts = np.bincount(self.terms, minlength=len(engine.ontology.ids))
        self.information = -np.log((counts + 1.0) / (len(self.cases) + 2.0))
        self.total = self._sums(self.information[self.terms])

    def _sums(self, values: Array) -> Array:
        return np.add.reduceat(values, self.starts) if len(self.starts) else np.zeros(0)

    def likeness(self, implied: Array) -> Array:
        """Return how like each case is to one with these findings and all they imply."""
        weight = np.zeros_like(self.information)
        weight[implied] = self.information[implied]
        both = self._sums(weight[self.terms])
        alike: Array = both / np.maximum(self.total + weight.sum() - both, 1e-9)
        return alike


_shelf: list[_Shelf] = []


def cases_alike(case: Case, *, most: int = 5) -> AlikeCases:
    """Find the published patients whose findings are most like a case's.

    Parameters
    ----------
    case
        Findings that are present count.
    most
        How many, 1 to 50.

    Returns
    -------
    alike
        Without cases, and with ``n_cases`` 0, where the release has no published cases.

    Raises
    ------
    InputError
        If ``most`` is out of range.
    NoRelease
        If no knowledge release has been built.

    Examples
    --------
    Who has been published with findings like these::

        for one in cases_alike(case).cases:
            print(f"{one.likeness:.0%}", one.name, *one.references)
    """
    if not 1 <= most <= MOST:
        raise InputError(f"We got most={most}; we accept 1 to {MOST}.", hint="Ask for fewer cases.")
    engine = ranker()
    shelf = _opened(engine)
    present, _excluded, issues = usable_findings(engine, case)
    found = AlikeCases(shelf.release.version, len(shelf.cases), (), tuple(issues))
    if not present or not shelf.cases:
        return found
    own = np.array(present, np.int64)
    implied = _implied(engine, own)
    likeness = shelf.likeness(implied)
    order = np.lexsort((np.arange(len(likeness)), -likeness))[:most]
    told = tuple(
        _told(engine, shelf, int(i), float(likeness[i]), own, implied)
        for i in order
        if likeness[i] >= _LEAST
    )
    return AlikeCases(found.release, found.n_cases, told, found.issues)


def _opened(engine: Ranker) -> _Shelf:
    """Return the cases of the release, arranged once per process and release."""
    release = current()
    for shelf in _shelf:
        if shelf.release is release:
            return shelf
    fresh = _Shelf(release, engine)
    _shelf[:] = [fresh]
    return fresh


def _present(engine: Ranker, case: Case) -> Array:
    ontology = engine.ontology
    found = []
    for finding in case.findings:
        if finding.state is State.PRESENT:
            try:
                found.append(ontology.index_of[ontology.current(finding.term)])
            except UnknownId:
                continue
    return np.array(sorted(set(found)), np.int64)


def _implied(engine: Ranker, own: Array) -> Array:
    """Return findings with everything they imply."""
    return np.unique(np.concatenate([own, *(engine.ontology.ancestors(int(i)) for i in own)]))


def _told(
    engine: Ranker, shelf: _Shelf, i: int, likeness: float, own: Array, implied: Array
) -> AlikeCase:
    disease, case, theirs = shelf.cases[i]
    also = _implied(engine, theirs)
    shared = [t for t in own.tolist() if t in also]
    only = [t for t in theirs.tolist() if t not in implied]
    return AlikeCase(
        likeness,
        disease,
        _name(disease, shelf.release),
        case.references,
        case.sex,
        case.age_years,
        _signs(engine, shelf, shared),
        _signs(engine, shelf, only)[:_MOST_SIGNS],
    )


def _signs(engine: Ranker, shelf: _Shelf, terms: Sequence[int]) -> tuple[SharedSign, ...]:
    ordered = sorted(terms, key=lambda t: (-shelf.information[t], t))
    ontology = engine.ontology
    return tuple(SharedSign(ontology.ids[t], ontology.labels[t]) for t in ordered)


def _name(disease: Curie, release: Release) -> str:
    number = release.number_of(disease)
    return release.refs([number])[number].label
