"""From a text to the stems of its words, sentence by sentence, with their places.

Stems are Porter's English stems in Snowball's second version (Porter 1980,
doi:10.1108/eb046814), after American spelling and followed by one step that lets a clinical
noun meet its adjective (*hypotonia*, *hypotonic*).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from rarekin.text.spellings import IRREGULAR, SPELLINGS


def word_set(line: str) -> frozenset[str]:
    """Return the words of a line as a set.

    Examples
    --------
    >>> sorted(word_set("no not"))
    ['no', 'not']
    """
    return frozenset(line.split())


_SNOWBALL = snowballstemmer.stemmer("english")
_WORD = re.compile(
    r"(?<![^\W_])[Hh][Pp][Oo]?[:_] ?\d{7}(?!\d)"
    r"|(?<![^\W_])[wW]/[oO](?![^\W_])|[-−–+][vV][eE](?![^\W_])"
    r"|[(\[] ?(?:[-−–]|\+{1,3}) ?[)\]]|(?:(?<=[:=|])|(?<=[:=|] ))[-−–+](?= ?(?:[,;.|\n)]|$))"
    r"|[^\W_]+(?:['’][^\W\d_]+)*"
)
"""An id of HPO, *w/o*, *-ve*, a sign in brackets, or a word."""
_SIGNS = {"-": "negative", "+": "positive", "w": "without"}
_HYPHENATED_PREFIX = re.compile(
    r"\b(micro|macro|hypo|hyper|non|pre|post|sub|brachy|dys|poly|syn|intra|under|over)"
    r"[-‐‑](?=[a-z])",
    re.IGNORECASE,
)
_SOFT_HYPHEN = re.compile("\u00ad(?:[ \\t]*\\n[ \\t]*)?")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3})([-‐‑](?:[ \t]*\r?\n[ \t]*)?)(?=[^\W\d_]{3})")
_TO_JOIN = frozenset("-‐‑\u00ad")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_COMMA = re.compile(r"[,/:=–—]| - ")
MAX_WORD = 40
_MAX_SENTENCE = 60
_LINE_OF_A_LIST = 40
"""Where no line is longer, lines are items of a list and not a paragraph that was broken."""
_UNFINISHED = word_set(
    "a an and as at by for from has her his in my no of on or our the their to very was were with "
    "without"
)
_UNITS = frozenset("mg")
"""*1,02 m. Thumbs*: the sentence ends with its unit."""
_SHORT_FORMS = word_set("approx bilat dr hx incl mr mrs negative positive pt st vs")

NEGATIVE = "not"
"""The one stem that every plain negation is read as."""

_NEGATIVES = word_set(
    "no not never cannot cant unable inability none nothing neither nor dont doesnt didnt isnt "
    "wasnt hasnt havent wont couldnt arent werent hadnt nil"
)
_BRITISH_VERB = re.compile(r"(?<=[a-z]{4})(is|ys)(e|ed|es|ing|ation|ations)$")
_CLINICAL_ENDINGS = (
    (re.compile(r"(?<=.{3})plast$"), "plas"),
    (re.compile(r"(?<=.{4})eps(?:i|y)$"), "ept"),
    (re.compile(r"(?<=.{4})(?:osi|ose|otic|ot)$"), "os"),
    (re.compile(r"(?<=.{4})(?:ism|ist|istic|ia|iac|ic|ical|i|a|y)$"), ""),
)


_SHORT_WORDS = {"neg": "negative", "pos": "positive", "wnl": "normal", "nad": "normal"}


class Token(NamedTuple):
    """One word: its place, its lower-case spelling, its stem, and what stands before it.

    ``comma`` tells whether a comma, slash, colon or dash does; ``before`` holds the characters.
    ``raw`` is the word as written, in small letters; of another language's small words, and of
    its verbs, the English one that plays the same part.
    """

    start: int
    end: int
    word: str
    stem: str
    comma: bool
    before: str = ""
    raw: str = ""


class Spelling(NamedTuple):
    """How a language writes: what a word is, its plain form, and the stem of a plain form."""

    pattern: re.Pattern[str]
    plain: Callable[[str], str]
    stem: Callable[[str], str]


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
    plain = word[:MAX_WORD].lower().replace("’", "'")
    if not plain.isalnum() and "'" not in plain:
        return signs_as_words(plain)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))[:MAX_WORD]
    if "'" in plain:
        if plain.endswith("n't"):
            return NEGATIVE
        plain = plain.partition("'")[0] if not plain.startswith("o'") else plain
    if plain in _NEGATIVES:
        return NEGATIVE
    return _SHORT_WORDS.get(plain) or _american(plain)


def signs_as_words(plain: str) -> str:
    """Write ids of HPO, signs in brackets and *w/o* as words.

    Examples
    --------
    >>> signs_as_words("(-)"), signs_as_words("hp:0001250")
    ('negative', 'hp:0001250')
    """
    if plain.startswith("hp") and plain[-7:].isdigit():
        return f"hp:{plain[-7:]}"
    sign = plain.strip("([ ])").replace("−", "-").replace("–", "-")[:1]
    return _SIGNS.get(sign, plain)


def _american(plain: str) -> str:
    if len(plain) < 5:
        return plain
    for british, american in SPELLINGS:
        if british in plain:
            plain = plain.replace(british, american)
    if "ae" in plain and plain not in IRREGULAR:
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
    if plain in IRREGULAR:
        return IRREGULAR[plain]
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


def _joined(text: str, is_known: Callable[[str], bool]) -> tuple[str, list[tuple[int, int]]]:
    """Join words broken by hyphens where the whole is a word that is known.

    Returns the text and, for each place something was taken from, the place and its length.
    """
    if not _TO_JOIN.intersection(text):
        return text, []
    cuts = [match.span() for match in _SOFT_HYPHEN.finditer(text)]
    cuts += [(m.end() - 1, m.end()) for m in _HYPHENATED_PREFIX.finditer(text)]
    for match in _HYPHEN.finditer(text):
        before = _LETTERS_BEFORE.search(text, max(0, match.start() - MAX_WORD), match.start())
        behind = _LETTERS.match(text, match.end(), match.end() + MAX_WORD)
        if before and behind and is_known(plain_word(before[0] + behind[0])):
            cuts.append(match.span())
    pieces, end, lengths = [], 0, []
    for start, stop in sorted(set(cuts)):
        if start >= end:
            pieces.append(text[end:start])
            lengths.append((sum(map(len, pieces[-1:])), stop - start))
            end = stop
    pieces.append(text[end:])
    places, place = [], 0
    for kept, cut in lengths:
        place += kept
        places.append((place, cut))
    return "".join(pieces), places


ENGLISH = Spelling(_WORD, plain_word, stem)


def sentences(
    text: str,
    is_known: Callable[[str], bool] = lambda word: False,
    spelling: Spelling = ENGLISH,
) -> list[list[Token]]:
    r"""Split a text into sentences of tokens.

    A sentence ends at ``.``, ``!``, ``?``, ``;`` or a bar, at a blank line, at the end of a short
    line, at a line that begins a list item or with a capital, and after 60 words at the latest.

    Parameters
    ----------
    text
        Any text.
    is_known
        Tells whether a plain word exists; two words joined by a hyphen that make one are read as
        one.
    spelling
        Of the language.

    Returns
    -------
    sentences
        Offsets of the tokens refer to ``text`` as given.

    Examples
    --------
    >>> [[t.word for t in s] for s in sentences("No fits. She can't walk,\nyet.")]
    [['not', 'fits'], ['she', 'not', 'walk', 'yet']]
    >>> [t.word for t in sentences("retro-gnathia, left-sided", "retrognathia".__eq__)[0]]
    ['retrognathia', 'left', 'sided']
    """
    joined, cuts = _joined(text, is_known)
    lines = _Lines(joined)
    offset = _Offset(cuts)
    result: list[list[Token]] = []
    current: list[Token] = []
    last_end = 0
    for match in spelling.pattern.finditer(joined):
        between = joined[last_end : match.start()]
        capital = match[0][0].isupper() or match[0][0].isdigit()
        plain_gap = between == " "
        is_over = len(current) >= _MAX_SENTENCE or (
            current
            and not plain_gap
            and (
                _ends_sentence(between, current[-1], capital)
                or (lines.is_list and lines.end_at(last_end, current[-1], between))
            )
        )
        if is_over:
            result.append(current)
            current = []
        word = spelling.plain(match[0])
        comma = bool(current) and not plain_gap and bool(_COMMA.search(between))
        start, end = offset(match.start()), offset(match.end() - 1) + 1
        before, raw = between[-20:], match[0].lower().replace("’", "'")
        current.append(Token(start, end, word, spelling.stem(word), comma, before, raw))
        last_end = match.end()
    if current:
        result.append(current)
    return result


class _Lines:
    """Tells lines of a list from lines of a paragraph that was broken to fit a page."""

    def __init__(self, text: str) -> None:
        self._text = text
        lengths = [len(line) for line in text.split("\n") if line.strip()]
        longest = max(lengths, default=0)
        self.is_list = len(lengths) > 2
        self._broken_at = 0.6 * longest if longest > _LINE_OF_A_LIST else longest + 1

    def end_at(self, end: int, last: Token, between: str) -> bool:
        """Whether the line that ends here is an item of its own."""
        if "\n" not in between or last.word in _UNFINISHED or between.lstrip(" )\"'")[:1] == ",":
            return False
        start = self._text.rfind("\n", max(0, end - 500), end) + 1
        return end - start < self._broken_at


class _Offset:
    """Leads from places in the joined text to places in the text as it was given."""

    def __init__(self, cuts: Sequence[tuple[int, int]]) -> None:
        self._cuts = cuts
        self._i_cut = 0
        self._taken = 0

    def __call__(self, place: int) -> int:
        while self._i_cut < len(self._cuts) and place >= self._cuts[self._i_cut][0]:
            self._taken += self._cuts[self._i_cut][1]
            self._i_cut += 1
        return place + self._taken


def _ends_sentence(between: str, last: Token, capital: bool) -> bool:
    """Judge the characters between two words; ``capital``: the second begins like a new item."""
    if between == " " or not between.strip(" ,'\"()"):
        return False
    if any(mark in between for mark in ";!?•*|\t"):
        return True
    if "." in between:
        abbreviated = len(last.word) == 1 and not last.word.isdigit()
        abbreviated = abbreviated and not (capital and last.word in _UNITS)
        abbreviated = abbreviated or (
            last.end - last.start < 6 and last.word in _SHORT_FORMS and not capital
        )
        return between != "." and not abbreviated
    if "\n" in between:
        return between.count("\n") > 1 or capital or bool(between.strip(" ,\n\r\t"))
    return False
