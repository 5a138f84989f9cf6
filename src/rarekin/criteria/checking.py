"""Check one person against one set of criteria: verdicts, reasons, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rarekin.criteria.evaluation import (
    Evaluation,
    GroupResult,
    ItemResult,
    ItemState,
    Outcome,
    Supporting,
    Verdict,
)
from rarekin.criteria.expression import Truth
from rarekin.criteria.inference import built_in
from rarekin.criteria.matching import match, truths
from rarekin.criteria.missing import missing_items
from rarekin.criteria.outcomes import is_overturned, outcome_of, text_of, warns
from rarekin.criteria.sets import CriteriaSet, Role, Rule, VerdictRule
from rarekin.model.case import Case
from rarekin.model.ontology import Ontology


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
    >>> from rarekin.model.case import State
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
        missing=missing_items(criteria_set, verdicts, groups, known, _pointed(results)),
        hints=tuple(
            v for v in verdicts if v.rule.role is Role.LOOKALIKE and v.outcome is Outcome.MET
        ),
        alerts=tuple(rule.alert for rule in criteria_set.verdicts if warns(rule, known)),
        issues=issues,
        known=known,
    )


def _verdict(rule: VerdictRule, known: Mapping[str, Truth]) -> Verdict:
    outcome = outcome_of(rule, known)
    said = rule.overturned if is_overturned(rule, known) else ""
    return Verdict(rule, outcome, said or text_of(rule, outcome))


def _level(verdicts: Iterable[Verdict]) -> Verdict | None:
    graded = [v for v in verdicts if v.rule.role in {Role.MAIN, Role.LEVEL}]
    if len(graded) == 1:
        return None
    return next((v for v in graded if v.outcome is Outcome.MET), None)


def _group(rule: Rule, known: Mapping[str, Truth]) -> GroupResult:
    names = tuple(rule.when.polarities)
    outcome = outcome_of(rule, known)
    return GroupResult(
        rule,
        outcome,
        text_of(rule, outcome),
        names,
        sum(known.get(name) is True for name in names),
        sum(known.get(name) is None for name in names),
    )


def _pointed(results: Iterable[ItemResult]) -> frozenset[str]:
    return frozenset(r.name for r in results if r.state is ItemState.UNSETTLED and r.because)


def _supporting(names: tuple[str, ...], results: Iterable[ItemResult]) -> Supporting:
    states = [result.state for result in results if result.name in names]
    n_open = sum(s in {ItemState.UNKNOWN, ItemState.UNSETTLED} for s in states)
    return Supporting(states.count(ItemState.PRESENT), n_open, len(states), names)
