import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.family_enumeration import enumerate_family

from rarekin.errors import InputError, TooLarge
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.risk.inference import conflict, infer
from rarekin.risk.junction import calibrate, eliminate
from rarekin.risk.locus import make_locus
from rarekin.risk.pedigree import make_pedigree
from rarekin.risk.peeling import peel

SEXES = (Sex.MALE, Sex.FEMALE)


@st.composite
def families(draw, most=7):
    """People in generations; any earlier man and woman may be parents, so loops happen."""
    n = draw(st.integers(1, most))
    people = []
    for i in range(n):
        sex = draw(st.sampled_from(SEXES))
        men = [p.id for p in people if p.sex is Sex.MALE]
        women = [p.id for p in people if p.sex is Sex.FEMALE]
        parents = (None, None)
        if men and women and draw(st.booleans()):
            parents = draw(st.sampled_from(men)), draw(st.sampled_from(women))
        people.append(Person(f"p{i}", sex, father=parents[0], mother=parents[1]))
    return Family(tuple(people))


chances = st.floats(0.01, 1.0)
VALUES = {
    "carrier_frequency": 0.2,
    "mutation_rate_father": 0.03,
    "mutation_rate_mother": 0.01,
    "transmission_mother": 0.59,
}


def vectors(draw, n):
    return np.array(
        draw(st.lists(st.lists(chances, min_size=4, max_size=4), min_size=n, max_size=n))
    )


@settings(max_examples=40)
@given(st.data())
def test_infer__equals_listing_every_combination(data):
    family = data.draw(families(6))
    likelihood = vectors(data.draw, len(family))
    locus = make_locus("autosomal", VALUES)
    got = infer(family, make_pedigree(family), [locus], likelihood[None])
    index = {p.id: i for i, p in enumerate(family.people)}
    parents = [
        None if p.father is None else (index[p.father], index[p.mother]) for p in family.people
    ]
    order = {(0, 0): 0, (1, 0): 1, (0, 1): 2, (1, 1): 3}
    twin, total = enumerate_family(
        parents,
        [lambda a, b, row=row: row[order[a, b]] for row in likelihood.tolist()],
        q=(1 - (1 - 2 * 0.2) ** 0.5) / 2,
        mutation=(0.03, 0.01),
        transmission=(0.5, 0.59),
    )
    assert got.log_likelihood[0] == pytest.approx(np.log(total), abs=1e-10)
    np.testing.assert_allclose(got.posterior[0], twin, atol=1e-11)


@settings(max_examples=40)
@given(st.data())
@pytest.mark.parametrize("kind", ["autosomal", "x"])
def test_peeling__agrees_with_the_junction_tree(kind, data):
    family = data.draw(families(12))
    pedigree = make_pedigree(family)
    locus = make_locus(kind, VALUES | {"new_from_mosaic": 0.1, "mosaic_share": 0.2})
    n_states = len(locus.genotypes)
    seed = data.draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    evidence = rng.uniform(0.1, 1, (len(family), n_states)) * locus.mask_all(pedigree.sexes)
    evidence[pedigree.father < 0] *= locus.founder
    expected, log_expected, _ = calibrate(pedigree, locus.child, evidence)
    if pedigree.has_loops():
        return
    got, log_got = peel(pedigree, locus.child[None], evidence[None])
    assert log_got[0] == pytest.approx(log_expected, abs=1e-9)
    np.testing.assert_allclose(got[0], expected, atol=1e-11)


@settings(max_examples=25)
@given(st.data())
def test_infer__does_not_depend_on_the_order_of_people(data):
    family = data.draw(families(8))
    likelihood = vectors(data.draw, len(family))
    shuffled = data.draw(st.permutations(range(len(family))))
    other = Family(tuple(family.people[i] for i in shuffled))
    locus = make_locus("autosomal", VALUES)
    one = infer(family, make_pedigree(family), [locus], likelihood[None])
    two = infer(other, make_pedigree(other), [locus], likelihood[None, shuffled])
    np.testing.assert_allclose(one.posterior[0, shuffled], two.posterior[0], atol=1e-12)


def test_infer__keeps_its_digits_where_probabilities_underflow():
    n = 3000
    people = [Person("f", Sex.MALE), Person("m", Sex.FEMALE)]
    for i in range(n):
        people += [Person(f"f{i}", Sex.MALE), Person(f"m{i}", Sex.FEMALE)]
        people.append(Person(f"c{i}", Sex.MALE, f"m{i}", f"f{i}"))
    family = Family(tuple(people))
    locus = make_locus("autosomal", VALUES)
    likelihood = np.full((1, len(people), 4), 1e-3)
    got = infer(family, make_pedigree(family), [locus], likelihood)
    assert got.log_likelihood[0] == pytest.approx(len(people) * np.log(1e-3), rel=1e-12)


def test_peeling__a_person_with_hundreds_of_children_does_not_underflow():
    people = [Person("f", Sex.MALE), Person("m", Sex.FEMALE)]
    people += [Person(f"c{i}", Sex.MALE, "m", "f") for i in range(600)]
    family = Family(tuple(people))
    locus = make_locus("autosomal", VALUES)
    likelihood = np.tile([1e-4, 1e-4, 1e-4, 1e-9], (1, len(people), 1))
    got = infer(family, make_pedigree(family), [locus], likelihood)
    assert np.isfinite(got.log_likelihood[0])
    np.testing.assert_allclose(got.posterior.sum(axis=2), 1.0)


def test_eliminate__a_family_without_loops_has_width_three():
    scopes = [(0, 1, 2), (0, 1, 3), (2, 4, 5)]
    assert eliminate(scopes, [4] * 6).width == 3


def test_calibrate__refuses_before_allocating():
    men = [Person(f"a{i}", Sex.MALE) for i in range(12)]
    women = [Person(f"b{i}", Sex.FEMALE) for i in range(12)]
    rows = [*men, *women]
    kids = [Person(f"k{i}-{j}", Sex.MALE, f"b{j}", f"a{i}") for i in range(12) for j in range(12)]
    family = Family((*rows, *kids))
    pedigree = make_pedigree(family)
    locus = make_locus("autosomal", VALUES)
    with pytest.raises(TooLarge, match="tables over"):
        calibrate(pedigree, locus.child, np.ones((len(family), 4)), memory_cap_bytes=1e8)


def test_infer__names_the_people_who_contradict_each_other():
    people = (
        Person("dad", Sex.MALE),
        Person("mum", Sex.FEMALE),
        Person("aunt", Sex.FEMALE),
        Person("child", Sex.FEMALE, "mum", "dad"),
        Person("other", Sex.MALE, "mum", "dad"),
    )
    family = Family(people)
    likelihood = np.ones((1, 5, 4))
    likelihood[0, 0] = likelihood[0, 1] = [1, 0, 0, 0]
    likelihood[0, 3] = [0, 1, 0, 0]
    locus = make_locus("autosomal", {"carrier_frequency": 0.1})
    with pytest.raises(InputError, match=r"dad and child cannot be true together"):
        infer(family, make_pedigree(family), [locus], likelihood)


@settings(max_examples=50)
@given(st.integers(1, 40), st.data())
def test_conflict__is_minimal(n, data):
    bad = data.draw(st.sets(st.integers(0, n - 1), min_size=1, max_size=4))
    found = conflict(n, lambda kept: not bad <= set(kept))
    assert set(found) == bad
