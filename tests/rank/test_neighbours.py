import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.rank.neighbours import Neighbours, find_neighbours, neighbour_frequency


@st.composite
def profiles(draw):
    n_rows = draw(st.integers(1, 12))
    held = draw(st.lists(st.sets(st.integers(0, n_rows - 1)), min_size=1, max_size=9))
    frequency = [draw(st.floats(0.05, 0.99)) for own in held for _ in own]
    indptr = np.cumsum([0, *(len(own) for own in held)])
    row = np.array([r for own in held for r in sorted(own)], np.int64)
    background = np.array([draw(st.floats(1e-4, 1.0)) for _ in range(n_rows)])
    return indptr, row, np.array(frequency), background


def dense(indptr, row, frequency, n_rows):
    table = np.zeros((n_rows, len(indptr) - 1))
    for d in range(len(indptr) - 1):
        table[row[indptr[d] : indptr[d + 1]], d] = frequency[indptr[d] : indptr[d + 1]]
    return table


@given(profiles())
def test_weights__are_squared_cosines_that_add_up_to_one(known) -> None:
    indptr, row, frequency, background = known
    n_diseases = len(indptr) - 1
    near = find_neighbours(indptr, row, frequency, background, n=50)
    vectors = np.sqrt(dense(*known[:3], len(background)) * -np.log(background)[:, None])
    length = np.linalg.norm(vectors, axis=0)
    alike = vectors / np.where(length > 0, length, 1)
    squares = (alike.T @ alike) ** 2
    np.fill_diagonal(squares, 0)
    total = squares.sum(axis=1, keepdims=True)
    expected = squares / np.where(total > 0, total, 1)
    found = np.zeros((n_diseases, n_diseases))
    np.put_along_axis(found, near.disease, near.weight, axis=1)
    np.testing.assert_allclose(found, np.where(total > 1e-9, expected, found), atol=1e-4)


@given(profiles(), st.integers(1, 50))
def test_a_disease__is_never_its_own_neighbour(known, n) -> None:
    near = find_neighbours(*known, n=n)
    assert near.disease.shape == (len(known[0]) - 1, min(n, len(known[0]) - 2))
    assert not any(i in near.disease[i] for i in range(len(near.disease)))


@given(profiles(), st.data())
def test_neighbour_frequency__is_the_weighted_mean(known, data) -> None:
    indptr, row, frequency, background = known
    n_diseases = len(indptr) - 1
    near = find_neighbours(*known, n=3)
    chosen = np.array(data.draw(st.lists(st.integers(0, n_diseases - 1), min_size=1)))
    table = dense(indptr, row, frequency, len(background))
    mean = neighbour_frequency(near, indptr, row, frequency, chosen, len(background))
    expected = [
        sum(w * table[:, d] for d, w in zip(near.disease[i], near.weight[i], strict=True))
        + np.zeros(len(background))
        for i in chosen
    ]
    np.testing.assert_allclose(mean, np.array(expected).T, atol=1e-5)


def test_the_sketch__keeps_who_is_most_alike() -> None:
    # Pairs of diseases that share 40 rare findings of their own among 6,000.
    random = np.random.default_rng(1)
    rows = [np.sort(random.choice(6000, 60, replace=False)) for _ in range(200)]
    held = [np.unique(np.concatenate([own[:40], rows[i ^ 1][:40]])) for i, own in enumerate(rows)]
    indptr = np.cumsum([0, *map(len, held)])
    row = np.concatenate(held)
    near = find_neighbours(indptr, row, np.full(len(row), 0.5), np.full(6000, 0.01), n=1)
    assert near.disease.ravel().tolist() == [i ^ 1 for i in range(200)]


def test_no_neighbours__borrow_nothing() -> None:
    empty = Neighbours(np.empty((1, 0), np.int32), np.empty((1, 0), np.float32))
    mean = neighbour_frequency(empty, np.array([0, 1]), np.array([0]), np.ones(1), np.array([0]), 2)
    assert mean.tolist() == [[0.0], [0.0]]
    assert mean.dtype == np.float32


def test_the_most_alike__weighs_most() -> None:
    indptr, row = np.array([0, 3, 6, 8]), np.array([0, 1, 2, 0, 1, 3, 0, 4])
    near = find_neighbours(indptr, row, np.full(8, 0.5), np.full(5, 0.1), n=2)
    weight = dict(zip(near.disease[0].tolist(), near.weight[0].tolist(), strict=True))
    assert weight[1] / weight[2] == pytest.approx((2 / 3) ** 2 / (1 / 6), rel=1e-4)
