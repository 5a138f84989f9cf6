"""Read MedQuAD's GARD and Genetics Home Reference pages as quotations written in 2017.

Layout: ``Document[@id, @source, @url] > Focus, Synonyms/Synonym, QAPairs/QAPair >
Question[@qtype], Answer`` (Ben Abacha A, Demner-Fushman D. BMC Bioinformatics 2019,
doi:10.1186/s12859-019-3119-4). Which disease a page is about stands in ``focus.tsv``, which
`recipe` makes: GARD has renumbered its list since, and UMLS concepts are often broader.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files as package_files
from xml.etree import ElementTree as ET

from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Name, NameKind, Section
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.sources.medquad.clean import clean_answer
from rarekin.sources.medquad.subjects import (
    fold,
    leading_question,
    shares_a_word,
    speaks_of_another,
)

_SOURCE = "medquad"
_WRITTEN = datetime.date(2017, 1, 1)
_SECTIONS = {
    "information": Section.SUMMARY,
    "symptoms": Section.SIGNS,
    "causes": Section.CAUSES,
    "genetic changes": Section.CAUSES,
    "inheritance": Section.INHERITANCE,
    "exams and tests": Section.DIAGNOSIS,
    "frequency": Section.PREVALENCE,
    "treatment": Section.TREATMENT,
    "outlook": Section.OUTLOOK,
}
# Under "treatment" Genetics Home Reference lists links to other pages.
_NO_ANSWERS = frozenset({("GHR", "treatment")})
_CHANGED = " Treatment may have changed since: ask your doctor."
_PART = re.compile(r"(?:^|/)(\d+_\w+_QA)/")
_PARTS = ("2_GARD_QA", "3_GHR_QA")
_LIBRARIES = {
    "GARD": "Genetic and Rare Diseases Information Center",
    "GHR": "Genetics Home Reference",
}
# What the collection calls POH is the old name of another disease, FOP.
_WRONG_NAMES = frozenset({("MONDO:0008153", "myositis ossificans progressiva")})

Record = Fact | Name | Issue


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the collection.

    Attributes
    ----------
    key
        Library and number, such as ``GARD/0000219``; what ``focus.tsv`` calls it.
    focus, synonyms, url
        Its disease and address.
    answers
        Pairs of question type and answer.
    """

    key: str
    focus: str
    synonyms: tuple[str, ...]
    url: str
    answers: tuple[tuple[str, str], ...]

    @property
    def library(self) -> str:
        """``GARD`` or ``GHR``."""
        return self.key.partition("/")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the disease."""
        return (self.focus, *self.synonyms)


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    """Yield answers as quotations, and names that no other page claims.

    Parameters
    ----------
    files
        XML files of ``2_GARD_QA`` and ``3_GHR_QA`` under their path in the archive; other parts
        of the collection are passed over.

    Yields
    ------
    record
        A `Fact` per usable answer, `Name` records, an `Issue` per answer that speaks of another
        disease, and one that counts the pages whose disease could not be told.

    Raises
    ------
    SourceError
        If a file is no XML.

    Examples
    --------
    >>> page = b'''<Document id="0000830" source="GHR" url="https://ghr.nlm.nih.gov/condition/x">
    ... <Focus>progressive osseous heteroplasia</Focus><QAPairs><QAPair>
    ... <Question qtype="frequency"/><Answer>It is a rare condition.</Answer>
    ... </QAPair></QAPairs></Document>'''
    >>> fact = next(parse({"3_GHR_QA/0000830.xml": page}))
    >>> fact.disease, fact.section.value, fact.quoted, fact.value["written"]
    ('MONDO:0008153', 'prevalence', True, '2017')
    """
    diseases = focus_table(package_files(__package__).joinpath("focus.tsv").read_text("utf-8"))
    pages = [read_page(name, files[name]) for name in sorted(files) if _is_ours(name)]
    known = [(diseases[page.key], page) for page in pages if page.key in diseases]
    for disease, page in known:
        yield from _answers(disease, page)
    yield from _names(known)
    if len(known) < len(pages):
        yield Issue(
            "medquad-unknown-disease",
            IssueLevel.NOTICE,
            "focus.tsv",
            f"{len(pages) - len(known)} of {len(pages)} pages are left out: "
            "names and numbers do not lead to one disease.",
        )


def _is_ours(name: str) -> bool:
    part = _PART.search(name)
    return name.endswith(".xml") and (part is None or part[1] in _PARTS)


def focus_table(text: str) -> dict[str, Curie]:
    r"""Read which disease each page is about.

    Parameters
    ----------
    text
        ``focus.tsv``.

    Returns
    -------
    diseases
        By `Page.key`.

    Examples
    --------
    >>> focus_table("#made by recipe.py\npage\tdisease\thow\nGHR/0000830\tMONDO:0008153\tname\n")
    {'GHR/0000830': 'MONDO:0008153'}
    """
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {page: Curie(disease) for page, disease, _how in rows[1:]}


def read_page(name: str, data: bytes) -> Page:
    """Read one file of the collection.

    Parameters
    ----------
    name
        For messages.
    data
        XML.

    Returns
    -------
    page
        Answers as they stand.

    Raises
    ------
    SourceError
        If it is no such XML, or declares entities of its own.

    Examples
    --------
    >>> read_page("a.xml", b"<Document id='1' source='GARD'><Focus>X</Focus></Document>").key
    'GARD/1'
    """
    # Entities could be made to grow without bounds; the collection has none of its own.
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise _wrong(name, "it declares entities of its own")
    try:
        root = ET.fromstring(data)  # noqa: S314  checked above
    except ET.ParseError as error:
        raise _wrong(name, str(error)) from error
    return Page(
        key=f"{root.get('source', '')}/{root.get('id', '')}",
        focus=(root.findtext("Focus") or "").strip(),
        synonyms=tuple(s.text.strip() for s in root.iter("Synonym") if s.text and s.text.strip()),
        url=root.get("url", ""),
        answers=tuple(
            (_kind(pair), (pair.findtext("Answer") or "").strip()) for pair in root.iter("QAPair")
        ),
    )


def _wrong(name: str, why: str) -> SourceError:
    return SourceError(f"{name} is no page of MedQuAD: {why}.", hint="Fetch it again.", where=name)


def _kind(pair: ET.Element) -> str:
    question = pair.find("Question")
    return question.get("qtype", "") if question is not None else ""


def _answers(disease: Curie, page: Page) -> Iterator[Record]:
    for kind, answer in page.answers:
        if not answer or kind not in _SECTIONS or (page.library, kind) in _NO_ANSWERS:
            continue
        question = leading_question(answer)
        if speaks_of_another(question, page.names):
            yield Issue(
                "medquad-other-disease",
                IssueLevel.WARNING,
                f"{page.key}: {kind}",
                f"Left out: the page is about {page.focus}, but the answer begins with "
                f"“{question.strip()}”",
            )
            continue
        text = clean_answer(answer[len(question) :])
        if text:
            yield _fact(disease, page, kind, text)


def _fact(disease: Curie, page: Page, kind: str, text: str) -> Fact:
    note = f"Written in 2017 about {page.focus}."
    return Fact(
        disease,
        _SECTIONS[kind],
        "answer",
        _SOURCE,
        text=text,
        value={
            "written": "2017",
            "current": False,
            "note": note + _CHANGED if kind == "treatment" else note,
            "author": _LIBRARIES.get(page.library, page.library),
            "url": page.url,
        },
        as_of=_WRITTEN,
        quoted=True,
    )


def _names(known: Sequence[tuple[Curie, Page]]) -> Iterator[Name]:
    """Yield the names that tell a disease apart."""
    claimed: dict[str, set[Curie]] = defaultdict(set)
    for disease, page in known:
        for text in page.names:
            claimed[fold(text)].add(disease)
    seen: set[tuple[Curie, str]] = set()
    for disease, page in known:
        for text in page.names:
            key = fold(text)
            if (disease, key) not in seen and _is_sure(text, page, disease, claimed[key]):
                seen.add((disease, key))
                yield Name(disease, text, NameKind.RELATED, _SOURCE)


def _is_sure(text: str, page: Page, disease: Curie, claimed: set[Curie]) -> bool:
    """Tell whether a synonym may be believed: some of them are signs, or other diseases."""
    is_abbreviation = " " not in text and text == text.upper()
    is_wrong = len(claimed) > 1 or (disease, fold(text)) in _WRONG_NAMES
    return not is_wrong and (is_abbreviation or shares_a_word(text, page.focus))
