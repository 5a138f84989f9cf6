"""Modes beyond one pair of copies with one curve: each against listing every combination."""

from math import comb, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.line_enumeration import enumerate_states
from tests.risk.families import FREE, GROWN, ILL, ONE_COPY, couples, family, man, random_rows, woman
from tests.risk.test_inference import families
from tests.truth.inheritance.counselling import SETTLED

from rarekin.api.family.risk import family_risk
from rarekin.model.case import Sex, State
from rarekin.model.person import GeneticTest, Phenotype, TestResult
from rarekin.risk.inference import infer
from rarekin.risk.lines import make_mitochondrial_locus, make_y_locus
from rarekin.risk.linkage import make_linked_locus
from rarekin.risk.pedigree import make_pedigree
from rarekin.risk.variants import make_variants_locus


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


def test_a_carrier_frequency_of_ones_own__stands_before_the_models_fitness():
    alone = woman("w")
    own = family_risk(family(alone), "becker", parameters={"carrier_frequency": 0.01})
    assert own.person("w").p_carrier == pytest.approx(0.01, rel=0.01)
    theirs = family_risk(family(alone), "becker").person("w").p_carrier
    women_for_each_new = 2 * 2.67 / (1 - 0.67)
    new = 4.4e-5 / (women_for_each_new / 2 + 1)  # of 4.4 in 100,000 boys born with it
    assert theirs == pytest.approx(women_for_each_new * new, rel=1e-3)
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
