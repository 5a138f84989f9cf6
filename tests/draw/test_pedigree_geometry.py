"""The whole is in validation/pedigree_geometry.py: 2,000 families of eleven kinds."""

import re

import pytest
from hypothesis import given, settings
from tests.risk.families import family, man, woman
from tests.risk.test_inference import families
from validation.family_kinds import KINDS, make
from validation.pedigree_geometry import blemishes, check, drawn, expected, parentage, read

from rarekin.draw.pedigree import draw_pedigree
from rarekin.draw.pedigree_layout import lay_out


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", [k for k in KINDS if k != "300 people"])
def test_pedigree__the_picture_tells_the_right_parents_and_no_line_is_in_the_way(kind, seed):
    assert check(make(kind, seed)) == (True, [])


@settings(max_examples=60)
@given(families(14))
def test_pedigree__never_a_wrong_parentage(people):
    whole = people.with_both_parents()
    assert parentage(drawn(whole)) == expected(whole)


TWO_AND_TWO = family(
    man("x0"), woman("x1"), man("y0"), woman("y1"),
    man("a0", "x0", "x1"), woman("b1", "x0", "x1"), woman("b0", "y0", "y1"), man("a1", "y0", "y1"),
    man("c0", "a0", "b0"), man("c1", "a1", "b1"),
)  # fmt: skip
PATCHWORK = family(
    man("1"), woman("2"), man("4"), woman("5"),
    man("c1", "1", "2"), man("c2", "4", "5"), man("c3", "1", "5"),
)  # fmt: skip
UNCLE = family(
    man("g"), woman("h"), man("a1", "g", "h"), man("a2", "g", "h"), woman("w"),
    woman("n", "a1", "w"), man("a0", "a2", "n"),
)  # fmt: skip
STAR = family(
    man("g"), woman("h"), man("p", "g", "h"), man("brother", "g", "h"),
    *(woman(f"w{i}") for i in range(5)), *(man(f"k{i}", "p", f"w{i}") for i in range(5)),
)  # fmt: skip


TWINS = family(
    man("t1", twin_group="t"), man("t2", twin_group="t"), woman("w1"), woman("w2"),
    man("a", "t1", "w1"), woman("b", "t2", "w2"), man("c", "a", "b"),
)  # fmt: skip


@pytest.mark.parametrize("people", [TWO_AND_TWO, PATCHWORK, UNCLE, STAR, TWINS])
def test_pedigree__families_that_were_drawn_wrong_once(people):
    assert check(people) == (True, [])


def test_pedigree__no_more_copies_than_needed():
    assert len(drawn(PATCHWORK).symbols) == len(PATCHWORK)
    assert len(drawn(STAR).symbols) == len(STAR)
    assert len(drawn(UNCLE).symbols) == len(UNCLE)
    assert len(drawn(TWO_AND_TWO).symbols) == len(TWO_AND_TWO)


FATHER_AND_DAUGHTER = family(
    man("f"), woman("m"), woman("d", "f", "m"), man("s", "f", "m"), man("k", "f", "d")
)
STEPDAUGHTER = family(
    man("f"), woman("m"), man("x"), woman("d", "x", "m"), man("s", "f", "m"), man("k", "f", "d")
)


@pytest.mark.parametrize("people", [FATHER_AND_DAUGHTER, STEPDAUGHTER])
def test_pedigree__the_line_between_partners_of_two_generations_comes_down(people):
    assert check(people) == (True, [])
    assert len(drawn(people).symbols) == len(people)
    assert not any(
        "\x1e" in text for text in (draw_pedigree(people).svg, draw_pedigree(people).text)
    )


def test_pedigree__an_uncle_stands_beside_his_niece_and_the_line_to_him_is_longer():
    row = lay_out(UNCLE).row
    assert row["a2"] == row["n"] == row["a1"] + 1


def test_pedigree__who_is_drawn_twice_is_told():
    people = make("loops, parents with their descendants too", 7)
    svg = draw_pedigree(people).svg
    twice = lay_out(people).twice
    assert twice
    assert svg.count(">↔A</text>") == 2
    assert "the same person, drawn twice" in svg
    assert all(draw_pedigree(people).text.count(f" {id_} (") == 1 for id_ in twice)


def test_pedigree__identical_twins_without_parents_are_joined_and_their_children_are_kin():
    svg = draw_pedigree(TWINS).svg
    assert "pedigree-identical" in svg
    assert "pedigree-related" in svg


def test_pedigree__an_unborn_son_is_a_square():
    svg = draw_pedigree(family(man("a", unborn=True))).svg
    assert "<rect" in svg
    assert ">P</text>" in svg


def test_pedigree__long_labels_wrap_and_generations_have_numerals():
    people = family(man("f"), woman("m"), man("grandfather on the mother’s side", "f", "m"))
    svg = draw_pedigree(people).svg
    assert "…" not in svg
    assert re.findall(r'class="pedigree-generation">(\w+)<', svg) == ["I", "II"]


@pytest.mark.parametrize("change", ["drop", "shift", "outside"])
def test_checker__sees_what_is_wrong(change):
    people = family(man("f"), woman("m"), man("a", "f", "m"), man("b", "f", "m"))
    svg = draw_pedigree(people).svg
    child = re.search(r'<path d="(M[\d.]+ [\d.]+V[\d.]+)"[^>]*class="pedigree-child"/>', svg)
    if change == "drop":
        svg = svg.replace(child[0], "")
        assert parentage(read(svg)) != expected(people)
    elif change == "shift":
        couple = re.search(r'<path d="(M[\d.]+ [\d.]+)H[\d.]+"[^>]*class="pedigree-couple"/>', svg)
        svg = svg.replace(couple[1], couple[1].replace("M", "M1"))
        assert parentage(read(svg)) != expected(people)
    else:
        svg = svg.replace(child[1], child[1].replace("V", "V-"))
        assert blemishes(read(svg))


def test_pedigree__adopted_people_losses_and_the_consultand_follow_the_2022_standard():
    people = family(
        man("f"), woman("m"), man("a", adopted="in"), woman("b", "f", "m", adopted="out"),
        woman("c", "f", "m", consultand=True), man("loss", "f", "m", unborn=True, deceased=True),
        man("p", "f", "m", proband=True),
    )  # fmt: skip
    drawing = draw_pedigree(people)
    assert drawing.svg.count('class="pedigree-adopted"') == 4
    assert drawing.svg.count('class="pedigree-proband"') == 2
    assert drawing.svg.count(">P</text>") == 1
    assert "pedigree-died" not in drawing.svg
    assert "b (female, adopted by another family" in drawing.text
    assert "loss (male, pregnancy that ended" in drawing.text
    assert "consultand" in drawing.text
