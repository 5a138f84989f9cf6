import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling.frequency import (
    FEWEST_COUNTED,
    how_often,
    percentage,
    told,
    told_of_a_danger,
)

TERM = Curie("HP:0001166")


def finding(*rows: dict[str, object]) -> AnnotatedFinding:
    made = [Annotation(Curie("OMIM:1"), TERM, "hpoa", **row) for row in rows]
    return pool_rows(TERM, "x", (), made)


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        (1.0, "everybody counted"),
        (0.97, "almost everybody"),
        (0.9, "about 9 in 10 people"),
        (0.1, "about 1 in 10 people"),
        (0.05, "about 1 in 20 people"),
        (0.001, "about 1 in 1,000 people"),
        (0.0, "in nobody"),
        (None, "how often is not recorded"),
    ],
)
def test_how_often__speaks_of_people(frequency, words):
    assert how_often(frequency) == words


# Ends of each class: Koehler 2017, table of frequency terms.
@pytest.mark.parametrize(
    ("frequency_class", "words"),
    [
        ("HP:0040280", "often"),
        ("HP:0040281", "often"),
        ("HP:0040282", "often"),
        ("HP:0040283", "in some people"),
        ("HP:0040284", "in some people"),
    ],
)
def test_told__a_class_is_a_word_without_a_number_and_names_who_gave_it(frequency_class, words):
    row = {"frequency_term": Curie(frequency_class), "references": ("ORPHA:1",)}
    often = told(finding(row))
    assert (often.words, often.percentage, often.share) == (words, "", None)
    assert (often.low, often.high) == (None, None)
    assert often.detail == "estimated by Orphanet, not counted"


def test_told__of_two_classes_the_lower_end_decides():
    often = told(finding({"frequency_term": "HP:0040283"}, {"frequency_term": "HP:0040282"}))
    assert often.words == "in some people"


def test_told_of_a_danger__one_look_makes_no_rare_danger_and_a_class_none_at_all():
    # Marfan: a torn aorta in 1 of 58 at the time they were seen is no risk of 1 in 58 for life.
    counted = told_of_a_danger(finding({"numerator": 1, "denominator": 58}))
    assert (counted.words, counted.detail) == ("1 of 58 people counted", "when they were looked at")
    assert (counted.percentage, counted.low, counted.share) == ("", None, None)
    for term in ("HP:0040281", "HP:0040284"):
        often = told_of_a_danger(finding({"frequency_term": term}))
        assert often.words == "how often was not counted"


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ((1, 1), "described"),
        ((0, 1), "not seen in the one person counted"),
        ((3, 3), "described"),
        ((2, 4), "described"),
        ((0, 4), "not seen in the 4 people counted"),
    ],
)
def test_told__under_five_people_there_is_no_share(counted, words):
    often = told(finding({"numerator": counted[0], "denominator": counted[1]}))
    assert often.words == words
    assert (often.percentage, often.low, often.share) == ("", None, None)


def test_told__counts_come_with_the_interval_that_fits_them():
    # Wilson's interval of 10 in 20 is 29.9 to 70.1 in 100 (Wilson 1927, worked by hand).
    often = told(finding({"numerator": 10, "denominator": 20}))
    assert (often.words, often.detail) == ("10 of 20 people counted", "fits 29 to 71 in 100")
    assert (often.low, often.share, often.high) == (29, 50, 71)
    # Of 50 in 100: 40.4 to 59.6 in 100.
    often = told(finding({"numerator": 50, "denominator": 100}))
    assert often.words == "about 5 in 10 people"
    assert often.detail == "50 of 100 people counted, fits 40 to 60 in 100"


def test_told__a_range_that_leaves_everything_open_is_not_told():
    assert told(finding({"numerator": 3, "denominator": 6})).detail == ""


def test_told__counts_go_before_a_class():
    often = told(
        finding({"numerator": 2, "denominator": 40}, {"frequency_term": Curie("HP:0040281")})
    )
    assert often.words == "about 1 in 20 people"


@given(st.integers(0, 60), st.integers(1, 60))
def test_told__a_share_is_never_drawn_from_a_handful(numerator, denominator):
    numerator = min(numerator, denominator)
    often = told(finding({"numerator": numerator, "denominator": denominator}))
    assert (often.share is None) == (denominator < FEWEST_COUNTED)
    if often.share is not None:
        assert often.low <= often.share <= often.high
    assert str(denominator) in often.words + often.detail or denominator == 1


@given(st.floats(0.096, 0.949))
def test_how_often__tenths_are_the_nearest(frequency):
    n = int(re.search(r"\d+", how_often(frequency))[0])
    assert abs(n / 10 - frequency) <= 0.05 + 1e-9


@given(st.floats(1e-6, 0.094))
def test_how_often__one_in_n_is_near(frequency):
    n = int(re.search(r"in (\d+)", how_often(frequency).replace(",", ""))[1])
    assert abs(1 / n - frequency) / frequency < 0.2


@given(st.floats(0, 1))
def test_percentage__is_never_rounded_to_nothing(frequency):
    shown = percentage(frequency)
    assert shown == "" or float(shown[:-2]) == 0 or frequency > 0
