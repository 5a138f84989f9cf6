"""A set written down twice: where two hands that did not see each other disagree.

The second hand writes, from the source alone, what counts for every item and when each verdict
holds (a ``.blind.toml`` file beside the set). Both are then run on the same people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from rarekin.criteria.evaluation import ItemResult, ItemState
from rarekin.criteria.expression import Truth, truth
from rarekin.criteria.grammar import parse
from rarekin.criteria.inference import built_in
from rarekin.criteria.matching import Matcher, see, truths
from rarekin.criteria.reading import read_item
from rarekin.criteria.sets import CriteriaSet, Item, VerdictRule
from rarekin.errors import CatalogError, InputError
from rarekin.model.case import Case
from rarekin.model.ontology import Ontology

_STATES = {
    ItemState.PRESENT: "there",
    ItemState.EXCLUDED: "not there",
    ItemState.UNSETTLED: "unsettled",
    ItemState.UNKNOWN: "unknown",
}
_TRUTHS = {True: "met", False: "not met", None: "undetermined"}


def read_twin(text: str, first: CriteriaSet) -> CriteriaSet:
    """Read the second transcription of a set.

    Parameters
    ----------
    text
        The contents of its ``.blind.toml`` file: ``of``, the set's id; ``asked``, the items that
        only an answer can settle; ``[item]``, what counts for each of the others; and
        ``[verdict]``, when each holds.
    first
        The set as the first hand wrote it, for names and titles alone.

    Returns
    -------
    twin
        The set with nothing of the first hand's evidence or rules.

    Raises
    ------
    CatalogError
        If it cannot be read, or is not about the same items and verdicts.

    Examples
    --------
    >>> from rarekin.criteria.reading import read_set
    >>> toy = read_set('''
    ... slug = "toy"
    ... edition = "me-2020"
    ... title = "Toy disease"
    ... kind = "diagnostic"
    ... diseases = []
    ... summary = "Two signs."
    ... status = "read"
    ... hpo_release = "2025-01-16"
    ... item.a = {title = "A", ask = "A?", explain = "A sign.", terms = ["HP:0000001 All"]}
    ... item.b = {title = "B", ask = "B?", explain = "A sign."}
    ... verdict = [{name = "toy", title = "Toy", role = "main", when = "a and b"}]
    ... ''')
    >>> twin = read_twin('''
    ... of = "toy/me-2020"
    ... asked = ["b"]
    ... verdict = {toy = "a"}
    ... item.a = {suggests = ["HP:0000001 All"]}
    ... ''', toy)
    >>> [term.label for term in twin.item("a").suggests], twin.main.when.asked
    (['All'], ('a',))
    """
    try:
        raw = tomllib.loads(text)
        return _twin(raw, first)
    except (tomllib.TOMLDecodeError, InputError, TypeError, ValueError) as error:
        said = getattr(error, "message", error)
        raise CatalogError(
            f"The second transcription cannot be read: {said}",
            hint="Compare it with another one in the catalogue.",
        ) from error


def _twin(raw: Mapping[str, Any], first: CriteriaSet) -> CriteriaSet:
    if raw.get("of") != first.id:
        raise _apart(f"it is of {raw.get('of')!r}, the set is {first.id!r}")
    asked, tables, verdicts = raw.get("asked", []), raw.get("item", {}), raw.get("verdict", {})
    _same("item", [*asked, *tables], [item.name for item in first.items])
    _same("verdict", verdicts, [verdict.name for verdict in first.verdicts])
    return replace(
        first,
        items=tuple(_item(item, tables.get(item.name, {})) for item in first.items),
        rules=(),
        verdicts=tuple(_verdict(v, verdicts[v.name]) for v in first.verdicts),
    )


def _same(what: str, given: Iterable[str], wanted: Iterable[str]) -> None:
    lacks, extra = sorted(set(wanted) - set(given)), sorted(set(given) - set(wanted))
    if lacks:
        raise _apart(f"it says nothing of the {what} {', '.join(lacks)}")
    if extra:
        raise _apart(f"the set has no {what} {', '.join(extra)}")


def _apart(said: str) -> CatalogError:
    return CatalogError(
        f"The second transcription and the set are not about the same: {said}.",
        hint="Name items and verdicts as the set does.",
    )


def _item(item: Item, body: Mapping[str, Any]) -> Item:
    words = {"title": item.title, "ask": item.ask, "explain": item.explain}
    return read_item(item.name, {**words, **body}, {})


def _verdict(verdict: VerdictRule, when: str) -> VerdictRule:
    return VerdictRule(verdict.name, verdict.title, verdict.role, parse(when))


def disagreements(
    first: CriteriaSet, twin: CriteriaSet, case: Case, ontology: Ontology
) -> tuple[str, ...]:
    """Say where two transcriptions of a set see a person differently.

    Parameters
    ----------
    first, twin
        The set, and what `read_twin` returned.
    case
        One person.
    ontology
        The terms.

    Returns
    -------
    disagreements
        One sentence for each item and each verdict; empty where both see the same. What takes a
        verdict away once it is on record is left out: it is not part of a rule.

    Examples
    --------
    >>> from rarekin.criteria.reading import read_set
    >>> from rarekin.model.case import Finding
    >>> from rarekin.model.identifiers import Curie
    >>> from rarekin.model.ontology import Term
    >>> toy = read_set('''
    ... slug = "toy"
    ... edition = "me-2020"
    ... title = "Toy disease"
    ... kind = "diagnostic"
    ... diseases = []
    ... summary = "One sign."
    ... status = "read"
    ... hpo_release = "2025-01-16"
    ... item.a = {title = "A", ask = "A?", explain = "A sign.", terms = ["HP:0000001 All"]}
    ... verdict = [{name = "toy", title = "Toy", role = "main", when = "a"}]
    ... ''')
    >>> twin = read_twin('''
    ... of = "toy/me-2020"
    ... verdict = {toy = "a"}
    ... item.a = {suggests = ["HP:0000001 All"]}
    ... ''', toy)
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> for said in disagreements(toy, twin, Case("me", (Finding(Curie("HP:0000001")),)), tree):
    ...     print(said)
    a is there by the set and unsettled by the second transcription.
    toy is met by the set and undetermined by the second transcription.
    """
    matcher = Matcher(case, ontology)
    ours, theirs = see(first, matcher), see(twin, matcher)
    return (
        *_apart_in(_states(ours), _states(theirs), _STATES),
        *_apart_in(_verdicts(first, ours, case), _verdicts(twin, theirs, case), _TRUTHS),
    )


def _states(results: Iterable[ItemResult]) -> dict[str, ItemState]:
    return {result.name: result.state for result in results}


def _verdicts(
    criteria_set: CriteriaSet, results: Iterable[ItemResult], case: Case
) -> dict[str, Truth]:
    known = {**truths(results), **built_in(criteria_set, case)}
    return {verdict.name: truth(verdict.when, known) for verdict in criteria_set.verdicts}


def _apart_in(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], words: Mapping[Any, str]
) -> Iterator[str]:
    for name, mine in ours.items():
        other = theirs[name]
        if mine is not other:
            yield (
                f"{name} is {words[mine]} by the set and {words[other]} "
                f"by the second transcription."
            )
