"""Relatives of whom nobody said whether they are ill, as a counsellor is asked about them."""

import pytest

from rarekin.api.family.risk import chance_words, family_risk, model, models, read_family


def family(*people):
    found, issues = read_family({"people": list(people)})
    assert not found.errors, issues
    return found


def one(id_, sex="unknown", mother="", father="", **more):
    parents = {k: v for k, v in (("mother", mother), ("father", father)) if v}
    return {"id": id_, "sex": sex, **parents, **more}


ILL = {"phenotypes": {"affected": "present"}}
WELL = {"phenotypes": {"affected": "excluded"}, "age_years": 40}
UNBORN = {"unborn": True}


def cousins(**health):
    """A child of first cousins whose uncle had a recessive disease."""
    return family(
        one("grandfather", "male", **health),
        one("grandmother", "female", **health),
        one("his", "male", "grandmother", "grandfather", **health),
        one("hers", "female", "grandmother", "grandfather", **health),
        one("uncle", "male", "grandmother", "grandfather", **ILL),
        one("his wife", "female", **health),
        one("her husband", "male", **health),
        one("father", "male", "his wife", "his", **health),
        one("mother", "female", "hers", "her husband", **health),
        one("child", "unknown", "mother", "father", **UNBORN),
    )


def test_cousins__what_nobody_said_would_halve_the_chance():
    rare = {"carrier_frequency": 1e-6}
    child = family_risk(cousins(), "ar", parameters=rare).person("child")
    assert child.phenotypes[0].p_lifetime == pytest.approx(1 / 16, rel=1e-3)
    # Two brothers or sisters of the ill man carry it in 2 of 3, each parent in half of that.
    assert child.if_well.ill.p_lifetime == pytest.approx(1 / 36, rel=1e-3)
    assert any("which nobody said" in note for note in child.notes)


def test_cousins__who_are_described_leave_nothing_to_say():
    said = family_risk(
        cousins(**WELL), "ar", parameters={"carrier_frequency": 1e-6, "onset_until_years": 5}
    ).person("child")
    assert said.phenotypes[0].p_lifetime == pytest.approx(1 / 36, rel=1e-3)
    assert said.if_well is None


def test_late_disease__being_well_as_a_young_parent_is_no_news():
    people = family(
        one("grandfather", "male", **ILL),
        one("grandmother", "female"),
        one("mother", "female", "grandmother", "grandfather"),
        one("father", "male"),
        one("child", "unknown", "mother", "father", **UNBORN),
    )
    for person in family_risk(people, "huntington").people:
        assert person.if_well is None


def of_a_boy(model_slug, **uncle):
    people = family(
        one("grandmother", "female"),
        one("grandfather", "male"),
        one("mother", "female", "grandmother", "grandfather"),
        one("uncle", "male", "grandmother", "grandfather", **uncle),
        one("father", "male"),
        one("boy", "male", "mother", "father", **ILL),
    )
    return family_risk(people, model_slug)


def test_duchenne__a_man_with_children_does_not_have_it():
    risk = of_a_boy("duchenne")
    assert risk.person("grandfather").phenotypes[0].p_lifetime == 0
    assert [i.code for i in risk.issues] == ["parent-taken-as-free"]
    assert "grandfather, father" in risk.issues[0].message


def test_duchenne__a_healthy_grown_up_brother_of_the_mother_counts():
    # One healthy brother: 3 of 5 (Haldane's ratios, no mosaics).
    risk = of_a_boy("duchenne", **WELL)
    assert risk.person("mother").p_carrier == pytest.approx(0.6, abs=0.01)
    assert risk.person("mother").p_carrier_between is None


def test_angelman__a_mother_who_carries_it_got_it_from_her_father():
    people = family(
        one("grandmother", "female"),
        one("grandfather", "male"),
        one("mother", "female", "grandmother", "grandfather", tests=[{"result": "positive"}]),
        one("father", "male"),
        one("girl", "female", "mother", "father", **ILL),
    )
    risk = family_risk(people, "ube3a")
    assert risk.person("mother").phenotypes[0].p_lifetime == 0
    assert risk.person("grandmother").p_carrier_between.high < 0.1
    assert risk.person("grandfather").p_carrier_between.high > 0.9


def test_parents_of_unknown_age__are_past_a_disease_of_children():
    people = (
        one("mother", "female", phenotypes={"affected": "excluded"}),
        one("father", "male", phenotypes={"affected": "excluded"}),
        one("child", "female", "mother", "father", phenotypes={"affected": "excluded"}),
        one("ill", "male", "mother", "father", **ILL),
    )
    risk = family_risk(family(*people), "cystic-fibrosis")
    assert risk.person("mother").phenotypes[0].p_lifetime == 0
    assert next(i.message for i in risk.issues if i.code == "age-missing").count("child") == 1
    # Of a disease that shows late, the age of a parent still counts.
    late = family_risk(family(*people), "huntington")
    assert "mother" in next(i.message for i in late.issues if i.code == "age-missing")


