"""From Orphanet's classes to model records: levels, names, mappings, genes, text.

What a class means is written in "Procedural document: Epidemiology of rare diseases in Orphanet"
and "Orphanet nomenclature production" (https://www.orphadata.com/docs/).
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Sequence

from rarekin.model.disease import (
    Fact,
    GeneLink,
    IdMapping,
    Level,
    Name,
    NameKind,
    Section,
)
from rarekin.model.identifiers import Curie, parse_curie

SOURCE = "orphanet"
NO_DATA = frozenset({"", "no data", "no data available", "unknown", "not yet documented"})

_GROUPS = frozenset({"Category", "Clinical group"})
_PREDICATES = {
    "E": "skos:exactMatch",
    "NTBT": "skos:broadMatch",
    "BTNT": "skos:narrowMatch",
}
_XREF = "oboInOwl:hasDbXref"
_PREFIXES = {
    "OMIM": "OMIM",
    "UMLS": "UMLS",
    "MeSH": "MESH",
    "GARD": "GARD",
    "MONDO": "MONDO",
    "ICD-10": "ICD10",
}
_TAG = re.compile(r"</?[a-zA-Z]{1,6}\s*/?>")
_VERSION_DATE = re.compile(r"\[(\d{4}-\d\d-\d\d)\]")
_LONGEST_ABBREVIATION = 10
_PAGES = frozenset({"cs", "de", "en", "es", "fr", "it", "nl", "pl", "pt"})


def plain_text(text: str) -> str:
    """Remove markup and resolve character references; a bare less-than sign stays.

    Parameters
    ----------
    text
        As Orphanet writes it.

    Returns
    -------
    text
        Words separated by one space.

    Examples
    --------
    >>> plain_text("mutations of <i>GNAS</i>,&nbsp;size &#8804; 5 cm, <10 % of cases")
    'mutations of GNAS, size ≤ 5 cm, <10 % of cases'
    """
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def data_date(version: str) -> datetime.date | None:
    """Read the date of the data from Orphanet's version line.

    Parameters
    ----------
    version
        Such as ``1.3.42 / 4.1.8 [2025-03-03]``.

    Returns
    -------
    date
        None where the line has none.

    Examples
    --------
    >>> data_date("1.3.42 / 4.1.8 [2025-03-03]")
    datetime.date(2025, 3, 3)
    """
    match = _VERSION_DATE.search(version)
    return datetime.date.fromisoformat(match[1]) if match else None


def orpha(code: str) -> Curie:
    """Write an ORPHAcode as an identifier.

    Parameters
    ----------
    code
        Digits.

    Returns
    -------
    curie
        In canonical form.

    Raises
    ------
    InputError
        If it is not a number.

    Examples
    --------
    >>> orpha("2762")
    'ORPHA:2762'
    """
    return parse_curie(f"ORPHA:{code}")


def level_of(disorder_type: str) -> Level:
    """Tell groups, disorders and subtypes apart by Orphanet's type of entry.

    Parameters
    ----------
    disorder_type
        Such as ``Disease``, ``Category``, ``Clinical subtype``.

    Returns
    -------
    level
        A category is a heading of the classification, not a disease: a group.

    Examples
    --------
    >>> [level_of(t).value for t in ("Category", "Etiological subtype", "Malformation syndrome")]
    ['group', 'subtype', 'disorder']
    """
    if disorder_type in _GROUPS:
        return Level.GROUP
    if disorder_type.endswith("subtype"):
        return Level.SUBTYPE
    return Level.DISORDER if disorder_type else Level.UNKNOWN


def name(disease: Curie, text: str, language: str = "en") -> Name:
    """Make a synonym, in capitals and short an abbreviation.

    Parameters
    ----------
    disease, text
        Whose name, and the name.
    language
        Of the name.

    Returns
    -------
    name
        As a record.

    Examples
    --------
    >>> name(Curie("ORPHA:2762"), "POH").kind.value
    'abbreviation'
    """
    clean = plain_text(text)
    short = len(clean) <= _LONGEST_ABBREVIATION and " " not in clean
    kind = NameKind.ABBREVIATION if short and clean == clean.upper() else NameKind.EXACT
    return Name(disease, clean, kind, SOURCE, language)


def mapping(disease: Curie, catalogue: str, number: str, relation: str) -> IdMapping | None:
    """Make a mapping with its relation; only "E" is an identity.

    Parameters
    ----------
    disease
        The ORPHAcode.
    catalogue, number
        The other identifier.
    relation
        Starts with E, NTBT (ours is narrower), BTNT (ours is broader), ND or W.

    Returns
    -------
    mapping
        None for a catalogue we do not show, and for a wrong mapping.

    Raises
    ------
    InputError
        If the number does not fit its catalogue.

    Examples
    --------
    >>> mapping(Curie("ORPHA:648"), "OMIM", "163950", "BTNT (broader)").predicate
    'skos:narrowMatch'
    """
    prefix = _PREFIXES.get(catalogue)
    code = relation.split(" ")[0].upper()
    if prefix is None or code.startswith("W"):
        return None
    local = number.removeprefix(f"{prefix}:")
    return IdMapping(
        disease, _PREDICATES.get(code, _XREF), parse_curie(f"{prefix}:{local}"), SOURCE
    )


def gene_link(
    disease: Curie, symbol: str, hgnc: str, relation: str, references: Sequence[str] = ()
) -> GeneLink:
    """Make a gene link that says in which way the gene is involved.

    Parameters
    ----------
    disease, symbol, hgnc
        Which gene; ``hgnc`` is digits or empty.
    relation
        Orphanet's type of association.
    references
        Works it rests on.

    Returns
    -------
    link
        With the relation as Orphanet words it.

    Examples
    --------
    >>> gene_link(Curie("ORPHA:2762"), "GNAS", "4392", "Modifying germline mutation in").hgnc
    'HGNC:4392'
    """
    number = hgnc.removeprefix("HGNC:")
    return GeneLink(
        disease,
        symbol,
        SOURCE,
        hgnc=Curie(f"HGNC:{number}") if number.isdigit() else None,
        relation=relation,
        references=tuple(references),
    )


def definition(
    disease: Curie,
    text: str,
    as_of: datetime.date | None,
    *,
    note: str = "",
    language: str = "en",
) -> Fact:
    """Quote Orphanet's definition.

    Parameters
    ----------
    disease, text
        Whose, and the words.
    as_of
        Date of the data.
    note
        What a reader should know about the wording.
    language
        Of the words.

    Returns
    -------
    fact
        A quotation.

    Examples
    --------
    >>> definition(Curie("ORPHA:1"), "A <i>rare</i> disease.", None).text
    'A rare disease.'
    """
    shown = language if language in _PAGES else "en"
    address = f"https://www.orpha.net/{shown}/disease/detail/{disease[6:]}"
    value: dict[str, object] = {"url": address}
    if note:
        value["note"] = note
    return Fact(
        disease,
        Section.SUMMARY,
        "definition",
        SOURCE,
        text=plain_text(text),
        value=value,
        as_of=as_of,
        quoted=True,
        language=language,
    )
