"""Modes beyond one pair of copies with one curve: each against listing every combination."""

from math import comb, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.line_enumeration import enumerate_states
from tests.risk.families import CARRIER, FREE, GROWN, ILL, ONE_COPY, WELL, family, man, woman
from tests.risk.test_inference import families
from tests.truth.inheritance.counselling import NO_MOSAIC, SETTLED

from rarekin.api.family.risk import family_risk
from rarekin.model.case import Sex, State
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult
from rarekin.risk.assessment import assess
from rarekin.risk.inference import infer
from rarekin.risk.lines import make_mitochondrial_locus, make_y_locus
from rarekin.risk.linkage import make_linked_locus
from rarekin.risk.loci import by_sex
from rarekin.risk.locus import make_locus
from rarekin.risk.model_file import parse_model
from rarekin.risk.pedigree import make_pedigree
from rarekin.risk.repeats import make_repeats_locus
from rarekin.risk.variants import make_variants_locus


def couples(people):
    index = {p.id: i for i, p in enumerate(people)}
    return [None if p.father is None else (index[p.father], index[p.mother]) for p in people]


def random_rows(data, n, n_states):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    return rng.uniform(0.05, 1.0, (n, n_states))


@settings(max_examples=25)
@given(st.data())
def test_mitochondria__equal_listing_every_combination(data):
    n_founding = data.draw(st.integers(1, 3))
    people = data.draw(families(5)).people
    locus = make_mitochondrial_locus(
        {
            "carrier_frequency": 0.3,
            "founding_mitochondria": n_founding,
            "mutation_rate_mother": 0.05,
        }
    )
    rows = random_rows(data, len(people), n_founding + 1)
    got = infer(family(*people), make_pedigree(family(*people)), [locus], rows[None])

    def passes(_father, mother, child, _i):
        share = mother / n_founding
        p = share + (1 - share) * 0.05
        return comb(n_founding, child) * p**child * (1 - p) ** (n_founding - child)

    founder = [0.7] + [0.3 / n_founding] * n_founding
    twin, total = enumerate_states(couples(people), [founder] * len(people), passes, rows.tolist())
    assert got.log_likelihood[0] == pytest.approx(log(total), abs=1e-10)
    np.testing.assert_allclose(got.posterior[0], twin, atol=1e-11)


@settings(max_examples=25)
@given(st.data())
def test_y__equals_listing_every_combination(data):
    people = data.draw(families(6)).people
    locus = make_y_locus({"carrier_frequency": 0.3, "mutation_rate_father": 0.05})
    rows = random_rows(data, len(people), 3)
    rows *= np.array([[0, 0, 1] if p.sex is Sex.FEMALE else [1, 1, 0] for p in people])
    got = infer(family(*people), make_pedigree(family(*people)), [locus], rows[None])

    def passes(father, _mother, child, i):
        if people[i].sex is Sex.FEMALE:
            return float(child == 2)
        p = 1.0 if father == 1 else 0.05
        return {0: 1 - p, 1: p, 2: 0.0}[child]

    founder = [[0, 0, 1] if p.sex is Sex.FEMALE else [0.7, 0.3, 0] for p in people]
    twin, total = enumerate_states(couples(people), founder, passes, rows.tolist())
    assert got.log_likelihood[0] == pytest.approx(log(total), abs=1e-10)
    np.testing.assert_allclose(got.posterior[0], twin, atol=1e-11)


