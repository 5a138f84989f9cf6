"""Three-valued rules over items: exact bounds on truths, counts and points.

Kleene (1952) logic: what is not known stays not known unless every completion of the unknowns
gives the same answer. A rule rises with some items and falls with others, so its smallest and
largest value lie where every unknown item is pushed to one end; only items that push both ways
have to be tried out.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import Any

Truth = bool | None
Bounds = tuple[float, float]
Evaluator = Callable[[Mapping[str, float]], float]

BUILT_IN = frozenset({"female", "male"})
MAX_TWO_WAY = 10
_POINTS = frozenset({"times", "sum", "max", "cap"})
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_FALLING = frozenset({"not", "at_most", "<=", "<"})


@dataclass(frozen=True)
class Expression:
    """One node of a rule.

    Attributes
    ----------
    kind
        ``item``, ``not``, ``all``, ``any``, ``at_least``, ``at_most``, ``branch`` or a
        comparison (``>=``, ``>``, ``<=``, ``<``) give a truth; ``times``, ``sum``, ``max`` and
        ``cap`` give a number.
    parts
        The nodes below.
    value
        The number of an ``at_least``, ``at_most``, ``cap``, ``times`` or a comparison.
    name
        The name of an ``item``. A limit on the age is an item named like ``age >= 20``.
    """

    kind: str
    parts: tuple[Expression, ...] = ()
    value: float = 0.0
    name: str = ""

    @cached_property
    def polarities(self) -> Mapping[str, int]:
        """Which way each item pushes the value: 1 up, -1 down, 0 both; in reading order."""
        if self.kind == "item":
            return {self.name: 1}
        found: dict[str, int] = {}
        for i, part in enumerate(self.parts):
            turn = 0 if self.kind == "branch" and i == 0 else -1 if self.kind in _FALLING else 1
            for name, sign in part.polarities.items():
                found[name] = sign * turn if found.get(name, sign * turn) == sign * turn else 0
        return found

    @cached_property
    def ends(self) -> tuple[dict[str, float], dict[str, float], tuple[str, ...]]:
        """Every item pushed to its low end and to its high end, and those that push both ways."""
        signs = self.polarities
        floor = {name: float(sign < 0) for name, sign in signs.items()}
        ceiling = {name: float(sign > 0) for name, sign in signs.items()}
        return floor, ceiling, tuple(name for name, sign in signs.items() if sign == 0)

    @cached_property
    def is_read_once(self) -> bool:
        """Whether no two of the truths it is made of ask about the same item."""
        names = [name for part in self.parts for name in part.asked]
        return len(names) == len(set(names))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The items it asks about; of points, those of each truth that gives some."""
        if self.kind not in _POINTS:
            return tuple(self.polarities)
        return tuple(name for part in self.parts for name in part.asked)

    @cached_property
    def worlds(self) -> tuple[dict[str, bool], ...]:
        """What the limits on the age and the sex it names can be together; empty where free.

        An age cannot lie below 18 and above 20 at once, so these items are tried out together.
        """
        ages = [name for name in self.polarities if name.startswith("age ")]
        sexes = sorted(BUILT_IN & self.polarities.keys())
        if len(ages) < 2 and len(sexes) < 2:
            return ()
        by_sex = [{}] if len(sexes) < 2 else [{"female": f, "male": not f} for f in (True, False)]
        return tuple({**a, **s} for a in _age_worlds(ages) for s in by_sex)

    @cached_property
    def made(self) -> dict[bool, Any]:
        """What others worked out of this node once and keep with it, for yes and for no."""
        return {}

    @cached_property
    def evaluator(self) -> Evaluator:
        """The function that computes the value once every item is known."""
        if self.kind == "item":
            return operator.itemgetter(self.name)
        return _MAKE[self.kind]([part.evaluator for part in self.parts], self.value)


def truth(expression: Expression, known: Mapping[str, Truth]) -> Truth:
    """Tell whether a rule holds, fails or is not settled by what is known.

    Parameters
    ----------
    expression
        The rule.
    known
        Truth of the items; an item that is missing or None is unknown.

    Returns
    -------
    truth
        True where every completion of the unknown items makes it hold, False where none
        does, None otherwise.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> rule = parse("at_most(2, short, obese, face, hands, learning)")
    >>> truth(rule, {"short": True, "hands": False, "learning": False, "face": False})
    True
    >>> print(truth(rule, {"short": True, "obese": True}))
    None
    >>> truth(parse("a or not a"), {})
    True
    """
    low, high = bounds(expression, known)
    return None if low < high else bool(low)


