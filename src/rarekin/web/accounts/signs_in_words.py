"""The signs in what somebody wrote in their own words. The words themselves are kept nowhere."""

from __future__ import annotations

from rarekin.api.diseases.terms import find_terms, suggest_terms
from rarekin.model.case import State

MAX_CHARACTERS = 4000
_SHORT = 100


def signs_in(words: str) -> list[tuple[str, str, str, str]]:
    """List what was read in a text, each term once.

    Parameters
    ----------
    words
        What somebody wrote.

    Returns
    -------
    found
        Id, label, state and the person's own words; for short words that name no term exactly,
        the nearest terms with an unknown state.
    """
    if not words:
        return []
    found: dict[str, tuple[str, str, str, str]] = {}
    for mention in find_terms(words).mentions:
        said = words[mention.start : mention.end]
        found.setdefault(
            str(mention.term), (str(mention.term), mention.label, mention.state.value, said)
        )
    if not found and len(words) < _SHORT:
        for term, label, matched in suggest_terms(words, 5):
            found[str(term)] = (str(term), label, State.UNKNOWN.value, matched)
    return list(found.values())
