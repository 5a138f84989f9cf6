"""From likelihood to rank: trees look at the whole picture of the best candidates.

The score is the tempered likelihood plus what the trees add. The trees were fitted on
published patients (``validation/rank_learn.py``) and may only ever reward a better match: a
finding that fits a disease better never lowers it. Nothing a person was found not to have
enters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles, best
from rarekin.rank.picture import GROUPS, Picture, summary
from rarekin.rank.trees import Trees

Array = NDArray[Any]
N_CANDIDATES = 120
_BEHIND = 1e-3


@dataclass(frozen=True)
class Fit:
    """Numbers fitted for releases with, or without, published cases.

    Attributes
    ----------
    trees
        What the picture adds.
    temper, temper_power
        The likelihood counts ``temper * n ** -temper_power`` of itself over ``n`` findings.
    sharpness
        Of the probabilities: scores are multiplied by it.
    none
        Offset and weights of `rarekin.rank.picture.summary`: the log odds that the disease is
        none of the list.
    """

    trees: Trees
    temper: float
    temper_power: float
    sharpness: float
    none: Array

    @classmethod
    def load(cls, name: str) -> Fit:
        """Read the numbers that come with the program.

        Parameters
        ----------
        name
            ``annotated`` or ``cases``.

        Returns
        -------
        fit
            Ready.
        """
        path = resources.files("rarekin.rank") / "fitted" / f"{name}.npz"
        with path.open("rb") as file, np.load(file, allow_pickle=False) as packed:
            trees = Trees(
                packed["column"].astype(np.intp),
                packed["threshold"],
                packed["leaf"],
                packed["value"],
                packed["share"],
            )
            temper, power, sharpness = packed["numbers"].tolist()
            return cls(trees, temper, power, sharpness, packed["none"])


@dataclass(frozen=True)
class Verdict:
    """All diseases, judged.

    Attributes
    ----------
    log_lr
        What they are ranked by: the likelihood ratio, and what the trees add to it, in its
        unit. Shape ``(D,)``.
    p_disease, p_other
        Probability of each, and of none of them; together 1.
    candidates, columns
        The diseases looked at more closely, and their numbers.
    weight
        What a unit of it counts in the probabilities, before they are sharpened.
    """

    log_lr: Array
    p_disease: Array
    p_other: float
    candidates: Array
    columns: Array
    weight: float


class Judge:
    """One release, with the fit for its kind.

    Parameters
    ----------
    profiles, ontology
        Of the release.
    """

    def __init__(self, profiles: Profiles, ontology: Ontology) -> None:
        self.fit = Fit.load("cases" if profiles.has_cases else "annotated")
        self.picture = Picture(profiles, ontology)

    def judge(self, rows: Sequence[int], log_lr: Array) -> Verdict:
        """Rank every disease.

        Parameters
        ----------
        rows
            Of the findings, each once.
        log_lr
            Likelihood ratio of every disease. Shape ``(D,)``.

        Returns
        -------
        verdict
            Diseases that are no candidates keep the order of their likelihood, behind the last
            candidate.
        """
        fit = self.fit
        weight = fit.temper * len(rows) ** -fit.temper_power
        candidates = best(log_lr, N_CANDIDATES)
        columns = self.picture.columns(rows, candidates, log_lr)
        looked_at = weight * log_lr[candidates] + fit.trees.scores(columns).astype(np.float32)
        # Who is no candidate is not looked at: they stand as far behind the weakest candidate
        # as their likelihood does.
        behind = looked_at.min() - weight * float(log_lr[candidates[-1]])
        score = weight * log_lr + np.float32(behind - _BEHIND)
        score[candidates] = looked_at
        ordered = -np.sort(-looked_at)
        odds = float(fit.none[0] + fit.none[1:] @ summary(columns, looked_at, ordered))
        p_other = 1 / (1 + np.exp(-odds))
        p_disease = np.exp(fit.sharpness * (score - ordered[0]))
        p_disease *= np.float32((1 - p_other) / p_disease.sum())
        score /= np.float32(weight)
        return Verdict(score, p_disease, float(p_other), candidates, columns, weight)

    def shares(self, verdict: Verdict, diseases: Sequence[int]) -> list[dict[str, float]]:
        """Say what the picture adds to some diseases' scores, by kind.

        Parameters
        ----------
        verdict
            Of `judge`.
        diseases
            Indices.

        Returns
        -------
        shares
            For each disease, what each kind of column adds to the likelihood ratio, so that
            they add up to ``log_lr``. Empty for what was no candidate.
        """
        place = {d: i for i, d in enumerate(verdict.candidates.tolist())}
        known = [d for d in diseases if d in place]
        if not known:
            return [{} for _ in diseases]
        looked_at = verdict.columns[[place[d] for d in known]]
        found = self.fit.trees.shares(looked_at) / verdict.weight
        by_disease = {
            d: dict(zip(GROUPS, line.tolist(), strict=True))
            for d, line in zip(known, found, strict=True)
        }
        return [by_disease.get(d, {}) for d in diseases]
