import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rank.toys import knowledge, term_id
from tests.reference import ranking

from rarekin.model.case import Case, Finding, Sex
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.attraction import attraction_level
from rarekin.rank.engine import Profiles, finding_rows, log_likelihood_ratios
from rarekin.rank.explain import LEVEL, explain
from rarekin.rank.frequencies import CASE_SOURCE
from rarekin.rank.parameters import FITTED
from rarekin.rank.profiles import compile_profiles


def open_profiles(ontology, rows, cases=(), parameters=FITTED) -> Profiles:
    arrays = compile_profiles(ontology, rows, {}, parameters, cases)
    return Profiles.load(arrays.__getitem__)


@st.composite
def known_with_cases(draw):
    ontology, rows = draw(knowledge())
    cases = draw(
        st.lists(
            st.builds(
                Case,
                st.uuids().map(str),
                st.lists(st.sampled_from(ontology.ids), max_size=4, unique=True).map(
                    lambda terms: tuple(map(Finding, terms))
                ),
                diseases=st.tuples(st.integers(1, 8).map(lambda i: Curie(f"OMIM:{i}"))),
                references=st.tuples(st.sampled_from(["PMID:1", "PMID:2", "PMID:3"])),
            ),
            max_size=6,
        )
    )
    return ontology, rows, cases


@settings(max_examples=30)
@given(known_with_cases())
def test_diseases_without_cases__keep_every_log_ratio(known) -> None:
    ontology, rows, cases = known
    without = open_profiles(ontology, [r for r in rows if r.source != CASE_SOURCE])
    merged = open_profiles(ontology, rows, cases)
    assert merged.diseases.tolist() == without.diseases.tolist()
    np.testing.assert_array_equal(merged.row_of, without.row_of)
    np.testing.assert_array_equal(merged.background, without.background)
    every_row = np.arange(len(without.term_of))
    for i, disease in enumerate(d.decode() for d in merged.diseases.tolist()):
        if disease not in {d for case in cases for d in case.diseases}:
            np.testing.assert_array_equal(
                merged.log_ratios(every_row, [i]), without.log_ratios(every_row, [i])
            )


@settings(max_examples=60)
@given(known_with_cases(), st.data())
def test_releases_with_cases__equal_the_slow_twin(known, data) -> None:
    ontology, rows, cases = known
    profiles = open_profiles(ontology, rows, cases)
    slow = ranking.Release(ontology, rows, {}, FITTED, cases)
    assert [i.decode() for i in profiles.diseases.tolist()] == sorted(slow.level)
    # Log ratios are kept in one byte; what that can shift in a share bounds it in the level.
    shift = profiles.step * FITTED.attraction_temper * 4 ** (1 - FITTED.attraction_temper_power)
    expected = [slow.level[d] for d in sorted(slow.level)]
    np.testing.assert_allclose(profiles.level, expected, atol=shift + 2e-3)
    present = data.draw(st.lists(st.sampled_from(ontology.ids), min_size=1, max_size=5))
    found = finding_rows(profiles, [ontology.index_of[t] for t in present])
    score = slow.scores(present)
    rounding = len(found) * profiles.step / 2
    np.testing.assert_allclose(
        log_likelihood_ratios(profiles, found),
        [score[d] for d in sorted(score)],
        atol=shift + rounding + 2e-3,
    )


@settings(max_examples=30)
@given(known_with_cases(), st.data())
def test_the_level__is_the_same_whatever_a_person_has(known, data) -> None:
    ontology, rows, cases = known
    levelled = open_profiles(ontology, rows, cases)
    off = dataclasses.replace(FITTED, attraction_weight=0.0)
    plain = open_profiles(ontology, rows, cases, off)
    assert not any(plain.level)
    drawn = st.lists(st.integers(0, len(ontology) - 1), max_size=5)
    found = finding_rows(plain, data.draw(drawn))
    sex = data.draw(st.sampled_from(list(Sex)))
    change = log_likelihood_ratios(levelled, found, sex) - log_likelihood_ratios(plain, found, sex)
    np.testing.assert_allclose(change, levelled.level, atol=2e-3)


@settings(max_examples=30)
@given(known_with_cases(), st.data())
def test_explanations__still_add_up_to_the_score(known, data) -> None:
    ontology, rows, cases = known
    profiles = open_profiles(ontology, rows, cases)
    drawn = st.lists(st.integers(0, len(ontology) - 1), min_size=1, max_size=5)
    present = data.draw(drawn)
    everybody = range(profiles.n_diseases)
    score = log_likelihood_ratios(profiles, finding_rows(profiles, present))
    for i, parts in enumerate(explain(profiles, ontology, present, list(everybody))):
        assert math.fsum(p.log_lr for p in parts) == pytest.approx(float(score[i]), abs=1e-3)
        levels = [p.log_lr for p in parts if p.how == LEVEL]
        assert levels == ([profiles.level[i]] if profiles.level[i] else [])


@pytest.fixture
def tree() -> Ontology:
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    return Ontology.from_terms(
        [root, *(Term(term_id(i), f"Term {i}", "toy", parents=(root.id,)) for i in (1, 2, 3))]
    )


@pytest.fixture
def profiles(tree) -> Profiles:
    rows = [Annotation(Curie(f"OMIM:{i}"), term_id(i), "toy") for i in (1, 2, 3)]
    return open_profiles(tree, rows)


def patient(id_: str, term: int, disease: int, paper: str = "") -> Case:
    return Case(
        id_,
        (Finding(term_id(term)),),
        diseases=(Curie(f"OMIM:{disease}"),),
        references=(paper,) if paper else (),
    )


def test_without_cases__every_level_is_zero(tree, profiles) -> None:
    assert attraction_level(profiles, tree, (), {}, FITTED).tolist() == [0.0, 0.0, 0.0]


def test_a_disease_that_fits_other_people__starts_lower(tree, profiles) -> None:
    strangers = [patient(str(i), 1, 9) for i in range(20)]
    level = attraction_level(profiles, tree, strangers, {}, FITTED)
    assert level[0] < 0 < level[1] == pytest.approx(level[2])


def test_its_own_patients__change_nothing_for_a_disease(tree, profiles) -> None:
    own = [patient(str(i), 1, 1) for i in range(20)]
    strangers = [patient(f"s{i}", 1, 9) for i in range(5)]
    assert attraction_level(profiles, tree, own, {}, FITTED)[0] == 0
    among = [
        attraction_level(profiles, tree, some, {}, FITTED)[0]
        for some in (strangers, own + strangers)
    ]
    assert among[1] == pytest.approx(among[0], abs=1e-6)


def test_a_paper_with_many_patients__counts_as_one(tree, profiles) -> None:
    one = [patient("a", 1, 9, "PMID:1"), patient("z", 2, 9, "PMID:2")]
    many = one + [patient(f"a{i}", 1, 9, "PMID:1") for i in range(30)]
    np.testing.assert_allclose(
        attraction_level(profiles, tree, one, {}, FITTED),
        attraction_level(profiles, tree, many, {}, FITTED),
        rtol=1e-5,
    )
