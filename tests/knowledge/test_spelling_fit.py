import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.names import name_key
from rarekin.knowledge.spelling_fit import core_of, spelling_fit

WORDS = st.sampled_from(["marfan", "syndrome", "type", "1", "ataxia", "of"])
KEYS = st.lists(WORDS, min_size=1).map(" ".join)


@given(KEYS, KEYS, st.booleans())
def test_spelling_fit__stays_between_zero_and_one(key, spelling, is_label):
    assert 0 <= spelling_fit(key, spelling, is_label=is_label) <= 1


@given(KEYS, KEYS)
def test_spelling_fit__nothing_fits_better_than_the_name_itself(key, spelling):
    assert spelling_fit(key, key, is_label=True) >= spelling_fit(key, spelling, is_label=True)


def test_spelling_fit__orders_same_core_beginning_all_words_near_words():
    names = ["marfan syndrome", "marfanoid habitus", "syndrome of marfan lookalikes", "morfan"]
    fits = [spelling_fit("marfan", name, is_label=True) for name in names]
    assert fits == sorted(fits, reverse=True)
    assert len(set(fits)) == len(fits)


def test_core_of__keeps_a_name_made_of_fillers():
    assert core_of("type disease") == "type disease"


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("anaemia type ii", "anaemia, type ii", "anaemia type iii"),
        (
            "anaemia dyserythropoietic type ii",
            "dyserythropoietic anaemia type ii",
            "anaemia dyserythropoietic type iii",
        ),
        ("ataxia 1", "1 ataxia", "ataxia 17"),
        ("nephropathy type 2", "type 2 nephropathy", "nephropathy type 2b"),
    ],
)
def test_fit__a_number_is_not_the_beginning_of_another(typed, meant, other):
    keys = [name_key(text) for text in (typed, meant, other)]
    assert spelling_fit(keys[0], keys[1], is_label=False) > spelling_fit(
        keys[0], keys[2], is_label=True
    )
