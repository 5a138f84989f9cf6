"""Counts that would make a hallmark, or a killer, look seldom."""

from collections import Counter

import pytest

from rarekin.api.telling.hallmarks import NamedBy
from rarekin.api.telling.voices import Standing
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling.how_told import how_told

DISSECTION = Curie("HP:0002647")
FREQUENT = Curie("HP:0040282")


def finding(*rows):
    made = [Annotation(Curie("OMIM:1"), DISSECTION, "hpoa", **row) for row in rows]
    return pool_rows(DISSECTION, "Aortic dissection", (), made)


def told(found, standing):
    return how_told(found, standing, Counter(), "toy disease")(found)


# HPOA on Marfan syndrome: 1 of 58 people had a torn aorta when they were looked at.
def test_how_told__one_of_58_does_not_hide_what_the_text_calls_a_danger():
    seen = finding({"numerator": 1, "denominator": 58})
    named = {DISSECTION: NamedBy.DANGER}
    how = told(seen, Standing(dangers=frozenset({DISSECTION}), named=named))
    assert how.words == "told above as a danger"
    assert "58" not in how.words + how.detail + how.percentage
    assert how.share is None


@pytest.mark.parametrize("by", NamedBy)
def test_how_told__a_report_on_one_person_makes_no_hallmark_seldom(by):
    seen = finding({"numerator": 1, "denominator": 1})
    how = told(seen, Standing(named={DISSECTION: by}))
    assert "one person" not in how.words + how.detail


def test_how_told__what_many_were_counted_with_keeps_its_share():
    seen = finding({"numerator": 40, "denominator": 100})
    how = told(seen, Standing(named={DISSECTION: NamedBy.DEFINITION}))
    assert how.share == 40


def test_how_told__of_several_sources_is_not_told_as_of_one_person():
    seen = finding({"numerator": 1, "denominator": 1})
    how = told(seen, Standing(backed=frozenset({DISSECTION})))
    assert (how.words, "one person" in how.detail) == ("described", False)
    estimated = finding({"numerator": 1, "denominator": 1}, {"frequency_term": FREQUENT})
    assert told(estimated, Standing(backed=frozenset({DISSECTION}))).words == "often"


def test_how_told__a_class_against_counts_is_no_class():
    listed = finding({"frequency_term": FREQUENT})
    how = told(listed, Standing(overstated=frozenset({DISSECTION})))
    assert (how.words, how.detail) == ("in some people", "")
