"""The few operations that a set of criteria needs of a language for clinical rules.

Each has the same meaning in CQL and in ELM, the tree that CQL is translated into
(https://cql.hl7.org); `cql` writes the one, `elm` the other.
"""

from __future__ import annotations

from dataclasses import dataclass

Value = bool | float | str | None


@dataclass(frozen=True, slots=True)
class Node:
    """One operation.

    Attributes
    ----------
    kind
        ``value``, ``given`` (a parameter) and ``defined`` (a definition) are leaves; the others
        are ``is_true``, ``is_false``, ``is_null``, ``not``, ``and``, ``or``, ``if``, ``sum``,
        ``max``, ``min``, ``times``, ``first`` (that is known) and a comparison (``>=``, ``>``,
        ``<=``, ``<``, ``=``).
    parts
        The nodes below.
    value
        Of a ``value``; of a ``given`` and a ``defined`` the name.
    """

    kind: str
    parts: tuple[Node, ...] = ()
    value: Value = None


YES, NO, OPEN = (Node("value", value=v) for v in (True, False, None))


def given(name: str) -> Node:
    """Return what was handed in under a name."""
    return Node("given", value=name)


def defined(name: str) -> Node:
    """Return what was worked out under a name."""
    return Node("defined", value=name)


def literal(value: Value) -> Node:
    """Return a number or a text."""
    return Node("value", value=value)


def is_true(node: Node) -> Node:
    """Tell whether a truth is known to hold."""
    return Node("is_true", (node,))


def is_false(node: Node) -> Node:
    """Tell whether a truth is known to fail."""
    return Node("is_false", (node,))


def negated(node: Node) -> Node:
    """Turn a truth round."""
    if node in (YES, NO):
        return NO if node == YES else YES
    return node.parts[0] if node.kind == "not" else Node("not", (node,))


def conjunction(*nodes: Node) -> Node:
    """Return whether all hold; of one, that one."""
    return _joined("and", nodes, YES)


def disjunction(*nodes: Node) -> Node:
    """Return whether any holds; of one, that one."""
    return _joined("or", nodes, NO)


def _joined(kind: str, nodes: tuple[Node, ...], of_none: Node) -> Node:
    if negated(of_none) in nodes:
        return negated(of_none)
    left = tuple(node for node in nodes if node != of_none)
    if len(left) < 2:
        return left[0] if left else of_none
    return Node(kind, left)


def choice(condition: Node, then: Node, otherwise: Node) -> Node:
    """Return one of two, by whether a condition holds."""
    if condition in (YES, NO):
        return then if condition == YES else otherwise
    return Node("if", (condition, then, otherwise))


def first_known(*nodes: Node) -> Node:
    """Return the first that is not open."""
    return Node("first", nodes)


def compared(sign: str, left: Node, right: Node) -> Node:
    """Compare two values; open where one of them is."""
    return Node(sign, (left, right))


@dataclass(frozen=True, slots=True)
class Definition:
    """A named step of a program.

    Attributes
    ----------
    name, node
        The name other steps use, and what it works out.
    told
        What it means, for whoever reads the program.
    """

    name: str
    node: Node
    told: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a program is told.

    Attributes
    ----------
    name, type
        ``Boolean``, ``Decimal`` or ``String``.
    told
        The question behind it.
    """

    name: str
    type: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """A set of criteria as steps, each resting on earlier ones.

    Attributes
    ----------
    name, version
        Of the library.
    told
        What to know before relying on it, line by line.
    parameters, definitions
        What it is told and what it works out, in order.
    """

    name: str
    version: str
    told: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    definitions: tuple[Definition, ...]
