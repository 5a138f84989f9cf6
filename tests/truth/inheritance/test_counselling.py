from fractions import Fraction
from math import exp, sqrt

import pytest
from tests.risk.families import (
    CARRIER,
    FREE,
    ILL,
    MATERNAL,
    ONE_COPY,
    PATERNAL,
    WELL,
    family,
    man,
    woman,
)

from rarekin.api.risk import family_risk
from rarekin.model.case import State
from rarekin.model.family import GeneticTest, Phenotype, TestResult

RARE = 1e-9
NO_MUTATION = {"mutation_rate_father": 0.0, "mutation_rate_mother": 0.0}


def het(q):
    return 2 * q * (1 - q)


def recessive(people, carrier_frequency=RARE, **more):
    return family_risk(
        family(*people), "ar", parameters={"carrier_frequency": carrier_frequency, **more}
    )


def x_linked(people, carrier_frequency=RARE, **more):
    values = {"carrier_frequency": carrier_frequency, **NO_MUTATION, **more}
    return family_risk(family(*people), "xr", parameters=values)


def dominant(people, **more):
    return family_risk(family(*people), "ad", parameters={**NO_MUTATION, **more})


def disease(risk, id_):
    return risk.person(id_).phenotypes[0].p_lifetime


def carrier_parents(*children):
    return (man("dad", tests=ONE_COPY), woman("mum", tests=ONE_COPY), *children)


CASE = man("case", "dad", "mum", ILL)


def test_recessive__healthy_sib_is_a_carrier_in_two_of_three():
    risk = recessive(carrier_parents(CASE, woman("sib", "dad", "mum", WELL)), 0.01)
    assert risk.person("sib").p_carrier == pytest.approx(Fraction(2, 3), abs=1e-9)


def test_recessive__child_of_healthy_sib_and_unrelated_partner():
    partner = man("partner", phenotypes=WELL)
    people = (*carrier_parents(CASE, woman("sib", "dad", "mum", WELL)), partner)
    child = man("child", "partner", "sib")
    q = Fraction(1, 50)
    # A healthy partner: one copy changed given not two, exactly; 1/25 and so 1/150 to first order.
    p_partner = 2 * q * (1 - q) / (1 - q * q)
    risk = recessive((*people, child), float(2 * q * (1 - q)))
    assert disease(risk, "child") == pytest.approx(
        Fraction(2, 3) * p_partner * Fraction(1, 4), rel=1e-9
    )
    assert disease(risk, "child") == pytest.approx(Fraction(1, 150), rel=0.03)


@pytest.mark.parametrize(("prior", "after"), [(Fraction(1, 25), Fraction(1, 241))])
def test_negative_test__lowers_a_carrier_prior(prior, after):
    q = Fraction(1, 50)
    missed = (GeneticTest(TestResult.NEGATIVE, sensitivity=0.9),)
    risk = recessive((woman("she", phenotypes=WELL, tests=missed),), float(2 * q * (1 - q)))
    p_prior = 2 * q / (1 + q)
    exact = p_prior * Fraction(1, 10) / (p_prior * Fraction(1, 10) + 1 - p_prior)
    assert risk.person("she").p_carrier == pytest.approx(exact, rel=1e-9)
    assert prior * Fraction(1, 10) / (prior * Fraction(1, 10) + 1 - prior) == after


def test_negative_test__lowers_the_carrier_chance_of_a_sib_to_one_in_six():
    missed = (GeneticTest(TestResult.NEGATIVE, sensitivity=0.9),)
    risk = recessive(carrier_parents(CASE, woman("sib", "dad", "mum", WELL, missed)))
    assert risk.person("sib").p_carrier == pytest.approx(Fraction(1, 6), abs=1e-9)


@pytest.mark.parametrize("n_sons", [0, 1, 2, 3, 6])
def test_x_linked__healthy_sons_of_an_obligate_carriers_daughter(n_sons):
    sons = [man(f"son{i}", "husband", "she", WELL) for i in range(n_sons)]
    people = (
        man("dad", tests=FREE),
        woman("mum", tests=CARRIER),
        man("husband", tests=FREE),
        woman("she", "dad", "mum"),
        *sons,
    )
    risk = x_linked(people)
    assert risk.person("she").p_carrier == pytest.approx(Fraction(1, 1 + 2**n_sons), abs=1e-8)


def test_x_linked__grandmother_mother_consultand():
    people = (
        man("grandpa", tests=FREE),
        woman("grandma", tests=CARRIER),
        woman("mother", "grandpa", "grandma"),
        man("dad", tests=FREE),
        man("b1", "dad", "mother", WELL),
        man("b2", "dad", "mother", WELL),
        woman("she", "dad", "mother"),
        man("husband", tests=FREE),
        man("son", "husband", "she"),
    )
    risk = x_linked(people)
    assert risk.person("mother").p_carrier == pytest.approx(Fraction(1, 5), abs=1e-8)
    assert risk.person("she").p_carrier == pytest.approx(Fraction(1, 10), abs=1e-8)
    assert disease(risk, "son") == pytest.approx(Fraction(1, 20), abs=1e-8)


