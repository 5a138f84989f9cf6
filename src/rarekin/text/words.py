"""From a text to the stems of its words, sentence by sentence, with their places.

Stems are Porter's English stems in Snowball's second version (Porter 1980,
doi:10.1108/eb046814), after American spelling and followed by one step that lets a clinical
noun meet its adjective (*hypotonia*, *hypotonic*).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer


def word_set(line: str) -> frozenset[str]:
    """Return the words of a line as a set.

    Examples
    --------
    >>> sorted(word_set("no not"))
    ['no', 'not']
    """
    return frozenset(line.split())


_SNOWBALL = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_HYPHENATED_PREFIX = re.compile(
    r"\b(micro|macro|hypo|hyper|non|pre|post|sub|brachy|dys|poly|syn|intra|under|over)"
    r"[-‐‑](?=[a-z])",
    re.IGNORECASE,
)
_MAX_WORD = 40
_MAX_SENTENCE = 60

NEGATIVE = "not"
"""The one stem that every plain negation is read as."""

_NEGATIVES = word_set(
    "no not never cannot cant unable inability none nothing neither nor dont doesnt didnt isnt "
    "wasnt hasnt havent wont couldnt arent werent hadnt"
)
_IRREGULAR = {
    "teeth": "tooth",
    "feet": "foot",
    "children": "child",
    "women": "woman",
    "men": "man",
    "grew": "grow",
    "grown": "grow",
    "growth": "grow",
    "growths": "grow",
    "spoke": "speak",
    "speech": "speak",
    "spoken": "speak",
    "lost": "loss",
    "lose": "loss",
    "loses": "loss",
    "losing": "loss",
    "fell": "fall",
    "broke": "break",
    "broken": "break",
    "bit": "bite",
    "ate": "eat",
    "slept": "sleep",
    "bled": "bleed",
    "heard": "hear",
    "saw": "see",
    "seen": "see",
    "bent": "bend",
    "curved": "curve",
    "born": "birth",
    "heavy": "heavi",
    "vertebrae": "vertebra",
    "scapulae": "scapula",
    "irides": "iris",
    "foramina": "foramen",
    "stigmata": "stigma",
    "testes": "testis",
    "diagnoses": "diagnosis",
    "naevi": "nevus",
    "nevi": "nevus",
    "calculi": "calculus",
    "bronchi": "bronchus",
    "thrombi": "thrombus",
    "thumbs": "thumb",
    "worse": "worsen",
    "younger": "young",
    "smaller": "small",
    "shorter": "short",
    "bigger": "big",
    "larger": "large",
    "later": "late",
    "longer": "long",
    "weaker": "weak",
    "lower": "low",
    "higher": "high",
    "wider": "wide",
}
_SPELLINGS = (
    ("tumour", "tumor"),
    ("colour", "color"),
    ("behaviour", "behavior"),
    ("odour", "odor"),
    ("fibre", "fiber"),
    ("centre", "center"),
    ("sulph", "sulf"),
    ("grey", "gray"),
    ("leuco", "leuko"),
    ("pnoea", "pnea"),
    ("rrhoea", "rrhea"),
    ("oedem", "edem"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("foet", "fet"),
    ("coel", "cel"),
    ("ageing", "aging"),
    ("kerato", "kerat"),
)
_BRITISH_VERB = re.compile(r"(?<=[a-z]{4})(is|ys)(e|ed|es|ing|ation|ations)$")
_CLINICAL_ENDINGS = (
    (re.compile(r"(?<=.{3})plast$"), "plas"),
    (re.compile(r"(?<=.{4})eps(?:i|y)$"), "ept"),
    (re.compile(r"(?<=.{4})(?:osi|ose|otic|ot)$"), "os"),
    (re.compile(r"(?<=.{4})(?:ism|ist|istic|ia|iac|ic|ical|i|a|y)$"), ""),
)


class Token(NamedTuple):
    """One word: its place in the text, its lower-case spelling, its stem, a comma before it."""

    start: int
    end: int
    word: str
    stem: str
    comma: bool


@lru_cache(maxsize=50_000)
def plain_word(word: str) -> str:
    """Write a word in lower case, without accents, in American spelling.

    Parameters
    ----------
    word
        One word as found in a text.

    Returns
    -------
    plain
        At most 40 characters; every negation (``can't``, ``never``) becomes ``not``.

    Examples
    --------
    >>> [plain_word(w) for w in ("Oedema", "Ménière's", "can’t", "anaemia")]
    ['edema', 'meniere', 'not', 'anemia']
    """
    plain = word[:_MAX_WORD].lower().replace("’", "'")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))[:_MAX_WORD]
    if "'" in plain:
        if plain.endswith("n't"):
            return NEGATIVE
        plain = plain.partition("'")[0] if not plain.startswith("o'") else plain
    if plain in _NEGATIVES:
        return NEGATIVE
    return _american(plain)


def _american(plain: str) -> str:
    if len(plain) < 5:
        return plain
    for british, american in _SPELLINGS:
        if british in plain:
            plain = plain.replace(british, american)
    if "ae" in plain and plain not in _IRREGULAR:
        plain = plain.replace("ae", "e")
    return _BRITISH_VERB.sub(lambda m: m[1][0] + "z" + m[2], plain)


@lru_cache(maxsize=50_000)
def stem(plain: str) -> str:
    """Reduce a plain word to the stem shared by its forms.

    Parameters
    ----------
    plain
        A word as `plain_word` writes it.

    Returns
    -------
    stem
        Not itself a word.

    Examples
    --------
    >>> stem("hypotonia") == stem("hypotonic"), stem("scoliosis") == stem("scoliotic")
    (True, True)
    >>> stem("teeth"), stem("seizures")
    ('tooth', 'seizur')
    """
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if len(plain) < 4 or not plain.isalpha():
        return plain[:-1] if len(plain) == 4 and plain.endswith("s") else plain
    if plain.endswith(("itis", "itic")):
        return plain[:-2]
    shortened: str = _SNOWBALL.stemWord(plain)
    if len(plain) < 6:
        return shortened
    for pattern, replacement in _CLINICAL_ENDINGS:
        changed = pattern.sub(replacement, shortened)
        if changed != shortened:
            return changed
    return shortened


def _join_prefixes(text: str) -> tuple[str, list[int]]:
    """Remove hyphens after prefixes; return the text and the places they were taken from."""
    cuts = [match.end() - 1 for match in _HYPHENATED_PREFIX.finditer(text)]
    if not cuts:
        return text, cuts
    pieces = [
        text[a:b] for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, len(text)], strict=True)
    ]
    return "".join(pieces), cuts


def sentences(text: str) -> list[list[Token]]:
    r"""Split a text into sentences of tokens.

    A sentence ends at ``.``, ``!``, ``?`` or ``;``, at a blank line, at a line that begins a list
    item or with a capital, and after 60 words at the latest.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    sentences
        Offsets of the tokens refer to ``text`` as given.

    Examples
    --------
    >>> [[t.word for t in s] for s in sentences("No fits. She can't walk,\nyet.")]
    [['not', 'fits'], ['she', 'not', 'walk', 'yet']]
    """
    joined, cuts = _join_prefixes(text)
    result: list[list[Token]] = []
    current: list[Token] = []
    last_end = 0
    for match in _WORD.finditer(joined):
        between = joined[last_end : match.start()]
        capital = match[0][0].isupper() or match[0][0].isdigit()
        if current and (
            len(current) >= _MAX_SENTENCE or _ends_sentence(between, current[-1], capital)
        ):
            result.append(current)
            current = []
        word = plain_word(match[0])
        comma = bool(current) and (" - " in between or any(m in between for m in ",/:–—"))
        start, end = _original(match.start(), cuts), _original(match.end() - 1, cuts) + 1
        current.append(Token(start, end, word, stem(word), comma))
        last_end = match.end()
    if current:
        result.append(current)
    return result


def _original(place: int, cuts: list[int]) -> int:
    for cut in cuts:
        if place >= cut:
            place += 1
        else:
            break
    return place


def _ends_sentence(between: str, last: Token, capital: bool) -> bool:
    """Judge the characters between two words; ``capital``: the second begins like a new item."""
    if between == " " or not between.strip(" ,'\"()"):
        return False
    if any(mark in between for mark in ";!?•*"):
        return True
    if "." in between:
        abbreviated = len(last.word) == 1 and not last.word.isdigit()
        return between != "." and not abbreviated
    if "\n" in between:
        return between.count("\n") > 1 or capital or bool(between.strip(" ,\n\r\t"))
    return False
