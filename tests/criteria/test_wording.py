"""What people type in themselves never comes back as certainty."""

import re

import pytest
from tests.criteria.test_catalog import PATHS, SETS

SURE = re.compile(
    r"\b(almost|nearly|virtually) certain|\bcertainly\b|\bproves?\b|\bconfirm(s|ed)\b|"
    r"\byou have\b|\byour child has\b|\bno doubt\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", PATHS)
def test_wording__no_verdict_speaks_as_if_sure(path):
    rules = (*SETS[path].rules, *SETS[path].verdicts)
    for rule in rules:
        for text in (rule.title, rule.met, rule.not_met, rule.undetermined):
            assert not SURE.search(text), (path, rule.name, text)


@pytest.mark.parametrize("path", PATHS)
def test_wording__a_set_that_classifies_says_so_in_its_verdict(path):
    if SETS[path].kind.value == "classification":
        assert "group" in SETS[path].main.met
