"""Several genes of one disease: weights and chances against Bayes' rule by hand."""

from math import log2

import pytest
from tests.risk.families import FREE, ILL, ONE_COPY, family, man, woman

from rarekin.api.family.family_answers import bayes_factor, by_hand, worth_of_tests
from rarekin.api.family.risk import family_risk
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


HAND_KIND = {
    "none": "none",
    "mosaic": "none",
    "paternal": "one",
    "maternal": "one",
    "both": "both",
}


@pytest.mark.parametrize(
    ("model", "people", "person"),
    [
        ("polycystic-kidney", relatives(), "c"),
        ("polycystic-kidney", relatives(), "f"),
        ("polycystic-kidney", relatives(f=(GeneticTest(TestResult.NEGATIVE, gene="PKD1"),)), "f"),
        ("polycystic-kidney", relatives(f=(GeneticTest(TestResult.POSITIVE, gene="PKD2"),)), "c"),
        ("lynch", family(man("c", phenotypes={"bowel-cancer": Phenotype(State.PRESENT, 42)})), "c"),
    ],
)
def test_by_hand__of_several_genes_ends_where_the_engine_ends(model, people, person):
    table = by_hand(people, model, person)
    expected = {}
    for one in family_risk(people, model).person(person).genotypes:
        kind = HAND_KIND[one.state]
        key = kind, "" if kind == "none" else one.text.partition(":")[0]
        expected[key] = expected.get(key, 0.0) + one.p
    columns = list(zip(table.columns, table.genes, strict=True))
    assert set(expected) <= set(columns)
    assert columns[0] == ("none", "")
    for column, p in zip(columns, table.posterior.values, strict=True):
        assert p == pytest.approx(expected.get(column, 0.0), abs=1e-12)
    for k, joint in enumerate(table.joint.values):
        product = table.prior.values[k]
        for row in table.conditional:
            product *= row.values[k]
        assert product == pytest.approx(joint, rel=1e-9)


def test_by_hand__of_several_genes_is_the_sum_written_out():
    # No cyst at 22 leaves .009 (PKD1) and .191 (PKD2); half of each gene's families' children.
    table = by_hand(relatives(f=ONE_COPY), "polycystic-kidney", "c", parameters=PLAIN)
    columns = list(zip(table.columns, table.genes, strict=True))
    prior = dict(zip(columns, table.prior.values, strict=True))
    assert prior["none", ""] == pytest.approx(0.5, abs=1e-3)
    assert prior["one", "PKD1"] == pytest.approx(0.425, abs=1e-3)
    assert prior["one", "PKD2"] == pytest.approx(0.075, abs=1e-3)
    (free,) = table.conditional
    got = dict(zip(columns, free.values, strict=True))
    assert got["one", "PKD1"] == pytest.approx(0.009, abs=5e-3)
    assert got["one", "PKD2"] == pytest.approx(0.191, abs=5e-3)
    assert got["none", ""] == pytest.approx(1.0, abs=1e-3)


def test_bayes_factor__asks_for_one_gene():
    with pytest.raises(InputError, match="several genes"):
        bayes_factor(relatives(f=ONE_COPY), "polycystic-kidney", "f")


def entropy(*chances):
    return -sum(p * log2(p) for p in chances if p > 0)


def test_worth_of_tests__of_several_genes_equals_entering_each_result():
    values = PLAIN | {"mutation_rate_father": 0.0, "mutation_rate_mother": 0.0}
    people = relatives()
    now = family_risk(people, "polycystic-kidney", parameters=values)
    worth = {
        w.person: w for w in worth_of_tests(people, "polycystic-kidney", "c", parameters=values)
    }

    def after(tests):
        told = family_risk(relatives(f=tests), "polycystic-kidney", parameters=values)
        kinds = dict.fromkeys(("none", "one", "both"), 0.0)
        for one in told.person("c").genotypes:
            kinds[HAND_KIND[one.state]] += one.p
        return entropy(*kinds.values()), told.person("c").p_carrier

    left = 0.0
    for gene in now.genes:
        mine = [g for g in now.person("f").genotypes if g.text.startswith(gene.gene)]
        for state, result in (("one", TestResult.HETEROZYGOUS), ("both", TestResult.HOMOZYGOUS)):
            p = sum(g.p for g in mine if HAND_KIND[g.state] == state)
            if p > 1e-12:
                left += p * after((GeneticTest(result, gene=gene.gene),))[0]
    p_free = sum(g.p for g in now.person("f").genotypes if HAND_KIND[g.state] == "none")
    left += p_free * after(FREE)[0] if p_free > 1e-12 else 0.0
    assert worth["f"].bits == pytest.approx(worth["f"].bits_open - left, abs=1e-6)
    assert worth["c"].bits == pytest.approx(worth["c"].bits_open, abs=1e-9)
    for one in worth.values():
        assert sum(p for _, p, _ in one.outcomes) == pytest.approx(1.0)
        mean = sum(p * then for _, p, then in one.outcomes)
        assert mean == pytest.approx(now.person("c").p_carrier)


def test_chance_by__is_mixed_too():
    risk = family_risk(relatives(), "polycystic-kidney", parameters=PLAIN)
    assert 0 < risk.chance_by("c", "polycystic-kidney", 40) <= risk.person("c").p_carrier + 1e-9
    assert risk.person("m").p_carrier == 0.0
    assert any("PKD1" in note for note in risk.notes)


def test_lynch__weights_compare_ages_on_one_scale():
    # Ill at 42: MLH1 .47 (.702 - .362) / 10, the others' own slopes, all against .042 * .97 / 50.
    ill = {"bowel-cancer": Phenotype(State.PRESENT, 42)}
    risk = family_risk(family(man("f", phenotypes=ill)), "lynch")
    free = 0.042 * 0.97 / 50
    ratios = {
        "MLH1": 0.47 * (0.702 - 0.362) / 10 / free,
        "MSH2": 0.37 * (0.432 - 0.216) / 10 / free,
        "MSH6": 0.14 / 0.042,
        "PMS2": 0.14 * (1 / 35) / free,
    }
    h = 0.002
    shares = {"MLH1": 0.17, "MSH2": 0.17, "MSH6": 0.17, "PMS2": 0.49}
    ill_here = sum(s * h * ratios[g] for g, s in shares.items())
    expected = ill_here / (ill_here + (1 - h))
    assert risk.person("f").p_carrier == pytest.approx(expected, rel=0.02)


def test_notes__of_every_gene_are_kept_and_each_once():
    risk = family_risk(family(man("f")), "lynch")
    unread = [n for n in risk.notes if n.startswith("Not yet checked")]
    assert unread
    assert len(set(risk.notes)) == len(risk.notes)
