"""From Orphanet's classes to model records: levels, inheritance, ages, prevalence, genes, text.

What a class means is written in "Procedural document: Epidemiology of rare diseases in Orphanet"
and "Orphanet nomenclature production" (https://www.orphadata.com/docs/).
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Sequence

from rarekin.errors import InputError
from rarekin.model.disease import (
    Annotation,
    Fact,
    GeneLink,
    IdMapping,
    Level,
    Name,
    NameKind,
    Section,
)
from rarekin.model.identifiers import Curie, parse_curie, prefix_of

SOURCE = "orphanet"
NO_DATA = frozenset({"", "no data", "no data available", "unknown", "not yet documented"})

_GROUPS = frozenset({"Category", "Clinical group"})
_INHERITANCE = {
    "Autosomal dominant": "HP:0000006",
    "Autosomal recessive": "HP:0000007",
    "X-linked recessive": "HP:0001419",
    "X-linked dominant": "HP:0001423",
    "Y-linked": "HP:0001450",
    "Mitochondrial inheritance": "HP:0001427",
    "Multigenic/multifactorial": "HP:0001426",
    "Oligogenic": "HP:0010983",
    "Semi-dominant": "HP:0032113",
}
_AGES = {
    "Antenatal": "before birth",
    "Neonatal": "in the first weeks of life",
    "Infancy": "in infancy",
    "Childhood": "in childhood",
    "Adolescent": "in the teens",
    "Adult": "in adult life",
    "Elderly": "in old age",
}
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


def name(disease: Curie, text: str) -> Name:
    """Make a synonym, in capitals and short an abbreviation.

    Parameters
    ----------
    disease, text
        Whose name, and the name.

    Returns
    -------
    name
        In English.

    Examples
    --------
    >>> name(Curie("ORPHA:2762"), "POH").kind.value
    'abbreviation'
    """
    clean = plain_text(text)
    short = len(clean) <= _LONGEST_ABBREVIATION and " " not in clean
    kind = NameKind.ABBREVIATION if short and clean == clean.upper() else NameKind.EXACT
    return Name(disease, clean, kind, SOURCE)


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


def inheritance(disease: Curie, modes: Iterable[str]) -> list[Annotation]:
    """Turn modes of inheritance into HPO rows; "unknown" and "not applicable" say nothing.

    Parameters
    ----------
    disease, modes
        Whose, and Orphanet's words.

    Returns
    -------
    rows
        Of aspect ``I``.

    Examples
    --------
    >>> [row.term for row in inheritance(Curie("ORPHA:1"), ["Autosomal dominant", "Unknown"])]
    ['HP:0000006']
    """
    return [
        Annotation(disease, Curie(_INHERITANCE[mode]), SOURCE, aspect="I")
        for mode in dict.fromkeys(modes)
        if mode in _INHERITANCE
    ]


_FREQUENCIES = {
    "Obligate (100%)": "HP:0040280",
    "Very frequent (99-80%)": "HP:0040281",
    "Frequent (79-30%)": "HP:0040282",
    "Occasional (29-5%)": "HP:0040283",
    "Very rare (<4-1%)": "HP:0040284",
    "Excluded (0%)": "HP:0040285",
}


def finding(disease: Curie, term: str, frequency: str) -> Annotation:
    """Turn a finding with Orphanet's class of frequency into an HPO row.

    Parameters
    ----------
    disease, term, frequency
        Whose, which HPO term, and Orphanet's words; a class that is not known says nothing.

    Returns
    -------
    row
        Of aspect ``P``; it rests on the entry itself, as HPO's own annotations state it.

    Raises
    ------
    InputError
        If the term is no identifier of HPO.

    Examples
    --------
    >>> row = finding(Curie("ORPHA:1"), "HP:0001382", "Frequent (79-30%)")
    >>> row.frequency_term, row.references
    ('HP:0040282', ('ORPHA:1',))
    """
    id_ = parse_curie(term)
    if prefix_of(id_) != "HP":
        raise InputError(f"{id_} is no HPO term.", hint="Findings are terms such as HP:0001382.")
    known = _FREQUENCIES.get(frequency)
    return Annotation(
        disease,
        id_,
        SOURCE,
        frequency_term=Curie(known) if known else None,
        references=(disease,),
    )


def onset(disease: Curie, ages: Iterable[str], as_of: datetime.date | None) -> Fact | None:
    """Say when the first signs appear, in Orphanet's classes of age.

    They stay a fact of their own: Orphanet's childhood ends at 11 years and HPO's childhood
    onset at 5, so that one is not the other.

    Parameters
    ----------
    disease, ages
        Whose, and Orphanet's classes.
    as_of
        Date of the data.

    Returns
    -------
    fact
        None where no class is known.

    Examples
    --------
    >>> onset(Curie("ORPHA:2762"), ["Childhood", "Infancy"], None).text
    'The first signs can appear in infancy or in childhood.'
    """
    told = set(ages)
    classes = [age for age in _AGES if age in told]
    if "All ages" in told:
        classes, words = ["All ages"], ["at any age"]
    else:
        words = [_AGES[age] for age in classes]
    if not words:
        return None
    shown = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return Fact(
        disease,
        Section.SIGNS,
        "onset",
        SOURCE,
        text=f"The first signs can appear {shown}.",
        value={"classes": classes},
        as_of=as_of,
    )


def definition(disease: Curie, text: str, as_of: datetime.date | None, *, note: str = "") -> Fact:
    """Quote Orphanet's definition.

    Parameters
    ----------
    disease, text
        Whose, and the words.
    as_of
        Date of the data.
    note
        What a reader should know about the wording.

    Returns
    -------
    fact
        A quotation.

    Examples
    --------
    >>> definition(Curie("ORPHA:1"), "A <i>rare</i> disease.", None).text
    'A rare disease.'
    """
    value: dict[str, object] = {"url": f"https://www.orpha.net/en/disease/detail/{disease[6:]}"}
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
    )
