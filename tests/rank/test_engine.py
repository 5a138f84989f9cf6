import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rank.toys import knowledge, term_id
from tests.reference import ranking

from rarekin.errors import InputError
from rarekin.model.case import Sex
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles, best, finding_rows, log_likelihood_ratios
from rarekin.rank.frequencies import pool_frequencies
from rarekin.rank.parameters import FITTED
from rarekin.rank.profiles import compile_profiles

SAME = {Curie("OMIM:2"): Curie("OMIM:1")}


def open_profiles(ontology, rows, canonical=None) -> Profiles:
    return Profiles.load(compile_profiles(ontology, rows, canonical or {}).__getitem__)


@given(knowledge(), st.data(), st.sampled_from([{}, SAME]))
def test_scores__equal_the_slow_twin(known, data, canonical) -> None:
    ontology, rows = known
    profiles = open_profiles(ontology, rows, canonical)
    present = data.draw(st.lists(st.sampled_from(ontology.ids), min_size=1, max_size=8))
    found = finding_rows(profiles, [ontology.index_of[t] for t in present])
    log_lr = log_likelihood_ratios(profiles, found)
    expected = ranking.Release(ontology, rows, canonical, FITTED).scores(present)
    assert [i.decode() for i in profiles.diseases.tolist()] == sorted(expected)
    rounding = len(found) * profiles.step / 2 + 1e-4
    np.testing.assert_allclose(log_lr, [expected[d] for d in sorted(expected)], atol=rounding)


@given(knowledge())
def test_one_byte_is_enough__half_a_step_is_small(known) -> None:
    profiles = open_profiles(*known)
    assert profiles.step / 2 < 0.025


@given(knowledge())
def test_pooled_frequencies__equal_the_slow_twin(known) -> None:
    ontology, rows = known
    direct = pool_frequencies(ontology, rows, SAME, FITTED)
    ours = {
        (direct.diseases[d], ontology.ids[t]): f
        for d, t, f in zip(direct.disease, direct.term, direct.frequency, strict=True)
    }
    slow = ranking.pooled(rows, SAME, FITTED)
    expected = {(d, t): f for d, own in slow.items() for t, f in own.items()}
    assert ours.keys() == expected.keys()
    assert all(ours[k] == pytest.approx(expected[k], rel=1e-5) for k in ours)


@given(knowledge(), st.randoms())
def test_scores__do_not_depend_on_the_order_of_annotations_or_findings(known, random) -> None:
    ontology, rows = known
    shuffled = list(rows)
    random.shuffle(shuffled)
    terms = list(range(len(ontology)))
    random.shuffle(terms)
    one, other = open_profiles(ontology, rows), open_profiles(ontology, shuffled)
    first = log_likelihood_ratios(one, finding_rows(one, sorted(terms)))
    second = log_likelihood_ratios(other, finding_rows(other, terms))
    np.testing.assert_allclose(first, second, atol=2 * one.step)


@given(knowledge(), st.data())
def test_repeated_findings__count_once(known, data) -> None:
    ontology, rows = known
    profiles = open_profiles(ontology, rows)
    terms = data.draw(st.lists(st.integers(0, len(ontology) - 1), min_size=1, max_size=5))
    assert finding_rows(profiles, terms * 3) == finding_rows(profiles, terms)


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=60), st.integers(1, 80))
def test_best__is_a_stable_sort(values, n) -> None:
    log_lr = np.array(values, np.float32)
    assert best(log_lr, n).tolist() == np.argsort(-log_lr, kind="stable")[:n].tolist()


@given(st.integers(0, 2**32 - 1), st.integers(1, 700), st.integers(1, 25), st.integers(1, 9))
def test_best__of_many_scores_is_a_stable_sort_too(seed, n_scores, n, n_distinct) -> None:
    log_lr = np.random.default_rng(seed).integers(0, n_distinct, n_scores).astype(np.float32)
    assert best(log_lr, n).tolist() == np.argsort(-log_lr, kind="stable")[:n].tolist()