@pytest.mark.parametrize(
    ("brothers", "sons", "mother"),
    [(0, 0, Fraction(2, 3)), (0, 1, Fraction(1, 2)), (1, 0, Fraction(3, 5))],
)
def test_x_linked_lethal__isolated_case(brothers, sons, mother):
    mu = 1e-7
    people = (
        man("grandpa", tests=FREE),
        woman("grandma"),
        man("dad", tests=FREE),
        woman("mother", "grandpa", "grandma"),
        woman("aunt", "grandpa", "grandma"),
        man("case", "dad", "mother", ILL),
        *(man(f"b{i}", "grandpa", "grandma", WELL) for i in range(brothers)),
        *(man(f"s{i}", "dad", "mother", WELL) for i in range(sons)),
    )
    # Where carriers' sons with the disease have no children, 4 mu women carry it (Haldane).
    risk = x_linked(people, 4 * mu, mutation_rate_father=mu, mutation_rate_mother=mu)
    assert risk.person("mother").p_carrier == pytest.approx(mother, abs=1e-5)
    if brothers == sons == 0:
        assert risk.person("grandma").p_carrier == pytest.approx(Fraction(1, 3), abs=1e-5)
        assert risk.person("aunt").p_carrier == pytest.approx(Fraction(1, 6), abs=1e-5)


@pytest.mark.parametrize("penetrance", [0.2, 0.54, 2 - sqrt(2), 0.9])
def test_dominant__child_of_the_healthy_child_of_a_heterozygote(penetrance):
    people = (
        man("a", tests=CARRIER),
        woman("b", tests=FREE),
        man("c", "a", "b", WELL),
        woman("d", tests=FREE),
        woman("child", "c", "d"),
    )
    risk = dominant(people, penetrance=penetrance, carrier_frequency=RARE)
    p = penetrance
    expected = p * (1 - p) / (2 * (2 - p))
    assert disease(risk, "child") == pytest.approx(expected, abs=1e-8)
    assert expected <= 0.0858


@pytest.mark.parametrize(("y", "f", "printed"), [(0.8, 0.5, 0.1143), (0.5, 0.9, 0.2083)])
def test_dominant__reduced_fitness_with_the_prior_of_the_paper(y, f, printed):
    mu = 1e-7
    people = (
        man("dad", phenotypes=WELL),
        woman("mum", phenotypes=WELL),
        man("case", "dad", "mum", ILL),
        woman("next", "dad", "mum"),
    )
    risk = dominant(
        people,
        penetrance=y,
        carrier_frequency=2 * mu / (1 - f),
        mutation_rate_father=mu,
        mutation_rate_mother=mu,
    )
    assert y * (1 - y) / (2 * (2 - y - f)) == pytest.approx(printed, abs=5e-5)
    assert disease(risk, "next") == pytest.approx(y * (1 - y) / (2 * (2 - y - f)), abs=1e-5)


def cousins(**marks):
    of = lambda id_: marks.get(id_, ())  # noqa: E731
    return (
        man("g1", tests=of("g1")),
        woman("g2", tests=of("g2")),
        woman("w"),
        man("h"),
        man("s", "g1", "g2"),
        woman("d", "g1", "g2"),
        man("c1", "s", "w"),
        woman("c2", "h", "d"),
        man("child", "c1", "c2"),
    )


@pytest.mark.parametrize("q", [0.001, 0.05, 0.3])
def test_first_cousins__child_is_homozygous(q):
    risk = recessive(cousins(), het(q))
    assert risk.method == "junction tree"
    assert disease(risk, "child") == pytest.approx(q * q + q * (1 - q) / 16, rel=1e-9)


def test_first_cousins__with_a_carrier_ancestor():
    people = [p for p in cousins(g1=CARRIER, g2=FREE) if p.id not in ("w", "h")]
    risk = recessive((*people, woman("w", tests=FREE), man("h", tests=FREE)))
    assert disease(risk, "child") == pytest.approx(Fraction(1, 64), abs=1e-9)


def test_first_cousins__healthy_sib_of_a_case_and_healthy_cousin():
    people = (
        man("g1"),
        woman("g2"),
        man("dad", "g1", "g2"),
        woman("aunt", "g1", "g2"),
        woman("mum"),
        man("uncle"),
        man("case", "dad", "mum", ILL),
        man("sib", "dad", "mum", WELL),
        woman("cousin", "uncle", "aunt"),
        man("child", "sib", "cousin"),
    )
    risk = recessive(people, 1e-7)
    assert disease(risk, "child") == pytest.approx(
        Fraction(2, 3) * Fraction(1, 4) * Fraction(1, 4), rel=1e-4
    )


