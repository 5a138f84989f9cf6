from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.draw import ONSET_STAGES, draw_findings, draw_onset, draw_probabilities
from rarekin.errors import InputError

labels = st.text(max_size=40)
shares = st.floats(0, 1)


def check(drawing):
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert "style" not in root.attrib
    assert "<style" not in drawing.svg
    return root


@given(st.lists(st.tuples(labels, shares), max_size=5), st.none() | st.tuples(labels, shares))
def test_draw_probabilities__is_wellformed(rows, rest):
    check(draw_probabilities(rows, rest=rest))


@given(st.lists(st.tuples(labels, st.lists(st.tuples(labels, st.none() | shares), max_size=8))))
def test_draw_findings__is_wellformed(systems):
    check(draw_findings(systems))


@given(st.dictionaries(st.sampled_from([s for s, _ in ONSET_STAGES]), st.none() | shares))
def test_draw_onset__is_wellformed(stages):
    check(draw_onset(stages))


def test_draw_findings__unknown_is_not_an_empty_bar():
    svg = draw_findings([("Skin", [("a", None), ("b", 0.0)])]).svg
    assert svg.count('class="bar-unknown"') == 1
    assert svg.count('class="bar-track"') == 1


def test_draw_findings__says_how_many_it_left_out():
    drawing = draw_findings([("Skin", [(f"f{i}", None) for i in range(9)])])
    assert "and 3 more" in drawing.svg
    assert "f8" in drawing.text


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_bars__refuse_what_is_no_share(p):
    with pytest.raises(InputError):
        draw_probabilities([("a", p)])
    with pytest.raises(InputError):
        draw_onset({"late": p})
    with pytest.raises(InputError):
        draw_findings([("s", [("a", p)])])


def test_draw_onset__refuses_an_unknown_stage():
    with pytest.raises(InputError):
        draw_onset({"teatime": 0.5})
