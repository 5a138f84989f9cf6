"""The tiny grammar rules are written in: words in, an `Expression` out, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from rarekin.criteria.expression import MAX_TWO_WAY, Expression
from rarekin.errors import CatalogError

_COMPARE: dict[type[ast.cmpop], str] = {ast.GtE: ">=", ast.Gt: ">", ast.LtE: "<=", ast.Lt: "<"}
_LIMITED = frozenset({"at_least", "at_most", "cap"})
_GROUPS = {"sum": "sum", "count": "sum", "max": "max"}
_POINTS = frozenset({"sum", "max", "cap", "times"})
_TRUTHS = frozenset({"at_least", "at_most", "all", "any", "not"})


def parse(text: str, rules: Mapping[str, Expression] | None = None) -> Expression:
    """Read one rule.

    Parameters
    ----------
    text
        Item names joined by ``and``, ``or``, ``not``, ``at_least(k, ...)``,
        ``at_most(k, ...)``, ``branch(condition, yes, no)``, and comparisons of ``sum(...)``,
        ``max(...)``, ``cap(limit, ...)``, ``count(...)`` or ``age`` with a number; points are
        written ``2*item``.
    rules
        Named rules that may be used like items.

    Returns
    -------
    expression
        With the named rules put in place.

    Raises
    ------
    CatalogError
        If the text is not of this grammar, or too many of its items push both ways.

    Examples
    --------
    >>> from rarekin.criteria.expression import truth
    >>> rule = parse("skin and not at_most(1, a, b, c)")
    >>> truth(rule, {"skin": True, "a": True, "b": True}), truth(rule, {"skin": False})
    (True, False)
    >>> sorted(parse("branch(age < 20, a, b)").polarities)
    ['a', 'age < 20', 'b']
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = getattr(error, "msg", error)
        raise CatalogError(
            f"The rule {text!r} cannot be read: {said}.",
            hint="Write it as in: a and not b, a or b, at_least(2, a, b, c); all in small letters.",
        ) from error
    expression = _Reader(text, rules or {}).read(tree.body)
    both_ways = [name for name, sign in expression.polarities.items() if sign == 0]
    if len(both_ways) > MAX_TWO_WAY:
        raise CatalogError(
            f"In the rule {text!r}, {len(both_ways)} items count both for and against; "
            f"at most {MAX_TWO_WAY} may.",
            hint="Write it so that fewer items occur on both sides.",
        )
    return expression


class _Reader:
    def __init__(self, text: str, rules: Mapping[str, Expression]) -> None:
        self.text = text
        self.rules = rules

    def read(self, node: ast.expr) -> Expression:
        match node:
            case ast.Name(id=name) if name != "age":
                return self.rules.get(name, Expression("item", name=name))
            case ast.BoolOp(op=op, values=values):
                kind = "all" if isinstance(op, ast.And) else "any"
                return self._node(kind, values)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self._node("not", [operand])
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args)
        return self._with_number(node)

    def _with_number(self, node: ast.expr) -> Expression:
        match node:
            case ast.BinOp(op=ast.Mult(), left=ast.Constant(value=value), right=right):
                return self._node("times", [right], self._number(value))
            case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=value)]):
                if type(op) in _COMPARE:
                    return self._compare(_COMPARE[type(op)], left, self._number(value))
        raise self._error()

    def _compare(self, sign: str, left: ast.expr, number: float) -> Expression:
        if isinstance(left, ast.Name) and left.id == "age":
            return Expression("item", name=f"age {sign} {number:g}")
        part = self.read(left)
        if part.kind not in _POINTS:
            raise self._error()
        return Expression(sign, (part,), number)

    def _call(self, name: str, args: list[ast.expr]) -> Expression:
        if name in _LIMITED and len(args) > 1 and isinstance(args[0], ast.Constant):
            return self._node(name, args[1:], self._number(args[0].value))
        if name in _GROUPS and args:
            return self._node(_GROUPS[name], args)
        if name == "branch" and len(args) == 3:
            return self._node(name, args)
        raise self._error()

    def _node(self, kind: str, parts: list[ast.expr], value: float = 0.0) -> Expression:
        read = tuple(self.read(part) for part in parts)
        if kind in _TRUTHS and any(part.kind in _POINTS for part in read):
            raise self._error()
        return Expression(kind, read, value)

    def _number(self, value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        raise self._error()

    def _error(self) -> CatalogError:
        return CatalogError(
            f"The rule {self.text!r} is not of the criteria grammar.",
            hint="It knows and, or, not, at_least(k, ...), at_most(k, ...), branch(c, yes, no), "
            "and sum, max, cap, count or age compared with a number.",
        )
