import xml.etree.ElementTree as ET

import pytest

from rarekin.draw.inheritance import FAMILIES, FamilyWords, draw_inheritance
from rarekin.errors import InputError

WORDS = FamilyWords("How", "So.", ("a", "b"), "ill", "carrier", "<free>")


@pytest.mark.parametrize("mode", list(FAMILIES))
def test_draw_inheritance__is_one_svg_with_six_people(mode):
    drawing = draw_inheritance(mode, WORDS)
    root = ET.fromstring(drawing.svg)
    assert root.tag.endswith("svg")
    assert "<free>" not in drawing.svg
    parents, children = FAMILIES[mode]
    assert (len(parents), len(children)) == (2, 4)


# Mendel's shares: of four children.
@pytest.mark.parametrize(
    ("mode", "n_ill", "n_carriers"),
    [("dominant", 2, 0), ("recessive", 1, 2), ("mitochondrial", 4, 0), ("new", 1, 0)],
)
def test_families__show_the_shares_of_each_child(mode, n_ill, n_carriers):
    states = [child.state for child in FAMILIES[mode][1]]
    assert (states.count("ill"), states.count("carrier")) == (n_ill, n_carriers)


def test_families__on_the_x_chromosome_half_the_sons_and_half_the_daughters():
    children = FAMILIES["x_recessive"][1]
    assert [c.state for c in children if c.sex == "m"] == ["ill", "free"]
    assert [c.state for c in children if c.sex == "f"] == ["carrier", "free"]


def test_draw_inheritance__an_unknown_way_is_refused():
    with pytest.raises(InputError, match="no way to draw"):
        draw_inheritance("sideways", WORDS)
