"""What a clause may mean in which nothing was read: compared with every name, for a person to say.

A clause and a name are bags of words, rare ones weighing more. The part of the body must agree, as
must the direction of what changed and whether something is denied; the best name counts where it
covers enough of both bags and no other finding comes near. It is never more than a question.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.text.compositions import part_words
from rarekin.text.equivalents import LIGHT_WORDS, STOP_WORDS
from rarekin.text.lexicon import Lexicon, NameKind
from rarekin.text.plainwords import FOLDER
from rarekin.text.tongues import Tongue
from rarekin.text.words import NEGATIVE, Token, stem, word_set

_LEAST = 0.7
"""Of the words of clause and name together so much must be shared, by weight."""
_OF_NAME, _OF_CLAUSE = 0.7, 0.3
"""How much what only the name has, and what only the clause has, speaks against a guess.

Chosen, as is the least likeness, on texts of strangers that had been looked at.
"""
_AT_MOST = 2
_WEAK = 0.25
_UNKNOWN = 4.0
"""A word that no name has weighs so much against a guess."""
_AT_ONCE = 24
_LONGEST = 12
_KINDS = frozenset({*range(NameKind.LABEL, NameKind.BROAD), NameKind.SHORTENED, NameKind.COMPOSED})
_PRAISE = word_set("normal fine ok okay good well healthy")
_JOINTS = word_set(
    "and but because so when while then which who or until after if although though whereas"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The finding that a clause is most like, under which name, and how much."""

    i_term: int
    name: str
    likeness: float


@lru_cache(8)
def _lists(code: str) -> dict[str, Any]:
    table = tomllib.loads((FOLDER / "guessing.toml").read_text(encoding="utf-8"))
    lists: dict[str, Any] = table[code]
    return lists


def clauses(sentence: Sequence[Token]) -> Iterator[range]:
    """Yield the places of each clause of a sentence.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> list(clauses(sentences("her hands shake, and she is slow")[0]))
    [range(0, 3), range(3, 7)]
    """
    start = 0
    for place in range(1, len(sentence)):
        token = sentence[place]
        if token.comma or (token.raw in _JOINTS and sentence[place - 1].raw not in _JOINTS):
            yield range(start, place)
            start = place
    yield range(start, len(sentence))


