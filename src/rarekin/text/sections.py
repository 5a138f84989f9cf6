"""What stands around a sentence: the heading above it and the answer behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rarekin.text.circumstances import Surroundings
from rarekin.text.cues import ANSWER_YES
from rarekin.text.relatives import RELATIVES, is_of_the_family
from rarekin.text.words import NEGATIVE, Token, word_set

_LONGEST_HEADING = 4
_PATIENT = word_set("he she patient proband index i we our my pt")
_AFTER_ANSWER = _PATIENT | {NEGATIVE, "they", "it", "that", "really", "yet"}
_BULLETS = frozenset("-•*–")
_LED = ("?", "|", "\t", ":")


class Sections:
    """Follows the headings of a text from sentence to sentence.

    Parameters
    ----------
    sentences
        All sentences of the text.
    text
        The text.
    narrator
        Whether the writer is the patient or a relative, where that is clear.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> text = "FHx: epilepsy. O/E: ataxia. Fits? No."
    >>> sections = Sections(sentences(text), text)
    >>> [(s.section, s.answer) for s in (sections.around(i, ()) for i in range(3))]
    [('family history', ''), ('', ''), ('', 'no')]
    """

    def __init__(self, sentences: Sequence[Sequence[Token]], text: str, narrator: str = "") -> None:
        self._sentences = sentences
        self._narrator = narrator
        self._text = text
        self._section = ""
        self._told = False

    def around(self, i_sentence: int, used: Collection[int]) -> Surroundings:
        """Return what the text around a sentence says; call it for each in turn.

        Parameters
        ----------
        i_sentence
            Index of the sentence.
        used
            Positions that are part of a recognised name: a finding is no heading.
        """
        sentence = self._sentences[i_sentence]
        heading = self._heading(sentence, used)
        if heading:
            words = [t.raw for t in sentence[: len(heading)]]
            if is_of_the_family(words):
                self._section, self._told = "family history", False
            elif not RELATIVES.intersection(heading):
                self._section = ""
        elif self._section and self._ends(sentence):
            self._section = ""
        if self._section and len(sentence) > len(heading):
            self._told = True
        section = self._section or self._goes_on(i_sentence)
        return Surroundings(section, self._answer(i_sentence), self._narrator)

    def _goes_on(self, i_sentence: int) -> str:
        """Return the relative of the sentence before where *he also* follows."""
        start = [token.word for token in self._sentences[i_sentence][:3]]
        if not i_sentence or start[:1] not in (["he"], ["she"]) or "also" not in start:
            return ""
        before = [token.word for token in self._sentences[i_sentence - 1][:3]]
        return next((word for word in before if word in RELATIVES), "")

    def _heading(self, sentence: Sequence[Token], used: Collection[int]) -> list[str]:
        """Return the words before a colon at the beginning, or a line in capitals."""
        for length in range(1, min(_LONGEST_HEADING, len(sentence)) + 1):
            if length - 1 in used:
                return []
            whole = length == len(sentence)
            behind = self._text[sentence[-1].end : sentence[-1].end + 2] if whole else ""
            between = behind if whole else sentence[length].before
            letters = self._text[sentence[0].start : sentence[length - 1].end]
            shouted = whole and letters.isupper() and "\n" in behind and len(letters) > 3
            if between.lstrip().startswith(":") or shouted:
                return [token.word for token in sentence[:length]]
        return []

    def _ends(self, sentence: Sequence[Token]) -> bool:
        first = sentence[0]
        start = [token.word for token in sentence[:2]]
        if start[0] in _PATIENT or start == ["the", "patient"]:
            return not RELATIVES.intersection(t.word for t in sentence[:3])
        blank = first.before.count("\n") > 1
        return blank and self._told and not _BULLETS.intersection(first.before)

    def _answer(self, i_sentence: int) -> str:
        """Return ``no`` or ``yes`` where the next sentence is the answer to this one."""
        if i_sentence + 1 >= len(self._sentences):
            return ""
        following = self._sentences[i_sentence + 1]
        if not any(sign in following[0].before for sign in _LED):
            return ""
        alone = len(following) == 1 or following[1].comma or following[1].word in _AFTER_ANSWER
        if not alone:
            return ""
        if following[0].word in {NEGATIVE, "negative", "absent", "nope", "non"}:
            return "no"
        return "yes" if following[0].word in ANSWER_YES else ""
