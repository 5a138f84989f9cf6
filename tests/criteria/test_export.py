import json
import random
from base64 import b64decode
from dataclasses import replace

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from tests.criteria import engine
from tests.criteria.people import CASES, PATHS, SETS, random_case
from tests.criteria.toys import toy
from tests.reference import cql as slow

from rarekin.criteria.checking import evaluate
from rarekin.criteria.export.compiling import (
    compile_set,
)
from rarekin.criteria.export.cql import write_cql
from rarekin.criteria.export.elm import write_elm
from rarekin.criteria.export.questionnaire import write_questionnaire
from rarekin.criteria.export.response import read_response
from rarekin.model.case import Case, Sex, State

every_set = pytest.mark.parametrize("path", PATHS)
N_RANDOM = 20
# Their translator and engine take their time; `python -m validation.criteria_in_cql` asks all.
AS_TEXT = ("hht/curacao-2000",)
N_ASKED = 3


def people(path, hpo, n_random):
    chance = random.Random(path)
    worked = [one.case for one in CASES[path]]
    return worked + [random_case(SETS[path], hpo, chance) for _ in range(n_random)]


@every_set
def test_export__by_the_rules_of_cql_it_says_what_the_engine_says(path, hpo):
    criteria_set, program = SETS[path], compile_set(SETS[path])
    for case in people(path, hpo, N_RANDOM):
        found = slow.run(program, engine.told(criteria_set, case, hpo))
        for name, value in engine.expected(criteria_set, case, hpo).items():
            assert found[name] == value, (name, case)


def test_export__the_engine_of_others_says_the_same_of_the_text_and_of_the_tree(hpo):
    reason = engine.is_missing()
    if reason:
        pytest.skip(reason)
    cases = {path: people(path, hpo, 0)[:N_ASKED] for path in PATHS}
    for path, by, found in engine.run(cases, hpo, as_text=AS_TEXT):
        wanted = [engine.expected(SETS[path], case, hpo) for case in cases[path]]
        for answer, one in zip(found, wanted, strict=True):
            assert {name: answer[name] for name in one} == one, (path, by)


@every_set
def test_export__the_questionnaire_is_valid_and_asks_every_item_once(path):
    criteria_set = SETS[path]
    resource = json.loads(json.dumps(write_questionnaire(criteria_set)))
    Questionnaire.model_validate(resource)
    items = list(walked(resource["item"]))
    links = [item["linkId"] for item in items]
    assert len(links) == len(set(links))
    asked = {item["linkId"]: item for item in items if item["type"] == "boolean"}
    assert {name: one["text"] for name, one in asked.items()} == {
        item.name: item.ask for item in criteria_set.items
    }
    numbers = {item["linkId"] for item in items if item["type"] == "decimal"}
    assert numbers == {"age", *(f"measured-{name}" for name in criteria_set.measures)}
    assert not any(item.get("required") or item.get("initial") for item in items)
    assert criteria_set.status_note in resource["description"]


def walked(items):
    for item in items:
        yield item
        yield from walked(item.get("item", ()))


@every_set
def test_export__the_questionnaire_carries_the_same_rule_in_both_forms(path):
    program = compile_set(SETS[path])
    [library] = write_questionnaire(SETS[path])["contained"]
    content = {one["contentType"]: b64decode(one["data"]).decode() for one in library["content"]}
    assert content["text/cql"] == write_cql(program)
    assert json.loads(content["application/elm+json"]) == write_elm(program)


@every_set
def test_export__every_step_rests_on_earlier_ones_and_on_what_is_asked(path):
    program = compile_set(SETS[path])
    asked = {parameter.name for parameter in program.parameters}
    known = set()
    for step in program.definitions:
        for node in nodes(step.node):
            assert node.kind != "given" or node.value in asked
            assert node.kind != "defined" or node.value in known
        assert step.name not in known | asked
        known.add(step.name)


def nodes(node):
    yield node
    for part in node.parts:
        yield from nodes(part)


@every_set
def test_export__the_text_says_where_the_rule_is_from_and_how_far_it_was_checked(path):
    text = write_cql(compile_set(SETS[path]))
    assert SETS[path].status_note in text
    assert all(citation.title in text for _, citation in SETS[path].citations)


