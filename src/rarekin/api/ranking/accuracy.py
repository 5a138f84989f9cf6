"""How often the ranking is right, as it was measured when its numbers were fitted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from rarekin.api.ranking.ranker import ranker

FIRST = (1, 3, 10)
"""Among how many of the first places the right disease was looked for."""


@dataclass(frozen=True, slots=True)
class MeasuredGroup:
    """Published patients whose disease is known, and how often it was found.

    Attributes
    ----------
    who
        ``unread``: of papers the annotations do not rest on; ``unread_alone``: of these, those
        whose disease no other published patient has; ``lirical``, ``lirical_alone``: the same
        of a set of 385 case reports that others chose (Robinson et al. 2020,
        doi 10.1016/j.ajhg.2020.06.021), whose papers the annotations have mostly read.
    people
        How many.
    likelihood, ranking
        Share, 0 to 1, whose disease stood among the first 1, 3 and 10 by the likelihood alone,
        and in the ranking as it is.
    """

    who: str
    people: int
    likelihood: tuple[float, float, float]
    ranking: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was measured for releases of the kind that serves.

    Attributes
    ----------
    has_cases
        Whether published cases are in the release.
    groups
        Each kind of patients.
    calibration
        Ten groups of equal size by the probability that the first disease was given: its mean,
        and the share in which the first disease was right; 3 in 10 patients had a disease that
        is not in the list.
    error
        Mean distance between the two, 0 to 1.
    auc_none
        How well *none of these* tells listed diseases from others: .5 is chance, 1 is always.
    versions
        Version of each source that took part.
    measured
        The day, ``2026-11-30``.
    """

    has_cases: bool
    groups: tuple[MeasuredGroup, ...]
    calibration: tuple[tuple[float, float], ...]
    error: float
    auc_none: float
    versions: dict[str, str]
    measured: str


def accuracy() -> Accuracy:
    """Return how often the ranking of the serving release's kind was right.

    Returns
    -------
    accuracy
        On patients that took no part in what ranked them. ``validation/rank_learn.py`` measures
        it and writes it beside the numbers it fits, so that both are always of one piece.
    """
    return measured_for(ranker().profiles.has_cases)


def measured_for(has_cases: bool) -> Accuracy:
    """Return what was measured with, or without, published cases in the release.

    Parameters
    ----------
    has_cases
        Which of the two.

    Returns
    -------
    accuracy
        As it stands beside the fitted numbers.

    Examples
    --------
    >>> [group.who for group in measured_for(False).groups][:2]
    ['unread', 'unread_alone']
    """
    name = "cases" if has_cases else "annotated"
    told = json.loads(
        (resources.files("rarekin.rank") / "fitted" / f"{name}.json").read_text("utf8")
    )
    groups = tuple(
        MeasuredGroup(g["who"], g["people"], tuple(g["likelihood"]), tuple(g["ranking"]))
        for g in told["groups"]
    )
    bins = tuple((said, right) for said, right in told["calibration"])
    return Accuracy(
        has_cases, groups, bins, told["error"], told["auc_none"], told["versions"],
        told["measured"],
    )  # fmt: skip
