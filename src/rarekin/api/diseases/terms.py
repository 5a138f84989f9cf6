"""Words to findings: read a text, suggest terms while typing, open a case file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.api.diseases import translations
from rarekin.api.diseases.findings import finding_id
from rarekin.api.making import release as releases
from rarekin.errors import UnknownId
from rarekin.formats.phenopacket import Member, parse_phenopacket, parse_phenopackets
from rarekin.formats.phenopacket_features import merge_findings
from rarekin.model.case import Case, Finding
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.ontology import Ontology
from rarekin.text.language import bare, likely_languages
from rarekin.text.lexicon import ARRAY_NAMES, stored_as
from rarekin.text.person import NOBODY, Person
from rarekin.text.reading import Mention, TextReading
from rarekin.text.recognise import Recogniser
from rarekin.text.suggest import Suggester
from rarekin.text.tongues import readable, tongue

__all__ = [
    "NOBODY", "Member", "Mention", "Person", "TextReading", "find_terms", "read_case",
    "read_cases", "suggest_terms",
]  # fmt: skip

_opened: dict[tuple[str, str], tuple[Recogniser, Suggester]] = {}
_WORD = re.compile(r"[^\W\d_]+")
_TELLING = 4_000
"""So many characters tell the language of a text."""
_TOLD = 4_000
"""What somebody tells is no longer; beyond that nothing is guessed."""


def _engines(language: str) -> tuple[Recogniser, Suggester]:
    """Open the lexicon of the current release once per process, release and language."""
    release = releases.current()
    key = f"{release.path}|{release.version}", language
    if key not in _opened:
        arrays: dict[str, NDArray[Any]] = {
            name: np.asarray(release.array(stored_as(name, language))) for name in ARRAY_NAMES
        }
        recogniser = Recogniser(arrays, language)
        engines = recogniser, Suggester(recogniser.lexicon, tongue(language))
        for old in [k for k in _opened if k[0] != key[0]]:
            del _opened[old]
        _opened[key] = engines
    return _opened[key]


def find_terms(text: str, language: str = "en", person: Person = NOBODY) -> TextReading:
    """Find the findings that a text mentions, in clinical or in everyday words.

    Parameters
    ----------
    text
        English, Spanish or French, at most 100,000 characters; of other languages only ids and
        names as HPO writes them are read, and the reading says so.
    language
        The page's, for words that do not tell their own.
    person
        Age and sex where they are known: laboratory values are read beside ranges for them.

    Returns
    -------
    reading
        Mentions in the order of the text, each with its place, state and probability of being
        right, notes on what speaks of relatives, of the past or with doubt and on laboratory
        values, and whose age and sex the words tell. Where nothing was read in a clause, what it
        may mean stands among the guesses: questions, never findings.

    Raises
    ------
    TooLarge
        If the text is longer.
    NoRelease
        If no knowledge release has been built.
    """
    said = _language(_WORD.findall(text[:_TELLING]), translations.base_language(language))
    reader = _engines(said if said in readable() else "en")[0]
    return reader.read(text, person, guess=len(text) <= _TOLD)


def _language(words: Sequence[str], page: str) -> str:
    """Return the language of words; where small words leave it open, that which knows most."""
    likely = likely_languages(map(bare, words))
    if len(likely) == 1:
        return likely[0]
    known = {
        one: _engines(one)[0].n_known(words) for one in readable() if one in likely or not likely
    }
    best = [one for one in known if known[one] == max(known.values())]
    return page if page in best or not best else best[0]


def suggest_terms(
    words: str, limit: int = 10, language: str = "en"
) -> tuple[tuple[Curie, str, str], ...]:
    """Suggest findings for words that are being typed.

    Parameters
    ----------
    words
        One or more words; the last may be unfinished.
    limit
        How many terms at most.
    language
        The reader's; names in that language come first, English ones fill up.

    Returns
    -------
    suggestions
        Triples of HPO id, label and the name that fits, best first.
    """
    own = translations.base_language(language)
    found = {} if own == "en" else {s[0]: s for s in translations.suggest(words, own, limit)}
    for spoken in dict.fromkeys((own if own in readable() else "en", "en")):
        for term, label, name in _engines(spoken)[1].suggest(words, limit):
            said = label if spoken == "en" else translations.translated_label(term, spoken).text
            found.setdefault(term, (term, said, name))
    if len(found) < limit:
        for mention in find_terms(words[:200], own).mentions:
            found.setdefault(mention.term, (mention.term, mention.label, mention.matched))
    return tuple(found.values())[:limit]


def read_case(data: bytes | Mapping[str, object]) -> tuple[Case, tuple[Issue, ...]]:
    """Read a GA4GH phenopacket; retired ids are followed, unknown ones are left out and named.

    Parameters
    ----------
    data
        Version 2 JSON, as bytes or already parsed; version 1 is tolerated.

    Returns
    -------
    case, issues
        What could be read, and everything that could not.

    Raises
    ------
    FormatError
        If it is not a phenopacket; the error names the place.
    """
    case, issues = parse_phenopacket(data, _term_of)
    return settle_ids(case, releases.current().ontology, issues)


def read_cases(data: bytes | Mapping[str, object] | list[object]) -> tuple[Member, ...]:
    """Read every case of a file: a phenopacket, a GA4GH Family or Cohort, or an array.

    Parameters
    ----------
    data
        As `read_case` takes it, or an array.

    Returns
    -------
    members
        Each with its place, and with its case or the reason why it could not be read.

    Raises
    ------
    FormatError
        If the file as a whole is of none of these kinds.
    """
    members = parse_phenopackets(data, _term_of)
    ontology = releases.current().ontology
    return tuple(_settled(member, ontology) for member in members)


def _settled(member: Member, ontology: Ontology) -> Member:
    if member.case is None:
        return member
    case, issues = settle_ids(member.case, ontology, member.issues, member.where)
    return replace(member, case=case, issues=issues)


def _term_of(label: str) -> Curie | None:
    try:
        return finding_id(label)
    except UnknownId:
        return None


def settle_ids(
    case: Case, ontology: Ontology, issues: tuple[Issue, ...] = (), place: str = ""
) -> tuple[Case, tuple[Issue, ...]]:
    """Bring the findings of a case to the live terms of an ontology.

    Parameters
    ----------
    case
        As a file gave it.
    ontology
        Live terms.
    issues
        What reading the file already found.
    place
        Of the case in its file.

    Returns
    -------
    case, issues
        Findings with retired ids carry the successor, each term once; unknown ids and terms
        that are no findings are left out. All of it is named.
    """
    kept: list[tuple[str, Finding]] = []
    noted, findings = list(issues), ontology.findings
    for i_finding, finding in enumerate(case.findings):
        if finding.term in findings:
            kept.append(("findings", finding))
            continue
        where = f"{place}.findings[{i_finding}]".lstrip(".")
        try:
            term = ontology.current(finding.term)
        except UnknownId as error:
            noted.append(Issue("term-unknown", IssueLevel.ERROR, where, str(error), error.hint))
            continue
        if term not in findings:
            noted.append(not_a_finding(f"{finding.term} {ontology.label(term)}", where))
            continue
        message = f"{finding.term} was replaced by {term} {ontology.label(term)}."
        noted.append(Issue("term-retired", IssueLevel.NOTICE, where, message))
        kept.append((where, replace(finding, term=term)))
    merged, conflicts = merge_findings(kept)
    return replace(case, findings=merged), (*noted, *conflicts)


def not_a_finding(term: str, where: str) -> Issue:
    """Say that a term says nothing about what a person has.

    Parameters
    ----------
    term
        Its id, with or without its label.
    where
        Its place.

    Returns
    -------
    issue
        A notice: everything else goes on.
    """
    return Issue(
        "term-not-a-finding",
        IssueLevel.NOTICE,
        where,
        f"{term} names no sign (HPO keeps those below HP:0000118) and was left out.",
        "Modes of inheritance, ages of onset and modifiers are no signs by themselves.",
    )
