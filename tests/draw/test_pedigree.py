import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from tests.risk.families import family, man, woman
from tests.risk.test_inference import families

from rarekin.api.family.risk import draw_family, drawing_of_family, family_risk
from rarekin.draw.pedigree import PedigreeMarks, PersonMarks, draw_pedigree
from rarekin.draw.pedigree_layout import lay_out
from rarekin.draw.pedigree_rows import is_passing
from rarekin.errors import InputError, TooLarge
from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.person import Phenotype

SVG = "{http://www.w3.org/2000/svg}"
GRAND = family(
    man("I-1"),
    woman("I-2", deceased=True),
    man("I-3"),
    woman("I-4"),
    man("II-1", "I-1", "I-2"),
    man("II-2", "I-1", "I-2"),
    woman("II-3", "I-3", "I-4"),
    woman("II-4", "I-3", "I-4"),
    man("III-1", "II-2", "II-3"),
    woman("III-2", "II-2", "II-3"),
    man("III-3"),
    woman("IV-1", "III-3", "III-2"),
)
COUSINS = family(
    man("g1"),
    woman("g2"),
    woman("w"),
    man("h"),
    man("s", "g1", "g2"),
    woman("d", "g1", "g2"),
    man("c0", "s", "w"),
    man("c1", "s", "w"),
    woman("c2", "h", "d"),
    woman("c3", "h", "d"),
    man("child", "c1", "c2"),
)


def segments(people):
    """Straight lines of couples and from parents to children, for counting crossings."""
    layout = lay_out(people)
    lines = []
    for couple in layout.couples:
        xs = sorted((layout.x[couple.father], layout.x[couple.mother]))
        middle, row = sum(xs) / 2, layout.row[couple.father]
        lines += [((middle, row), (layout.x[c], row + 1.0)) for c in couple.children]
    return lines


def crossings(people):
    lines = segments(people)
    return sum(
        (a[0][0] - b[0][0]) * (a[1][0] - b[1][0]) < -1e-6
        for i, a in enumerate(lines)
        for b in lines[:i]
        if a[0][1] == b[0][1]
    )


@settings(max_examples=60)
@given(families(14))
def test_layout__nobody_overlaps_and_generations_descend(people):
    layout = lay_out(people)
    rows = {}
    for id_, row in layout.row.items():
        rows.setdefault(row, []).append(layout.x[id_])
    for xs in rows.values():
        ordered = sorted(xs)
        assert all(b - a >= 0.999 for a, b in pairwise(ordered))
    for couple in layout.couples:
        lower = max(layout.row[couple.father], layout.row[couple.mother])
        assert all(layout.row[c] > lower for c in couple.children)
    assert layout == lay_out(people)


@pytest.mark.parametrize("people", [GRAND, COUSINS])
def test_layout__usual_families_have_no_crossings(people):
    assert crossings(people) == 0


@pytest.mark.parametrize("people", [GRAND, COUSINS])
def test_layout__partners_stand_side_by_side(people):
    layout = lay_out(people)
    for couple in layout.couples:
        a, b = sorted((layout.x[couple.father], layout.x[couple.mother]))
        row = layout.row[couple.father]
        between = [i for i, r in layout.row.items() if r == row and a < layout.x[i] < b]
        assert between == []


@settings(max_examples=40)
@given(families(10))
def test_draw_pedigree__is_wellformed_accessible_and_without_styles(people):
    drawing = draw_pedigree(people)
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    assert [root.find(f".//*[@id='{i}']") is not None for i in ids] == [True, True]
    assert "style" not in drawing.svg
    assert drawing == draw_pedigree(people)
    groups = root.findall(f".//{SVG}g[@class='pedigree-person']")
    seats = lay_out(people.with_both_parents()).row
    assert len(groups) == sum(not is_passing(seat) for seat in seats)
    for person in people.people:
        assert person.id in drawing.text


def test_layout__a_son_and_his_mother_as_parents_still_have_an_end():
    people = family(
        man("1"), woman("2"), woman("3", "1", "2"), man("5", "1", "3"), woman("6", "5", "3")
    )
    layout = lay_out(people)
    assert [layout.row[p] for p in "123"] == [0, 0, 1]
    assert layout.row["6"] == layout.row["5"] + 1
    # Father and daughter cannot stand in one row: the line between them comes down.
    assert layout.twice == ()
    assert "pedigree-related" in draw_pedigree(people).svg


def test_draw_pedigree__symbols_follow_the_nomenclature():
    people = family(
        man("f", deceased=True),
        woman("m"),
        man("a", "f", "m", proband=True, twin_group="t"),
        man("b", "f", "m", twin_group="t"),
        woman("u", "f", "m", unborn=True),
    )
    svg = draw_pedigree(people).svg
    for name, count in {
        "pedigree-died": 1,
        "pedigree-proband": 1,
        "pedigree-twin": 2,
        "pedigree-identical": 1,
        "pedigree-couple": 1,
    }.items():
        assert svg.count(f'class="{name}"') == count
    assert ">P</text>" in svg
    assert draw_pedigree(COUSINS).svg.count('class="pedigree-related"') == 2


def test_draw_pedigree__eight_people_side_by_side_are_readable_on_a_phone():
    kids = [man(f"k{i}", "f", "m") for i in range(8)]
    svg = draw_pedigree(family(man("f"), woman("m"), *kids)).svg
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    size = float(re.search(r'font-size="([\d.]+)"', svg)[1])
    assert size * 374 / width >= 12


def test_draw_pedigree__escapes_what_it_is_given():
    people = family(man("<script>alert(1)</script>"))
    marks = PedigreeMarks(
        {people.people[0].id: PersonMarks((0,), ("<b>",), "a & \x00b")}, ('"quoted" <i>',)
    )
    drawing = draw_pedigree(people, marks)
    assert "<script" not in drawing.svg
    assert "<b>" not in drawing.svg
    ElementTree.fromstring(drawing.svg)


@pytest.mark.parametrize("name", ['x" onload="', "", "9a", "a b"])
def test_draw_pedigree__refuses_a_name_that_is_no_id(name):
    with pytest.raises(InputError):
        draw_pedigree(family(man("a")), name=name)


def test_draw_pedigree__refuses_errors_and_too_many_people():
    with pytest.raises(InputError):
        draw_pedigree(family(man("a", "ghost")))
    with pytest.raises(TooLarge):
        draw_pedigree(Family(tuple(man(f"p{i}") for i in range(601))))


def test_draw_family__writes_genotype_and_chance_beneath():
    people = family(
        man("dad"),
        woman("mum", phenotypes={"poh": Phenotype(State.PRESENT)}, age_years=33),
        man("kid", "dad", "mum"),
    )
    risk = family_risk(people, "gnas")
    svg = draw_family(people, risk, labels={"kid": "our son"})
    assert ">our son</text>" in svg
    assert ">33 y</text>" in svg
    assert re.search(r">pat \d+%</text>", svg)
    assert ">Progressive osseous heteroplasia (POH)</text>" in svg
    assert "PHP1A" in drawing_of_family(people, risk).text
