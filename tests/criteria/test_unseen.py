"""People made up from the sources, apart from the files of the sets: nothing was fitted to them."""

from pathlib import Path

import pytest
from tests.criteria.people import PATHS, SETS

from rarekin.criteria.cases import differences, read_cases
from rarekin.criteria.checking import evaluate

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


@pytest.mark.parametrize(("path", "worked"), CASES)
def test_unseen__every_finding_is_known_to_the_ontology(path, worked, hpo):
    assert all(finding.term in hpo for finding in worked.case.findings)
