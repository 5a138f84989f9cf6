"""What one word says of a whole person behind *is*: *she is small*, *es bajita*, *il est maigre*.

The words are data (`lay/predicates.toml`); by themselves they say too little to be met anywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from rarekin.model.identifiers import Curie
from rarekin.text.plainwords import FOLDER
from rarekin.text.relatives import RELATIVES
from rarekin.text.tongues import Tongue, tongue
from rarekin.text.words import NEGATIVE, Token, word_set

_COPULAS = word_set(
    "is was am are been being looks stays remains seems get gets getting got became isn't isnt "
    "isn’t wasn't wasnt wasn’t aren't he's she's i'm im he’s she’s i’m hes shes"
)
_DEGREES = word_set(
    "very quite really so too rather a an bit little still always also now more extremely pretty "
    "all often the most almost both even"
)
_PERSONS = RELATIVES | word_set(
    "he she i they we son daughter boy girl child baby infant patient kid toddler man woman twin"
)
_HOW_MUCH = word_set("for since under below compared than now always minus less as only")
_JOINTS = word_set("and but because so who that which as since when while although")
_BEHIND = _JOINTS | word_set("for with compared or now than then without too from")


@cache
def _table(code: str) -> Mapping[str, Curie]:
    rows = tomllib.loads((FOLDER / "predicates.toml").read_text(encoding="utf-8"))[code]
    speech = tongue(code)
    return {_key(word, speech): Curie(id_) for id_, words in rows.items() for word in words}


def _key(word: str, speech: Tongue) -> str:
    return word if speech.code == "en" else speech.stem(word)


def predicates(
    sentence: Sequence[Token], used: Collection[int], speech: Tongue
) -> Iterator[tuple[int, Curie]]:
    """Find what a sentence says of a person with one word.

    Parameters
    ----------
    sentence
        Tokens of one sentence.
    used
        Positions that are part of a name already.
    speech
        The language.

    Yields
    ------
    place, id
        Of the word, and the finding.

    Examples
    --------
    >>> speech = tongue("en")
    >>> def read(text):
    ...     return list(predicates(speech.sentences(text)[0], (), speech))
    >>> read("She is very small, her hands are small and the house is small.")
    [(3, 'HP:0004322')]
    """
    table = _table(speech.code)
    for place, token in enumerate(sentence):
        id_ = table.get(token.word if speech.code == "en" else token.stem)
        if not id_ or place in used:
            continue
        told = _is_told(place, sentence) and _ends(place, sentence)
        if told or _opens(place, sentence):
            yield place, id_


def _is_told(place: int, sentence: Sequence[Token]) -> bool:
    verb = place - 1
    while verb >= 0 and _is_degree(sentence[verb]) and not sentence[verb + 1].comma:
        verb -= 1
    if verb < 0 or sentence[verb].raw not in _COPULAS or sentence[verb + 1].comma:
        return False
    while verb and _is_of_the_verb(sentence[verb - 1]):
        verb -= 1
    if verb == 0 or sentence[verb].comma:
        return True
    before = sentence[verb - 1]
    if before.raw in _JOINTS or (verb > 1 and sentence[verb - 2].raw in {"when", "if"}):
        return True  # "cuando corre se pone azul"
    owned = verb > 1 and sentence[verb - 2].raw in RELATIVES
    return before.raw in _PERSONS and not owned


def _is_degree(token: Token) -> bool:
    return token.raw in _DEGREES or (token.word == NEGATIVE and token.raw not in _COPULAS)


def _is_of_the_verb(token: Token) -> bool:
    said = token.raw in _COPULAS | {"has", "have", "had"} | _DEGREES
    return said or token.word == NEGATIVE


def _opens(place: int, sentence: Sequence[Token]) -> bool:
    """Whether a sentence begins with the word and goes on with how much: *Tiny, under the 1st*."""
    first = place == 0 or (place == 1 and sentence[0].raw in _DEGREES)
    behind = sentence[place + 1 : place + 2]
    return first and (not behind or behind[0].raw in _HOW_MUCH or behind[0].word[0].isdigit())


def _ends(place: int, sentence: Sequence[Token]) -> bool:
    behind = sentence[place + 1 : place + 2]
    return not behind or behind[0].comma or behind[0].raw in _BEHIND