def test_by_sex__changes_no_chance_where_the_sexes_are_alike():
    plain = make_locus("autosomal", {"carrier_frequency": 0.1, "mutation_rate_father": 0.01})
    people = (man("f"), woman("m"), man("a", "f", "m"), Person("b", Sex.UNKNOWN, "m", "f"))
    likelihood = np.random.default_rng(1).uniform(0.1, 1, (4, 4))
    whole = family(*people)
    pedigree = make_pedigree(whole)
    alone = infer(whole, pedigree, [plain], likelihood[None])
    both = by_sex(plain)
    wide = np.tile(likelihood, (1, 2)) * both.mask_all(pedigree.sexes)
    got = infer(whole, pedigree, [both], wide[None])
    assert got.log_likelihood[0] == pytest.approx(alone.log_likelihood[0], abs=1e-12)
    np.testing.assert_allclose(
        got.posterior[0][:, :4] + got.posterior[0][:, 4:], alone.posterior[0], atol=1e-12
    )


SEXED = parse_model(b"""
slug = "toy"
title = "Toy"
summary = "A toy."
locus = "autosomal"
reviewed = 2026-11-30
[parameter.carrier_frequency]
label = "how many"
explain = "How many."
basis = "assumed"
default = 0.02
[[phenotype]]
slug = "toy"
title = "Toy disease"
chance = {none = 0.1, paternal = 0.8, maternal = 0.8, both = 0.8}
curve = [[0, 0], [20, 0], [40, 0.5], [80, 1.0]]
curves = {none = [[0, 0], [40, 0.1], [80, 1.0]]}
[phenotype.men]
chance = {none = 0.01, paternal = 0.2, maternal = 0.2, both = 0.2}
""")


def carrier(phenotypes, sex=Sex.FEMALE, age=None):
    """Chance of a child of a carrier (het) and a non-carrier, from one half, by hand."""
    child = Person("c", sex, "m", "f", age, phenotypes={"toy": phenotypes})
    people = (man("f", tests=FREE), woman("m", tests=ONE_COPY), child)
    return assess(family(*people), SEXED).person("c").p_carrier


def half(carries, free):
    return pytest.approx(carries / (carries + free), rel=1e-9)


def test_healthy_at_an_age__counts_by_sex_and_by_genotype():
    well = Phenotype(State.EXCLUDED, 40)
    assert carrier(well) == half(1 - 0.8 * 0.5, 1 - 0.1 * 0.1)
    assert carrier(well, Sex.MALE) == half(1 - 0.2 * 0.5, 1 - 0.01 * 0.1)
    women, men = (0.6, 0.99), (0.9, 0.999)
    assert carrier(well, Sex.UNKNOWN) == half(women[0] + men[0], women[1] + men[1])


def test_ill_at_an_age__early_onset_speaks_for_the_change():
    # In the year after the 30th birthday: 0.8 * 0.5 / 20 against 0.1 * 0.1 / 40.
    assert carrier(Phenotype(State.PRESENT, 30)) == half(0.8 * 0.5 / 20, 0.1 * 0.1 / 40)
    assert carrier(Phenotype(State.PRESENT, 60)) == half(0.8 * 0.5 / 40, 0.1 * 0.9 / 40)
    # Nobody counted after 80 or before 20: then the age says nothing.
    assert carrier(Phenotype(State.PRESENT, 85)) == half(0.8, 0.1)
    assert carrier(Phenotype(State.PRESENT, 10)) == half(0.8, 0.1)
    # Ill, at no known age: by now.
    assert carrier(Phenotype(State.PRESENT), age=40.0) == half(0.8 * 0.5, 0.1 * 0.1)
    assert carrier(Phenotype(State.PRESENT)) == half(0.8, 0.1)


def test_mitochondria__mothers_hand_on_to_all_and_fathers_to_none():
    risk = family_risk(
        family(
            woman("m", tests=CARRIER),
            man("f"),
            man("son", "f", "m"),
            woman("daughter", "f", "m"),
            man("grandson", "partner", "daughter"),
            man("partner"),
            woman("wife"),
            woman("granddaughter", "son", "wife"),
        ),
        "lhon",
    )
    assert risk.person("grandson").p_carrier == pytest.approx(1.0)
    assert risk.person("granddaughter").p_carrier < 0.001
    assert risk.person("son").p_child_inherits == 0.0
    assert risk.person("daughter").p_child_inherits == pytest.approx(1.0)
    # Lopez Sanchez et al. 2021: 17.5 % of men, 5.4 % of women.
    assert risk.person("son").phenotypes[0].p_lifetime == pytest.approx(0.175)
    assert risk.person("daughter").phenotypes[0].p_lifetime == pytest.approx(0.054)
    assert risk.person("daughter").child_phenotypes[0].p_lifetime == pytest.approx(
        (0.175 + 0.054) / 2
    )


