"""Every form that asks for words reads them in the reader's language and names what it read."""

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override
from tests.web.accounts.cast import make_profile, make_user, signed_in

from rarekin.api.diseases.lookup import label_of
from rarekin.api.diseases.translations import translated_label
from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.web.clinic.signs_form import SignsForm, read_words
from rarekin.web.shell.words_to_signs import named, signs_in

pytestmark = pytest.mark.usefixtures("full_release")
WORDS = {
    "es": "Mi hija tiene convulsiones y no tiene fiebre.",
    "fr": "Ma fille a des convulsions et n'a pas de fièvre.",
}
SEIZURE, FEVER = "HP:0001250", "HP:0001945"
POH = "MONDO:0008153"


def shown_as(term, language):
    return escape(translated_label(Curie(term), language).text)


@pytest.mark.parametrize("language", WORDS)
def test_signs__are_read_denied_and_named_in_the_language_of_the_page(language):
    with override(language):
        read = {sign.term: sign for sign in signs_in(WORDS[language])}
    assert read[SEIZURE].state is State.PRESENT
    assert read[FEVER].state is State.EXCLUDED
    for term, sign in read.items():
        assert sign.label == translated_label(term, language).text != label_of(term)
        assert sign.said.casefold() in WORDS[language].casefold()


@pytest.mark.parametrize(("words", "term"), [("aracno", "HP:0001166"), ("escolio", "HP:0002650")])
def test_short_words__are_answered_with_names_of_the_language(words, term):
    with override("es"):
        found = signs_in(words)
    assert found[0].term == term
    assert found[0].label == translated_label(Curie(term), "es").text
    assert {sign.state for sign in found} == {State.UNKNOWN}


@pytest.mark.parametrize("words", ["", "  \n", "x" * 100, "palabra " * 40])
def test_words__that_name_nothing_and_are_no_short_question_list_nothing(words):
    with override("es"):
        assert signs_in(words) == ()


@pytest.mark.parametrize("language", ["en", *WORDS])
def test_find_and_accounts__read_the_same_in_the_same_words(language):
    words = WORDS.get(language, "My daughter has seizures and no fever.")
    with override(language):
        form = read_words(SignsForm(words=words))
        rows = [(sign.term, sign.label, sign.answer.value, sign.said) for sign in form.signs]
        assert rows == [(s.term, s.label, s.state.value, s.said) for s in signs_in(words)]


def test_a_term__said_twice_is_one_row_with_the_first_words():
    said = signs_in("Seizures at night. She has had fits since May.")
    assert [sign.term for sign in said].count(SEIZURE) == 1
    assert next(sign for sign in said if sign.term == SEIZURE).said == "Seizures"


def test_an_unknown_id__is_refused():
    with pytest.raises(ValueError, match="HP:9999999"), override("es"):
        named(Curie("HP:9999999"))


@pytest.mark.django_db
@pytest.mark.parametrize("language", WORDS)
def test_a_suggestion__shows_the_signs_back_in_the_language_of_the_page(language):
    sent = {
        "disease": POH, "section": "signs", "words": WORDS[language], "origin": "lived",
        "source": "10.1000/x", "email": "ada@example.org", "website": "",
    }  # fmt: skip
    shown = Client().post(f"/{language}/suggest", sent).content.decode()
    for term in (SEIZURE, FEVER):
        assert f'value="{term}"> {shown_as(term, language)}' in shown
        assert f"> {label_of(Curie(term))}<" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("language", WORDS)
def test_an_account__is_asked_about_its_signs_in_the_language_of_the_page(language):
    user = make_user("ada@example.org")
    make_profile(user, "Calm Otter")
    answer = signed_in(user).post(f"/{language}/me/signs", {"words": WORDS[language], "do": "read"})
    shown = answer.content.decode()
    for term in (SEIZURE, FEVER):
        assert f"<legend>{shown_as(term, language)} <span" in shown
    assert f'name="state-{FEVER}" value="excluded" checked' in shown
