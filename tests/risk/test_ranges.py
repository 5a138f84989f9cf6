import pytest
from tests.risk.families import FREE, ILL, ONE_COPY, WELL, family, man, woman

from rarekin.api.family.risk import Range, family_risk, models, percent, range_words
from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.person import Phenotype
from rarekin.risk.locus import mosaic_shares

HEALTHY = {"affected": Phenotype(State.EXCLUDED)}
UNEQUAL = {
    "carrier_frequency": 0.0,
    "penetrance": 1.0,
    "mutation_rate_father": 1e-6,
    "mutation_rate_mother": 1e-7,
    "new_from_mosaic": 0.1,
    "mosaic_share": 0.1,
}


def trio(model, mother=ONE_COPY, **child):
    people = (man("f", tests=FREE), woman("m", tests=mother), man("k", "f", "m", HEALTHY, **child))
    return family_risk(family(*people), model)


def codes(risk):
    return {issue.code for issue in risk.issues}


def test_no_age__is_no_evidence_and_bounds_the_answer():
    k = trio("gnas").person("k")
    assert k.p_carrier == pytest.approx(0.5, abs=1e-4)
    # Past every age of onset: (1 - .98)(1 - .01) against 1.
    free = 0.5 * 0.02 * 0.99
    assert k.p_carrier_between.low == pytest.approx(free / (free + 0.5), rel=1e-3)
    assert k.p_carrier_between.high == pytest.approx(0.5, abs=1e-4)
    assert "age-missing" in codes(trio("gnas"))


def test_an_age__leaves_one_number():
    risk = trio("gnas", age_years=30)
    assert risk.person("k").p_carrier == pytest.approx(0.0194, abs=1e-3)
    assert risk.person("k").p_carrier_between is None
    assert "age-missing" not in codes(risk)


def test_unset_onset__is_no_evidence_at_any_age():
    k = trio("ad", age_years=90).person("k")
    assert k.p_carrier == pytest.approx(0.5, abs=1e-4)
    assert k.phenotypes[0].p_lifetime is None
    assert {"onset-missing", "penetrance-missing"} <= codes(trio("ad", age_years=90))


def test_an_obligate_carrier__stays_one_when_health_is_read_as_final():
    people = (
        man("a", phenotypes=ILL),
        woman("b", tests=FREE),
        man("healthy", "a", "b", HEALTHY),
        woman("c", tests=FREE),
        man("ill", "healthy", "c", ILL),
    )
    found = family_risk(family(*people), "ad").person("healthy")
    assert found.p_carrier > 0.99
    assert found.p_carrier_between is None or found.p_carrier_between.low > 0.95


@pytest.mark.parametrize("model", ["ad", "ad-from-father", "ad-from-mother", "sdhd", "php1b"])
def test_a_new_change__may_come_again(model):
    people = (
        man("f", tests=FREE),
        woman("m", tests=FREE),
        man("a", "f", "m", ILL, ONE_COPY),
        man("b", "f", "m", unborn=True),
    )
    b = family_risk(family(*people), model).person("b")
    assert 0.009 < b.p_carrier_between.low < 0.011
    assert 0.045 < b.p_carrier_between.high < 0.051


@pytest.mark.parametrize(
    ("model", "low", "high"),
    [
        ("achondroplasia", 0.0002, 0.0023),
        ("nf1", 0.00025 + 0.42 / 2699, 0.01),  # a second new change is as common as the first
        ("tuberous-sclerosis", 0.005, 0.025),
    ],
)
def test_a_new_change__comes_again_as_often_as_published_for_the_disease(model, low, high):
    people = (
        man("f", tests=FREE),
        woman("m", tests=FREE),
        man("a", "f", "m", ILL),
        man("b", "f", "m", unborn=True),
    )
    found = family_risk(family(*people), model).person("b").p_carrier_between
    assert found.low == pytest.approx(low, rel=0.15, abs=1e-4)
    assert found.high == pytest.approx(high, rel=0.05)


