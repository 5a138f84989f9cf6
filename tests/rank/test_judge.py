import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rank.toys import knowledge, term_id
from tests.reference import ranking

from rarekin.model.case import Case, Finding
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.rank.engine import Profiles, finding_rows, log_likelihood_ratios
from rarekin.rank.judge import Fit, Judge
from rarekin.rank.parameters import FITTED
from rarekin.rank.picture import FALLING, GROUPS, NAMES, RISING, Picture
from rarekin.rank.profiles import compile_profiles
from rarekin.rank.trees import SPLITS


@st.composite
def known_with_cases(draw):
    ontology, rows = draw(knowledge())
    terms = st.lists(st.sampled_from(ontology.ids), min_size=1, max_size=4, unique=True)
    case = st.builds(
        Case,
        st.uuids().map(str),
        terms.map(lambda own: tuple(map(Finding, own))),
        diseases=st.tuples(st.integers(1, 8).map(lambda i: Curie(f"OMIM:{i}"))),
        references=st.tuples(st.sampled_from(["PMID:1", "PMID:2", "PMID:3"])),
    )
    return ontology, rows, draw(st.lists(case, max_size=6))


def opened(ontology, rows, cases=()) -> Profiles:
    return Profiles.load(compile_profiles(ontology, rows, {}, cases=cases).__getitem__)


def verdict_of(profiles: Profiles, ontology: Ontology, present):
    rows = finding_rows(profiles, present)
    judge = Judge(profiles, ontology)
    log_lr = log_likelihood_ratios(profiles, rows)
    return judge, log_lr, judge.judge(rows, log_lr)


@settings(max_examples=60, deadline=None)
@given(known_with_cases(), st.data())
def test_the_picture__has_no_number_that_is_none(known, data) -> None:
    ontology, rows, cases = known
    profiles = opened(ontology, rows, cases)
    present = data.draw(
        st.lists(st.sampled_from(ontology.ids), min_size=1, max_size=5, unique=True)
    )
    found = finding_rows(profiles, [ontology.index_of[t] for t in present])
    log_lr = log_likelihood_ratios(profiles, found)
    columns = Picture(profiles, ontology).columns(found, np.arange(len(log_lr)), log_lr)
    assert columns.shape == (len(log_lr), len(NAMES))
    assert np.isfinite(columns).all()


@settings(max_examples=40, deadline=None)
@given(known_with_cases(), st.data())
def test_likelihoods_with_cases__equal_the_slow_twin(known, data) -> None:
    ontology, rows, cases = known
    profiles = opened(ontology, rows, cases)
    slow = ranking.Release(ontology, rows, {}, FITTED, cases)
    present = data.draw(st.lists(st.sampled_from(ontology.ids), min_size=1, max_size=5))
    found = finding_rows(profiles, [ontology.index_of[t] for t in present])
    score = slow.scores(present)
    assert [i.decode() for i in profiles.diseases.tolist()] == sorted(score)
    np.testing.assert_allclose(
        log_likelihood_ratios(profiles, found),
        [score[d] for d in sorted(score)],
        atol=len(found) * profiles.step / 2 + 2e-3,
    )


@settings(max_examples=40, deadline=None)
@given(known_with_cases(), st.data())
def test_what_is_added_by_kind__adds_up_to_what_is_ranked(known, data) -> None:
    ontology, rows, cases = known
    profiles = opened(ontology, rows, cases)
    some = st.lists(st.integers(0, len(ontology) - 1), min_size=1, max_size=5)
    judge, log_lr, verdict = verdict_of(profiles, ontology, data.draw(some))
    everybody = list(range(profiles.n_diseases))
    for i, share in enumerate(judge.shares(verdict, everybody)):
        assert set(share) == set(GROUPS)
        whole = float(log_lr[i]) + math.fsum(share.values())
        assert whole == pytest.approx(float(verdict.log_lr[i]), abs=2e-3)
    assert float(verdict.p_disease.sum()) + verdict.p_other == pytest.approx(1, abs=1e-4)
    assert np.isfinite(verdict.columns).all()


