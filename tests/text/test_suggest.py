import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.text.suggest import Suggester


@pytest.fixture(scope="module")
def labels(toy):
    suggester = Suggester(toy.lexicon)
    return lambda words: [label for _, label, _ in suggester.suggest(words)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("sei", "Seizure"),
        ("short st", "Short stature"),
        ("stature sh", "Short stature"),
        ("siezure", "Seizure"),
        ("microcef", "Microcephaly"),
        ("hearing lo", "Hearing impairment"),
        ("floppy ba", "Hypotonia"),
        ("IUG", "Intrauterine growth retardation"),
    ],
)
def test_suggest__completes_names(labels, words, first):
    assert labels(words)[0] == first


@pytest.mark.parametrize("words", ["", "   ", "qqqqq", "!!!", "short qqqqq"])
def test_suggest__finds_nothing_where_nothing_fits(labels, words):
    assert labels(words) == []


def test_suggest__names_each_term_once(labels):
    found = labels("short")
    assert len(found) == len(set(found))


def test_suggest__keeps_the_limit(toy):
    suggester = Suggester(toy.lexicon)
    assert len(suggester.suggest("s", limit=2)) == 2
    assert suggester.suggest("s", limit=0) == ()


@given(st.text(max_size=60))
def test_suggest__survives_any_words(toy, words):
    assert len(Suggester(toy.lexicon).suggest(words)) <= 10


@pytest.mark.slow
def test_suggest__knows_letters_parts_and_misspelt_words_of_the_real_terms(real):
    suggester = Suggester(real.lexicon)
    for words in ("s", "short", "bone in mus", "microcefaly", "abnormal of the"):
        assert suggester.suggest(words)
