"""Read a text: which findings it names, where, and whether it affirms or denies them.

Approximate, order-free dictionary look-up, with the scope rules for negation, relatives and doubt
that clinical language processing has used since ConText (Harkema et al. 2009,
doi:10.1016/j.jbi.2009.05.002).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from rarekin.errors import TooLarge
from rarekin.model.case import Sex, State
from rarekin.model.issues import Issue
from rarekin.text import notes
from rarekin.text.abbreviations import READINGS, Glossary, readings_of
from rarekin.text.circumstances import Context, Surroundings
from rarekin.text.confidence import p_right
from rarekin.text.context import SentenceContext
from rarekin.text.guessing import Guesser, clauses
from rarekin.text.language import DENIALS, looks_english
from rarekin.text.lexicon import Lexicon, NameKind
from rarekin.text.matching import SentenceMatcher
from rarekin.text.measured import Measure, measures
from rarekin.text.person import NOBODY, Person, hero_of, narrator_of, person_of, with_patient
from rarekin.text.predicates import predicates
from rarekin.text.reading import Mention, TextReading
from rarekin.text.sections import Sections
from rarekin.text.settling import Match
from rarekin.text.sizes import is_said_by_size, sizes
from rarekin.text.tongues import tongue
from rarekin.text.words import NEGATIVE, Token

MAX_CHARACTERS = 100_000
_DOUBTED = 0.6
"""A finding that is only suspected is shown, with this share of its probability."""
_WRITTEN_ID = 0.99
_SPELLED_BEFORE = 0.9
_FOREIGN = 0.5
_MEASURED = 0.95
_PREDICATE = 0.8
_GUESSED = 0.4
_PAPERS = frozenset({"patient", "sample", "case", "card", "number", "badge"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding at its place, however it was recognised."""

    i_term: int
    name: str
    kind: NameKind
    first: int
    last: int
    p_right: float
    also: str = ""


@dataclass(slots=True)
class _Text:
    """What is known about a text while it is read."""

    text: str
    words: list[str]
    is_english: bool
    glossary: Glossary
    sections: Sections
    issues: list[Issue]
    measures: list[Measure]
    guesses: list[Mention]
    asked: bool


