"""Read one ORPHApacket: a JSON document whose lists are sometimes a list, sometimes a dictionary.

A dictionary stands for one kind of element: ``{"Prevalence": [row]}`` and
``[{"Prevalence": row}]`` say the same. External references are bare rows where there is one,
and wrapped in ``ExternalReference`` where there are several.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rarekin.errors import InputError
from rarekin.model.disease import Annotation, Disease, Fact, GeneLink, IdMapping, Name
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.sources.orphanet import signs, wording
from rarekin.sources.orphanet.prevalence import Estimate, mean_value, prevalence

Record = Disease | Name | IdMapping | GeneLink | Annotation | Fact | Issue

TOPICS = ("entries", "findings", "genes", "prevalence", "ages")
_NOTE = "The publisher's file lacks the commas of this text."


def read_packet(where: str, data: bytes, topics: frozenset[str]) -> Iterator[Record]:
    r"""Yield what one packet says.

    Parameters
    ----------
    where
        Name of the file, for messages.
    data
        Its bytes.
    topics
        Those of `TOPICS` to be read here; a newer file may tell the others.

    Yields
    ------
    record
        Of every kind; an `Issue` where a part cannot be read.

    Examples
    --------
    >>> packet = b'{"Orphapacket": {"ORPHAcode": "2762", "Label": "POH", "version": "x"}}'
    >>> [record.id for record in read_packet("a.json", packet, frozenset(TOPICS))]
    ['ORPHA:2762']
    """
    try:
        packet = json.loads(data)["Orphapacket"]
        disease = wording.orpha(_text(packet, "ORPHAcode"))
        label = wording.plain_text(_text(packet, "Label"))
    except (ValueError, KeyError, TypeError, AttributeError, InputError) as error:
        yield _issue(where, f"Left out: {error!r}")
        return
    reader = _Reader(where, disease, packet)
    if "entries" in topics:
        yield from reader.entry(label)
    if "findings" in topics:
        yield from reader.findings()
    if "genes" in topics:
        yield from reader.genes()
    if "prevalence" in topics:
        yield from reader.prevalence()
    if "ages" in topics:
        yield from reader.ages()


def rows(value: object, kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield the elements of a list in any of the shapes packets use.

    Parameters
    ----------
    value
        A list, a dictionary or nothing.
    kind
        Name of the wrapper, such as ``Prevalence``.

    Yields
    ------
    row
        Each element once.

    Examples
    --------
    >>> [list(rows(v, "A")) for v in ([{"A": {"x": 1}}], {"A": [{"x": 1}]}, [{"x": 1}], None)]
    [[{'x': 1}], [{'x': 1}], [{'x': 1}], []]
    """
    if isinstance(value, list):
        for item in value:
            yield from rows(item, kind)
    elif isinstance(value, Mapping):
        if kind in value and isinstance(value[kind], list | Mapping):
            yield from rows(value[kind], kind)
        else:
            yield value


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _issue(where: str, message: str) -> Issue:
    return Issue("orphanet-packet", IssueLevel.ERROR, where, message)


class _Reader:
    def __init__(self, where: str, disease: Curie, packet: Mapping[str, Any]) -> None:
        self._where = where
        self._disease = disease
        self._packet = packet
        self._date = wording.data_date(_text(packet, "version"))

    def entry(self, label: str) -> Iterator[Record]:
        packet, disease = self._packet, self._disease
        kind = next(rows(packet.get("DisorderType"), "DisorderType"), {})
        yield Disease(
            disease,
            label,
            wording.SOURCE,
            wording.level_of(_text(kind, "value")),
            tuple(self._parents()),
        )
        for row in rows(packet.get("Synonyms"), "Synonyms"):
            if text := _text(row, "Synonym"):
                yield wording.name(disease, text)
        yield from self._mappings()
        for row in rows(packet.get("TextSection"), "TextSection"):
            if _text(row, "TextSectionType") == "Definition" and _text(row, "Contents"):
                yield wording.definition(disease, _text(row, "Contents"), self._date, note=_NOTE)

    def _parents(self) -> Iterator[Curie]:
        for row in rows(self._packet.get("Parents"), "Parent"):
            code = _text(row, "ORPHAcode")
            if code.isdigit():
                yield wording.orpha(code)

    def _mappings(self) -> Iterator[Record]:
        for row in rows(self._packet.get("ExternalReferences"), "ExternalReference"):
            try:
                found = wording.mapping(
                    self._disease,
                    _text(row, "Source"),
                    _text(row, "Reference"),
                    _text(row, "DisorderMappingRelation"),
                )
            except InputError as error:
                yield _issue(f"{self._where}: ExternalReferences", f"Left out: {error}")
                continue
            if found:
                yield found

    def findings(self) -> Iterator[Record]:
        for row in rows(self._packet.get("Phenotypes"), "Phenotype"):
            try:
                yield signs.finding(self._disease, _text(row, "HPOId"), _text(row, "HPOFrequency"))
            except InputError as error:
                yield _issue(f"{self._where}: Phenotypes", f"Left out: {error}")

    def genes(self) -> Iterator[Record]:
        for row in rows(self._packet.get("Genes"), "Gene"):
            numbers = {
                _text(reference, "Source"): _text(reference, "Reference")
                for reference in rows(row.get("ExternalReferences"), "ExternalReference")
            }
            if symbol := _text(row, "Symbol"):
                yield wording.gene_link(
                    self._disease,
                    symbol,
                    numbers.get("HGNC", ""),
                    _text(row, "DisorderGeneAssociationType"),
                )

    def prevalence(self) -> Iterator[Record]:
        estimates = [
            Estimate(
                measure=_text(row, "PrevalenceType"),
                qualification=_text(row, "PrevalenceQualification"),
                size_class=_text(row, "PrevalenceClass"),
                place=_text(row, "PrevalenceGeographic"),
                mean=mean_value(_text(row, "ValMoy")),
                cited=_text(row, "Source"),
            )
            for row in rows(self._packet.get("Prevalences"), "Prevalence")
        ]
        if fact := prevalence(self._disease, estimates, self._date):
            yield fact

    def ages(self) -> Iterator[Record]:
        ages = rows(self._packet.get("AverageAgeOfOnsets"), "AverageAgeOfOnset")
        if fact := signs.onset(self._disease, [_text(row, "value") for row in ages], self._date):
            yield fact
        modes = rows(self._packet.get("TypeOfInheritances"), "TypeOfInheritance")
        yield from signs.inheritance(self._disease, [_text(row, "value") for row in modes])
