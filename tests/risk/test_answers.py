"""Answers beyond everybody's chances: each against algebra or an independent enumeration."""

from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.family_enumeration import enumerate_family
from tests.risk.families import FREE, GROWN, ILL, ONE_COPY, WELL, family, man, woman
from tests.risk.test_inference import families
from tests.truth.inheritance.counselling import NO_MOSAIC, NO_MUTATION, SETTLED

from rarekin.api.family.family_answers import bayes_factor, by_hand, kinship, letter, worth_of_tests
from rarekin.api.family.risk import family_risk, model, models, read_family
from rarekin.errors import InputError, TooLarge, UnknownId
from rarekin.model.case import Sex, State
from rarekin.model.person import Person, Phenotype

COUSINS = (
    man("gf"),
    woman("gm"),
    man("a", "gf", "gm"),
    woman("b", "gf", "gm"),
    woman("wa"),
    man("hb"),
    man("ca", "a", "wa"),
    woman("cb", "hb", "b"),
    man("child", "ca", "cb"),
)


def test_kinship__of_cousins_uncles_half_siblings_and_twins():
    found = kinship(
        family(
            *COUSINS,
            woman("w2"),
            man("half", "a", "w2"),
            man("t1", "hb", "b", twin_group="t"),
            man("t2", "hb", "b", twin_group="t"),
        )
    )
    assert found.between("a", "b") == 1 / 4
    assert found.between("a", "cb") == 1 / 8
    assert found.between("ca", "cb") == 1 / 16
    assert found.between("ca", "half") == 1 / 8
    assert found.between("gf", "gm") == 0
    assert found.between("t1", "t2") == found.between("t1", "t1") == 1 / 2
    assert found.inbreeding("child") == 1 / 16
    assert found.inbreeding("ca") == 0


def test_kinship__of_siblings_children_doubles_up():
    # Three generations of brother and sister: F = 1/4, 3/8, 1/2 (Wright 1922).
    people = [man("f0"), woman("m0")]
    for n in range(1, 5):
        people += [man(f"f{n}", f"f{n - 1}", f"m{n - 1}"), woman(f"m{n}", f"f{n - 1}", f"m{n - 1}")]
    found = kinship(family(*people))
    assert [found.inbreeding(f"f{n}") for n in range(1, 5)] == [0, 1 / 4, 3 / 8, 1 / 2]


@settings(max_examples=30)
@given(st.data())
def test_kinship__equals_the_definition_by_walking_upwards(data):
    people = data.draw(families(9)).people
    of = {p.id: p for p in people}
    age = {p.id: i for i, p in enumerate(people)}

    def phi(a, b):
        if age[a] < age[b]:
            a, b = b, a
        person = of[a]
        if a == b:
            return 0.5 if person.father is None else (1 + phi(person.father, person.mother)) / 2
        return 0.0 if person.father is None else (phi(person.father, b) + phi(person.mother, b)) / 2

    found = kinship(family(*people))
    for a in of:
        for b in of:
            assert found.between(a, b) == phi(a, b)


def test_kinship__refuses_a_wrong_family():
    with pytest.raises(InputError):
        kinship(family(man("a", "a", "b"), woman("b")))
    with pytest.raises(TooLarge):
        kinship(family(*(man(f"p{i}") for i in range(3001))))


RECESSIVE = {"carrier_frequency": 0.1, **SETTLED}


def test_worth_of_tests__equals_the_mutual_information_of_an_enumeration():
    people = (
        man("f"),
        woman("m"),
        man("ill", "f", "m", ILL),
        woman("sister", "f", "m", GROWN),
        man("partner"),
        woman("child", "partner", "sister"),
    )
    got = {
        w.person: w for w in worth_of_tests(family(*people), "ar", "child", parameters=RECESSIVE)
    }
    q = (1 - (1 - 2 * 0.1) ** 0.5) / 2
    parents = [None, None, (0, 1), (0, 1), None, (4, 3)]

    for name, i in {"m": 1, "sister": 3, "partner": 4, "child": 5}.items():
        expected = mutual_information(parents, q, i)
        assert (got[name].bits if name in got else 0.0) == pytest.approx(expected, abs=1e-9)


KIND = {(0, 0): 0, (1, 0): 1, (0, 1): 1, (1, 1): 2}
PAIRS = ((0, 0), (1, 0), (0, 1), (1, 1))


def mutual_information(parents, q, i_tested):
    """Of a test of one person and the last one of the family: ill third, healthy fourth."""

    def known(i, a, b):
        return {2: a * b, 3: 1 - a * b}.get(i, 1)

    def last(result):
        likelihood = [
            lambda a, b, i=i: float(
                known(i, a, b) and (i != i_tested or result is None or KIND[a, b] == result)
            )
            for i in range(len(parents))
        ]
        found, total = enumerate_family(parents, likelihood, q=q)
        sums = [0.0] * 3
        for pair, p in zip(PAIRS, found[-1], strict=True):
            sums[KIND[pair]] += p
        return -sum(x * log2(x) for x in sums if x > 0), total

    now, total = last(None)
    return now - sum(bits * p / total for bits, p in map(last, range(3)))


