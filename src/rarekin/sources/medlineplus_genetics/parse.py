"""Read the summaries of MedlinePlus Genetics as quotations of public-domain text.

Layout: ``summaries > health-condition-summary > name, ghr-page, text-list/text (text-role,
html), related-gene-list, synonym-list/synonym, db-key-list/db-key (db, key), reviewed``, in a
namespace that changes with the edition. Which disease a page is about stands in
``conditions.tsv``, which `recipe` makes; a page that came later is placed by its one OMIM number.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files as package_files
from xml.etree import ElementTree as ET

from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Name, NameKind, Section
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "medlineplus_genetics"
_FILE = "ghr-summaries.xml"
_CONDITION = "health-condition-summary"
_SECTIONS = {
    "description": Section.SUMMARY,
    "frequency": Section.PREVALENCE,
    "causes": Section.CAUSES,
    "inheritance": Section.INHERITANCE,
}
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"), 1)
}  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_MONTH = re.compile(r"([A-Za-z]+) (\d{4})")

Record = Fact | Name | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    """Yield what each condition's page says.

    Parameters
    ----------
    files
        ``ghr-summaries.xml``.

    Yields
    ------
    record
        A quotation per text, other names, and an `Issue` that counts what could not be placed.

    Raises
    ------
    SourceError
        If the file is no such XML, or declares entities of its own.

    Examples
    --------
    >>> xml = b'''<summaries xmlns="x"><health-condition-summary>
    ... <name>Progressive osseous heteroplasia</name>
    ... <ghr-page>https://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia</ghr-page>
    ... <text-list><text><text-role>frequency</text-role><html><p>It is rare.</p></html></text>
    ... </text-list></health-condition-summary></summaries>'''
    >>> [(fact.disease, fact.section.value, fact.text) for fact in parse({_FILE: xml})]
    [('MONDO:0008153', 'prevalence', 'It is rare.')]
    """
    known = _table(package_files(__package__).joinpath("conditions.tsv").read_text("utf-8"))
    n_pages = n_placed = 0
    for page in _conditions(files[_FILE]):
        n_pages += 1
        disease = _disease_of(page, known)
        if disease:
            n_placed += 1
            yield from _said(page, disease)
    if not n_pages:
        raise _wrong("it holds no condition")
    if n_placed < n_pages:
        message = f"{n_pages - n_placed} of {n_pages} pages are left out: no number names one."
        yield Issue("medlineplus-genetics-page", IssueLevel.NOTICE, _FILE, message)


def _table(text: str) -> dict[str, Curie]:
    lines = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {slug: Curie(disease) for slug, disease in lines[1:]}


def _conditions(data: bytes) -> Iterator[ET.Element]:
    # Entities could be made to grow without bounds; the file needs none of its own.
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise _wrong("it declares entities of its own")
    try:
        for _event, element in ET.iterparse(io.BytesIO(data)):  # noqa: S314  checked above
            element.tag = element.tag.rpartition("}")[2]
            if element.tag == _CONDITION:
                yield element
                element.clear()
    except ET.ParseError as error:
        raise _wrong(str(error)) from error


def _disease_of(page: ET.Element, known: Mapping[str, Curie]) -> Curie | None:
    slug = _slug(page)
    if slug in known:
        return known[slug]
    numbers = {
        (key.findtext("key") or "").strip()
        for key in page.iterfind("db-key-list/db-key")
        if (key.findtext("db") or "").strip().upper() == "OMIM"
    }
    own = [number for number in numbers if number.isdigit()]
    return Curie(f"OMIM:{own[0]}") if len(own) == 1 else None


def _slug(page: ET.Element) -> str:
    return (page.findtext("ghr-page") or "").strip().rstrip("/").rpartition("/")[2]


def _said(page: ET.Element, disease: Curie) -> Iterator[Record]:
    slug, reviewed = _slug(page), _date((page.findtext("reviewed") or "").strip())
    address = f"https://medlineplus.gov/genetics/condition/{slug}/"
    for text in page.iterfind("text-list/text"):
        section = _SECTIONS.get((text.findtext("text-role") or "").strip())
        words = _words(text.find("html"))
        if section and words:
            yield Fact(
                disease, section, "answer", _SOURCE, text=words,
                value={"url": address, "page": slug}, as_of=reviewed, quoted=True,
            )  # fmt: skip
    for synonym in page.iterfind("synonym-list/synonym"):
        if name := " ".join((synonym.text or "").split()):
            yield Name(disease, name, NameKind.EXACT, _SOURCE)


def _words(html: ET.Element | None) -> str:
    if html is None:
        return ""
    blocks = [e for e in html.iter() if e.tag.rpartition("}")[2] in ("p", "li")]
    texts = ["".join(e.itertext()) for e in blocks] or ["".join(html.itertext())]
    return " ".join(" ".join(texts).split())


def _date(text: str) -> datetime.date | None:
    if day := _DAY.match(text):
        return datetime.date(int(day[1]), int(day[2]), int(day[3] or 1))
    month = _MONTH.match(text)
    number = _MONTHS.get(month[1].lower()) if month else None
    return datetime.date(int(month[2]), number, 1) if month and number else None


def _wrong(what: str) -> SourceError:
    return SourceError(f"{_FILE} cannot be read: {what}.", hint="Fetch it again.", where=_FILE)
