"""How many more answers a rule needs at the very least.

A bound that never promises too much: it is what lets a search stop where it cannot succeed. It
is asked for many times of one rule, so each node is turned into a function once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from rarekin.criteria.expression import BUILT_IN, Bounds, Expression, Truth, bounds, truth

Need = Callable[[Mapping[str, Truth]], float]

_COUNTED = frozenset({"all", "any", "at_least", "at_most"})
_RISING = {"at_least": True, ">=": True, ">": True, "at_most": False, "<=": False, "<": False}


def least(node: Expression, wanted: bool) -> Need:
    """Return the function that tells how many more answers a rule needs at the very least.

    Parameters
    ----------
    node
        The rule.
    wanted
        Whether it shall hold or fail.

    Returns
    -------
    need
        Of the truth of the items; never more than the rule really needs, infinite where it
        cannot come out so.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> least(parse("a and at_least(2, b, c, d)"), True)({"b": True})
    2
    """
    made: Need | None = node.made.get(wanted)
    if made is None:
        made = node.made[wanted] = _make(node, wanted)
    return made


def _make(node: Expression, wanted: bool) -> Need:
    if node.kind == "item":
        return _of_item(node.name, wanted)
    if node.kind == "not":
        return least(node.parts[0], not wanted)
    if not node.is_read_once:
        return _of_shared(node, wanted)
    if node.kind == "branch":
        return _of_branch(node, wanted)
    if node.kind in _COUNTED:
        return _of_counted(node, wanted)
    return _of_points(node, wanted)


def _of_item(name: str, wanted: bool) -> Need:
    # One age answers every limit on it, one sex both; so they are not counted here.
    if_open = 0 if name in BUILT_IN or name.startswith("age ") else 1
    costs: dict[Truth, float] = {None: if_open, wanted: 0, not wanted: math.inf}
    return lambda known: costs[known.get(name)]


def _of_shared(node: Expression, wanted: bool) -> Need:
    """Bound a rule whose parts ask about the same item, so that one answer may do for several.

    Where every item pushes one way, the rule is settled only by parts that are; k of them need
    at least what the k-th cheapest needs. Else even "a or not a" is settled, by nothing.
    """
    if (node.kind == "all" and wanted) or (node.kind == "any" and not wanted):
        return _dearest([least(part, wanted) for part in node.parts])
    if node.kind == "branch" and _condition_stands_alone(node):
        condition, yes, no = node.parts
        both = _dearest([least(yes, wanted), least(no, wanted)])
        return _cheaper_branch(condition, least(yes, wanted), least(no, wanted), both)
    if node.kind in _COUNTED and not node.ends[2]:
        n_needed, rises = _n_needed(node, wanted)
        if n_needed > len(node.parts):
            return _never
        if n_needed <= 0:
            return _nothing
        needs = [least(part, rises) for part in node.parts]
        return lambda known: sorted([need(known) for need in needs])[n_needed - 1]

    def settled(known: Mapping[str, Truth]) -> float:
        now = truth(node, known)
        return 0 if now is None or now is wanted else math.inf

    return settled


def _never(_: Mapping[str, Truth]) -> float:
    return math.inf


def _nothing(_: Mapping[str, Truth]) -> float:
    return 0


def _dearest(needs: list[Need]) -> Need:
    return lambda known: max([need(known) for need in needs])


def _condition_stands_alone(node: Expression) -> bool:
    condition, yes, no = node.parts
    return not set(condition.asked) & {*yes.asked, *no.asked}


def _of_branch(node: Expression, wanted: bool) -> Need:
    condition, yes, no = node.parts
    with_yes, with_no = least(yes, wanted), least(no, wanted)

    def both(known: Mapping[str, Truth]) -> float:
        return with_yes(known) + with_no(known)

    return _cheaper_branch(condition, with_yes, with_no, both)


def _cheaper_branch(condition: Expression, yes: Need, no: Need, both: Need) -> Need:
    """Answer the condition and one branch, or leave it open and answer both."""
    holds, fails = least(condition, True), least(condition, False)
    return lambda known: min(holds(known) + yes(known), fails(known) + no(known), both(known))


def _of_counted(node: Expression, wanted: bool) -> Need:
    n_needed, rises = _n_needed(node, wanted)
    n_parts = len(node.parts)
    if n_needed > n_parts:
        return _never
    if n_needed <= 0:
        return _nothing
    needs = [least(part, rises) for part in node.parts]
    if n_needed == n_parts:
        return lambda known: sum([need(known) for need in needs])
    if n_needed == 1:
        return lambda known: min([need(known) for need in needs])
    return lambda known: sum(sorted([need(known) for need in needs])[:n_needed])


def _n_needed(node: Expression, wanted: bool) -> tuple[int, bool]:
    """Count parts: at least k of n holds with k that hold, and fails with n - k + 1 that fail."""
    n = len(node.parts)
    limits = {"all": n, "any": 1, "at_least": node.value, "at_most": math.floor(node.value) + 1}
    k = math.ceil(limits[node.kind])
    rises = wanted is (node.kind != "at_most")
    return (k if rises else n - k + 1), rises


def _of_points(node: Expression, wanted: bool) -> Need:
    addends = [_range(a) for part in node.parts for a in _addends(part)]
    rises = wanted is _RISING[node.kind]
    # More than the limit is needed by ">" to hold and by "<=" to fail; less by the other two.
    strict = (node.kind in {">", "<"}) is wanted

    def needed(known: Mapping[str, Truth]) -> float:
        ranges = [addend(known) for addend in addends]
        if rises:
            gap = node.value - sum([low for low, _ in ranges])
        else:
            gap = sum([high for _, high in ranges]) - node.value
        return _n_that_close(gap, [high - low for low, high in ranges], strict)

    return needed


def _range(node: Expression) -> Callable[[Mapping[str, Truth]], Bounds]:
    """Return the function that tells the smallest and the largest points an addend can give."""
    inner, factor = (node.parts[0], node.value) if node.kind == "times" else (node, 1.0)
    if inner.kind != "item":
        return lambda known: bounds(node, known)
    if_open = (0.0, factor) if factor > 0 else (factor, 0.0)
    points: dict[Truth, Bounds] = {None: if_open, True: (factor, factor), False: (0.0, 0.0)}
    return lambda known: points[known.get(inner.name)]


def _n_that_close(gap: float, gains: list[float], strict: bool) -> float:
    n_answers = 0
    for gain in sorted(gains, reverse=True):
        if gap < 0 or (gap == 0 and not strict):
            break
        if not gain:
            return math.inf
        gap -= gain
        n_answers += 1
    if gap > 0 or (gap == 0 and strict):
        return math.inf
    return n_answers


def _addends(node: Expression) -> Iterator[Expression]:
    if node.kind == "sum":
        for part in node.parts:
            yield from _addends(part)
    else:
        yield node
