"""Any family file: which standard it is, told from its bytes, and the way into each standard."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rarekin.errors import FormatError, UnknownId
from rarekin.formats.canrisk import looks_like_canrisk, read_canrisk
from rarekin.formats.canrisk_writing import write_boadicea, write_canrisk
from rarekin.formats.family_gathering import Read
from rarekin.formats.family_json import read_family_json, write_family_json
from rarekin.formats.family_losses import Written
from rarekin.formats.family_text import text_of
from rarekin.formats.fhir_family import read_fhir
from rarekin.formats.fhir_family_writing import write_fhir
from rarekin.formats.ga4gh_pedigree import (
    read_ga4gh,
    read_packet_family,
    write_ga4gh,
    write_packet_family,
)
from rarekin.formats.gedcom import looks_like_gedcom, read_gedcom
from rarekin.formats.gedcom_writing import write_gedcom
from rarekin.formats.open_pedigree import read_open_pedigree
from rarekin.formats.open_pedigree_list import looks_like_list, read_open_list, write_open_list
from rarekin.formats.ped import looks_like_ped, read_ped
from rarekin.formats.pedigreejs import read_pedigreejs, write_pedigreejs
from rarekin.formats.table_writing import write_madeline, write_ped, write_table
from rarekin.formats.yaml_case import decode_yaml
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence

Object = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Standard:
    """One way of keeping a family in a file.

    Attributes
    ----------
    slug
        Its name on the command line.
    title
        Its name for readers.
    ending
        Of a file's name.
    media
        Its media type.
    write
        Writes a family, and says what it could not carry.
    """

    slug: str
    title: str
    ending: str
    media: str
    write: Callable[[Family], Written]


def _packet_family(family: Family) -> Written:
    now = datetime.datetime.now(datetime.UTC)
    return write_packet_family(family, created=now.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _own(family: Family) -> Written:
    return write_family_json(family), ()


_JSON, _TEXT = "application/json", "text/plain"
_SAYS_NUMBERS = ("rarekin", "open-pedigree")
STANDARDS: tuple[Standard, ...] = (
    Standard("rarekin", "Rarekin", "json", _JSON, _own),
    Standard("ped", "PED (LINKAGE, PLINK .fam)", "ped", _TEXT, write_ped),
    Standard("csv", "CSV", "csv", "text/csv", write_table),
    Standard("tsv", "TSV", "tsv", _TEXT, lambda family: write_table(family, "\t")),
    Standard("madeline", "Madeline 2", "txt", _TEXT, write_madeline),
    Standard("canrisk", "CanRisk 4", "txt", _TEXT, write_canrisk),
    Standard("boadicea", "BOADICEA 4", "txt", _TEXT, write_boadicea),
    Standard("ga4gh", "GA4GH Pedigree", "json", _JSON, write_ga4gh),
    Standard("phenopacket", "Phenopackets Family", "json", _JSON, _packet_family),
    Standard("fhir", "FHIR R4 FamilyMemberHistory", "json", _JSON, write_fhir),
    Standard("gedcom", "GEDCOM 5.5.1", "ged", _TEXT, write_gedcom),
    Standard("gedcom7", "GEDCOM 7", "ged", _TEXT, lambda family: write_gedcom(family, "7.0")),
    Standard("pedigreejs", "pedigreejs", "json", _JSON, write_pedigreejs),
    Standard("open-pedigree", "open-pedigree (PhenoTips)", "json", _JSON, write_open_list),
)


def standard(slug: str) -> Standard:
    """Return one standard by its name on the command line.

    Raises
    ------
    UnknownId
        If there is none of this name.

    Examples
    --------
    >>> standard("gedcom").title
    'GEDCOM 5.5.1'
    """
    for one in STANDARDS:
        if one.slug == slug.strip().lower():
            return one
    raise UnknownId(
        sentence("There is no family format %(slug)s.", slug=repr(slug)),
        hint=sentence("There are: %(known)s.", known=", ".join(one.slug for one in STANDARDS)),
    )


def read_families(data: bytes | Object) -> tuple[str, Read]:
    """Read every family of a file, whichever standard it is.

    Parameters
    ----------
    data
        The file, or a JSON document already parsed.

    Returns
    -------
    standard, (families, issues)
        Slug of the standard it was taken for; the issues are those of the file, not of a family.

    Raises
    ------
    FormatError
        If it is none of them; says what it looks like.
    TooLarge
        If it is larger than 20 MB.

    Examples
    --------
    >>> read_families(b"f1 kid dad mum 2 2")[0], read_families({"individuals": []})[0]
    ('ped', 'ga4gh')
    """
    if isinstance(data, Mapping):
        return _from_object(data)
    text, noticed = text_of(data)
    if text.lstrip()[0] in "{[":
        name, (families, issues) = _from_json(text)
        return name, (families, (*noticed, *issues))
    if _YAML.match(text):
        name, (families, issues) = _from_yaml(text.encode())
        return name, (families, (*noticed, *issues))
    if looks_like_gedcom(text):
        return "gedcom", read_gedcom(data)
    if looks_like_canrisk(text):
        name = "boadicea" if text.lstrip().upper().startswith("BOADICEA") else "canrisk"
        return name, read_canrisk(data)
    if looks_like_ped(text):
        return "ped", read_ped(data)
    raise FormatError(
        sentence(
            "We do not know what kind of family file this is. It begins with %(start)s.",
            start=repr(text.strip()[:40]),
        ),
        hint=sentence("We read %(known)s.", known=", ".join(one.title for one in STANDARDS)),
    )


# A pedigree written as YAML, as its standards print their examples; a table never looks like it.
_YAML = re.compile(
    r"\s*(?:---\s*\n\s*)?(?:#[^\n]*\n\s*)*(?:id|individuals|narrative|pedigree|proband|people|"
    r"rarekin_family|resourceType|relationships|date|indexPatients|index_patients):(?:\s|$)"
)


def _from_yaml(data: bytes) -> tuple[str, Read]:
    document = decode_yaml(data)
    if not isinstance(document, dict):
        raise FormatError(sentence("This YAML is no family."), hint=sentence("Save it as JSON."))
    return _from_object(document)


def _from_json(text: str) -> tuple[str, Read]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            sentence("This looks like JSON but cannot be read: %(error)s.", error=str(error)),
            hint=sentence("Save or export the file again; the place named is where it breaks off."),
        ) from error
    first = document[0] if isinstance(document, list) and document else None
    if isinstance(first, dict) and {"outedges", "prop"} & first.keys():
        return "open-pedigree", read_open_pedigree({"GG": document})
    if isinstance(document, list) and looks_like_list(document):
        return "open-pedigree", read_open_list(document)
    if isinstance(document, list) and document:
        return "pedigreejs", read_pedigreejs(document)
    if not isinstance(document, dict):
        raise FormatError(
            sentence("This JSON is no family."),
            hint=sentence(
                'A family file looks like {"rarekin_family": 1, "people": [{"id": "I-1"}]}.'
            ),
        )
    return _from_object(document)


_READERS: tuple[tuple[str, str, Callable[[Object], Read]], ...] = (
    ("individuals", "ga4gh", read_ga4gh),
    ("GG", "open-pedigree", read_open_pedigree),
    ("resourceType", "fhir", read_fhir),
)


def _from_object(document: Object) -> tuple[str, Read]:
    for key, name, reader in _READERS:
        if key in document:
            return name, reader(document)
    inner = document.get("pedigree")
    if isinstance(inner, Mapping) and "individuals" in inner:
        return "ga4gh", read_ga4gh(inner)
    if isinstance(inner, Mapping) and "people" not in document:
        return "phenopacket", read_packet_family(document)
    if isinstance(document.get("dataset"), list):
        return "pedigreejs", read_pedigreejs(document["dataset"])  # type: ignore[arg-type]
    family, issues = read_family_json(document)
    of_family = set(family.issues)
    return "rarekin", ((family,), tuple(i for i in issues if i not in of_family))


def write_as(family: Family, slug: str) -> Written:
    """Write a family in a standard.

    Parameters
    ----------
    family
        Any family.
    slug
        Of a standard.

    Returns
    -------
    data, issues
        And what the standard could not carry.

    Raises
    ------
    UnknownId
        If there is no such standard.

    Examples
    --------
    >>> from rarekin.model.person import Person
    >>> write_as(Family((Person("a"),)), "ped")[0].split()[1]
    b'a'
    """
    one = standard(slug)
    is_said = slug in _SAYS_NUMBERS or all(p.number == 1 for p in family.people)
    data, issues = one.write(family if is_said else family.one_by_one())
    if is_said:
        return data, issues
    told = sentence("Who stands for several people is written one by one.")
    several = ", ".join(p.id for p in family.people if p.number > 1)
    return data, (*issues, Issue("one-by-one", IssueLevel.NOTICE, several, told, ""))
