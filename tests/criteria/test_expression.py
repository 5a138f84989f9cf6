import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import criteria as slow

from rarekin.criteria.expression import Expression, bounds, open_items, truth
from rarekin.criteria.grammar import parse

NAMES = [f"i{k}" for k in range(6)]
items = st.sampled_from(NAMES).map(lambda name: Expression("item", name=name))
known_items = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([True, False, None]))


def _truths(inner):
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    limit = st.integers(0, 4).map(float)
    points = st.builds(
        lambda kind, parts, cap: Expression(kind, parts, cap),
        st.sampled_from(["sum", "max", "cap"]),
        st.lists(
            st.builds(lambda w, p: Expression("times", (p,), float(w)), st.integers(1, 3), inner),
            min_size=1,
            max_size=4,
        ).map(tuple),
        limit,
    )
    return st.one_of(
        st.builds(Expression, st.sampled_from(["all", "any"]), several),
        st.builds(Expression, st.sampled_from(["at_least", "at_most"]), several, limit),
        inner.map(lambda part: Expression("not", (part,))),
        st.tuples(inner, inner, inner).map(lambda parts: Expression("branch", parts)),
        st.builds(
            lambda kind, part, number: Expression(kind, (part,), number),
            st.sampled_from([">=", ">", "<=", "<"]),
            points,
            limit,
        ),
    )


expressions = st.recursive(items, _truths, max_leaves=12)


@given(expressions, known_items)
def test_truth__equals_trying_out_every_completion(expression, known):
    assert truth(expression, known) is slow.truth(expression, known)


@given(expressions, known_items)
def test_bounds__are_the_extremes_over_every_completion(expression, known):
    assert bounds(expression, known) == slow.bounds(expression, known)


@given(expressions, known_items, st.sampled_from(NAMES), st.booleans())
def test_truth__never_flips_when_more_becomes_known(expression, known, name, answer):
    before = truth(expression, known)
    after = truth(
        expression,
        {**known, name: known.get(name)}
        if known.get(name) is not None
        else {**known, name: answer},
    )
    assert before is None or after is before


@given(expressions, known_items, st.sampled_from(NAMES))
def test_truth__unknown_never_turns_a_rule_false(expression, known, name):
    less = {**known, name: None}
    if truth(expression, less) is False:
        for answer in (True, False):
            assert truth(expression, {**known, name: answer}) is False


@given(expressions, known_items)
def test_open_items__name_every_decisive_one(expression, known):
    assert slow.decisive(expression, known) <= set(open_items(expression, known))


@pytest.mark.parametrize(
    "text",
    [
        "i0 and (i1 or i2) and not i3",
        "at_most(2, i0, i1, i2, i3, i4)",
        "at_least(2, i0, i1 and i2, not i3, i4)",
        "i0 and at_least(1, i1, i2) and at_most(1, i3, i4, i5)",
    ],
)
@given(known_items)
def test_open_items__are_exactly_the_decisive_ones_where_each_occurs_once(text, known):
    expression = parse(text)
    assert slow.decisive(expression, known) == set(open_items(expression, known))


@pytest.mark.parametrize("k", range(4))
@pytest.mark.parametrize("n_present", range(4))
@pytest.mark.parametrize("n_unknown", range(4))
def test_truth__counts_lie_between_present_and_present_plus_unknown(k, n_present, n_unknown):
    n = n_present + n_unknown
    listed = ", ".join(f"i{i}" for i in range(n + 1))
    known = {f"i{i}": True for i in range(n_present)} | {f"i{n}": False}
    at_least, at_most = parse(f"at_least({k}, {listed})"), parse(f"at_most({k}, {listed})")
    assert truth(at_least, known) is (
        True if n_present >= k else False if n_present + n_unknown < k else None
    )
    assert truth(at_most, known) is (
        True if n_present + n_unknown <= k else False if n_present > k else None
    )


def test_bounds__cap_and_maximum_limit_both_ends():
    points = parse("sum(max(3*a, 1*b), cap(2, 2*c, 1*d), 1*e)")
    assert bounds(points, {"b": True, "d": True}) == (2.0, 6.0)
    assert bounds(points, {"a": False, "b": True, "c": True, "d": True, "e": False}) == (3.0, 3.0)


@pytest.mark.parametrize(
    ("rule", "known", "expected"),
    [
        ("age < 18 and age >= 20", {}, False),
        ("age < 18 or age >= 18", {}, True),
        ("age < 20 or age > 20", {}, None),
        ("female and male", {}, False),
        ("female or male", {}, True),
        ("branch(age < 18, a, a) or age >= 40", {"a": True}, True),
        ("(age >= 50 and a) or (age < 30 and b)", {"a": True, "b": True}, None),
        ("age >= 50 and age >= 30", {"age >= 30": False}, False),
    ],
)
def test_truth__an_age_cannot_lie_in_two_places(rule, known, expected):
    assert truth(parse(rule), known) is expected
