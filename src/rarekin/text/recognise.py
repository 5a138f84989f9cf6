"""Read a text: which findings it names, where, and whether it affirms or denies them.

Approximate, order-free dictionary look-up, with the scope rules for negation, relatives and doubt
that clinical language processing has used since ConText (Harkema et al. 2009,
doi:10.1016/j.jbi.2009.05.002).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from rarekin.errors import TooLarge
from rarekin.model.case import State
from rarekin.model.issues import Issue, IssueLevel
from rarekin.text.confidence import p_right
from rarekin.text.context import Context, SentenceContext
from rarekin.text.lexicon import Lexicon, NameKind
from rarekin.text.matching import SentenceMatcher
from rarekin.text.reading import Mention, TextReading
from rarekin.text.settling import Match
from rarekin.text.words import Token, sentences

MAX_CHARACTERS = 100_000
_DOUBTED = 0.6
"""A finding that is only suspected is shown, with this share of its probability."""


class Recogniser:
    """Opens a compiled lexicon and reads texts with it.

    Parameters
    ----------
    arrays
        As `rarekin.text.lexicon.compile_lexicon` made them; memory-mapped ones will do.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> from rarekin.text.lexicon import compile_lexicon
    >>> root = Term("HP:0000118", "Phenotypic abnormality", "toy")
    >>> fit = Term("HP:0001250", "Seizure", "toy", parents=(root.id,))
    >>> reading = Recogniser(compile_lexicon([root, fit])).read("He never had a seizure.")
    >>> [(m.label, m.state.value, m.start, m.end) for m in reading.mentions]
    [('Seizure', 'excluded', 15, 22)]
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.lexicon = Lexicon(arrays)
        self._matcher = SentenceMatcher(self.lexicon)

    def read(self, text: str) -> TextReading:
        """Find the findings a text mentions.

        Parameters
        ----------
        text
            At most 100,000 characters.

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
        mentions: list[Mention] = []
        issues: list[Issue] = []
        for sentence in sentences(text):
            matches = self._matcher.matches(sentence, text)
            if not matches:
                continue
            used = {place for match in matches for place in match.places}
            context = SentenceContext(sentence, text, used)
            for match in matches:
                if self._kind(match) is not NameKind.NOTHING:
                    around = context.around(match.first, match.last)
                    mention = self._mention(match, sentence, around)
                    mentions.append(mention)
                    issues += _issues(mention, around)
        return TextReading(text, tuple(mentions), tuple(issues))

    def _kind(self, match: Match) -> NameKind:
        return NameKind(int(self.lexicon.arrays["text_entry_kind"][match.i_entry]))

    def _mention(self, match: Match, sentence: Sequence[Token], around: Context) -> Mention:
        arrays = self.lexicon.arrays
        i_name = int(arrays["text_entry_name"][match.i_entry])
        i_term = int(arrays["text_name_term"][i_name])
        kind = self._kind(match)
        start, end = sentence[match.first].start, sentence[match.last].end
        rivals = int(arrays["text_entry_rivals"][match.i_entry])
        confidence = p_right(match, kind, rivals)
        if around.doubted:
            confidence *= _DOUBTED
        return Mention(
            self.lexicon.term(i_term),
            self.lexicon.label(i_term),
            _state(kind, around),
            start,
            end,
            self.lexicon.name(i_name),
            confidence,
        )


def _state(kind: NameKind, around: Context) -> State:
    if around.relative:
        return State.UNKNOWN
    if kind is NameKind.NORMAL:
        # "not normal hearing" says that something is wrong, not what.
        return State.UNKNOWN if around.denied else State.EXCLUDED
    return State.EXCLUDED if around.denied else State.PRESENT


def _issues(mention: Mention, around: Context) -> list[Issue]:
    where = f"text[{mention.start}:{mention.end}]"
    noted = []
    if around.relative:
        noted.append(
            Issue(
                "finding-of-relative",
                IssueLevel.NOTICE,
                where,
                f"{mention.label} seems to be about a relative ({around.relative}).",
                "If it is the patient's own, add it by hand.",
            )
        )
    if around.doubted:
        noted.append(
            Issue(
                "finding-doubted",
                IssueLevel.NOTICE,
                where,
                f"{mention.label} is only suspected in the text.",
                "Keep it if it was seen; take it out if not.",
            )
        )
    if around.past:
        noted.append(
            Issue(
                "finding-past",
                IssueLevel.NOTICE,
                where,
                f"{mention.label} seems to belong to the past.",
                "It still counts for finding the disease; take it out if it is not meant.",
            )
        )
    return noted
