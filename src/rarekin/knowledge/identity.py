"""Which identifiers are the same disease: MONDO is the spine, exact matches merge.

An identifier never pulls two MONDO classes together: it goes to one of them or to none.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from rarekin.knowledge.matching import EXACT, OLDEST, PREFIXES, XREF, Matcher
from rarekin.knowledge.name_kinds import level_by_title
from rarekin.knowledge.names import calm_title
from rarekin.knowledge.records import Records
from rarekin.knowledge.same_named import same_named
from rarekin.knowledge.unlisted import homes, names_of_unlisted
from rarekin.model.disease import Disease, Level, NameKind
from rarekin.model.identifiers import Curie, prefix_of

__all__ = ["EXACT", "PREFIXES", "ROOT", "XREF", "Identity", "join"]

ROOT = Curie("MONDO:0000001")
"""The root of all diseases; what hangs on it is said about no disease."""

_LEVEL_SOURCES = ("orphanet", "gard")
"""Sources that state levels themselves, the one that is followed first."""

_LEVELS = (Level.DISORDER, Level.GROUP, Level.SUBTYPE)


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
    >>> from rarekin.model.disease import IdMapping
    >>> records = Records()
    >>> _ = records.add("toy", [
    ...     Disease("MONDO:0008153", "progressive osseous heteroplasia", "toy"),
    ...     Disease("OMIM:166350", "OSSEOUS HETEROPLASIA, PROGRESSIVE", "toy"),
    ...     IdMapping("MONDO:0008153", EXACT, "OMIM:166350", "toy")])
    >>> join(records, {}).canonical["OMIM:166350"]
    'MONDO:0008153'
    """
    known_dates = {name: date or OLDEST for name, date in dates.items()}
    matcher = Matcher(records, known_dates)
    identity = Identity()
    content = _content_ids(records)
    for id_ in sorted(content | _listed_ids(records)):
        if id_ in content or len(matcher.choices(id_)) < 2:
            identity.canonical[id_] = matcher.canonical(id_)
    unlisted = names_of_unlisted(records, content)
    identity.canonical |= homes(records, identity.canonical, unlisted)
    _describe(identity, records, known_dates)
    united = same_named(identity.labels, identity.parents, records, identity.canonical)
    if united:
        identity.canonical = {k: united.get(v, v) for k, v in identity.canonical.items()}
        identity.labels, identity.levels, identity.parents = {}, {}, {}
        _describe(identity, records, known_dates)
    for id_, text in unlisted.items():
        if identity.labels.get(id_) == id_:
            identity.labels[id_] = calm_title(text)
    _leave_out_nameless(identity, {identity.canonical[id_] for id_ in content})
    for id_ in sorted(_described_ids(records) - set(identity.canonical)):
        known = matcher.known(id_, identity.canonical)
        if known:
            identity.canonical[id_] = known
    _alias(identity, records, matcher, known_dates)
    return identity


def _content_ids(records: Records) -> set[Curie]:
    """Return ids under which something is said that a page would show."""
    ids = {r.disease for r in records.annotations} | {r.disease for r in records.names}
    ids |= {r.disease for r in records.genes} | {r.disease for r in records.facts}
    ids |= {d for o in records.organisations for d in o.diseases}
    ids |= {d for _, case in records.cases for d in case.diseases}
    return {id_ for id_ in ids if prefix_of(id_) in PREFIXES} - {ROOT}


def _listed_ids(records: Records) -> set[Curie]:
    ids = {d.id for d in records.diseases} | {p for d in records.diseases for p in d.parents}
    return {id_ for id_ in ids if prefix_of(id_) in PREFIXES} - {ROOT}


def _described_ids(records: Records) -> set[Curie]:
    """Return ids under which catalogues that list no diseases of ours describe them."""
    ids = {r.disease for r in records.facts} | {r.disease for r in records.names}
    return {id_ for id_ in ids if prefix_of(id_) not in PREFIXES}


def _describe(identity: Identity, records: Records, dates: Mapping[str, datetime.date]) -> None:
    by_id: dict[Curie, list[Disease]] = defaultdict(list)
    for disease in records.diseases:
        if not disease.obsolete and disease.id in identity.canonical:
            by_id[identity.canonical[disease.id]].append(disease)
    own_titles = {
        identity.canonical.get(n.disease, n.disease): n.text
        for n in records.names
        if n.kind is NameKind.LABEL and n.language == "en"
    }
    orphanet = _orphacodes(identity, records)
    n_signs = Counter(identity.canonical[a.disease] for a in records.annotations if a.aspect == "P")
    for id_ in sorted(set(identity.canonical.values())):
        entries = sorted(by_id[id_], key=lambda d: _precedence(d, id_, dates))
        title = own_titles.get(id_) or _label(id_, entries)
        identity.labels[id_] = title
        identity.levels[id_] = level_by_title(
            title, _level(entries), orphanet.get(id_, ()), n_signs[id_]
        )
        identity.parents[id_] = _parents(id_, entries, identity.canonical)


