import pytest

from rarekin.sources.medquad.subjects import fold, leading_question, speaks_of_another

DELETION = "What are the signs and symptoms of 22q11.2 duplication syndrome?"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How might Noonan syndrome be treated?", ["Noonan syndrome 5"]),
        ("What causes Usher syndromes?", ["Usher syndrome, type 1B"]),
        ("Is genetic testing available for AIP?", ["Acute intermittent porphyria"]),
        ("What are the most current treatments for this disease?", ["Amyloidosis AA"]),
        ("How is it inherited?", ["Marfan syndrome"]),
        (DELETION, ["22q11.2 duplication syndrome"]),
        ("", ["Marfan syndrome"]),
    ],
)
def test_speaks_of_another__recognises_the_disease_itself(question, names):
    assert not speaks_of_another(question, names)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How is progressive osseous heteroplasia inherited?", ["Albright hereditary dystrophy"]),
        ("What causes malakoplakia?", ["Megalocytic interstitial nephritis"]),
    ],
)
def test_speaks_of_another__recognises_another_disease(question, names):
    assert speaks_of_another(question, names)


def test_leading_question__reads_past_a_point_inside_a_number():
    assert leading_question(f"{DELETION} They vary.") == f"{DELETION} "


def test_leading_question__is_empty_where_the_answer_begins_at_once():
    assert leading_question("It is rare. Is it inherited? Yes.") == ""


def test_fold__lets_spellings_compare_equal():
    assert fold("Ménière’s disease") == fold("meniere DISEASE")
