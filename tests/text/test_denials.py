import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "validation" / "denials.py"
SPEC = importlib.util.spec_from_file_location("denials", SCRIPT)
denials = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(denials)
EVERY = 5


@pytest.mark.parametrize("start", range(EVERY))
def test_denials__never_end_in_a_present_finding(real, start):
    sentences = [text for _, text in denials.cases()]
    assert len(sentences) > 2000
    inverted = [t for t in sentences[start::EVERY] if denials.judge(real, t) == "inverted"]
    assert inverted == []


def test_denials__are_read_as_denials_nearly_always(real):
    verdicts = [denials.judge(real, text) for _, text in denials.cases()]
    assert verdicts.count("denied") / len(verdicts) > 0.95
