"""Words to signs, for every form that asks: read in the reader's language, named in it.

The words themselves are kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from rarekin.api.diseases.lookup import label_of
from rarekin.api.diseases.terms import NOBODY, Person, TextReading, find_terms, suggest_terms
from rarekin.api.diseases.translations import translated_label
from rarekin.model.case import State
from rarekin.model.identifiers import Curie

MAX_CHARACTERS = 4000
_SHORT = 100
"""Longer words are a story: what they may mean is no short list."""


@dataclass(frozen=True, slots=True)
class ReadSign:
    """A sign that was read in words, each term once.

    Attributes
    ----------
    term, label
        HPO id and its name in the reader's language.
    state
        Unknown where the words leave it open, and where they name no sign exactly.
    said
        The person's own words, or the name that is nearest to them.
    """

    term: Curie
    label: str
    state: State
    said: str


def named(term: Curie) -> str:
    """Name a sign in the reader's language, where a name is known; an unknown id is refused."""
    label, language = label_of(term), _language()
    return label if language == "en" else translated_label(term, language).text


def reading_of(words: str, person: Person = NOBODY) -> TextReading:
    """Read words; the page's language decides where they do not tell their own.

    Parameters
    ----------
    words
        What somebody wrote.
    person
        Whom they are about.

    Returns
    -------
    reading
        As `find_terms` gives it.
    """
    return find_terms(words, _language(), person)


def suggested(words: str, limit: int) -> tuple[tuple[Curie, str, str], ...]:
    """Suggest signs for short words.

    Parameters
    ----------
    words
        The last one may be unfinished.
    limit
        How many signs at most.

    Returns
    -------
    suggestions
        Id, label and the name that fits; names in the reader's language come first.
    """
    return suggest_terms(words, limit, _language())


def signs_of(reading: TextReading) -> tuple[ReadSign, ...]:
    """List the signs of a reading.

    Parameters
    ----------
    reading
        As `reading_of` gives it.

    Returns
    -------
    signs
        In the order of the words, each term once with all that was said of it; behind them what
        the words may mean, with an unknown state.
    """
    states = {finding.term: finding.state for finding in reading.findings}
    listed = (*reading.mentions, *reading.guesses)
    said = {m.term: reading.text[m.start : m.end] for m in reversed(listed)}
    return tuple(
        ReadSign(term, named(term), states.get(term, State.UNKNOWN), said[term])
        for term in dict.fromkeys(m.term for m in listed)
    )


def signs_in(words: str, limit: int = 5) -> tuple[ReadSign, ...]:
    """List the signs in words; where short words name none, those they may mean.

    Parameters
    ----------
    words
        What somebody wrote.
    limit
        How many signs are suggested at most.

    Returns
    -------
    signs
        Suggested ones with an unknown state.
    """
    if not words.strip():
        return ()
    found = signs_of(reading_of(words))
    if found or len(words) >= _SHORT:
        return found
    return tuple(
        ReadSign(term, label, State.UNKNOWN, name) for term, label, name in suggested(words, limit)
    )


def _language() -> str:
    return get_language() or "en"
