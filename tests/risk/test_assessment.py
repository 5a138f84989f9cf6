from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.families import FREE, ILL, ONE_COPY, WELL, family, man, woman
from tests.risk.test_inference import families

from rarekin.api.family.risk import family_risk, model, models
from rarekin.errors import InputError
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import Person, Phenotype

STATES = st.sampled_from([{}, {}, ILL, WELL])
RISKY = {"carrier_frequency": 0.1, "mutation_rate_father": 0.01, "mutation_rate_mother": 0.02}
SWAP = {Sex.MALE: Sex.FEMALE, Sex.FEMALE: Sex.MALE, Sex.UNKNOWN: Sex.UNKNOWN}


@st.composite
def seen_families(draw, most=8):
    bare = draw(families(most))
    return Family(tuple(replace(p, phenotypes=draw(STATES)) for p in bare.people))


def carriers(risk):
    return [p.p_carrier for p in risk.people]


@settings(max_examples=25)
@given(seen_families())
def test_imprinting__with_equal_penetrances_is_plain_dominant(people):
    values = {**RISKY, "penetrance": 0.5, "phenocopy": 0.01}
    plain = family_risk(people, "ad", parameters=values)
    imprinted = family_risk(people, "ad-from-father", parameters=values | {"leak": 0.5})
    np.testing.assert_allclose(carriers(imprinted), carriers(plain), atol=1e-11)


@settings(max_examples=25)
@given(seen_families())
def test_swapping_the_sexes__swaps_the_parents_roles(people):
    mirror = Family(
        tuple(replace(p, sex=SWAP[p.sex], mother=p.father, father=p.mother) for p in people.people)
    )
    values = {**RISKY, "penetrance": 0.7, "leak": 0.05, "phenocopy": 0.01}
    turned = values | {"mutation_rate_father": 0.02, "mutation_rate_mother": 0.01}
    one = family_risk(people, "ad-from-father", parameters=values)
    two = family_risk(mirror, "ad-from-mother", parameters=turned)
    assert one.log_likelihood == pytest.approx(two.log_likelihood, abs=1e-10)
    for a, b in zip(one.people, two.people, strict=True):
        assert a.p_paternal == pytest.approx(b.p_maternal, abs=1e-11)


@settings(max_examples=25)
@given(seen_families())
def test_an_unrelated_branch__changes_nothing(people):
    more = Family(
        (
            *people.people,
            *(
                p
                for p in family(
                    man("x1", phenotypes=WELL), woman("x2"), woman("x3", "x1", "x2", ILL)
                ).people
            ),
        )
    )
    values = {**RISKY, "phenocopy": 0.01}
    one = family_risk(people, "ad", parameters=values)
    two = family_risk(more, "ad", parameters=values)
    np.testing.assert_allclose(carriers(one), carriers(two)[: len(people)], atol=1e-12)


def test_a_missing_parent__is_one_unrelated_person():
    half = family(woman("m", phenotypes=ILL), man("a", mother="m"), man("b", mother="m"))
    full = family(*half.with_both_parents().people)
    one, two = family_risk(half, "ad"), family_risk(full, "ad")
    assert len(one.people) == 3
    assert carriers(one) == pytest.approx(carriers(two)[:3])
    assert [i.code for i in one.issues] == ["parent-missing"] * 2


def test_identical_twins__have_one_genotype():
    twins = [man(f"t{i}", "f", "m", twin_group="t") for i in (1, 2)]
    tested = [replace(twins[0], tests=ONE_COPY), twins[1]]
    risk = family_risk(family(man("f"), woman("m"), *tested), "ad")
    assert risk.person("t2").p_carrier == pytest.approx(1.0)


def test_an_unknown_sex_on_the_x__is_half_of_each():
    parents = (man("f", tests=FREE), woman("m", tests=ONE_COPY))
    child = Person("c", father="f", mother="m")
    values = {"mutation_rate_father": 0.0, "mutation_rate_mother": 0.0}
    risk = family_risk(family(*parents, child), "xr", parameters=values)
    of = {g.state: g.p for g in risk.person("c").genotypes if g.p}
    assert of["hemizygous"] == pytest.approx(0.25)
    assert of["maternal"] == pytest.approx(0.25)
    ill = 0.25 + 0.25 * 0.05  # every boy who has it, and one in twenty girls
    assert risk.person("c").phenotypes[0].p_lifetime == pytest.approx(ill)


