from importlib.resources import files

import pytest
from tests.sources.curated.reading import reading_grade

from rarekin.criteria.reading import read_set

CATALOG = files("rarekin.criteria") / "catalog"
SETS = [
    read_set(file.read_text("utf-8"))
    for folder in CATALOG.iterdir()
    for file in folder.iterdir()
    if file.name.endswith(".toml") and file.name.count(".") == 1
]
HIGHEST_GRADE = 9.0


@pytest.mark.parametrize("criteria_set", SETS, ids=lambda s: s.id)
def test_prose__reads_at_grade_nine_or_below(criteria_set):
    questions = " ".join(item.ask for item in criteria_set.items)
    explanations = " ".join(item.explain for item in criteria_set.items)
    rules = (*criteria_set.rules, *criteria_set.verdicts)
    verdicts = " ".join(f"{r.met} {r.not_met} {r.undetermined}" for r in rules)
    about = f"{criteria_set.summary} {criteria_set.caution} {criteria_set.status_note}"
    for text in (questions, explanations, verdicts, about):
        assert reading_grade(text) <= HIGHEST_GRADE, text
