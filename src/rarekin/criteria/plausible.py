"""Measured values that nobody can have: the wrong unit, the wrong sign, a slip of the finger.

A wide aorta typed in millimetres would pass for a huge Z, glasses of -4 for no short sight. The
bounds are ours, wide, and no part of any paper: what lies outside is left out and said.
"""

from __future__ import annotations

from dataclasses import replace

from rarekin.criteria.sets import CriteriaSet, Item
from rarekin.model.case import Case
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence

CHECK_THE_UNIT = sentence("Check the unit and the sign; leave out what was not measured.")


def is_possible(item: Item, value: float) -> bool:
    """Tell whether somebody can have a value.

    Parameters
    ----------
    item
        One that asks for a value.
    value
        In its unit.

    Returns
    -------
    is_possible
        True as well where the item names no bounds.

    Examples
    --------
    >>> z = Item("z", "Root", "Wide?", "Z.", within=(-10.0, 15.0))
    >>> is_possible(z, 15.0), is_possible(z, 34.0)
    (True, False)
    """
    return item.within is None or item.within[0] <= value <= item.within[1]


def impossible(criteria_set: CriteriaSet, name: str, value: float) -> Issue | None:
    """Say what is wrong with a measured value.

    Parameters
    ----------
    criteria_set
        The set.
    name
        Of the value, as the set has it.
    value
        What was given.

    Returns
    -------
    issue
        None where the value can be meant, or where the set does not ask for it.
    """
    for item in criteria_set.items:
        if item.measure == name and item.within and not is_possible(item, value):
            low, high = item.within
            told = sentence(
                "%(value)s (%(name)s) cannot be meant: it is no value from %(low)s to %(high)s.",
                value=value,
                name=f"{name}, {item.unit}" if item.unit else name,
                low=low,
                high=high,
            )
            return Issue("value-impossible", IssueLevel.ERROR, name, told, CHECK_THE_UNIT)
    return None


def without_impossible(criteria_set: CriteriaSet, case: Case) -> tuple[Case, tuple[Issue, ...]]:
    """Leave out the measured values that nobody can have.

    Parameters
    ----------
    criteria_set
        The set.
    case
        One person.

    Returns
    -------
    case
        The same where nothing is wrong.
    issues
        One for each value that was left out.

    Examples
    --------
    >>> from importlib import resources
    >>> from rarekin.criteria.reading import read_set
    >>> file = resources.files("rarekin.criteria") / "catalog/marfan/ghent-2010.toml"
    >>> person = Case("a", (), quantities={"aortic_z": 34.0})
    >>> kept, issues = without_impossible(read_set(file.read_text("utf-8")), person)
    >>> dict(kept.quantities), [issue.code for issue in issues]
    ({}, ['value-impossible'])
    """
    found = [impossible(criteria_set, name, value) for name, value in case.quantities.items()]
    issues = tuple(issue for issue in found if issue)
    if not issues:
        return case, ()
    wrong = {issue.where for issue in issues}
    kept = {name: value for name, value in case.quantities.items() if name not in wrong}
    return replace(case, quantities=kept), issues
