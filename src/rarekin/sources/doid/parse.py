"""Read the rare disease slim of the Human Disease Ontology (OBO flat file format 1.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Fact, IdMapping, Section
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "doid"
_XREF = "oboInOwl:hasDbXref"
_PREFIXES = {
    "GARD": "GARD",
    "MIM": "OMIM",
    "ORDO": "ORPHA",
    "UMLS_CUI": "UMLS",
    "MESH": "MESH",
}
_PREDICATES = ("exactMatch", "broadMatch", "narrowMatch", "closeMatch")
_QUOTED = re.compile(r'^"((?:[^"\\]|\\.)*)"\s*(.*)$')
_ESCAPE = re.compile(r"\\(.)")
_WHITE = {"n": "\n", "t": "\t", "W": " "}
_RELATION = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_PROPERTY = re.compile(r'^skos:(\w+) "([^"]+)"')
_WORK = re.compile(r"url:([^,\s\]]+)")
_DATE = re.compile(r"^data-version: \S*?(\d{4}-\d\d-\d\d)", re.MULTILINE)

Stanza = dict[str, list[str]]
Record = Fact | IdMapping | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield definitions as quotations, and mappings.

    Parameters
    ----------
    files
        ``DO_rare_slim.obo``.

    Yields
    ------
    record
        Per live term its mappings, then its definition where it has one.

    Raises
    ------
    SourceError
        If the file holds no term.

    Examples
    --------
    >>> obo = b'''[Term]
    ... id: DOID:0111535
    ... name: progressive osseous heteroplasia
    ... def: "A syndrome that has_symptom bone in the skin." [url:https\\://example.org]
    ... xref: MIM:166350
    ... '''
    >>> mapping, fact = parse({"DO_rare_slim.obo": obo})
    >>> mapping.object, fact.text
    ('OMIM:166350', 'A syndrome that has symptom bone in the skin.')
    """
    text = files["DO_rare_slim.obo"].decode("utf-8")
    stanzas = list(_stanzas(text))
    if not stanzas:
        raise SourceError(
            "DO_rare_slim.obo holds no term.", hint="Fetch it again.", where="DO_rare_slim.obo"
        )
    found = _DATE.search(text[:10_000])
    as_of = datetime.date.fromisoformat(found[1]) if found else None
    for stanza in stanzas:
        if stanza.get("is_obsolete") != ["true"]:
            yield from _term(stanza, as_of)


def _stanzas(text: str) -> Iterator[Stanza]:
    for block in re.split(r"^\[", text.replace("\r\n", "\n"), flags=re.MULTILINE):
        kind, _, body = block.partition("]\n")
        if kind != "Term":
            continue
        stanza: Stanza = {}
        for line in body.split("\n"):
            tag, colon, value = line.partition(": ")
            if colon:
                stanza.setdefault(tag, []).append(value)
        if "id" in stanza:
            yield stanza


def _term(stanza: Stanza, as_of: datetime.date | None) -> Iterator[Record]:
    try:
        disease = parse_curie(stanza["id"][0])
    except InputError as error:
        where = f"DO_rare_slim.obo: {stanza['id'][0]}"
        yield Issue("doid-id", IssueLevel.ERROR, where, f"Left out: {error}")
        return
    yield from _mappings(disease, stanza)
    match = _QUOTED.match(stanza.get("def", [""])[0])
    if match and match[1].strip():
        yield _definition(disease, match[1], match[2], as_of)


def _mappings(disease: Curie, stanza: Stanza) -> Iterator[Record]:
    """Yield what the term says of other catalogues; a stated relation beats a bare reference."""
    told: dict[Curie, str] = {}
    for value in stanza.get("xref", ()):
        _note(told, _XREF, value)
    for value in stanza.get("property_value", ()):
        match = _PROPERTY.match(value)
        if match and match[1] in _PREDICATES:
            _note(told, f"skos:{match[1]}", match[2])
    for other, predicate in told.items():
        yield IdMapping(disease, predicate, other, _SOURCE)


def _note(told: dict[Curie, str], predicate: str, value: str) -> None:
    catalogue, _, number = value.split(" ")[0].partition(":")
    if catalogue not in _PREFIXES:
        return
    try:
        told[parse_curie(f"{_PREFIXES[catalogue]}:{number}")] = predicate
    except InputError:
        # Ranges and notes such as "MIM:PS…" stand among the references; they map nothing.
        return


def _definition(disease: Curie, text: str, works: str, as_of: datetime.date | None) -> Fact:
    plain = _ESCAPE.sub(lambda match: _WHITE.get(match[1], match[1]), text)
    words = " ".join(_RELATION.sub(lambda match: match[0].replace("_", " "), plain).split())
    value: dict[str, object] = {"url": f"https://disease-ontology.org/?id={disease}"}
    read = [_ESCAPE.sub(r"\1", url) for url in _WORK.findall(works)]
    if read:
        value["rests_on"] = read
    return Fact(
        disease,
        Section.SUMMARY,
        "definition",
        _SOURCE,
        text=words,
        value=value,
        as_of=as_of,
        quoted=True,
    )
