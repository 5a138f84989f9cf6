"""How well a spelling of a name fits what somebody typed, from 0 to 1.

Words that nearly every name has ("syndrome", "disease", "type") do not count: who types
"marfan" means Marfan syndrome before "marfanoid habitus". Words are compared by restricted
Damerau-Levenshtein similarity (Damerau 1964, 10.1145/363958.363994).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

EXACT = 0.98
EXACT_OTHER_NAME = 0.96
_SAME_CORE = 0.93
_SAME_WORDS = 0.92
_ENDS_IN_NUMBER = re.compile(r"(?:^| )(?:\d+|[ivx]+)$")
_FILLERS = frozenset(
    (
        *("syndrome", "syndromes", "syndrom", "disease", "diseases", "disorder", "disorders"),
        *("type", "the", "of", "sindrome", "enfermedad", "maladie", "de", "del", "du", "la"),
    )
)


_SHORTEST_MISSPELT = 6
_LONG = 8


def core_of(key: str) -> str:
    """Return a key without the words that nearly every name has.

    Parameters
    ----------
    key
        From `rarekin.knowledge.names.name_key`.

    Returns
    -------
    core
        The key itself where nothing else is left.

    Examples
    --------
    >>> core_of("marfan syndrome"), core_of("neurofibromatosis type 1"), core_of("disease")
    ('marfan', 'neurofibromatosis 1', 'disease')
    """
    words = key.split()
    return " ".join([word for word in words if word not in _FILLERS] or words)


@lru_cache(4096)
def _is_filler(word: str) -> bool:
    """Tell whether somebody meant one of the words that nearly every name has."""
    if word in _FILLERS:
        return True
    if len(word) < _SHORTEST_MISSPELT:
        return False
    edits = 1 if len(word) < _LONG else 2
    long = (filler for filler in _FILLERS if len(filler) >= _SHORTEST_MISSPELT)
    return any(OSA.distance(word, filler, score_cutoff=edits) <= edits for filler in long)


def _meant(key: str) -> str:
    """Return what was typed without fillers, misspelt ones included."""
    words = key.split()
    return " ".join([word for word in words if not _is_filler(word)] or words)


def spelling_fit(key: str, spelling: str, *, is_label: bool) -> float:
    """Return how well a spelling fits.

    Parameters
    ----------
    key
        What was typed, folded.
    spelling
        Key of a name.
    is_label
        Whether it is the name the disease goes by.

    Returns
    -------
    fit
        Tiers: the same name, the same but for fillers, the same words, the beginning, all words,
        near words.

    Examples
    --------
    >>> spelling_fit("marfan", "marfan syndrome", is_label=True)
    0.93
    >>> spelling_fit("synrdome de marfan", "sindrome de marfan", is_label=False)
    0.93
    >>> 0.7 < spelling_fit("joubret", "joubert syndrome", is_label=True) < 0.8
    True
    """
    if spelling == key:
        return EXACT if is_label else EXACT_OTHER_NAME
    typed, known = _meant(key), core_of(spelling)
    if typed == known:
        return _SAME_CORE
    if sorted(typed.split()) == sorted(known.split()):
        return _SAME_WORDS
    ratio = fuzz.ratio(typed, known) / 100
    if spelling.startswith(key) and not _goes_on_with_its_number(key, spelling):
        return 0.84 + 0.03 * (spelling[len(key)] == " ") + 0.04 * ratio
    tokens = fuzz.token_sort_ratio(typed, known) / 100
    if _singulars(typed) <= _singulars(known):
        return 0.74 + 0.1 * tokens
    return 0.1 + 0.75 * max(ratio, tokens, _words_fit(typed, known))


def _goes_on_with_its_number(key: str, spelling: str) -> bool:
    """Tell whether a number that was typed is another one in the name: type II, type III."""
    return spelling[len(key)] != " " and _ENDS_IN_NUMBER.search(key) is not None


def _words_fit(typed: str, known: str) -> float:
    """Compare each typed word with the nearest word of the name; long words count more."""
    words = known.split()
    total = 0.0
    for word in typed.split():
        total += len(word) * max(OSA.normalized_similarity(word, other) for other in words)
    n_typed = len(typed.replace(" ", ""))
    covered = min(1.0, n_typed / len(known.replace(" ", "")))
    return (total / n_typed) * (0.85 + 0.15 * covered)


def _singulars(key: str) -> set[str]:
    return {word.rstrip("s") for word in key.split()}
