"""Identifiers as compact URIs (CURIEs), in one spelling.

The world writes ``ORPHA:2762``, ``Orphanet_2762``, ``GARD:0000109``, ``MIM 166350`` or a
PURL; inside Rarekin there is one form of each.
"""

from __future__ import annotations

import re
from typing import NewType

from rarekin.errors import InputError
from rarekin.model.addresses import id_in_address

Curie = NewType("Curie", str)

_CANONICAL_PREFIX = {
    "HP": "HP",
    "HPO": "HP",
    "MONDO": "MONDO",
    "OMIM": "OMIM",
    "MIM": "OMIM",
    "OMIMPS": "OMIMPS",
    "ORPHA": "ORPHA",
    "ORPHANET": "ORPHA",
    "ORDO": "ORPHA",
    "ORPHACODE": "ORPHA",
    "GARD": "GARD",
    "NORD": "NORD",
    "DOID": "DOID",
    "UMLS": "UMLS",
    "DECIPHER": "DECIPHER",
    "HGNC": "HGNC",
    "NCBIGENE": "NCBIGene",
    "MAXO": "MAXO",
    "PMID": "PMID",
    "ICD10": "ICD10",
    "ICD10WHO": "ICD10",
    "ICD10CM": "ICD10CM",
    "ICD11": "ICD11",
    "ICD11.MMS": "ICD11",
    "ICD11.FOUNDATION": "ICD11.FOUNDATION",
    "SNOMED": "SNOMED",
    "SNOMEDCT": "SNOMED",
    "SCTID": "SNOMED",
    "MEDDRA": "MEDDRA",
    "MESH": "MESH",
    "MEDGEN": "MEDGEN",
}
# ICD-11 has two catalogues: entities of the Foundation have a long number, codes of its
# linearization for statistics (MMS) have letters. Many write both behind the same prefix.
_MMS, _FOUNDATION = "ICD11", "ICD11.FOUNDATION"
_ENTITY = re.compile(r"[0-9]{6,10}")
_DIGITS = {"HP": 7, "MONDO": 7, "MAXO": 7}
_UNPADDED = frozenset(
    {"OMIM", "OMIMPS", "ORPHA", "GARD", "NORD", "DECIPHER", "HGNC", "PMID", "ICD11.FOUNDATION"}
)
_CAPITALS = frozenset({"UMLS", "MESH", "ICD10", "ICD10CM", "ICD11"})
_PURL = re.compile(r"^(?:https?://\S+[/#]|obo:)(?P<local>[A-Za-z]+_\w+)$")
_SHAPE = re.compile(r"^(?P<prefix>[A-Za-z][A-Za-z0-9.]*)\s*[:_ ]\s*(?P<local>[A-Za-z0-9.]+)$")


def parse_curie(text: str) -> Curie:
    """Bring one identifier into the one spelling used inside Rarekin.

    Parameters
    ----------
    text
        An identifier in any of the notations in use: ``prefix:local``, ``prefix_local``,
        ``prefix local``, ``obo:prefix_local``, a PURL or the address of its page in a
        catalogue, in any case.

    Returns
    -------
    curie
        Canonical prefix, a colon, the local part (HP, MONDO and MAXO padded to seven digits;
        OMIM, ORPHA and GARD without leading zeros). ``ICD11`` is a code of ICD-11 MMS,
        ``ICD11.FOUNDATION`` an entity of its Foundation.

    Raises
    ------
    InputError
        If the text has no known prefix or its local part has the wrong form.

    Examples
    --------
    >>> [parse_curie(t) for t in ("Orphanet_2762", "GARD:0000109", "mim 166350", "hp:1166")]
    ['ORPHA:2762', 'GARD:109', 'OMIM:166350', 'HP:0001166']
    >>> parse_curie("http://purl.obolibrary.org/obo/MONDO_0008153")
    'MONDO:0008153'
    >>> parse_curie("icd11:8a01.0"), parse_curie("ICD11:733056203")
    ('ICD11:8A01.0', 'ICD11.FOUNDATION:733056203')
    """
    stripped = id_in_address(text) or text.strip()
    purl = _PURL.match(stripped)
    match = _SHAPE.match(purl["local"] if purl else stripped)
    prefix = _CANONICAL_PREFIX.get(match["prefix"].upper()) if match else None
    if match is None or prefix is None:
        raise InputError(
            f"{text[:80]!r} is not an identifier we know.",
            hint="Write it as PREFIX:LOCAL, for example HP:0001166, OMIM:166350 or ORPHA:2762.",
        )
    local = match["local"]
    if prefix == "OMIM" and local[:2].upper() == "PS":
        prefix, local = "OMIMPS", local[2:]
    if prefix == _MMS and _ENTITY.fullmatch(local):
        prefix = _FOUNDATION
    return Curie(f"{prefix}:{_local_part(prefix, local, text)}")


def _local_part(prefix: str, local: str, text: str) -> str:
    if prefix not in _UNPADDED and prefix not in _DIGITS:
        return local.upper() if prefix in _CAPITALS else local
    if not local.isascii() or not local.isdigit():
        raise InputError(
            f"{text[:80]!r}: the part after {prefix}: must be a number.",
            hint=f"For example {prefix}:{'1'.zfill(_DIGITS.get(prefix, 6))}.",
        )
    if prefix in _DIGITS:
        if len(local.lstrip("0")) > _DIGITS[prefix]:
            raise InputError(
                f"{text[:80]!r} has more than {_DIGITS[prefix]} digits.",
                hint="Check the number for a typing mistake.",
            )
        return local.lstrip("0").zfill(_DIGITS[prefix])
    return local.lstrip("0") or "0"


def is_curie(text: str) -> bool:
    """Tell whether the text reads as an identifier with a known prefix.

    Parameters
    ----------
    text
        Anything a person typed.

    Returns
    -------
    is_curie
        True where `parse_curie` would accept it.

    Examples
    --------
    >>> is_curie("orpha 2762"), is_curie("bone in muscle")
    (True, False)
    """
    try:
        parse_curie(text)
    except InputError:
        return False
    return True


def prefix_of(curie: Curie) -> str:
    """Return the prefix of an identifier.

    Parameters
    ----------
    curie
        An identifier in canonical form.

    Returns
    -------
    prefix
        What stands before the colon.

    Examples
    --------
    >>> prefix_of(Curie("OMIM:166350"))
    'OMIM'
    """
    return curie.partition(":")[0]
