"""What a written page must be before it is built: short, read twice, in words that hurt nobody."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Section
from rarekin.sources.curated import shape
from rarekin.sources.curated.places import at_line, head_line, line_of
from rarekin.sources.curated.shape import Table

FOLDER = "pages/"
MINUTE_WORDS = 90
WORDS = range(250, 701)
SECOND_READING = ("statements", "supported", "removed", "changed")

_NEEDED = {
    Section.SUMMARY: "what it is",
    Section.SIGNS: "its signs",
    Section.FIRST_STEPS: "what to do now",
}
EVIDENCE = (
    "approved", "guideline", "trial", "cohort", "case reports", "expert practice", "not known",
    "benefit not proven",
)  # fmt: skip
_PEOPLE = "adults?|bab(?:y|ies)|boys?|child(?:ren)?|girls?|individuals?|kids?|m[ae]n|parents?"
_HURTS = re.compile(
    r"\b(sufferers?|suffer(?:s|ed|ing)? from|victims?|afflicted|cripple[ds]?|handicapped|retarded|"
    r"mental retardation|midgets?|dwarfs|freaks?|idiots?|imbeciles?|invalids|wheelchair[- ]bound|"
    r"(?:confined|bound) to a wheelchair|vegetables?(?= state)|"
    rf"normal (?:{_PEOPLE}|people|persons?|wom[ae]n))\b",
    re.IGNORECASE,
)
_FORMS = {
    "pmid": (re.compile(r"\d{1,8}"), 'digits only, pmid = "27140670"'),
    "pmcid": (re.compile(r"PMC\d+"), 'pmcid = "PMC4309471"'),
    "doi": (re.compile(r"10\.\d{4,9}/\S+"), 'doi = "10.1038/s41574-018-0042-0"'),
    "url": (re.compile(r"https?://[^\s/]+\.\S+"), "the full address, https://…"),
}


def is_page(name: str) -> bool:
    """Tell whether a curated file is a written page or a translation of one.

    Examples
    --------
    >>> is_page("pages/marfan-syndrome.toml"), is_page("glossary.toml")
    (True, False)
    """
    return name.startswith(FOLDER)


def language_of(name: str) -> str:
    """Return the language of a written page by its file name.

    Examples
    --------
    >>> language_of("pages/marfan-syndrome.toml"), language_of("pages/marfan-syndrome.es.toml")
    ('en', 'es')
    """
    stem = name.removesuffix(".toml").rpartition("/")[2]
    return stem.partition(".")[2] or "en"


def n_words(facts: Sequence[Fact]) -> int:
    """Count the words of prose.

    Examples
    --------
    >>> n_words([Fact("MONDO:1", Section.SIGNS, "text", "curated", "Bones break easily.")])
    3
    """
    return sum(len(fact.text.split()) for fact in facts)


def check_second_reading(name: str, text: str, table: Table) -> None:
    """Refuse a page that nobody read a second time.

    Parameters
    ----------
    name, text
        The file.
    table
        What it holds.

    Raises
    ------
    SourceError
        If the record of the second reading is missing or does not add up.
    """
    reading = shape.table(table, "second_reading", name)
    where = at_line(name, head_line(text, "[second_reading]"))
    hint = "Let somebody who did not write it read it against its sources, and record the counts."
    if not reading:
        raise SourceError(
            f"{where}: has no [second_reading].",
            hint=hint + " Until then it stands in pages/unread/.",
            where=where,
        )
    shape.check_keys(reading, {"date", *SECOND_READING}, where)
    counts = [reading.get(key) for key in SECOND_READING]
    dated = isinstance(reading.get("date"), datetime.date)
    if not dated or not all(type(n) is int and n >= 0 for n in counts) or not counts[0]:
        raise SourceError(
            f"{where}: [second_reading] lacks a date or a count.",
            hint=f"Write date = 2026-11-30 and {', '.join(SECOND_READING)} as whole numbers.",
            where=where,
        )
    total, *parts = (int(str(n)) for n in counts)
    if sum(parts) != total:
        raise SourceError(
            f"{where}: {' + '.join(map(str, parts))} are not the {total} statements read.",
            hint="Each statement read is supported, removed or changed.",
            where=where,
        )


def check_page(name: str, text: str, facts: Sequence[Fact]) -> None:
    """Refuse a page that is too long, too short, lacks what is needed first, or hurts.

    Parameters
    ----------
    name, text
        The file.
    facts
        Its statements.

    Raises
    ------
    SourceError
        With the line and what to do.
    """
    minute = [fact for fact in facts if fact.kind == "minute"]
    if not minute or n_words(minute) > MINUTE_WORDS:
        raise _wrong(
            at_line(name, line_of(text, 'kind = "minute"')),
            f"the minute has {n_words(minute)} words, 1 to {MINUTE_WORDS} are accepted.",
            "Say what it is, how it goes, what is urgent, what can be done, whom to ask.",
        )
    if n_words(facts) not in WORDS:
        raise _wrong(
            name,
            f"{n_words(facts)} words, {WORDS.start} to {WORDS.stop - 1} are accepted.",
            "Leave out what matters least, or say more of what matters most.",
        )
    for section, what in _NEEDED.items():
        if not any(fact.section is section for fact in facts):
            raise _wrong(name, f"does not say {what}.", f'Add a fact, section = "{section}".')
    for fact in facts:
        _check_words(name, text, fact)
        _check_evidence(name, text, fact)


def _check_words(name: str, text: str, fact: Fact) -> None:
    for said in (fact.text, *_said(fact.value)):
        if found := _HURTS.search(said):
            raise _wrong(
                at_line(name, line_of(text, found[0])),
                f"says {found[0]!r}.",
                "Say 'people with', 'other people', or name the difference itself.",
            )


def _check_evidence(name: str, text: str, fact: Fact) -> None:
    said = fact.value.get("evidence")
    if said is not None and said not in EVIDENCE:
        raise _wrong(
            at_line(name, line_of(text, f'evidence = "{said}"')),
            f"rests a treatment on {said!r}, a word that is not explained to readers.",
            f"Use one of: {', '.join(EVIDENCE)}.",
        )


def _said(value: Mapping[str, object]) -> list[str]:
    lines = value.get("lines", [])
    return [str(value.get("title", "")), *(map(str, lines) if isinstance(lines, list) else ())]


def check_form(work: Table, where: str) -> None:
    """Refuse a citation whose identifier leads nowhere.

    Parameters
    ----------
    work
        Keys of the citation.
    where
        File and place.

    Raises
    ------
    SourceError
        If an identifier does not have its publisher's form.

    Examples
    --------
    >>> check_form({"pmid": "27140670"}, "pages/x.toml: cite.elborn")
    """
    for key, (form, example) in _FORMS.items():
        found = shape.string(work, key, where)
        if found and not form.fullmatch(found):
            raise _wrong(where, f"has the {key} {found!r}, which leads nowhere.", f"Use {example}.")


def _wrong(where: str, message: str, hint: str) -> SourceError:
    return SourceError(f"{where}: {message}", hint=hint, where=where)
