"""Read the Orphadata XML products: 1 nomenclature, 4 findings, 6 genes, 9 epidemiology and ages.

Layout as described at https://www.orphadata.com: ``JDBOR[@version] > … > Disorder`` with
``OrphaCode`` and one list per topic; a class is an element with a ``Name`` inside.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from xml.etree import ElementTree as ET

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Disease, Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.sources.orphanet import signs, wording
from rarekin.sources.orphanet.packet import Record
from rarekin.sources.orphanet.prevalence import Estimate, mean_value, prevalence, references

_MOVED = ("Moved to", "Referred to")
_RETIRED = ("obsolete", "deprecated")
_PREFIX = re.compile(r"^[A-Z ]{6,}: ")
_MARKS = {
    "Pathognomonic sign": "On its own it proves the diagnosis",
    "Diagnostic criterion": "A criterion for the diagnosis",
    "Criterion": "A criterion for the diagnosis",
    "Exclusion criterion": "It speaks against the diagnosis",
}

Reader = Callable[[ET.Element, Curie, date | None], Iterator[Record]]


def read_product(name: str, data: bytes) -> Iterator[Record]:
    """Yield what one XML product says.

    Parameters
    ----------
    name
        One of `PRODUCTS`.
    data
        Its bytes.

    Yields
    ------
    record
        Of the product's topic; an `Issue` where an entry cannot be read.

    Raises
    ------
    SourceError
        If it is not XML of Orphadata, or declares entities of its own.

    Examples
    --------
    >>> xml = b'''<JDBOR version="1 [2025-03-03]"><DisorderList><Disorder>
    ... <OrphaCode>2762</OrphaCode><TypeOfInheritanceList><TypeOfInheritance>
    ... <Name>Autosomal dominant</Name></TypeOfInheritance></TypeOfInheritanceList>
    ... </Disorder></DisorderList></JDBOR>'''
    >>> [record.term for record in read_product("en_product9_ages.xml", xml)]
    ['HP:0000006']
    """
    reader = PRODUCTS[name]
    as_of: date | None = None
    # Entities could be made to grow without bounds; no product needs any of its own.
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise _wrong(name, "declares entities of its own")
    try:
        for event, element in ET.iterparse(io.BytesIO(data), ("start", "end")):  # noqa: S314  checked
            if event == "start" and element.tag == "JDBOR":
                as_of = wording.data_date(element.get("version", ""))
            elif event == "end" and _is_entry(element):
                yield from _entry(name, reader, element, as_of)
                element.clear()
    except ET.ParseError as error:
        raise _wrong(name, f"is not XML: {error}") from error


def _wrong(name: str, what: str) -> SourceError:
    return SourceError(f"{name} {what}.", hint="Fetch it again from Orphadata.", where=name)


def _is_entry(element: ET.Element) -> bool:
    """Tell entries from the disorders they refer to, which carry no lists of their own."""
    return element.tag == "Disorder" and element.find("OrphaCode") is not None


def _entry(name: str, reader: Reader, element: ET.Element, as_of: date | None) -> Iterator[Record]:
    code = _text(element, "OrphaCode")
    try:
        yield from reader(element, wording.orpha(code), as_of)
    except InputError as error:
        where = f"{name}: {code}"
        yield Issue("orphanet-entry", IssueLevel.ERROR, where, f"Left out: {error}")


def _text(element: ET.Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _nomenclature(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    successors = list(dict.fromkeys(_successors(entry, disease)))
    retired = bool(successors) or _is_retired(entry)
    if retired and len(successors) != 1:
        # Without a successor there is nothing to say, and of an entry that was split we cannot
        # tell where a person belongs.
        return
    label = _PREFIX.sub("", wording.plain_text(_text(entry, "Name")))
    level = wording.level_of(_text(entry, "DisorderType/Name"))
    if retired:
        yield Disease(
            disease, label, wording.SOURCE, level, obsolete=True, replaced_by=successors[0]
        )
        return
    yield Disease(disease, label, wording.SOURCE, level)
    yield from _descriptions(entry, disease, as_of)


def _descriptions(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    for synonym in entry.iterfind("SynonymList/Synonym"):
        if synonym.text:
            yield wording.name(disease, synonym.text)
    for row in entry.iterfind("ExternalReferenceList/ExternalReference"):
        found = wording.mapping(
            disease,
            _text(row, "Source"),
            _text(row, "Reference"),
            _text(row, "DisorderMappingRelation/Name"),
        )
        if found:
            yield found
    for section in entry.iterfind(".//TextSection"):
        if _text(section, "TextSectionType/Name") == "Definition" and _text(section, "Contents"):
            yield wording.definition(disease, _text(section, "Contents"), as_of)


def _is_retired(entry: ET.Element) -> bool:
    flags = [_text(flag, "Label").lower() for flag in entry.iterfind("DisorderFlagList/*")]
    return _text(entry, "Name").startswith("OBSOLETE") or any(
        word in flag for flag in flags for word in _RETIRED
    )


def _successors(entry: ET.Element, disease: Curie) -> Iterator[Curie]:
    """Yield where an entry was moved; the end marked as a cycle is the entry itself."""
    for row in entry.iterfind("DisorderDisorderAssociationList/DisorderDisorderAssociation"):
        target = row.find("TargetDisorder")
        if _text(row, "DisorderDisorderAssociationType/Name") not in _MOVED or target is None:
            continue
        code = _text(target, "OrphaCode")
        if code and wording.orpha(code) != disease:
            yield wording.orpha(code)


def _findings(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    """Yield findings with their class of frequency, and which of them are marked as criteria."""
    marked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in entry.iterfind("HPODisorderAssociationList/HPODisorderAssociation"):
        term, frequency = _text(row, "HPO/HPOId"), _text(row, "HPOFrequency/Name")
        yield signs.finding(disease, term, frequency)
        mark = _text(row, "DiagnosticCriteria/Name")
        if mark in _MARKS:
            marked[_MARKS[mark]].append((_text(row, "HPO/HPOTerm"), term))
    if marked:
        found = [(term, id_, mark) for mark in marked for term, id_ in marked[mark]]
        yield Fact(
            disease,
            Section.DIAGNOSIS,
            "diagnostic_signs",
            wording.SOURCE,
            text="Orphanet marks these signs as having weight in the diagnosis.",
            value={
                "title": "Signs with weight in the diagnosis",
                "columns": ["Sign", "HPO", "Weight"],
                "rows": [list(row) for row in found],
            },
            as_of=as_of,
        )


def _genes(entry: ET.Element, disease: Curie, _as_of: date | None) -> Iterator[Record]:
    for row in entry.iterfind("DisorderGeneAssociationList/DisorderGeneAssociation"):
        hgnc = ""
        for reference in row.iterfind("Gene/ExternalReferenceList/ExternalReference"):
            if _text(reference, "Source") == "HGNC":
                hgnc = _text(reference, "Reference")
        if symbol := _text(row, "Gene/Symbol"):
            yield wording.gene_link(
                disease,
                symbol,
                hgnc,
                _text(row, "DisorderGeneAssociationType/Name"),
                references(_text(row, "SourceOfValidation")),
            )


def _epidemiology(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    estimates = [
        Estimate(
            measure=_text(row, "PrevalenceType/Name"),
            qualification=_text(row, "PrevalenceQualification/Name"),
            size_class=_text(row, "PrevalenceClass/Name"),
            place=_text(row, "PrevalenceGeographic/Name"),
            mean=mean_value(_text(row, "ValMoy")),
            cited=_text(row, "Source"),
            validated=_text(row, "PrevalenceValidationStatus/Name") == "Validated",
        )
        for row in entry.iterfind("PrevalenceList/Prevalence")
    ]
    if fact := prevalence(disease, estimates, as_of):
        yield fact


def _ages(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    ages = entry.iterfind("AverageAgeOfOnsetList/AverageAgeOfOnset")
    if fact := signs.onset(disease, [_text(age, "Name") for age in ages], as_of):
        yield fact
    modes = entry.iterfind("TypeOfInheritanceList/TypeOfInheritance")
    yield from signs.inheritance(disease, [_text(mode, "Name") for mode in modes])


PRODUCTS: dict[str, Reader] = {
    "en_product1.xml": _nomenclature,
    "en_product4.xml": _findings,
    "en_product6.xml": _genes,
    "en_product9_prev.xml": _epidemiology,
    "en_product9_ages.xml": _ages,
}
"""Reader of each product by file name."""
