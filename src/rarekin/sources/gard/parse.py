"""Read GARD's list, its cross-references and genes, and the list of its present pages.

The tables are those of https://github.com/ncats/RDAS (folder ``RDAS_GARD/src``); GARD itself
offers no documented interface. A relation is kept as its SSSOM predicate: E and NTBT/BTNT are
Orphanet's codes for exact, narrower-to-broader and broader-to-narrower. What was not decided
(ND) or not stated (NA) is a cross-reference and identifies nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Disease, GeneLink, IdMapping, Level, Name, NameKind
from rarekin.model.identifiers import Curie, is_curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "gard"
_EXACT = "skos:exactMatch"
_PREDICATES = {
    "EXACT": _EXACT,
    "NTBT": "skos:broadMatch",
    "BTNT": "skos:narrowMatch",
    "ND": "oboInOwl:hasDbXref",
    "NA": "oboInOwl:hasDbXref",
}
_LEVELS = {
    "Group of disorders": Level.GROUP,
    "Disorder": Level.DISORDER,
    "Subtype of disorder": Level.SUBTYPE,
}
_PREFIXES = {
    "Orphanet": "ORPHA",
    "OMIM": "OMIM",
    "UMLS": "UMLS",
    "MeSH": "MESH",
    "DiseaseOntology": "DOID",
    "ICD-10": "ICD10",
    "ICD-10-CM": "ICD10CM",
    "ICD-11": "ICD11",
    "SNOMED-CT": "SNOMED",
    "MedDRA": "MEDDRA",
}
_NO_DISEASE_NUMBERS = frozenset({"GeneticAlliance", "GeneticsHomeReference"})
_FIRST_PADDED_DOID = 40_000
_DAGGER_OR_ASTERISK = "*+"
_PMID = re.compile(r"PMID:\d+")
_LONGEST_ABBREVIATION = 10

Record = Disease | IdMapping | Name | GeneLink | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield diseases, their names, mappings and genes.

    Parameters
    ----------
    files
        ``GARD.csv`` and ``GARD_xrefs.csv``; where they are at hand ``GARD_genes.csv`` and
        ``diseases.trimmed.json``, the list of the present pages with their Spanish names.

    Yields
    ------
    record
        `Disease`, `Name`, `IdMapping` and `GeneLink`, each once; an `Issue` for each row that
        could not be read. Numbers of Genetic Alliance and addresses of Genetics Home Reference
        are no identifiers we know and are passed over.

    Raises
    ------
    SourceError
        If a column is missing or the list of pages is not JSON.

    Examples
    --------
    >>> head = b"GardID,DataSource,SourceID,ClassificationLevel,DisorderType,Name,Synonym\n"
    >>> row = b"GARD:0000109,Orphanet,ORPHA:2762,Disorder,Disease,Toy,Familial toy|TOY\n"
    >>> xrefs = b"GardID,XrefSource,SourceID,MapRelationship\nGARD:0000109,ICD-10,M61.5,NTBT\n"
    >>> records = list(parse({"GARD.csv": head + row, "GARD_xrefs.csv": xrefs}))
    >>> [r.predicate for r in records if isinstance(r, IdMapping)]
    ['skos:exactMatch', 'skos:broadMatch']
    """
    readers = {
        "GARD.csv": _diseases,
        "GARD_xrefs.csv": _xrefs,
        "GARD_genes.csv": _genes,
        "diseases.trimmed.json": _pages,
    }
    seen: set[Record] = set()
    listed: set[Curie] = set()
    for name, read in readers.items():
        for record in read(name, files[name]) if name in files else ():
            if isinstance(record, Disease):
                if record.id in listed:
                    continue
                listed.add(record.id)
            if record not in seen:
                seen.add(record)
                yield record