@pytest.mark.parametrize("copy", [ONE_COPY, ()])
def test_mosaics__are_as_common_as_stated_at_unequal_rates(copy):
    people = (
        man("F", tests=FREE),
        woman("M", tests=FREE),
        man("a", "F", "M", ILL, copy),
        man("b", "F", "M", unborn=True),
    )
    risk = family_risk(family(*people), "ad", parameters=UNEQUAL)
    parents = risk.person("F").p_mosaic + risk.person("M").p_mosaic
    assert parents == pytest.approx(0.1, rel=1e-4)
    # Ten of eleven new changes come from the father.
    assert risk.person("F").p_mosaic / parents == pytest.approx(10 / 11, rel=1e-4)
    assert risk.person("b").p_carrier == pytest.approx(0.01, rel=1e-3)


def test_mosaics__osteogenesis_imperfecta_after_one_and_after_two_children():
    parents = (man("f", tests=FREE), woman("m", tests=FREE))
    after = [man(f"a{i}", "f", "m", ILL) for i in range(2)]
    following = man("b", "f", "m", unborn=True)
    for n, printed in ((1, 0.013), (2, 0.27)):
        risk = family_risk(family(*parents, *after[:n], following), "osteogenesis-imperfecta")
        assert risk.person("b").p_carrier == pytest.approx(printed, rel=0.02)


@pytest.mark.parametrize(("once", "again"), [(0.05, 0.06), (0.1, 0.4), (0.25, 0.27), (0.02, 0.48)])
def test_mosaic_shares__keep_what_they_were_made_of(once, again):
    pairs = mosaic_shares(once, again)
    assert sum(w for _s, w in pairs) == pytest.approx(1.0)
    assert all(0 < s < 0.5 and 0 < w < 1 for s, w in pairs)
    assert sum(w * s for s, w in pairs) == pytest.approx(once)
    assert sum(w * s * s for s, w in pairs) / once == pytest.approx(again)


def test_duchenne__two_of_three_mothers_carry_it_and_a_third_of_the_next_sons():
    people = (
        man("dad"),
        woman("mum"),
        man("case", "dad", "mum", ILL),
        man("next", "dad", "mum", unborn=True),
    )
    risk = family_risk(family(*people), "duchenne")
    assert risk.person("mum").p_carrier == pytest.approx(2 / 3, abs=0.01)
    assert risk.person("next").p_carrier == pytest.approx(1 / 3 + 0.043 / 3, abs=0.01)


def test_cystic_fibrosis__a_healthy_sisters_child():
    people = (
        man("dad"),
        woman("mum"),
        man("case", "dad", "mum", ILL),
        woman("sister", "dad", "mum", WELL, age_years=25),
        man("partner", phenotypes=WELL, age_years=30),
        man("child", "partner", "sister", unborn=True),
    )
    child = family_risk(family(*people), "cystic-fibrosis").person("child")
    assert child.phenotypes[0].p_lifetime == pytest.approx(1 / 150, rel=0.03)


def test_huntington__follows_the_table_of_harper_and_newcombe():
    for age, printed in ((20, 0.496), (40, 0.425), (50, 0.315), (60, 0.187)):
        people = (man("f"), woman("m", phenotypes=ILL), man("k", "f", "m", HEALTHY, age_years=age))
        k = family_risk(family(*people), "huntington").person("k")
        assert k.p_carrier == pytest.approx(printed, abs=0.001)
        assert k.phenotypes[0].p_lifetime == pytest.approx(printed, abs=0.001)


def test_later__is_what_the_engine_says_at_that_age():
    k = trio("huntington", age_years=25).person("k")
    for one in k.later:
        then = trio("huntington", age_years=one.age_years).person("k")
        assert one.p_carrier == pytest.approx(then.p_carrier, rel=1e-9)
    assert [one.age_years for one in k.later] == [30.0, 50.0, 70.0]


@pytest.mark.parametrize("each", models(), ids=lambda m: m.slug)
def test_every_range__holds_the_main_answer(each):
    child = man if each.locus == "y" else woman
    people = (man("f", phenotypes=HEALTHY), woman("m"), child("c", "f", "m", ILL, proband=True))
    more = (man("d", "f", "m", HEALTHY), man("e", "f", "m", unborn=True))
    for person in family_risk(family(*people, *more), each.slug).people:
        for p, found in (
            (person.p_carrier, person.p_carrier_between),
            (person.p_child_inherits, person.p_child_inherits_between),
            *((r.p_lifetime, r.between) for r in person.phenotypes),
        ):
            if found is not None and p is not None:
                assert 0 <= found.low <= p <= found.high <= 1, percent(p)


