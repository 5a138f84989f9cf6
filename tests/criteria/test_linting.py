"""Lint says everything at once, in words."""

import pytest
from tests.criteria.test_catalog import CATALOG, PATHS
from tests.criteria.toys import HEAD, TREE

from rarekin.criteria.linting import lint

BROKEN = (
    HEAD.replace('status = "read"', 'status = "unverified"')
    + """
[item.a]
title = "A"
ask = "A is there"
explain = "A"
terms = ["HP:0000003 Skin bon", "HP:0000099 Muscle bone"]
except_terms = ["HP:0000007 Face"]
where = "Table 1"
[item.b]
title = "B"
[item.c]
title = "C"
ask = "C?"
explain = "C."
colour = "red"
[item.d]
title = "D"
ask = "D?"
explain = "D."
threshold = [{value = 1.0, direction = "over"}]
[rule.bad]
title = "Bad"
when = "a +"
[[verdict]]
name = "toy"
title = "Toy"
role = "main"
when = "a and bb"
"""
)
EXPECTED = (
    "lacks ask, explain",
    "do not know: colour",
    "'over' is none of",
    "cannot be read",
    "Did you mean b?",
    "No work is cited",
    "status_note is empty",
    "a place in the paper is named",
    "no sentence for 'met'",
    "is no question",
    "is no sentence",
    "is called 'Skin bone'",
    "A term with a name like that is Muscle bone",
    "lies below none",
    "item.d is asked and never used",
    "0 worked cases",
    "comes out not met",
    "is a child",
)


def test_lint__says_everything_at_once():
    problems = lint(BROKEN, "", TREE)
    for wanted in EXPECTED:
        assert any(wanted in problem for problem in problems), wanted
    assert all(problem.endswith((".", "?")) for problem in problems)


def test_lint__runs_the_worked_cases():
    text = HEAD + '[item.a]\ntitle = "A"\nask = "A?"\nexplain = "A."\n[[verdict]]\nname = "toy"\n'
    text += 'title = "Toy"\nrole = "main"\nwhen = "a"\nmet = "It is."\n'
    cases = '[[case]]\nname = "wrong"\nanswers = {a = "present"}\nexpect = {outcome = "not_met"}\n'
    assert any("outcome should be 'not_met'" in problem for problem in lint(text, cases, TREE))
    assert any("worked cases is wrong" in problem for problem in lint(text, "[[case]", TREE))


def test_lint__says_where_a_second_transcription_disagrees():
    text = HEAD + '[item.a]\ntitle = "A"\nask = "A?"\nexplain = "A."\n[[verdict]]\nname = "toy"\n'
    text += 'title = "Toy"\nrole = "main"\nwhen = "a"\nmet = "It is."\n'
    cases = '[[case]]\nname = "yes"\nanswers = {a = "present"}\nexpect = {outcome = "met"}\n'
    head = 'of = "toy/me-2020"\nasked = ["a"]\n'
    problems = lint(text, cases, TREE, head + 'verdict = {toy = "not a"}')
    assert "yes: toy is met by the set and not met by the second transcription." in problems
    assert any("says nothing of the verdict toy" in p for p in lint(text, cases, TREE, head))
    extra = head + 'verdict = {toy = "a"}\nitem.b = {}'
    assert any("the set has no item b" in p for p in lint(text, cases, TREE, extra))
    wrong = head.replace('["a"]', "[]") + 'verdict = {toy = "a"}\nitem.a = {colour = "red"}'
    assert any("do not know: colour" in p for p in lint(text, cases, TREE, wrong))
    assert any("cannot be read" in p for p in lint(text, cases, TREE, "of ="))
    unknown = head.replace('["a"]', "[]") + 'verdict = {toy = "a"}\n'
    unknown += 'item.a = {terms = ["HP:0000099 Bone"]}'
    wanted = "transcription, item.a: HP:0000099 is no term"
    assert any(wanted in p for p in lint(text, cases, TREE, unknown))


@pytest.mark.parametrize("path", PATHS)
def test_lint__finds_nothing_wrong_in_the_catalogue(path, hpo):
    parts = (path, f"{path}.cases", f"{path}.blind")
    text, cases, twin = ((CATALOG / f"{part}.toml").read_text("utf-8") for part in parts)
    assert lint(text, cases, hpo, twin) == ()
