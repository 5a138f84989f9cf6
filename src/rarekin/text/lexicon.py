"""The names of findings as arrays, in the form in which text is compared with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rarekin.model.identifiers import Curie

PHENOTYPIC_ABNORMALITY = "HP:0000118"
MAX_TOKENS = 8
MIN_TYPO_LENGTH = 7
ARRAY_NAMES = (
    *("text_term_id", "text_name_term", "text_name_kind", "text_name_blob", "text_name_offsets"),
    *("text_name_first", "text_word_blob", "text_word_concept", "text_entry_tokens"),
    *("text_entry_exact", "text_entry_name", "text_entry_kind", "text_entry_rivals"),
    *("text_entry_ordered", "text_anchor_indptr", "text_anchor_entry", "text_spelling_blob"),
    *("text_spelling_indptr", "text_spelling_name", "text_typo_hash", "text_typo_spelling"),
    *("text_retired_id", "text_retired_term"),
)
"""What `compile_lexicon` makes and `Lexicon` opens."""


def stored_as(name: str, language: str) -> str:
    """Return the name under which a release keeps an array for a language.

    Examples
    --------
    >>> stored_as("text_term_id", "en"), stored_as("text_term_id", "es")
    ('text_term_id', 'text_term_id_es')
    """
    return name if language == "en" else f"{name}_{language}"


class NameKind(IntEnum):
    """What a name of the lexicon is, most trusted first."""

    NOTHING = 0
    LABEL = 1
    EXACT = 2
    PLAIN = 3
    NARROW = 4
    RELATED = 5
    BROAD = 6
    SHORTENED = 7
    NORMAL = 8
    COMPOSED = 9
    UNREAD = 10


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one finding.

    Attributes
    ----------
    i_term
        Index of the term among those below Phenotypic abnormality; -1 for a phrase to be
        passed over.
    text
        The name as its publisher wrote it.
    kind
        Label, kind of synonym, plain phrase, or a phrase that denies the finding.
    """

    i_term: int
    text: str
    kind: NameKind


def deletions(word: str) -> Iterator[int]:
    """Yield the hashes of a word and of all words made by leaving out one letter.

    Two words share a hash where one slip of the finger leads from one to the other, ``ph`` and
    ``f`` being taken as the same (symmetric-delete lookup); the caller verifies equal hashes.

    Examples
    --------
    >>> len(set(deletions("seizure")) & set(deletions("siezure"))) > 0
    True
    """
    raw = word.replace("ph", "f").encode()
    yield crc32(raw)
    for i in range(len(raw)):
        yield crc32(raw[:i] + raw[i + 1 :])


class Lexicon:
    """The compiled arrays, opened; strings are decoded when asked for.

    Parameters
    ----------
    arrays
        As `compile_lexicon` made them; memory-mapped ones will do.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> from rarekin.text.lexicon_making import compile_lexicon
    >>> root = Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")
    >>> fit = Term(Curie("HP:0001250"), "Seizure", "toy", parents=(root.id,))
    >>> Lexicon(compile_lexicon([root, fit])).label(0)
    'Seizure'
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = arrays
        self.words = arrays["text_word_blob"].tobytes().decode().split("\n")
        self.index_of = {word: i for i, word in enumerate(self.words)}
        self.spellings = arrays["text_spelling_blob"].tobytes().decode().split("\n")
        self._blob = arrays["text_name_blob"]
        self._offsets = arrays["text_name_offsets"]
        self._typo_hash = arrays["text_typo_hash"]
        self._typo_spelling = arrays["text_typo_spelling"]

    def name(self, i_name: int) -> str:
        """Return a name as its publisher wrote it."""
        start, end = int(self._offsets[i_name]), int(self._offsets[i_name + 1])
        return self._blob[start:end].tobytes().decode()

    def term(self, i_term: int) -> Curie:
        """Return the id of a term."""
        return Curie(f"HP:{int(self.arrays['text_term_id'][i_term]):07d}")

    def label(self, i_term: int) -> str:
        """Return the preferred name of a term."""
        return self.name(i_term)

    def place_of(self, id_: str) -> int:
        """Return the index of the term that an id or a retired id names; -1 for none.

        Parameters
        ----------
        id_
            Such as ``hp:0001250``.
        """
        number = int(id_.rpartition(":")[2])
        for ids, terms in (
            (self.arrays["text_term_id"], None),
            (self.arrays["text_retired_id"], self.arrays["text_retired_term"]),
        ):
            place = int(np.searchsorted(ids, number))
            if place < len(ids) and int(ids[place]) == number:
                return place if terms is None else int(terms[place])
        return -1

    def near_spellings(self, word: str) -> list[str]:
        """Return the spellings of the lexicon that may be one slip away from a plain word."""
        hashes = np.fromiter(deletions(word), np.uint32)
        left = np.searchsorted(self._typo_hash, hashes, "left")
        right = np.searchsorted(self._typo_hash, hashes, "right")
        found: dict[str, None] = {}
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            for i in self._typo_spelling[a:b].tolist():
                found[self.spellings[i]] = None
        return list(found)