def test_part_of_the_mitochondria__spreads_over_generations_but_keeps_its_mean():
    locus = make_mitochondrial_locus({"founding_mitochondria": 32})
    loads = np.array([g.load for g in locus.genotypes])
    for mother in (4, 16, 30):
        row = locus.child[0, mother]
        assert row @ loads == pytest.approx(loads[mother])
        variance = row @ loads**2 - (row @ loads) ** 2
        assert variance == pytest.approx(loads[mother] * (1 - loads[mother]) / 32)


def test_y__sons_only():
    risk = family_risk(
        family(
            man("f", tests=CARRIER), woman("m"), man("son", "f", "m"), woman("daughter", "f", "m")
        ),
        "yl",
        parameters={"penetrance": 0.9},
    )
    assert risk.person("son").p_carrier == 1.0
    assert risk.person("daughter").p_carrier == 0.0
    assert risk.person("f").p_child_inherits == 0.5


def test_lethal_on_the_x__mother_of_a_single_ill_boy_by_one_parameter():
    # Haldane: 2/3 of mothers, 1/3 of grandmothers, 1/6 of mothers' sisters.
    people = (
        man("grandfather", phenotypes=WELL),
        woman("grandmother"),
        woman("mother", "grandfather", "grandmother"),
        woman("aunt", "grandfather", "grandmother"),
        man("father"),
        man("boy", "father", "mother", ILL),
    )
    risk = family_risk(
        family(*people),
        "xr",
        parameters={**SETTLED, **NO_MOSAIC, "penetrance": 1.0, "fitness": 0.0},
    )
    assert risk.person("mother").p_carrier == pytest.approx(2 / 3, abs=1e-4)
    assert risk.person("grandmother").p_carrier == pytest.approx(1 / 3, abs=1e-4)
    assert risk.person("aunt").p_carrier == pytest.approx(1 / 6, abs=1e-4)
    assert risk.person("mother").p_carrier_between is None


@pytest.mark.parametrize(("y", "f", "printed"), [(0.8, 0.5, 0.1143), (0.5, 0.9, 0.2083)])
def test_fitness__of_a_dominant_disease_gives_what_friedman_printed(y, f, printed):
    people = (
        man("f", phenotypes={"disease": Phenotype(State.EXCLUDED, 90)}),
        woman("m", phenotypes={"disease": Phenotype(State.EXCLUDED, 90)}),
        man("ill", "f", "m", ILL),
        man("next", "f", "m"),
    )
    risk = family_risk(
        family(*people),
        "ad",
        parameters={
            **SETTLED,
            **NO_MOSAIC,
            "penetrance": y,
            "fitness": f,
            "mutation_rate_father": 1e-8,
            "mutation_rate_mother": 1e-8,
        },
    )
    assert risk.person("next").phenotypes[0].p_lifetime == pytest.approx(printed, abs=5e-5)


def test_congenital_myotonic_dystrophy__says_that_the_mother_handed_it_on():
    people = (man("f"), woman("m"), man("c", "f", "m", {"congenital": Phenotype(State.PRESENT)}))
    risk = family_risk(family(*people), "myotonic-dystrophy-1")
    # 0.2 of her children with it against 0.01 of his.
    mother, father = risk.person("m").p_carrier, risk.person("f").p_carrier
    assert mother / father == pytest.approx(20, rel=0.01)