def test_a_large_family__says_that_it_gets_no_range():
    people = tuple(man(f"p{i}", phenotypes=HEALTHY) for i in range(3000))
    risk = family_risk(Family(people), "ad")
    assert "range-left-out" in codes(risk)
    assert risk.results[0].p_carrier_between is None


def grown_child(slug, age):
    people = (
        man("f", phenotypes=ILL, age_years=70),
        woman("m"),
        woman("k", "f", "m", WELL, age_years=age),
    )
    return family_risk(family(*people), slug)


@pytest.mark.parametrize("model", [m.slug for m in models() if m.locus == "autosomal"])
@pytest.mark.parametrize("age", [25, 45])
def test_healthy_years__never_promise_and_stay_inside_their_range(model, age):
    k = grown_child(model, age).person("k")
    for one in k.later:
        assert 0 < one.p_carrier < k.p_carrier
        for ends in filter(None, (one.between, one.within)):
            assert ends.low <= one.p_carrier <= ends.high
    if k.p_carrier_between is None and k.p_carrier_within is None and k.later:
        assert k.later[0].between is None


def test_healthy_years__are_a_range_where_the_chance_is_one():
    k = grown_child("fshd", 40).person("k")
    assert k.p_carrier_between is not None
    # Penetrance .57 to .83, by the share of those ill who show it by 50 years.
    first = k.later[0]
    assert first.between.low < first.p_carrier <= first.between.high + 1e-12
    assert any("between" in note for note in k.notes if "stays healthy" in note)


def test_health_alone__that_says_none_is_no_promise():
    k = grown_child("pkd1", 45).person("k")
    assert k.p_carrier == 0.0
    assert k.is_ruled_out_by_health
    assert any("no promise" in note for note in k.notes)


def test_what_cannot_be_inherited__or_was_tested__is_no_matter_of_health():
    people = (
        man("f", phenotypes=ILL, age_years=70),
        woman("m", tests=FREE),
        man("son", "f", "m", WELL, age_years=45),
    )
    values = {"mutation_rate_mother": 0.0, "new_from_mosaic": 0.0, "carrier_frequency": 1e-4}
    son = family_risk(family(*people), "duchenne", parameters=values).person("son")
    assert son.p_carrier == pytest.approx(0.0, abs=1e-9)
    tested = (*people[:2], man("k", "f", "m", WELL, FREE, age_years=45))
    for risk, who in ((family_risk(family(*tested), "pkd1"), "k"),):
        assert risk.person(who).p_carrier == 0.0
        assert not risk.person(who).is_ruled_out_by_health
    assert not any("no promise" in n for n in son.notes) or son.is_ruled_out_by_health


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.87, 0.89, "about 9 in 10 (87 % to 89 %)"),
        (0.46, 0.47, "about 5 in 10 (46 % to 47 %)"),
        (0.0, 0.5, "between none (0 %) and about 1 in 2 (50 %)"),
        (0.0001, 0.00012, "between about 1 in 10,000 and about 1 in 8,300"),
        (0.3, 0.38, "between about 1 in 3 (30 %) and about 4 in 10 (38 %)"),
    ],
)
def test_range_words__that_are_alike_are_said_once(low, high, words):
    assert range_words(Range(low, high)) == words


@pytest.mark.parametrize("model", ["tuberous-sclerosis", "osteogenesis-imperfecta"])
def test_examined_parents__are_told_no_alarm(model):
    people = (
        man("f", phenotypes=WELL, age_years=36),
        woman("m", phenotypes=WELL, age_years=35),
        man("ill", "f", "m", ILL, age_years=4),
    )
    found = family_risk(family(*people), model).person("m")
    assert found.p_carrier < 0.05  # a third to a half before
    assert found.p_carrier_between is None
    assert found.p_mosaic > 0.02  # no promise: an egg or sperm cell may carry it all the same
