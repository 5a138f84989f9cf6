"""The fewest answers that settle a rule, and the fewest that would overturn it.

Found by deepening one answer at a time, so the first size at which anything is found is the
smallest there is. A bound that never promises too much (the answers a node needs at the very
least) cuts off what cannot succeed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from rarekin.criteria.expression import Expression, Truth, truth
from rarekin.criteria.needing import least

Answers = tuple[tuple[str, bool], ...]

MOST_ANSWERS = 8
MOST_WAYS = 24
MOST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Ways:
    """The smallest sets of answers that lead somewhere.

    Attributes
    ----------
    size
        How many answers each of them needs; 0 where none of up to eight answers does. Where the
        search was stopped before it found one, at least so many.
    ways
        Each set as names with yes (True) or no (False), in the order of the rule; what was to
        stand first does.
    is_complete
        Whether these are all there are of that size.
    """

    size: int = 0
    ways: tuple[Answers, ...] = ()
    is_complete: bool = True


def fewest(
    expression: Expression,
    known: Mapping[str, Truth],
    wanted: bool,
    most_ways: int = MOST_WAYS,
    most_steps: int = MOST_STEPS,
    first: Collection[str] = (),
) -> Ways:
    """Find the smallest sets of answers after which a rule surely holds, or surely fails.

    Parameters
    ----------
    expression
        The rule.
    known
        Truth of the items; only those that are unknown are answered.
    wanted
        Whether it shall hold or fail.
    most_ways, most_steps
        Stop after this many sets, or after this many steps of the search.
    first
        Items that stand before the others, such as those something already points to.

    Returns
    -------
    ways
        None of them can be left out of a set, and no smaller set would do.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> fewest(parse("at_least(2, a, b, c)"), {"a": True}, wanted=True).ways
    ((('b', True),), (('c', True),))
    >>> fewest(parse("at_least(2, a, b, c)"), {"a": True}, wanted=True, first={"c"}).ways
    ((('c', True),), (('b', True),))
    >>> fewest(parse("at_least(2, a, b, c)"), {"a": True}, wanted=False).ways
    ((('b', False), ('c', False)),)
    """
    if truth(expression, known) is not None:
        return Ways()
    choices = [
        (name, value)
        for name, sign in expression.polarities.items()
        if known.get(name) is None
        for value in ([(sign > 0) is wanted] if sign else [True, False])
    ]

    choices.sort(key=lambda choice: choice[0] not in first)
    needed = least(expression, wanted)

    def hopeless(so_far: Mapping[str, Truth], left: int) -> bool:
        return needed(so_far) > left

    def done(so_far: Mapping[str, Truth]) -> bool:
        return truth(expression, so_far) is wanted and _is_possible(expression, so_far)

    start = needed(known)
    if math.isinf(start):
        return Ways()
    return _Search(known, choices, hopeless, done, most_ways, most_steps).run(max(1, int(start)))


def overturning(expression: Expression, known: Mapping[str, Truth]) -> Ways:
    """Find the smallest sets of what is known that carry a settled rule.

    Parameters
    ----------
    expression
        A rule that is settled.
    known
        Truth of the items.

    Returns
    -------
    ways
        Were each item of a set the other way round, the rule would no longer come out so.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> overturning(parse("at_least(1, a, b) and c"), {"a": True, "b": True, "c": True}).ways
    ((('c', False),),)
    """
    now = truth(expression, known)
    if now is None:
        return Ways()
    choices = [
        (name, not value)
        for name, sign in expression.polarities.items()
        if (value := known.get(name)) is not None and (not sign or (value is now) is (sign > 0))
    ]
    every = dict(choices)

    def hopeless(so_far: Mapping[str, Truth], _: int) -> bool:
        return truth(expression, {**so_far, **every}) is now and not expression.ends[2]

    def done(so_far: Mapping[str, Truth]) -> bool:
        return truth(expression, so_far) is not now

    return _Search(known, choices, hopeless, done, MOST_WAYS, MOST_STEPS).run(1)


class _Search:
    """Sets of choices, the small ones first."""

    def __init__(
        self,
        known: Mapping[str, Truth],
        choices: list[tuple[str, bool]],
        hopeless: Callable[[Mapping[str, Truth], int], bool],
        done: Callable[[Mapping[str, Truth]], bool],
        most_ways: int,
        most_steps: int,
    ) -> None:
        self.known = known
        self.choices = choices
        self.hopeless = hopeless
        self.done = done
        self.most_ways = most_ways
        self.most_steps = most_steps
        self.n_steps = 0

    def run(self, start: int) -> Ways:
        for size in range(start, MOST_ANSWERS + 1):
            found: list[Answers] = []
            for way in self._sets(0, size, dict(self.known), ()):
                found.append(way)
                if len(found) >= self.most_ways:
                    return Ways(size, tuple(found), is_complete=False)
            if found:
                return Ways(size, tuple(found), self.n_steps < self.most_steps)
            if self.n_steps >= self.most_steps:
                return Ways(size, is_complete=False)
        return Ways()

    def _sets(
        self, i_first: int, left: int, so_far: dict[str, Truth], chosen: Answers
    ) -> Iterator[Answers]:
        self.n_steps += 1
        if self.n_steps >= self.most_steps or self.hopeless(so_far, left):
            return
        if not left:
            if self.done(so_far):
                yield chosen
            return
        for i in range(i_first, len(self.choices) - left + 1):
            name, value = self.choices[i]
            if any(name == taken for taken, _ in chosen):
                continue
            answered = {**so_far, name: value}
            yield from self._sets(i + 1, left - 1, answered, (*chosen, (name, value)))


def _is_possible(expression: Expression, known: Mapping[str, Truth]) -> bool:
    worlds = expression.worlds
    return not worlds or any(
        all(known.get(name) in {None, value} for name, value in world.items()) for world in worlds
    )
