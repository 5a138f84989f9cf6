"""Diseases that a source numbers as no catalogue does: found by the name it writes beside it.

Annotators go on using MONDO classes that Mondo has merged. Such a number is on no list, has no
label and no exact match; what was meant is the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from rarekin.knowledge.names import name_key
from rarekin.knowledge.records import Records
from rarekin.model.disease import NameKind
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel

_SAME = (NameKind.LABEL, NameKind.EXACT)


def names_of_unlisted(records: Records, content: Iterable[Curie]) -> dict[Curie, str]:
    """Name the diseases that no source lists.

    Parameters
    ----------
    records
        What the sources said.
    content
        Ids under which something is said.

    Returns
    -------
    names
        As the sources write them, by id; ids that are listed or mapped are left out.

    Examples
    --------
    >>> from rarekin.model.disease import Name
    >>> records = Records()
    >>> _ = records.add("toy", [Name("MONDO:1", "Toy disease", NameKind.RELATED, "toy")])
    >>> names_of_unlisted(records, ["MONDO:1"])
    {'MONDO:1': 'Toy disease'}
    """
    listed = {d.id for d in records.diseases}
    listed |= {i for m in records.mappings for i in (m.subject, m.object)}
    unlisted = set(content) - listed
    found: dict[Curie, str] = {}
    for name in records.names:
        if name.disease in unlisted and name.language == "en":
            found[name.disease] = min(name.text, found.get(name.disease, name.text))
    return found


def homes(
    records: Records, canonical: Mapping[Curie, Curie], names: Mapping[Curie, str]
) -> dict[Curie, Curie]:
    """Find the one disease that goes by the name of an unlisted one.

    Parameters
    ----------
    records
        What the sources said; each disease found is noted there as an issue.
    canonical
        How identifiers are joined so far.
    names
        As `names_of_unlisted` returns them.

    Returns
    -------
    homes
        Canonical id by unlisted id; where several diseases share the name, or none has it,
        there is no home.

    Examples
    --------
    >>> from rarekin.model.disease import Disease
    >>> records = Records()
    >>> _ = records.add("toy", [Disease("MONDO:2", "toy disease", "toy")])
    >>> homes(records, {"MONDO:2": "MONDO:2"}, {"MONDO:1": "Toy Disease"})
    {'MONDO:1': 'MONDO:2'}
    """
    wanted = {name_key(text) for text in names.values()}
    known = _named(records, canonical, wanted, names.keys())
    found: dict[Curie, Curie] = {}
    for id_, text in sorted(names.items()):
        choices = known.get(name_key(text), set())
        if len(choices) == 1:
            found[id_] = next(iter(choices))
            records.note("identity", _told(id_, text, found[id_]))
    return found


def _named(
    records: Records,
    canonical: Mapping[Curie, Curie],
    wanted: Set[str],
    unlisted: Set[Curie],
) -> dict[str, set[Curie]]:
    said = [(d.id, d.label) for d in records.diseases if not d.obsolete]
    said += [(n.disease, n.text) for n in records.names if n.kind in _SAME and n.language == "en"]
    known: dict[str, set[Curie]] = defaultdict(set)
    for id_, text in said if wanted else ():
        if id_ in canonical and id_ not in unlisted and name_key(text) in wanted:
            known[name_key(text)].add(canonical[id_])
    return known


def _told(id_: Curie, text: str, home: Curie) -> Issue:
    return Issue(
        "joined-by-name",
        IssueLevel.NOTICE,
        id_,
        f"{id_} is on no list; it is called {text!r}, and so is {home}, where it was put.",
        "Tell the source that its number is no longer in use.",
    )