def _rows(name: str, data: bytes, wanted: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    missing = [column for column in wanted if column not in (table.fieldnames or ())]
    if missing:
        raise SourceError(
            f"{name} has no column {', '.join(missing)}.",
            hint="The publisher may have changed the file: compare it with its documentation.",
            where=name,
        )
    for row in table:
        yield f"{name}:{table.line_num}", [(row[column] or "").strip() for column in wanted]


def _problem(where: str, error: InputError) -> Issue:
    return Issue("gard-row", IssueLevel.ERROR, where, f"Left out: {error.message}")


def _diseases(name: str, data: bytes) -> Iterator[Record]:
    wanted = ("GardID", "SourceID", "ClassificationLevel", "Name", "Synonym")
    for where, (number, other, level, label, synonyms) in _rows(name, data, wanted):
        try:
            disease = parse_curie(number)
            same = parse_curie(other) if other else None
        except InputError as error:
            yield _problem(where, error)
            continue
        yield Disease(disease, label, _SOURCE, _LEVELS.get(level, Level.UNKNOWN))
        if same:
            yield IdMapping(disease, _EXACT, same, _SOURCE)
        for text in synonyms.split("|"):
            if text.strip():
                yield Name(disease, text.strip(), _kind(text.strip()), _SOURCE)


def _kind(text: str) -> NameKind:
    short = len(text) <= _LONGEST_ABBREVIATION and " " not in text
    return NameKind.ABBREVIATION if short and text == text.upper() else NameKind.EXACT


def _xrefs(name: str, data: bytes) -> Iterator[Record]:
    wanted = ("GardID", "XrefSource", "SourceID", "MapRelationship")
    for where, (number, catalogue, local, relation) in _rows(name, data, wanted):
        if catalogue in _NO_DISEASE_NUMBERS:
            continue
        try:
            yield _mapping(number, catalogue, local, relation)
        except InputError as error:
            yield _problem(where, error)


def _mapping(number: str, catalogue: str, local: str, relation: str) -> IdMapping:
    predicate = _PREDICATES.get(relation.partition(" ")[0].upper())
    if catalogue not in _PREFIXES or predicate is None:
        raise InputError(f"relation {relation[:40]!r} to {catalogue[:40]!r} is not known.")
    return IdMapping(parse_curie(number), predicate, _other(catalogue, local), _SOURCE)


def _other(catalogue: str, local: str) -> Curie:
    local = local.rstrip(_DAGGER_OR_ASTERISK) if catalogue == "ICD-10" else local
    if catalogue == "DiseaseOntology" and local.isdigit() and int(local) >= _FIRST_PADDED_DOID:
        local = local.zfill(7)  # the table has lost the leading zeros of the newer numbers
    return parse_curie(f"{_PREFIXES[catalogue]}:{local}")


def _genes(name: str, data: bytes) -> Iterator[Record]:
    wanted = ("GardID", "GeneSymbol", "AssociationType", "Reference", "GeneIdentifier")
    for where, (number, symbol, relation, references, gene) in _rows(name, data, wanted):
        if not symbol:
            continue
        try:
            disease = parse_curie(number)
        except InputError as error:
            yield _problem(where, error)
            continue
        hgnc = parse_curie(gene) if gene.startswith("HGNC:") and is_curie(gene) else None
        pmids = tuple(dict.fromkeys(_PMID.findall(references)))
        yield GeneLink(disease, symbol, _SOURCE, hgnc, relation, pmids)


def _pages(name: str, data: bytes) -> Iterator[Record]:
    """Read the list of diseases that have a page now; it brings names, no cross-references."""
    try:
        rows = json.loads(data)
    except ValueError as error:
        raise SourceError(
            f"{name} is not JSON: {error}.", hint="Fetch it again.", where=name
        ) from error
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        try:
            yield from _page(row)
        except (InputError, KeyError, TypeError, AttributeError) as error:
            message = f"Left out: {type(error).__name__} {error}"
            yield Issue("gard-row", IssueLevel.ERROR, f"{name}[{i}]", message)


def _page(row: Mapping[str, object]) -> Iterator[Record]:
    disease = parse_curie(f"GARD:{row['id']}")
    yield Disease(disease, str(row["name"]), _SOURCE)
    synonyms = row.get("synonyms")
    for text in synonyms if isinstance(synonyms, list) else ():
        if str(text).strip():
            yield Name(disease, str(text).strip(), _kind(str(text).strip()), _SOURCE)
    spanish = row.get("spanishName")
    if isinstance(spanish, str) and spanish.strip():
        yield Name(disease, spanish.strip(), NameKind.EXACT, _SOURCE, "es")