def haplotype_gametes(pair, theta, mutation):
    """Chance of each (changed, marker) that somebody hands on, crossing by crossing."""
    found = {}
    for first, second in (pair, pair[::-1]):
        for crossed in (False, True):
            p = 0.5 * (theta if crossed else 1 - theta)
            gene, mark = first[0], (second if crossed else first)[1]
            for new in (False, True):
                if gene and new:
                    continue
                q = 1.0 if gene else (mutation if new else 1 - mutation)
                key = (gene or new, mark)
                found[key] = found.get(key, 0.0) + p * q
    return found


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_linked_marker__equals_listing_every_combination(data):
    people = data.draw(families(4)).people
    values = {
        "carrier_frequency": 0.2,
        "marker_frequency": 0.3,
        "recombination_father": 0.1,
        "recombination_mother": 0.25,
        "mutation_rate_father": 0.02,
        "mutation_rate_mother": 0.01,
    }
    locus = make_linked_locus(values)
    haplotypes = [(False, "1"), (False, "2"), (True, "1"), (True, "2")]
    states = [(a, b) for a in haplotypes for b in haplotypes]
    rows = random_rows(data, len(people), 16)
    got = infer(family(*people), make_pedigree(family(*people)), [locus], rows[None])
    q = (1 - (1 - 2 * 0.2) ** 0.5) / 2

    def frequency(haplotype):
        return (q if haplotype[0] else 1 - q) * (0.3 if haplotype[1] == "1" else 0.7)

    father = [haplotype_gametes(s, 0.1, 0.02) for s in states]
    mother = [haplotype_gametes(s, 0.25, 0.01) for s in states]

    def passes(f, m, child, _i):
        paternal, maternal = states[child]
        return father[f].get(paternal, 0.0) * mother[m].get(maternal, 0.0)

    founder = [[frequency(a) * frequency(b) for a, b in states]] * len(people)
    twin, total = enumerate_states(couples(people), founder, passes, rows.tolist())
    assert got.log_likelihood[0] == pytest.approx(log(total), abs=1e-10)
    np.testing.assert_allclose(got.posterior[0], twin, atol=1e-11)


def marker(text):
    return (GeneticTest(TestResult.UNKNOWN, marker=text),)


def test_linked_marker__myotonic_dystrophy_and_secretor():
    # OpenMendel's second example: risk .83986 at theta .08 (.0871766935723889 morgans, Haldane).
    well = {"affected": Phenotype(State.EXCLUDED, 100)}
    people = (
        man("1", phenotypes=ILL, tests=marker("1")),
        woman("2", phenotypes=well, tests=marker("1")),
        man("5", phenotypes=well, tests=marker("2/2")),
        man("3", "1", "2", ILL, marker("1")),
        woman("4", "1", "2", ILL, marker("1")),
        man("6", "5", "4", ILL, marker("2/2")),
        man("7", "5", "4", {}, marker("2/2")),
    )
    q = 1e-5
    theta = (1 - np.exp(-2 * 0.0871766935723889)) / 2
    risk = family_risk(
        family(*people),
        "ad-linked",
        parameters={
            **SETTLED,
            "carrier_frequency": 2 * q * (1 - q),
            "mutation_rate_father": 0.0,
            "mutation_rate_mother": 0.0,
            "penetrance": 1.0,
            "recombination_father": theta,
            "recombination_mother": theta,
            "marker_frequency": 0.52,
        },
    )
    assert risk.person("7").p_carrier == pytest.approx(0.83986, abs=5e-6)


