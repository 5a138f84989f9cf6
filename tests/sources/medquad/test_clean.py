import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.sources.medquad.clean import clean_answer

TABLE = (
    "The Human Phenotype Ontology provides the following list of signs and symptoms for X. "
    "Obesity 90% Goiter 7.5% Seizures - In these cases, the sign or symptom may be rare or common."
)


def test_clean_answer__keeps_the_words_around_a_pasted_table():
    text = f"The first signs come early. {TABLE} Later signs are rare as well."
    assert clean_answer(text) == "The first signs come early. […] Later signs are rare as well."


def test_clean_answer__cuts_a_table_without_its_end():
    text = "The first signs come early. " + TABLE[:120]
    assert clean_answer(text) == "The first signs come early."


def test_clean_answer__is_empty_where_only_a_table_stood():
    assert clean_answer(TABLE) == ""


@pytest.mark.parametrize(
    "pointer",
    [
        "To view the list, click here.",
        "Additional information can be found at the links below.",
        "More is on the GeneReviews Web site.",
        "You can contact GARD if you have questions.",
        "You can access this page at http://nnlm.gov/members/.",
    ],
)
def test_clean_answer__marks_a_pointer_it_cuts(pointer):
    text = f"The disease is mild in most people. {pointer} It does not get worse."
    assert clean_answer(text) == "The disease is mild in most people. […] It does not get worse."


@pytest.mark.parametrize(
    "content",
    [
        "However, this potential link needs further investigation.",
        "It is inherited in an X-linked recessive manner.",
        "Symptoms may include contact lens intolerance and pain.",
    ],
)
def test_clean_answer__keeps_sentences_that_tell_something(content):
    assert clean_answer(content) == content


def test_clean_answer__keeps_paragraphs():
    assert clean_answer("One first sentence of text.  A second one.") == (
        "One first sentence of text.\n\nA second one."
    )


@given(st.text(alphabet="abc AB.,?! \n", max_size=200))
def test_clean_answer__invents_no_word(text):
    assert set(clean_answer(text).replace("[…]", "").split()) <= set(text.split())
