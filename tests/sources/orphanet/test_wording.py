import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.model.disease import Level
from rarekin.sources.orphanet import wording

TYPES = [
    ("Disease", Level.DISORDER),
    ("Malformation syndrome", Level.DISORDER),
    ("Morphological anomaly", Level.DISORDER),
    ("Biological anomaly", Level.DISORDER),
    ("Clinical syndrome", Level.DISORDER),
    ("Particular clinical situation in a disease or syndrome", Level.DISORDER),
    ("Category", Level.GROUP),
    ("Clinical group", Level.GROUP),
    ("Clinical subtype", Level.SUBTYPE),
    ("Etiological subtype", Level.SUBTYPE),
    ("Histopathological subtype", Level.SUBTYPE),
    ("", Level.UNKNOWN),
]


@pytest.mark.parametrize(("kind", "level"), TYPES)
def test_level_of__knows_every_type_of_entry(kind, level):
    assert wording.level_of(kind) is level


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<I>GNAS</I> gene", "GNAS gene"),
        ("fewer than <10th centile", "fewer than <10th centile"),
        ("<1&nbsp;cm", "<1 cm"),
        ("&#945;-galactosidase", "α-galactosidase"),
        ("a <SYNE1 gene", "a <SYNE1 gene"),
    ],
)
def test_plain_text__removes_markup_and_nothing_else(text, plain):
    assert wording.plain_text(text) == plain


@given(st.text(alphabet="abc <>0159%.", max_size=40))
def test_plain_text__is_stable(text):
    once = wording.plain_text(text)
    if "<" not in once:
        assert wording.plain_text(once) == once


def test_onset__orders_ages_as_life_does():
    fact = wording.onset("ORPHA:1", ["Elderly", "Adult", "Antenatal"], None)
    assert fact.text == "The first signs can appear before birth, in adult life or in old age."


@pytest.mark.parametrize("ages", [[], ["No data available"], ["Unknown"]])
def test_onset__says_nothing_of_unknown_ages(ages):
    assert wording.onset("ORPHA:1", ages, None) is None


@pytest.mark.parametrize("mode", ["Unknown", "Not applicable", "No data available", "Sideways"])
def test_inheritance__says_nothing_of_unknown_modes(mode):
    assert wording.inheritance("ORPHA:1", [mode]) == []


def test_mapping__never_makes_a_wrong_or_licensed_mapping():
    assert wording.mapping("ORPHA:1", "OMIM", "1", "W (Wrong mapping)") is None
    assert wording.mapping("ORPHA:1", "MedDRA", "1", "E") is None
    assert wording.mapping("ORPHA:1", "GARD", "GARD:0000109", "E").object == "GARD:109"
