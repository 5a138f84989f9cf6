import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from validation.rank_posterior import ANNOTATED, WITH_CASES, posterior

SCORES = st.lists(st.floats(-60, 120, width=32), min_size=1, max_size=40)


@given(SCORES, st.integers(1, 300), st.sampled_from([ANNOTATED, WITH_CASES]))
def test_posterior__is_a_distribution_in_the_order_of_the_scores(values, n, trust) -> None:
    log_lr = np.array(values, np.float32)
    p_disease, p_other = posterior(log_lr, n, trust)
    assert np.isclose(p_disease.sum() + p_other, 1, atol=1e-4)
    assert 0 < p_other <= 1
    order = np.argsort(-log_lr, kind="stable")
    assert np.all(np.diff(p_disease[order]) <= 0)


@given(SCORES, st.integers(1, 100))
def test_posterior__leaves_the_scores_alone(values, n) -> None:
    log_lr = np.array(values, np.float32)
    before = log_lr.copy()
    posterior(log_lr, n)
    np.testing.assert_array_equal(log_lr, before)


def test_posterior__is_tempered_more_the_more_findings_there_are() -> None:
    log_lr = np.array([10.0, 0.0], np.float32)
    odds = [np.log(p[0] / p[1]) for p, _ in (posterior(log_lr, n) for n in (1, 4, 16))]
    assert 10 > odds[0] > odds[1] > odds[2] > 0


def test_p_other__falls_when_a_disease_explains_more() -> None:
    p_other = [posterior(np.array([s] + [0.0] * 99, np.float32), 5)[1] for s in (0, 10, 20)]
    assert p_other[0] > p_other[1] > p_other[2]
