"""Turn Mondo's mapping sets and rare-disease subset into diseases, mappings and names.

Taken are the classes of the rare-disease subset and those that OMIM, Orphanet or GARD number.
A retired class keeps its mappings, so that its number still leads to the disease; where it has
exactly one Orphanet number, or none and exactly one OMIM number, that is its successor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rarekin.model.disease import Disease, IdMapping, Name, NameKind
from rarekin.model.identifiers import Curie, prefix_of
from rarekin.model.issues import Issue
from rarekin.sources.mondo.levels import LevelRule
from rarekin.sources.mondo.tables import Tables

_SOURCE = "mondo"
_IN_SCOPE = frozenset({"OMIM", "OMIMPS", "ORPHA", "GARD"})
_ROOTS = frozenset({Curie("MONDO:0000001"), Curie("MONDO:0700096")})
_EXACT = "skos:exactMatch"

Record = Disease | IdMapping | Name | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield diseases, their mappings and their names.

    Parameters
    ----------
    files
        SSSOM mapping sets (``*.sssom.tsv``), ``mondo-rare_edges.tsv`` and, where they are at
        hand, ``mondo-rare_nodes.tsv`` and ``gard-subset.template.tsv``.

    Yields
    ------
    record
        Per class its `Disease`, `IdMapping` and `Name` records; an `Issue` for each row that
        could not be read.

    Examples
    --------
    >>> head = b"# comment: x\nsubject_id\tsubject_label\tpredicate_id\tobject_id\n"
    >>> row = b"MONDO:0008153\tPOH\tskos:exactMatch\tOrphanet:2762\n"
    >>> records = list(parse({"mondo_exactmatch_orphanet.sssom.tsv": head + row}))
    >>> records[0].level.value, records[1].predicate, records[1].object
    ('disorder', 'skos:exactMatch', 'ORPHA:2762')
    """
    tables = _read(files)
    yield from tables.issues
    prefixes = {
        id_: {prefix_of(other) for _, other in mappings}
        for id_, mappings in tables.mappings.items()
    }
    rule = LevelRule(tables.labels, prefixes, tables.parents)
    chosen = {id_ for id_, found in prefixes.items() if found & _IN_SCOPE} | set(tables.parents)
    for id_ in sorted(chosen - _ROOTS):
        label = tables.labels.get(id_, "")
        parents = tuple(sorted(tables.parents.get(id_, set()) - _ROOTS))
        if id_ in tables.retired:
            yield Disease(
                id_, label, _SOURCE, obsolete=True, replaced_by=_successor(tables.mappings[id_])
            )
        else:
            yield Disease(id_, label, _SOURCE, rule.level(id_), parents)
        for predicate, other in tables.mappings.get(id_, {}):
            yield IdMapping(id_, predicate, other, _SOURCE)
        for text in tables.synonyms.get(id_, ()):
            yield Name(id_, text, NameKind.EXACT, _SOURCE)


def _read(files: Mapping[str, bytes]) -> Tables:
    tables = Tables()
    for name in sorted(files):
        if name.endswith(".sssom.tsv"):
            tables.add_mappings(name, files[name])
    readers = {
        "mondo-rare_nodes.tsv": tables.add_nodes,
        "mondo-rare_edges.tsv": tables.add_edges,
        "gard-subset.template.tsv": tables.add_subset,
    }
    for name, read in readers.items():
        if name in files:
            read(name, files[name])
    return tables


def _successor(mappings: Mapping[tuple[str, Curie], None]) -> Curie | None:
    """Return the one number another list still knows a retired class by."""
    for prefix in ("ORPHA", "OMIM"):
        found = [
            other
            for predicate, other in mappings
            if predicate == _EXACT and prefix_of(other) == prefix
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None
