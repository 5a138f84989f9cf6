"""Check one person against one set of criteria: verdicts, reasons, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from rarekin.criteria.evaluation import (
    Consequence,
    Evaluation,
    GroupResult,
    ItemResult,
    ItemState,
    MissingItem,
    Outcome,
    Supporting,
    Verdict,
)
from rarekin.criteria.expression import Truth, open_items, truth
from rarekin.criteria.matching import built_in, match, truths
from rarekin.criteria.sets import CriteriaSet, Item, Role, Rule, VerdictRule
from rarekin.model.case import Case, State
from rarekin.model.ontology import Ontology
from rarekin.model.sentences import Sentence, joined, sentence

Entry = TypeVar("Entry", Verdict, GroupResult)
_OUTCOME = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDETERMINED}
_WORD = {
    Outcome.MET: sentence("the rule would hold"),
    Outcome.NOT_MET: sentence("the rule would not hold"),
    Outcome.UNDETERMINED: sentence("still open"),
}
_DEFAULT_TEXT = {
    Outcome.MET: sentence("What is known fits."),
    Outcome.NOT_MET: sentence("What is known does not fit."),
    Outcome.UNDETERMINED: sentence("Too little is known to say."),
}


def evaluate(criteria_set: CriteriaSet, case: Case, ontology: Ontology) -> Evaluation:
    """Check one person against one set of criteria.

    Parameters
    ----------
    criteria_set
        One edition.
    case
        Findings, tests, ages and answers.
    ontology
        The HPO terms.

    Returns
    -------
    evaluation
        Three-valued throughout: what is not known never counts as absent.

    Examples
    --------
    >>> from rarekin.criteria.reading import read_set
    >>> from rarekin.model.identifiers import Curie
    >>> from rarekin.model.ontology import Term
    >>> toy = read_set('''
    ... slug = "toy"
    ... edition = "me-2020"
    ... title = "Toy disease"
    ... kind = "diagnostic"
    ... diseases = []
    ... summary = "Both signs."
    ... status = "read"
    ... hpo_release = "2025-01-16"
    ... item.a = {title = "A", ask = "Is A there?", explain = "A sign."}
    ... item.b = {title = "B", ask = "Is B there?", explain = "A sign."}
    ... verdict = [{name = "toy", title = "Toy", role = "main", when = "a and b"}]
    ... ''')
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> found = evaluate(toy, Case("me", answers={"a": State.PRESENT}), tree)
    >>> found.outcome.value, [m.name for m in found.missing]
    ('undetermined', ['b'])
    >>> found.missing[0].if_present.outcome.value
    'met'
    """
    results, issues = match(criteria_set, case, ontology)
    known: dict[str, Truth] = {**truths(results), **built_in(criteria_set, case)}
    verdicts = tuple(_verdict(rule, known) for rule in criteria_set.verdicts)
    groups = tuple(_group(rule, known) for rule in criteria_set.rules)
    main = next(v for v in verdicts if v.rule.role is Role.MAIN)
    return Evaluation(
        criteria_set=criteria_set,
        outcome=main.outcome,
        text=main.text,
        level=_level(verdicts),
        verdicts=verdicts,
        groups=groups,
        items=results,
        supporting=_supporting(criteria_set.supporting, results),
        missing=_missing(criteria_set, verdicts, groups, known),
        hints=tuple(
            v for v in verdicts if v.rule.role is Role.LOOKALIKE and v.outcome is Outcome.MET
        ),
        alerts=tuple(
            rule.alert
            for rule in criteria_set.verdicts
            if rule.alert_when and truth(rule.alert_when, known)
        ),
        issues=issues,
    )


def _verdict(rule: VerdictRule, known: Mapping[str, Truth]) -> Verdict:
    outcome = _OUTCOME[truth(rule.when, known)]
    return Verdict(rule, outcome, _text(rule, outcome))


def _text(rule: Rule | VerdictRule, outcome: Outcome) -> str:
    said = {
        Outcome.MET: rule.met,
        Outcome.NOT_MET: rule.not_met,
        Outcome.UNDETERMINED: rule.undetermined,
    }
    return said[outcome] or _DEFAULT_TEXT[outcome]


def _level(verdicts: Iterable[Verdict]) -> Verdict | None:
    graded = [v for v in verdicts if v.rule.role in {Role.MAIN, Role.LEVEL}]
    if len(graded) == 1:
        return None
    return next((v for v in graded if v.outcome is Outcome.MET), None)


def _group(rule: Rule, known: Mapping[str, Truth]) -> GroupResult:
    names = tuple(rule.when.polarities)
    outcome = _OUTCOME[truth(rule.when, known)]
    return GroupResult(
        rule,
        outcome,
        _text(rule, outcome),
        names,
        sum(known.get(name) is True for name in names),
        sum(known.get(name) is None for name in names),
    )


def _supporting(names: tuple[str, ...], results: Iterable[ItemResult]) -> Supporting:
    states = [result.state for result in results if result.name in names]
    n_open = sum(s in {ItemState.UNKNOWN, ItemState.UNSETTLED} for s in states)
    return Supporting(states.count(ItemState.PRESENT), n_open, len(states), names)


def _missing(
    criteria_set: CriteriaSet,
    verdicts: tuple[Verdict, ...],
    groups: tuple[GroupResult, ...],
    known: Mapping[str, Truth],
) -> tuple[MissingItem, ...]:
    undetermined = [v for v in verdicts if v.outcome is Outcome.UNDETERMINED]
    deciding = [v for v in undetermined if v.rule.role in {Role.MAIN, Role.LEVEL}]
    wanted: dict[str, None] = {}
    for verdict in deciding or undetermined:
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
    return tuple(sorted(missing, key=lambda m: not m.settles))


def _with_sources(
    wanted: Iterable[str], items: Mapping[str, Item], known: Mapping[str, Truth]
) -> dict[str, None]:
    """Add the open items from which a wanted one would follow."""
    names: dict[str, None] = {}
    for name in wanted:
        names[name] = None
        also = items[name].also if name in items else None
        if also:
            names |= dict.fromkeys(open_items(also, known))
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
        self.inferable = [
            (item.name, item.also)
            for item in criteria_set.items
            if item.also and known.get(item.name) is None
        ]
        self.known = known

    def answered(self, name: str, answer: State) -> Consequence:
        """Return what an answer to one item would lead to."""
        then: dict[str, Truth] = {**self.known, name: answer is State.PRESENT}
        changed = {name}
        for inferred, also in self.inferable:
            if inferred != name and name in also.polarities and truth(also, then):
                then[inferred] = True
                changed.add(inferred)
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
        when = entry.rule.when
        if not changed.isdisjoint(when.polarities):
            outcome = _OUTCOME[truth(when, known)]
            if outcome is not Outcome.UNDETERMINED:
                found.append((entry, outcome))
    return found
