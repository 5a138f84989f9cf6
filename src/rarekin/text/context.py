"""Does a sentence affirm a finding, deny it, speak of a relative, of the past or with doubt?

Scope rules after ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002), written for
clinical English and for the words of families: a trigger reaches forward to the end of its
clause, a few triggers reach back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rarekin.text.words import NEGATIVE, Token, word_set

_REACH = 12
_BACK_REACH = 5

_DENYING = word_set("without denies denied denying")
_DENYING_PAIRS = frozenset(
    {
        ("free", "of"),
        ("free", "from"),
        ("absence", "of"),
        ("lack", "of"),
        ("negative", "for"),
        ("excluded", "for"),
        ("rather", "than"),
        ("instead", "of"),
    }
)
_PSEUDO_DENYING = word_set("only certain sure longer doubt clear known just")
_DENIED_BEHIND = re.compile(
    r"^(?:(?:is|was|were|are|be|been|has|have|had|also|all|both|either) )*"
    r"(?:not (?:present|seen|found|observed|noted|there|detected|evident|reported|identified|"
    r"known|a|an issue|any more)|absent|excluded|denied|negative|none|ruled out|not$|normal$)"
)
_CLAUSE_WORDS = word_set(
    "but except however although though yet whereas nevertheless otherwise apart while"
)
_NEW_SUBJECT = word_set(
    "he she they it i we patient proband child baby son daughter boy girl infant there"
)
_ASSERTING = word_set("has have had is are was were shows showed developed")

_RELATIVES = word_set(
    "father mother dad mum mom daddy mummy mommy brother sister sibling siblings brothers sisters "
    "parents uncle aunt uncles aunts cousin cousins grandfather grandmother grandparents grandma "
    "grandpa granddad granny nephew niece relative relatives husband wife twin half-brother "
    "papa mama"
)
_REPORTING = word_set(
    "says said say reports reported report noticed notices noted notes thinks thought told tells "
    "describes described states stated worried worries denies denied observed believes felt "
    "complains complained recalls remembers asks asked saw sees brought found mentions "
    "mentioned"
)
_WORDS_OF = word_set(
    "report reports account words opinion view story notes concern concerns worry worries side "
    "pregnancy womb milk arms lap house phone"
)
_LIKENESS = word_set("like as than")

_DOUBT = word_set(
    "possible possibly probable probably suspected suspect suspicion suspicious may might maybe "
    "perhaps questionable query unclear uncertain likely presumed apparent potential "
    "differential whether"
)
_DOUBT_PAIRS = frozenset(
    {
        ("rule", "out"),
        ("at", "risk"),
        ("risk", "of"),
        ("risk", "for"),
        ("tested", "for"),
        ("screened", "for"),
        ("screening", "for"),
        ("concern", "for"),
        ("concerns", "about"),
        ("cannot", "exclude"),
    }
)
_PAST = word_set(
    "previously formerly resolved outgrew disappeared vanished recovered cured gone "
    "transient transiently"
)
_PAST_PAIRS = frozenset({("used", "to"), ("no", "longer"), ("grew", "out")})


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a mention say about it.

    Attributes
    ----------
    denied
        The finding is said to be absent.
    relative
        The word for the relative it is about, as written; empty where it is the patient's own.
    doubted
        It is only suspected.
    past
        It belongs to the past or has gone.
    """

    denied: bool = False
    relative: str = ""
    doubted: bool = False
    past: bool = False


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

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> line = "His father has fits but he has no rash"
    >>> context = SentenceContext(sentences(line)[0], line, ())
    >>> context.around(3, 3).relative, context.around(8, 8).denied
    ('father', True)
    """

    def __init__(self, sentence: Sequence[Token], text: str, used: Collection[int]) -> None:
        self._sentence = sentence
        self._raw = [text[t.start : t.end].lower() for t in sentence]
        self._text = text
        self._used = frozenset(used)
        self._clause = self._clauses()
        self._relative = self._relatives()

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
        relative = self._relative[first]
        if relative and self._refused_behind(last):
            return Context(denied=True)
        return Context(
            denied=self._denied_before(first) or self._denied_behind(last),
            relative=relative,
            doubted=self._doubted(first, last),
            past=self._past(first, last),
        )

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
        if token.word in _CLAUSE_WORDS:
            return True
        joined = token.comma or self._raw[position - 1] in {"and", "or", "because", "so"}
        subject = token.word in _NEW_SUBJECT or token.word in _RELATIVES
        possessive = self._raw[position] in {"his", "her", "my", "our", "their"}
        if possessive and position + 1 < len(self._sentence):
            subject = self._sentence[position + 1].word in _RELATIVES | _NEW_SUBJECT
        return joined and (subject or token.word in _ASSERTING)

    def _relatives(self) -> list[str]:
        """Name at each position the relative the clause is about, or nobody."""
        about, clause, relative = [], 0, ""
        for position, token in enumerate(self._sentence):
            if self._clause[position] != clause:
                clause = self._clause[position]
                if token.word not in _ASSERTING:
                    relative = ""
            if token.word in _RELATIVES and not self._tells(position):
                relative = self._raw[position]
            elif token.word == "family" and self._raw[position + 1 : position + 2] == ["history"]:
                relative = "family history"
            elif token.word in _NEW_SUBJECT and position and self._raw[position - 1] != "the":
                relative = ""
            about.append(relative)
        if "in the family" in " ".join(self._raw) or "runs in" in " ".join(self._raw):
            return [name or "family" for name in about]
        return about

    def _tells(self, position: int) -> bool:
        """Whether a relative is only the one who speaks, or the one somebody is compared with."""
        behind = self._raw[position + 1 : position + 4]
        before = self._raw[max(0, position - 3) : position]
        possessed = "by" in before or self._only_says(position)
        likened = bool(_LIKENESS.intersection(before)) or "from" in before or "to" in before
        return bool(_REPORTING.intersection(behind)) or possessed or likened

    def _only_says(self, position: int) -> bool:
        """Whether what belongs to the relative is a word, not a body: *my mother's report*."""
        owned = self._raw[position + 1 : position + 2]
        is_owner = self._raw[position].endswith(("'s", "’s"))
        return is_owner and bool(_WORDS_OF.intersection(owned))

    def _refused_behind(self, last: int) -> bool:
        """Whether *but he does not* follows: the relative has it and the patient has not."""
        rest = " ".join(t.word for t in self._sentence[last + 1 :])
        return bool(
            re.match(
                r"(?:\w+ ){0,2}(?:but|while|whereas|and|though|although) (?:the )?"
                r"(?:he|she|they|i|patient|proband|child|baby|son|daughter|boy|girl) "
                r"(?:(?:does|do|did|has|have|is|was|are) )?not(?: have)?"
                r"(?: any| it| them| that| this| these)?$",
                rest,
            )
        )

    def _window(self, first: int) -> range:
        start = max(0, first - _REACH)
        while self._clause[start] != self._clause[first]:
            start += 1
        return range(start, first)

    def _denied_before(self, first: int) -> bool:
        denied = False
        for position in self._window(first):
            if position in self._used:
                continue
            word = self._sentence[position].word
            pair = tuple(self._raw[position : position + 2])
            behind = self._raw[position + 1 : position + 2]
            if word == NEGATIVE:
                denied = not _PSEUDO_DENYING.intersection(behind)
            elif word in _DENYING or pair in _DENYING_PAIRS:
                denied = True
            elif denied and word in {"with", "has", "have"} and self._ends_denial(position):
                denied = False
        return denied

    def _ends_denial(self, position: int) -> bool:
        """*no fits, with a small head*: what follows *with* is affirmed; *does not have* is not."""
        return self._sentence[position].comma

    def _denied_behind(self, last: int) -> bool:
        words = []
        for position in range(last + 1, min(len(self._sentence), last + 1 + _BACK_REACH)):
            if self._clause[position] != self._clause[last]:
                break
            if position in self._used:
                words.append("…")
                break
            words.append(self._sentence[position].word)
        if words and words[0] == NEGATIVE and self._answered_no(last):
            return True
        return bool(_DENIED_BEHIND.match(" ".join(words)))

    def _answered_no(self, last: int) -> bool:
        """Whether a colon or dash stands before the *no*: *Seizures: no*."""
        between = self._text[self._sentence[last].end : self._sentence[last + 1].start]
        return ":" in between or "-" in between

    def _doubted(self, first: int, last: int) -> bool:
        sentence = self._sentence
        before = self._text[sentence[first].start - 2 : sentence[first].start]
        behind = self._text[sentence[last].end : sentence[last].end + 2]
        if "?" in before or "?" in behind:
            return True
        reach = [p for p in self._window(first) if p >= first - 5]
        reach += range(last + 1, min(len(sentence), last + 4))
        return any(
            self._raw[p] in _DOUBT or tuple(self._raw[p : p + 2]) in _DOUBT_PAIRS for p in reach
        )

    def _past(self, first: int, last: int) -> bool:
        reach = [p for p in self._window(first) if p >= first - 5]
        reach += range(last + 1, min(len(self._sentence), last + 5))
        return any(
            self._raw[p] in _PAST or tuple(self._raw[p : p + 2]) in _PAST_PAIRS for p in reach
        )
