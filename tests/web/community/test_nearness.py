import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.web.accounts.being.places import COUNTRIES, REGIONS
from rarekin.web.community.finding.nearness import NEIGHBOURS, Nearness, nearness, part_of
from rarekin.web.community.finding.scoring import Member, fits
from rarekin.web.community.finding.wording import card_in_words

CODES = [code for code, _name in (*COUNTRIES, *REGIONS)]
SAME = frozenset({"MONDO:0008153"})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("FR", "FR", Nearness.COUNTRY),
        ("FR", "DE", Nearness.NEIGHBOUR),
        ("BR", "GF", Nearness.NEIGHBOUR),
        ("PT", "FR", Nearness.PART),
        ("XE", "FR", Nearness.PART),
        ("XE", "XE", Nearness.PART),
        ("US", "MX", Nearness.NEIGHBOUR),
        ("US", "JP", Nearness.NONE),
        ("", "FR", Nearness.NONE),
        ("", "", Nearness.NONE),
    ],
)
def test_nearness__has_three_steps(one, other, expected):
    assert nearness(one, other) is expected


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_nearness__is_the_same_from_both_sides(one, other):
    assert nearness(one, other) is nearness(other, one)


def test_every_place__lies_in_a_part_of_the_world():
    assert {part_of(code) for code in CODES} == {code for code, _name in REGIONS}
    assert {code for pair in NEIGHBOURS for code in pair} <= set(CODES)
    assert all(len(pair) == 2 for pair in NEIGHBOURS)


def test_neighbour__is_shown_no_finer_than_the_part_of_the_world(full_release):
    me = Member(diseases=SAME, country="PT")
    places = ("PT", "ES", "FR", "JP")
    found = fits(me, [Member(diseases=SAME, country=place) for place in places])
    scores = [fit.score for fit in found]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    near, part = (card_in_words({"reasons": fit.reasons})["reasons"] for fit in found[1:3])
    assert near == part
