"""Several genes of one disease: weights and chances against Bayes' rule by hand."""

import pytest
from tests.risk.families import FREE, ILL, ONE_COPY, family, man, woman

from rarekin.api.family_answers import by_hand
from rarekin.api.risk import family_risk
from rarekin.errors import InputError
from rarekin.model.case import State
from rarekin.model.person import GeneticTest, Phenotype, TestResult


def no_cysts(age):
    return {"polycystic-kidney": Phenotype(State.EXCLUDED, age)}


def relatives(**tests):
    return family(
        man(
            "f",
            phenotypes={"polycystic-kidney": Phenotype(State.PRESENT)},
            tests=tests.get("f", ()),
        ),
        woman("m", tests=FREE),
        man("c", "f", "m", no_cysts(22), tests.get("c", ())),
    )


PLAIN = {
    "carrier_frequency": 1e-5,
}


def test_weights__are_share_times_likelihood():
    # Child of somebody ill, no cyst at 22: PKD1 leaves 1 - .991, PKD2 1 - .809 (Pei 2009).
    risk = family_risk(relatives(), "polycystic-kidney", parameters=PLAIN)
    one, two = 0.85 * (1 + 0.009) / 2, 0.15 * (1 + 0.191) / 2
    got = {g.gene: g.p for g in risk.genes}
    assert got["PKD1"] == pytest.approx(one / (one + two), abs=5e-3)
    carrier = (0.85 * 0.009 + 0.15 * 0.191) / (0.85 * 1.009 + 0.15 * 1.191)
    assert risk.person("c").p_carrier == pytest.approx(carrier, abs=5e-3)
    assert sum(g.p for g in risk.person("c").genotypes) == pytest.approx(1.0)


def test_a_change_found_in_one_gene__rules_the_others_out():
    found = (GeneticTest(TestResult.HETEROZYGOUS, gene="PKD2"),)
    risk = family_risk(relatives(f=found), "polycystic-kidney", parameters=PLAIN)
    assert [(g.gene, g.p) for g in risk.genes] == [("PKD2", 1.0)]
    alone = family_risk(relatives(f=ONE_COPY), "pkd2", parameters=PLAIN)
    assert risk.person("c").p_carrier == pytest.approx(alone.person("c").p_carrier)


def test_nothing_found_in_one_gene__says_nothing_of_the_other():
    free = (GeneticTest(TestResult.NEGATIVE, gene="PKD1"),)
    risk = family_risk(relatives(f=free), "polycystic-kidney", parameters=PLAIN)
    got = {g.gene: g.p for g in risk.genes}
    assert got["PKD2"] > 0.99


def test_a_change_in_a_gene_the_model_does_not_know__is_refused():
    found = (GeneticTest(TestResult.POSITIVE, gene="TTN"),)
    with pytest.raises(InputError, match="does not know"):
        family_risk(relatives(f=found), "polycystic-kidney")


def test_contradictions__are_named_whichever_gene_it_is():
    people = family(man("f", tests=FREE), woman("m", tests=FREE), man("c", "f", "m", ILL, ONE_COPY))
    values = {"carrier_frequency": 1e-5}
    assert family_risk(people, "polycystic-kidney", parameters=values).person("c").p_carrier == 1.0
    twin = family(man("c", tests=(*ONE_COPY, *FREE)))
    with pytest.raises(InputError, match="cannot be true"):
        family_risk(twin, "polycystic-kidney")


def test_by_hand__asks_for_one_gene():
    with pytest.raises(InputError, match="several genes"):
        by_hand(relatives(), "polycystic-kidney", "c")


def test_chance_by__is_mixed_too():
    risk = family_risk(relatives(), "polycystic-kidney", parameters=PLAIN)
    assert 0 < risk.chance_by("c", "polycystic-kidney", 40) <= risk.person("c").p_carrier + 1e-9
    assert risk.person("m").p_carrier == 0.0
    assert any("PKD1" in note for note in risk.notes)
