"""What somebody answers to the questions of a set, beside what is recorded of them."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import replace

from rarekin.api.criteria import ItemState, criteria_set
from rarekin.api.making import release
from rarekin.criteria.matching import match
from rarekin.criteria.plausible import impossible
from rarekin.errors import InputError, UnknownId
from rarekin.model.case import Case, Finding, State

__all__ = ["answered", "pointers"]


def answered(
    case: Case, slug: str, answers: Mapping[str, State], quantities: Mapping[str, float]
) -> Case:
    """Return the case with answers and measured values added.

    Parameters
    ----------
    case
        One person.
    slug
        The set whose items are answered.
    answers, quantities
        By item name; they replace earlier ones.

    Returns
    -------
    case
        A new one.

    Raises
    ------
    UnknownId
        If the set has no such item.

    Examples
    --------
    >>> answered(Case("me"), "poh", {"deep": State.PRESENT}, {}).answers
    {'deep': <State.PRESENT: 'present'>}
    """
    chosen = criteria_set(slug)
    for name in answers:
        if name not in chosen.answerable:
            raise UnknownId(f"{slug} has no item {name!r}.", hint=_near(name, chosen.answerable))
    for name, value in quantities.items():
        if not math.isfinite(value):
            raise InputError(
                f"{name} = {value} is no number; we accept finite ones.",
                hint="Leave it out where it was not measured.",
                where=name,
            )
        if name not in chosen.measures:
            raise UnknownId(
                f"{slug} asks for no number named {name!r}.", hint=_near(name, chosen.measures)
            )
        issue = impossible(chosen, name, value)
        if issue:
            raise InputError(issue.message, hint=issue.hint, where=issue.where)
    return replace(
        case,
        answers={**case.answers, **answers},
        quantities={**case.quantities, **quantities},
    )


def _near(name: str, known: tuple[str, ...]) -> str:
    if not known:
        return "It asks for no number at all."
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known
    return f"Did you mean {', '.join(near)}?"


def pointers(slug: str, case: Case) -> tuple[Finding, ...]:
    """Return the findings that point to an item of a set and settle none.

    Where answers stand for what was recorded, these findings are what the answers leave out.

    Parameters
    ----------
    slug
        As for `criteria_set`.
    case
        One person.

    Returns
    -------
    findings
        In the order of the case.
    """
    chosen, ontology = criteria_set(slug), release.current().ontology

    def points(finding: Finding) -> bool:
        alone, _ = match(chosen, Case("alone", findings=(finding,)), ontology)
        states = {item.state for item in alone if item.because}
        return states == {ItemState.UNSETTLED}

    return tuple(finding for finding in case.findings if points(finding))
