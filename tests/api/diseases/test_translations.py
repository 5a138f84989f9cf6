import pytest

from rarekin.api.diseases.lookup import label_of
from rarekin.api.diseases.terms import suggest_terms
from rarekin.api.diseases.translations import languages, suggest, translated_label
from rarekin.api.making.release import build_release, use_release
from rarekin.errors import UnknownId
from rarekin.knowledge import folder

LONG_FINGERS, BONE = "HP:0001166", "HP:0011986"


@pytest.fixture(scope="module")
def folder_of_release(tmp_path_factory):
    home = tmp_path_factory.mktemp("languages-home")
    sources = ("hpo", "hpo_translations", "hpoa", "identity")
    build_release(home=home, sources=sources, samples=True)
    return folder.releases_folder(home) / folder.pointed(home)


@pytest.fixture(autouse=True)
def release(folder_of_release):
    with use_release(folder_of_release) as opened:
        yield opened


def test_languages__english_and_those_of_the_files():
    assert languages() == ("de", "en", "es", "fr", "it", "ja")


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Aracnodactilia"), ("fr-CA", "Arachnodactylie"), ("ja", "クモ指"), ("en", None)],
)
def test_label_of__speaks_the_language(language, text):
    assert label_of(LONG_FINGERS, language) == (text or label_of(LONG_FINGERS))


@pytest.mark.parametrize("language", ["sv", "", "??"])
def test_label_of__without_a_translation_is_english(language):
    assert label_of(LONG_FINGERS, language) == label_of(LONG_FINGERS)


def test_translated_label__a_machine_made_name_is_marked_and_never_the_label():
    label = translated_label(BONE, "de")
    assert (label.text, label.language, label.reviewed) == ("Ektopische Ossifikation", "de", False)
    assert label_of(BONE, "de") == label_of(BONE)


def test_translated_label__an_unknown_term_is_refused():
    with pytest.raises(UnknownId):
        translated_label("HP:9999999", "es")


@pytest.mark.parametrize(
    ("words", "language", "term"),
    [
        ("aracno", "es", LONG_FINGERS),
        ("osificacion ectop", "es", BONE),
        ("ectopica", "es", BONE),
        ("arachnodactylie", "fr", LONG_FINGERS),
        ("ossifik", "de", BONE),
        ("モ指", "ja", LONG_FINGERS),
    ],
)
def test_suggest_terms__finds_names_of_the_language_with_or_without_accents(words, language, term):
    assert suggest_terms(words, language=language)[0][0] == term


def test_suggest_terms__english_fills_up():
    assert LONG_FINGERS in [row[0] for row in suggest_terms("arachno", language="es")]


@pytest.mark.parametrize("language", ["es", "en", "sv"])
def test_suggest_terms__each_term_once_and_no_more_than_asked(language):
    found = [row[0] for row in suggest_terms("ar", 3, language)]
    assert len(found) == len(set(found)) <= 3


@pytest.mark.parametrize("words", ["", "  ", "…"])
def test_suggest__nothing_typed_suggests_nothing(words):
    assert suggest(words, "es") == ()
