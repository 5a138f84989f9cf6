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


@pytest.fixture(scope="module")
def readers(full_reader):
    return {code: full_reader(code) for code in ("en", "es", "fr")}


@pytest.mark.parametrize("page", ["own", "en"])
@pytest.mark.parametrize("language", ["es", "fr"])
def test_denials__in_other_languages_never_end_in_a_present_finding(readers, language, page):
    inverted = []
    for _, text in denials.cases(language):
        reader = denials.on_a_page(readers, language if page == "own" else page, text)
        if denials.judge(reader, text) == "inverted":
            inverted.append(text)
    assert inverted == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_relatives__give_nothing_to_the_patient(readers, language):
    texts = denials.others(denials.KIN, language)
    assert [t for t in texts if denials.judge(readers[language], t) == "inverted"] == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_doubt__is_kept_beside_every_finding(readers, language):
    texts = denials.others(denials.DOUBT, language)
    assert [t for t in texts if denials.judge_doubt(readers[language], t) == "affirmed"] == []
