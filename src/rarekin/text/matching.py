"""Find the names of the lexicon among the words of one sentence, in any order, with gaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from rarekin.text.equivalents import LIGHT_WORDS, STOP_WORDS
from rarekin.text.lexicon import MIN_TYPO_LENGTH, Lexicon, NameKind
from rarekin.text.words import NEGATIVE, Token, stem, word_set

_CONJUNCTIONS = word_set("and or plus as well")
_BOUNDARIES = word_set("but except however although though yet whereas while")
_VERBS = word_set("is are was were has have had be been look seem appear got get")

_PLAIN_GAP = re.compile(r"[sv]{0,4}(?:x[sv]{0,3}){0,2}")
_SHARED_GAP = re.compile(
    r"s{0,2}x{1,2}(?:c+s*x{1,2}){0,4}c+[sc]*"  # short [fingers, hands and] toes
    r"|(?:c+s*x{1,2}){1,4}s*v?s*"  # fingers [and toes are] short; small [and thin] nails
)
_OWN_CONJUNCTION = re.compile(r"s*c+s*")
_MAX_SPAN = 14


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a sentence.

    Attributes
    ----------
    i_entry
        Index of the entry in the lexicon.
    places
        Positions of its words in the sentence, in the order of the name.
    n_gap
        Words in between that carry meaning.
    n_equivalent
        Words found through an equivalent rather than as they stand in the name.
    n_typo
        Words read with one letter corrected.
    shared
        Whether a word is shared across a conjunction, as in *short fingers and toes*.
    reordered
        Whether the words stand in another order than in the name.
    """

    i_entry: int
    places: tuple[int, ...]
    n_gap: int
    n_equivalent: int
    n_typo: int
    shared: bool
    reordered: bool

    @property
    def first(self) -> int:
        """First position."""
        return min(self.places)

    @property
    def last(self) -> int:
        """Last position."""
        return max(self.places)