@pytest.mark.parametrize("name", ["annotated", "cases"])
def test_fitted_trees__only_ever_reward_a_better_match(name) -> None:
    trees = Fit.load(name).trees
    random = np.random.default_rng(1)
    lines = random.choice(trees.threshold[np.isfinite(trees.threshold)], (300, len(NAMES)))
    before = trees.scores(lines)
    for i, column in enumerate(NAMES):
        if column not in RISING | FALLING:
            continue
        moved = lines.copy()
        moved[:, i] += random.exponential(3.0, len(lines))
        change = trees.scores(moved) - before
        assert (change >= -1e-5).all() if column in RISING else (change <= 1e-5).all(), column


@pytest.mark.parametrize("name", ["annotated", "cases"])
def test_fitted_trees__are_whole(name) -> None:
    fit = Fit.load(name)
    n_trees = len(fit.trees.value)
    assert fit.trees.column.shape == fit.trees.threshold.shape == (n_trees * SPLITS,)
    assert fit.trees.column.max() < len(NAMES)
    assert fit.trees.leaf.max() < fit.trees.value.shape[1]
    reached = np.zeros(fit.trees.value.shape, bool)
    reached[np.arange(n_trees)[:, None], fit.trees.leaf] = True
    np.testing.assert_allclose(fit.trees.share.sum(2)[reached], fit.trees.value[reached], atol=1e-4)


@pytest.fixture
def tree() -> Ontology:
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    return Ontology.from_terms(
        [root, *(Term(term_id(i), f"Term {i}", "toy", parents=(root.id,)) for i in range(1, 20))]
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_finding_one_of_two_equals_has__never_puts_the_other_in_front(data) -> None:
    root = Term(term_id(0), "Phenotypic abnormality", "toy")
    parents = data.draw(st.lists(st.integers(0, 1_000), min_size=19, max_size=19))
    terms = [root]
    for i, p in enumerate(parents, 1):
        terms.append(Term(term_id(i), f"Term {i}", "toy", parents=(term_id(p % i),)))
    ontology = Ontology.from_terms(terms)
    one, other, third = (Curie(f"OMIM:{i}") for i in (1, 2, 3))
    # They are alike in all but one finding, on another branch than anything else of theirs.
    special = Term(term_id(20), "Special", "toy", parents=(root.id,))
    ontology = Ontology.from_terms([*terms, special])
    shared = data.draw(st.lists(st.integers(1, 19), min_size=1, max_size=5, unique=True))
    share = st.floats(0.05, 1)
    rows = []
    for i in shared:
        f = data.draw(share)
        rows += [Annotation(d, term_id(i), "toy", frequency=f) for d in (one, other)]
    rows.append(Annotation(one, special.id, "toy", frequency=data.draw(share)))
    for i in data.draw(st.lists(st.integers(1, 19), min_size=1, max_size=4, unique=True)):
        rows.append(Annotation(third, term_id(i), "toy", frequency=data.draw(share)))
    profiles = opened(ontology, rows)
    told = data.draw(st.lists(st.integers(1, 19), max_size=4, unique=True))
    present = [ontology.index_of[term_id(i)] for i in (*told, 20)]
    _, _, verdict = verdict_of(profiles, ontology, present)
    assert verdict.log_lr[0] >= verdict.log_lr[1] - 1e-3


def test_a_patient_like_published_ones__is_seen_as_such(tree) -> None:
    rows = [Annotation(Curie(f"OMIM:{d}"), term_id(d), "toy") for d in (1, 2)]
    cases = [
        Case(str(i), (Finding(term_id(1)), Finding(term_id(7))), diseases=(Curie("OMIM:1"),))
        for i in range(4)
    ]
    profiles = opened(tree, [*rows, Annotation(Curie("OMIM:2"), term_id(7), "toy")], cases)
    found = finding_rows(profiles, [tree.index_of[term_id(i)] for i in (1, 7)])
    columns = Picture(profiles, tree).columns(
        found, np.array([0, 1]), log_likelihood_ratios(profiles, found)
    )
    line = dict(zip(NAMES, columns[0].tolist(), strict=True))
    assert line["like_case"] == pytest.approx(1)
    assert line["reported_mean"] == pytest.approx(1)
    assert columns[1, NAMES.index("like_case")] < 0