def _orphacodes(identity: Identity, records: Records) -> dict[Curie, list[Curie]]:
    """Return the ORPHAcodes that are the same disease, by canonical id."""
    found: dict[Curie, list[Curie]] = defaultdict(list)
    pairs = [(d.id, d.id) for d in records.diseases]
    pairs += [(m.subject, m.object) for m in records.mappings if m.predicate == EXACT]
    for one, code in pairs:
        if prefix_of(code) == "ORPHA" and one in identity.canonical:
            found[identity.canonical[one]].append(code)
    return found


def _precedence(
    disease: Disease, canonical: Curie, dates: Mapping[str, datetime.date]
) -> tuple[bool, int, int, str, str]:
    return (
        disease.id != canonical,
        PREFIXES.index(prefix_of(disease.id)),
        -dates.get(disease.source, OLDEST).toordinal(),
        disease.source,
        disease.id,
    )


def _label(id_: Curie, entries: Iterable[Disease]) -> str:
    labelled = [d for d in entries if d.label]
    own = [d.label for d in labelled if prefix_of(d.id) in ("MONDO", "ORPHA", "GARD", "DECIPHER")]
    if own:
        return own[0]
    return calm_title(labelled[0].label) if labelled else id_


def _level(entries: Sequence[Disease]) -> Level:
    """Follow who states levels; of one class's several entries there the disorder is meant."""
    for source in _LEVEL_SOURCES:
        stated = {d.level for d in entries if d.source == source}
        for level in _LEVELS:
            if level in stated:
                return level
    return next((d.level for d in entries if d.level is not Level.UNKNOWN), Level.UNKNOWN)


def _parents(
    id_: Curie, entries: Iterable[Disease], canonical: Mapping[Curie, Curie]
) -> tuple[Curie, ...]:
    for entry in entries:
        found = {canonical[p] for p in entry.parents if p in canonical} - {id_}
        if found:
            return tuple(sorted(found))
    return ()


def _leave_out_nameless(identity: Identity, content: Set[Curie]) -> None:
    """Drop entries without name and content; what lay below hangs on what lay above."""
    nameless = {id_ for id_, label in identity.labels.items() if label == id_} - content
    for id_, parents in identity.parents.items():
        if nameless.intersection(parents):
            named = _named_above(parents, identity.parents, nameless)
            identity.parents[id_] = tuple(sorted(named - {id_}))
    for id_ in nameless:
        del identity.labels[id_], identity.levels[id_], identity.parents[id_]
    identity.canonical = {k: v for k, v in identity.canonical.items() if v not in nameless}


def _named_above(
    parents: Iterable[Curie], above: Mapping[Curie, tuple[Curie, ...]], nameless: Set[Curie]
) -> set[Curie]:
    found: set[Curie] = set()
    waiting, seen = list(parents), set(parents)
    while waiting:
        parent = waiting.pop()
        if parent not in nameless:
            found.add(parent)
            continue
        further = set(above.get(parent, ())) - seen
        seen |= further
        waiting += further
    return found


_Stated = dict[Curie, dict[Curie, datetime.date]]
"""Diseases an identifier is said to stand for, with the date of the newest to say so."""


def _alias(
    identity: Identity,
    records: Records,
    matcher: Matcher,
    dates: Mapping[str, datetime.date],
) -> None:
    """Find a disease by what its newest sources call the same; else by cross-reference."""
    for predicate in (XREF, EXACT):
        for id_, targets in _stated(identity, records, predicate, dates).items():
            newest = max(targets.values())
            identity.aliases[id_] = tuple(sorted(t for t in targets if targets[t] == newest))
    for id_ in _listed_ids(records) - identity.canonical.keys():
        choices = tuple(c for c in matcher.choices(id_) if c in identity.labels)
        if choices:
            identity.aliases[id_] = choices
    identity.aliases |= {id_: (canonical,) for id_, canonical in identity.canonical.items()}


def _stated(
    identity: Identity, records: Records, predicate: str, dates: Mapping[str, datetime.date]
) -> _Stated:
    """Gather what identifiers that are no diseases of ours are mapped to."""
    stated: _Stated = defaultdict(dict)
    for mapping in records.mappings:
        if mapping.predicate != predicate:
            continue
        date = dates.get(mapping.source, OLDEST)
        for one, other in (
            (mapping.subject, mapping.object),
            (mapping.object, mapping.subject),
        ):
            if one not in identity.canonical and other in identity.canonical:
                target = identity.canonical[other]
                stated[one][target] = max(date, stated[one].get(target, OLDEST))
    return stated
