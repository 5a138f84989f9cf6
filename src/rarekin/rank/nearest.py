"""Which diseases have the most similar profiles? Compared all with all, when a release is made.

Likeness is the information two annotation profiles share over the information in both, with
frequencies as weights: simGIC (Pesquita et al. 2008, doi 10.1186/1471-2105-9-S5-S4) made
graded as Ruzicka's similarity is.

Comparing everything exactly would take longer than all the rest of a build. The geometric
mean of two frequencies is never less than the smaller one, and its sum is an inner product:
shortened vectors pick candidates, and only those are compared exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.rank.engine import Profiles
from rarekin.rank.neighbours import sketch

Array = NDArray[Any]
_FEWEST_FINDINGS = 4
_LEAST_INFORMATION = 1.0
_CHUNK = 1024
_CANDIDATES = 192
_EXACT_ROWS = 512
_SKETCHED = 256


def nearest(profiles: Profiles, n: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Find the diseases whose profiles are most like each disease's.

    Parameters
    ----------
    profiles
        Of a release.
    n
        How many diseases each.

    Returns
    -------
    disease, likeness
        The most alike first; -1 and 0 where there are no more. Diseases with too few findings
        to judge are like none, and none is like them. Shapes ``(D, n)``.

    Examples
    --------
    The diseases nearest to one::

        disease, likeness = nearest(profiles, 4)
        [profiles.diseases[i] for i in disease[i_marfan]]
    """
    disease = np.full((profiles.n_diseases, n), -1, np.int32)
    alike = np.zeros((profiles.n_diseases, n), np.float32)
    weight = row_weights(profiles)
    for i, near in _candidates(profiles):
        found = likeness(profiles, weight, i, near)
        best = np.lexsort((near, -found))[:n]
        best = best[found[best] > 0]
        disease[i, : len(best)] = near[best]
        alike[i, : len(best)] = found[best]
    return disease, alike


def row_weights(profiles: Profiles) -> NDArray[np.float64]:
    """Return the information content of every row.

    Parameters
    ----------
    profiles
        Of a release.

    Returns
    -------
    weight
        Natural log; 0 for what a third of all diseases have, which tells hardly anything.
    """
    weight: NDArray[np.float64] = -np.log(np.minimum(profiles.background.astype(np.float64), 1.0))
    weight[weight < _LEAST_INFORMATION] = 0.0
    return weight


def likeness(
    profiles: Profiles, weight: NDArray[np.float64], i_disease: int, others: Array
) -> NDArray[np.float64]:
    """Return how alike some diseases are to one disease.

    Parameters
    ----------
    profiles
        Of a release.
    weight
        From `row_weights`.
    i_disease
        The disease to compare with.
    others
        Diseases that have a profile.

    Returns
    -------
    likeness
        0 to 1; 1 for equal profiles. Shape ``(others,)``.

    Examples
    --------
    How alike the second and the third disease are to the first::

        likeness(profiles, row_weights(profiles), 0, np.array([1, 2]))
    """
    indptr, row, frequency = (
        profiles.profile_indptr, profiles.profile_row, profiles.profile_annotated
    )  # fmt: skip
    own = slice(indptr[i_disease], indptr[i_disease + 1])
    here = np.zeros(len(weight), np.float32)
    here[row[own]] = frequency[own]
    sizes = indptr[others + 1] - indptr[others]
    starts = np.cumsum(sizes) - sizes
    place = np.arange(sizes.sum()) + np.repeat(indptr[others] - starts, sizes)
    rows, there = row[place], frequency[place]
    weights = weight[rows]
    shared = np.add.reduceat(weights * np.minimum(here[rows], there), starts)
    total = np.add.reduceat(weights * there, starts)
    union = total + weight[row[own]] @ frequency[own] - shared
    alike: NDArray[np.float64] = shared / np.where(union > 0, union, 1.0)
    return alike


def _candidates(profiles: Profiles) -> Iterator[tuple[int, Array]]:
    """Yield each disease that can be judged with those that may be most like it."""
    judged = np.flatnonzero(np.diff(profiles.direct_indptr) >= _FEWEST_FINDINGS)
    n = min(_CANDIDATES, len(judged) - 1)
    if n < 1:
        return
    vectors, mass = _shortened(profiles)
    vectors, mass = vectors[judged], mass[judged]
    for start in range(0, len(judged), _CHUNK):
        stop = min(start + _CHUNK, len(judged))
        shared = vectors[start:stop] @ vectors.T
        alike = shared / (mass[start:stop, None] + mass - shared)
        alike[np.arange(stop - start), np.arange(start, stop)] = -1.0
        near = np.argpartition(-alike, n - 1, axis=1)[:, :n]
        for line, i in enumerate(judged[start:stop].tolist()):
            yield i, judged[near[line]]


def _shortened(profiles: Profiles) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return vectors whose inner product is the information shared, nearly, and all of it."""
    indptr, row = profiles.profile_indptr, profiles.profile_row
    frequency = profiles.profile_annotated
    vectors = sketch(indptr, row, frequency, profiles.background, _EXACT_ROWS, _SKETCHED)
    information = np.maximum(-np.log(profiles.background.astype(float)), 0.0)
    owner = np.repeat(np.arange(profiles.n_diseases), np.diff(indptr))
    mass = np.bincount(owner, information[row] * frequency, minlength=profiles.n_diseases)
    # A profile of no weight at all is like none, and must not divide by nothing.
    total: NDArray[np.float32] = np.maximum(mass, 1e-6).astype(np.float32)
    return vectors * np.sqrt(total)[:, None], total
