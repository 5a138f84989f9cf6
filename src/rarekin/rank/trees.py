"""Fitted regression trees, evaluated with numpy alone, and taken apart exactly.

Every split of every tree is compared at once; the six answers of a tree are the bits of a
number, and a table says in which leaf that number ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
SPLITS = 6
LEAVES = SPLITS + 1
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

    def leaves(self, columns: Array) -> Array:
        """Return the leaf every line ends in.

        Parameters
        ----------
        columns
            Shape ``(lines, columns)``.

        Returns
        -------
        leaves
            Shape ``(trees, lines)``.
        """
        goes_left = columns.T[self.column] <= self.threshold[:, None]
        by_tree = goes_left.reshape(len(self.leaf), SPLITS, len(columns))
        answers = np.packbits(by_tree, axis=1, bitorder="little")[:, 0]
        leaves: Array = np.take_along_axis(self.leaf, answers.astype(np.intp), axis=1)
        return leaves

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
        total: NDArray[np.float64] = np.take_along_axis(
            self.value, self.leaves(columns).astype(np.intp), axis=1
        ).sum(0)
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
        leaves = self.leaves(columns)
        total: NDArray[np.float64] = self.share[np.arange(len(leaves))[:, None], leaves].sum(0)
        return total
