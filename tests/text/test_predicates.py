"""One word behind *is* is a finding of the whole person, and of nothing else."""

import pytest

from rarekin.text.predicates import predicates
from rarekin.text.tongues import tongue

SHORT, THIN, FAT = "HP:0004322", "HP:0004325", "HP:0001513"


def read(text, language="en"):
    speech = tongue(language)
    return [id_ for s in speech.sentences(text) for _, id_ in predicates(s, (), speech)]


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("en", "She is small.", [SHORT]),
        ("en", "My girl is short, has a webbed neck and is very thin", [SHORT, THIN]),
        ("en", "He is still quite small for his age", [SHORT]),
        ("en", "He has always been small and thin", [SHORT]),
        ("en", "Her hands are small.", []),
        ("en", "The house is small.", []),
        ("en", "He is short of breath.", []),
        ("en", "She is not small.", [SHORT]),
        ("en", "a small house, a short story", []),
        ("es", "Es bajita y está muy gorda.", [SHORT, FAT]),
        ("es", "Mi hijo es bajito.", [SHORT]),
        ("es", "El dedo gordo le duele.", []),
        ("es", "No es bajita.", [SHORT]),
        ("fr", "Elle est petite, il est très gros.", [SHORT, FAT]),
        ("fr", "Ses mains sont petites.", []),
        ("fr", "Il a de gros mollets.", []),
    ],
)
def test_predicate__is_read_of_a_person_only(language, text, ids):
    assert read(text, language) == ids


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_predicates__are_live_findings(real, language):
    from rarekin.text.predicates import _table

    assert all(real.lexicon.place_of(id_) >= 0 for id_ in _table(language).values())


def test_reading__takes_it_up_and_a_relatives_it_leaves_open(real):
    assert [m.term for m in real.read("She is small.").mentions] == [SHORT]
    assert [m.state.value for m in real.read("Her uncle is small.").mentions] == ["unknown"]


@pytest.mark.parametrize("text", ["She is not small.", "She isn't small.", "He was never small."])
def test_reading__denies_it_where_the_sentence_does(real, text):
    assert [(m.term, m.state.value) for m in real.read(text).mentions] == [(SHORT, "excluded")]
