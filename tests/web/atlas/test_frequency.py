import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.web.atlas.frequency import counts, how_often, percentage


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        (1.0, "everybody described"),
        (0.97, "almost everybody"),
        (0.9, "about 9 in 10 people"),
        (0.1, "about 1 in 10 people"),
        (0.05, "about 1 in 20 people"),
        (0.001, "about 1 in 1,000 people"),
        (0.0, "nobody described"),
        (None, "how often is not recorded"),
    ],
)
def test_how_often__speaks_of_people(frequency, words):
    assert how_often(frequency) == words


def test_how_often__few_people_are_counted_not_extrapolated():
    assert how_often(1 / 3, 1, 3) == "1 of 3 people described"
    assert how_often(0.0, 0, 4) == "none of 4 people described"
    assert percentage(1 / 3, 3) == ""


def test_counts__stand_beside_a_share_only():
    assert counts(7, 23) == "7 of 23 people described"
    assert counts(3, 9) == ""


@given(st.floats(0.096, 0.949))
def test_how_often__tenths_are_the_nearest(frequency):
    n = int(re.search(r"\d+", how_often(frequency))[0])
    assert abs(n / 10 - frequency) <= 0.05 + 1e-9


@given(st.floats(1e-6, 0.094))
def test_how_often__one_in_n_is_near(frequency):
    n = int(re.search(r"in (\d+)", how_often(frequency).replace(",", ""))[1])
    assert abs(1 / n - frequency) / frequency < 0.2


@given(st.floats(0, 1), st.integers(5, 1000))
def test_percentage__is_never_rounded_to_nothing(frequency, people):
    shown = percentage(frequency, people)
    assert shown == "" or float(shown[:-2]) == 0 or frequency > 0
