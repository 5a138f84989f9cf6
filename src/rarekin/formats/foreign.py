"""Files of other kinds, named, so that none is ever taken for a case without findings."""

from __future__ import annotations

import re
from collections.abc import Mapping

_EXPORT = "Export the case as a GA4GH Phenopacket, version 2, in JSON."
_UNPACK = "Unpack it first, and give the phenopacket inside."
_YAML_WAY = "Convert it to JSON, for example with 'yq -o=json case.yaml > case.json'."

_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "packed with gzip", _UNPACK),
    (b"PK\x03\x04", "a ZIP archive or an office document", _UNPACK),
    (b"%PDF", "a PDF document", _EXPORT),
    (b"\x89PNG", "a picture", _EXPORT),
    (b"\xff\xd8\xff", "a picture", _EXPORT),
    (b"\xff\xfe", "text in UTF-16", "Save it again as UTF-8."),
    (b"\xfe\xff", "text in UTF-16", "Save it again as UTF-8."),
    (b"##fileformat=VCF", "a VCF file of variants", _EXPORT),
    (b"{\\rtf", "a text document (RTF)", _EXPORT),
    (b"<", "XML or HTML", _EXPORT),
)
_YAML = re.compile(
    rb"(?:\s|#[^\n]*\n|%YAML[^\n]*\n)*(?:---\s*\n(?:\s|#[^\n]*\n)*)?"
    rb"(?:- )?\"?[A-Za-z_][\w-]*\"?:(?:[ \t][^\n]*|[ \t]*)(?:\n|$)"
)
_PED = re.compile(rb"(?:#[^\n]*\n)*\S+[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]+[012][ \t]+\S+")

_OBJECTS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"resourceType"}), "a FHIR resource", _EXPORT),
    (frozenset({"people"}), "a family file", "Give it to 'rarekin risk'."),
    (frozenset({"pedigree"}), "a pedigree without a proband", _EXPORT),
    (frozenset({"external_id", "features"}), "a PhenoTips record", _EXPORT),
    (frozenset({"report_id", "features"}), "a PhenoTips record", _EXPORT),
    (frozenset({"@context"}), "JSON-LD", _EXPORT),
    (frozenset({"graphs"}), "an ontology (OBO graph)", _EXPORT),
    (frozenset({"analysis", "outputOptions"}), "an Exomiser analysis", _EXPORT),
    (frozenset({"openapi"}), "an interface description", _EXPORT),
    (frozenset({"diseases", "p_other"}), "a ranking", "Give the case it was made from."),
)


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
        return "YAML", _YAML_WAY
    if _PED.match(head):
        return "a family in PED format", "Give it to 'rarekin risk'."
    return "", ""


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
