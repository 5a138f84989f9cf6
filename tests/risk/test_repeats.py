"""Repeats that grow on the way to a child: against listing every combination, and as counted."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.line_enumeration import enumerate_states
from tests.risk.families import ONE_COPY, couples, family, man, random_rows, woman
from tests.risk.test_inference import families

from rarekin.api.family.risk import family_risk
from rarekin.model.case import Sex
from rarekin.model.person import GeneticTest, TestResult
from rarekin.risk.inference import infer
from rarekin.risk.pedigree import make_pedigree
from rarekin.risk.repeats import make_repeats_locus


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