def test_congenital_form__is_not_told_of_who_was_well_at_birth():
    people = family(
        one("mother", "female", phenotypes={"affected": {"state": "present", "age_years": 25}}),
        one("father", "male"),
        one("boy", "male", "mother", "father", age_years=4, phenotypes={"affected": "excluded"}),
        one("baby", "unknown", "mother", "father", **UNBORN),
    )
    risk = family_risk(people, "myotonic-dystrophy-1")
    born = {p.person: p.phenotypes[1].p_lifetime for p in risk.people}
    assert (born["mother"], born["boy"]) == (0, 0)
    assert born["baby"] == pytest.approx(0.1, rel=0.01)


def test_nothing_at_most__is_none():
    people = family(
        one("a", "female", phenotypes={"affected": {"state": "excluded", "age_years": 50}})
    )
    for phenotype in family_risk(people, "gnas").person("a").phenotypes:
        assert phenotype.p_lifetime == 0


@pytest.mark.parametrize(
    ("repeats", "grows"), [(57, 0.04), (65, 0.05), (75, 0.31), (85, 0.58), (95, 0.8), (150, 0.99)]
)
def test_fmr1__a_count_of_her_repeats_says_how_often_it_grows(repeats, grows):
    people = family(
        one("mother", "female", tests=[{"result": "positive", "repeats": repeats}]),
        one("father", "male", tests=[{"result": "negative"}]),
        one("son", "male", "mother", "father", **UNBORN),
        one("daughter", "female", "mother", "father", **UNBORN),
    )
    risk = family_risk(people, "fmr1")
    son, daughter = risk.person("son").phenotypes[0], risk.person("daughter").phenotypes[0]
    # Her other copy adds what it adds in anybody.
    assert son.p_lifetime == pytest.approx(grows / 2, abs=1e-3)
    assert daughter.p_lifetime == pytest.approx(grows / 4, abs=1e-3)
    assert all(p.between is None or p.between.high - p.between.low < 2e-3 for p in (son, daughter))
    assert risk.person("mother").p_carrier == pytest.approx(1)


def test_fmr1__counts_of_two_generations_stand_beside_each_other():
    people = family(
        one("grandmother", "female", tests=[{"result": "positive", "repeats": 62}]),
        one("grandfather", "male", tests=[{"result": "negative"}]),
        one("mother", "female", "grandmother", "grandfather", tests=[{"repeats": 84}]),
        one("aunt", "female", "grandmother", "grandfather"),
        one("father", "male", tests=[{"result": "negative"}]),
        one("son", "male", "mother", "father", **UNBORN),
    )
    risk = family_risk(people, "fmr1")
    assert risk.person("son").phenotypes[0].p_lifetime == pytest.approx(0.29, abs=1e-3)
    full = sum(g.p for g in risk.person("aunt").genotypes if "fully" in g.text)
    assert full == pytest.approx(0.025, abs=1e-3)


def test_mitochondria_in_part__are_not_computed_as_all_or_none():
    people = family(
        one("mother", "female", tests=[{"result": "positive", "load": 0.05 + 0.02}]),
        one("father", "male"),
        one("child", "unknown", "mother", "father", **UNBORN),
    )
    risk = family_risk(people, "mt")
    assert [i.code for i in risk.issues] == ["mitochondria-in-part"]
    assert 0.5 < risk.person("child").p_carrier < 0.999
    own = family_risk(people, "mt", parameters={"founding_mitochondria": 1})
    assert own.issues == ()


@pytest.mark.parametrize("p", [1e-7, 3e-10])
def test_chances_nobody_could_count__have_no_digits(p):
    assert chance_words(p) == "less than 1 in 1,000,000"


def test_only_men_and_women_with_it__are_taken_to_be_without_children():
    told = {m.slug: p.without_children for m in models() for p in m.phenotypes}
    assert {slug for slug, sexes in told.items() if sexes} == {
        "duchenne",
        "ube3a",
        "pws-imprinting-centre",
    }
    assert model("becker").phenotypes[0].without_children == ()


def test_nobody_ill__is_told_the_chance_of_anybody_and_that_it_is():
    people = (one("mother", "female"), one("father", "male"), one("child", "", "mother", "father"))
    people = tuple({k: v for k, v in p.items() if v != ""} for p in people)
    assert "nobody-ill" in {i.code for i in family_risk(family(*people), "huntington").issues}
    for news in (ILL, {"tests": [{"result": "positive"}]}):
        told = family(*people[:2], {**people[2], **news})
        assert "nobody-ill" not in {i.code for i in family_risk(told, "huntington").issues}
    counted = family(*people[:2], {**people[2], "tests": [{"copies": 1}]})
    assert "nobody-ill" not in {i.code for i in family_risk(counted, "sma").issues}
