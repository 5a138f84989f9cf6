"""Names of findings that begin like what somebody is typing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rarekin.model.identifiers import Curie
from rarekin.text.lexicon import Lexicon, NameKind
from rarekin.text.slips import is_one_slip
from rarekin.text.tongues import ENGLISH_TONGUE, Tongue

_MAX_WORDS = 12
_MIN_CORRECTED = 5
_KIND_COST = np.array([99, 0, 3, 3, 6, 9, 9, 9, 99, 99, 99])
"""By `NameKind`, in letters of the name: a longer label goes before a shorter synonym."""
_NOT_SUGGESTED = (
    *(NameKind.NOTHING, NameKind.NORMAL, NameKind.BROAD),
    *(NameKind.COMPOSED, NameKind.UNREAD),
)


class Suggester:
    """Completes words among labels, synonyms and everyday phrases.

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
    >>> root = Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")
    >>> short = Term(Curie("HP:0004322"), "Short stature", "toy", parents=(root.id,))
    >>> Suggester(Lexicon(compile_lexicon([root, short]))).suggest("stature sh")
    (('HP:0004322', 'Short stature', 'Short stature'),)
    """

    def __init__(self, lexicon: Lexicon, speech: Tongue = ENGLISH_TONGUE) -> None:
        self._speech = speech
        arrays = lexicon.arrays
        self._lexicon = lexicon
        self._spellings = lexicon.spellings
        self._indptr = arrays["text_spelling_indptr"]
        self._names = arrays["text_spelling_name"]
        self._first = arrays["text_name_first"]
        self._terms = arrays["text_name_term"]
        kinds = np.asarray(arrays["text_name_kind"])
        lengths = np.diff(arrays["text_name_offsets"].astype(np.int64))
        usable = ~np.isin(kinds, list(_NOT_SUGGESTED))
        self._usable = usable
        self._cost = lengths + _KIND_COST[kinds]

    def suggest(self, words: str, limit: int = 10) -> tuple[tuple[Curie, str, str], ...]:
        """Return the terms whose names contain the words, the last of them unfinished.

        Parameters
        ----------
        words
            What was typed so far.
        limit
            How many terms at most.

        Returns
        -------
        suggestions
            Triples of HPO id, label and the name that fits, best first, one per term.
        """
        typed = [t.word for s in self._speech.sentences(words[:200]) for t in s][:_MAX_WORDS]
        if not typed or limit < 1:
            return ()
        fits = self._usable.copy()
        for i_word, word in enumerate(typed):
            fits &= self._containing(word, last=i_word == len(typed) - 1)
        names = np.flatnonzero(fits)
        a, b = self._range(typed[0])
        first = self._first[names]
        cost = self._cost[names] - 40 * ((first >= a) & (first < b))
        order = names[np.argsort(cost, kind="stable")]
        return tuple(self._distinct(order.tolist(), limit))

    def _distinct(self, names: list[int], limit: int) -> Iterator[tuple[Curie, str, str]]:
        seen: set[int] = set()
        for i_name in names:
            i_term = int(self._terms[i_name])
            if i_term not in seen:
                seen.add(i_term)
                lexicon = self._lexicon
                yield lexicon.term(i_term), lexicon.label(i_term), lexicon.name(i_name)
            if len(seen) == limit:
                return

    def _range(self, prefix: str) -> tuple[int, int]:
        return (
            bisect_left(self._spellings, prefix),
            bisect_left(self._spellings, prefix + "\U0010ffff"),
        )

    def _containing(self, word: str, *, last: bool) -> NDArray[np.bool_]:
        """Mark the names with a word that is, or where it is the last one begins with, this."""
        hit = np.zeros(len(self._usable), bool)
        start, end = self._range(word)
        whole = bisect_left(self._spellings, word)
        found = whole < len(self._spellings) and self._spellings[whole] == word
        if found and not last:
            # "hands" also means "hand": forms that add at most two letters count as the word.
            while end > start and len(self._spellings[start]) > len(word) + 2:
                start += 1
        if start < end:
            hit[self._names[self._indptr[start] : self._indptr[end]]] = True
        elif len(word) >= _MIN_CORRECTED:
            for i_spelling in self._corrected(word):
                hit[self._names[self._indptr[i_spelling] : self._indptr[i_spelling + 1]]] = True
        return hit

    def _corrected(self, word: str) -> list[int]:
        """Return the spellings one slip away, else those that begin with a near prefix."""
        near = self._lexicon.near_spellings(word)
        exact = [s for s in near if is_one_slip(s, word)]
        if not exact:
            a, b = self._range(word[0])
            heads = self._spellings[a:b]
            n = len(word)
            exact = [s for s in heads if is_one_slip(s[:n], word)]
        return [bisect_left(self._spellings, s) for s in exact]
