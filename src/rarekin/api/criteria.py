"""Published criteria: list them, find those of a disease, check a case."""

from __future__ import annotations

import difflib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from rarekin.api.making import release
from rarekin.criteria import linting
from rarekin.criteria.cases import WorkedCase, differences, read_cases
from rarekin.criteria.checking import evaluate
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
    notes_of,
)
from rarekin.criteria.nearness import Near, Neighbourhood
from rarekin.criteria.plausible import is_possible, without_impossible
from rarekin.criteria.reading import read_set
from rarekin.criteria.sets import CriteriaSet, Item, Kind, Role
from rarekin.criteria.settling import Answers, Ways, fewest, overturning
from rarekin.errors import CatalogError, UnknownId
from rarekin.model.case import Case
from rarekin.model.identifiers import Curie
from rarekin.model.sentences import sentence

__all__ = [
    "Consequence",
    "CriteriaSet",
    "Evaluation",
    "GroupResult",
    "Item",
    "ItemResult",
    "ItemState",
    "Kind",
    "MissingItem",
    "Near",
    "Outcome",
    "Role",
    "Supporting",
    "Verdict",
    "Ways",
    "WorkedCase",
    "check",
    "criteria_for",
    "criteria_set",
    "criteria_sets",
    "differences",
    "in_words",
    "is_possible",
    "lint",
    "near",
    "notes_of",
    "overturns",
    "settles",
    "worked_cases",
]

_NOT_A_SET = (".cases.toml", ".blind.toml")
_neighbourhoods: dict[int, Neighbourhood] = {}


@cache
def criteria_sets() -> tuple[CriteriaSet, ...]:
    """Return every edition of every set in the catalogue.

    Returns
    -------
    sets
        By slug; the newest edition of each first.

    Examples
    --------
    >>> "poh/gard-2020" in [s.id for s in criteria_sets()]
    True
    """
    catalog = files("rarekin.criteria") / "catalog"
    texts = [
        file.read_text("utf-8")
        for folder in catalog.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".toml") and not file.name.endswith(_NOT_A_SET)
    ]
    newest_first = sorted(map(read_set, texts), key=lambda s: s.year, reverse=True)
    return tuple(sorted(newest_first, key=lambda s: s.slug))


def criteria_set(slug: str) -> CriteriaSet:
    """Return one set.

    Parameters
    ----------
    slug
        ``poh`` for the newest edition, ``poh/gard-2020`` for that very one.

    Returns
    -------
    criteria_set
        The set.

    Raises
    ------
    UnknownId
        If there is none; the hint names near ones.

    Examples
    --------
    >>> criteria_set("poh").id
    'poh/gard-2020'
    """
    wanted = slug.strip().lower()
    for candidate in criteria_sets():
        if wanted in {candidate.slug, candidate.id}:
            return candidate
    known = sorted({n for s in criteria_sets() for n in (s.slug, s.id)})
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4) or known
    raise UnknownId(
        f"There is no set of criteria {slug!r}.", hint=f"Did you mean {', '.join(near)}?"
    )


def criteria_for(disease: Curie) -> tuple[CriteriaSet, ...]:
    """Return the sets about a disease.

    Parameters
    ----------
    disease
        Any identifier the set lists.

    Returns
    -------
    sets
        Newest first; empty where there is none.

    Examples
    --------
    >>> [s.slug for s in criteria_for(Curie("ORPHA:2762"))]
    ['poh']
    """
    return tuple(s for s in criteria_sets() if disease in s.diseases)


def check(slug: str, case: Case) -> Evaluation:
    """Check a case against a set of criteria.

    Parameters
    ----------
    slug
        As for `criteria_set`.
    case
        Findings, tests, ages and answers of one person.

    Returns
    -------
    evaluation
        Verdicts, the state of every item and why, and what is missing.
    """
    chosen = criteria_set(slug)
    kept, issues = without_impossible(chosen, case)
    found = evaluate(chosen, kept, release.current().ontology)
    return replace(found, issues=(*issues, *found.issues)) if issues else found


