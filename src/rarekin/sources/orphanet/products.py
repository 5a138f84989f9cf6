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
    yield from read_entries(name, data, PRODUCTS[name])


def read_entries(name: str, data: bytes, reader: Reader) -> Iterator[Record]:
    """Yield what a reader finds in each entry of an Orphanet XML file.

    Parameters
    ----------
    name, data
        The file.
    reader
        Gets the element, its id and the date of the data.

    Yields
    ------
    record
        As the reader makes them; an `Issue` where an entry cannot be read.

    Raises
    ------
    SourceError
        If it is not XML of Orphadata, or declares entities of its own.
    """
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
    code = text_of(element, "OrphaCode")
    try:
        yield from reader(element, wording.orpha(code), as_of)
    except InputError as error:
        where = f"{name}: {code}"
        yield Issue("orphanet-entry", IssueLevel.ERROR, where, f"Left out: {error}")


def text_of(element: ET.Element, path: str) -> str:
    """Return the text below an element, empty where there is none."""
    return (element.findtext(path) or "").strip()


def _nomenclature(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    if _is_retired(entry) or next(_successors(entry, disease), None):
        yield from retired(entry, disease)
        return
    label = _PREFIX.sub("", wording.plain_text(text_of(entry, "Name")))
    level = wording.level_of(text_of(entry, "DisorderType/Name"))
    yield Disease(disease, label, wording.SOURCE, level)
    yield from _descriptions(entry, disease, as_of)


def retired(entry: ET.Element, disease: Curie) -> Iterator[Disease]:
    """Yield an entry that is not in use any more, with the one that took its place.

    Parameters
    ----------
    entry, disease
        The element and its id.

    Yields
    ------
    disease
        None without a successor, where there is nothing to say, nor of an entry that was split:
        there we cannot tell where a person belongs.
    """
    successors = list(dict.fromkeys(_successors(entry, disease)))
    if len(successors) == 1:
        label = _PREFIX.sub("", wording.plain_text(text_of(entry, "Name")))
        level = wording.level_of(text_of(entry, "DisorderType/Name"))
        yield Disease(
            disease, label, wording.SOURCE, level, obsolete=True, replaced_by=successors[0]
        )


def _descriptions(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    for synonym in entry.iterfind("SynonymList/Synonym"):
        if synonym.text:
            yield wording.name(disease, synonym.text)
    for row in entry.iterfind("ExternalReferenceList/ExternalReference"):
        found = wording.mapping(
            disease,
            text_of(row, "Source"),
            text_of(row, "Reference"),
            text_of(row, "DisorderMappingRelation/Name"),
        )
        if found:
            yield found
    for section in entry.iterfind(".//TextSection"):
        if text_of(section, "TextSectionType/Name") == "Definition" and text_of(
            section, "Contents"
        ):
            yield wording.definition(disease, text_of(section, "Contents"), as_of)


def _is_retired(entry: ET.Element) -> bool:
    flags = [text_of(flag, "Label").lower() for flag in entry.iterfind("DisorderFlagList/*")]
    return text_of(entry, "Name").startswith("OBSOLETE") or any(
        word in flag for flag in flags for word in _RETIRED
    )


def _successors(entry: ET.Element, disease: Curie) -> Iterator[Curie]:
    """Yield where an entry was moved; the end marked as a cycle is the entry itself."""
    for row in entry.iterfind("DisorderDisorderAssociationList/DisorderDisorderAssociation"):
        target = row.find("TargetDisorder")
        if text_of(row, "DisorderDisorderAssociationType/Name") not in _MOVED or target is None:
            continue
        code = text_of(target, "OrphaCode")
        if code and wording.orpha(code) != disease:
            yield wording.orpha(code)


def _findings(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    """Yield findings with their class of frequency, and which of them are marked as criteria."""
    marked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in entry.iterfind("HPODisorderAssociationList/HPODisorderAssociation"):
        term, frequency = text_of(row, "HPO/HPOId"), text_of(row, "HPOFrequency/Name")
        yield signs.finding(disease, term, frequency)
        mark = text_of(row, "DiagnosticCriteria/Name")
        if mark in _MARKS:
            marked[_MARKS[mark]].append((text_of(row, "HPO/HPOTerm"), term))
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
            if text_of(reference, "Source") == "HGNC":
                hgnc = text_of(reference, "Reference")
        if symbol := text_of(row, "Gene/Symbol"):
            yield wording.gene_link(
                disease,
                symbol,
                hgnc,
                text_of(row, "DisorderGeneAssociationType/Name"),
                references(text_of(row, "SourceOfValidation")),
            )


def _epidemiology(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    estimates = [
        Estimate(
            measure=text_of(row, "PrevalenceType/Name"),
            qualification=text_of(row, "PrevalenceQualification/Name"),
            size_class=text_of(row, "PrevalenceClass/Name"),
            place=text_of(row, "PrevalenceGeographic/Name"),
            mean=mean_value(text_of(row, "ValMoy")),
            cited=text_of(row, "Source"),
            validated=text_of(row, "PrevalenceValidationStatus/Name") == "Validated",
        )
        for row in entry.iterfind("PrevalenceList/Prevalence")
    ]
    if fact := prevalence(disease, estimates, as_of):
        yield fact


def _ages(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    ages = entry.iterfind("AverageAgeOfOnsetList/AverageAgeOfOnset")
    if fact := signs.onset(disease, [text_of(age, "Name") for age in ages], as_of):
        yield fact
    modes = entry.iterfind("TypeOfInheritanceList/TypeOfInheritance")
    yield from signs.inheritance(disease, [text_of(mode, "Name") for mode in modes])


PRODUCTS: dict[str, Reader] = {
    "en_product1.xml": _nomenclature,
    "en_product4.xml": _findings,
    "en_product6.xml": _genes,
    "en_product9_prev.xml": _epidemiology,
    "en_product9_ages.xml": _ages,
}
"""Reader of each product by file name."""
