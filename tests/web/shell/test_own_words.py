import pathlib
import re

import pytest
from django.template import Context, Template
from django.utils import translation

from rarekin.errors import InputError
from rarekin.model.issues import Issue, IssueLevel
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


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(
    ("hint", "said"),
    [("Bone began.", "Empezó a los 2,5 años. El hueso empezó."), ("", "Empezó a los 2,5 años.")],
)
def test_told__says_message_and_hint_of_errors_and_issues_alike(hint, said):
    message = sentence("It began at %(age)s.", age=sentence("%(n)s years", n=2.5))
    assert own_words.told(InputError(message, hint=hint)) == said
    assert own_words.told(Issue("a", IssueLevel.NOTICE, "", message, hint)) == said


def test_no_page__puts_message_and_hint_of_an_error_together_by_itself():
    by_hand = re.compile(r"\{[^{}]*\.message\)?\} *\{[^{}]*\.hint\)?\}")
    pages = pathlib.Path(own_words.__file__).parents[1].rglob("*.py")
    found = [p.name for p in pages if by_hand.search(p.read_text("utf-8"))]
    assert found == ["own_words.py"]
