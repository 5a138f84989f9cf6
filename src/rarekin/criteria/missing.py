"""What is still missing, and what each answer would lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import takewhile
from typing import TypeVar

from rarekin.criteria.evaluation import (
    Consequence,
    GroupResult,
    MissingItem,
    Outcome,
    Verdict,
)
from rarekin.criteria.expression import Truth, open_items
from rarekin.criteria.inference import closure
from rarekin.criteria.outcomes import outcome_of
from rarekin.criteria.sets import CriteriaSet, Item, Role
from rarekin.model.case import State
from rarekin.model.sentences import Sentence, joined, sentence

Entry = TypeVar("Entry", Verdict, GroupResult)
_WORD = {
    Outcome.MET: sentence("the rule would hold"),
    Outcome.NOT_MET: sentence("the rule would not hold"),
    Outcome.UNDETERMINED: sentence("still open"),
}


def missing_items(
    criteria_set: CriteriaSet,
    verdicts: tuple[Verdict, ...],
    groups: tuple[GroupResult, ...],
    known: Mapping[str, Truth],
    pointed: Collection[str] = (),
) -> tuple[MissingItem, ...]:
    """List the open items whose answer could change a verdict.

    Parameters
    ----------
    criteria_set
        The set.
    verdicts, groups
        How they come out now.
    known
        Truth of the items.
    pointed
        Open items that something already points to.

    Returns
    -------
    missing
        Those something points to come first, then those that can change a verdict alone.

    Examples
    --------
    >>> missing_items.__name__
    'missing_items'
    """
    wanted: dict[str, None] = {}
    for verdict in _worth_asking(verdicts):
        wanted |= dict.fromkeys(open_items(verdict.rule.when, known))
    items = {item.name: item for item in criteria_set.items}
    names = [name for name in _with_sources(wanted, items, known) if name in items]
    what_if = _WhatIf(criteria_set, verdicts, groups, known)
    missing = [
        MissingItem(
            items[name],
            what_if.answered(name, State.PRESENT),
            what_if.answered(name, State.EXCLUDED),
        )
        for name in names
    ]
    return tuple(sorted(missing, key=lambda m: (m.name not in pointed, not m.settles)))


def _worth_asking(verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    """Return the open verdicts surer than the one reached, else what else can be told apart."""
    graded = [v for v in verdicts if v.rule.role in {Role.MAIN, Role.LEVEL}]
    surer = list(takewhile(lambda v: v.outcome is not Outcome.MET, graded))
    deciding = [v for v in surer if v.outcome is Outcome.UNDETERMINED]
    others = {Role.SUBTYPE} if len(surer) < len(graded) else {Role.SUBTYPE, Role.LOOKALIKE}
    return deciding or [
        v for v in verdicts if v.outcome is Outcome.UNDETERMINED and v.rule.role in others
    ]


def _with_sources(
    wanted: Iterable[str], items: Mapping[str, Item], known: Mapping[str, Truth]
) -> dict[str, None]:
    """Add the open items from which a wanted one would follow."""
    names: dict[str, None] = {}
    for name in wanted:
        names[name] = None
        item = items.get(name)
        for source in (item.also, item.needs) if item else ():
            if source:
                names |= dict.fromkeys(open_items(source, known))
    return names


class _WhatIf:
    """What one more answer would lead to.

    More knowledge never overturns what is settled, so only what is open is worked out again.
    """

    def __init__(
        self,
        criteria_set: CriteriaSet,
        verdicts: tuple[Verdict, ...],
        groups: tuple[GroupResult, ...],
        known: Mapping[str, Truth],
    ) -> None:
        self.main = criteria_set.main
        self.outcome = next(v.outcome for v in verdicts if v.rule is self.main)
        self.open_verdicts = [v for v in verdicts if v.outcome is Outcome.UNDETERMINED]
        self.open_groups = [g for g in groups if g.outcome is Outcome.UNDETERMINED]
        self.linked = [
            item
            for item in criteria_set.items
            if (item.also or item.needs) and known.get(item.name) is None
        ]
        self.known = known

    def answered(self, name: str, answer: State) -> Consequence:
        """Return what an answer to one item would lead to."""
        then: dict[str, Truth] = {**self.known, name: answer is State.PRESENT}
        follows = closure(self.linked, then)
        then |= follows
        changed = {name, *follows}
        verdicts = _settled(self.open_verdicts, then, changed)
        groups = _settled(self.open_groups, then, changed)
        outcome = next((o for v, o in verdicts if v.name == self.main.name), self.outcome)
        said = [sentence("%(label)s: %(value)s", label=self.main.title, value=_WORD[outcome])]
        if outcome is Outcome.UNDETERMINED:
            said += [_group_would(g.title, o) for g, o in groups]
        said += [
            sentence("%(title)s would fit", title=v.title)
            for v, o in verdicts
            if o is Outcome.MET and v.name != self.main.name
        ]
        return Consequence(
            answer,
            outcome,
            tuple((v.name, o) for v, o in verdicts),
            tuple((g.name, o) for g, o in groups),
            sentence("%(told)s.", told=joined(said)),
        )


def _group_would(title: str, outcome: Outcome) -> Sentence:
    if outcome is Outcome.MET:
        return sentence("“%(rule)s” would hold", rule=title)
    return sentence("“%(rule)s” would not hold", rule=title)


def _settled(
    entries: Iterable[Entry], known: Mapping[str, Truth], changed: set[str]
) -> list[tuple[Entry, Outcome]]:
    found: list[tuple[Entry, Outcome]] = []
    for entry in entries:
        rule = entry.rule
        if any(not changed.isdisjoint(e.polarities) for e in rule.expressions):
            outcome = outcome_of(rule, known)
            if outcome is not Outcome.UNDETERMINED:
                found.append((entry, outcome))
    return found
