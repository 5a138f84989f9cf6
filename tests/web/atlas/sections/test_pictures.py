import xml.etree.ElementTree as ET
from collections.abc import Mapping

import pytest

from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.pictures import of_imprinting


def _fact(expressed: Mapping[str, str] | str, parent: str = "father") -> Fact:
    value = {"gene": "GNAS", "disease_when_inherited_from": parent, "expressed_allele": expressed}
    return Fact(Curie("MONDO:0008153"), Section.CAUSES, "imprinting", "curated", value=value)


def _tissues(svg: str) -> list[str]:
    lines = [e for e in ET.fromstring(svg).iter() if e.get("class") == "imprinting-tissue"]
    return [line.text or "" for line in lines]


def test_of_imprinting__draws_once_what_is_the_same_in_several_tissues():
    told = {"skin": "both", "kidney": "maternal", "thyroid": "maternal", "placenta": "paternal"}
    (picture,) = of_imprinting([_fact(told)], Marks([]))
    assert _tissues(picture.svg) == ["skin", "kidney, thyroid gland", "placenta"]


def test_of_imprinting__keeps_apart_what_differs_and_starts_where_both_copies_work():
    (picture,) = of_imprinting([_fact({"b": "maternal", "a": "both", "c": "paternal"})], Marks([]))
    assert _tissues(picture.svg) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "fact", [_fact({"kidney": "half"}), _fact("nobody knows"), _fact({"a": "both"}, parent="both")]
)
def test_of_imprinting__draws_nothing_that_it_cannot_say(fact):
    assert of_imprinting([fact], Marks([])) == []
