"""Facts as a page shows them: text, tables, answers side by side, each with its marks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rarekin.api.wording import one_line
from rarekin.model.citations import Checked
from rarekin.model.disease import Fact
from rarekin.web.atlas.sections.marks import Mark, Marks
from rarekin.web.atlas.telling.sentences import Sentence
from rarekin.web.shell import phrases
from rarekin.web.shell.own_words import in_language, number, spoken
from rarekin.web.shell.phrases import gettext as _

# What a source says of a text that did not reach us whole.
_NOT_WHOLE = re.compile(r"\blacks\b")

_CLASS = re.compile(r"^(?P<low>[<>]?\s*\d+)\s*(?:-\s*(?P<high>\d+))?\s*/\s*(?P<of>[\d ,.]+)$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a section.

    Attributes
    ----------
    text
        A sentence or paragraph.
    marks
        Where it comes from.
    as_of
        When it was written or last checked; None where the source's date says it all.
    is_verified
        False where the primary source has not been read.
    is_quoted
        True where the words are another's.
    is_word_for_word
        False where the publisher's file has lost part of a quotation, such as its commas: it
        is then shown without quotation marks, and says so.
    language
        Of the text.
    heading, columns, rows
        A table below the text; empty where there is none.
    answers
        What several sources say to one question, as pairs of answer and who says so.
    basis
        How well founded it is, in words.
    shown
        ``text`` as safe HTML, its hard words explained.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    as_of: datetime.date | None = None
    is_verified: bool = True
    is_quoted: bool = False
    language: str = "en"
    heading: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    basis: str = ""
    credit: str = ""
    shown: str = ""
    is_word_for_word: bool = True


def from_sentence(sentence: Sentence, marks: Marks) -> Statement:
    """Turn a composed sentence into a statement in the reader's language.

    Parameters
    ----------
    sentence
        Text and data sources.
    marks
        Numbers the sources.

    Returns
    -------
    statement
        In the active language.
    """
    language = phrases.language()
    return Statement(sentence.text, marks.all(sentence.sources), language=language)


def from_facts(facts: Iterable[Fact], marks: Marks) -> list[Statement]:
    """Turn facts into statements, those in the reader's language where there are any.

    Parameters
    ----------
    facts
        Of one section.
    marks
        Numbers the sources and works.

    Returns
    -------
    statements
        Facts with nothing to show are left out.
    """
    # Two entries of a source may be one disease here, and say the same.
    found = dict.fromkeys(_from_fact(fact, marks) for fact in facts)
    return [s for s in found if s.text or s.rows or s.answers]


def _from_fact(fact: Fact, marks: Marks) -> Statement:
    value = fact.value
    cited = tuple(marks.work(citation) for citation in fact.citations)
    # Another's words stay as they are.
    text, language = one_line(fact.text), fact.language
    if language == "en" and not fact.quoted:
        text, language = spoken(text) if text else (_prevalence(value), phrases.language())
    return Statement(
        text=text,
        marks=cited or marks.all([fact.source]),
        as_of=fact.as_of,
        is_verified=fact.checked is Checked.READ,
        is_quoted=fact.quoted,
        language=language,
        heading=in_language(str(value.get("title", ""))),
        columns=_words(value.get("columns")),
        rows=tuple(_words(row) for row in _items(value.get("rows"))),
        answers=tuple(_answer(a) for a in _items(value.get("answers")) if isinstance(a, Mapping)),
        basis=in_language(str(value.get("evidence", ""))),
        credit=_credit(fact, marks) if fact.quoted else "",
        is_word_for_word=not _NOT_WHOLE.search(str(value.get("note", ""))),
    )


def _credit(fact: Fact, marks: Marks) -> str:
    said = (str(fact.value.get("note", "")), str(fact.value.get("author", "")))
    return " ".join(f"{part.rstrip('.')}." for part in (*said, marks.credit(fact.source)) if part)


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _words(value: object) -> tuple[str, ...]:
    return tuple(in_language(str(item)) for item in _items(value))


def _answer(answer: Mapping[str, object]) -> tuple[str, str]:
    who = ", ".join(in_language(str(answer[key])) for key in ("source", "year") if answer.get(key))
    if answer.get("status") == Checked.UNVERIFIED.value:
        who = _("%(source)s; not yet checked by us") % {"source": who}
    return in_language(str(answer.get("says", ""))), who


def _prevalence(value: Mapping[str, object]) -> str:
    """Say a prevalence that comes as structure only."""
    place = str(value.get("place") or "").strip()
    where = f" ({place})" if place else ""
    if value.get("count"):
        text = _("People described so far: %(n)s%(where)s.")
        return text % {"n": value["count"], "where": where}
    match = _CLASS.match(str(value.get("class", "")).strip())
    if not match:
        return ""
    low, high = match["low"].replace(" ", ""), match["high"]
    of = number(int(re.sub("[ ,.]", "", match["of"])))
    if low.startswith("<"):
        text = _("Fewer than %(low)s in %(of)s people have it%(where)s.")
    elif low.startswith(">"):
        text = _("More than %(low)s in %(of)s people have it%(where)s.")
    elif high:
        text = _("Between %(low)s and %(high)s in %(of)s people have it%(where)s.")
    else:
        text = _("About %(low)s in %(of)s people have it%(where)s.")
    return text % {"low": low.lstrip("<>"), "high": high, "of": of, "where": where}
