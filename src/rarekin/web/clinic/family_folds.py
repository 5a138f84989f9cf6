"""The chances of a large family, folded by generation so that a phone can show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol, TypeVar

from rarekin.model.family import Family

MANY = 12
"""People up to whom everybody's box stands open on the page."""


class _Told(Protocol):
    @property
    def id(self) -> str: ...


_Box = TypeVar("_Box", bound=_Told)


def by_descent(family: Family) -> dict[str, str]:
    """Return the number of everybody's generation where no picture says it, the oldest 1.

    Parameters
    ----------
    family
        Without errors.

    Examples
    --------
    >>> from rarekin.model.person import Person
    >>> by_descent(Family((Person("m"), Person("f"), Person("c", mother="m", father="f"))))
    {'m': '1', 'f': '1', 'c': '2'}
    """
    depth = {person.id: 0 for person in family.people}
    parents = {p.id: [i for i in (p.mother, p.father) if i in depth] for p in family.people}
    # Children below parents, and whoever married in beside the other parent: at most as many
    # rounds as there are people, and mostly as many as there are generations.
    for _round in family.people:
        before = dict(depth)
        for child, both in parents.items():
            here = max((depth[i] for i in both), default=-1)
            for parent in both:
                if not parents[parent]:
                    depth[parent] = here
            depth[child] = max(depth[child], here + 1) if both else depth[child]
        if depth == before:
            break
    order = {row: str(i) for i, row in enumerate(sorted(set(depth.values())), 1)}
    return {id_: order[depth[id_]] for id_ in sorted(depth, key=depth.__getitem__)}


def folded(
    family: Family, boxes: Iterable[_Box], first: Collection[str], rows: Mapping[str, str]
) -> tuple[list[_Box], list[tuple[str, list[_Box]]]]:
    """Divide boxes into those that stand open and those to unfold by generation.

    Parameters
    ----------
    family
        Whose.
    boxes
        Of everybody.
    first
        Ids of the people the page is about.
    rows
        The number of everybody's row in the picture; empty where there is none.

    Returns
    -------
    shown, by_generation
        All of a small family stand open.
    """
    every = list(boxes)
    if len(every) <= MANY:
        return every, []
    numbers = rows or by_descent(family)
    shown = [box for box in every if box.id in first]
    rest: dict[str, list[_Box]] = {number: [] for number in numbers.values()}
    for box in every:
        if box.id not in first:
            rest[numbers[box.id]].append(box)
    return shown, [(number, found) for number, found in rest.items() if found]
