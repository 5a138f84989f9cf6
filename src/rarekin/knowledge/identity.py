"""Which identifiers are the same disease: MONDO is the spine, exact matches merge.

An identifier never pulls two MONDO classes together: it goes to one of them or to none.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rarekin.knowledge.names import calm_title
from rarekin.knowledge.records import Records
from rarekin.model.disease import Disease, IdMapping, Level
from rarekin.model.identifiers import Curie, prefix_of

PREFIXES = ("MONDO", "ORPHA", "OMIM", "OMIMPS", "DECIPHER", "GARD")
"""Prefixes of diseases, the one whose id is kept first."""

ROOT = Curie("MONDO:0000001")
"""The root of all diseases; what hangs on it is said about no disease."""

EXACT = "skos:exactMatch"
XREF = "oboInOwl:hasDbXref"
_OLDEST = datetime.date(1, 1, 1)


@dataclass
class Identity:
    """The joined diseases.

    Attributes
    ----------
    canonical
        Every identifier any source used for a disease, to the id the release uses.
    aliases
        Every identifier that finds a disease, to the ids it could mean: exact matches, and
        cross-references where no exact match exists.
    labels, levels, parents
        By canonical id.
    """

    canonical: dict[Curie, Curie] = field(default_factory=dict)
    aliases: dict[Curie, tuple[Curie, ...]] = field(default_factory=dict)
    labels: dict[Curie, str] = field(default_factory=dict)
    levels: dict[Curie, Level] = field(default_factory=dict)
    parents: dict[Curie, tuple[Curie, ...]] = field(default_factory=dict)


def join(records: Records, dates: Mapping[str, datetime.date | None]) -> Identity:
    """Decide which identifiers are one disease and what it is called.

    Parameters
    ----------
    records
        What the sources said.
    dates
        Publication date by source; of two sources that disagree the newer is followed.

    Returns
    -------
    identity
        Covers every disease any record names.

    Examples
    --------
    >>> records = Records()
    >>> _ = records.add("toy", [
    ...     Disease("MONDO:0008153", "progressive osseous heteroplasia", "toy"),
    ...     Disease("OMIM:166350", "OSSEOUS HETEROPLASIA, PROGRESSIVE", "toy"),
    ...     IdMapping("MONDO:0008153", EXACT, "OMIM:166350", "toy")])
    >>> join(records, {}).canonical["OMIM:166350"]
    'MONDO:0008153'
    """
    joiner = _Joiner(records, {name: date or _OLDEST for name, date in dates.items()})
    identity = Identity()
    for id_ in sorted(_named_ids(records)):
        identity.canonical[id_] = joiner.canonical(id_)
    _describe(identity, records, joiner)
    _alias(identity, records)
    return identity


def _named_ids(records: Records) -> set[Curie]:
    ids = {d.id for d in records.diseases}
    ids |= {p for d in records.diseases for p in d.parents}
    ids |= {r.disease for r in records.annotations}
    ids |= {r.disease for r in records.genes} | {r.disease for r in records.facts}
    ids |= {r.disease for r in records.names}
    ids |= {d for o in records.organisations for d in o.diseases}
    ids |= {d for _, case in records.cases for d in case.diseases}
    return {id_ for id_ in ids if prefix_of(id_) in PREFIXES} - {ROOT}


class _Joiner:
    """Follows exact matches; built once per release."""

    def __init__(self, records: Records, dates: Mapping[str, datetime.date]) -> None:
        self._successors = {
            d.id: d.replaced_by for d in records.diseases if d.obsolete and d.replaced_by
        }
        live = {d.id for d in records.diseases if not d.obsolete}
        self._partners: dict[Curie, dict[Curie, datetime.date]] = defaultdict(dict)
        self._xrefs: dict[Curie, set[Curie]] = defaultdict(set)
        for mapping in records.mappings:
            date = dates.get(mapping.source, _OLDEST)
            self._note(mapping, date, live)
        self._owned: dict[Curie, set[str]] = defaultdict(set)
        for id_ in sorted(self._partners):
            mondo = self._mondo(id_)
            if mondo:
                self._owned[mondo].add(prefix_of(id_))

    def _note(self, mapping: IdMapping, date: datetime.date, live: set[Curie]) -> None:
        ends = (self._current(mapping.subject), self._current(mapping.object))
        for one, other in (ends, ends[::-1]):
            if prefix_of(other) not in PREFIXES or (
                prefix_of(other) == "MONDO" and other not in live
            ):
                continue
            if mapping.predicate == EXACT:
                known = self._partners[one]
                known[other] = max(date, known.get(other, _OLDEST))
            elif mapping.predicate == XREF:
                self._xrefs[one].add(other)

    def _current(self, id_: Curie) -> Curie:
        for _ in range(10):
            if id_ not in self._successors:
                break
            id_ = self._successors[id_]
        return id_

    def _mondo(self, id_: Curie) -> Curie | None:
        """Return the MONDO class an identifier is an exact match of; the newest statement wins."""
        if prefix_of(id_) == "MONDO":
            return None
        found = [(date, o) for o, date in self._partners.get(id_, {}).items() if o[:5] == "MONDO"]
        if not found:
            return None
        newest = max(date for date, _ in found)
        return min(o for date, o in found if date == newest)

    def canonical(self, id_: Curie) -> Curie:
        id_ = self._current(id_)
        if prefix_of(id_) == "MONDO":
            return id_
        return self._mondo(id_) or self._through_partner(id_) or self._through_xref(id_) or id_

    def _through_partner(self, id_: Curie) -> Curie | None:
        """Follow ORPHA = OMIM to a MONDO class that has none of our prefix, or to ORPHA itself."""
        prefix = prefix_of(id_)
        partners = sorted(p for p in self._partners.get(id_, {}) if prefix_of(p) != prefix)
        mondos = {self._mondo(p) for p in partners} - {None}
        free = sorted(m for m in mondos if m and prefix not in self._owned[m])
        if len(free) == 1:
            return free[0]
        if mondos:
            return None
        better = [p for p in partners if PREFIXES.index(prefix_of(p)) < PREFIXES.index(prefix)]
        return self.canonical(better[0]) if len(better) == 1 else None

    def _through_xref(self, id_: Curie) -> Curie | None:
        """Give a GARD number to the one disease that cross-refers to it."""
        if prefix_of(id_) != "GARD":
            return None
        found = {self._current(x) for x in self._xrefs.get(id_, ()) if x[:5] == "MONDO"}
        return next(iter(found)) if len(found) == 1 else None


def _describe(identity: Identity, records: Records, joiner: _Joiner) -> None:
    by_id: dict[Curie, list[Disease]] = defaultdict(list)
    for disease in records.diseases:
        if not disease.obsolete:
            by_id[identity.canonical[disease.id]].append(disease)
    for id_ in sorted(set(identity.canonical.values())):
        entries = sorted(by_id[id_], key=lambda d: _precedence(d, id_))
        identity.labels[id_] = _label(id_, entries)
        levels = [d.level for d in entries if d.level is not Level.UNKNOWN]
        orphanet = [d.level for d in entries if d.source == "orphanet" and d.level in levels]
        identity.levels[id_] = next(iter([*orphanet, *levels]), Level.UNKNOWN)
        identity.parents[id_] = _parents(id_, entries, identity.canonical)


def _precedence(disease: Disease, canonical: Curie) -> tuple[bool, int, str, str]:
    return (
        disease.id != canonical,
        PREFIXES.index(prefix_of(disease.id)),
        disease.source,
        disease.id,
    )


def _label(id_: Curie, entries: Iterable[Disease]) -> str:
    labelled = [d for d in entries if d.label]
    own = [d.label for d in labelled if prefix_of(d.id) in ("MONDO", "ORPHA", "GARD", "DECIPHER")]
    if own:
        return own[0]
    return calm_title(labelled[0].label) if labelled else id_


def _parents(
    id_: Curie, entries: Iterable[Disease], canonical: Mapping[Curie, Curie]
) -> tuple[Curie, ...]:
    for entry in entries:
        found = {canonical[p] for p in entry.parents if p in canonical} - {id_}
        if found:
            return tuple(sorted(found))
    return ()


def _alias(identity: Identity, records: Records) -> None:
    exact: dict[Curie, set[Curie]] = defaultdict(set)
    loose: dict[Curie, set[Curie]] = defaultdict(set)
    for id_, canonical in identity.canonical.items():
        exact[id_].add(canonical)
    for mapping in records.mappings:
        table = {EXACT: exact, XREF: loose}.get(mapping.predicate)
        if table is None:
            continue
        for one, other in (
            (mapping.subject, mapping.object),
            (mapping.object, mapping.subject),
        ):
            if one not in identity.canonical and other in identity.canonical:
                table[one].add(identity.canonical[other])
    for id_ in sorted(exact.keys() | loose.keys()):
        identity.aliases[id_] = tuple(sorted(exact.get(id_) or loose[id_]))
