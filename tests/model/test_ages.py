import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.criteria.onset import ONSET_YEARS
from rarekin.draw.onset import STAGES
from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS, stage_of_age


def test_stages__follow_each_other_without_gap():
    spans = [span for stage, span in STAGE_YEARS.items() if stage != "congenital"]
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert spans[-1][1] == math.inf


def test_stages__are_those_that_are_drawn():
    assert tuple(STAGE_YEARS) == tuple(name for name, _ in STAGES)


def test_stages__have_the_limits_that_criteria_use():
    shared = ONSET_YEARS.keys() & STAGE_OF_TERM.keys()
    assert len(shared) >= 9
    assert all(ONSET_YEARS[term] == STAGE_YEARS[STAGE_OF_TERM[term]] for term in shared)


@pytest.mark.parametrize("term", ["HP:0003581", "HP:0410280"])
def test_stages__a_class_that_spans_several_has_none(term):
    assert term not in STAGE_OF_TERM


@given(st.floats(-1, 150, exclude_min=True))
def test_stage_of_age__gives_the_stage_whose_span_holds_the_age(age):
    start, end = STAGE_YEARS[stage_of_age(age)]
    assert start <= age < end or age == start == end == 0
