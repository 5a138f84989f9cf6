"""The smallest sets of answers, against trying out every set."""

import random
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.criteria.test_catalog import SETS
from tests.criteria.test_expression import expressions, known_items
from tests.reference import criteria as slow

from rarekin.criteria.expression import truth
from rarekin.criteria.grammar import parse
from rarekin.criteria.needing import least
from rarekin.criteria.settling import fewest, overturning


def by_trying(expression, known, wanted):
    names = [n for n in expression.polarities if known.get(n) is None]
    for size in range(1, len(names) + 1):
        found = {
            tuple(zip(chosen, values, strict=True))
            for chosen in combinations(names, size)
            for values in product((True, False), repeat=size)
            if slow.truth(expression, {**known, **dict(zip(chosen, values, strict=True))}) is wanted
        }
        if found:
            return size, found
    return 0, set()


@settings(max_examples=120, deadline=None)
@given(expressions, known_items, st.booleans())
def test_fewest__equals_trying_out_every_set(expression, known, wanted):
    if slow.truth(expression, known) is not None:
        assert fewest(expression, known, wanted).ways == ()
        return
    size, every = by_trying(expression, known, wanted)
    found = fewest(expression, known, wanted, most_ways=10_000, most_steps=10**6)
    assert found.size == size
    assert set(found.ways) == every
    assert found.is_complete


@settings(max_examples=120, deadline=None)
@given(expressions, known_items, st.booleans())
def test_least__never_promises_too_much(expression, known, wanted):
    size, every = by_trying(expression, known, wanted)
    if every:
        assert least(expression, wanted)(known) <= size


@pytest.mark.parametrize(
    ("rule", "known", "wanted", "ways"),
    [
        ("a and b", {}, True, [[("a", True), ("b", True)]]),
        ("at_most(1, a, b, c)", {"a": True}, True, [[("b", False), ("c", False)]]),
        ("at_most(1, a, b, c)", {"a": True}, False, [[("b", True)], [("c", True)]]),
        ("sum(2*a, 2*b, c) >= 4", {"c": True}, True, [[("a", True), ("b", True)]]),
        ("sum(2*a, 2*b, c) >= 4", {}, False, [[("a", False)], [("b", False)]]),
        ("branch(x, a, b)", {"a": True}, True, [[("x", True)], [("b", True)]]),
        ("age < 18 and age >= 20 and a", {}, True, []),
    ],
)
def test_fewest__by_hand(rule, known, wanted, ways):
    found = fewest(parse(rule), known, wanted)
    assert sorted(map(list, found.ways)) == sorted(ways)


@settings(max_examples=120, deadline=None)
@given(expressions, known_items)
def test_overturning__is_the_smallest_that_changes_the_outcome(expression, known):
    now = truth(expression, known)
    names = [n for n in expression.polarities if known.get(n) is not None]
    found = overturning(expression, known)
    if now is None:
        assert found.ways == ()
        return
    for size in range(1, len(names) + 1):
        every = {
            frozenset(chosen)
            for chosen in combinations(names, size)
            if truth(expression, {**known, **{n: not known[n] for n in chosen}}) is not now
        }
        if every:
            assert {frozenset(n for n, _ in way) for way in found.ways} == every
            return
    assert found.ways == ()


@pytest.mark.parametrize("path", sorted(SETS))
def test_fewest__really_settles_every_set_of_the_catalogue(path):
    chance = random.Random(5)
    for verdict in SETS[path].verdicts:
        for _ in range(8):
            known = {
                name: chance.choice((True, False, None, None))
                for name in verdict.when.polarities
                if not name.startswith("age ")
            }
            for wanted in (True, False):
                for way in fewest(verdict.when, known, wanted, most_ways=3).ways:
                    assert truth(verdict.when, {**known, **dict(way)}) is wanted
                    for left_out in way:
                        rest = dict(way)
                        del rest[left_out[0]]
                        assert truth(verdict.when, {**known, **rest}) is not wanted
