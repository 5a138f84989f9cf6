"""What a sentence only supposes: conditions, warnings, what people in general have.

*If he runs, he turns blue* tells what somebody saw whenever the condition was met: the condition
is set aside and the main clause keeps its findings. *If it gets worse he could go blind* and *if
he has fits, call us* tell nothing that was seen. What somebody asks or does not know (*I don't
know if he has fits*) is neither there nor denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rarekin.text import cues
from rarekin.text.words import Token, word_set

_CONDITION = re.compile(
    r"\b(?:(?<!as )(?<!even )if|in case|unless|in the event|"
    r"should (?:he|she|they|you|your|the|any)|whether)\b"
)
_ASKING = word_set(
    "know knows knew sure certain see say says tell ask asked asks wonder wondering wondered check "
    "sabe sabía saber sabemos sabíamos sé savait sait sais savoir savons demande demandons"
)
"""Before *if* these ask: nothing is claimed and nothing is denied."""
_ASIDE = word_set(
    "normal related important matters matter relevant connected helps help counts count link "
    "linked anything useful relación relacionado importa importante importancia ayuda sirve lié "
    "liée important utile rapport compte significa veut"
)
"""*I don't know if it is normal that …* speaks of a finding that is there."""
_UNREAL = word_set(
    "would could might may should must shall will won't wouldn't couldn't 'll need needs please"
)
_UNREAL_FORM = re.compile(r"\w{2,}r(?:ía|ían|íamos|ait|aient|ions)$")
"""The conditional of Spanish and French."""
_ORDERS = word_set(
    "call see go take contact return come seek stop tell give bring ask consult phone ring visit "
    "watch use avoid keep make do don't let llame llamen llamar acuda acudir vaya consulte avise "
    "llévelo lleve busque dele déle appelez consultez allez prévenez contactez amenez emmenez "
    "donnez arrêtez faites venez"
)
_TO_COME = re.compile(
    r"(?:and |but |so |y |et |mais |pero )?(?:"
    r"(?:will|would|could|can|might|may|should|shall) (?:he|she|it|they|i|we|you|my \w+|our \w+)\b|"
    r"(?:se |le |me |mi hij[oa] )?(?:va|van|voy|vamos) a |(?:se |le |me )?podr(?:ía|á|é)|puede |"
    r"est[- ]ce qu(?:e |['’])(?:\w+ ){1,3}?(?:va|vont|vais|peut|pourrait|risque)|"
    r"(?:va|peut|pourrait)[- ](?:t[- ])?(?:il|elle|on)\b)"
)
_GETS_WORSE = word_set(
    "worse worsens worsening untreated happens ever treated empeora empeorar aggrave aggravait "
    "empire"
)
_SUBJECTS = word_set("he she they we i")
_TIES = word_set(
    "and or nor when because as that which who what where before after until while if says say "
    "thinks think feels feel hopes knows than since so"
)
_OWNING = word_set("his her my our their")
_ENDS = word_set("but however although though yet whereas nevertheless")
_VERBS = cues.FINITE | {"get"}


