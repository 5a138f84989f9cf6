"""A rule over open items as two questions without any: does it surely hold, can it still hold?

Languages such as CQL answer *null* as soon as a count meets an open item. Asking for the least
and the most a rule can reach keeps the answers exact: every open item stands at the end that
pushes the rule down, then at the end that pushes it up, and items that push both ways are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from rarekin.criteria.export.nodes import (
    NO,
    OPEN,
    YES,
    Node,
    choice,
    compared,
    conjunction,
    disjunction,
    is_false,
    is_true,
    literal,
    negated,
)
from rarekin.criteria.expression import Expression

Read = Callable[[str], Node]
_POINTS = frozenset({"times", "sum", "max", "cap"})
_COUNTS = {"at_least": ">=", "at_most": "<="}
_SIGNS = frozenset({">=", ">", "<=", "<"})


def surely(rule: Expression, read: Read) -> Node:
    """Return whether a rule holds whatever its open items turn out to be.

    Parameters
    ----------
    rule
        The rule.
    read
        Gives the truth of an item, which may be open.

    Returns
    -------
    node
        True or false, never open.

    Examples
    --------
    >>> from rarekin.criteria.export.nodes import given
    >>> from rarekin.criteria.grammar import parse
    >>> surely(parse("not a"), given).kind
    'is_false'
    """
    tried = [
        disjunction(*_excluded(world, read), _at_end(rule, read, world, high=False))
        for world in _worlds(rule)
    ]
    return conjunction(*tried)


def possibly(rule: Expression, read: Read) -> Node:
    """Return whether a rule can still come to hold.

    Parameters
    ----------
    rule, read
        As for `surely`.

    Returns
    -------
    node
        True or false, never open.

    Examples
    --------
    >>> from rarekin.criteria.export.nodes import given
    >>> from rarekin.criteria.grammar import parse
    >>> [part.kind for part in possibly(parse("a or not b"), given).parts]
    ['not', 'not']
    """
    tried = [
        conjunction(
            *(negated(node) for node in _excluded(world, read)),
            _at_end(rule, read, world, high=True),
        )
        for world in _worlds(rule)
    ]
    return disjunction(*tried)


def three_valued(rule: Expression, read: Read) -> Node:
    """Return whether a rule holds, fails, or is open.

    Parameters
    ----------
    rule, read
        As for `surely`.

    Returns
    -------
    node
        A truth that may be open.

    Examples
    --------
    >>> from rarekin.criteria.export.nodes import given
    >>> from rarekin.criteria.grammar import parse
    >>> three_valued(parse("a"), given).value
    'a'
    """
    if rule.kind == "item":
        return read(rule.name)
    return choice(surely(rule, read), YES, choice(negated(possibly(rule, read)), NO, OPEN))


def on_record(rule: Expression, read: Read) -> Node:
    """Return whether a rule holds if what is open is taken as not there.

    Parameters
    ----------
    rule, read
        As for `surely`.

    Returns
    -------
    node
        True or false, never open.

    Examples
    --------
    >>> from rarekin.criteria.export.nodes import given
    >>> from rarekin.criteria.grammar import parse
    >>> on_record(parse("not a"), given).parts[0].kind
    'is_true'
    """
    return _truth(rule, lambda name: is_true(read(name)))


def _worlds(rule: Expression) -> Iterator[Mapping[str, bool]]:
    """Yield what the items that push both ways, and limits on age and sex, can be together."""
    _, _, two_way = rule.ends
    for world in rule.worlds or ({},):
        free = [name for name in two_way if name not in world]
        for values in product((False, True), repeat=len(free)):
            yield {**world, **dict(zip(free, values, strict=True))}


def _excluded(world: Mapping[str, bool], read: Read) -> Iterator[Node]:
    for name, value in world.items():
        yield is_false(read(name)) if value else is_true(read(name))


def _at_end(rule: Expression, read: Read, world: Mapping[str, bool], *, high: bool) -> Node:
    signs = rule.polarities

    def end(name: str) -> Node:
        if name in world:
            return literal(world[name])
        wants_yes = (signs[name] > 0) is high
        return negated(is_false(read(name))) if wants_yes else is_true(read(name))

    return _truth(rule, end)


def _truth(rule: Expression, read: Read) -> Node:
    kind = rule.kind
    if kind == "item":
        return read(rule.name)
    if kind in _COUNTS or kind in _SIGNS:
        points = _total([_points(part, read) for part in rule.parts])
        return compared(_COUNTS.get(kind, kind), points, literal(rule.value))
    parts = [_truth(part, read) for part in rule.parts]
    if kind == "not":
        return negated(parts[0])
    if kind == "branch":
        return choice(parts[0], parts[1], parts[2])
    return conjunction(*parts) if kind == "all" else disjunction(*parts)


def _points(rule: Expression, read: Read) -> Node:
    if not _is_points(rule):
        return choice(_truth(rule, read), literal(1.0), literal(0.0))
    if rule.kind == "branch":
        condition, yes, no = rule.parts
        return choice(_truth(condition, read), _points(yes, read), _points(no, read))
    if rule.kind == "times" and not _is_points(rule.parts[0]):
        return choice(_truth(rule.parts[0], read), literal(rule.value), literal(0.0))
    parts = [_points(part, read) for part in rule.parts]
    if rule.kind == "times":
        return Node("times", (literal(rule.value), parts[0]))
    if rule.kind == "max":
        return Node("max", tuple(parts)) if len(parts) > 1 else parts[0]
    total = _total(parts)
    return Node("min", (literal(rule.value), total)) if rule.kind == "cap" else total


def _total(parts: list[Node]) -> Node:
    return Node("sum", tuple(parts)) if len(parts) > 1 else parts[0]


def _is_points(rule: Expression) -> bool:
    if rule.kind == "branch":
        return any(_is_points(part) for part in rule.parts[1:])
    return rule.kind in _POINTS
