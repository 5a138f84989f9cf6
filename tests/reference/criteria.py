from collections.abc import Mapping
from itertools import product

from rarekin.criteria.expression import Expression

RULES = {
    "not": lambda parts, _: 1 - parts[0],
    "all": lambda parts, _: int(all(parts)),
    "any": lambda parts, _: int(any(parts)),
    "at_least": lambda parts, limit: int(sum(parts) >= limit),
    ">=": lambda parts, limit: int(sum(parts) >= limit),
    "at_most": lambda parts, limit: int(sum(parts) <= limit),
    "<=": lambda parts, limit: int(sum(parts) <= limit),
    ">": lambda parts, limit: int(sum(parts) > limit),
    "<": lambda parts, limit: int(sum(parts) < limit),
    "times": lambda parts, factor: factor * parts[0],
    "sum": lambda parts, _: sum(parts),
    "max": lambda parts, _: max(parts),
    "cap": lambda parts, limit: min(limit, sum(parts)),
    "branch": lambda parts, _: parts[1] if parts[0] else parts[2],
}


def value(node: Expression, world: Mapping[str, bool]) -> float:
    if node.kind == "item":
        return int(world[node.name])
    return RULES[node.kind]([value(part, world) for part in node.parts], node.value)


def names(node: Expression) -> list[str]:
    if node.kind == "item":
        return [node.name]
    return [name for part in node.parts for name in names(part)]


def completions(node: Expression, known: Mapping[str, bool | None]) -> list[dict[str, bool]]:
    listed = sorted(set(names(node)))
    choices = [(False, True) if known.get(n) is None else (bool(known[n]),) for n in listed]
    return [dict(zip(listed, chosen, strict=True)) for chosen in product(*choices)]


def bounds(node: Expression, known: Mapping[str, bool | None]) -> tuple[float, float]:
    values = [value(node, world) for world in completions(node, known)]
    return min(values), max(values)


def truth(node: Expression, known: Mapping[str, bool | None]) -> bool | None:
    low, high = bounds(node, known)
    return bool(low) if low == high else None


def decisive(node: Expression, known: Mapping[str, bool | None]) -> set[str]:
    found = set()
    for name in {n for n in names(node) if known.get(n) is None}:
        for world in completions(node, known):
            if value(node, world) != value(node, {**world, name: not world[name]}):
                found.add(name)
                break
    return found
