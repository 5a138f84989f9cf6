"""Read Orphanet's ORPHApackets and, where they are at hand, Orphadata products and nomenclature.

A product tells its topic more completely than the packets do (their values of prevalence are
lost, their prose lacks its commas), so where one is there the packets keep silent about it.
Parents stand in the packets alone. The nomenclature pack (`pack`) gives definitions with their
commas where no product does, names in nine languages, and which entries are not rare.

Findings give way to HPO's annotations, as the declaration says: of 115,839 pairs of disease and
term in the packets of 2025-03-03, 113,752 are there under the same ORPHAcode, and saying them
twice would count them twice. What stays is 1,560 rows of 84 entries that HPO has none for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard

from rarekin.errors import SourceError
from rarekin.model.disease import Disease, Fact, IdMapping, Name
from rarekin.model.identifiers import Curie
from rarekin.sources.orphanet.pack import of_known, packs_in, read_pack
from rarekin.sources.orphanet.packet import TOPICS, Record, read_packet
from rarekin.sources.orphanet.products import PRODUCTS, read_product

_PACKET = re.compile(r"(?:^|/)ORPHApacket_\d+\.json$")
_TOLD_BY = {
    "en_product4.xml": "findings",
    "en_product6.xml": "genes",
    "en_product9_prev.xml": "prevalence",
    "en_product9_ages.xml": "ages",
}
_NOMENCLATURE = "en_product1.xml"


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield entries, names, mappings, genes, inheritance and facts.

    Parameters
    ----------
    files
        Packets under their path in the archive (``…/ORPHApacket_2762.json``; other members are
        passed over), products under their name (``en_product9_prev.xml``).

    Yields
    ------
    record
        Of every kind; an `Issue` where a part cannot be read.

    Raises
    ------
    SourceError
        If there is no packet, or a product is damaged.

    Examples
    --------
    >>> packet = b'''{"Orphapacket": {"ORPHAcode": "2762", "Label": "POH",
    ...   "DisorderType": {"value": "Malformation syndrome"},
    ...   "TypeOfInheritances": {"TypeOfInheritance": [{"value": "Autosomal dominant"}]}}}'''
    >>> entry, mode = parse({"json/ORPHApacket_2762.json": packet})
    >>> entry.level.value, mode.term
    ('disorder', 'HP:0000006')
    """
    packets = sorted(name for name in files if _PACKET.search(name))
    if not packets:
        raise SourceError(
            "The archive holds no ORPHApacket_<code>.json.",
            hint="Orphanet may have moved them: look at the repository Orphanet/orphapacket.",
            where="orphanet",
        )
    told = {topic for name, topic in _TOLD_BY.items() if name in files}
    topics = frozenset(TOPICS) - told
    from_packets = _from_packets(files, packets, topics)
    merged = _merged(files, from_packets) if _NOMENCLATURE in files else from_packets
    yield from _with_packs(files, list(merged))
    for name in PRODUCTS:
        if name in files and name != _NOMENCLATURE:
            yield from read_product(name, files[name])


def _from_packets(
    files: Mapping[str, bytes], names: list[str], topics: frozenset[str]
) -> Iterator[Record]:
    for name in names:
        yield from read_packet(name, files[name], topics)


def _merged(files: Mapping[str, bytes], from_packets: Iterator[Record]) -> Iterator[Record]:
    """Let product 1 tell entries, names, mappings and definitions; keep the packets' parents."""
    records = list(read_product(_NOMENCLATURE, files[_NOMENCLATURE]))
    known = {record.id for record in records if isinstance(record, Disease)}
    defined = {record.disease for record in records if isinstance(record, Fact)}
    parents = {}
    for record in from_packets:
        if isinstance(record, Disease):
            parents[record.id] = record.parents
        if not _is_told(record, known, defined):
            yield record
    for record in records:
        if isinstance(record, Disease):
            yield replace(record, parents=parents.get(record.id, ()))
        else:
            yield record


def _with_packs(files: Mapping[str, bytes], told: list[Record]) -> Iterator[Record]:
    """Add what the nomenclature packs say; their definitions replace those without commas."""
    known = {record.id for record in told if isinstance(record, Disease)}
    found: list[Record] = []
    for language, name in packs_in(files).items():
        records = list(read_pack(name, files[name], language))
        if language == "en":
            known |= {record.id for record in records if isinstance(record, Disease)}
        found += of_known(iter(records), known)
    whole = {r.disease for r in told if _is_definition(r) and not r.value.get("note")}
    of_packs = {r.disease for r in found if _is_definition(r) and r.language == "en"}
    listed = {record.id for record in told if isinstance(record, Disease)}
    named = {record for record in told if isinstance(record, Name)}
    for record in told:
        if not (_is_definition(record) and record.disease in of_packs - whole):
            yield record
    for record in found:
        is_second = _is_definition(record) and record.language == "en" and record.disease in whole
        is_listed = isinstance(record, Disease) and record.id in listed
        is_named = isinstance(record, Name) and record in named
        if not is_second and not is_listed and not is_named:
            yield record


def _is_definition(record: Record) -> TypeGuard[Fact]:
    return isinstance(record, Fact) and record.kind == "definition"


def _is_told(record: Record, known: set[Curie], defined: set[Curie]) -> bool:
    if isinstance(record, Disease):
        return record.id in known
    if isinstance(record, IdMapping):
        return record.subject in known
    if isinstance(record, Name):
        return record.disease in known
    return isinstance(record, Fact) and record.kind == "definition" and record.disease in defined
