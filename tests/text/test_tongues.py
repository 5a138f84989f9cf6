"""Spanish and French are read for what they affirm, deny, doubt and say of relatives."""

import pytest

from rarekin.api.diseases.terms import find_terms
from rarekin.text.lexicon_making import compile_lexicon
from rarekin.text.plainwords import everyday_words
from rarekin.text.recognise import Recogniser
from rarekin.text.tongues import readable, tongue

P, E, U = "present", "excluded", "unknown"


@pytest.fixture(scope="module")
def readers(toy_terms):
    return {
        language: Recogniser(compile_lexicon(toy_terms, language), language)
        for language in ("es", "fr")
    }


def states(readers, language, text):
    return [(m.label, m.state.value) for m in readers[language].read(text).mentions]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Tiene convulsiones", P),
        ("No tiene convulsiones", E),
        ("Sin convulsiones ni talla baja", E),
        ("Niega convulsiones", E),
        ("Nunca ha tenido convulsiones", E),
        ("Convulsiones: no", E),
        ("No tiene fiebre, pero sí convulsiones", P),
        ("No tiene fiebre y empezó con convulsiones", P),
        ("Su padre tiene convulsiones", U),
        ("Su padre no tiene nada; mi hijo tiene convulsiones", P),
        ("Convulsiones en su hermana", U),
        ("Antecedentes familiares: convulsiones", U),
        ("Si tiene convulsiones, llame al médico", U),
        ("Riesgo de convulsiones", U),
        ("No solo convulsiones", P),
        ("Mi madre dice que tiene convulsiones", P),
        ("Casi no tiene pelo, tiene convulsiones", P),
    ],
)
def test_spanish__is_read_for_what_it_says(readers, text, state):
    found = dict(states(readers, "es", text))
    assert found["Seizure"] == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Il a des convulsions", P),
        ("Il n'a pas de convulsions", E),
        ("Il n’a jamais eu de convulsions", E),
        ("Aucune convulsion", E),
        ("Ni fièvre ni convulsions", E),
        ("Sans convulsions", E),
        ("Convulsions : non", E),
        ("Il n'a pas de fièvre mais il a des convulsions", P),
        ("Sa sœur a des convulsions", U),
        ("Sa soeur a des convulsions", U),
        ("Antécédents familiaux : convulsions", U),
        ("S'il a des convulsions, appelez le médecin", U),
        ("Pas seulement des convulsions", P),
        ("Ma mère dit qu'il a des convulsions", P),
        ("Il n'a pas de fièvre, une convulsion par jour", P),
        ("Il n'a pas de fièvre, de toux, de convulsions", E),
        ("Elle n'a presque pas de cheveux, une convulsion par jour", P),
    ],
)
def test_french__is_read_for_what_it_says(readers, text, state):
    found = dict(states(readers, "fr", text))
    assert found["Seizure"] == state


def test_doubt__is_said(readers):
    reading = readers["es"].read("Posible convulsión")
    assert [issue.code for issue in reading.issues] == ["finding-doubted"]
    reading = readers["fr"].read("Peut-être des convulsions")
    assert [issue.code for issue in reading.issues] == ["finding-doubted"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("es", "Mi hijo no habla, tiene la cabeza pequeña", "cabeza pequeña"),
        ("fr", "L'enfant a une petite tête", "petite tête"),
    ],
)
def test_places__are_those_of_the_text(readers, language, text, said):
    found = [m for m in readers[language].read(text).mentions if m.label == "Microcephaly"]
    assert [text[m.start : m.end] for m in found] == [said]


def test_words__with_and_without_accents_are_the_same(readers):
    for text in ("Tiene microcefalia", "Tiene hipotonia", "tiene hipotonía"):
        assert states(readers, "es", text)
    assert tongue("es").stem("uñas") != tongue("es").stem("unas")


@pytest.mark.parametrize("language", readable())
def test_reading__of_any_text_keeps_its_places(readers, language):
    text = "¿? ' ’ n' d' l'… ni, ne (pas) *jamais* œ ñ - ne x y plus"
    for sentence in tongue(language).sentences(text):
        for token in sentence:
            assert 0 <= token.start < token.end <= len(text)


def test_denials__in_other_languages_never_end_in_a_present_finding(full_release):
    from tests.text.test_denials import denials

    from rarekin.api.diseases.terms import find_terms

    for language in ("es", "fr"):
        for _, text in list(denials.cases(language))[::7]:
            shown = {m.state.value for m in find_terms(text, language).mentions}
            assert P not in shown, text


# A noun alone names no finding, though small words around it make one: "se ha quedado en los
# huesos" is wasting, "un doigt en plus" one finger more.
@pytest.mark.parametrize(("language", "frame"), [("es", "tiene {}"), ("fr", "il a des {}")])
def test_nouns__alone_are_no_finding(full_release, language, frame):
    nouns = sorted(everyday_words(language).nouns)
    texts = [text for noun in nouns for text in (noun, frame.format(noun))]
    read = {text: find_terms(text, language=language).mentions for text in texts}
    assert len(nouns) > 50
    assert not {text: [m.label for m in found] for text, found in read.items() if found}