class Suppositions:
    """Tells for each position of a sentence whether it is only supposed.

    Parameters
    ----------
    sentence
        Tokens of the sentence.
    clauses
        Number of the clause at each position.
    text
        The text they come from.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> line = "If he runs he turns blue"
    >>> supposed = Suppositions(sentences(line)[0], [0] * 6, line)
    >>> [supposed.at(place) for place in range(6)]
    [True, True, True, False, False, False]
    """

    def __init__(self, sentence: Sequence[Token], clauses: Sequence[int], text: str) -> None:
        self._sentence = sentence
        self._clauses = clauses
        self._text = text
        self._raw = [token.raw for token in sentence]
        self._line = " ".join(self._raw)
        self._supposed = [False] * len(sentence)
        self.questions = frozenset(self._fill())

    def at(self, place: int) -> bool:
        """Tell whether the word at a position is only supposed."""
        return self._supposed[place]

    def _fill(self) -> list[int]:
        """Mark what is supposed; return where conditions and indirect questions begin."""
        if self._asks_what_will_be():
            self._mark(0, len(self._raw))
            return []
        nobody = not cues.SOMEBODY.intersection(self._raw)
        if cues.GENERAL.search(self._line) or (nobody and cues.OF_THE_DISEASE.search(self._line)):
            self._mark(0, len(self._raw))
            return []
        for found in cues.HYPOTHETICAL.finditer(self._line):
            start = self._place(found.start())
            self._mark(start, self._end_of_warning(start))
        begun = [self._place(found.start()) for found in _CONDITION.finditer(self._line)]
        for start in begun:
            self._suppose(start)
        return begun

    def _asks_what_will_be(self) -> bool:
        """Whether the whole sentence asks for something to come: *will she go blind?*"""
        start, end = self._sentence[0].start, self._sentence[-1].end
        asks = "?" in self._text[end : end + 2]
        return asks and bool(_TO_COME.match(self._text[start:end].lower()))

    def _place(self, character: int) -> int:
        return self._line[:character].count(" ")

    def _mark(self, start: int, end: int) -> None:
        self._supposed[start:end] = [True] * (end - start)

    def _end_of_warning(self, start: int) -> int:
        places = range(start + 3, len(self._raw))
        return next((p for p in places if self._is_new_sentence(p)), len(self._raw))

    def _is_new_sentence(self, place: int) -> bool:
        """Whether a clause with its own subject begins behind a comma, or *but* stands here."""
        if self._raw[place] in _ENDS:
            return True
        if self._sentence[place].comma and self._raw[place] in {"now", "currently"}:
            return True
        begins = self._clauses[place] != self._clauses[place - 1] and self._sentence[place].comma
        return begins and self._sentence[place].word in cues.NEW_SUBJECT

    def _suppose(self, start: int) -> None:
        asked = bool(_ASKING.intersection(self._raw[max(0, start - 2) : start]))
        asked = asked or self._raw[start] == "whether"
        if asked and _ASIDE.intersection(self._raw[start : start + 6]):
            return
        end = self._end_of_condition(start)
        self._mark(start, end)
        if end < len(self._raw) and not asked and self._is_unreal(start, end):
            rest = (p for p in range(end, len(self._raw)) if self._raw[p] in _ENDS)
            self._mark(end, next(rest, len(self._raw)))

    def _end_of_condition(self, start: int) -> int:
        for place in range(start + 2, len(self._raw)):
            if self._begins_main(start, place):
                return place
        return len(self._raw)

    def _begins_main(self, start: int, place: int) -> bool:
        raw, token = self._raw[place], self._sentence[place]
        if raw in _ENDS or raw == "then":
            return True
        if token.comma:
            if raw in _ORDERS or raw in _SUBJECTS | {"it", "you"}:
                return True
            own_verb = self._clauses[place] != self._clauses[place - 1]
            return own_verb and (self._is_led(place) or token.word not in cues.ASSERTING)
        if self._raw[place - 1] in _TIES or place < start + 3 - self._is_led(place):
            return False
        if raw in _SUBJECTS:
            return True
        if raw in _OWNING:
            return any(
                self._raw[p] in cues.FINITE and not self._sentence[p].comma
                for p in range(place + 2, min(place + 4, len(self._raw)))
            )
        return self._is_led(place) and raw in _VERBS and not self._has_subject

    @property
    def _has_subject(self) -> bool:
        """Whether the language writes its pronouns, as French does and Spanish does not."""
        return bool(_SUBJECTS.union({"it"}).intersection(self._raw))

    def _is_led(self, place: int) -> bool:
        """Whether the word was written in another language."""
        token = self._sentence[place]
        return self._text[token.start : token.end].lower() != token.raw

    def _is_unreal(self, start: int, end: int) -> bool:
        """Whether what follows was not seen either: *could*, *call us*, a question."""
        if _GETS_WORSE.intersection(self._raw[start:end]) or "your" in self._raw[start:end]:
            return True
        if "?" in self._text[self._sentence[-1].end :][:2]:
            return True
        begun = [end, *(p for p in range(end + 1, len(self._raw)) if self._sentence[p].comma)]
        ordered = any(self._raw[p] in _ORDERS for p in begun)
        said = self._raw[end : end + 4]
        unreal = _UNREAL.intersection(said) or any(_UNREAL_FORM.match(word) for word in said)
        return ordered or bool(unreal)
