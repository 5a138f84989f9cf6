"""A program as ELM, the tree in JSON that engines for CQL run (https://cql.hl7.org/elm.html)."""

from __future__ import annotations

from functools import reduce
from typing import Any

from rarekin.criteria.export.nodes import Node, Program

_TYPES = "urn:hl7-org:elm-types:r1"
_UNARY = {"is_true": "IsTrue", "is_false": "IsFalse", "is_null": "IsNull", "not": "Not"}
_BINARY = {
    "and": "And",
    "or": "Or",
    "sum": "Add",
    "times": "Multiply",
    ">=": "GreaterOrEqual",
    ">": "Greater",
    "<=": "LessOrEqual",
    "<": "Less",
    "=": "Equal",
}
_LISTED = {"max": "Max", "min": "Min"}

Tree = dict[str, Any]


def write_elm(program: Program) -> Tree:
    """Write a program as ELM.

    Parameters
    ----------
    program
        A compiled set.

    Returns
    -------
    tree
        One library, ready for JSON.

    Examples
    --------
    >>> from rarekin.criteria.export.nodes import Definition, given, is_true
    >>> toy = Program("Toy", "2020", (), (), (Definition("A", is_true(given("a"))),))
    >>> write_elm(toy)["library"]["statements"]["def"][0]["expression"]
    {'type': 'IsTrue', 'operand': {'type': 'ParameterRef', 'name': 'a'}}
    """
    library = {
        "identifier": {"id": program.name, "version": program.version},
        "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
        "usings": {"def": [{"localIdentifier": "System", "uri": _TYPES}]},
        "parameters": {
            "def": [
                {
                    "name": parameter.name,
                    "accessLevel": "Public",
                    "parameterTypeSpecifier": {
                        "type": "NamedTypeSpecifier",
                        "name": _type(parameter.type),
                    },
                }
                for parameter in program.parameters
            ]
        },
        "statements": {
            "def": [
                {
                    "name": step.name,
                    "context": "Unfiltered",
                    "accessLevel": "Public",
                    "expression": _tree(step.node),
                }
                for step in program.definitions
            ]
        },
    }
    return {"library": library}


def _type(name: str) -> str:
    return f"{{{_TYPES}}}{name}"


def _tree(node: Node) -> Tree:
    if not node.parts:
        return _leaf(node)
    parts = [_tree(part) for part in node.parts]
    if node.kind in _UNARY:
        return {"type": _UNARY[node.kind], "operand": parts[0]}
    if node.kind == "first":
        return {"type": "Coalesce", "operand": parts}
    if node.kind in _LISTED:
        return {"type": _LISTED[node.kind], "source": {"type": "List", "element": parts}}
    if node.kind == "if":
        return {"type": "If", "condition": parts[0], "then": parts[1], "else": parts[2]}
    kind = _BINARY[node.kind]
    return reduce(lambda left, right: {"type": kind, "operand": [left, right]}, parts)


def _leaf(node: Node) -> Tree:
    match node:
        case Node(kind="given"):
            return {"type": "ParameterRef", "name": node.value}
        case Node(kind="defined"):
            return {"type": "ExpressionRef", "name": node.value}
        case Node(value=None):
            truth = {"type": "NamedTypeSpecifier", "name": _type("Boolean")}
            return {"type": "As", "operand": {"type": "Null"}, "asTypeSpecifier": truth}
        case Node(value=bool(value)):
            return _literal("Boolean", str(value).lower())
        case Node(value=float(value)):
            return _literal("Decimal", repr(value))
        case _:
            return _literal("String", str(node.value))


def _literal(kind: str, value: str) -> Tree:
    return {"type": "Literal", "valueType": _type(kind), "value": value}
