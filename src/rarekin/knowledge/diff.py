"""What changed from one release to another, as data; `rarekin.knowledge.diff_words` says it."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rarekin.errors import KnowledgeError
from rarekin.knowledge.release import Release
from rarekin.model.citations import SourceInfo
from rarekin.model.identifiers import Curie

T = TypeVar("T")

_MOST_CHANGED = 20
_ABOUT_THE_DIFF = frozenset({"before", "after", "schemas", "not_compared"})


@dataclass(frozen=True, slots=True)
class Named:
    """An identifier and its label."""

    id: Curie
    label: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """An identifier whose label, or whose level under a label, changed."""

    id: Curie
    before: str
    after: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Retired:
    """An identifier that is gone, and what it leads to now; several mean that it was split."""

    id: Curie
    label: str
    successors: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class SourceChange:
    """How a source differs.

    Attributes
    ----------
    before, after
        Versions; empty where the release does not have the source.
    status, problem
        As the later release states them.
    rows
        Kind, number before and number after, of the kinds whose number changed.
    """

    name: str
    title: str
    before: str
    after: str
    status: str = ""
    problem: str = ""
    rows: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Turnover:
    """How many records came and went, by source or by predicate."""

    name: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """Everything that changed.

    Attributes
    ----------
    before, after
        Versions.
    diseases_added, diseases_retired, diseases_renamed, levels_changed
        By canonical id; a level change names the level before and after.
    names, mappings, annotations, genes, facts
        Records that came and went, by source; mappings by source and predicate.
    diseases_changed
        Number of diseases, in both releases, of which any record changed.
    most_changed
        Diseases with the most changed records, with the number.
    terms_added, terms_renamed, terms_retired
        HPO terms.
    schemas
        How the two are laid out; different numbers where different programs wrote them.
    not_compared
        What could not be compared, because one of them has no such part.
    """

    before: str
    after: str
    sources: tuple[SourceChange, ...]
    diseases_added: tuple[Named, ...]
    diseases_retired: tuple[Retired, ...]
    diseases_renamed: tuple[Renamed, ...]
    levels_changed: tuple[Renamed, ...]
    names: tuple[Turnover, ...]
    mappings: tuple[Turnover, ...]
    annotations: tuple[Turnover, ...]
    genes: tuple[Turnover, ...]
    facts: tuple[Turnover, ...]
    diseases_changed: int
    most_changed: tuple[tuple[Named, int], ...]
    terms_added: tuple[Named, ...]
    terms_renamed: tuple[Renamed, ...]
    terms_retired: tuple[Retired, ...]
    schemas: tuple[int, int] = (0, 0)
    not_compared: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reader could see differs."""
        return not any(
            getattr(self, name) for name in self.__slots__ if name not in _ABOUT_THE_DIFF
        )


class _Pair:
    """Reads what both releases have and remembers what one of them has not."""

    def __init__(self, before: Release, after: Release) -> None:
        self._releases = (before, after)
        self.missing: list[str] = []

    def read(self, what: str, read: Callable[[Release], T]) -> tuple[T, T] | None:
        before, after = self._releases
        try:
            return read(before), read(after)
        except (sqlite3.Error, KnowledgeError):
            self.missing.append(what)
            return None


def compare(before: Release, after: Release) -> ReleaseDiff:
    """Compare two releases.

    Parameters
    ----------
    before, after
        Both open; of different schemas, what both have is compared.

    Returns
    -------
    diff
        Lists in the order of ids.
    """
    pair = _Pair(before, after)
    old, new = pair.read("diseases", _diseases) or ({}, {})
    changed: Counter[Curie] = Counter()
    turnover = {kind: _turnover(pair, kind, changed) for kind in _RECORDS}
    labels_before, labels_after = pair.read("HPO terms", _labels) or ({}, {})
    both = {id_: n for id_, n in changed.items() if id_ in old and id_ in new}
    most = sorted(both.items(), key=lambda item: (-item[1], item[0]))[:_MOST_CHANGED]
    return ReleaseDiff(
        before=before.version,
        after=after.version,
        sources=_sources(before, after),
        diseases_added=tuple(Named(i, new[i][0]) for i in sorted(new.keys() - old.keys())),
        diseases_retired=_retired_diseases(old, new, after),
        diseases_renamed=_renamed(old, new, 0),
        levels_changed=tuple(
            replace(change, label=new[change.id][0]) for change in _renamed(old, new, 1)
        ),
        diseases_changed=len(both),
        most_changed=tuple((Named(id_, new[id_][0]), n) for id_, n in most),
        names=turnover["names"],
        mappings=turnover["mappings"],
        annotations=turnover["annotations"],
        genes=turnover["genes"],
        facts=turnover["facts"],
        terms_added=tuple(
            Named(id_, labels_after[id_][0])
            for id_ in sorted(labels_after.keys() - labels_before.keys())
        ),
        terms_renamed=_renamed(labels_before, labels_after, 0),
        terms_retired=_retired_terms(labels_before, labels_after, after),
        schemas=(before.manifest.schema, after.manifest.schema),
        not_compared=tuple(pair.missing),
    )


