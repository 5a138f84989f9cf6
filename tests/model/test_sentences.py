import copy
import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from rarekin.model.sentences import Sentence, joined, sentence


@given(st.text(), st.integers(-(10**9), 10**9))
def test_sentence__is_its_english_text_everywhere(who, n):
    told = sentence("%(who)s has %(n)s.", who=who, n=n)
    assert told == f"{who} has {n:,}."
    assert json.loads(json.dumps([told])) == [str(told)]


@given(st.lists(st.text()))
def test_joined__puts_between_what_join_does(parts):
    told = joined(parts, ", ")
    assert told == ", ".join(parts)
    assert told.parts == tuple(parts)


def test_sentence__remembers_its_pattern_when_it_is_copied():
    told = sentence("It began at %(age)s.", age=sentence("%(n)s years", n=2.5))
    for twin in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):
        assert (twin, twin.template, twin.values) == (told, told.template, told.values)


def test_sentence__without_places_keeps_a_doubled_per_cent_sign_in_the_pattern_only():
    assert sentence("none (0 %%)") == "none (0 %)"
    assert isinstance(sentence("none (0 %%)"), Sentence)
