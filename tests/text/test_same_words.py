"""Phrases of the same words in another order: what is said of POH is never read as wasting."""

import pytest


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The doctor found bone in the skin.", "HP:0025027"),
        ("there is bone in her skin", "HP:0025027"),
        ("bone under the skin", "HP:0034282"),
    ],
)
def test_bone_in_the_skin__is_no_wasting(real, text, term):
    assert [m.term for m in real.read(text).mentions] == [term]
