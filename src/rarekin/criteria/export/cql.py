"""A program as CQL text (HL7 Clinical Quality Language, https://cql.hl7.org)."""

from __future__ import annotations

from rarekin.criteria.export.nodes import Node, Program

_WIDTH = 96
_JOINED = {"and": "and", "or": "or", "sum": "+"}
_LISTED = {"max": ("Max({", "})"), "min": ("Min({", "})"), "first": ("Coalesce(", ")")}
_SIGNS = frozenset({">=", ">", "<=", "<", "="})
_TESTS = {"is_true": "is true", "is_false": "is false", "is_null": "is null"}


def write_cql(program: Program) -> str:
    """Write a program as CQL.

    Parameters
    ----------
    program
        A compiled set.

    Returns
    -------
    text
        One library; it uses nothing but CQL's own types.

    Examples
    --------
    >>> from rarekin.criteria.export.nodes import Definition, Parameter, given, is_true
    >>> toy = Program("Toy", "2020", ("A toy.",), (Parameter("a", "Boolean", "Is A there?"),),
    ...     (Definition("A", is_true(given("a")), "A is there"),))
    >>> print(write_cql(toy))
    // A toy.
    library Toy version '2020'
    <BLANKLINE>
    // Is A there?
    parameter "a" Boolean
    <BLANKLINE>
    context Unfiltered
    <BLANKLINE>
    // A is there
    define "A":
      "a" is true
    <BLANKLINE>
    """
    lines = _remarks(*program.told)
    lines += [f"library {program.name} version '{program.version}'", ""]
    for parameter in program.parameters:
        lines += _remarks(parameter.told)
        lines.append(f"parameter {_name(parameter.name)} {parameter.type}")
    lines += ["", "context Unfiltered", ""]
    for step in program.definitions:
        lines += _remarks(step.told)
        lines += [f"define {_name(step.name)}:", f"  {_wrapped(step.node, '  ')}", ""]
    return "\n".join(lines)


def _remarks(*told: str) -> list[str]:
    return [f"// {line}" for text in told for line in text.splitlines()]


def _wrapped(node: Node, indent: str) -> str:
    """Write an operation on as many lines as it needs; nothing is put around it."""
    flat = _flat(node)
    if len(flat) + len(indent) <= _WIDTH or not node.parts:
        return flat
    deeper = f"{indent}  "
    parts = [_around(node.kind, part, _wrapped(part, deeper)) for part in node.parts]
    return _put(node.kind, parts, f"\n{deeper}")


def _flat(node: Node) -> str:
    if not node.parts:
        return _leaf(node)
    return _put(node.kind, [_around(node.kind, part, _flat(part)) for part in node.parts], " ")


def _put(kind: str, parts: list[str], gap: str) -> str:
    if kind in _JOINED:
        return f"{gap}{_JOINED[kind]} ".join(parts)
    if kind in _LISTED:
        opened, closed = _LISTED[kind]
        return f"{opened}{f',{gap}'.join(parts)}{closed}"
    if kind in _TESTS:
        return f"{parts[0]} {_TESTS[kind]}"
    if kind == "if":
        return f"if {parts[0]}{gap}then {parts[1]}{gap}else {parts[2]}"
    if kind == "not":
        return f"not {parts[0]}"
    return f"{parts[0]} {'*' if kind == 'times' else kind} {parts[1]}"


def _around(kind: str, part: Node, text: str) -> str:
    """Put brackets around a part where it would else be read as more or less than it is."""
    if not part.parts or part.kind in _LISTED or kind in _LISTED or kind == "if":
        return text
    is_test = part.kind in _TESTS or part.kind == "not" or part.kind in _SIGNS
    if kind in {"and", "or"} and is_test:
        return text
    return f"({text})"


def _leaf(node: Node) -> str:
    match node.value:
        case None:
            return "(null as Boolean)"
        case bool(truth):
            return "true" if truth else "false"
        case float(number):
            return repr(number)
        case text if node.kind == "value":
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        case name:
            return _name(name)


def _name(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