@pytest.mark.parametrize("p", [0.01, 0.2])
def test_half_sibs__child_is_homozygous(p):
    people = (
        man("f"),
        woman("m1"),
        woman("m2"),
        man("a", "f", "m1"),
        woman("b", "f", "m2"),
        man("child", "a", "b"),
    )
    assert disease(recessive(people, het(p)), "child") == pytest.approx(p * p + p * (1 - p) / 8)


@pytest.mark.parametrize("p", [0.01, 0.2])
def test_repeated_loop__child_is_homozygous(p):
    people = (
        man("1"),
        woman("2"),
        woman("3", "1", "2"),
        man("5", "1", "3"),
        woman("6", "5", "3"),
    )
    expected = p * p + Fraction(3, 8) * p * (1 - p)
    assert disease(recessive(people, het(p)), "6") == pytest.approx(expected)


def flb(people, proband, model, **values):
    """Full-likelihood Bayes factor of a variant (Thompson 2003, doi:10.1086/378100)."""

    def log_p(keep_phenotypes, keep_tests):
        kept = [
            type(p)(
                p.id,
                p.sex,
                p.mother,
                p.father,
                phenotypes=p.phenotypes if keep_phenotypes(p) else {},
                tests=p.tests if keep_tests(p) else (),
            )
            for p in people
        ]
        return family_risk(family(*kept), model, parameters=values).log_likelihood

    all_, nobody = (lambda p: True), (lambda p: False)
    only = lambda p: p.id == proband  # noqa: E731
    causal = log_p(all_, all_) - log_p(all_, only)
    neutral = log_p(nobody, all_) - log_p(nobody, only)
    return exp(causal - neutral)


def test_full_likelihood_bayes_factor__four_affected_brothers():
    brothers = [man(f"b{i}", "f", "m", ILL, ONE_COPY) for i in range(4)]
    got = flb(
        (man("f"), woman("m"), *brothers),
        "b0",
        "ad",
        **NO_MUTATION,
        carrier_frequency=het(1e-4),
        penetrance=0.9,
        phenocopy=0.01,
    )
    assert got == pytest.approx(7.732161, abs=5e-7)


@pytest.mark.parametrize("p", [0.1, 0.4])
def test_x_linked__hardy_weinberg_identities(p):
    brothers = (
        man("f"),
        woman("m"),
        man("a", "f", "m", tests=CARRIER),
        man("b", "f", "m", tests=CARRIER),
    )
    assert exp(x_linked(brothers, het(p)).log_likelihood) == pytest.approx(p * (1 + p) / 2)
    two = {"penetrance": 1.0, "penetrance_carrier": 0.0}
    sisters = (man("f"), woman("m"), woman("a", "f", "m", ILL), woman("b", "f", "m", ILL))
    risk = x_linked(sisters, het(p), **two)
    assert exp(risk.log_likelihood) == pytest.approx(p * p * (1 + p) / 2)


@pytest.mark.parametrize("q", [0.01, 0.3])
def test_recessive__two_homozygous_sibs(q):
    sibs = (man("f"), woman("m"), man("a", "f", "m", ILL), woman("b", "f", "m", ILL))
    assert exp(recessive(sibs, het(q)).log_likelihood) == pytest.approx(q**2 * (1 + q) ** 2 / 4)


@pytest.mark.parametrize(("age", "percent"), [(40, 31.5), (60, 24.2), (70, 11.5)])
def test_sdhd__tumour_free_child_of_a_carrier_father(age, percent):
    people = (
        man("dad", tests=CARRIER),
        woman("mum", tests=FREE),
        man("child", "dad", "mum", {"paraganglioma": Phenotype(State.EXCLUDED, age)}),
    )
    free = {40: 0.46, 60: 0.32, 70: 0.13}[age]
    risk = family_risk(family(*people), "sdhd", parameters=NO_MUTATION)
    assert risk.person("child").p_carrier == pytest.approx(free / (1 + free), abs=1e-4)
    assert 100 * free / (1 + free) == pytest.approx(percent, abs=0.05)


POH_CHILD = (
    man("dad", phenotypes=WELL),
    woman("mum", phenotypes=WELL),
    man("poh", "dad", "mum", {"poh": Phenotype(State.PRESENT)}, PATERNAL),
    woman("next", "dad", "mum"),
)
GNAS = {"leak": 0.0, "phenocopy": 0.0, "new_from_mosaic": 0.0}


