import re

import pytest

from rarekin.web.atlas.telling.glossary import Glossary, Glosser, Word, is_abbreviation
from rarekin.web.atlas.telling.senses import has_this_sense

FIT = Word("seizure", "A sudden burst of activity in the brain.", "word-seizure")
CT = Word("CT", "Pictures made with X-rays.", "word-ct")
REGRESSION = Word("regression", "Skills are lost again.", "word-regression")
WORDS = {"fit": FIT, "CT": CT, "regression": REGRESSION}
PATTERN = re.compile(r"(?<![\w-])(regression|fit|CT)(s?)(?![\w-])", re.IGNORECASE)


def explained(text):
    glosser = Glosser({"en": Glossary(WORDS, PATTERN)})
    return "<button" in glosser.mark(text)


@pytest.mark.parametrize(
    "text",
    [
        "A seizure, or fit, can last minutes.",
        "Febrile fits are common.",
        "A CT of the chest.",
        "Two CTs were made.",
        "Autism with regression at two years.",
    ],
)
def test_mark__explains_the_sense_that_is_meant(text):
    assert explained(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shoes must fit well.",
        "What fits the seizures best was not asked: it fits with other signs.",
        "The signs fit this disease.",
        "CTS means carpal tunnel syndrome.",
        "The ct value was low.",
        "Regression of the tumour was seen.",
        "The neuroblastoma showed regression.",
        "A regression analysis was made.",
    ],
)
def test_mark__leaves_another_sense_alone(text):
    assert not explained(text)


def test_mark__keeps_punctuation_with_the_button_before_it():
    glosser = Glosser({"en": Glossary(WORDS, PATTERN)})
    html = glosser.mark("He had a CT.")
    assert html == (
        'He had a <span class="glued"><button type="button" class="term"'
        ' popovertarget="word-ct">CT</button>.</span>'
    )


def test_words_with_one_sense__are_always_explained():
    text = "A gene is here."
    assert has_this_sense(re.search("(gene)", text), text)


def test_is_abbreviation__mixed_case_is_none():
    assert [is_abbreviation(w) for w in ("HO", "Ho", "X-ray", "123")] == [True, False, False, False]
