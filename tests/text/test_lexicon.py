import numpy as np
import pytest

from rarekin.text.lexicon import ARRAY_NAMES, Lexicon
from rarekin.text.lexicon_making import compile_lexicon, key_tokens


def test_compile_lexicon__makes_exactly_the_named_arrays(toy_arrays):
    assert set(toy_arrays) == set(ARRAY_NAMES)
    assert all(name.startswith("text_") for name in toy_arrays)


def test_compile_lexicon__keeps_live_descendants_of_phenotypic_abnormality_only(toy_arrays):
    ids = set(toy_arrays["text_term_id"].tolist())
    assert 1250 in ids
    assert not ids & {1, 118, 3577, 9999}


def test_compile_lexicon__does_not_depend_on_the_order_of_terms(toy_terms, toy_arrays):
    again = compile_lexicon(list(reversed(toy_terms)))
    for name in ARRAY_NAMES:
        np.testing.assert_array_equal(again[name], toy_arrays[name])


def test_compile_lexicon__accepts_an_ontology_without_phenotypes():
    lexicon = Lexicon(compile_lexicon([]))
    assert len(lexicon.arrays["text_term_id"]) == 0


def test_compile_lexicon__gives_each_term_its_label_first(toy_terms, toy_arrays):
    lexicon = Lexicon(toy_arrays)
    labels = {t.id: t.label for t in toy_terms}
    for i in range(len(toy_arrays["text_term_id"])):
        assert lexicon.label(i) == labels[lexicon.term(i)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abnormality of the kidney", "renal anomalies"),
        ("Short fingers", "finger, short"),
        ("Delayed speech", "late talking"),
    ],
)
def test_key_tokens__agree_for_words_that_say_the_same(one, other):
    assert set(key_tokens(one)[0]) == set(key_tokens(other)[0])


def test_lexicon__opens_from_read_only_arrays(toy_arrays):
    frozen = {name: array.copy() for name, array in toy_arrays.items()}
    for array in frozen.values():
        array.flags.writeable = False
    assert Lexicon(frozen).near_spellings("microcefaly") == ["microcephaly"]


def test_entries__find_what_a_slow_search_finds(toy, toy_arrays):
    lexicon = Lexicon(toy_arrays)
    n_words = len(lexicon.words)
    matcher = toy._matcher
    rng = np.random.default_rng(1)
    for _ in range(50):
        words = sorted(rng.choice(n_words, size=25, replace=False).tolist())
        slow = {
            i
            for i, row in enumerate(toy_arrays["text_entry_tokens"].tolist())
            if {t for t in row if t < n_words} <= set(words)
        }
        assert set(matcher._complete_entries(words)) == slow
