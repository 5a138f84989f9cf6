"""Files of other kinds, named, so that none is ever taken for a case without findings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rarekin.model.sentences import sentence

YAML = "YAML"
_EXPORT = sentence("Export the case as a GA4GH Phenopacket, version 2, in JSON.")
_UNPACK = sentence("Unpack it first, and give the phenopacket inside.")
_FAMILY = sentence("Give it to 'rarekin risk', or on the page for families.")
_WORDS = sentence("Give it to 'rarekin terms', which finds the signs in it.")
_TERMS = sentence(
    "Write its HPO terms behind 'rarekin rank --terms', or export each row as a phenopacket."
)
_ONE_PERSON = sentence("Give the case of one person.")
_YAML_WAY = sentence("Give it as a file of its own: rarekin rank FILE.")

_STARTS: tuple[tuple[bytes, str, str], ...] = (
    *((start, sentence("packed"), _UNPACK)
      for start in (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")),
    *((start, sentence("an archive"), _UNPACK) for start in (b"7z\xbc\xaf", b"Rar!")),
    (b"PK\x03\x04", sentence("a ZIP archive or an office document"), _UNPACK),
    (b"\xd0\xcf\x11\xe0", sentence("an office document"), _EXPORT),
    (b"%PDF", sentence("a PDF document"), _EXPORT),
    *((start, sentence("a picture"), _EXPORT)
      for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")),
    *((start, sentence("text in UTF-16"), sentence("Save it again as UTF-8."))
      for start in (b"\xff\xfe", b"\xfe\xff")),
    *((start, sentence("a table or database in binary form"), _EXPORT)
      for start in (b"PAR1", b"SQLite format 3", b"\x89HDF")),
    (b"##fileformat=VCF", sentence("a VCF file of variants"), _EXPORT),
    *((start, sentence("a file of sequences"), _EXPORT)
      for start in (b"CRAM", b"BAM\x01", b"@HD\t", b"@SQ\t", b">", b"##gff")),
    (b"##CanRisk", sentence("a family in CanRisk format"), _FAMILY),
    (b"BOADICEA", sentence("a family in BOADICEA format"), _FAMILY),
    (b"0 HEAD", sentence("a family in GEDCOM format"), _FAMILY),
    (b"MSH|", sentence("an HL7 message of version 2"), _EXPORT),
    (b"BEGIN:VC", sentence("a card or calendar"), _EXPORT),
    (b"format-version:", sentence("an ontology (OBO)"), _EXPORT),
    (b"@prefix", sentence("linked data (Turtle)"), _EXPORT),
    *((start, sentence("HPO annotations of diseases"), _ONE_PERSON)
      for start in (b"#description:", b"database_id\t")),
    *((start, sentence("a mapping between catalogues (SSSOM)"), _ONE_PERSON)
      for start in (b"#curie_map", b"# curie_map", b"#mapping_set", b"subject_id\t")),
    (b"{\\rtf", sentence("a text document (RTF)"), _EXPORT),
    (b"<", sentence("XML or HTML"), _EXPORT),
)  # fmt: skip
_YAML = re.compile(
    rb"(?:\s|#[^\n]*\n|%YAML[^\n]*\n)*(?:---\s*\n(?:\s|#[^\n]*\n)*)?"
    rb"(?:- )?\"?[A-Za-z_][\w-]*\"?:(?:[ \t][^\n]*|[ \t]*)(?:\n|$)"
)
_PED = re.compile(rb"(?:#[^\n]*\n)*\S+[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]+[012][ \t]+\S+")
_ROW = re.compile(rb"[^\n\t]+(?:\t[^\n\t]*)+|[^\n,;]+(?:[,;][^\n,;]*)+")
_SENTENCE = re.compile(rb"[\w'\x80-\xff(]+(?:[,;:]?\s+[\w'\x80-\xff().-]+){2,}")

_OBJECTS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"resourceType"}), sentence("a FHIR resource"), _EXPORT),
    (frozenset({"people"}), sentence("a family file"), _FAMILY),
    (frozenset({"individuals"}), sentence("a family (GA4GH Pedigree)"), _FAMILY),
    (frozenset({"GG"}), sentence("a family (open-pedigree)"), _FAMILY),
    (frozenset({"dataset"}), sentence("a family (pedigreejs)"), _FAMILY),
    (frozenset({"persons"}), sentence("a family (GEDCOM X)"), _FAMILY),
    (
        frozenset({"results"}),
        sentence("the answer of Matchmaker Exchange"),
        sentence("Give the patient who was sent."),
    ),
    (frozenset({"archetype_node_id"}), sentence("an openEHR record"), _EXPORT),
    (frozenset({"nbformat"}), sentence("a notebook"), _EXPORT),
    (frozenset({"responseSummary"}), sentence("the answer of a Beacon"), _EXPORT),
    (frozenset({"pedigree"}), sentence("a pedigree without a proband"), _EXPORT),
    (frozenset({"external_id", "features"}), sentence("a PhenoTips record"), _EXPORT),
    (frozenset({"report_id", "features"}), sentence("a PhenoTips record"), _EXPORT),
    (frozenset({"@context"}), sentence("JSON-LD"), _EXPORT),
    (frozenset({"graphs"}), sentence("an ontology (OBO graph)"), _EXPORT),
    (frozenset({"analysis", "outputOptions"}), sentence("an Exomiser analysis"), _EXPORT),
    (frozenset({"openapi"}), sentence("an interface description"), _EXPORT),
    (
        frozenset({"diseases", "p_other"}),
        sentence("a ranking"),
        sentence("Give the case it was made from."),
    ),
)

SURE = frozenset({"a FHIR resource", "a ranking"})
"""Kinds that are told apart although they have fields that phenopackets have, too."""


def kind_of_text(data: bytes) -> tuple[str, str]:
    r"""Name the kind of a file that is no JSON.

    Parameters
    ----------
    data
        Its bytes.

    Returns
    -------
    kind, way
        What it is and how to go on; both empty where we cannot tell.

    Examples
    --------
    >>> kind_of_text(b"---\nid: a\n")[0], kind_of_text(b"<html>")[0], kind_of_text(b"hello")[0]
    ('YAML', 'XML or HTML', '')
    """
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, kind, way in _STARTS:
        if head.startswith(start):
            return kind, way
    if _YAML.match(head):
        return YAML, _YAML_WAY
    if _PED.match(head):
        return sentence("a family in PED format"), _FAMILY
    return _table_or_words(data, head)


def _table_or_words(data: bytes, head: bytes) -> tuple[str, str]:
    if data[128:132] == b"DICM":
        return sentence("a DICOM picture"), _EXPORT
    if b"\0" in head or head[:1] in (b"{", b"[", b'"'):
        return "", ""
    rows = [line for line in head.splitlines() if line.strip() and not line.startswith(b"#")]
    cells = {line.count(b"\t") or line.count(b",") or line.count(b";") for line in rows[:3]}
    if len(rows) > 1 and len(cells) == 1 and all(map(_ROW.fullmatch, rows[:3])):
        return sentence("a table (CSV or TSV)"), _TERMS
    return (sentence("text in sentences"), _WORDS) if _SENTENCE.match(head) else ("", "")


def kind_of_object(record: Mapping[str, object]) -> tuple[str, str]:
    """Name the standard a JSON object belongs to, where it is no phenopacket.

    Parameters
    ----------
    record
        The object.

    Returns
    -------
    kind, way
        What it is and how to go on; both empty where we cannot tell.

    Examples
    --------
    >>> kind_of_object({"resourceType": "Patient", "id": "a"})[0]
    'a FHIR resource'
    """
    keys = record.keys()
    return next(((kind, way) for own, kind, way in _OBJECTS if own <= keys), ("", ""))
