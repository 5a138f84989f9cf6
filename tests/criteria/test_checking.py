from tests.criteria.toys import c, check, toy

from rarekin.model.case import Case, Finding

LOOKALIKE = """
[[verdict]]
name = "other"
title = "Other"
role = "lookalike"
when = "a and not b"
met = "It may be the other."
"""


def test_evaluate__texts_fall_back_to_plain_sentences():
    criteria_set = toy("a", listed="a")
    assert check(criteria_set).text == "Too little is known to say."
    assert check(criteria_set, a=True).text == "What is known fits."
    assert check(criteria_set, a=False).text == "What is known does not fit."


def test_evaluate__answers_that_settle_come_first_among_the_missing():
    found = check(toy("(a and b) or c", listed="a b c"))
    assert [m.name for m in found.missing] == ["c", "a", "b"]
    assert [m.settles for m in found.missing] == [True, False, False]


def test_evaluate__a_settled_verdict_leaves_nothing_to_ask():
    found = check(toy("a or b", listed="a b"), a=True)
    assert found.missing == ()


def test_evaluate__open_lookalikes_are_asked_about_once_the_main_verdict_is_settled():
    criteria_set = toy("a and b and c", more=LOOKALIKE, listed="a b c")
    assert [m.name for m in check(criteria_set, c=False).missing] == ["b", "a"] or [
        m.name for m in check(criteria_set, c=False).missing
    ] == ["a", "b"]
    assert [m.name for m in check(criteria_set, a=True, c=True).missing] == ["b"]


def test_evaluate__lookalikes_that_fit_are_hints():
    criteria_set = toy("a and b", more=LOOKALIKE, listed="a b")
    found = check(criteria_set, a=True, b=False)
    assert [hint.text for hint in found.hints] == ["It may be the other."]
    [missing] = check(criteria_set, a=True).missing
    assert missing.if_excluded.text == "Toy: the rule would not hold; Other would fit."
    assert missing.if_present.text == "Toy: the rule would hold."


def test_evaluate__groups_count_what_is_present_and_open():
    rule = '[rule.two]\ntitle = "Two"\nwhen = "at_least(2, a, b, c, d)"\nmet = "Two are there."\n'
    found = check(toy("two", rule, listed="a b c d"), a=True, b=False)
    group = found.group("two")
    assert (group.n_present, group.n_unknown, group.outcome.value) == (1, 2, "undetermined")
    assert check(toy("two", rule, listed="a b c d"), a=True, b=True).group("two").text == (
        "Two are there."
    )


def test_evaluate__passes_on_what_it_could_not_use():
    case = Case("me", findings=(Finding(c(999)),))
    assert [issue.code for issue in check(toy("a", listed="a"), case).issues] == ["term-unknown"]


def test_evaluate__an_item_that_would_follow_is_part_of_the_consequence():
    items = '[item.r]\ntitle = "R"\nask = "R?"\nexplain = "R."\nalso = "x and not y"\n'
    found = check(toy("not r", items, listed="x y"), x=True)
    consequences = {m.name: (m.if_present, m.if_excluded) for m in found.missing}
    assert set(consequences) == {"r", "y"}
    assert consequences["y"][1].outcome.value == "not_met"
    assert consequences["y"][0].outcome.value == "undetermined"
