"""Find the names of the lexicon among the words of one sentence, in any order, with gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA

from rarekin.text.equivalents import LIGHT_WORDS, STOP_WORDS
from rarekin.text.lexicon import MIN_TYPO_LENGTH, Lexicon, NameKind
from rarekin.text.settling import Match, settle
from rarekin.text.words import NEGATIVE, Token, stem, word_set

_CONJUNCTIONS = word_set("and or plus as well")
_BOUNDARIES = word_set("but except however although though yet whereas while")
_VERBS = word_set("is are was were has have had be been look seem appear got get")

_TROUBLE = word_set(
    "problem problems trouble difficulty difficulties issue issues concern concerns complaint "
    "complaints wrong evidence sign signs history"
)
_AROUND_NORMAL = word_set(
    "bilaterally perfectly completely totally entirely absolutely currently apparently otherwise "
    "today now again"
)

_PRAISES = ("normal", "good", "healthy")
"""Words that say in front of a noun what they say behind it; *fine* does not: *fine hair*."""

_PLAIN_GAP = re.compile(r"[sv]{0,4}(?:[xt][sv]{0,3}){0,2}")
_SHARED_GAP = re.compile(
    r"s{0,2}[xt]{1,2}(?:c+s*[xt]{1,2}){0,4}c+[sc]*"  # short [fingers, hands and] toes
    r"|(?:c+s*[xt]{1,2}){1,4}s*v?s*"  # fingers [and toes are] short; small [and thin] nails
)
_STEPPED_OVER = STOP_WORDS | LIGHT_WORDS | _AROUND_NORMAL
_OWN_CONJUNCTION = re.compile(r"s*c+s*")
_MAX_SPAN = 14


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
        self._praises = {self._index_of.get(stem(word), -1) for word in _PRAISES}
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
        found = self._whole_lists(found, marks)
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
            at = tuple(_nearest(places[t], anchor, marks) for t in tokens)
            read = _read_gaps(at, marks)
            if read is None or not self._plausible(i_entry, at, read, marks):
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
        self, i_entry: int, at: tuple[int, ...], read: tuple[int, bool], marks: Sequence[str]
    ) -> bool:
        """Refuse readings in which a negation or *normal* would reach for a word far away."""
        kind = self._kinds[i_entry]
        n_gap, shared = read
        if kind == NameKind.NOTHING:
            return not shared
        has_negative = self._negative in self._tokens[i_entry]
        if kind == NameKind.NORMAL and has_negative:
            return not shared and not n_gap
        if kind == NameKind.NORMAL:
            return self._plausibly_normal(i_entry, at, read, marks)
        if not has_negative:
            return True
        between = [marks[p] for p in range(min(at) + 1, max(at) + 1)]
        if any(len(mark) > 1 for mark in between) or list(at) != sorted(at):
            return False
        # "No trouble with his kidneys" does not say that he has no kidneys.
        return not any(marks[p] == "t" for p in range(min(at), max(at)) if p not in at)

    def _plausibly_normal(
        self, i_entry: int, at: tuple[int, ...], read: tuple[int, bool], marks: Sequence[str]
    ) -> bool:
        """Read *hearing fine* in its order, and *normal bone age* not as normal bones."""
        n_gap, shared = read
        if len(at) != 2:
            return not shared
        praise = self._praise(i_entry, at)
        if praise is None:
            return not shared and not n_gap and list(at) == sorted(at)
        behind = max(at) + 1
        is_cut_short = behind < len(marks) and marks[behind] in {"x", "t"}
        return not n_gap and not (praise == min(at) and is_cut_short)

    def _praise(self, i_entry: int, at: Sequence[int]) -> int | None:
        """Return the place of *normal*, *good* or *healthy* in a name of two words."""
        places = zip(at, self._tokens[i_entry].tolist(), strict=False)
        return next((p for p, token in places if token in self._praises), None)

    def _whole_lists(self, found: list[Match], marks: Sequence[str]) -> list[Match]:
        """Let *normal* reach along a list only where everything in between can be normal."""
        pairs = [m for m in found if self._kinds[m.i_entry] == NameKind.NORMAL]
        pairs = [m for m in pairs if len(m.places) == 2]
        if not any(m.shared for m in pairs):
            return found
        listed: dict[int | None, set[int]] = {}
        for match in pairs:
            place = self._praise(match.i_entry, match.places)
            listed.setdefault(place, set()).update(match.places)

        def is_whole(match: Match) -> bool:
            known = listed[self._praise(match.i_entry, match.places)]
            inner = range(match.first, match.last)
            return all(p in known for p in inner if marks[p][-1] in {"x", "t"})

        dropped = {id(m) for m in pairs if m.shared and not is_whole(m)}
        return [m for m in found if id(m) not in dropped]

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


def _nearest(places: Sequence[int], anchor: int, marks: Sequence[str]) -> int:
    """Return the place next to another; a comma keeps words as far apart as two words do."""
    if len(places) == 1:
        return places[0]

    def key(place: int) -> tuple[int, int]:
        low, high = sorted((place, anchor))
        n_commas = sum(len(mark) > 1 for mark in marks[low + 1 : high + 1])
        return abs(place - anchor) + 2 * n_commas, place

    return min(places, key=key)


def _marks(sentence: Sequence[Token], concepts: Sequence[int]) -> list[str]:
    marks = []
    for token, concept in zip(sentence, concepts, strict=True):
        if token.word in _CONJUNCTIONS:
            mark = "c"
        elif token.word in _BOUNDARIES or (token.word == NEGATIVE and concept >= 0):
            mark = "b"
        elif token.word in _VERBS:
            mark = "v"
        elif token.word in _STEPPED_OVER:
            mark = "s"
        else:
            mark = "t" if token.word in _TROUBLE else "x"
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
            n_gap += gap.count("x") + gap.count("t")
        elif _SHARED_GAP.fullmatch(gap):
            shared = True
        elif len(at) < 3 or not _OWN_CONJUNCTION.fullmatch(gap) or at.index(b) != at.index(a) + 1:
            return None  # two words about different things
    if n_gap > max(1, len(at) - 1):
        return None
    return n_gap, shared
