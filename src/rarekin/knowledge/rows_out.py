"""Every record of a release as JSON-ready rows, one kind at a time, for handing on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rarekin.knowledge.codec import to_plain
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows import ANNOTATION_COLUMNS, RowReader
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie

Row = dict[str, Any]
_PART = 2_000
_OWN = "curated"  # what no single source says is of our own making


def kinds() -> tuple[str, ...]:
    """Name the kinds of record that `rows_of` hands out.

    Returns
    -------
    kinds
        In order.

    Examples
    --------
    >>> "annotations" in kinds()
    True
    """
    return tuple(_ROWS)


def rows_of(release: Release, kind: str) -> Iterator[Row]:
    """Yield all records of a kind that may be handed on.

    Parameters
    ----------
    release
        Where they are.
    kind
        One of `kinds`.

    Yields
    ------
    row
        With the canonical disease as ``canonical``, the name of the source as ``source`` and
        its terms as ``licence``; keys whose value is empty are left out. Records of sources
        that do not allow it are left out.
    """
    licences = {source.name: source.licence.name for source in release.sources}
    for row in _ROWS[kind](release, _free(release)):
        if row.get("source") in licences:
            row["licence"] = licences[row["source"]]
        yield row


def _free(release: Release) -> frozenset[str]:
    return frozenset(s.name for s in release.sources if s.licence.redistribute)


def held_back(release: Release) -> tuple[str, ...]:
    """Name the sources of a release whose records are not handed on.

    Parameters
    ----------
    release
        Any.

    Returns
    -------
    names
        In order.
    """
    return tuple(sorted({s.name for s in release.sources} - _free(release)))


def _diseases(release: Release, free: frozenset[str]) -> Iterator[Row]:
    parents: dict[str, list[str]] = {}
    for child, parent in release.rows(
        "SELECT c.id, p.id FROM parent x JOIN disease c ON c.i = x.disease "
        "JOIN disease p ON p.i = x.parent ORDER BY 1, 2"
    ):
        parents.setdefault(child, []).append(parent)
    open_names = {
        (key, text): source
        for key, text, source in release.rows(
            "SELECT key, text, source FROM name ORDER BY key, n DESC"
        )
        if source in free
    }
    for id_, label, level in release.rows("SELECT id, label, level FROM disease ORDER BY i"):
        # A label brought out of capitals is a name of its own and nobody's sentence.
        known = (id_, label) in open_names or not _is_held_name(release, id_, label, free)
        source = open_names.get((id_, label), _OWN if _OWN in free else "")
        row = {"id": id_, "label": label if known else "", "level": level, "source": source}
        yield _filled(row | {"parents": parents.get(id_, [])})


def _is_held_name(release: Release, id_: str, label: str, free: frozenset[str]) -> bool:
    rows = release.rows("SELECT source FROM name WHERE key = ? AND text = ?", (id_, label))
    return bool(rows) and not any(source in free for (source,) in rows)


def _names(release: Release, free: frozenset[str]) -> Iterator[Row]:
    columns = ("canonical", "id", "text", "kind", "source", "language")
    statement = "SELECT key, subject, text, kind, source, language FROM name ORDER BY key, n"
    return _table(release, statement, columns, free)


def _mappings(release: Release, free: frozenset[str]) -> Iterator[Row]:
    columns = ("canonical", "subject", "predicate", "object", "source")
    statement = "SELECT key, subject, predicate, object, source FROM mapping ORDER BY key, n"
    return _table(release, statement, columns, free)


def _genes(release: Release, free: frozenset[str]) -> Iterator[Row]:
    columns = ("canonical", "disease", "symbol", "source", "hgnc", "relation", "references")
    statement = (
        "SELECT d.id, g.subject, g.symbol, g.source, g.hgnc, g.relation, g.refs FROM gene g "
        "JOIN disease d ON d.i = g.disease ORDER BY g.disease, g.n"
    )
    for row in _table(release, statement, columns, free):
        if "references" in row:
            row["references"] = row["references"].split(";")
        yield row


def _aliases(release: Release, free: frozenset[str]) -> Iterator[Row]:
    """Yield identifiers that a source we may hand on has named."""
    named = dict.fromkeys(release.disease_ids(), _OWN if _OWN in free else "")
    for statement in _SUBJECTS:
        named |= {id_: source for id_, source in release.rows(statement) if source in free}
    for subject, object_, source in release.rows(_MAPPED):
        if source in free:
            named |= {subject: source, object_: source}
    statement = "SELECT a.alias, d.id FROM alias a JOIN disease d ON d.i = a.disease ORDER BY 1, 2"
    for alias, id_ in release.rows(statement):
        if alias in named:
            yield _filled({"id": alias, "canonical": id_, "source": named[alias]})


_MAPPED = "SELECT subject, object, source FROM mapping ORDER BY key, n"
_SUBJECTS = (
    "SELECT DISTINCT subject, source FROM name ORDER BY 1, 2",
    "SELECT DISTINCT subject, source FROM gene ORDER BY 1, 2",
    "SELECT t.s, s.s FROM (SELECT DISTINCT subject, source FROM annotation) a "
    "JOIN text t ON t.i = a.subject JOIN text s ON s.i = a.source ORDER BY 1, 2",
)


def _table(
    release: Release, statement: str, columns: tuple[str, ...], free: frozenset[str]
) -> Iterator[Row]:
    for values in release.rows(statement):
        row = dict(zip(columns, values, strict=True))
        if row["source"] in free:
            yield _filled(row)


def _filled(row: Mapping[str, Any]) -> Row:
    return {key: value for key, value in row.items() if value not in (None, "", [], ())}


def annotations_out(release: Release) -> Iterator[tuple[Curie, Annotation]]:
    """Yield the statements that may be handed on.

    Parameters
    ----------
    release
        Where they are.

    Yields
    ------
    canonical, annotation
        In the order of diseases.
    """
    free = _free(release)
    for canonical, _current, annotation in _statements(release):
        if annotation.source in free:
            yield canonical, annotation


def _annotations(release: Release, free: frozenset[str]) -> Iterator[Row]:
    for canonical, current, annotation in _statements(release):
        if annotation.source in free:
            yield {"canonical": canonical, "current": current, **to_plain(annotation)}


def _statements(release: Release) -> Iterator[tuple[Curie, Curie, Annotation]]:
    texts = dict(release.rows("SELECT i, s FROM text"))
    reader = RowReader(lambda number: str(texts[number]))
    ids = release.disease_ids()
    for start in range(0, len(ids), _PART):
        rows = release.rows(
            f"SELECT {ANNOTATION_COLUMNS} FROM annotation "  # noqa: S608  our own columns
            "WHERE disease >= ? AND disease < ? ORDER BY disease, n",
            (start, start + _PART),
        )
        for number, current, annotation in map(reader.annotation, rows):
            yield ids[number], current, annotation


def _stored(name: str) -> Callable[[Release, frozenset[str]], Iterator[Row]]:
    def rows(release: Release, free: frozenset[str]) -> Iterator[Row]:
        statement = "SELECT key, source, data FROM record WHERE kind = ? ORDER BY key, n"
        for key, source, data in release.rows(statement, (name,)):
            if source in free:
                yield {"canonical": key, **json.loads(data), "source": source}

    return rows


def _terms(release: Release, free: frozenset[str]) -> Iterator[Row]:
    for term in release.terms():
        if term.source in free:
            yield to_plain(term)


_ROWS: dict[str, Callable[[Release, frozenset[str]], Iterator[Row]]] = {
    "diseases": _diseases,
    "aliases": _aliases,
    "names": _names,
    "mappings": _mappings,
    "annotations": _annotations,
    "genes": _genes,
    "facts": _stored("Fact"),
    "organisations": _stored("Organisation"),
    "cases": _stored("Case"),
    "terms": _terms,
}
