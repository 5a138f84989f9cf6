"""Fitted regression trees, evaluated with numpy alone, and taken apart exactly.

Many splits ask the same: each distinct question is put once to every line. The six answers of
a tree are the bits of a number, and a table says in which leaf that number ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
SPLITS = 6
LEAVES = SPLITS + 1
_A_WORD = 8
"""Most splits and leaves of a tree."""


@dataclass(frozen=True)
class Trees:
    """An ensemble of small trees.

    Attributes
    ----------
    column, threshold
        Of every split; a value at or below the threshold goes left. Shape ``(trees * 6,)``.
    leaf
        Leaf by tree and answers. Shape ``(trees, 64)``.
    value
        Of every leaf. Shape ``(trees, 7)``.
    share
        What the splits on each group of columns add to a leaf's value. Shape
        ``(trees, 7, groups)``.

    Examples
    --------
    One tree that asks one thing:

    >>> leaf = (np.arange(64)[None, :] & 1 == 0).astype(np.uint8)
    >>> value = np.array([[2.0, -1.0, 0, 0, 0, 0, 0]])
    >>> never = [-np.inf] * 5
    >>> one = Trees(np.zeros(6, int), np.array([0.5, *never]), leaf, value, value[:, :, None])
    >>> one.scores(np.array([[0.4], [0.6]])).tolist()
    [2.0, -1.0]
    """

    column: Array
    threshold: Array
    leaf: Array
    value: Array
    share: Array

    @cached_property
    def _questions(self) -> tuple[Array, Array, Array]:
        """Column and threshold of each distinct question; those of a tree, a line per bit."""
        pairs = np.stack([self.column.astype(self.threshold.dtype), self.threshold])
        (column, threshold), asked = np.unique(pairs, axis=1, return_inverse=True)
        by_bit = np.ascontiguousarray(asked.reshape(len(self.leaf), SPLITS).T)
        return column.astype(np.intp), threshold[:, None], by_bit

    @cached_property
    def _values(self) -> Array:
        return np.take_along_axis(self.value, self.leaf.astype(np.intp), axis=1).reshape(-1)

    @cached_property
    def _shares(self) -> Array:
        by_answers = self.share[np.arange(len(self.leaf))[:, None], self.leaf]
        return by_answers.reshape(-1, self.share.shape[2])

    def _answers(self, columns: Array) -> Array:
        """Where in the tables each line ends, by tree. Shape ``(trees, lines)``."""
        column, threshold, asked = self._questions
        n_lines = len(columns)
        goes_left = np.zeros((len(column), -(-n_lines // _A_WORD) * _A_WORD), np.uint8)
        values = np.ascontiguousarray(columns.T).take(column, axis=0)
        np.less_equal(values, threshold, out=goes_left[:, :n_lines].view(bool))
        # Eight lines at a time: a shift by less than eight stays within each byte.
        bits = goes_left.view(np.uint64)
        answers = bits.take(asked[0], axis=0)
        for i in range(1, SPLITS):
            answers |= bits.take(asked[i], axis=0) << np.uint64(i)
        n_answers = self.leaf.shape[1]
        first = np.arange(0, self.leaf.size, n_answers)[:, None]
        answered: Array = np.add(answers.view(np.uint8)[:, :n_lines], first, dtype=np.intp)
        return answered

    def scores(self, columns: Array) -> NDArray[np.float64]:
        """Return the sum over all trees.

        Parameters
        ----------
        columns
            Shape ``(lines, columns)``.

        Returns
        -------
        scores
            Shape ``(lines,)``.
        """
        total: NDArray[np.float64] = self._values.take(self._answers(columns)).sum(0)
        return total

    def shares(self, columns: Array) -> NDArray[np.float64]:
        """Return what each group of columns adds; together they are the score.

        Parameters
        ----------
        columns
            Shape ``(lines, columns)``.

        Returns
        -------
        shares
            Shape ``(lines, groups)``.
        """
        total: NDArray[np.float64] = self._shares[self._answers(columns)].sum(0)
        return total
