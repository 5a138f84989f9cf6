"""What published sets ask of tests, times, editions and support, each on a small set of its own."""

import pytest
from tests.criteria.toys import TREE, answers, c, check, outcome, toy

from rarekin.api import criteria as door
from rarekin.criteria.checking import evaluate
from rarekin.criteria.reading import read_set
from rarekin.model.case import Case, Finding, ParentalOrigin, State, Variant


def gene_item(**asked):
    told = ", ".join(f"{name} = {value}" for name, value in asked.items())
    return (
        '[item.gene]\ntitle = "G"\nask = "G?"\nexplain = "G."\n'
        f'variant = {{genes = ["GNAS"]{", " if told else ""}{told}}}\n'
    )


@pytest.mark.parametrize(
    ("asked", "variant", "expected"),
    [
        ({}, Variant("GNAS", "P"), "met"),
        ({}, Variant("GNAS", "VUS"), "undetermined"),
        ({}, Variant("GNAS", "B"), "not_met"),
        ({"significance": '["P"]'}, Variant("GNAS", "LP"), "undetermined"),
        ({"excluded_zygosity": '["mosaic"]'}, Variant("GNAS", "P", "mosaic"), "not_met"),
        ({"zygosity": '["mosaic"]'}, Variant("GNAS", "P", "mosaic"), "met"),
        ({"zygosity": '["mosaic"]'}, Variant("GNAS", "P", "heterozygous"), "not_met"),
        ({"zygosity": '["mosaic"]'}, Variant("GNAS", "P"), "undetermined"),
        ({"effects": '["loss"]'}, Variant("GNAS", "P", change="p.Arg20Ter"), "met"),
        ({"effects": '["loss"]'}, Variant("GNAS", "P", change="p.Arg20Gly"), "undetermined"),
        ({"except_changes": '["p.Arg20"]'}, Variant("GNAS", "P", change="p.Arg20Gly"), "not_met"),
        ({"only_changes": '["p.Arg20"]'}, Variant("GNAS", "P", change="p.Arg21Gly"), "not_met"),
        ({"origin": '"paternal"'}, Variant("GNAS", "P", origin=ParentalOrigin.PATERNAL), "met"),
        ({"origin": '"paternal"'}, Variant("GNAS", "P", origin=ParentalOrigin.MATERNAL), "not_met"),
        ({"origin": '"paternal"'}, Variant("GNAS", "P"), "undetermined"),
    ],
)
def test_forms__a_gene_by_class_part_of_the_cells_mechanism_place_and_parent(
    asked, variant, expected
):
    case = Case("me", variants=(variant,))
    assert outcome(toy("gene", gene_item(**asked)), case) == expected


def test_forms__a_level_for_part_of_the_cells_beside_the_whole():
    mosaic = gene_item(zygosity='["mosaic"]').replace("item.gene", "item.part")
    whole = gene_item(excluded_zygosity='["mosaic"]')
    level = (
        '[[verdict]]\nname = "mosaic"\ntitle = "Mosaic"\nrole = "level"\nwhen = "part and sign"\n'
    )
    criteria_set = toy("gene and sign", whole + mosaic, level, listed="sign")
    case = Case("me", variants=(Variant("GNAS", "P", "mosaic"),), answers=answers(sign=True))
    found = check(criteria_set, case)
    assert (found.outcome.value, found.level.name) == ("not_met", "mosaic")


def test_forms__supporting_findings_are_told_and_never_decide():
    support = '[supporting]\nitems = ["lean", "early"]\nnote = "Told."\n'
    criteria_set = toy("sign", "", support, listed="sign lean early")
    for lean in (True, False):
        found = check(criteria_set, sign=True, lean=lean)
        assert found.outcome.value == "met"
        assert (found.supporting.n_present, found.supporting.n_unknown) == (int(lean), 1)
        assert found.missing == ()


def test_forms__a_count_asks_for_number_and_size_and_the_term_alone_only_points():
    spots = (
        '[item.spots]\ntitle = "S"\nask = "S?"\nexplain = "S."\nunit = "spots wider than 5 mm"\n'
        'suggests = ["HP:0000002 Bone"]\nthreshold = [{value = 6}]\n'
    )
    criteria_set = toy("spots", spots)
    seen = (Finding(c(2)),)
    assert outcome(criteria_set, Case("me", findings=seen)) == "undetermined"
    assert outcome(criteria_set, Case("me", findings=seen, quantities={"spots": 6.0})) == "met"
    assert outcome(criteria_set, Case("me", findings=seen, quantities={"spots": 5.0})) == "not_met"


def test_forms__what_came_first_decides_where_dates_tell_it():
    order = (
        '[item.skin]\ntitle = "S"\nask = "S?"\nexplain = "S."\nterms = ["HP:0000003 Skin bone"]\n'
        '[item.muscle]\ntitle = "M"\nask = "M?"\nexplain = "M."\n'
        'terms = ["HP:0000004 Muscle bone"]\n'
        '[item.grew]\ntitle = "G"\nask = "G?"\nexplain = "G."\n'
        'order = {first = "skin", then = "muscle", modifier = "HP:0003676 Progressive"}\n'
    )
    criteria_set = toy("grew", order)
    for skin, muscle, expected in ((1.0, 4.0, "met"), (4.0, 1.0, "not_met")):
        findings = (Finding(c(3), onset_years=skin), Finding(c(4), onset_years=muscle))
        assert outcome(criteria_set, Case("me", findings=findings)) == expected
    undated = (Finding(c(3)), Finding(c(4)))
    assert outcome(criteria_set, Case("me", findings=undated)) == "undetermined"


def test_forms__an_exclusion_has_to_be_known_and_what_is_recorded_can_take_a_verdict_away():
    criteria_set = toy("sign and not other_cause", listed="sign other_cause")
    assert outcome(criteria_set, sign=True) == "undetermined"
    assert outcome(criteria_set, sign=True, other_cause=False) == "met"
    recorded = toy("sign", listed="sign other_cause")
    text = 'unless_recorded = "other_cause"\noverturned = "Another cause was found."\n'
    taken = toy("sign", "", text, listed="sign other_cause")
    assert outcome(recorded, sign=True, other_cause=True) == "met"
    assert outcome(taken, sign=True) == "met"
    assert check(taken, sign=True, other_cause=True).text == "Another cause was found."


def test_forms__editions_stand_side_by_side_and_the_newest_answers_to_the_short_name(monkeypatch):
    head = (
        'slug = "toy"\nedition = "me-{year}"\ntitle = "Toy"\nkind = "diagnostic"\ndiseases = []\n'
        'summary = "S."\nstatus = "read"\nhpo_release = "2025-01-16"\n'
        'item.a = {{title = "A", ask = "A?", explain = "A."}}\n'
        'item.b = {{title = "B", ask = "B?", explain = "B."}}\n'
        'verdict = [{{name = "toy", title = "Toy", role = "main", when = "{when}"}}]\n'
    )
    old = read_set(head.format(year=1998, when="a and b"))
    new = read_set(head.format(year=2016, when="a or b"))
    monkeypatch.setattr(door, "criteria_sets", lambda: (new, old))
    assert door.criteria_set("toy").id == "toy/me-2016"
    case = Case("me", answers={"a": State.PRESENT, "b": State.EXCLUDED})
    found = {s: evaluate(door.criteria_set(s), case, TREE) for s in ("toy", "toy/me-1998")}
    assert [f.outcome.value for f in found.values()] == ["met", "not_met"]
    assert found["toy/me-1998"].criteria_set.year == 1998