@pytest.mark.parametrize(
    ("frequency", "father", "next_child"),
    [(2e-6, 5.7, 2.8), (1e-6, 2.9, 1.5), (5e-7, 1.5, 0.7)],
)
def test_gnas__healthy_untested_parents_of_a_child_with_poh(frequency, father, next_child):
    c, m, mu = frequency, Fraction(6, 100), 1e-6
    expected = c * m / 2 / (c * m / 2 + mu)
    risk = family_risk(
        family(*POH_CHILD), "gnas", parameters={**GNAS, "carrier_frequency": frequency}
    )
    assert risk.person("dad").p_carrier == pytest.approx(float(expected), rel=1e-5)
    assert 100 * risk.person("dad").p_carrier == pytest.approx(father, abs=0.05)
    assert 100 * risk.person("next").p_paternal == pytest.approx(next_child, abs=0.05)


@pytest.mark.parametrize(("share", "percent"), [(0.1, 0.8), (0.5, 4.1)])
def test_gnas__after_a_negative_paternal_blood_test(share, percent):
    people = [p for p in POH_CHILD if p.id != "dad"]
    dad = man("dad", phenotypes=WELL, tests=FREE)
    risk = family_risk(
        family(dad, *people),
        "gnas",
        parameters={"leak": 0.0, "new_from_mosaic": 0.081, "mosaic_share": share},
    )
    assert risk.person("dad").p_mosaic == pytest.approx(0.081, rel=1e-4)
    assert risk.person("next").p_paternal == pytest.approx(0.081 * share, rel=1e-3)
    assert 100 * 0.081 * share == pytest.approx(percent, abs=0.05)


def test_gnas__woman_with_poh_has_children_with_php1a():
    she = woman("she", phenotypes={"poh": Phenotype(State.PRESENT)}, tests=PATERNAL)
    risk = family_risk(family(she, man("he", tests=FREE), woman("child", "he", "she")), "gnas")
    child = risk.person("child")
    of = {p.slug: p for p in child.phenotypes}
    assert child.p_maternal == pytest.approx(0.5, abs=1e-5)
    assert child.p_carrier_compared[0].p == pytest.approx(0.59, abs=1e-5)
    assert of["php1a"].p_lifetime == pytest.approx(0.5 * 0.98, abs=1e-5)
    assert of["php1a"].compared[0].p == pytest.approx(0.59 * 0.98, abs=1e-5)
    assert of["poh"].p_lifetime is None
    assert of["poh"].p_at_most == pytest.approx(0.5 * 0.01, abs=1e-5)


def test_gnas__man_with_pphp_has_children_in_the_poh_spectrum():
    he = man("he", phenotypes={"pphp": Phenotype(State.PRESENT)}, tests=PATERNAL)
    risk = family_risk(family(he, woman("she", tests=FREE), man("child", "he", "she")), "gnas")
    child = risk.person("child")
    assert child.p_paternal == pytest.approx(0.5, abs=1e-5)
    assert child.p_carrier_compared[0].p == pytest.approx(0.5, abs=1e-5)
    assert child.p_maternal < 1e-5


def test_gnas__healthy_mother_of_a_child_with_php1a_may_carry_on_her_paternal_copy():
    people = (
        man("dad", phenotypes=WELL),
        woman("mum", phenotypes=WELL),
        man("php1a", "dad", "mum", {"php1a": Phenotype(State.PRESENT)}, MATERNAL),
    )
    mum = family_risk(family(*people), "gnas").person("mum")
    # Healthy with the change on the copy from her father is 10 to 2 as likely as from her mother.
    assert mum.p_paternal / mum.p_maternal == pytest.approx(0.10 / 0.02, rel=1e-3)
    assert mum.p_carrier > 0.05


def test_gnas__two_children_from_a_healthy_mother_point_to_carrier_or_mosaic():
    kids = [
        man(f"k{i}", "dad", "mum", {"php1a": Phenotype(State.PRESENT)}, MATERNAL) for i in (1, 2)
    ]
    people = (man("dad"), woman("mum", phenotypes=WELL, tests=FREE), *kids)
    assert family_risk(family(*people), "gnas").person("mum").p_mosaic > 0.999


def test_php1b__fathers_children_carry_it_unaffected():
    people = (
        man("grandpa", tests=CARRIER),
        woman("grandma", tests=FREE),
        woman("daughter", "grandpa", "grandma", tests=CARRIER),
        man("husband", tests=FREE),
        man("grandchild", "husband", "daughter"),
    )
    risk = family_risk(
        family(*people), "php1b", parameters={"penetrance": 1.0, "leak": 0.0, "phenocopy": 0.0}
    )
    assert disease(risk, "daughter") == pytest.approx(0.0, abs=1e-5)
    assert disease(risk, "grandchild") == pytest.approx(0.5, abs=1e-5)
