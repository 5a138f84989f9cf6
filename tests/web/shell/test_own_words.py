import pytest
from django.template import Context, Template
from django.utils import translation

from rarekin.model.sentences import joined, sentence
from rarekin.web.shell import own_words

SPANISH = {
    "Bone began.": "El hueso empezó.",
    "It began at %(age)s.": "Empezó a los %(age)s.",
    "%(n)s years": "%(n)s años",
}


@pytest.fixture
def spanish(monkeypatch):
    monkeypatch.setattr(own_words, "gettext", lambda text: SPANISH.get(text, text))
    with translation.override("es"):
        yield


def shown(text):
    return Template("{{ text|ours }}").render(Context({"text": text}))


@pytest.mark.usefixtures("spanish")
def test_ours__says_what_is_translated_in_the_language_of_the_page():
    assert shown("Bone\n   began.") == "El hueso empezó."


@pytest.mark.usefixtures("spanish")
def test_ours__marks_what_is_still_english_and_escapes_it():
    assert shown("Never seen & <b>.") == '<span lang="en">Never seen &amp; &lt;b&gt;.</span>'


@pytest.mark.usefixtures("spanish")
def test_ours__translates_the_pattern_and_its_values_and_writes_numbers_as_the_language_does():
    told = sentence("It began at %(age)s.", age=sentence("%(n)s years", n=2.5))
    assert shown(told) == "Empezó a los 2,5 años."
    assert shown(told) != told


@pytest.mark.usefixtures("spanish")
def test_ours__calls_a_row_of_sentences_english_as_soon_as_one_of_them_is():
    assert shown(joined(["Bone began.", "Bone began."], " ")) == "El hueso empezó. El hueso empezó."
    assert shown(joined(["Bone began.", "Unseen."], " ")).startswith('<span lang="en">')


@pytest.mark.usefixtures("spanish")
def test_ours__takes_a_pattern_without_words_for_every_language():
    assert shown(sentence("%(n)s%(space)s%%", n="1.2", space=" ")) == "1,2 %"


@pytest.mark.parametrize("text", ["", "Bone began.", "100 % sure"])
def test_ours__leaves_english_pages_as_they_are(text):
    assert shown(text) == text