_Row = tuple[Curie, str, int]
"""Canonical id, source, and a hash of everything else the record says."""


def _reader(statement: str) -> Callable[[Release], Iterable[_Row]]:
    """Read records of which a statement gives canonical id, source, then everything else."""

    def read(release: Release) -> Iterable[_Row]:
        for row in release.rows(statement):
            yield Curie(row[0]), row[1], hash(row[2:])

    return read


def _annotations(release: Release) -> Iterable[_Row]:
    """Read statements about findings; texts shared by many rows are hashed once."""
    diseases = dict(release.rows("SELECT i, id FROM disease"))
    texts = dict(release.rows("SELECT i, s FROM text"))
    hashes = {i: hash(text) for i, text in texts.items()} | {None: 0}
    for disease, source, *rest in release.rows(
        "SELECT disease, source, aspect, excluded, numerator, denominator, frequency, sex, "
        "subject, term, frequency_term, onset, modifiers, refs, evidence FROM annotation"
    ):
        said = (*rest[:6], *(hashes[i] for i in rest[6:]))
        yield Curie(diseases[disease]), texts[source], hash(said)


_RECORDS: dict[str, Callable[[Release], Iterable[_Row]]] = {
    "names": _reader("SELECT key, source, subject, text, kind, language FROM name"),
    "mappings": _reader("SELECT key, source || ' ' || predicate, subject, object FROM mapping"),
    "annotations": _annotations,
    "genes": _reader(
        "SELECT d.id, g.source, g.subject, g.symbol, g.hgnc, g.relation, g.refs "
        "FROM gene g JOIN disease d ON d.i = g.disease"
    ),
    "facts": _reader("SELECT key, source, kind, data FROM record"),
}


def _turnover(pair: _Pair, kind: str, changed: Counter[Curie]) -> tuple[Turnover, ...]:
    """Count records that only one release has; remembers their diseases.

    Hashes of rows stand for rows, so that two full releases fit into memory.
    """
    nothing: Counter[_Row] = Counter()
    found = pair.read(kind, lambda release: Counter(_RECORDS[kind](release)))
    old, new = found or (nothing, nothing)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, lone in ((0, new - old), (1, old - new)):
        for (id_, source, _), n in lone.items():
            counts[source][place] += n
            changed[id_] += n
    return tuple(Turnover(name, *counts[name]) for name in sorted(counts))


def _diseases(release: Release) -> dict[Curie, tuple[str, str]]:
    rows = release.rows("SELECT id, label, level FROM disease")
    return {Curie(id_): (label, level) for id_, label, level in rows}


def _renamed(
    old: Mapping[Curie, Sequence[str]], new: Mapping[Curie, Sequence[str]], place: int
) -> tuple[Renamed, ...]:
    return tuple(
        Renamed(id_, old[id_][place], new[id_][place])
        for id_ in sorted(old.keys() & new.keys())
        if old[id_][place] != new[id_][place]
    )


def _retired_diseases(
    old: Mapping[Curie, Sequence[str]], new: Mapping[Curie, Sequence[str]], after: Release
) -> tuple[Retired, ...]:
    return tuple(
        Retired(id_, old[id_][0], tuple(Named(i, new[i][0]) for i in after.canonical(id_)))
        for id_ in sorted(old.keys() - new.keys())
    )


def _sources(before: Release, after: Release) -> tuple[SourceChange, ...]:
    old = {source.name: source for source in before.sources}
    new = {source.name: source for source in after.sources}
    found = []
    for name in sorted(old.keys() | new.keys()):
        a, b = old.get(name), new.get(name)
        rows = _row_changes(a, b)
        told = b or a
        differs = (a and a.version) != (b and b.version) or rows or (b and b.problem)
        if told and differs:
            found.append(
                SourceChange(
                    name, told.title, a.version if a else "", b.version if b else "",
                    b.status if b else "gone", b.problem if b else "", rows,
                )
            )  # fmt: skip
    return tuple(found)


def _row_changes(a: SourceInfo | None, b: SourceInfo | None) -> tuple[tuple[str, int, int], ...]:
    old, new = (dict(source.rows) if source else {} for source in (a, b))
    return tuple(
        (kind, old.get(kind, 0), new.get(kind, 0))
        for kind in sorted(old.keys() | new.keys())
        if old.get(kind, 0) != new.get(kind, 0)
    )


def _labels(release: Release) -> dict[Curie, tuple[str]]:
    ontology = release.ontology
    return {id_: (label,) for id_, label in zip(ontology.ids, ontology.labels, strict=True)}


def _retired_terms(
    old: Mapping[Curie, Sequence[str]], new: Mapping[Curie, Sequence[str]], after: Release
) -> tuple[Retired, ...]:
    found = []
    for id_ in sorted(old.keys() - new.keys()):
        heir = after.ontology.successors.get(id_)
        heirs = () if heir is None else (Named(heir, new[heir][0] if heir in new else heir),)
        found.append(Retired(id_, old[id_][0], heirs))
    return tuple(found)
