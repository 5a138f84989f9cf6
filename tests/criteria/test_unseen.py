"""People made up from the sources, apart from the files of the sets: nothing was fitted to them."""

import tomllib
from pathlib import Path

import pytest
from tests.criteria.people import PATHS, SETS

from rarekin.criteria.cases import differences, read_cases
from rarekin.criteria.checking import evaluate
from rarekin.criteria.evaluation import ItemState
from rarekin.model.case import Case, Finding, State

UNSEEN = Path(__file__).parent / "unseen"
OF = {path.split("/")[0]: path for path in PATHS}
CASES = [
    pytest.param(OF[file.stem], worked, id=f"{file.stem} {worked.name}")
    for file in sorted(UNSEEN.glob("*.toml"))
    for worked in read_cases(file.read_text("utf-8"))
]


def test_unseen__every_set_has_some():
    assert {file.stem for file in UNSEEN.glob("*.toml")} == set(OF)


@pytest.mark.parametrize(("path", "worked"), CASES)
def test_unseen__comes_out_as_the_source_has_it(path, worked, hpo):
    found = evaluate(SETS[path], worked.case, hpo)
    assert differences(worked, found) == ()
    assert found.text


@pytest.mark.parametrize("file", sorted(UNSEEN.glob("*.toml")), ids=lambda file: file.stem)
def test_unseen__every_term_bears_its_name(file, hpo):
    for body in tomllib.loads(file.read_text("utf-8"))["case"]:
        told = [*body.get("present", ()), *body.get("excluded", ())]
        told += [finding["term"] for finding in body.get("findings", ())]
        for text in told:
            term, _, label = text.partition(" ")
            assert hpo.label(term) == label


SIGNS = [
    pytest.param(path, item, id=f"{path} {item.name}")
    for path in PATHS
    for item in SETS[path].items
    if item.terms
]


@pytest.mark.parametrize(("path", "item"), SIGNS)
def test_contradiction__a_recorded_sign_outweighs_a_no_and_is_flagged(path, item, hpo):
    case = Case("me", (Finding(item.terms[0].id),), answers={item.name: State.EXCLUDED})
    result = evaluate(SETS[path], case, hpo).item(item.name)
    assert result.state is ItemState.PRESENT
    assert result.conflict


@pytest.mark.parametrize("path", PATHS)
def test_unknown__nothing_recorded_meets_nothing_and_rules_nothing_out(path, hpo):
    found = evaluate(SETS[path], Case("me"), hpo)
    assert {verdict.outcome.value for verdict in found.verdicts} == {"undetermined"}
    assert (found.alerts, found.hints, found.level) == ((), (), None)


@pytest.mark.parametrize("path", PATHS)
def test_unknown__answering_dont_know_is_the_same_as_leaving_it_out(path, hpo):
    unknown = {item.name: State.UNKNOWN for item in SETS[path].items}
    open_case, said = Case("me"), Case("me", answers=unknown)
    assert evaluate(SETS[path], said, hpo).items == evaluate(SETS[path], open_case, hpo).items
