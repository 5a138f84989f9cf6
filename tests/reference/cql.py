"""A slow reading of the steps of an exported set, by the rules of CQL itself.

https://cql.hl7.org/09-b-cqlreference.html: ``and`` and ``or`` are Kleene's, a comparison with
null is null, ``is true`` and the like are never null, and ``if`` takes its else where the
condition is null.
"""

import operator

from rarekin.criteria.export.nodes import Node, Program

COMPARE = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def conjunction(parts: list) -> bool | None:
    return False if False in parts else None if None in parts else True


MEANS = {
    "is_true": lambda parts: parts[0] is True,
    "is_false": lambda parts: parts[0] is False,
    "is_null": lambda parts: parts[0] is None,
    "not": lambda parts: None if parts[0] is None else not parts[0],
    "and": conjunction,
    "or": lambda parts: True if True in parts else None if None in parts else False,
    "sum": sum,
    "max": max,
    "min": min,
    "times": lambda parts: parts[0] * parts[1],
    "first": lambda parts: next((part for part in parts if part is not None), None),
    **{s: lambda parts, f=f: None if None in parts else f(*parts) for s, f in COMPARE.items()},
}


def run(program: Program, told: dict) -> dict:
    known: dict = {}
    for step in program.definitions:
        known[step.name] = work_out(step.node, told, known)
    return known


def work_out(node: Node, told: dict, known: dict):
    leaves = {"given": told.get, "defined": known.__getitem__, "value": lambda value: value}
    if node.kind in leaves:
        return leaves[node.kind](node.value)
    if node.kind == "if":
        condition, yes, no = node.parts
        taken = yes if work_out(condition, told, known) is True else no
        return work_out(taken, told, known)
    return MEANS[node.kind]([work_out(part, told, known) for part in node.parts])
