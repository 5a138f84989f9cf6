"""Languages a text can be read in: how each splits into words and which English cues they are.

Scopes of denial, relatives and doubt are worked out on English words. Another language is led
there: its small words stand as data in ``lay/<language>.toml``, each beside the English word that
plays the same part, while the words that carry findings keep their own stems.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from rarekin.text import equivalents
from rarekin.text.plainwords import FOLDER
from rarekin.text.words import (
    ENGLISH,
    MAX_WORD,
    Spelling,
    Token,
    plain_word,
    sentences,
    signs_as_words,
    stem,
)

_NAMES = {"es": "spanish", "fr": "french"}
_ANY = "*"
_WORDS_KEPT = 50_000  # as many as English keeps: readers type what they like
_WORD = re.compile(ENGLISH.pattern.pattern.replace(r"[^\W_]+(?:['’][^\W\d_]+)*", r"[^\W_]+"))
"""Elided words (*l'oreille*) are words of their own."""
_A_VERB = "gets"
_CLITIC = "clitic"
_LED = frozenset({"has", "have", "had", "is", "was", "not", "no", "been", "seen", "found", "if"})
"""What stands behind a clitic and is led to English already."""
_TILDE = "\u0303"
"""*Uñas* are nails and *unas* is an article."""
Cue = tuple[tuple[str, ...], tuple[str, ...]]
"""Words of the language, and the English words that play their part."""


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language.

    Attributes
    ----------
    code
        Such as ``es``.
    spelling
        Its words and stems.
    cues
        By their first word, longest first.
    verbs
        Plain verbs that begin a statement of their own.
    same
        Stems with an equivalent, and the stem that stands for it.
    """

    code: str
    spelling: Spelling
    cues: Mapping[str, tuple[Cue, ...]]
    verbs: frozenset[str]
    same: Mapping[str, str]

    def stem(self, word: str) -> str:
        """Return the stem of a plain word."""
        return self.spelling.stem(self.spelling.plain(word))

    def concept(self, word_stem: str) -> str:
        """Return the stem that stands for a stem and its equivalents."""
        return self.same.get(word_stem, word_stem)

    def sentences(
        self, text: str, is_known: Callable[[str], bool] = lambda word: False
    ) -> list[list[Token]]:
        """Split a text as `rarekin.text.words.sentences` does, its small words led to English.

        Examples
        --------
        >>> [t.word for t in tongue("es").sentences("su padre no tiene fiebre")[0]]
        ['his', 'father', 'not', 'has', 'fiebre']
        """
        found = sentences(text, is_known, self.spelling)
        if not self.cues:
            return found
        led = (list(self._led(sentence)) for sentence in found)
        return [sentence for sentence in led if sentence]

    def _led(self, sentence: Sequence[Token]) -> Iterator[Token]:
        held, is_verb = "", False
        for token in self._with_cues(sentence, 0):
            if token.word in {"", _CLITIC}:  # says nothing; what stood before it is not lost
                held += token.before
                is_verb = is_verb or token.word == _CLITIC
                continue
            comma = token.comma or "," in held
            raw = _A_VERB if is_verb and token.raw not in _LED else token.raw
            yield token._replace(before=(held + token.before)[-20:], comma=comma, raw=raw)
            held, is_verb = "", False

    def _with_cues(self, sentence: Sequence[Token], start: int) -> Iterator[Token]:
        place = start
        while place < len(sentence):
            cue = self._cue_at(sentence, place)
            if cue is None:
                token = sentence[place]
                yield token._replace(raw=_A_VERB) if token.word in self.verbs else token
                place += 1
                continue
            said, english = cue
            covered = sentence[place : place + len(said)]
            kept = iter([t for t, w in zip(covered, said, strict=True) if w == _ANY])
            first = covered[0]
            for i, word in enumerate(english or ("",)):
                before, comma = (first.before, first.comma) if not i else (" ", False)
                if word == _ANY:
                    inner = next(self._with_cues([next(kept)], 0))
                    yield inner._replace(before=before, comma=comma)
                else:
                    yield Token(
                        covered[0].start, covered[-1].end, *_read_as(word), comma, before, word
                    )
            place += len(said)

    def _cue_at(self, sentence: Sequence[Token], place: int) -> Cue | None:
        token = sentence[place]
        candidates = self.cues.get(token.raw, ()) or self.cues.get(token.word, ())
        for said, english in candidates:
            covered = sentence[place : place + len(said)]
            fits = len(covered) == len(said) and all(
                word in (_ANY, t.raw, t.word) and not (i and t.comma)
                for i, (word, t) in enumerate(zip(said, covered, strict=True))
            )
            if fits:
                return said, english
        return None


def _read_as(english: str) -> tuple[str, str]:
    word = plain_word(english) if english else ""
    return word, stem(word)


@cache
def tongue(code: str) -> Tongue:
    """Return a language by its code.

    Parameters
    ----------
    code
        One of `readable`.

    Returns
    -------
    tongue
        Ready to split texts.

    Examples
    --------
    >>> tongue("en").stem("seizures"), tongue("es").stem("convulsiones")
    ('seizur', 'convulsion')
    """
    if code == "en":
        return Tongue("en", ENGLISH, {}, frozenset(), equivalents.equivalents())
    table = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    spelling = _spelling(_NAMES[code], frozenset(table.get("literal", ())))
    groups = [[spelling.stem(spelling.plain(w)) for w in line.split()] for line in table["same"]]
    same: dict[str, str] = {}
    for group in groups:
        for one in group:
            same.setdefault(one, group[0])
    verbs = frozenset(map(spelling.plain, table["verbs"]))
    return Tongue(code, spelling, _cues(table["cues"], spelling.plain), verbs, same)


ENGLISH_TONGUE = tongue("en")


def readable() -> tuple[str, ...]:
    """Return the languages whose sentences are read, English first.

    Examples
    --------
    >>> readable()
    ('en', 'es', 'fr')
    """
    return ("en", *_NAMES)


def _cues(
    table: Mapping[str, Sequence[str]], plain: Callable[[str], str]
) -> dict[str, tuple[Cue, ...]]:
    """Arrange cues by first word; one written with an accent is met without it if none rivals."""
    written = {p: tuple(english.split()) for english, row in table.items() for p in row}
    for phrase in list(written):
        written.setdefault(" ".join(map(plain, phrase.split())), written[phrase])
    found: dict[str, list[Cue]] = {}
    for phrase, english in written.items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, english))
    return {first: tuple(sorted(row, key=_exactness)) for first, row in found.items()}


def _exactness(cue: Cue) -> tuple[int, int]:
    """Put the longest first, of equal ones that with the fewest open places."""
    return -len(cue[0]), cue[0].count(_ANY)


def _spelling(name: str, literal: frozenset[str]) -> Spelling:
    """``literal`` words share their stem with others: *sal* is salt and *sale* comes out."""
    snowball = snowballstemmer.stemmer(name)

    @lru_cache(_WORDS_KEPT)
    def plain(word: str) -> str:
        low = word.lower().replace("œ", "oe").replace("’", "'")
        if not low.replace(" ", "").isalnum() and not low.isalpha() and _is_sign(low):
            return signs_as_words(low)
        if low.isascii():
            return low[:MAX_WORD]
        decomposed = unicodedata.normalize("NFKD", low)
        bare = "".join(c for c in decomposed if c == _TILDE or not unicodedata.combining(c))
        return unicodedata.normalize("NFC", bare)[:MAX_WORD]

    @lru_cache(_WORDS_KEPT)
    def stemmed(word: str) -> str:
        if word in literal:
            return f"{word}="
        return str(snowball.stemWord(word)) if len(word) > 3 and word.isalpha() else word

    return Spelling(_WORD, plain, stemmed)


def _is_sign(low: str) -> bool:
    return not any(c.isspace() or c in "*'" for c in low) or low[0] in "(["
