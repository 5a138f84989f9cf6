import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.draw.imprinting import ALLELES, PARENTS, ImprintingWords, draw_imprinting
from rarekin.errors import InputError

tissues = st.dictionaries(
    st.text(min_size=1, max_size=40).filter(str.strip), st.sampled_from(ALLELES), min_size=1
)


@given(tissues, st.sampled_from(PARENTS))
def test_draw_imprinting__is_one_xml_element_that_marks_one_copy_in_each_tissue(expressed, parent):
    root = ET.fromstring(draw_imprinting(expressed, parent).svg)
    marked = [e for e in root.iter() if e.get("class") == "copy-changed"]
    pills = [e for e in root.iter() if (e.get("class") or "").startswith("copy-")]
    assert root.tag.endswith("svg")
    assert len(marked) == len(expressed)
    assert len(pills) == 3 * len(expressed)


@pytest.mark.parametrize(
    ("allele", "parent", "outcome"),
    [
        ("maternal", "mother", "lost"),
        ("maternal", "father", "spared"),
        ("paternal", "father", "lost"),
        ("paternal", "mother", "spared"),
        ("both", "mother", "halved"),
        ("both", "father", "halved"),
    ],
)
def test_draw_imprinting__says_what_the_change_means_in_a_tissue(allele, parent, outcome):
    words = ImprintingWords(lost="lost", halved="halved", spared="spared")
    text = draw_imprinting({"kidney": allele}, parent, words=words).text
    assert text.endswith(f"{outcome}.")


def test_draw_imprinting__the_changed_copy_is_that_of_the_parent_named():
    text = draw_imprinting({"kidney": "maternal"}, "mother").text
    assert "copy from the mother works, changed; copy from the father silent." in text


@pytest.mark.parametrize(
    ("expressed", "parent"),
    [({}, "mother"), ({"kidney": "unknown"}, "mother"), ({"kidney": "both"}, "either")],
)
def test_draw_imprinting__refuses_what_it_cannot_draw(expressed, parent):
    with pytest.raises(InputError) as caught:
        draw_imprinting(expressed, parent)
    assert caught.value.hint