def bounds(expression: Expression, known: Mapping[str, Truth]) -> Bounds:
    """Return the smallest and the largest value that can still be reached.

    Parameters
    ----------
    expression
        A truth (0 or 1) or a number of points.
    known
        As for `truth`.

    Returns
    -------
    low, high
        Over all completions of the unknown items, exactly.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> points = parse("sum(2*eyes, 2*mouth, cap(1, skin, nerve))")
    >>> bounds(points, {"eyes": True, "skin": True})
    (3.0, 5.0)
    """
    if not expression.worlds:
        return _bounds(expression, known)
    worlds = [w for w in expression.worlds if all(known.get(n) in {None, v} for n, v in w.items())]
    if len(worlds) < 2:
        return _bounds(expression, {**known, **worlds[0]} if worlds else known)
    ends = [_bounds(expression, {**known, **world}) for world in worlds]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _bounds(expression: Expression, known: Mapping[str, Truth]) -> Bounds:
    floor, ceiling, two_way = expression.ends
    lowest, highest = floor.copy(), ceiling.copy()
    for name in floor:
        value = known.get(name)
        if value is not None:
            lowest[name] = highest[name] = value
    both_ways = [name for name in two_way if known.get(name) is None]
    evaluator = expression.evaluator
    if not both_ways:
        return float(evaluator(lowest)), float(evaluator(highest))
    low, high = math.inf, -math.inf
    for values in product((False, True), repeat=len(both_ways)):
        fixed = dict(zip(both_ways, values, strict=True))
        low = min(low, evaluator(lowest | fixed))
        high = max(high, evaluator(highest | fixed))
    return float(low), float(high)


def open_items(expression: Expression, known: Mapping[str, Truth]) -> tuple[str, ...]:
    """Return the unknown items that can still matter to a rule.

    Parameters
    ----------
    expression
        The rule.
    known
        As for `truth`.

    Returns
    -------
    names
        In reading order. Every item on which the answer still depends is named; where an item
        occurs more than once or carries points, one that no longer matters may be named too.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> open_items(parse("skin and (a or b)"), {"a": True})
    ('skin',)
    """
    found: dict[str, None] = {}
    _collect_open(expression, known, found)
    return tuple(found)


def _collect_open(
    expression: Expression, known: Mapping[str, Truth], found: dict[str, None]
) -> None:
    low, high = bounds(expression, known)
    if low == high:
        return
    if expression.kind == "item":
        found[expression.name] = None
    for part in expression.parts:
        _collect_open(part, known, found)


def age_holds(name: str, years: float) -> bool:
    """Tell whether a limit on the age, named like ``age >= 20``, holds at an age.

    Parameters
    ----------
    name
        The item.
    years
        The age.

    Returns
    -------
    holds
        Whether it does.

    Examples
    --------
    >>> age_holds("age >= 20", 20.0), age_holds("age < 18", 20.0)
    (True, False)
    """
    _, sign, limit = name.split()
    return _SIGNS[sign](years, float(limit))


def _age_worlds(names: list[str]) -> list[dict[str, bool]]:
    limits = sorted({float(name.split()[2]) for name in names})
    ages = [*limits, *((a + b) / 2 for a, b in pairwise(limits))]
    ages += [limits[0] - 1, limits[-1] + 1] if limits else [0.0]
    found = [{name: age_holds(name, age) for name in names} for age in ages]
    return [world for i, world in enumerate(found) if world not in found[:i]]


def _total(parts: list[Evaluator]) -> Evaluator:
    return lambda known: sum([part(known) for part in parts])


def _compared(compare: Callable[[float, float], bool]) -> Callable[..., Evaluator]:
    def make(parts: list[Evaluator], limit: float) -> Evaluator:
        return lambda known: compare(sum([part(known) for part in parts]), limit)

    return make


def _branch(parts: list[Evaluator], _: float) -> Evaluator:
    condition, yes, no = parts
    return lambda known: yes(known) if condition(known) else no(known)


_MAKE: dict[str, Callable[[list[Evaluator], float], Evaluator]] = {
    "not": lambda parts, _: lambda known: not parts[0](known),
    "all": lambda parts, _: lambda known: min([part(known) for part in parts]),
    "any": lambda parts, _: lambda known: max([part(known) for part in parts]),
    "max": lambda parts, _: lambda known: max([part(known) for part in parts]),
    "at_least": _compared(operator.ge),
    "at_most": _compared(operator.le),
    ">=": _compared(operator.ge),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    "<": _compared(operator.lt),
    "times": lambda parts, factor: lambda known: factor * parts[0](known),
    "sum": lambda parts, _: _total(parts),
    "cap": lambda parts, limit: lambda known: min(limit, sum([part(known) for part in parts])),
    "branch": _branch,
}
