"""Score one disease as if some of its annotations had never been made, step by step."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from rarekin.model.disease import Annotation
from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles
from rarekin.rank.frequencies import pool_frequencies
from rarekin.rank.parameters import FITTED


class Left(NamedTuple):
    """A profile: frequency by row, score before any finding, neighbours and their weights."""

    held: dict[int, float]
    base: float
    near: np.ndarray
    weight: np.ndarray


class LeftOut:
    """A release's profiles turned round, so that a changed profile finds its neighbours."""

    def __init__(self, profiles: Profiles, ontology: Ontology) -> None:
        self.profiles = profiles
        self.ontology = ontology
        n_rows = len(profiles.term_of)
        owner = np.repeat(np.arange(profiles.n_diseases), np.diff(profiles.profile_indptr))
        order = np.argsort(profiles.profile_row, kind="stable")
        self._indptr = np.searchsorted(profiles.profile_row[order], np.arange(n_rows + 1))
        self._disease = owner[order]
        self._frequency = profiles.profile_frequency[order].astype(float)
        self._information = np.maximum(-np.log(profiles.background.astype(float)), 0.0)
        weight = self._information[profiles.profile_row] * profiles.profile_frequency
        length = np.sqrt(np.bincount(owner, weights=weight, minlength=profiles.n_diseases))
        self._length = np.where(length > 0, length, 1.0)

    def profile(self, annotations: Iterable[Annotation], i_disease: int) -> Left | None:
        """Make the profile of a disease that is known by some annotations only.

        Parameters
        ----------
        annotations
            What is still known of it.
        i_disease
            Its index; it is no neighbour of its own.

        Returns
        -------
        left
            None where nothing is known.
        """
        direct = pool_frequencies(self.ontology, annotations, {}, FITTED)
        if not len(direct.term):
            return None
        held: dict[int, float] = {}
        for term, f in zip(direct.term.tolist(), direct.frequency.tolist(), strict=True):
            for row in self.profiles.row_of[self.ontology.ancestors(term)].tolist():
                held[row] = max(held.get(row, 0.0), f)
        base = float(np.log1p(-self.profiles.p_mention * direct.frequency).sum())
        return Left(held, base, *self._neighbours(held, i_disease))

    def score(self, left: Left | None, rows: Sequence[int]) -> float:
        """Score such a profile as the engine does, without rounding.

        Parameters
        ----------
        left
            The profile.
        rows
            Rows of the person's findings.

        Returns
        -------
        log_lr
            Minus infinity where nothing is known.
        """
        if left is None:
            return -math.inf
        noise, p_mention = self.profiles.noise, self.profiles.p_mention
        score = left.base
        for row in rows:
            ratio = max(self._ratio(left.held, row), self._borrowed(left, row))
            score += math.log((1 - noise) * ratio + noise)
            score -= math.log1p(-p_mention * left.held.get(row, 0.0))
        return score

    def _ratio(self, held: dict[int, float], row: int) -> float:
        profiles = self.profiles
        if row in held:
            return held[row] / float(profiles.background[row])
        above = self.ontology.parents(int(profiles.term_of[row]))
        return max(
            (
                self._ratio(held, p) * (profiles.decay if p in held else profiles.decay_further)
                for p in profiles.row_of[above].tolist()
            ),
            default=0.0,
        )

    def _neighbours(self, held: dict[int, float], i_disease: int) -> tuple[np.ndarray, np.ndarray]:
        alike = np.zeros(self.profiles.n_diseases)
        for row, f in held.items():
            own = slice(self._indptr[row], self._indptr[row + 1])
            both = self._information[row] * np.sqrt(f * self._frequency[own])
            alike[self._disease[own]] += both
        alike /= self._length
        alike[i_disease] = 0.0
        n = min(FITTED.n_neighbours, len(alike))
        near = np.argpartition(-alike, n - 1)[:n]
        square = alike[near] ** 2
        return near, square / (square.sum() or 1.0)

    def _borrowed(self, left: Left, row: int) -> float:
        own = slice(self._indptr[row], self._indptr[row + 1])
        frequency = np.zeros(self.profiles.n_diseases)
        frequency[self._disease[own]] = self._frequency[own]
        mean = float(frequency[left.near] @ left.weight)
        return FITTED.borrow * mean / float(self.profiles.background[row])