SHAPES = (
    "at_most(1, a, b, c)",
    "branch(a, b and c, not b or d)",
    "sum(cap(2, 2*a, b), max(3*c, d)) >= 4",
    "sum(2*branch(a, b, c), d) > 2",
    "branch(a, at_least(2, b, c, d), at_least(1, b, c))",
    "age < 18 and (a or age >= 5) and branch(female, b, c)",
    "sum(a, b, c) <= 1 or not (a and d)",
)


@pytest.mark.parametrize("rule", SHAPES)
def test_export__every_form_of_rule_comes_out_as_in_the_engine(rule, hpo):
    criteria_set = toy(rule, listed="a b c d")
    program = compile_set(criteria_set)
    chance = random.Random(rule)
    for _ in range(100):
        case = Case(
            "me",
            sex=chance.choice(list(Sex)),
            age_years=chance.choice((None, 3.0, 5.0, 17.0, 18.0)),
            answers={name: chance.choice(list(State)) for name in "abcd"},
        )
        found = slow.run(program, engine.told(criteria_set, case, hpo))
        assert found["Outcome"] == evaluate(criteria_set, case, hpo).outcome.value, case


def test_export__contradicting_inferences_leave_an_item_open_as_in_the_engine(hpo):
    linked = (
        '[item.a]\ntitle = "A"\nask = "A?"\nexplain = "A."\nalso = "b"\nneeds = "c"\n'
        '[item.d]\ntitle = "D"\nask = "D?"\nexplain = "D."\nalso = "a"\n'
    )
    criteria_set = toy("a or d", linked, listed="b c")
    program = compile_set(criteria_set)
    for b in State:
        for c in State:
            case = Case("me", answers={"b": b, "c": c})
            found = slow.run(program, engine.told(criteria_set, case, hpo))
            wanted = engine.expected(criteria_set, case, hpo)
            assert {name: found[name] for name in wanted} == wanted


def test_export__quotes_in_words_stay_inside_their_text():
    told_so = 'It\'s a \\ "sign"'
    criteria_set = replace(SETS["hht/curacao-2000"], caution=f"{told_so}\nsecond line")
    lines = write_cql(compile_set(criteria_set)).splitlines()
    before = lines[: lines.index("library HhtCuracao2000 version '2000'")]
    assert all(line.startswith("//") for line in before)


def filled(item, given):
    """Return a part of a response for a part of a questionnaire."""
    nested = [part for one in item.get("item", ()) if (part := filled(one, given))]
    answer = [given[item["linkId"]]] if item["linkId"] in given else []
    parts = {"answer": answer, "item": nested}
    return {"linkId": item["linkId"], **{k: v for k, v in parts.items() if v}}


@every_set
def test_response__answers_to_the_questionnaire_come_back_as_they_were_given(path):
    criteria_set = SETS[path]
    chance = random.Random(path)
    states = {True: State.PRESENT, False: State.EXCLUDED}
    for _ in range(10):
        said = {n: chance.choice((True, False)) for n in criteria_set.answerable}
        said = dict(chance.sample(sorted(said.items()), k=chance.randrange(1, len(said))))
        numbers = {name: float(chance.randrange(12)) for name in criteria_set.measures}
        given = {name: {"valueBoolean": yes} for name, yes in said.items()}
        given |= {f"measured-{name}": {"valueDecimal": n} for name, n in numbers.items()}
        given["age"] = {"valueDecimal": 12.5}
        given["sex"] = {"valueCoding": {"code": "female"}}
        parts = [filled(item, given) for item in write_questionnaire(criteria_set)["item"]]
        response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": parts}
        found = read_response(criteria_set, json.loads(json.dumps(response)))
        assert found.answers == {name: states[yes] for name, yes in said.items()}
        assert found.quantities == numbers
        assert (found.age_years, found.sex) == (12.5, Sex.FEMALE)


@pytest.mark.parametrize(
    "value", [True, "3", None, float("nan"), float("inf"), [3], {"value": "x"}]
)
def test_response__what_is_no_number_is_not_taken_for_one(value):
    items = [
        {"linkId": "lens", "answer": [{"valueBoolean": True}]},
        {"linkId": "measured-aortic_z", "answer": [{"valueDecimal": value}]},
    ]
    document = {"resourceType": "QuestionnaireResponse", "item": items}
    assert read_response(SETS["marfan/ghent-2010"], document).quantities == {}
