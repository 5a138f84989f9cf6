"""What reading a text yields: mentions of findings, each with its place and its state."""

from __future__ import annotations

from dataclasses import dataclass, field

from rarekin.model.case import Finding, State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue
from rarekin.text.person import Person


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text that names a finding.

    Attributes
    ----------
    term, label
        HPO id and preferred name.
    state
        Present; excluded where the words clearly deny it; unknown where they speak of a
        relative or leave it open.
    start, end
        Offsets into the text as it was given, half-open.
    matched
        The name or phrase of the lexicon that was recognised.
    p_right
        Probability that the term is what the words mean, for showing, not for deciding.
    """

    term: Curie
    label: str
    state: State
    start: int
    end: int
    matched: str
    p_right: float


@dataclass(frozen=True, slots=True)
class TextReading:
    """A text, the findings mentioned in it, and what a person should look at again.

    Attributes
    ----------
    text
        The text as it was given.
    mentions
        In the order of the text.
    issues
        Mentions about relatives, doubts and the past.
    person
        Age, sex and onset of the person it speaks of, for showing and correcting.
    language
        In which it was read.
    guesses
        What clauses may mean in which nothing was read: questions for the person, never findings.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    issues: tuple[Issue, ...] = ()
    person: Person = field(default_factory=Person)
    language: str = "en"
    guesses: tuple[Mention, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One finding per term in order of first mention; present wins over excluded.

        What is only suspected in one place and denied in another is excluded. Mentions of
        relatives' findings are left out.

        Examples
        --------
        >>> fit = Mention(Curie("HP:0001250"), "Seizure", State.EXCLUDED, 3, 6, "fit", 0.9)
        >>> TextReading("no fit", (fit,)).findings[0].state
        <State.EXCLUDED: 'excluded'>
        """
        states: dict[Curie, State] = {}
        doubted = {issue.where for issue in self.issues if issue.code == "finding-doubted"}
        denied = {m.term for m in self.mentions if m.state is State.EXCLUDED}
        for mention in self.mentions:
            is_doubted = f"text[{mention.start}:{mention.end}]" in doubted
            if mention.state is State.PRESENT and not (is_doubted and mention.term in denied):
                states[mention.term] = State.PRESENT
            elif mention.state is State.EXCLUDED:
                states.setdefault(mention.term, State.EXCLUDED)
        return tuple(Finding(term, state) for term, state in states.items())
