"""Find the names of the lexicon among the words of one sentence, in any order, with gaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from rarekin.text.cues import RELATIVE_PRONOUNS
from rarekin.text.equivalents import STOP_WORDS, is_telling
from rarekin.text.gaps import is_closed, marks_of, read_gaps, shared_parts
from rarekin.text.lexicon import MIN_TYPO_LENGTH, Lexicon, NameKind
from rarekin.text.settling import Match, settle
from rarekin.text.slips import is_one_slip, is_slip_of_sound
from rarekin.text.tongues import ENGLISH_TONGUE, Tongue
from rarekin.text.words import NEGATIVE, Token, stem, word_set

_PRAISES = ("normal", "good", "healthy")
"""Words that say in front of a noun what they say behind it; *fine* does not: *fine hair*."""

_SIDES = (("unilateral", ("left", "right")), ("bilateral", ("both",)))
_SIDE_WORDS = word_set("left right both bilateral")
_HYPHENS = frozenset("-‐‑")
_BEFORE_HYPHEN = word_set(
    "left right upper lower early late adult onset mild moderate severe congenital infantile "
    "juvenile childhood"
)
_BEHIND_HYPHEN = word_set("like shaped")
_LACK = word_set("absence lack")
_LACKING = _LACK | {NEGATIVE, "without"}
_OTHER_TROUBLE = re.compile(r"(?:,?cs*x{0,2}|,x{1,2}){1,4}t")
"""*No hearing or other problems* denies problems; it does not say that there is no hearing."""
_STILL_CLOSED = word_set("anymore whatsoever either currently today now himself herself")
_FULL_NAMES = frozenset(range(NameKind.LABEL, NameKind.BROAD))
_DATES = word_set("until before till yet")
_DETERMINERS = word_set("the a an his her my our their any this that")
_SENSES = word_set("see hear walk talk speak sit smell")
_OWN_CLAUSE = re.compile(
    r" (?:que no se (?:ve|ven|nota)|qu'on ne voit pas|qui ne se voit pas|(?:that|which) .*not see)"
)
_LIMITS = word_set(
    "well without unless until till before as like enough very much far often always"
)


class SentenceMatcher:
    """Compares sentences with every entry of a lexicon at once.

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
    >>> from rarekin.text.words import sentences
    >>> root = Term("HP:0000118", "Phenotypic abnormality", "toy")
    >>> toe = Term("HP:0001831", "Short toe", "toy", parents=(root.id,))
    >>> matcher = SentenceMatcher(Lexicon(compile_lexicon([root, toe])))
    >>> text = "short fingers and toes"
    >>> [match.places for match in matcher.matches(sentences(text)[0], text)]
    [(0, 3)]
    """

    def __init__(self, lexicon: Lexicon, speech: Tongue = ENGLISH_TONGUE) -> None:
        arrays = lexicon.arrays
        self._lexicon = lexicon
        self._speech = speech
        self._index_of = lexicon.index_of
        self._concept_of = arrays["text_word_concept"]
        self._tokens = arrays["text_entry_tokens"]
        self._exact = arrays["text_entry_exact"]
        self._kinds = arrays["text_entry_kind"]
        self._ordered = arrays["text_entry_ordered"]
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
        words = [token.word for token in sentence]
        for position, token in enumerate(sentence):
            for exact in ("=" + text[token.start : token.end], "~" + token.word):
                if exact in self._index_of and (exact != "~i" or is_telling(words, position)):
                    places.setdefault(self._index_of[exact], []).append(position)
        self._add_sides(sentence, places)
        marks = marks_of(sentence, concepts)
        found: list[Match] = []
        for i_entry in self._complete_entries(list(places)):
            found += self._placed(i_entry, places, stems, typos, marks)
        found = [m for m in found if self._stands_alone(m, sentence, marks)]
        found = self._whole_lists(found, marks)
        found = self._without_findings_inside(found, sentence, marks)
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
            if not known and len(token.word) >= MIN_TYPO_LENGTH - 1 and token.word.isalpha():
                i_word = self._corrected(token.word)
                if i_word >= 0:
                    typos.add(position)
            ids.append(i_word)
        return ids, typos

    def _correct(self, word: str) -> int:
        best = -1
        for spelling in sorted(self._lexicon.near_spellings(word)):
            likely = len(word) >= MIN_TYPO_LENGTH or is_slip_of_sound(spelling, word)
            if spelling[0] == word[0] and likely and is_one_slip(spelling, word):
                best = max(best, self._index_of.get(self._speech.stem(spelling), -1))
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
            read = read_gaps(at, marks)
            if read is None or not self._plausible(i_entry, at, read, marks):
                continue
            n_gap, shared = read
            n_typo = sum(p in typos for p in at)
            n_equivalent = self._n_equivalent(at, stems, exact)
            loose = n_equivalent and len(at) == 1 and self._speech.code != "en"  # *cae* is no fall
            if loose or (shared and (n_typo or not self._may_be_shared(at, marks))):
                continue
            turned = list(at) != sorted(at)
            found.append(Match(i_entry, at, n_gap, n_equivalent, n_typo, shared, turned))
        return found

    def _may_be_shared(self, at: Sequence[int], marks: Sequence[str]) -> bool:
        """*Petite fièvre, genoux et poignets douloureux, yeux rouges*: no small eyes."""
        inner = range(min(at) + 1, max(at) + 1)
        return self._speech.code == "en" or not any(marks[p][0] == "," for p in inner)

    def _plausible(
        self, i_entry: int, at: tuple[int, ...], read: tuple[int, bool], marks: Sequence[str]
    ) -> bool:
        """Refuse readings in which a negation or *normal* would reach for a word far away."""
        kind = self._kinds[i_entry]
        if self._ordered[i_entry] and list(at) != sorted(at):
            return False
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

    def _add_sides(self, sentence: Sequence[Token], places: dict[int, list[int]]) -> None:
        """Read *left* and *right* as one side and *both* as two."""
        words = [token.word for token in sentence]
        if not _SIDE_WORDS.intersection(words):
            return
        for side, said in _SIDES:
            i_word = self._index_of.get(stem(side), -1)
            for position, word in enumerate(words):
                near = words[max(0, position - 3) : position] + words[position + 1 : position + 4]
                alone = side == "bilateral" or not _SIDE_WORDS.intersection(near)
                if i_word >= 0 and word in said and alone:
                    places.setdefault(i_word, []).append(position)

    def _stands_alone(self, match: Match, sentence: Sequence[Token], marks: Sequence[str]) -> bool:
        """Refuse half a compound (*swan-neck*) and *no* with half of what it denies.

        *No hearing problems* is not *no hearing*, *does not walk well* not *does not walk*.
        """
        taken = set(match.places)
        if any(_is_half_a_compound(place, taken, sentence, marks) for place in match.places):
            return False
        if _runs_into_next_line(match, sentence, marks):
            return False
        if _is_of_anybody(match, sentence):
            return False
        lacks = any(sentence[place].word in _LACKING for place in match.places)
        if lacks and not self._keeps_its_clause(match, sentence):
            return False
        if not lacks or self._kinds[match.i_entry] == NameKind.NORMAL:
            return True
        if _OTHER_TROUBLE.match("".join(marks[match.last + 1 : match.last + 9])):
            return False
        following = sentence[match.last + 1 : match.last + 2]
        dated = sentence[match.last].word in _DATES
        if not following or dated or following[0].word in _STILL_CLOSED or match.shared:
            return True
        limited = following[0].word in _LIMITS and not following[0].comma
        last = match.last + (following[0].word in _DETERMINERS and not following[0].comma)
        return is_closed(last, marks) and not limited

    def _keeps_its_clause(self, match: Match, sentence: Sequence[Token]) -> bool:
        """*Blood in the urine I have not seen* is no *blood in the urine that is not seen*."""
        name = self._lexicon.name(int(self._lexicon.arrays["text_entry_name"][match.i_entry]))
        if not _OWN_CLAUSE.search(name):
            return True
        denied = next(p for p in match.places if sentence[p].word in _LACKING)
        near = sentence[max(0, denied - 3) : denied]
        return any(t.raw in RELATIVE_PRONOUNS for t in near)

    def _without_findings_inside(
        self, found: list[Match], sentence: Sequence[Token], marks: Sequence[str]
    ) -> list[Match]:
        """Leave out names that take a word from a finding that is complete without it.

        *Hypertrophic scars and cardiomyopathy* is not hypertrophic cardiomyopathy, *absence of
        seizures* not an absence seizure.
        """
        lacks = any(token.word in _LACK for token in sentence)
        if not lacks and not any(match.shared for match in found):
            return found
        whole = {
            frozenset(m.places)
            for m in found
            if not m.shared and self._kinds[m.i_entry] in _FULL_NAMES
        }

        def is_sound(match: Match) -> bool:
            if match.shared:
                far = frozenset(shared_parts(match.places, marks))
                return far not in whole
            for place in match.places:
                behind = sentence[place + 1 : place + 2]
                if sentence[place].word in _LACK and behind and behind[0].word == "of":
                    return frozenset(match.places) - {place} not in whole
            return True

        return [match for match in found if is_sound(match)]

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


def _is_half_a_compound(
    place: int, taken: Collection[int], sentence: Sequence[Token], marks: Sequence[str]
) -> bool:
    """Whether a hyphen ties a word to one outside: *swan-neck*, *seizure-like*."""
    token = sentence[place]
    if token.before in _HYPHENS and place - 1 not in taken and marks[place - 1] == "x":
        return sentence[place - 1].word not in _BEFORE_HYPHEN
    behind = sentence[place + 1 : place + 2]
    tied = bool(behind) and behind[0].before in _HYPHENS and place == max(taken)
    return tied and behind[0].word in _BEHIND_HYPHEN


def _is_of_anybody(match: Match, sentence: Sequence[Token]) -> bool:
    """Whether *you* is everybody: *a trace of blood you can't see* is no blindness."""
    before = sentence[match.first - 1].raw if match.first else ""
    return before == "you" and any(sentence[place].word in _SENSES for place in match.places)


def _runs_into_next_line(match: Match, sentence: Sequence[Token], marks: Sequence[str]) -> bool:
    """Whether a name takes its last word from a next line that goes on with something else."""
    newline = "\n" in sentence[match.last].before and len(match.places) > 1
    return newline and not is_closed(match.last, marks)


def _nearest(places: Sequence[int], anchor: int, marks: Sequence[str]) -> int:
    """Return the place next to another; a comma keeps words as far apart as two words do."""
    if len(places) == 1:
        return places[0]

    def key(place: int) -> tuple[int, int]:
        low, high = sorted((place, anchor))
        n_commas = sum(len(mark) > 1 for mark in marks[low + 1 : high + 1])
        return abs(place - anchor) + 2 * n_commas, place

    return min(places, key=key)
