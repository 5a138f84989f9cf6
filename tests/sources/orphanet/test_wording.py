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


def test_mapping__never_makes_a_wrong_or_licensed_mapping():
    assert wording.mapping("ORPHA:1", "OMIM", "1", "W (Wrong mapping)") is None
    assert wording.mapping("ORPHA:1", "MedDRA", "1", "E") is None
    assert wording.mapping("ORPHA:1", "GARD", "GARD:0000109", "E").object == "GARD:109"
