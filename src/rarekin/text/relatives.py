"""Whose finding is it: the patient's, or that of somebody in the family?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rarekin.text.cues import ASSERTING, NEW_SUBJECT, RELATIVE_PRONOUNS
from rarekin.text.words import Token, word_set

RELATIVES = word_set(
    "father mother dad mum mom daddy mummy mommy brother sister sibling siblings brothers sisters "
    "parents parent uncle aunt uncles aunts cousin cousins grandfather grandmother grandparents "
    "grandparent grandma grandpa granddad granny gran nan nephew niece nephews nieces relative "
    "relatives sis husband wife twin half-brother papa mama auntie halfbrother halfsister "
    "stepfather stepmother fathers mothers sib sibs ancestors"
)
_REPORTING = word_set(
    "says said say reports reported report noticed notices noted notes thinks thought told tells "
    "describes described states stated worried worries denies denied observed believes felt "
    "complains complained recalls remembers asks asked saw sees brought found mentions "
    "mentioned explains explained confirms confirmed gives gave wants"
)
_WORDS_OF = word_set(
    "report reports account words opinion view story notes concern concerns worry worries "
    "pregnancy womb milk arms lap house phone history description"
)
_LIKENESS = word_set("like as than unlike")
_OF_A_PARENT = word_set("maternal paternal parental")
_CARRYING = word_set("in of affecting")
_OWNERS = word_set("his her my our their")
_CHILDREN = word_set("son daughter child baby boy girl")
_ANOTHER = word_set("another other previous")
_DIED = word_set("died dead deceased lost passed stillborn")
_PRONOUNS = word_set("he she they it i we you")
_BEING = word_set("is are was were it's")
_I = word_set("i i'm im i’m i've ive i’ve")
_HAVING = word_set("have had am was got get suffer wear never also")
_FAMILY = re.compile(
    r"\b(?:in (?:the|his|her|my|our|their) family|(?:runs?|running|ran) in|family members?|"
    r"on (?:my|our) side|on (?:the|his|her|my|our) (?:[\w]+['’]s|maternal|paternal|mother|father|"
    r"mum|mom|dad|family) side|sides? of the family)\b"
)
_FAMILY_HISTORY = re.compile(r"^(?:family (?:history|hx)|fhx|famhx|fam hx|fh)\b")
_HISTORY = "family history"


def is_of_the_family(words: Sequence[str]) -> bool:
    """Tell whether a heading opens the history of the family.

    Examples
    --------
    >>> is_of_the_family(["family", "history"]), is_of_the_family(["past", "history"])
    (True, False)
    """
    line = " ".join(words)
    return bool(_FAMILY_HISTORY.search(line)) or line in {
        *("family", "pedigree", "relatives", "familial history", "fam history", "family anamnesis"),
        *("family medical history", "family hx", "fam hx"),
    }


class Relatives:
    """Names at each position of a sentence the relative it speaks of.

    Parameters
    ----------
    sentence
        Tokens.
    raw
        Their spelling in lower case.
    clauses
        The number of the clause at each position.
    section
        What a heading above already said, such as ``family history``; empty for nothing.
    narrator
        ``relative`` where what the writer has is not the patient's.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> line = "Epilepsy in father"
    >>> Relatives(sentences(line)[0], line.lower().split(), [0, 0, 0]).about
    ['father', 'father', 'father']
    """

    def __init__(
        self,
        sentence: Sequence[Token],
        raw: Sequence[str],
        clauses: Sequence[int],
        section: str = "",
        narrator: str = "",
    ) -> None:
        self._narrator = narrator
        self._sentence = sentence
        self._raw = raw
        self._clauses = clauses
        self.about = [section] * len(sentence) if section else self._forward()
        if not section:
            self._reach_back()

    def _forward(self) -> list[str]:
        about: list[str] = []
        clause, relative = 0, ""
        for position, token in enumerate(self._sentence):
            if self._clauses[position] != clause:
                clause = self._clauses[position]
                if token.word not in ASSERTING or relative == _HISTORY:
                    relative = ""
            if self.is_relative(position) and not self._tells(position):
                relative = self._raw[position]
            elif is_of_the_family(self._raw[position : position + 2]) and position < 40:
                relative = _HISTORY if len(self._raw) > position + 1 else relative
            elif self._is_writers_own(position):
                relative = "writer"
            elif self._is_patient(position, relative):
                relative = ""
            about.append(relative)
        return about

    def _is_patient(self, position: int, relative: str) -> bool:
        """Whether the sentence turns to the patient here."""
        owned = relative == "writer" and self._raw[position] in _OWNERS - {"my", "our"}
        new = self._sentence[position].word in NEW_SUBJECT and self._is_subject(position)
        return owned or new

    def _is_writers_own(self, position: int) -> bool:
        """Whether *I have* begins where somebody else is the patient; *I have to hold him* not."""
        if self._narrator != "relative" or self._raw[position] not in _I:
            return False
        behind = self._raw[position + 1 : position + 4]
        if _REPORTING.intersection(behind) or "to" in behind[:2]:
            return False
        return self._raw[position] not in {"i", "i've", "ive"} or bool(_HAVING & set(behind[:2]))

    def is_relative(self, position: int) -> bool:
        """Whether a word names somebody of the family."""
        word = self._sentence[position].word
        if word in _CHILDREN and position and self._is_another_child(position):
            return True
        if word in {"son", "daughter"} and position:
            before = self._raw[max(0, position - 4) : position]
            return before[-1] in {"his", "her"} and not RELATIVES.intersection(before)
        return word in RELATIVES

    def _is_another_child(self, position: int) -> bool:
        """Whether a child is not the one a text is about: *another son*, *a first baby died*."""
        before, behind = self._raw[position - 1], self._raw[position + 1 : position + 6]
        return before in _ANOTHER or (before == "first" and bool(_DIED.intersection(behind)))

    def _is_subject(self, position: int) -> bool:
        before = self._raw[max(0, position - 2) : position]
        if not before or (position and self.is_relative(position - 1)):
            return False  # my sister's son
        return before[-1] != "the" and "of" not in before

    def _tells(self, position: int) -> bool:
        """Whether a relative only speaks, or is the one somebody is compared with."""
        behind = self._raw[position + 1 : position + 4]
        before = self._raw[max(0, position - 3) : position]
        if behind and behind[0] in RELATIVE_PRONOUNS and _LIKENESS.intersection(before):
            return False  # unlike her mum, who went deaf
        if "also" in behind and not _PRONOUNS.intersection(behind):
            return False  # "mi hermana dice que también se cansa"
        if "in" in before or "of" in before:
            return self._only_says(position) or "opinion" in before
        possessed = "by" in before or "to" in before or self._only_says(position)
        likened = bool(_LIKENESS.intersection(before)) or "from" in before or "with" in before[-2:]
        return bool(_REPORTING.intersection(behind)) or possessed or likened

    def _only_says(self, position: int) -> bool:
        """Whether what belongs to the relative is a word, not a body: *my mother's report*."""
        owned = self._raw[position + 1 : position + 2]
        is_owner = self._raw[position].endswith(("'s", "’s"))
        return is_owner and bool(_WORDS_OF.intersection(owned))

    def _reach_back(self) -> None:
        """Give what stands before *in her father* or *(brother)* to the father, the brother."""
        for position in range(len(self._sentence)):
            named = self.is_relative(position) and not self._tells(position)
            if named and self._is_carrier(position):
                self._mark(self._start(position), position, self._raw[position])
            owned = self._said_to_be_of(position) if named else -1
            if owned >= 0:
                self._mark(self._start(owned), owned, self._raw[position])
        for found in _FAMILY.finditer(" ".join(self._raw)):
            position = " ".join(self._raw)[: found.start()].count(" ")
            self._mark(self._start(position), self._end(position), "family")

    def _is_carrier(self, position: int) -> bool:
        """Whether *in* or *of*, a bracket or a dash leads from a finding to the relative."""
        for place in range(position, max(-1, position - 4), -1):
            if place and any(sign in self._sentence[place].before for sign in "(-–:"):
                return True
            before = self._raw[place - 1] if place else ""
            if before in _CARRYING:
                return True
            if before not in _OWNERS | _OF_A_PARENT | {
                "the",
                "a",
                "an",
                "one",
                "both",
                "older",
                "younger",
                "elder",
                "little",
                "big",
                "two",
            }:
                return False
        return False

    def _said_to_be_of(self, position: int) -> int:
        """Return the place before *is*, where what stands there is said to be a relative's.

        *The one who has fits is his cousin*, *la sordera es de mi suegra*; -1 where it is not.
        """
        behind = position + 1
        ends = behind >= len(self._raw) or self._sentence[behind].comma
        if not ends and self._clauses[behind] == self._clauses[position]:
            return -1
        place = position - 1
        while place > 0 and self._raw[place] in _OWNERS | _OF_A_PARENT | {"of", "the"}:
            place -= 1
        if place < 1 or self._raw[place] not in _BEING:
            return -1
        place -= 1
        return place - 1 if self._raw[place] in {"it", "that", "this"} else place

    def _start(self, position: int) -> int:
        """Return where the list that ends at a position begins."""
        joined = False
        start = position
        while start and self._clauses[start - 1] == self._clauses[position]:
            token = self._sentence[start]
            joined = joined or self._raw[start] in {"and", "or"}
            if self._sentence[start - 1].word in NEW_SUBJECT | ASSERTING:
                break
            if start != position and token.comma and not joined and start < position - 1:
                break
            start -= 1
        return start

    def _end(self, position: int) -> int:
        end = position
        while end + 1 < len(self._raw) and self._clauses[end + 1] == self._clauses[position]:
            end += 1
        return end

    def _mark(self, start: int, end: int, relative: str) -> None:
        for place in range(start, end + 1):
            self.about[place] = self.about[place] or relative

    def at(self, first: int, last: int) -> str:
        """Return the relative that the finding at these words belongs to, or nothing."""
        before = self._raw[first - 1] if first else ""
        if before in _OF_A_PARENT:
            return before
        behind = last + 1  # deaf mother
        follows = behind < len(self._raw) and not self._sentence[behind].comma
        if follows and self.is_relative(behind) and not self._tells(behind):
            return self.about[first] or self._raw[behind]
        return self.about[first]
