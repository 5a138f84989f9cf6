"""How a change of a chromosome, or of a piece of one, is handed on, in sentences."""

from dataclasses import replace

import pytest
from tests.web.atlas.telling.pages_made import annotated, page, texts

from rarekin.api.diseases import lookup
from rarekin.web.atlas.telling import compose


# Genetics Home Reference: the isochromosome 12p mostly comes from the egg; some cells have it.
def test_inheritance__of_a_chromosome_in_some_cells_no_origin_is_told(full_release):
    said = texts(compose.how_it_is_inherited(lookup.disease("MONDO:0011146")))
    assert any("only some cells of the body" in text for text in said)
    assert not any("after conception" in text for text in said)


@pytest.mark.parametrize(("chromosome", "is_said"), [("missing", "lost"), ("doubled", "doubled")])
def test_inheritance__a_deletion_is_lost_and_a_duplication_doubled(chromosome, is_said):
    modes = (annotated("HP:0000006", "dominant"), annotated("HP:0001466", "contiguous"))
    said = texts(compose.how_it_is_inherited(page(inheritance=modes, chromosome=chromosome)))
    assert f"neighbouring genes is {is_said}." in said[-1]
    assert "lost or doubled" in texts(compose.how_it_is_inherited(page(inheritance=modes)))[-1]


def test_inheritance__a_piece_of_a_chromosome_is_no_changed_copy_of_a_gene():
    made = replace(page(inheritance=(annotated("HP:0000006", "dominant"),)), chromosome="extra")
    told = " ".join(texts(compose.how_it_is_inherited(made)))
    assert "changed copy" not in told
    assert "new in the child" in told


@pytest.mark.parametrize(
    ("disease", "asks_parents"),
    [("MONDO:0006823", False), ("MONDO:0019867", True)],  # Klinefelter, mosaic trisomy 8
)
def test_inheritance__a_whole_chromosome_too_many_is_new(full_release, disease, asks_parents):
    said = texts(compose.how_it_is_inherited(lookup.disease(disease)))[0]
    assert said.startswith("As a rule the chromosome too many arises anew")
    assert ("parents should be tested" in said) is asks_parents


def test_inheritance__a_chromosome_lost_in_diseased_cells_is_not_handed_on(full_release):
    # The marrow of an old person has lost a piece of chromosome 5.
    said = texts(compose.how_it_is_inherited(lookup.disease("MONDO:0007925")))
    assert "in the diseased cells only" in said[0]
    assert not any("parent has it too" in text for text in said)
