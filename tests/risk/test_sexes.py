"""Penetrance by sex, age and genotype; lines of one parent; fitness: against algebra and print."""

import numpy as np
import pytest
from tests.risk.families import CARRIER, FREE, ILL, ONE_COPY, WELL, family, man, woman
from tests.truth.inheritance.counselling import NO_MOSAIC, SETTLED

from rarekin.api.family.risk import family_risk
from rarekin.model.case import Sex, State
from rarekin.model.person import Person, Phenotype
from rarekin.risk.assessment import assess
from rarekin.risk.inference import infer
from rarekin.risk.lines import make_mitochondrial_locus
from rarekin.risk.loci import by_sex
from rarekin.risk.locus import make_locus
from rarekin.risk.model_file import parse_model
from rarekin.risk.pedigree import make_pedigree


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
    # Of 52 families whose parent was known, the mother in 51 (Harper 1975).
    mother, father = risk.person("m").p_carrier, risk.person("f").p_carrier
    assert mother / father == pytest.approx(51, rel=0.03)
