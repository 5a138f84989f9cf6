"""What follows from items that are known to items that are not.

An item may be made present by others (``also``) and may be impossible without others
(``needs``). What somebody stated is never overturned by an inference; the contradiction is
flagged where the statement is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rarekin.criteria.expression import Truth, age_holds, truth
from rarekin.criteria.sets import CriteriaSet, Item
from rarekin.model.case import Case, Sex


def implied(item: Item, known: Mapping[str, Truth]) -> Truth:
    """Return what the other items say about one.

    Parameters
    ----------
    item
        The item.
    known
        Truth of the items and of the limits on age and sex.

    Returns
    -------
    value
        True or False where it follows, None where it does not, or where it would follow both
        ways.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> item = Item("resistance", "Resistance", "Is it?", "It.", needs=parse("raised"))
    >>> implied(item, {"raised": False}), implied(item, {"raised": True})
    (False, None)
    """
    made, barred = _pulls(item, known)
    return made if made is not barred else None


def is_contradicted(item: Item, known: Mapping[str, Truth]) -> bool:
    """Tell whether the other items say both yes and no to one.

    Parameters
    ----------
    item
        The item.
    known
        As for `implied`.

    Returns
    -------
    is_contradicted
        Whether they do.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> item = Item("five", "5", "5?", "5.", also=parse("six"), needs=parse("four"))
    >>> is_contradicted(item, {"six": True, "four": False})
    True
    """
    return all(_pulls(item, known))


def _pulls(item: Item, known: Mapping[str, Truth]) -> tuple[bool, bool]:
    made = item.also is not None and truth(item.also, known) is True
    barred = item.needs is not None and truth(item.needs, known) is False
    return made, barred


def closure(items: Iterable[Item], known: Mapping[str, Truth]) -> dict[str, Truth]:
    """Return the unknown items that follow from the known ones, step by step.

    Parameters
    ----------
    items
        Of a set.
    known
        As for `implied`.

    Returns
    -------
    found
        Only what is new.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> a = Item("a", "A", "A?", "A.", also=parse("b"))
    >>> b = Item("b", "B", "B?", "B.", also=parse("c"))
    >>> closure([a, b], {"c": True})
    {'b': True, 'a': True}
    """
    linked = [item for item in items if item.also or item.needs]
    found: dict[str, Truth] = {}
    has_new = bool(linked)
    while has_new:
        has_new = False
        so_far = {**known, **found}
        for item in linked:
            value = implied(item, so_far) if so_far.get(item.name) is None else None
            if value is not None:
                found[item.name] = so_far[item.name] = value
                has_new = True
    return found


def built_in(criteria_set: CriteriaSet, case: Case) -> dict[str, bool | None]:
    """Return the items every rule may use: ``female``, ``male`` and limits on the age.

    Parameters
    ----------
    criteria_set
        The set, for the ages its rules name.
    case
        One person.

    Returns
    -------
    known
        None where the sex or the age is unknown.
    """
    known: dict[str, bool | None] = {"female": None, "male": None}
    if case.sex is not Sex.UNKNOWN:
        known = {"female": case.sex is Sex.FEMALE, "male": case.sex is Sex.MALE}
    for name in criteria_set.age_limits:
        if case.age_years is not None:
            known[name] = age_holds(name, case.age_years)
    return known
