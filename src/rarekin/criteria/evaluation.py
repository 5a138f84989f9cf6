"""What checking one person against one set of criteria gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rarekin.criteria.sets import CriteriaSet, Item, Kind, Rule, VerdictRule
from rarekin.model.case import State
from rarekin.model.citations import Checked
from rarekin.model.issues import Issue
from rarekin.model.sentences import sentence


class Outcome(StrEnum):
    """Whether a rule holds, fails, or is still open."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class ItemState(StrEnum):
    """What is known about one item.

    Unsettled is a state of its own: the finding is there, but the count, size or cause the
    item asks for was not recorded. It decides as little as unknown does.
    """

    PRESENT = "present"
    EXCLUDED = "excluded"
    UNSETTLED = "unsettled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item as this person has it.

    Attributes
    ----------
    item, state
        Which, and what is known.
    because
        Sentences that say where the state comes from; empty where nothing is known.
    conflict
        Whether something recorded speaks for it and something else against it.
    """

    item: Item
    state: ItemState
    because: tuple[str, ...] = ()
    conflict: bool = False

    @property
    def name(self) -> str:
        """The item's name."""
        return self.item.name

    @property
    def title(self) -> str:
        """The item's short name."""
        return self.item.title


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One named rule, such as a major criterion.

    Attributes
    ----------
    rule, outcome, text
        Which, how it came out, and what that means.
    items
        The names of the items it rests on.
    n_present, n_unknown
        How many of them are present, and how many are open.
    """

    rule: Rule
    outcome: Outcome
    text: str
    items: tuple[str, ...]
    n_present: int
    n_unknown: int

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.name

    @property
    def title(self) -> str:
        """The rule's short name."""
        return self.rule.title


@dataclass(frozen=True, slots=True)
class Verdict:
    """One conclusion the set can draw, and whether it does.

    Attributes
    ----------
    rule, outcome, text
        Which, how it came out, and what that means.
    """

    rule: VerdictRule
    outcome: Outcome
    text: str

    @property
    def name(self) -> str:
        """The verdict's name."""
        return self.rule.name

    @property
    def title(self) -> str:
        """The name of what it concludes."""
        return self.rule.title


@dataclass(frozen=True, slots=True)
class Supporting:
    """The supporting findings, which never decide.

    Attributes
    ----------
    n_present, n_unknown, n_total
        How many are present, how many are open, of how many.
    items
        Their names.
    """

    n_present: int
    n_unknown: int
    n_total: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one answer would lead to.

    Attributes
    ----------
    answer
        Present or excluded.
    outcome
        Of the main verdict.
    changes
        Verdicts whose outcome would differ from now, with their new outcome.
    rules
        The same for the named rules.
    text
        The same in one sentence.
    """

    answer: State
    outcome: Outcome
    changes: tuple[tuple[str, Outcome], ...]
    rules: tuple[tuple[str, Outcome], ...]
    text: str


@dataclass(frozen=True, slots=True)
class MissingItem:
    """An open item whose answer could change a verdict.

    Attributes
    ----------
    item
        Which; its `ask` is the question to put.
    if_present, if_excluded
        What each answer would lead to.
    """

    item: Item
    if_present: Consequence
    if_excluded: Consequence

    @property
    def name(self) -> str:
        """The item's name."""
        return self.item.name

    @property
    def settles(self) -> bool:
        """Whether at least one of its answers alone changes a verdict."""
        return bool(self.if_present.changes or self.if_excluded.changes)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One person checked against one edition of one set.

    Attributes
    ----------
    criteria_set
        Which edition; a verdict without its edition means nothing.
    outcome, text
        The main verdict.
    level
        The surest level that is met, as a verdict; None where the set has none or none is met.
    verdicts
        Every verdict in the set's order.
    groups
        Every named rule.
    items
        Every item with its state.
    supporting
        Reported, never deciding.
    missing
        Open items that could change the verdict; those something already points to come first,
        then those that can do so alone.
    hints
        Look-alikes that fit what is known.
    alerts
        Warnings that hold whatever else is unknown.
    issues
        What is wrong or noteworthy in the case.
    known
        Truth of the items and of the limits on age and sex, as rules compute with them.
    """

    criteria_set: CriteriaSet
    outcome: Outcome
    text: str
    level: Verdict | None
    verdicts: tuple[Verdict, ...]
    groups: tuple[GroupResult, ...]
    items: tuple[ItemResult, ...]
    supporting: Supporting
    missing: tuple[MissingItem, ...]
    hints: tuple[Verdict, ...]
    alerts: tuple[str, ...]
    issues: tuple[Issue, ...]
    known: Mapping[str, bool | None]

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be read together with any verdict of this set."""
        return notes_of(self.criteria_set)

    def verdict(self, name: str) -> Verdict:
        """Return one verdict by its name."""
        return next(v for v in self.verdicts if v.name == name)

    def item(self, name: str) -> ItemResult:
        """Return one item's result by its name."""
        return next(i for i in self.items if i.name == name)

    def group(self, name: str) -> GroupResult:
        """Return one named rule's result by its name."""
        return next(g for g in self.groups if g.name == name)


_KIND_NOTES = {
    Kind.CLASSIFICATION: sentence(
        "These criteria sort people into groups for research. They classify; they do not diagnose."
    ),
    Kind.SCREENING: sentence(
        "These criteria say who should be tested. They do not say who has the disease."
    ),
}
_UNVERIFIED = sentence(
    "Nobody here has checked these criteria against the original paper yet. Please look there."
)


def notes_of(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """Return what has to be read together with any verdict of a set.

    Parameters
    ----------
    criteria_set
        The set.

    Returns
    -------
    notes
        What it was made for if not for diagnosis, whether it was checked against its paper,
        and whether a new edition is on the way.

    Examples
    --------
    >>> toy = CriteriaSet("toy", "me-2020", "Toy", Kind.CLASSIFICATION, None, (), "", "", (), (),
    ...     (), (), "", (), Checked.READ, "", "")
    >>> len(notes_of(toy))
    1
    """
    unread = _UNVERIFIED if criteria_set.status is not Checked.READ else ""
    given = (_KIND_NOTES.get(criteria_set.kind, ""), unread, criteria_set.revision)
    return tuple(note for note in given if note)