def test_worth_of_tests__leaves_out_the_dead_the_unborn_and_the_tested():
    people = (
        man("f", deceased=True),
        woman("m", tests=ONE_COPY),
        woman("me", "f", "m"),
        man("baby", None, "me", unborn=True),
    )
    found = worth_of_tests(family(*people), "duchenne", "me")
    assert [w.person for w in found] == ["me"]
    assert {k: c for k, _p, c in found[0].outcomes} == {"none": 0, "one": 1, "both": 1}


def test_worth_of_tests__unknown_person():
    with pytest.raises(UnknownId):
        worth_of_tests(family(man("a")), "ad", "nobody")


def test_by_hand__is_the_textbook_table():
    # Mother of two healthy sons, daughter of an obligate carrier: 1/5 (Bridge 1997).
    people = (
        woman("granny", tests=ONE_COPY),
        man("grandpa", tests=FREE),
        woman("mother", "grandpa", "granny"),
        man("father"),
        man("son1", "father", "mother", GROWN),
        man("son2", "father", "mother", GROWN),
    )
    values = {**SETTLED, **NO_MOSAIC, **NO_MUTATION, "carrier_frequency": 1e-9}
    table = by_hand(family(*people), "xr", "mother", parameters=values)
    assert table.columns == ("none", "one", "both")
    assert table.prior.values == pytest.approx((0.5, 0.5, 0), abs=1e-8)
    assert [row.values[:2] for row in table.conditional] == [pytest.approx((1, 0.5))] * 2
    assert table.joint.values[:2] == pytest.approx((0.5, 0.125))
    assert table.posterior.values[:2] == pytest.approx((0.8, 0.2))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_by_hand__ends_where_the_engine_ends(data):
    people = []
    for p in data.draw(families(7)).people:
        said = data.draw(st.sampled_from([{}, ILL, GROWN, WELL]))
        people.append(Person(p.id, p.sex, p.mother, p.father, phenotypes=said))
    whole = family(*people)
    values = {**SETTLED, "penetrance": 0.7, "phenocopy": 0.05, "carrier_frequency": 0.1}
    chosen = data.draw(st.sampled_from([p.id for p in people]))
    table = by_hand(whole, "ad", chosen, parameters=values)
    risk = family_risk(whole, "ad", parameters=values).person(chosen)
    none = sum(g.p for g in risk.genotypes if g.state in ("none", "mosaic"))
    assert table.posterior.values[0] == pytest.approx(none, abs=1e-9)
    product = np.prod([table.prior.values, *(r.values for r in table.conditional)], axis=0)
    np.testing.assert_allclose(product, table.joint.values, atol=1e-12)


def test_by_hand__refuses_a_table_nobody_could_read():
    people = [man("f"), woman("m"), *(man(f"s{i}", "f", "m", GROWN) for i in range(30))]
    with pytest.raises(TooLarge):
        by_hand(family(*people), "ad", "m")


def test_bayes_factor__needs_two_tests_and_a_tested_proband():
    people = (man("f"), woman("m", tests=ONE_COPY), man("c", "f", "m", ILL, ONE_COPY))
    with pytest.raises(InputError):
        bayes_factor(family(*people), "ad", "f")
    assert bayes_factor(family(*people), "ad", "c", parameters={"penetrance": 0.9}) > 0


def test_ahead__is_the_curve_between_two_ages():
    # Child of a carrier, well at 40: Harper's curve .2609 at 40, .3923 at 45, .5401 at 50.
    people = (
        man("f", tests=FREE),
        woman("m", tests=ONE_COPY),
        man("c", "f", "m", {"affected": Phenotype(State.EXCLUDED, 40)}, age_years=40.0),
    )
    risk = family_risk(family(*people), "huntington", parameters={**NO_MUTATION})
    child = risk.person("c")
    free = 1 + (1 - 0.2609)
    found = {a.years: a.p for a in child.phenotypes[0].ahead}
    assert found[5.0] == pytest.approx((0.3923 - 0.2609) / free, abs=1e-6)
    assert found[10.0] == pytest.approx((0.5401 - 0.2609) / free, abs=1e-6)
    assert risk.chance_by("c", "huntington", 45) == pytest.approx(found[5.0])
    assert risk.chance_by("c", "huntington", 30) == 0.0
    assert risk.person("m").phenotypes[0].ahead == ()
    # Of whose health nothing is known: by that age from birth.
    unknown = family_risk(
        family(*people[:2], man("c", "f", "m")), "huntington", parameters=NO_MUTATION
    )
    assert unknown.chance_by("c", "huntington", 50) == pytest.approx(0.5 * 0.5401, abs=1e-6)
    with pytest.raises(UnknownId):
        risk.chance_by("c", "gout", 50)


