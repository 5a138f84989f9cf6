"""The marks of the standard (Bennett 1995, 2008, 2022), each looked for in the finished picture."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.families import family, man, woman
from validation.family_kinds import KINDS, make
from validation.pedigree_geometry import check, drawn, read

from rarekin.draw.pedigree import PedigreeMarks, PersonMarks, draw_pedigree
from rarekin.draw.pedigree_spans import Span, fits, height
from rarekin.draw.relationship import relationship
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person
from rarekin.risk.kinship import kinship

SHAPES = {"man": "rect", "woman": "circle", "other": "path"}
OF_SEX = {Sex.MALE: "man", Sex.FEMALE: "woman", Sex.UNKNOWN: "other"}
BORN = {Sex.MALE: "AMAB", Sex.FEMALE: "AFAB", Sex.UNKNOWN: "UAAB"}


def svg_of(*people, partners=()):
    return draw_pedigree(Family(tuple(people), partners=tuple(partners))).svg


def symbols(svg):
    return re.findall(r'<(\w+) [^>]*class="pedigree-symbol"', svg)


@pytest.mark.parametrize(("sex", "gender"), list(product(Sex, ("", *SHAPES))))
def test_symbol__is_that_of_the_gender_and_the_sex_at_birth_stands_beneath(sex, gender):
    svg = svg_of(Person("a", sex, gender=gender))
    assert symbols(svg) == [SHAPES[gender or OF_SEX[sex]]]
    differs = bool(gender) and (sex is Sex.UNKNOWN or gender != OF_SEX[sex])
    assert re.findall(r">([AU][FMA]AB)<", svg) == ([BORN[sex]] if differs else [])


LOSSES = {
    "": ("triangle", 0, []),
    "miscarriage": ("triangle", 0, []),
    "termination": ("triangle", 1, []),
    "ectopic": ("triangle", 0, ["ECT"]),
    "stillbirth": ("square", 1, ["SB"]),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_loss__small_triangle_with_its_stroke_and_letters(loss):
    lost = man("x", "f", "m", unborn=True, deceased=True, loss=loss)
    svg = svg_of(man("f"), woman("m"), lost)
    shape, strokes, letters = LOSSES[loss]
    assert symbols(svg)[2] == {"triangle": "path", "square": "rect"}[shape]
    assert svg.count('class="pedigree-died"') == strokes
    assert re.findall(r'class="pedigree-note">(ECT|SB)<', svg) == letters
    # The line to a pregnancy that was not carried to term is shorter.
    start, end = map(float, re.search(r'd="M[\d.]+ ([\d.]+)V([\d.]+)"[^>]*child', svg).groups())
    assert end - start == (11 if shape == "triangle" else 18)


def together(*groups):
    kids = [man(f"k{i}", "f", "m", **group) for i, group in enumerate(groups)]
    return svg_of(man("f"), woman("m"), *kids)


@pytest.mark.parametrize(
    ("groups", "bars", "asks"),
    [
        ([{"twin_group": "t"}] * 2, 1, False),
        ([{"birth_group": "b", "fraternal": True}] * 2, 0, False),
        ([{"birth_group": "b"}] * 2, 0, True),
        ([{"birth_group": "b", "twin_group": "t"}] * 2 + [{"birth_group": "b"}], 1, False),
        ([{"birth_group": "b", "fraternal": True}] * 3, 0, False),
    ],
)
def test_born_together__from_one_point_with_a_bar_only_for_the_identical(groups, bars, asks):
    svg = together(*groups)
    starts = re.findall(r'd="M([\d.]+ [\d.]+)L[^"]+"[^>]*class="pedigree-twin"', svg)
    assert (len(starts), len(set(starts))) == (len(groups), 1)
    assert svg.count('class="pedigree-identical"') == bars
    assert ('class="pedigree-zygosity">?<' in svg) is asks


COUPLE = (woman("a"), woman("b"))


def test_couple__two_women_without_children_side_by_side_joined_by_a_line():
    svg = svg_of(*COUPLE, partners=[Partnership("a", "b")])
    assert svg.count('class="pedigree-couple"') == 1
    assert (
        "Couples: a and b: a couple."
        in draw_pedigree(Family(COUPLE, partners=(Partnership("a", "b"),))).text
    )


@pytest.mark.parametrize(("why", "bars"), [("choice", 1), ("infertility", 2)])
def test_couple__childless_with_one_bar_or_two(why, bars):
    svg = svg_of(man("f"), woman("m"), partners=[Partnership("f", "m", childless=why)])
    path = re.search(r'd="([^"]+)"[^>]*class="pedigree-childless"', svg)[1]
    assert path.count("H") == bars


@pytest.mark.parametrize("kids", [0, 1])
def test_couple__who_parted_with_two_strokes(kids):
    people = [man("f"), woman("m"), *(man(f"k{i}", "f", "m") for i in range(kids))]
    svg = svg_of(*people, partners=[Partnership("f", "m", separated=True)])
    path = re.search(r'd="([^"]+)"[^>]*class="pedigree-separated"', svg)[1]
    assert path.count("M") == 2


def test_donor__is_no_partner_and_the_couple_raises_the_child():
    people = (
        woman("a"), woman("b"), Person("d", Sex.MALE, role="donor"), woman("k", "d", "a"),
    )  # fmt: skip
    whole = Family(people, partners=(Partnership("a", "b"),))
    drawing = draw_pedigree(whole)
    assert check(whole) == (True, [])
    assert drawing.svg.count('class="pedigree-donor"') == 1
    assert ">D</text>" in drawing.svg
    assert "gave an egg or sperm" in drawing.text


def test_surrogate__carries_an_s_and_is_told():
    drawing = draw_pedigree(
        family(man("f"), woman("m"), woman("s", role="surrogate"),
               man("k", "f", "m", carried_by="s"))
    )  # fmt: skip
    assert ">S</text>" in drawing.svg
    assert "carried by s" in drawing.text


def test_adopted__hangs_from_who_raised_it_by_a_broken_line_in_brackets():
    adopted = woman("k", raised_by=("f", "m"), adopted="in")
    people = (man("f"), woman("m"), man("own", "f", "m"), adopted)
    whole = Family(people)
    svg = draw_pedigree(whole).svg
    assert check(whole) == (True, [])
    assert len(re.findall(r'stroke-dasharray="[^"]+" class="pedigree-child"', svg)) == 1
    assert svg.count('class="pedigree-adopted"') == 2
    assert "raised by f, m" in draw_pedigree(whole).text


def test_adopted__by_somebody_below_oneself_is_no_circle():
    people = (man("f"), woman("m"), man("k", "f", "m"), woman("w"), man("x", "k", "w"))
    strange = Family((*people[1:], man("f", raised_by=("k", "w"))))
    assert len(drawn(strange).symbols) == 5


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_filling__each_disease_has_its_part_of_every_symbol_and_of_the_key(n):
    names = tuple(f"disease {i}" for i in range(n))
    people = {f"p{i}": PersonMarks((i,)) for i in range(n)}
    svg = draw_pedigree(Family(tuple(man(p) for p in people)), PedigreeMarks(people, names)).svg
    parts = re.findall(r'<clipPath[^>]*><path d="M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)', svg)
    corners = {(round(float(x) % 1, 1), y, w, h) for x, y, w, h in parts}
    sizes = {(w, h) for _, _, w, h in parts}
    if n == 1:
        assert not parts
    elif n <= 4:
        assert len(parts) == n
        assert sizes == ({("13", "26")} if n == 2 else {("13", "13")})
    assert len(corners) <= max(1, len(parts))
    assert [t for t in names if f">{t}<" in svg] == list(names)


def line_down(up, n):
    """People descending from a couple over n generations, and the last of them."""
    people, parents = [], ("gf", "gm")
    for i in range(n):
        child = man(f"{up}{i}", *parents)
        mate = woman(f"{up}{i}w")
        people += [child, mate]
        parents = (child.id, mate.id)
    return people, f"{up}{n - 1}" if n else "gf"


WORDS = {
    (1, 1): "siblings",
    (1, 2): "uncle or aunt, and niece or nephew",
    (1, 3): "great-uncle or great-aunt, and great-niece or great-nephew",
    (2, 2): "first cousins",
    (2, 3): "first cousins once removed",
    (2, 4): "first cousins twice removed",
    (3, 3): "second cousins",
    (3, 4): "second cousins once removed",
    (4, 4): "third cousins",
}


@pytest.mark.parametrize(("up", "down"), WORDS)
def test_relationship__is_named_as_the_kinship_coefficient_says(up, down):
    (one, a), (two, b) = line_down("a", up), line_down("b", down)
    people = family(man("gf"), woman("gm"), *one, *two)
    assert relationship(people.by_id, a, b) == WORDS[up, down]
    # Two shared ancestors: twice one half to the number of births between, and one (Wright 1922).
    assert kinship(people).between(a, b) == 2 * 0.5 ** (up + down + 1)


@settings(max_examples=60)
@given(st.sampled_from([k for k in KINDS if k != "300 people"]), st.integers(0, 400))
def test_relationship__none_is_named_exactly_where_nothing_is_shared(kind, seed):
    people = make(kind, seed)
    table = kinship(people)
    for couple in list({(p.father, p.mother) for p in people.people if p.father})[:6]:
        named = relationship(people.by_id, *couple) is not None
        assert named == (table.between(*couple) > 0)


def test_relationship__double_first_cousins_and_half_siblings():
    double = family(
        man("a"), woman("b"), man("c"), woman("d"),
        man("s1", "a", "b"), man("s2", "a", "b"), woman("t1", "c", "d"), woman("t2", "c", "d"),
        man("x", "s1", "t1"), woman("y", "s2", "t2"),
    )  # fmt: skip
    assert relationship(double.by_id, "x", "y") == "double first cousins"
    half = family(man("a"), woman("b"), woman("c"), man("x", "a", "b"), woman("y", "a", "c"))
    assert relationship(half.by_id, "x", "y") == "half-siblings"


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(2, 6), st.booleans()), max_size=6))
def test_spans__those_that_fit_never_cross_and_stay_below_the_bars(wanted):
    there = []
    for left, wide, is_double in wanted:
        new = Span(left, left + wide, left + wide - 0.5, is_bridge=True, is_double=is_double)
        if fits(new, there):
            there.append(new)
    for one in there:
        assert height(one, there) <= 13.8
        for other in there:
            if one is not other and one.left < other.left < one.right:
                assert other.right <= one.right
                assert height(other, there) + 3 <= height(one, there)


@pytest.mark.parametrize("seed", range(12))
def test_exchange__two_marriages_between_two_families_need_nobody_twice(seed):
    people = make("double cousins", seed)
    assert len(drawn(people).symbols) == len(people)


def test_jump__goes_over_exactly_the_line_that_comes_down_to_somebody():
    picture = drawn(make("double cousins", 13))
    assert len(picture.jumps) == 2
    moved = draw_pedigree(make("double cousins", 13)).svg.replace("a3 3 0", "a5 5 0")
    assert read(moved).jumps[0][2] == 5.0


@pytest.mark.parametrize("seed", range(20))
def test_words__tell_everybody_and_every_couple_of_a_family_with_every_mark(seed):
    people = make("every mark", seed)
    drawing = draw_pedigree(people)
    assert check(people) == (True, [])
    for person in people.people:
        assert re.search(rf"[:;,] {person.id} \(", drawing.text)
    for tie in people.partners:
        told = {"choice": "no children", "infertility": "cannot have children together"}
        words = told.get(tie.childless, "separated" if tie.separated else "")
        assert words in drawing.text
