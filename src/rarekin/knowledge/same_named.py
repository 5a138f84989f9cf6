"""One disease under two numbers that no catalogue joins: the same title, one page.

Every pair is noted as an issue, so that curators see what was united and what is in doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rarekin.knowledge.records import Records
from rarekin.model.disease import NameKind
from rarekin.model.identifiers import Curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel

_UNMAPPED = "DECIPHER"
"""A catalogue that no other cross-refers to: its entries are found by any name in use."""

_NARROWER = ("skos:narrowMatch", "skos:broadMatch", "skos:closeMatch")

_PREFERRED = ("MONDO", "ORPHA", "OMIM", "OMIMPS", "GARD", "DECIPHER")


def same_named(
    labels: Mapping[Curie, str],
    parents: Mapping[Curie, Iterable[Curie]],
    records: Records,
    canonical: Mapping[Curie, Curie],
) -> dict[Curie, Curie]:
    """Find entries that bear the title of another and say nothing that speaks against it.

    Parameters
    ----------
    labels, parents
        By canonical id.
    records
        What the sources said; what is united, and what is left in doubt, is noted there.
    canonical
        How identifiers are joined so far.

    Returns
    -------
    united
        The id to use instead. Two classes of Mondo that both have signs, or different genes,
        stay apart, and so does what a catalogue calls narrower or what something stands between.

    Examples
    --------
    >>> labels = {"MONDO:1": "Sotos syndrome", "DECIPHER:17": "Sotos syndrome"}
    >>> same_named(labels, {}, Records(), {})
    {'DECIPHER:17': 'MONDO:1'}
    """
    content = Counter(canonical.get(r.disease, r.disease) for r in records.annotations)
    genes: dict[Curie, set[str]] = defaultdict(set)
    for link in records.genes:
        genes[canonical.get(link.disease, link.disease)].add(link.symbol)
    apart = _held_apart(records, canonical)
    found: dict[Curie, Curie] = {}
    for ids in _groups(labels, records, canonical):
        keeper = min(ids, key=lambda id_: _place(id_, content))
        for id_ in sorted(ids - {keeper}):
            has_more = content[id_] > 0 or bool(genes[id_] - genes[keeper])
            if (
                (has_more and prefix_of(id_) == "MONDO")
                or frozenset((id_, keeper)) in apart
                or _is_far_above(id_, keeper, parents)
            ):
                records.note("identity", _issue(id_, keeper, labels, "same-title"))
                continue
            found[id_] = keeper
            records.note("identity", _issue(id_, keeper, labels, "joined-by-title"))
    return found


def _held_apart(records: Records, canonical: Mapping[Curie, Curie]) -> set[frozenset[Curie]]:
    """Return pairs of which a catalogue says that one is narrower than the other."""
    return {
        frozenset((canonical.get(m.subject, m.subject), canonical.get(m.object, m.object)))
        for m in records.mappings
        if m.predicate in _NARROWER
    }


def _groups(
    labels: Mapping[Curie, str], records: Records, canonical: Mapping[Curie, Curie]
) -> list[set[Curie]]:
    by_title: dict[str, set[Curie]] = defaultdict(set)
    for id_, label in labels.items():
        if label != id_:
            by_title[_title(label)].add(id_)
    unmapped = {t: ids for t, ids in by_title.items() if _has_unmapped(ids)}
    by_name: dict[str, set[Curie]] = defaultdict(set)
    for name in records.names if unmapped else ():
        text = _title(name.text)
        if text in unmapped and name.kind is NameKind.EXACT and name.disease in canonical:
            by_name[text].add(canonical[name.disease])
    for text, ids in by_name.items():
        # A name that several diseases share says nothing about which of them is meant.
        if len(ids) == 1 and len(by_title[text]) == 1:
            by_title[text] |= ids
    return [by_title[title] for title in sorted(by_title) if len(by_title[title]) > 1]


def _has_unmapped(ids: Iterable[Curie]) -> bool:
    return any(prefix_of(id_) == _UNMAPPED for id_ in ids)


def _title(text: str) -> str:
    """Fold a title; signs stay, as *MYC+* and *MYC-* are two things."""
    return " ".join(text.casefold().split())


def _place(id_: Curie, content: Counter[Curie]) -> tuple[bool, int, int, str]:
    prefix = prefix_of(id_)
    rank = _PREFERRED.index(prefix) if prefix in _PREFERRED else len(_PREFERRED)
    return prefix != "MONDO", -content[id_], rank, id_


def _is_far_above(one: Curie, other: Curie, parents: Mapping[Curie, Iterable[Curie]]) -> bool:
    """Tell whether something stands between the two: united, it would lie above itself."""
    return any(
        high in _above(parent, parents)
        for low, high in ((one, other), (other, one))
        for parent in parents.get(low, ())
        if parent != high
    )


def _above(id_: Curie, parents: Mapping[Curie, Iterable[Curie]]) -> set[Curie]:
    found: set[Curie] = set()
    waiting = [id_]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _issue(id_: Curie, keeper: Curie, labels: Mapping[Curie, str], code: str) -> Issue:
    told = "was put together with" if code == "joined-by-title" else "may be the same as"
    return Issue(
        code,
        IssueLevel.NOTICE,
        id_,
        f"{id_} is called {labels[id_]!r} and {told} {keeper}.",
        "Compare the two entries; a mapping in either catalogue settles it.",
    )