@pytest.mark.parametrize("age", [0, 20, 45, 70, 90])
def test_remaining_chance__falls_with_every_healthy_year(age):
    values = {
        "penetrance": 0.8,
        "onset_from_years": 20,
        "onset_until_years": 70,
        "mutation_rate_father": 0.0,
        "mutation_rate_mother": 0.0,
    }
    people = (
        man("f", tests=ONE_COPY),
        woman("m", tests=FREE),
        man("c", "f", "m", {"affected": Phenotype(State.EXCLUDED)}, age_years=age),
    )
    risk = family_risk(family(*people), "ad", parameters=values)
    reached = min(1.0, max(0.0, (age - 20) / 50))
    free = 1 - 0.8 * reached
    carrier = 0.5 * free / (0.5 * free + 0.5)
    assert risk.person("c").p_carrier == pytest.approx(carrier)
    left = 0.8 * (1 - reached) / free
    assert risk.person("c").phenotypes[0].p_lifetime == pytest.approx(carrier * left)


def test_unknown__is_not_healthy():
    parents = (man("f", tests=ONE_COPY), woman("m", tests=FREE))
    unknown = {"affected": Phenotype(State.UNKNOWN)}
    kids = (man("a", "f", "m"), man("b", "f", "m", unknown), man("c", "f", "m", WELL))
    risk = family_risk(
        family(*parents, *kids), "ad", parameters={"onset_until_years": 0, "penetrance": 0.9}
    )
    a, b, c = (risk.person(i).p_carrier for i in "abc")
    assert a == b > c > 0


def test_a_healthy_baby__says_nothing_about_gnas_yet():
    parents = (man("f", tests=ONE_COPY), woman("m", tests=FREE))
    baby = man("baby", "f", "m", WELL, age_years=1)
    grown = man("grown", "f", "m", WELL, age_years=30)
    risk = family_risk(family(*parents, baby, grown), "gnas")
    assert risk.person("baby").p_paternal == pytest.approx(0.5, abs=1e-4)
    assert risk.person("grown").p_paternal < 0.1


def test_a_share_given_for_poh__splits_the_spectrum():
    parents = (man("f", tests=ONE_COPY), woman("m", tests=FREE), man("c", "f", "m"))
    risk = family_risk(family(*parents), "gnas", parameters={"poh_share": 0.2})
    of = {p.slug: p for p in risk.person("c").phenotypes}
    assert of["poh"].p_lifetime == pytest.approx(0.2 * of["spectrum"].p_lifetime)
    assert of["pphp"].p_lifetime is None


def test_every_model__computes_a_trio_and_its_chances_sum_to_one():
    for each in models():
        child = man if each.locus == "y" else woman
        people = (man("f", phenotypes=WELL), woman("m"), child("c", "f", "m", ILL, proband=True))
        risk = family_risk(family(*people), each.slug)
        for person in risk.people:
            assert sum(g.p for g in person.genotypes) == pytest.approx(1.0)
            assert all(0 <= p.p_at_most <= 1 for p in person.phenotypes)
            assert person.notes


def test_textbook_and_measured__stand_side_by_side():
    she = woman("she", tests=ONE_COPY)
    person = family_risk(family(she), "gnas").person("she")
    assert person.p_child_inherits == pytest.approx(0.5, abs=1e-4)
    assert [c.label for c in person.p_child_inherits_compared] == ["measured"]
    assert person.p_child_inherits_compared[0].p == pytest.approx(0.59, abs=1e-4)
    assert any("50 %" in note and "59 %" in note for note in person.notes)


def test_a_father_on_the_x__passes_it_to_daughters_only():
    risk = family_risk(family(man("he", tests=(ONE_COPY[0].__class__("positive"),))), "xr")
    assert risk.person("he").p_child_inherits == pytest.approx(0.5)
    assert risk.person("he").sons[0].p_lifetime < 1e-3


def test_errors__are_told_all_at_once():
    people = family(man("a", "a", "nobody"), man("a"))
    with pytest.raises(InputError) as caught:
        family_risk(people, "ad")
    assert "used twice" in str(caught.value)
    assert "nobody" in str(caught.value)


def test_a_phenotype_of_another_model__is_named():
    risk = family_risk(family(man("a", phenotypes={"MONDO:1": Phenotype(State.PRESENT)})), "ad")
    assert [i.code for i in risk.issues] == ["phenotype-not-in-model", "nobody-ill"]


@pytest.mark.parametrize(
    ("values", "told"), [({"penetrance": 1.2}, "outside"), ({"nothing": 1}, "no parameter")]
)
def test_a_wrong_parameter__is_refused(values, told):
    with pytest.raises(InputError, match=told):
        family_risk(family(man("a")), "ad", parameters=values)


def test_gnas__cites_a_source_for_every_figure_that_is_not_assumed():
    for parameter in model("gnas").parameters:
        assert parameter.citations or parameter.basis == "assumed"
