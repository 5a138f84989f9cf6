"""What must hold before a release may serve."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from rarekin.errors import BuildError
from rarekin.knowledge.former import Former
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.records import Records
from rarekin.model.ontology import Ontology

_MOST_UNKNOWN_TERMS = 0.02
_MOST_SPLIT = 0.01
_MOST_VANISHED = 0.05
_COMPARED = frozenset({"diseases", "annotations", "terms"})
_FEW = 500
_SHOWN = 5


def check_rows(
    source: str,
    counts: Mapping[str, int],
    *,
    min_rows: Mapping[str, int],
    former: Mapping[str, int],
    max_drop: float,
) -> tuple[str, ...]:
    """Compare record counts of one source with its expectations and with the last release.

    Parameters
    ----------
    source
        Name of the source.
    counts, former
        Records by kind now and in the release that serves.
    min_rows
        Least number by kind.
    max_drop
        Largest share that may vanish.

    Returns
    -------
    problems
        Sentences; empty where all is well.

    Examples
    --------
    >>> check_rows("toy", {"Term": 90}, min_rows={"Term": 10}, former={"Term": 100}, max_drop=0.02)
    ('toy: 90 Term records, the former release has 100.',)
    """
    problems = [
        f"{source}: {counts.get(kind, 0)} {kind} records, expected {least} or more."
        for kind, least in min_rows.items()
        if counts.get(kind, 0) < least
    ]
    problems += [
        f"{source}: {counts.get(kind, 0)} {kind} records, the former release has {before}."
        for kind, before in former.items()
        if counts.get(kind, 0) < before * (1 - max_drop)
    ]
    return tuple(problems)


def check_fill(source: str, records: Records, fill: Mapping[str, float]) -> tuple[str, ...]:
    """Check how many records of a source have an attribute filled.

    Parameters
    ----------
    source
        Name of the source.
    records
        Its records.
    fill
        Least share by ``Kind.attribute``.

    Returns
    -------
    problems
        Sentences; empty where all is well.
    """
    problems = []
    for path, least in fill.items():
        kind, _, attribute = path.partition(".")
        found = [r for r in _of_kind(records, kind) if getattr(r, "source", source) == source]
        live = [r for r in found if not getattr(r, "obsolete", False)]
        share = sum(bool(getattr(r, attribute)) for r in live) / len(live) if live else 0.0
        if share < least:
            problems.append(f"{source}: {share:.0%} of {path} are filled, expected {least:.0%}.")
    return tuple(problems)


def _of_kind(records: Records, kind: str) -> Iterable[object]:
    lists: Iterable[list[object]] = (
        value for value in vars(records).values() if isinstance(value, list)
    )
    return (record for found in lists for record in found if type(record).__name__ == kind)


def check_joined(records: Records, identity: Identity, ontology: Ontology) -> tuple[str, ...]:
    """Check what only all sources together can show.

    Parameters
    ----------
    records
        What the sources said.
    identity
        How their diseases are joined.
    ontology
        The terms.

    Returns
    -------
    problems
        Sentences; empty where all is well.
    """
    problems = []
    uses = Counter(row.term for row in records.annotations)
    unknown = {t: n for t, n in uses.items() if t not in ontology and t not in ontology.successors}
    n_rows = sum(uses.values())
    if n_rows and sum(unknown.values()) > _MOST_UNKNOWN_TERMS * n_rows:
        shown = ", ".join(sorted(unknown)[:_SHOWN])
        problems.append(f"{sum(unknown.values())} annotations use unknown terms, such as {shown}.")
    nameless = [id_ for id_, label in identity.labels.items() if label == id_]
    if len(nameless) > _MOST_UNKNOWN_TERMS * max(len(identity.labels), 1):
        problems.append(f"{len(nameless)} diseases have no name, such as {nameless[0]}.")
    problems += _dead_mentions(records, identity, ontology)
    return tuple(problems)


def _dead_mentions(records: Records, identity: Identity, ontology: Ontology) -> Iterator[str]:
    """Find identifiers in hand-written files that no list knows, or knows as retired."""
    listed = {d.id for d in records.diseases if not d.obsolete}
    listed |= {i for m in records.mappings for i in (m.subject, m.object)}
    for mention in records.mentions:
        id_, where = mention.id, mention.where
        if not id_.startswith("HP:"):
            if records.diseases and id_ not in listed and identity.canonical.get(id_, id_) == id_:
                yield f"{where}: no list has the disease {id_}; look it up and write its id."
        elif records.terms and id_ in ontology.successors:
            new = ontology.successors[id_]
            yield f"{where}: {id_} is retired; write {new}."
        elif records.terms and id_ not in ontology:
            yield f"{where}: {id_} is no term of this release; look the sign up and write its id."


def check_store(path: Path) -> None:
    """Let SQLite check the finished file.

    Parameters
    ----------
    path
        ``knowledge.sqlite``.

    Raises
    ------
    BuildError
        If it is damaged.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        answer = connection.execute("PRAGMA quick_check").fetchone()
    if answer != ("ok",):
        raise BuildError(f"The new store is damaged: {answer}.", hint="Check the disk.")


def check_successors(former: Former, identity: Identity) -> tuple[str, ...]:
    """Check that every disease of the former release is still found.

    Parameters
    ----------
    former
        The release before.
    identity
        How diseases are joined now, with successors filled in.

    Returns
    -------
    problems
        Sentences; empty where all is well. A few splits are well: who uses the id is asked.

    Examples
    --------
    >>> check_successors(Former(labels={"ORPHA:9": "a disease"}), Identity())
    ('1 diseases of the former release lead nowhere, such as ORPHA:9.',)
    """
    problems = []
    lost = sorted(id_ for id_ in former.labels if not identity.aliases.get(id_))
    if lost:
        problems.append(
            f"{len(lost)} diseases of the former release lead nowhere, such as "
            f"{', '.join(lost[:_SHOWN])}."
        )
    split = sorted(id_ for id_ in former.labels if len(identity.aliases.get(id_, ())) > 1)
    if len(split) > _MOST_SPLIT * max(len(former.labels), _FEW):
        problems.append(
            f"{len(split)} diseases of the former release would be split, such as "
            f"{', '.join(split[:_SHOWN])}."
        )
    return tuple(problems)


def check_counts(former: Former, counts: Mapping[str, int]) -> tuple[str, ...]:
    """Check that the joined release is not much smaller than the former one.

    Parameters
    ----------
    former
        The release before.
    counts
        Counts after joining.

    Returns
    -------
    problems
        Sentences; empty where all is well.

    Examples
    --------
    >>> check_counts(Former(counts={"diseases": 100}), {"diseases": 90})
    ('90 diseases after joining, the former release has 100.',)
    """
    return tuple(
        f"{counts.get(kind, 0)} {kind} after joining, the former release has {before}."
        for kind, before in sorted(former.counts.items())
        if kind in _COMPARED and counts.get(kind, 0) < before * (1 - _MOST_VANISHED)
    )


def level_counts(identity: Identity) -> dict[str, int]:
    """Count diseases by level.

    Parameters
    ----------
    identity
        The joined diseases.

    Returns
    -------
    counts
        By the level's name.

    Examples
    --------
    >>> from rarekin.model.disease import Level
    >>> level_counts(Identity(levels={"ORPHA:1": Level.GROUP}))
    {'group': 1}
    """
    return dict(sorted(Counter(level.value for level in identity.levels.values()).items()))
