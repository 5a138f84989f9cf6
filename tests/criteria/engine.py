"""What an exported set is told of a person, what it must answer, and the engine that runs it."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.criteria.people import SETS

from rarekin.criteria.checking import evaluate
from rarekin.criteria.export.compiling import (
    AGE,
    SEX,
    compile_set,
    program_name,
)
from rarekin.criteria.export.cql import write_cql
from rarekin.criteria.export.elm import write_elm
from rarekin.criteria.matching import Matcher
from rarekin.criteria.outcomes import warns
from rarekin.criteria.sets import CriteriaSet
from rarekin.model.case import Case, Sex
from rarekin.model.ontology import Ontology

ENGINE = Path(__file__).parents[2] / "validation" / "cql"
OUTCOMES = {True: "met", False: "not_met", None: "undetermined"}


def told(criteria_set: CriteriaSet, case: Case, hpo: Ontology) -> dict:
    """What a program is told of a person: findings and tests as answers, values as they are."""
    matcher = Matcher(replace(case, quantities={}), hpo)
    others = {item.name: item for item in criteria_set.items}
    states = {item.name: matcher.state_of(item, others).state.value for item in criteria_set.items}
    truth = {"present": True, "excluded": False}
    given = {program_name("answer", name): truth.get(state) for name, state in states.items()}
    given |= {program_name("measured", name): value for name, value in case.quantities.items()}
    given[AGE] = case.age_years
    given[SEX] = None if case.sex is Sex.UNKNOWN else case.sex.value
    return given


def expected(criteria_set: CriteriaSet, case: Case, hpo: Ontology) -> dict:
    found = evaluate(criteria_set, case, hpo)
    says = {"present": True, "excluded": False}
    answer = {item.name: says.get(item.state.value) for item in found.items}
    for verdict in found.verdicts:
        name = program_name("verdict", verdict.name)
        answer[name] = next(t for t, o in OUTCOMES.items() if o == verdict.outcome.value)
        if verdict.rule.alert_when:
            answer[program_name("warning", verdict.name)] = warns(verdict.rule, found.known)
    answer["Outcome"] = found.outcome.value
    answer["Level"] = found.level.name if found.level else ""
    return answer


def is_missing() -> str:
    """Say why the engine cannot run here; empty where it can."""
    if not shutil.which("node"):
        return "node is absent: the exported rules run in an engine written for it"
    if not (ENGINE / "node_modules").is_dir():
        return "the engine is not installed: run `npm ci` in validation/cql"
    return ""


def run(
    cases: Mapping[str, list[Case]], hpo: Ontology, as_text: tuple[str, ...]
) -> Iterator[tuple[str, str, list[dict]]]:
    """Yield what the engine answers of each set: of our tree, and of the text as translated."""
    asked = []
    for path, listed in cases.items():
        program = compile_set(SETS[path])
        one = {"name": path, "elm": write_elm(program)}
        one["cases"] = [told(SETS[path], case, hpo) for case in listed]
        asked.append(one | ({"cql": write_cql(program)} if path in as_text else {}))
    ran = subprocess.run(
        ["node", "run.mjs"],
        cwd=ENGINE,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    for answer in json.loads(ran.stdout):
        assert answer["problems"] == [], answer["name"]
        for by in ("ours", "theirs"):
            if by in answer:
                yield answer["name"], by, answer[by]
