"""What diseases with a similar profile are known for: a weak hint where a profile is silent.

Profiles are incomplete, and those of diseases that look alike are incomplete in different
places. Likeness is the cosine of profiles weighted by information content and frequency.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_CHUNK = 1024
# The rows that carry most of the likeness are compared one by one, all others through sums
# with random signs (count sketch), whose errors cancel.
_EXACT_ROWS = 768
_SKETCHED = 512


@dataclass(frozen=True)
class Neighbours:
    """The diseases most alike to each disease, and how much each of them counts.

    Attributes
    ----------
    disease
        Indices. Shape ``(D, n)``.
    weight
        Non-negative; each line adds up to 1, or to 0 for a disease like no other. Shape
        ``(D, n)``.
    """

    disease: Array
    weight: Array


def find_neighbours(
    indptr: Array, row: Array, frequency: Array, background: Array, n: int
) -> Neighbours:
    """Find the diseases whose profiles are most alike.

    Parameters
    ----------
    indptr, row, frequency
        Rows that hold in each disease, ancestors included, as CSR.
    background
        Share of diseases with each row. Shape ``(rows,)``.
    n
        How many neighbours.

    Returns
    -------
    neighbours
        At most ``n`` each, weighted by the square of their cosine.

    Examples
    --------
    >>> indptr, row = np.array([0, 2, 4, 5]), np.array([0, 1, 0, 1, 2])
    >>> share = np.array([0.6, 0.6, 0.3])
    >>> near = find_neighbours(indptr, row, np.full(5, 0.9), share, n=1)
    >>> near.disease.ravel()[:2].tolist(), near.weight.ravel().tolist()
    ([1, 0], [1.0, 1.0, 0.0])
    """
    n_diseases = len(indptr) - 1
    n = min(n, n_diseases - 1)
    vectors = sketch(indptr, row, frequency, background)
    disease = np.empty((n_diseases, n), np.int32)
    weight = np.empty((n_diseases, n), np.float32)
    for start in range(0, n_diseases, _CHUNK):
        stop = min(start + _CHUNK, n_diseases)
        alike = vectors[start:stop] @ vectors.T
        alike[np.arange(stop - start), np.arange(start, stop)] = -1.0
        nearest = np.argpartition(-alike, n - 1, axis=1)[:, :n] if n else disease[start:stop]
        disease[start:stop] = nearest
        weight[start:stop] = np.take_along_axis(alike, nearest, axis=1)
    np.maximum(weight, 0.0, out=weight)
    weight *= weight
    total = weight.sum(axis=1, keepdims=True)
    weight /= np.where(total > 0, total, 1.0)
    return Neighbours(disease, weight)


def sketch(
    indptr: Array,
    row: Array,
    frequency: Array,
    background: Array,
    n_exact: int = _EXACT_ROWS,
    n_sketched: int = _SKETCHED,
) -> NDArray[np.float32]:
    """Shorten profiles to unit vectors whose inner products are the cosines, nearly.

    Parameters
    ----------
    indptr, row, frequency, background
        As `find_neighbours` takes them.
    n_exact
        How many rows, those that carry most, keep a place of their own.
    n_sketched
        How many places the others share.

    Returns
    -------
    vectors
        Shape ``(D, n_exact + n_sketched)``.

    Examples
    --------
    >>> vectors = sketch(np.array([0, 1, 2]), np.array([0, 0]), np.ones(2), np.full(1, 0.5))
    >>> round(float(vectors[0] @ vectors[1]), 6)
    1.0
    """
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    information = np.maximum(-np.log(background.astype(float)), 0.0)
    value = np.sqrt(information[row] * frequency)
    length = np.sqrt(np.bincount(owner, weights=value**2, minlength=len(indptr) - 1))
    value /= np.where(length > 0, length, 1.0)[owner]
    weight = np.bincount(row, weights=value**2, minlength=len(background))
    column = np.arange(len(background)) * 40_503 % 65_536 % n_sketched + n_exact
    heaviest = np.argsort(-weight, kind="stable")[:n_exact]
    sign = np.where(np.arange(len(background)) * 2_654_435_761 % 2**32 >> 31, -1.0, 1.0)
    column[heaviest], sign[heaviest] = np.arange(len(heaviest)), 1.0
    n_columns = n_exact + n_sketched
    vectors = np.bincount(
        owner * n_columns + column[row],
        weights=value * sign[row],
        minlength=(len(indptr) - 1) * n_columns,
    )
    return vectors.reshape(-1, n_columns).astype(np.float32)


def neighbour_frequency(
    neighbours: Neighbours,
    indptr: Array,
    row: Array,
    frequency: Array,
    diseases: Array,
    n_rows: int,
) -> NDArray[np.float32]:
    """Return the mean frequency of every row among the neighbours of some diseases.

    Parameters
    ----------
    neighbours
        As found.
    indptr, row, frequency
        The profiles as CSR.
    diseases
        Indices.
    n_rows
        How many rows there are.

    Returns
    -------
    frequency
        Weighted means, 0 to 1. Shape ``(n_rows, diseases)``.
    """
    near = neighbours.disease[diseases].ravel()
    column = np.repeat(np.arange(len(diseases)), neighbours.disease.shape[1])
    sizes = indptr[near + 1] - indptr[near]
    offset = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    place = np.repeat(indptr[near], sizes) + offset
    share = np.repeat(neighbours.weight[diseases].ravel(), sizes)
    mean = np.bincount(
        row[place] * len(diseases) + np.repeat(column, sizes),
        weights=frequency[place] * share,
        minlength=n_rows * len(diseases),
    )
    return mean.reshape(n_rows, len(diseases)).astype(np.float32)