def looked_for(variant, result):
    return (GeneticTest(result, variant=variant),)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_named_variants__equal_listing_every_combination(data):
    people = data.draw(families(4)).people
    values = {
        "carrier_frequency": 0.3,
        "named_share": 0.25,
        "mutation_rate_father": 0.02,
        "mutation_rate_mother": 0.01,
        "transmission_mother": 0.6,
    }
    locus = make_variants_locus(values, ["A", "B"])
    states = [(a, b) for a in range(4) for b in range(4)]
    rows = random_rows(data, len(people), 16)
    got = infer(family(*people), make_pedigree(family(*people)), [locus], rows[None])
    q = (1 - (1 - 2 * 0.3) ** 0.5) / 2
    share = [1 - q, q / 4, q / 4, q / 2]

    def gives(pair, allele, t, mutation):
        chances = {0: [0.5, 0.5], 1: [t, 1 - t], 2: [1 - t, t]}
        kind = 0 if bool(pair[0]) == bool(pair[1]) else 1 if pair[0] else 2
        p = sum(w for w, a in zip(chances[kind], pair, strict=True) if a == allele)
        none = sum(w for w, a in zip(chances[kind], pair, strict=True) if a == 0)
        return p - (none * mutation if allele == 0 else 0) + (none * mutation if allele == 3 else 0)

    def passes(f, m, child, _i):
        a, b = states[child]
        return gives(states[f], a, 0.5, 0.02) * gives(states[m], b, 0.6, 0.01)

    founder = [[share[a] * share[b] for a, b in states]] * len(people)
    twin, total = enumerate_states(couples(people), founder, passes, rows.tolist())
    assert got.log_likelihood[0] == pytest.approx(log(total), abs=1e-10)
    np.testing.assert_allclose(got.posterior[0], twin, atol=1e-11)


def test_a_parent_tested_for_one_variant_only__says_nothing_of_the_other():
    both = (*looked_for("A", TestResult.POSITIVE), *looked_for("B", TestResult.POSITIVE))
    people = (
        man("father", tests=looked_for("A", TestResult.POSITIVE)),
        woman("mother"),
        man("ill", "father", "mother", ILL, both),
        woman("sister", "father", "mother", GROWN, looked_for("A", TestResult.NEGATIVE)),
        man("brother", "father", "mother", GROWN),
    )
    values = {**SETTLED, "carrier_frequency": 1e-6, "named_share": 0.1}
    risk = family_risk(family(*people), "ar", parameters=values)
    assert risk.person("mother").p_carrier == pytest.approx(1.0, abs=1e-5)
    # She lacks the father's A; the mother's B she has or has not.
    assert risk.person("sister").p_carrier == pytest.approx(1 / 2, abs=1e-5)
    assert risk.person("sister").p_paternal == pytest.approx(0.0, abs=1e-5)
    assert risk.person("brother").p_carrier == pytest.approx(2 / 3, abs=1e-5)


def test_negative_for_a_named_variant__leaves_the_others():
    # Carrier prior c; of changed copies .3 are A: after a negative test c(1-.3)/(1-.3c).
    tested = man("p", tests=looked_for("A", TestResult.NEGATIVE))
    values = {**SETTLED, "carrier_frequency": 0.04, "named_share": 0.3}
    got = family_risk(family(tested), "ar", parameters=values).person("p").p_carrier
    q = (1 - (1 - 0.08) ** 0.5) / 2
    free, named, other = (1 - q), 0.3 * q, 0.7 * q
    carrier = (2 * free * other + other**2) / (free + other) ** 2
    assert named + free + other == pytest.approx(1)
    assert got == pytest.approx(carrier, abs=1e-12)


def test_founders_of_other_peoples__have_their_own_carrier_frequency():
    people = (
        man("a", carrier_frequency=1 / 24),
        woman("b", carrier_frequency=1 / 94),
        man("c"),
        man("child", "a", "b", unborn=True),
    )
    risk = family_risk(family(*people), "cystic-fibrosis")
    q = [(1 - (1 - 2 * f) ** 0.5) / 2 for f in (1 / 24, 1 / 94)]
    assert risk.person("child").phenotypes[0].p_lifetime == pytest.approx(q[0] * q[1])
    assert risk.person("c").p_carrier == pytest.approx(0.04, abs=1e-3)