class Recogniser:
    """Opens a compiled lexicon and reads texts with it.

    Parameters
    ----------
    arrays
        As `rarekin.text.lexicon_making.compile_lexicon` made them; memory-mapped ones will do.
    language
        For which they were made.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> from rarekin.text.lexicon_making import compile_lexicon
    >>> root = Term("HP:0000118", "Phenotypic abnormality", "toy")
    >>> fit = Term("HP:0001250", "Seizure", "toy", parents=(root.id,))
    >>> reading = Recogniser(compile_lexicon([root, fit])).read("He never had a seizure.")
    >>> [(m.label, m.state.value, m.start, m.end) for m in reading.mentions]
    [('Seizure', 'excluded', 15, 22)]
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], language: str = "en") -> None:
        self.lexicon = Lexicon(arrays)
        self._speech = tongue(language)
        self._matcher = SentenceMatcher(self.lexicon, self._speech)
        self._guesser: Guesser | None = None

    def read(self, text: str, known: Person = NOBODY, *, guess: bool = False) -> TextReading:
        """Find the findings a text mentions.

        Parameters
        ----------
        text
            At most 100,000 characters.
        known
            Age and sex where they are known otherwise; they count before what the words tell.
        guess
            Whether clauses in which nothing is read are compared with every name.

        Returns
        -------
        reading
            Mentions in the order of the text, and what a person should look at again.

        Raises
        ------
        TooLarge
            If the text is longer.
        """
        if len(text) > MAX_CHARACTERS:
            raise TooLarge(
                f"The text has {len(text)} characters; at most {MAX_CHARACTERS} are read at once.",
                hint="Paste the part that describes the findings.",
            )
        split = self._speech.sentences(text, self._is_known)
        hero = hero_of(split)
        person, told_by = person_of(split, hero), narrator_of(split, hero)
        split = with_patient(split, hero) if hero else split
        words = [token.word for sentence in split for token in sentence]
        is_english = self._speech.code != "en" or looks_english(words)
        issues = [] if is_english else [notes.not_english()]
        age = person.age_years if known.age_years is None else known.age_years
        sex = person.sex if known.sex is Sex.UNKNOWN else known.sex
        code = self._speech.code
        values = [*measures(text, code, age, sex), *sizes(text, code, age, sex)]
        sections = Sections(split, text, told_by)
        told = _Text(text, words, is_english, Glossary(), sections, issues, values, [], guess)
        mentions: list[Mention] = []
        for i_sentence, sentence in enumerate(split):
            for mention, noted in self._read_sentence(sentence, i_sentence, told):
                issues += noted
                if mention is not None:
                    mentions.append(mention)
        mentions.sort(key=lambda m: m.start)
        guesses = tuple(g for g in told.guesses if g.term not in {m.term for m in mentions})
        return TextReading(text, tuple(mentions), tuple(issues), person, self._speech.code, guesses)

    def n_known(self, words: Iterable[str]) -> int:
        """Return how many words the lexicon of this language knows, as they stand.

        Parameters
        ----------
        words
            Of a text too short to tell its language.
        """
        index, cues = self.lexicon.index_of, self._speech.cues
        plain = (self._speech.spelling.plain(word) for word in words)
        return sum(
            word in cues
            or (len(word) > 2 and (self._speech.stem(word) in index or f"~{word}" in index))
            for word in plain
        )

    def _is_own(self, sentence: Sequence[Token]) -> bool:
        return self._speech.code != "en" or looks_english([t.word for t in sentence], whole=False)

    def _is_known(self, plain: str) -> bool:
        return self._speech.stem(plain) in self.lexicon.index_of

    def _read_sentence(
        self, sentence: Sequence[Token], i_sentence: int, known: _Text
    ) -> Iterator[tuple[Mention | None, list[Issue]]]:
        text = known.text
        matches = self._matcher.matches(sentence, text)
        known.glossary.learn(sentence, text, matches)
        english = known.is_english and self._is_own(sentence)
        values = [m for m in known.measures if sentence[0].start <= m.start < sentence[-1].end]
        found = self._found(sentence, matches, known, english)
        found = [f for f in found if not is_said_by_size(sentence[f.first : f.last + 1], values)]
        used = {
            place
            for match in matches
            for place in match.places
            if sentence[place].word != NEGATIVE or self._kind(match) is not NameKind.NORMAL
        }
        used |= {f.first for f in found if f.first == f.last}
        around = known.sections.around(i_sentence, used)
        if known.asked and english:
            taken = used | {p for f in found for p in range(f.first, f.last + 1)}
            taken |= {
                p
                for p, t in enumerate(sentence)
                if any(v.start < t.end and t.start < v.end for v in values)
            }
            known.guesses += self._guesses(sentence, taken, text, around)
        if not found and not values and not any(t.word.startswith("hp:") for t in sentence):
            return
        yield from ((None, [issue]) for issue in self._strange_ids(sentence))
        context = SentenceContext(sentence, text, used, around)
        for one in found:
            told = context.around(one.first, one.last)
            if not english:
                denied = around.answer == "no" or DENIALS.intersection(t.word for t in sentence)
                told = Context(open=bool(denied))
            mention = self._mention(one, sentence, told)
            yield mention, notes.about(mention, told, one.also)
        for value in values:
            yield self._measured(value, sentence, context)

    def _guesses(
        self, sentence: Sequence[Token], taken: AbstractSet[int], text: str, around: Surroundings
    ) -> Iterator[Mention]:
        """Ask what the clauses mean in which nothing was read, unless they tell of others."""
        self._guesser = self._guesser or Guesser(self.lexicon, self._speech)
        for places in clauses(sentence):
            first, last = places[0], places[-1]
            if taken and not taken.isdisjoint(places):
                continue
            likely = self._guesser.guess([sentence[p] for p in places])
            if not likely:
                continue
            told = SentenceContext(sentence, text, taken, around).around(first, last)
            if told.relative or told.supposed or told.past:
                continue
            for one in likely:
                yield Mention(
                    self.lexicon.term(one.i_term),
                    self.lexicon.label(one.i_term),
                    State.UNKNOWN,
                    sentence[first].start,
                    sentence[last].end,
                    one.name,
                    _GUESSED,
                )

    def _measured(
        self, value: Measure, sentence: Sequence[Token], context: SentenceContext
    ) -> tuple[Mention | None, list[Issue]]:
        places = [i for i, t in enumerate(sentence) if value.start <= t.start < value.end]
        told = context.around(places[0], places[-1]) if places else Context()
        noted = [] if told.relative else [notes.about_measure(value)]
        i_term = -1 if value.term is None else self.lexicon.place_of(value.term)
        if i_term < 0:
            return None, noted
        is_own = not (told.relative or told.supposed or told.open or told.denied)
        mention = Mention(
            self.lexicon.term(i_term),
            self.lexicon.label(i_term),
            State.PRESENT if is_own else State.UNKNOWN,
            value.start,
            value.end,
            value.test.name,
            _MEASURED,
        )
        return mention, [*noted, *notes.about(mention, told)]

    def _found(
        self, sentence: Sequence[Token], matches: Sequence[Match], known: _Text, english: bool
    ) -> list[_Found]:
        """Return everything recognised in a sentence, in the order of its words."""
        found = []
        for match in matches:
            if self._kind(match) is NameKind.NOTHING:
                continue
            if len(match.places) == 1 and self._is_short_form(sentence[match.first], known):
                continue
            if english or self._is_plain_label(match):
                found.append(self._of_match(match, english))
        found += self._of_predicates(sentence, matches) if english else ()
        taken = {p for m in matches for p in m.places if len(m.places) > 1}
        for place, token in enumerate(sentence):
            if token.word.startswith("hp:"):
                found += self._of_id(place, token)
            elif english and place not in taken and self._is_short_form(token, known):
                found += self._of_short_form(place, sentence, known)
        return sorted(found, key=lambda f: (f.first, f.last))

    def _of_predicates(
        self, sentence: Sequence[Token], matches: Sequence[Match]
    ) -> Iterator[_Found]:
        used = {place for match in matches for place in match.places}
        for place, id_ in predicates(sentence, used, self._speech):
            i_term = self.lexicon.place_of(id_)
            if i_term >= 0:
                word = sentence[place].word
                yield _Found(i_term, word, NameKind.PLAIN, place, place, _PREDICATE)

    def _is_short_form(self, token: Token, known: _Text) -> bool:
        form = known.text[token.start : token.end]
        return (
            self._speech.code == "en"
            and form.isupper()
            and (form in READINGS or known.glossary.entry_of(form) is not None)
        )

    def _is_plain_label(self, match: Match) -> bool:
        trusted = NameKind.NOTHING < self._kind(match) <= NameKind.EXACT
        as_written = not (match.n_typo or match.n_equivalent or match.n_gap or match.shared)
        name = self.lexicon.name(int(self.lexicon.arrays["text_entry_name"][match.i_entry]))
        return trusted and as_written and not name.isupper()

    def _of_match(self, match: Match, english: bool) -> _Found:
        arrays = self.lexicon.arrays
        i_name = int(arrays["text_entry_name"][match.i_entry])
        kind = self._kind(match)
        sure = p_right(match, kind, int(arrays["text_entry_rivals"][match.i_entry]))
        return _Found(
            int(arrays["text_name_term"][i_name]),
            self.lexicon.name(i_name),
            kind,
            match.first,
            match.last,
            sure if english else sure * _FOREIGN,
        )

    def _of_id(self, place: int, token: Token) -> list[_Found]:
        i_term = self.lexicon.place_of(token.word)
        if i_term < 0:
            return []
        name = token.word.upper()
        return [_Found(i_term, name, NameKind.LABEL, place, place, _WRITTEN_ID)]

    def _strange_ids(self, sentence: Sequence[Token]) -> list[Issue]:
        return [
            notes.strange_id(token.word.upper(), token.start, token.end)
            for token in sentence
            if token.word.startswith("hp:") and self.lexicon.place_of(token.word) < 0
        ]

    def _of_short_form(self, place: int, sentence: Sequence[Token], known: _Text) -> list[_Found]:
        form = known.text[sentence[place].start : sentence[place].end]
        defined = known.glossary.entry_of(form)
        if defined is not None:
            if defined < 0:
                return []
            i_name = int(self.lexicon.arrays["text_entry_name"][defined])
            i_term = int(self.lexicon.arrays["text_name_term"][i_name])
            return [_Found(i_term, form, NameKind.PLAIN, place, place, _SPELLED_BEFORE)]
        if _is_shouted(sentence, known.text) or _is_label(place, sentence):
            return []
        ids, is_open = readings_of(form, [t.word for t in sentence], known.words)
        terms = [self.lexicon.place_of(id_) for id_ in ids]
        if not terms or terms[0] < 0:
            return []
        if is_open:
            label = self.lexicon.label(terms[0])
            at = sentence[place]
            known.issues.append(notes.ambiguous(form, label, at.start, at.end))
            return []
        also = " / ".join(self.lexicon.label(i) for i in terms) if len(ids) > 1 else ""
        sure = _SPELLED_BEFORE / len(ids)
        return [_Found(terms[0], form, NameKind.PLAIN, place, place, sure, also)]

    def _kind(self, match: Match) -> NameKind:
        return NameKind(int(self.lexicon.arrays["text_entry_kind"][match.i_entry]))

    def _mention(self, found: _Found, sentence: Sequence[Token], around: Context) -> Mention:
        confidence = found.p_right * (_DOUBTED if around.doubted else 1.0)
        return Mention(
            self.lexicon.term(found.i_term),
            self.lexicon.label(found.i_term),
            State.UNKNOWN if found.also else _state(found.kind, around),
            sentence[found.first].start,
            sentence[found.last].end,
            found.name,
            confidence,
        )


def _is_shouted(sentence: Sequence[Token], text: str) -> bool:
    """Whether everything stands in capitals, so that capitals mark no abbreviation."""
    letters = [text[t.start : t.end] for t in sentence if t.word.isalpha()]
    return len(letters) > 4 and all(word.isupper() for word in letters)


def _is_label(place: int, sentence: Sequence[Token]) -> bool:
    """Whether a number follows or a person's papers are meant: *ID 1234*, *patient ID*."""
    behind = sentence[place + 1 : place + 2]
    before = sentence[place - 1].word if place else ""
    numbered = bool(behind) and (behind[0].word.isdigit() or behind[0].word in _PAPERS)
    return numbered or before in _PAPERS


def _state(kind: NameKind, around: Context) -> State:
    if around.relative or around.open or around.supposed:
        return State.UNKNOWN
    if kind is NameKind.NORMAL:
        # "not normal hearing" says that something is wrong, not what.
        return State.UNKNOWN if around.denied else State.EXCLUDED
    return State.EXCLUDED if around.denied else State.PRESENT