class Guesser:
    """Compares clauses with every name of a lexicon.

    Parameters
    ----------
    lexicon
        Opened names.
    speech
        Their language.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> from rarekin.text.lexicon_making import compile_lexicon
    >>> from rarekin.text.tongues import ENGLISH_TONGUE
    >>> root = Term("HP:0000118", "Phenotypic abnormality", "toy")
    >>> drop = Term("HP:0031189", "Wrist drop", "toy", parents=(root.id,))
    >>> cough = Term("HP:0012735", "Cough", "toy", parents=(root.id,))
    >>> guesser = Guesser(Lexicon(compile_lexicon([root, drop, cough])), ENGLISH_TONGUE)
    >>> words = ENGLISH_TONGUE.sentences("his wrist always drops like that")[0]
    >>> guesser.guess(words)[0].name
    'Wrist drop'
    """

    def __init__(self, lexicon: Lexicon, speech: Tongue) -> None:
        self._lexicon, self._speech = lexicon, speech
        arrays = lexicon.arrays
        names = np.asarray(arrays["text_entry_name"])
        terms = np.asarray(arrays["text_name_term"])[names]
        used = np.isin(arrays["text_entry_kind"], list(_KINDS)) & (terms >= 0)
        self._names, self._terms = names[used], terms[used]
        self._n_words = len(lexicon.words)
        self._alike: dict[str, int] = {}
        self._class_of = self._classes(np.asarray(arrays["text_word_concept"]))
        tokens = self._class_of[np.asarray(arrays["text_entry_tokens"])[used]]
        self._post(tokens)
        self._negative = self._class(NEGATIVE)
        self._praise = {self._speech.stem(w) for w in _lists(speech.code)["praise"].split()}
        self._parts = frozenset(map(self._class, part_words(speech.code))) - {-1}
        self._sides = [
            tuple(frozenset(map(self._class, side.split())) - {-1} for side in pair)
            for pair in _lists(speech.code)["opposed"]
        ]

    def _classes(self, concepts: NDArray[np.uint16]) -> NDArray[np.int64]:
        """Return for each word of the lexicon the word that stands for it and those like it."""
        index, own = self._lexicon.index_of, self._speech.stem
        found = np.append(concepts.astype(np.int64), self._n_words)
        for i, word in enumerate(self._lexicon.words):
            if word[0] == "~":
                found[i] = found[index.get(own(word[1:]), i)]
        for line in _lists(self._speech.code)["same"]:
            stems = list(map(own, line.split()))
            alike = [found[index[s]] for s in stems if s in index]
            if alike:
                found[np.isin(found, alike)] = alike[0]
                self._alike |= {s: int(alike[0]) for s in stems if s not in index}
        return found

    def _class(self, word: str) -> int:
        i_word = self._lexicon.index_of.get(self._speech.stem(word), -1)
        return int(self._class_of[i_word]) if i_word >= 0 else -1

    def _post(self, tokens: NDArray[np.int64]) -> None:
        """Arrange by word the names it occurs in, and weigh words and names."""
        n_names, wide = len(tokens), self._n_words + 1
        pairs = np.repeat(np.arange(n_names), tokens.shape[1]) * wide + tokens.ravel()
        pairs = np.unique(pairs[tokens.ravel() < self._n_words])
        rows, words = pairs // wide, pairs % wide
        spread = np.unique(self._terms[rows].astype(np.int64) * wide + words) % wide
        n_terms = len(np.unique(self._terms))
        self._weight = np.log(n_terms / np.maximum(np.bincount(spread, minlength=wide), 1))
        weak = {self._class(word) for word in _lists(self._speech.code)["weak"].split()}
        # Small words of another language are led to English ones.
        led = (self._lexicon.index_of.get(stem(word), -1) for word in _lists("en")["weak"].split())
        weak |= {int(self._class_of[i]) for i in led if i >= 0}
        self._weight[list(weak - {-1})] *= _WEAK
        self._heft = np.bincount(rows, self._weight[words], minlength=n_names)
        order = np.argsort(words, kind="stable")
        self._rows, self._bounds = rows[order], np.searchsorted(words[order], np.arange(wide + 1))
        self._by_name, self._of_name = words, np.searchsorted(rows, np.arange(n_names + 1))

    def guess(self, clause: Sequence[Token]) -> list[Likeness]:
        """Return what a clause is most like, at most two findings.

        Parameters
        ----------
        clause
            Tokens in which nothing was read.

        Returns
        -------
        likenesses
            The best first; none where no name is like enough.
        """
        said = [t for t in clause if t.word not in STOP_WORDS | LIGHT_WORDS]
        said = [t for t in said if not t.word.isdigit()]
        if self._is_praise(clause):
            return []
        words = list(dict.fromkeys(self._known(token) for token in said))
        known = [w for w in words if w >= 0]
        if not len(known) >= 2 or len(words) > _LONGEST:
            return []
        heft = sum(self._weight[known]) + _UNKNOWN * sum(self._known(t) < 0 for t in said)
        # Whatever the name, a clause must share so much to be like enough.
        least = _LEAST * _OF_CLAUSE / (1 - _LEAST + _LEAST * _OF_CLAUSE) * heft
        share = sum(self._weight[known])
        if share <= 0 or share < least:
            return []
        spans = [slice(self._bounds[w], self._bounds[w + 1]) for w in known]
        rows = np.concatenate([self._rows[span] for span in spans])
        weights = np.repeat(self._weight[known], [span.stop - span.start for span in spans])
        by_name = np.bincount(rows, weights, minlength=len(self._heft))
        found = np.flatnonzero(by_name >= least)
        shared = by_name[found]
        missing = _OF_NAME * (self._heft[found] - shared) + _OF_CLAUSE * (heft - shared)
        likeness = shared / (shared + missing)
        return self._best(found, likeness, frozenset(known))

    def _is_praise(self, clause: Sequence[Token]) -> bool:
        """Whether something is said to be well: what it denies is not asked."""
        return any(t.word in _PRAISE or t.stem in self._praise for t in clause)

    def _known(self, token: Token) -> int:
        i_word = self._lexicon.index_of.get(token.stem, -1)
        return int(self._class_of[i_word]) if i_word >= 0 else self._alike.get(token.stem, -1)

    def _best(
        self, found: NDArray[np.int64], likeness: NDArray[np.float64], said: frozenset[int]
    ) -> list[Likeness]:
        order = np.argsort(-likeness, kind="stable")[:_AT_ONCE]
        best: dict[int, Likeness] = {}
        for i in order.tolist():
            row = int(found[i])
            i_term = int(self._terms[row])
            if likeness[i] < _LEAST or len(best) == _AT_MOST:
                break
            if i_term not in best and self._agrees(frozenset(self._words_of(row)), said):
                name = self._lexicon.name(int(self._names[row]))
                best[i_term] = Likeness(i_term, name, float(likeness[i]))
        return list(best.values())

    def _words_of(self, row: int) -> Iterable[int]:
        words: list[int] = self._by_name[self._of_name[row] : self._of_name[row + 1]].tolist()
        return words

    def _agrees(self, name: Collection[int], said: frozenset[int]) -> bool:
        """Whether a name is of the same part, turns the same way and denies the same."""
        words = frozenset(name)
        if len(words & said) < min(2, len(words)) or (
            (self._negative in words) is not (self._negative in said)
        ):
            return False
        if (words & self._parts) - said or (said & self._parts and not words & self._parts):
            return False
        return not any(
            (words & one and said & other and not said & one)
            for pair in self._sides
            for one, other in (pair, pair[::-1])
        )