def lint(text: str, cases: str, twin: str = "") -> tuple[str, ...]:
    """Say everything that is wrong with a set somebody is writing.

    Parameters
    ----------
    text, cases, twin
        The contents of its file, of its file of worked cases and of its second transcription.

    Returns
    -------
    problems
        Sentences; empty where nothing is wrong.
    """
    return linting.lint(text, cases, release.current().ontology, twin)


def near(case: Case) -> tuple[Near, ...]:
    """Return the sets of the catalogue that something known of a person speaks for.

    Parameters
    ----------
    case
        Findings, tests and ages of one person.

    Returns
    -------
    near
        What is met first, then by the share still missing, then what is settled as no.
    """
    ontology = release.current().ontology
    known = _neighbourhoods.get(id(ontology))
    if known is None or known.ontology is not ontology:
        newest = {one.slug: one for one in reversed(criteria_sets())}
        known = Neighbourhood(newest.values(), ontology)
        _neighbourhoods.clear()
        _neighbourhoods[id(ontology)] = known
    return known.near(case)


def overturns(evaluation: Evaluation) -> Ways:
    """Return what a settled main verdict rests on.

    Parameters
    ----------
    evaluation
        Of one person.

    Returns
    -------
    ways
        The smallest sets of items that would overturn it, were they the other way round.

    Examples
    --------
    >>> overturns.__name__
    'overturns'
    """
    return overturning(evaluation.criteria_set.main.when, evaluation.known)


def settles(evaluation: Evaluation, holds: bool) -> Ways:
    """Return the fewest answers after which the main verdict surely holds, or surely does not.

    Parameters
    ----------
    evaluation
        Of one person.
    holds
        Which of the two.

    Returns
    -------
    ways
        Empty where the verdict is settled already.

    Examples
    --------
    >>> settles.__name__
    'settles'
    """
    first = {item.name for item in evaluation.items if item.state is ItemState.UNSETTLED}
    return fewest(evaluation.criteria_set.main.when, evaluation.known, holds, first=first)


def in_words(criteria_set: CriteriaSet, answers: Answers) -> tuple[str, ...]:
    """Say a set of answers in words.

    Parameters
    ----------
    criteria_set
        The set whose items they are.
    answers
        Names with yes (True) or no (False).

    Returns
    -------
    texts
        One for each answer.

    Examples
    --------
    >>> in_words(criteria_set("hht"), (("relative", True), ("age < 18", False)))
    ('yes: A parent, brother, sister or child with HHT', 'no: age < 18 years')
    """
    return tuple(
        sentence("yes: %(what)s", what=_named(criteria_set, name))
        if value
        else sentence("no: %(what)s", what=_named(criteria_set, name))
        for name, value in answers
    )


def _named(criteria_set: CriteriaSet, name: str) -> str:
    if name.startswith("age "):
        return sentence("%(limit)s years", limit=name)
    known = {item.name: item.title for item in criteria_set.items}
    return known.get(name, name)


def worked_cases(slug: str) -> tuple[WorkedCase, ...]:
    """Return the worked cases written beside a set.

    Parameters
    ----------
    slug
        As for `criteria_set`.

    Returns
    -------
    cases
        Each with what must come out.

    Raises
    ------
    UnknownId
        If there is no such set.
    CatalogError
        If its cases are missing or cannot be read.

    Examples
    --------
    >>> len(worked_cases("poh")) >= 10
    True
    """
    chosen = criteria_set(slug)
    file = files("rarekin.criteria") / "catalog" / chosen.slug / f"{chosen.edition}.cases.toml"
    if not file.is_file():
        raise CatalogError(
            f"{chosen.slug}/{chosen.edition} has no worked cases.",
            hint=f"Write {chosen.edition}.cases.toml beside it; another set shows how.",
        )
    return read_cases(file.read_text("utf-8"))