class SentenceMatcher:
    """Compares sentences with every entry of a lexicon at once.

    Parameters
    ----------
    lexicon
        Opened names.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> from rarekin.text.lexicon import compile_lexicon
    >>> from rarekin.text.words import sentences
    >>> root = Term("HP:0000118", "Phenotypic abnormality", "toy")
    >>> toe = Term("HP:0001831", "Short toe", "toy", parents=(root.id,))
    >>> matcher = SentenceMatcher(Lexicon(compile_lexicon([root, toe])))
    >>> text = "short fingers and toes"
    >>> [match.places for match in matcher.matches(sentences(text)[0], text)]
    [(0, 3)]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        arrays = lexicon.arrays
        self._lexicon = lexicon
        self._index_of = lexicon.index_of
        self._concept_of = arrays["text_word_concept"]
        self._tokens = arrays["text_entry_tokens"]
        self._exact = arrays["text_entry_exact"]
        self._kinds = arrays["text_entry_kind"]
        self._indptr = arrays["text_anchor_indptr"]
        self._anchored = arrays["text_anchor_entry"]
        self._n_words = len(lexicon.words)
        self._negative = self._index_of.get(NEGATIVE, -1)
        self._literal = {i for i, word in enumerate(lexicon.words) if word[0] in "=~"}
        self._corrected = lru_cache(maxsize=10_000)(self._correct)

    def matches(self, sentence: Sequence[Token], text: str) -> list[Match]:
        """Return the names found in a sentence, overlapping ones already settled.

        Parameters
        ----------
        sentence
            Tokens of one sentence.
        text
            The text they come from, for abbreviations, which are compared letter by letter.

        Returns
        -------
        matches
            In order of their first word.
        """
        stems, typos = self._word_ids(sentence)
        concepts = [int(self._concept_of[i]) if i >= 0 else -1 for i in stems]
        places: dict[int, list[int]] = {}
        for position, concept in enumerate(concepts):
            if concept >= 0:
                places.setdefault(concept, []).append(position)
                if stems[position] != concept:
                    places.setdefault(stems[position], []).append(position)
        for position, token in enumerate(sentence):
            for exact in ("=" + text[token.start : token.end], "~" + token.word):
                if exact in self._index_of:
                    places.setdefault(self._index_of[exact], []).append(position)
        marks = _marks(sentence, concepts)
        found: list[Match] = []
        for i_entry in self._complete_entries(list(places)):
            found += self._placed(i_entry, places, stems, typos, marks)
        negatives = {p for p, token in enumerate(sentence) if token.word == NEGATIVE}
        return settle(found, self._kinds, negatives)

    def _word_ids(self, sentence: Sequence[Token]) -> tuple[list[int], set[int]]:
        ids, typos = [], set()
        for position, token in enumerate(sentence):
            if token.word in STOP_WORDS:
                ids.append(-1)
                continue
            i_word = self._index_of.get(token.stem, -1)
            known = i_word >= 0 or "~" + token.word in self._index_of
            if not known and len(token.word) >= MIN_TYPO_LENGTH and token.word.isalpha():
                i_word = self._corrected(token.word)
                if i_word >= 0:
                    typos.add(position)
            ids.append(i_word)
        return ids, typos

    def _correct(self, word: str) -> int:
        best = -1
        for spelling in sorted(self._lexicon.near_spellings(word)):
            if spelling[0] == word[0] and is_one_slip(spelling, word):
                best = max(best, self._index_of.get(stem(spelling), -1))
        return best

    def _complete_entries(self, concepts: list[int]) -> list[int]:
        """Return the entries all of whose words occur in the sentence."""
        if not concepts:
            return []
        candidates = np.concatenate(
            [self._anchored[self._indptr[c] : self._indptr[c + 1]] for c in concepts]
        )
        present = np.zeros(self._n_words + 1, bool)
        present[concepts] = True
        present[self._n_words] = True
        complete = present[self._tokens[candidates]].all(axis=1)
        found: list[int] = candidates[complete].tolist()
        return found

    def _placed(
        self,
        i_entry: int,
        places: dict[int, list[int]],
        stems: list[int],
        typos: set[int],
        marks: list[str],
    ) -> list[Match]:
        tokens = [t for t in self._tokens[i_entry].tolist() if t < self._n_words]
        exact = self._exact[i_entry].tolist()
        rarest = min(tokens, key=lambda t: len(places[t]))
        found = []
        for anchor in places[rarest]:
            at = tuple(min(places[t], key=lambda p: (abs(p - anchor), p)) for t in tokens)
            read = _read_gaps(at, marks)
            if read is None or not self._plausible(i_entry, at, read[1], marks):
                continue
            n_gap, shared = read
            n_typo = sum(p in typos for p in at)
            if shared and n_typo:
                continue
            found.append(
                Match(
                    i_entry,
                    at,
                    n_gap,
                    self._n_equivalent(at, stems, exact),
                    n_typo,
                    shared,
                    list(at) != sorted(at),
                )
            )
        return found

    def _plausible(
        self, i_entry: int, at: tuple[int, ...], shared: bool, marks: Sequence[str]
    ) -> bool:
        """Refuse readings in which a negation or *normal* would reach for a word far away."""
        kind = self._kinds[i_entry]
        if kind in {NameKind.NORMAL, NameKind.NOTHING}:
            return not shared
        if self._negative not in self._tokens[i_entry]:
            return True
        commas = any(len(marks[p]) > 1 for p in range(min(at) + 1, max(at) + 1))
        return list(at) == sorted(at) and not commas

    def _n_equivalent(self, at: Sequence[int], stems: Sequence[int], exact: Sequence[int]) -> int:
        pairs = zip(at, exact, strict=False)
        return sum(stems[p] != e and e not in self._literal for p, e in pairs)


def is_one_slip(spelling: str, typed: str) -> bool:
    """Tell whether at most one letter was left out, added, changed or swapped with its neighbour.

    Examples
    --------
    >>> is_one_slip("microcephaly", "microcefaly"), is_one_slip("seizure", "siezures")
    (True, False)
    """
    a, b = spelling.replace("ph", "f"), typed.replace("ph", "f")
    return int(OSA.distance(a, b, score_cutoff=1)) <= 1


def _marks(sentence: Sequence[Token], concepts: Sequence[int]) -> list[str]:
    marks = []
    for token, concept in zip(sentence, concepts, strict=True):
        if token.word in _CONJUNCTIONS:
            mark = "c"
        elif token.word in _BOUNDARIES or (token.word == NEGATIVE and concept >= 0):
            mark = "b"
        elif token.word in _VERBS:
            mark = "v"
        elif token.word in STOP_WORDS or token.word in LIGHT_WORDS:
            mark = "s"
        else:
            mark = "x"
        marks.append("c" + mark if token.comma else mark)
    return marks


def _read_gaps(at: tuple[int, ...], marks: Sequence[str]) -> tuple[int, bool] | None:
    """Judge what stands between the words of a name; None where it keeps them apart."""
    ordered = sorted(set(at))
    if len(ordered) < len(at) or ordered[-1] - ordered[0] > _MAX_SPAN:
        return None
    n_gap, shared = 0, False
    for a, b in pairwise(ordered):
        if b == a + 1 and marks[b][0] != "c":
            continue
        gap = "".join(marks[a + 1 : b]) + ("c" if len(marks[b]) > 1 else "")
        if _PLAIN_GAP.fullmatch(gap):
            n_gap += gap.count("x")
        elif _SHARED_GAP.fullmatch(gap):
            shared = True
        elif len(at) < 3 or not _OWN_CONJUNCTION.fullmatch(gap) or at.index(b) != at.index(a) + 1:
            return None  # two words about different things
    if n_gap > max(1, len(at) - 1):
        return None
    return n_gap, shared


def settle(
    found: Sequence[Match], kinds: NDArray[np.uint8], negatives: Collection[int] = ()
) -> list[Match]:
    """Choose among overlapping matches: the most words first, then the closest reading.

    Words may be shared only across a conjunction (*short fingers and toes*).

    Parameters
    ----------
    found
        Every match of a sentence.
    kinds
        Kind of each entry of the lexicon.
    negatives
        Positions of negations: *no* is shared only after a name that already claimed it, as in
        *does not walk or talk*.

    Returns
    -------
    matches
        In order of their first word.
    """

    def closeness(match: Match) -> tuple[float, ...]:
        cost = match.n_gap + 0.6 * match.n_equivalent + 0.8 * match.n_typo
        cost += 0.4 * match.reordered + 1.1 * match.shared
        return (cost - len(match.places), int(kinds[match.i_entry]), match.first)

    taken: dict[int, Match] = {}
    chosen: list[Match] = []
    for match in sorted(found, key=closeness):
        rivals = [taken[p] for p in match.places if p in taken]
        if rivals and not _may_share(match, rivals, taken):
            continue
        if match.shared and any(p in negatives and p not in taken for p in match.places):
            continue
        chosen.append(match)
        for place in match.places:
            taken.setdefault(place, match)
    return sorted(chosen, key=lambda m: (m.first, m.last))


def _may_share(match: Match, rivals: Sequence[Match], taken: dict[int, Match]) -> bool:
    if all(place in taken for place in match.places):
        return False
    return match.shared or any(rival.shared for rival in rivals)
