import pytest

from rarekin.criteria.expression import truth
from rarekin.criteria.grammar import parse
from rarekin.errors import CatalogError


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a and",
        "a + b",
        "a.b",
        "a[0]",
        "lambda: a",
        "open(a)",
        "'a'",
        "3",
        "age",
        "at_least(a, b)",
        "at_least(2)",
        "at_least(True, a)",
        "branch(a, b)",
        "sum()",
        "sum(a) >= b",
        "1 <= sum(a)",
        "1 < sum(a) < 3",
        "a > 1",
        "a * 2",
        "-1*a",
        "sum(a) and b",
        "at_least(1, 2*a)",
        "at_least(k=1)",
        "(" * 500 + "a" + ")" * 500,
    ],
)
def test_parse__refuses_what_is_not_of_the_grammar(text):
    with pytest.raises(CatalogError):
        parse(text)


def test_parse__puts_named_rules_in_place():
    rules = {"both": parse("a and b")}
    assert truth(parse("both or c", rules), {"a": True, "b": True}) is True


def test_parse__reads_a_limit_on_the_age_as_an_item_of_its_own():
    rule = parse("branch(age < 20, sum(3*z) >= 3, z)")
    assert truth(rule, {"age < 20": True, "z": True}) is True


def test_parse__refuses_a_rule_in_which_too_many_items_count_both_ways():
    listed = ", ".join(f"i{k}" for k in range(11))
    with pytest.raises(CatalogError, match="both for and against"):
        parse(f"at_least(3, {listed}) and at_most(5, {listed})")