def test_founders_of_a_named_people__have_its_figures():
    def carrier(model, **said):
        risk = family_risk(family(man("a", **said)), model)
        return risk.person("a").p_carrier, [i.code for i in risk.issues]

    assert carrier("cystic-fibrosis", ancestry="Asian")[0] == pytest.approx(1 / 94, rel=0.02)
    own = carrier("cystic-fibrosis", ancestry="asian", carrier_frequency=0.2)[0]
    assert own == pytest.approx(0.2, rel=0.1)
    # Hendrickson 2009: 1 in 66 African American people carries it, two copies not counted.
    assert carrier("sma", ancestry="african")[0] == pytest.approx(1 / 66, rel=0.05)
    p, codes = carrier("cystic-fibrosis", ancestry="martian")
    assert p == pytest.approx(0.04, rel=0.02)
    assert "ancestry-not-in-model" in codes


def test_a_measured_share_of_mitochondria__shifts_towards_it():
    def mother(load):
        tests = (GeneticTest(TestResult.POSITIVE, load=load),)
        risk = family_risk(
            family(woman("m", tests=tests), man("c", None, "m")),
            "mt",
            parameters={"founding_mitochondria": 32.0},
        )
        loads = np.arange(33) / 32
        return [risk.person("c").genotypes[i].p for i in range(33)] @ loads

    assert mother(0.2) < 0.35 < mother(0.7) < 0.8


