"""Does a sentence affirm a finding, deny it, speak of a relative, of the past or with doubt?

Scope rules after ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002): a trigger reaches
forward to the end of its clause or list, a few triggers reach back, an answer behind a colon or a
question reaches back only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from rarekin.text import cues, turns
from rarekin.text.circumstances import NOTHING_AROUND, Context, Surroundings
from rarekin.text.gaps import denies_being
from rarekin.text.relatives import RELATIVES, Relatives
from rarekin.text.suppositions import Suppositions
from rarekin.text.words import NEGATIVE, Token

_REACH = 12
_REACH_OF_ITEM = 7
_BACK_REACH = 5
_QUERY = re.compile(r"(?<![\w)])\? ?$")
"""A question mark in front of a word: *? ataxia*, but not the end of a question before."""
_EXCLUSIONS = cues.EXCLUDING | {"ruled"}
_NOT_ACTIVE = cues.PASSIVE | {NEGATIVE}
_JOINS = frozenset({"and", "or", "because", "so", "nor", "n"})


class SentenceContext:
    """The scopes of one sentence.

    Parameters
    ----------
    sentence
        Tokens of the sentence.
    text
        The text they come from.
    used
        Positions that are part of a recognised name: the *no* of *no speech* denies nothing.
    around
        What the sentences before and behind say about this one.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> line = "His father has fits but he has no rash"
    >>> context = SentenceContext(sentences(line)[0], line, ())
    >>> context.around(3, 3).relative, context.around(8, 8).denied
    ('father', True)
    """

    def __init__(
        self,
        sentence: Sequence[Token],
        text: str,
        used: Collection[int],
        around: Surroundings = NOTHING_AROUND,
    ) -> None:
        self._sentence = sentence
        self._raw = [t.raw for t in sentence]
        self._words = [t.word for t in sentence]
        self._text = text
        self._used = frozenset(used)
        self._around = around
        self._clause = self._clauses()
        told = around.section, around.narrator
        self._relatives = Relatives(sentence, self._raw, self._clause, *told)
        self._supposed = Suppositions(sentence, self._clause, text)
        self._is_thought = turns.is_thought(" ".join(self._raw))

    def around(self, first: int, last: int) -> Context:
        """Return what is said about the words from one position to another.

        Parameters
        ----------
        first, last
            Positions in the sentence, both included.

        Returns
        -------
        context
            Of the mention at these words.
        """
        following = self._sentence[last + 1 : last + 2]
        if following and following[0].word.startswith("hp:") and "(" in following[0].before:
            last += 1
        relative = self._relative(first, last)
        if relative and turns.is_refused(self._sentence, last):
            return Context(denied=True)
        answer = self._around.answer
        left_open = self._left_open(first, last)
        denier = None if left_open else self._denier(first)
        if denier is not None and self._denies_once(denier, first, last):
            denier = None
        behind = not left_open and (answer == "no" or self._denied_behind(last))
        affirmed = answer == "yes" or self._affirmed_behind(last)
        behind = behind or self._denied_within(first, last)
        denied = behind or (denier is not None and not affirmed)
        unclear = denied and not behind and denier is not None and self._is_unclear(denier, first)
        thought = self._is_thought and turns.is_thought(self._said(self._window(first)))
        if thought and not answer and turns.is_refuted(self._said(range(last + 1, len(self._raw)))):
            denied = behind = True
        gainsaid = turns.is_gainsaid(
            self._said(self._window(first)), self._said(range(last + 1, len(self._raw)))
        )
        doubted = left_open or thought or gainsaid or self._doubted(first, last)
        doubted = doubted and not (answer or behind)
        return Context(
            denied=denied,
            open=unclear,
            relative=relative,
            doubted=doubted,
            past=self._past(first, last),
            supposed=not answer and not behind and self._supposed.at(first),
        )

    def _denied_within(self, first: int, last: int) -> bool:
        """Whether the denial stands between the words of a name: *her ears are not low*."""
        inner = (p for p in range(first + 1, last) if self._words[p] == NEGATIVE)
        return any(denies_being(self._sentence, p) and p not in self._used for p in inner)

    def _said(self, places: range) -> str:
        return " ".join(self._raw[place] for place in places)

    def _relative(self, first: int, last: int) -> str:
        """Return whose finding it is; nothing where it is the patient's as well."""
        relative = self._relatives.at(first, last)
        if not relative:
            return ""
        before, behind = self._said(range(first)), self._said(range(last + 1, len(self._raw)))
        return "" if turns.is_own_trait(before, behind) or turns.is_shared(behind) else relative

    def _clauses(self) -> list[int]:
        """Return the number of the clause at each position.

        A new one begins at *but* and where a new subject comes in.
        """
        clauses, current = [], 0
        for position, token in enumerate(self._sentence):
            if position and self._begins_clause(position, token):
                current += 1
            clauses.append(current)
        return clauses

    def _begins_clause(self, position: int, token: Token) -> bool:
        if token.word in cues.CLAUSE_WORDS:
            return True
        joined = token.comma or self._raw[position - 1] in _JOINS
        if not joined:
            return turns.ends_a_lead(self._raw, position)
        subject = token.word in cues.NEW_SUBJECT or token.word in RELATIVES
        possessive = self._raw[position] in {"his", "her", "my", "our", "their"}
        if possessive and position + 1 < len(self._sentence):
            subject = self._words[position + 1] in RELATIVES | cues.NEW_SUBJECT
        return subject or token.word in cues.ASSERTING or self._has_own_verb(position)

    def _has_own_verb(self, position: int) -> bool:
        """Whether the item that begins here is a sentence: *and the leg is thinner*."""
        if self._raw[position - 1] in {"or", "nor"} or self._words[position] == NEGATIVE:
            return False
        if self._words[position] in cues.RELATIVE_PRONOUNS:
            return False
        for place in range(position, len(self._sentence) - 1):
            word = self._words[place]
            joint = self._sentence[place].comma or word in _JOINS or word in cues.CLAUSE_WORDS
            if place > position and joint:
                return False
            # Where a verb needs no subject (Spanish) it may begin the item.
            told = self._raw[place] in cues.FINITE and self._raw[place] != word
            if told or (place > position and word in cues.FINITE):
                following = self._words[place + 1 : place + 3]
                return not cues.PERCEIVED.intersection(following[:2])
        return False

    def _window(self, first: int) -> range:
        start = first
        while start and self._clause[start - 1] == self._clause[first]:
            start -= 1
        return range(start, first)

    def _denier(self, first: int) -> int | None:
        """Return the place of the word before that denies what begins here."""
        denier, reach = None, 0
        for position in self._window(first):
            if denier is not None and position <= reach and self._is_joint(position):
                reach = max(reach, position + _REACH_OF_ITEM)
            if position in self._supposed.questions:
                denier = None  # "I don't know if he has fits" denies nothing
            if position in self._used:
                continue
            if denier is not None and turns.cancels(self._raw, self._words, denier, position):
                denier = None
            elif self._denies(position) and not turns.goes_on(self._raw, position):
                denier, reach = position, self._reach_of(position)
            elif denier is not None and self._affirms(position, denier):
                denier = None
        return denier if first <= reach else None

    def _denies_once(self, denier: int, first: int, last: int) -> bool:
        """*No dice ninguna palabra*, *ne voit presque rien*: two words that deny once."""
        if self._raw[first] in cues.OWN_DENIAL and self._is_item(denier, first):
            return True  # no thymus and hardly any lymphocytes
        if self._words[denier] != NEGATIVE or self._raw[denier + 1] == "that":
            return False  # it is not that he cannot hear
        own = [p for p in range(first, last + 1) if p in self._used and self._words[p] == NEGATIVE]
        near = bool(own) and 1 < own[0] - denier <= 4
        return near and not self._is_item(denier, own[0] - 1)

    def _is_item(self, denier: int, first: int) -> bool:
        """Whether a comma or *and* stands in between."""
        return any(self._is_joint(p) for p in range(denier + 1, first + 1))

    def _reach_of(self, denier: int) -> int:
        """*Bones that do not heal, fits*: what is denied about a thing ends with the item."""
        behind = range(denier + 1, len(self._words))
        before = self._raw[max(0, denier - 2) : denier]
        of_a_thing = before[-1:] and bool(cues.RELATIVE_PRONOUNS.intersection(before))
        unable = self._raw[denier] in cues.INABILITY
        if not of_a_thing and not (unable and not self._goes_on(denier)):
            return denier + _REACH
        return next((p - 1 for p in behind if self._is_joint(p)), len(self._words))

    def _goes_on(self, denier: int) -> bool:
        return bool(cues.OR_WORDS.intersection(self._words[denier:]))

    def _is_joint(self, position: int) -> bool:
        return self._sentence[position].comma or self._raw[position] in _JOINS

    def _denies(self, position: int) -> bool:
        word, pair = self._words[position], tuple(self._words[position : position + 2])
        if self._raw[position] == "nothing" and self._raw[position - 1] in cues.FOR_NOTHING:
            return False
        following = self._words[position + 1 : position + 2]
        if word == NEGATIVE:
            doubled = cues.DOUBLED.intersection(following)
            compared = "than" in self._raw[position + 1 : position + 4]  # no taller than a toddler
            stands = compared or self._leaves_standing(position)
            return not (doubled or stands or self._is_answer(position))
        if pair in cues.DENYING_PAIRS or word in cues.EXCLUDING:
            before = self._words[max(0, position - 2) : position]
            return pair[0] not in _EXCLUSIONS or not _NOT_ACTIVE.intersection(before)
        heads = word in cues.HEADS_A_LIST and self._words[:position] in ([], ["pertinent"])
        if heads and following and ":" in self._sentence[position + 1].before[:1]:
            return True
        return word in cues.DENYING and following not in (["doubt"], ["question"])

    def _leaves_standing(self, position: int) -> bool:
        """Whether a *no* denies a change and not the finding: *no worsening of ataxia*."""
        nearby = takewhile(
            lambda p: p not in self._used, range(position + 1, min(position + 4, len(self._words)))
        )
        said = {self._words[p] for p in nearby}
        return bool(cues.NOT_A_DENIAL & said) or self._of_before(position)

    def _of_before(self, position: int) -> bool:
        """Whether *further* or *more* follows: *no further fits* says that there were some."""
        return bool(cues.AGAIN.intersection(self._words[position + 1 : position + 2]))

    def _affirms(self, position: int, denier: int) -> bool:
        """*no fits, with a small head*: what follows *with* is affirmed; *does not have* is not."""
        word = self._words[position]
        if word in cues.ANSWER_YES and self._is_answer(position):
            return True
        if self._raw[denier] == "no" and self._raw[position] in {"a", "an"}:
            # no fits and a small head; no cheekbones, a tiny chin
            return self._raw[position - 1] == "and" or self._is_told_apart(position)
        if self._raw[position] in {"a", "the"} and self._is_joint(position):
            return bool(cues.FRENCH_NONE.match(" ".join(self._raw[denier : denier + 4])))
        rather = word in {"with", "has", "have", "more", "rather", "instead", "just", "only"}
        return rather and self._sentence[position].comma

    def _is_told_apart(self, position: int) -> bool:
        """Whether a comma stands before an item and no *or* behind it: *no hair, a small chin*."""
        rest = self._words[position:]
        return self._sentence[position].comma and not cues.OR_WORDS.intersection(rest)

    def _is_answer(self, position: int) -> bool:
        """Whether a *no* is about what stands before it: *Seizures: no, ataxia: yes*."""
        if position == 0:
            return False
        token = self._sentence[position]
        closed = position + 1 >= len(self._sentence) or self._is_separate(position + 1)
        led = any(sign in token.before for sign in ":=?(-–")
        closed = closed or (led and self._is_next_label(position + 1))
        bracketed = self._text[token.start] in "(["
        return bracketed or (closed and (led or position - 1 in self._used))

    def _is_next_label(self, position: int) -> bool:
        """Whether a finding with a colon behind it follows: *Fits: no Ataxia: yes*."""
        while position < len(self._words) and position in self._used:
            position += 1
        before = self._sentence[position].before if position < len(self._words) else ""
        return position - 1 in self._used and before.startswith((":", " :", "="))

    def _is_separate(self, position: int) -> bool:
        token = self._sentence[position]
        return token.comma or any(s in token.before for s in ")(]") or token.word in {"and", "but"}

    def _is_unclear(self, denier: int, first: int) -> bool:
        """Whether a list that began with a finding goes on after *no X* without *or*.

        *A broad forehead, no synophrys, thick eyebrows and ptosis* may mean both.
        """
        between = range(denier + 1, first)
        if self._raw[denier + 1 : denier + 2] == ["other"]:
            return True
        if not any(self._sentence[p].comma for p in (*between, first)):
            return False
        end = first
        while end < len(self._words) and self._clause[end] == self._clause[first]:
            end += 1
        said_or = bool(cues.OR_WORDS.intersection(self._words[denier:end]))
        said_or |= any(self._words[p] == NEGATIVE for p in between)
        before = any(p in self._used for p in range(denier))
        return before and not said_or

    def _behind(self, last: int, reach: int = _BACK_REACH) -> list[str]:
        words: list[str] = []
        for position in range(last + 1, min(len(self._sentence), last + 1 + reach)):
            if self._clause[position] != self._clause[last] or (words and self._is_joint(position)):
                break
            if position in self._used:
                words.append("…")
                break
            words.append(self._words[position])
        return words

    def _denied_behind(self, last: int) -> bool:
        words = self._behind(last)
        if not words:
            return self._joined_to_denied(last)
        if self._raw[last + 1] == "nothing":  # "no habla nada" denies once
            apart = self._sentence[last + 1].comma
            return not apart and NEGATIVE not in [self._words[p] for p in self._window(last + 1)]
        if words[0] in cues.ANSWER_NO and self._is_answer(last + 1):
            return True
        if words[0] == NEGATIVE and self._answered_no(last, words):
            return True
        if self._sentence[last + 1].before == "-" and words[0] == "free":
            return True
        if cues.DENIED_BEHIND.match(" ".join(words)):
            return True
        return self._joined_to_denied(last)

    def _joined_to_denied(self, last: int) -> bool:
        """Whether *and* or *or* leads to a finding that is denied: *fits and ataxia are absent*."""
        if self._words[last + 1 : last + 2] not in (["and"], ["or"]):
            return False
        place = last + 2
        while place < len(self._words) and place in self._used:
            place += 1
        if place == last + 2 or place >= len(self._words):
            return False
        if self._clause[place - 1] != self._clause[last]:
            return False
        return bool(cues.DENIED_BEHIND.match(" ".join(self._behind(place - 1))))

    def _answered_no(self, last: int, words: Sequence[str]) -> bool:
        """Whether a colon or dash stands before the *no*: *fits: never had*."""
        before = self._sentence[last + 1].before
        short = len(words) < 2 or "…" not in words
        return short and any(sign in before for sign in ":=(?-–")

    def _affirmed_behind(self, last: int) -> bool:
        following = self._words[last + 1 : last + 2]
        return bool(cues.ANSWER_YES.intersection(following)) and self._is_answer(last + 1)

    def _left_open(self, first: int, last: int) -> bool:
        window = self._window(first)
        before = " ".join(self._words[p] for p in window if p >= first - 6)
        behind = " ".join(self._behind(last, 8))
        return bool(cues.LEFT_OPEN.search(before) or cues.LEFT_OPEN.search(behind))

    def _doubted(self, first: int, last: int) -> bool:
        sentence = self._sentence
        before = self._text[max(0, sentence[first].start - 3) : sentence[first].start]
        behind = self._text[sentence[last].end : sentence[last].end + 2]
        if _QUERY.search(before) or "?" in behind:
            return True
        reach = [p for p in self._window(first) if p >= first - 5]
        reach += range(last + 1, min(len(sentence), last + 4))
        return any(
            self._raw[p] in cues.DOUBT or tuple(self._words[p : p + 2]) in cues.DOUBT_PAIRS
            for p in reach
            if p not in self._used
        )

    def _past(self, first: int, last: int) -> bool:
        reach = [p for p in self._window(first) if p >= first - 5]
        if any(self._words[p] == NEGATIVE and self._of_before(p) for p in reach):
            return True
        reach += range(last + 1, min(len(self._sentence), last + 5))
        return any(
            self._raw[p] in cues.PAST or tuple(self._raw[p : p + 2]) in cues.PAST_PAIRS
            for p in reach
        )
