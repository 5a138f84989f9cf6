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


SET = HEAD + '[item.a]\ntitle = "A"\nask = "A?"\nexplain = "A."\n[[verdict]]\nname = "toy"\n'
SET += 'title = "Toy"\nrole = "main"\nwhen = "a"\nmet = "It is."\n'
ONE = '[[case]]\nname = "one"\nanswers = {a = "present"}\nexpect = {outcome = "met"}\n'


@pytest.mark.parametrize(
    ("text", "cases", "wanted"),
    [
        ("", ONE, "The file is empty."),
        (SET.replace('title = "A"', "title = \N{LEFT DOUBLE QUOTATION MARK}A"), ONE, "are curly"),
        (SET.replace('title = "A"', "title = A"), ONE, "between quotation marks"),
        (SET.replace("[item.a]", "[item.a b]"), ONE, "no space"),
        (SET + '[item.a]\ntitle = "A"\n', ONE, "another name"),
        (SET.replace("[[verdict]]", "[verdict]"), ONE, "Write [[verdict]], in two brackets"),
        (SET.replace("[[verdict]]", "[verdict]") + "[[verdict]]", ONE, "the first one too"),
        (SET.replace("ask =", 'terms = "HP:0000003 Skin bone"\nask ='), ONE, "terms is no list"),
        (SET.replace("ask =", 'threshold = [{value = "six"}]\nask ='), ONE, "is no number"),
        (SET.replace("ask =", 'variant = {genes = "NF1"}\nask ='), ONE, "genes is no list"),
        (SET + '[cite.a]\ntitle = "A"\nyear = "2014"\nwhy = "A."\n', ONE, "year is no number"),
        (SET.replace('"a"', '"a AND a"'), ONE, "all in small letters"),
        (SET.replace('kind = "diagnostic"\n', ""), ONE, "it is missing; write one of diagnostic"),
        (SET, ONE.replace("a =", "aa ="), "asks for no answer aa. Did you mean a?"),
        (SET, ONE.replace("expect", "quantities = {x = 3}\nexpect"), "no measured value x"),
        (SET, ONE.replace("expect", 'present = ["HP:0000099 X"]\nexpect'), "is no term of the HPO"),
        (SET, ONE.replace('"met"', '"yes"'), "an outcome is one of met"),
        (SET, ONE.replace("expect", "age = 3\nexpect"), "it has age, which we do not know"),
        (SET, ONE.replace('"present"', "true"), "it has the answers True"),
        (SET, ONE.replace("expect", 'age_years = "3"\nexpect'), "age_years is no number"),
        (SET, ONE.replace('name = "one"\n', ""), "in the case 1: 'name' is missing"),
    ],
)
def test_lint__says_what_to_do_about_a_usual_slip(text, cases, wanted):
    problems = lint(text, cases, TREE)
    assert any(wanted in problem for problem in problems), problems


@pytest.mark.parametrize("path", PATHS)
def test_lint__finds_nothing_wrong_in_the_catalogue(path, hpo):
    parts = (path, f"{path}.cases", f"{path}.blind")
    text, cases, twin = ((CATALOG / f"{part}.toml").read_text("utf-8") for part in parts)
    assert lint(text, cases, hpo, twin) == ()