def test_a_mosaic_found_in_a_parent__gives_the_child_its_share():
    values = {**SETTLED, "mosaic_share": 0.2, "mosaic_share_again": 0.2, "penetrance": 0.9}
    people = (
        man("f", tests=(GeneticTest(TestResult.MOSAIC),)),
        woman("m", tests=FREE),
        man("c", "f", "m"),
    )
    risk = family_risk(family(*people), "ad", parameters=values)
    assert risk.person("f").p_mosaic == 1.0
    assert risk.person("c").p_carrier == pytest.approx(0.2, abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(st.data())
@pytest.mark.parametrize("on_x", [False, True])
def test_repeats__equal_listing_every_combination(on_x, data):
    people = data.draw(families(4)).people
    values = {
        "carrier_frequency": 0.2,
        "full_frequency": 0.05,
        "expansion_father": 0.1,
        "expansion_mother": 0.4,
        "contraction_father": 0.7,
    }
    locus = make_repeats_locus(values, on_x=on_x)
    women = [(a, b) for a in range(3) for b in range(3)]
    states = [(None, a) for a in range(3)] + women if on_x else women
    pedigree = make_pedigree(family(*people))
    rows = random_rows(data, len(people), len(states)) * locus.mask_all(pedigree.sexes)
    got = infer(family(*people), pedigree, [locus], rows[None])
    small, full = ((1 - (1 - 2 * f) ** 0.5) / 2 for f in (0.2, 0.05))
    share = [1 - small - full, small, full]

    def handed(pair, allele, expansion, contraction):
        grown = {
            0: [1, 0, 0],
            1: [0, 1 - expansion, expansion],
            2: [0, contraction, 1 - contraction],
        }
        copies = [a for a in pair if a is not None]
        return sum(grown[a][allele] for a in copies) / len(copies)

    def is_man(pair):
        return pair[0] is None

    def passes(f, m, child, i):
        paternal, maternal = states[child]
        if on_x and is_man(states[child]) != (people[i].sex is Sex.MALE):
            return 0.0
        if on_x and (not is_man(states[f]) or is_man(states[m])):
            return 0.0
        his = 1.0 if paternal is None else handed(states[f], paternal, 0.1, 0.7)
        return his * handed(states[m], maternal, 0.4, 0.0)

    founder = [
        [
            (share[b] if a is None else share[a] * share[b])
            * (not on_x or is_man((a, b)) == (p.sex is Sex.MALE))
            for a, b in states
        ]
        for p in people
    ]
    twin, total = enumerate_states(couples(people), founder, passes, rows.tolist())
    assert got.log_likelihood[0] == pytest.approx(log(total), abs=1e-10)
    np.testing.assert_allclose(got.posterior[0], twin, atol=1e-11)


def counted(n):
    return (GeneticTest(TestResult.UNKNOWN, repeats=n),)


def test_premutation__of_a_mother_grows_as_nolin_counted_and_of_a_father_never():
    people = (
        woman("mother", tests=counted(75)),
        man("father", tests=counted(30)),
        man("son", "father", "mother"),
        woman("daughter", "father", "mother"),
        man("carrier", tests=counted(80)),
        woman("wife", tests=counted(30)),
        man("his-son", "carrier", "wife"),
        woman("his-daughter", "carrier", "wife"),
        man("grandson", None, "his-daughter"),
    )
    risk = family_risk(family(*people), "fmr1", parameters={"expansion_mother": 0.31})

    def ill(id_):
        return risk.person(id_).phenotypes[0].p_lifetime

    # Both copies of a woman can be lengthened, but seldom are.
    assert ill("son") == pytest.approx(0.31 / 2, rel=0.01)
    assert ill("daughter") == pytest.approx(0.31 / 4, rel=0.01)
    assert (ill("his-son"), ill("his-daughter")) == (0.0, 0.0)
    assert risk.person("his-daughter").p_carrier == pytest.approx(1.0)
    assert ill("grandson") == pytest.approx(0.31 / 2, rel=0.01)


def test_premutation__unknown_number_of_repeats_is_a_range():
    people = (woman("mother", tests=ONE_COPY), man("son", None, "mother"))
    found = family_risk(family(*people), "fmr1").person("son").phenotypes[0].between
    assert found.low < 0.05
    assert found.high == pytest.approx(0.5, abs=0.02)


def test_intermediate_huntington_copy__of_a_father():
    # Hendricks 2009: 1 in 6,241 to 1 in 951 of his children.
    people = (man("f", tests=counted(33)), woman("m", tests=counted(17)), man("c", "f", "m"))
    found = family_risk(family(*people), "huntington-intermediate").person("c").phenotypes[0]
    assert found.between.low == pytest.approx(1 / 6241, rel=0.03)
    assert found.between.high == pytest.approx(1 / 951, rel=0.03)


def test_a_carrier_frequency_of_ones_own__stands_before_the_models_fitness():
    alone = woman("w")
    own = family_risk(family(alone), "becker", parameters={"carrier_frequency": 0.01})
    assert own.person("w").p_carrier == pytest.approx(0.01, rel=0.01)
    theirs = family_risk(family(alone), "becker").person("w").p_carrier
    new = 1e-6 / (1 - 0.172)
    assert theirs == pytest.approx(2 * (2 * new + 0.67 * new) / (1 - 0.67), rel=1e-3)
    bleeds = family_risk(family(alone), "haemophilia-a", parameters={"carrier_frequency": 0.01})
    assert bleeds.person("w").p_carrier_between is None


def test_a_curve_known_for_women_only__counts_for_women_only():
    # 18 of 88 % by 40 and all by 60 (Engelen 2014): at 65 a healthy daughter has 1 - .88 left.
    well = {"affected": Phenotype(State.EXCLUDED, 65)}
    people = (woman("m", tests=ONE_COPY), man("f", tests=FREE))
    daughter = family_risk(family(*people, woman("c", "f", "m", well)), "adrenoleukodystrophy")
    assert daughter.person("c").p_carrier == pytest.approx(0.12 / 1.12, abs=1e-4)
    assert daughter.person("c").p_carrier_between is None
    son = family_risk(family(*people, man("c", "f", "m", well)), "adrenoleukodystrophy")
    assert son.person("c").p_carrier == pytest.approx(0.5, abs=1e-4)
    assert son.person("c").p_carrier_between.low == pytest.approx(0.0, abs=1e-4)