def test_many_findings__do_not_overflow_a_word() -> None:
    root = term_id(0)
    leaves = [Curie(f"HP:{i:07d}") for i in range(1000, 1600)]
    tree = Ontology.from_terms(
        [Term(root, "Phenotypic abnormality", "toy")]
        + [Term(leaf, leaf, "toy", parents=(root,)) for leaf in leaves]
    )
    rows = [Annotation(Curie("OMIM:1"), leaf, "toy") for leaf in leaves]
    rows += [Annotation(Curie("OMIM:2"), leaves[0], "toy")]
    profiles = open_profiles(tree, rows)
    found = finding_rows(profiles, range(1, 601))
    one_by_one = profiles.log_ratios(np.array(found), [0, 1]).sum(axis=1)
    expected = one_by_one + np.array([profiles.base_of(0), profiles.base_of(1)])
    np.testing.assert_allclose(log_likelihood_ratios(profiles, found), expected, rtol=1e-5)


def sexed_rows() -> list[Annotation]:
    return [
        Annotation(Curie("OMIM:1"), term_id(1), "toy", numerator=9, denominator=10, sex="female"),
        Annotation(Curie("OMIM:1"), term_id(1), "toy", numerator=0, denominator=10, sex="male"),
        Annotation(Curie("OMIM:2"), term_id(2), "toy"),
    ]


@pytest.fixture
def tree() -> Ontology:
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    return Ontology.from_terms(
        [root, *(Term(term_id(i), f"Term {i}", "toy", parents=(root.id,)) for i in (1, 2, 3))]
    )


def test_sex__chooses_the_rows_that_hold_for_it(tree) -> None:
    profiles = open_profiles(tree, sexed_rows())
    found = finding_rows(profiles, [tree.index_of[term_id(1)]])
    female, unknown, male = (
        log_likelihood_ratios(profiles, found, sex)[0]
        for sex in (Sex.FEMALE, Sex.UNKNOWN, Sex.MALE)
    )
    assert female > unknown > male


def test_sex__changes_nothing_where_no_row_names_one(tree) -> None:
    rows = [dataclasses.replace(row, sex="") for row in sexed_rows()]
    profiles = open_profiles(tree, rows)
    scores = [log_likelihood_ratios(profiles, [1], sex).tolist() for sex in Sex]
    assert scores[0] == scores[1] == scores[2]


def test_finding_rows__leave_out_what_is_no_phenotype() -> None:
    everything = Term(Curie("HP:0000001"), "All", "toy")
    tree = Ontology.from_terms(
        [
            everything,
            Term(term_id(0), "Phenotypic abnormality", "toy", parents=(everything.id,)),
            Term(Curie("HP:0000005"), "Mode of inheritance", "toy", parents=(everything.id,)),
        ]
    )
    profiles = open_profiles(tree, [Annotation(Curie("OMIM:1"), term_id(0), "toy")])
    assert finding_rows(profiles, [tree.index_of[Curie("HP:0000005")]]) == []


def test_compile__refuses_annotations_of_another_ontology(tree) -> None:
    with pytest.raises(InputError):
        compile_profiles(tree, [Annotation(Curie("OMIM:1"), Curie("HP:7777777"), "toy")], {})


def test_merged_entries__make_one_profile(tree) -> None:
    rows = [
        Annotation(Curie("OMIM:7"), term_id(1), "hpoa"),
        Annotation(Curie("ORPHA:7"), term_id(2), "hpoa"),
    ]
    profiles = open_profiles(
        tree, rows, dict.fromkeys([Curie("OMIM:7"), Curie("ORPHA:7")], Curie("MONDO:0000007"))
    )
    assert profiles.diseases.tolist() == [b"MONDO:0000007"]
    assert profiles.ids.tolist() == [b"OMIM:7;ORPHA:7"]
