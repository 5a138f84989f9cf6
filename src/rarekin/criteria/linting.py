"""Everything that is wrong with a set somebody is writing, at once and in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from rarekin.criteria.cases import WorkedCase, differences, read_cases
from rarekin.criteria.checking import evaluate
from rarekin.criteria.plausible import is_possible
from rarekin.criteria.reading import read_parts
from rarekin.criteria.sets import CriteriaSet, Item, PinnedTerm
from rarekin.criteria.twins import disagreements, read_twin
from rarekin.errors import CatalogError
from rarekin.model.citations import Checked
from rarekin.model.ontology import Ontology

FEWEST_CASES = 6
_GROWN_UP_YEARS = 18.0
_EXPECTED = {"met": "met", "not_met": "not met", "undetermined": "undetermined"}


def lint(text: str, cases: str, ontology: Ontology, twin: str = "") -> tuple[str, ...]:
    """Say everything that is wrong with a set and its worked cases.

    Parameters
    ----------
    text
        The contents of the set's TOML file.
    cases
        The contents of its ``.cases.toml`` file; empty where there is none yet.
    ontology
        The HPO terms, for ids, labels and what lies below what.
    twin
        The contents of its second transcription, the ``.blind.toml`` file; empty where there is
        none yet.

    Returns
    -------
    problems
        Sentences, in the order of the file; empty where nothing is wrong.

    Examples
    --------
    >>> lint("slug = 'x'", "", Ontology.from_terms([]))[0].startswith("kind: it is missing")
    True
    """
    criteria_set, problems = read_parts(text)
    if criteria_set is None:
        return problems
    return (
        *problems,
        *_about(criteria_set),
        *(p for item in criteria_set.items for p in _item(item, ontology)),
        *_used(criteria_set),
        *_worked(criteria_set, cases, ontology, can_run=not problems),
        *(_twice(criteria_set, twin, cases, ontology) if twin and not problems else ()),
    )


def _about(criteria_set: CriteriaSet) -> Iterator[str]:
    if not criteria_set.citations:
        yield "No work is cited. Add a table [cite.name] with title, year and why."
    if not criteria_set.status_note:
        yield "status_note is empty. Say what was read: the paper itself, or what restates it."
    if not criteria_set.diseases:
        yield "diseases is empty. Name the disease, such as MONDO:0007947 or ORPHA:558."
    placed = [item.name for item in criteria_set.items if item.where]
    if placed and criteria_set.status is not Checked.READ:
        yield (
            f"{', '.join(placed)}: a place in the paper is named, but the set is "
            f"{criteria_set.status.value}. Give the place only for what you saw."
        )
    for verdict in criteria_set.verdicts:
        if not verdict.met:
            yield f"The verdict {verdict.name} has no sentence for 'met'."


def _item(item: Item, ontology: Ontology) -> Iterator[str]:
    if not item.ask.rstrip(".").endswith(("?", "normal")):
        yield f"item.{item.name}: ask is no question. End it with a question mark."
    if not item.explain.endswith("."):
        yield f"item.{item.name}: explain is no sentence. End it with a full stop."
    yield from _bounds(item)
    for term in (*item.terms, *item.except_terms, *item.suggests, *item.against):
        yield from _term(item, term, ontology)
    above = [t.id for t in (*item.terms, *item.suggests) if t.id in ontology]
    for term in (*item.except_terms, *item.against):
        if term.id in ontology and not any(ontology.is_a(term.id, a) for a in above):
            yield (
                f"item.{item.name}: {term.id} {term.label} lies below none of the item's terms, "
                f"so it changes nothing. Leave it out, or check the number."
            )


def _bounds(item: Item) -> Iterator[str]:
    if item.thresholds and not item.within:
        yield (
            f"item.{item.name} asks for a number and does not say what numbers can be meant. "
            f"Write the lowest and the highest anybody can have, such as within = [0, 100]."
        )
    for limit in item.thresholds if item.within else ():
        if not is_possible(item, limit.value):
            yield f"item.{item.name}: the limit {limit.value:g} lies outside of 'within'."


def _term(item: Item, term: PinnedTerm, ontology: Ontology) -> Iterator[str]:
    if term.id not in ontology:
        near = difflib.get_close_matches(term.label, ontology.labels, n=1)
        meant = f" A term with a name like that is {near[0]}." if near else ""
        yield f"item.{item.name}: {term.id} is no term of the HPO.{meant}"
    elif ontology.label(term.id) != term.label:
        yield (
            f"item.{item.name}: {term.id} is called {ontology.label(term.id)!r} in the HPO, "
            f"not {term.label!r}. Check the number; if it is right, use that name."
        )


def _used(criteria_set: CriteriaSet) -> Iterator[str]:
    used = set(criteria_set.supporting)
    for verdict in criteria_set.verdicts:
        used.update(name for e in verdict.expressions for name in e.polarities)
    for item in criteria_set.items:
        used.update(name for e in (item.also, item.needs) if e for name in e.polarities)
    for item in criteria_set.items:
        if item.name not in used:
            yield f"item.{item.name} is asked and never used. Put it in a rule, or leave it out."


def _worked(
    criteria_set: CriteriaSet, text: str, ontology: Ontology, *, can_run: bool
) -> Iterator[str]:
    try:
        cases = read_cases(text)
    except CatalogError as error:
        yield f"{error.message} {error.hint}".rstrip()
        return
    if len(cases) < FEWEST_CASES:
        yield f"There are {len(cases)} worked cases; write at least {FEWEST_CASES}."
    outcomes = {worked.expected.get("outcome") for worked in cases}
    for outcome, words in _EXPECTED.items():
        if outcome not in outcomes:
            wanted = f"expect = {{outcome = {outcome!r}}}"
            yield f"No worked case comes out {words}. Add one with {wanted}."
    if not any(_is_child(worked) for worked in cases):
        yield "No worked case is a child. Add one with age_years below 18."
    for worked in cases if can_run else ():
        yield from _named(criteria_set, worked, ontology)
    for worked in cases if can_run else ():
        yield from differences(worked, evaluate(criteria_set, worked.case, ontology))


def _named(criteria_set: CriteriaSet, worked: WorkedCase, ontology: Ontology) -> Iterator[str]:
    """Say what a worked case names that the set or the HPO does not have."""
    said = (
        ("answer", worked.case.answers, criteria_set.answerable),
        ("measured value", worked.case.quantities, criteria_set.measures),
    )
    for what, given, known in said:
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                meant = f" Did you mean {near[0]}?" if near else ""
                yield f"{worked.name}: the set asks for no {what} {name}.{meant}"
    for finding in worked.case.findings:
        if finding.term not in ontology and finding.term not in ontology.successors:
            yield f"{worked.name}: {finding.term} is no term of the HPO."
    outcome = worked.expected.get("outcome", "met")
    if outcome not in _EXPECTED:
        yield f"{worked.name}: an outcome is one of {', '.join(_EXPECTED)}, not {outcome!r}."


def _twice(criteria_set: CriteriaSet, text: str, cases: str, ontology: Ontology) -> Iterator[str]:
    try:
        twin = read_twin(text, criteria_set)
    except CatalogError as error:
        yield f"{error.message} {error.hint}".rstrip()
        return
    try:
        worked = read_cases(cases)
    except CatalogError:
        return  # Said already.
    for item in twin.items:
        for term in (*item.terms, *item.except_terms, *item.suggests, *item.against):
            yield from (f"The second transcription, {p}" for p in _term(item, term, ontology))
    for one in worked:
        for said in disagreements(criteria_set, twin, one.case, ontology):
            yield f"{one.name}: {said}"


def _is_child(worked: WorkedCase) -> bool:
    age = worked.case.age_years
    return age is not None and age < _GROWN_UP_YEARS