def test_chance_by__unknown_age_of_onset_is_no_figure():
    risk = family_risk(family(man("c")), "ad", parameters={"penetrance": 0.5})
    assert risk.chance_by("c", "disease", 50) is None


def test_next_child__by_sex():
    carrier = family_risk(family(woman("m", tests=ONE_COPY)), "duchenne").person("m")
    assert carrier.sons[0].p_lifetime == pytest.approx(0.5, abs=1e-3)
    # Of women who carry it 28 of 129 have weak muscles or a weak heart (Hoogerwaard 1999).
    assert carrier.daughters[0].p_lifetime == pytest.approx(0.5 * 28 / 129, abs=1e-3)
    of_both = 0.25 + 0.25 * 28 / 129
    assert carrier.child_phenotypes[0].p_lifetime == pytest.approx(of_both, abs=1e-3)
    lhon = family_risk(family(woman("m", tests=ONE_COPY)), "lhon").person("m")
    assert (lhon.sons[0].p_lifetime, lhon.daughters[0].p_lifetime) == pytest.approx((0.175, 0.054))
    brca = family_risk(family(Person("p", Sex.MALE, tests=ONE_COPY)), "brca1").person("p")
    # Half of 72 % and half of the 12.9 % of all women.
    assert brca.daughters[0].p_lifetime == pytest.approx((0.72 + 0.129) / 2, abs=2e-3)


def test_letter__says_the_chance_and_names_nobody():
    people = (man("Peter"), woman("Anna", tests=ONE_COPY), man("Karl", "Peter", "Anna"))
    risk = family_risk(family(*people), "marfan")
    told = letter(risk, "Karl")
    text = " ".join(told)
    assert "FBN1" in text
    assert "about 1 in 2 (50 %)" in text
    assert not any(name in text for name in ("Peter", "Anna", "Karl"))
    free = family_risk(family(man("c", tests=FREE)), "yl")
    assert "do not carry it" in " ".join(letter(free, "c"))


@pytest.mark.parametrize(
    ("slug", "written", "meant"),
    [
        ("brca1", "breast cancer", "breast-cancer"),
        ("brca2", "Prostate_Cancer", "prostate-cancer"),
        ("lynch", "colorectal cancer", "bowel-cancer"),
        ("lynch-msh6", "Endometrial  cancer", "womb-cancer"),
        ("huntington", "Huntington disease", "huntington"),
        ("huntington", "mondo:0007739", "huntington"),
        ("gnas", "progressive osseous heteroplasia (POH)", "poh"),
        ("brca1", "second breast cancer", None),
        ("brca1", "gout", None),
    ],
)
def test_phenotype_slug__takes_the_names_other_programs_write(slug, written, meant):
    assert model(slug).phenotype_slug(written) == meant


@pytest.mark.parametrize("one", models(), ids=lambda m: m.slug)
def test_phenotype_slug__of_every_phenotype_is_found_by_slug_title_and_id(one):
    for phenotype in one.phenotypes:
        assert one.phenotype_slug(phenotype.slug) == phenotype.slug
        assert one.phenotype_slug(phenotype.slug.replace("-", " ").upper()) == phenotype.slug
        found = one.phenotype_slug(phenotype.title)
        assert found is not None
        assert all(one.phenotype_slug(id_) is not None for id_ in phenotype.diseases)


CANRISK = (
    "##CanRisk 2.0\n"
    "##FamID\tName\tTarget\tIndivID\tFathID\tMothID\tSex\tMZtwin\tDead\tAge\tYob\tBC1\tBC2\tOC\t"
    "PRO\tPAN\tAshkn\tBRCA1\tBRCA2\tPALB2\tATM\tCHEK2\tBARD1\tRAD51D\tRAD51C\tBRIP1\tER:PR:HER2:"
    "CK14:CK56\n"
)


def canrisk(*people):
    tests = "\t".join(["0:0"] * 9 + ["0:0:0:0:0"])
    rows = [
        f"F\t{id_}\t{target}\t{id_}\t{father}\t{mother}\t{sex}\t0\t0\t{age}\t0\t{bc}\t0\t{oc}\t0\t0\t0\t{tests}"
        for id_, target, father, mother, sex, age, bc, oc in people
    ]
    return (CANRISK + "\n".join(rows) + "\n").encode()


def test_canrisk__cancers_of_the_family_count_under_the_model():
    def file(bc, oc):
        return canrisk(
            ("pa", 0, "0", "0", "M", 66, "0", "0"),
            ("ma", 0, "0", "0", "F", 64, bc, oc),
            ("me", 1, "pa", "ma", "F", 35, "0", "0"),
        )

    chances = []
    for bc, oc in (("0", "0"), ("40", "0"), ("40", "52")):
        read, _issues = read_family(file(bc, oc))
        risk = family_risk(read, "brca1")
        assert "phenotype-not-in-model" not in {i.code for i in risk.issues}
        chances.append(risk.person("me").p_carrier)
    assert chances[0] < chances[1] < chances[2]
    assert chances[2] > 10 * chances[0]
