"""From scores to probabilities that were checked against how often they were right.

A sum of log-likelihood ratios is far too sure of itself, because findings of one disease come
together. The scores are therefore tempered, the more the more findings there are, and a share
is kept for everything that is not in the list. The four numbers were fitted by maximum
likelihood on published cases whose publication the annotations do not cite; three in ten of
them had a disease the annotations do not know. Profiles into which published cases of other
publications went are more reliable and have numbers of their own.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Trust(NamedTuple):
    """What scores over ``n`` findings are worth.

    Attributes
    ----------
    temper, temper_power
        Scores are multiplied by ``temper * n ** -temper_power``.
    other, other_power
        What is not in the list counts as much as ``exp(other) * n ** -other_power`` times the
        number of diseases, each with a score of 0.
    """

    temper: float
    temper_power: float
    other: float
    other_power: float


ANNOTATED = Trust(0.97, 0.56, -1.49, 0.135)
"""For profiles from annotations only."""

WITH_CASES = Trust(0.793, 0.388, -1.857, -0.537)
"""For profiles that published cases have corrected."""


def posterior(
    log_lr: NDArray[Any], n_findings: int, trust: Trust = ANNOTATED
) -> tuple[NDArray[np.float32], float]:
    """Turn scores into probabilities that leave room for what is not in the list.

    Parameters
    ----------
    log_lr
        Score of every disease. Shape ``(D,)``.
    n_findings
        How many findings the scores rest on, 1 or more.
    trust
        What the scores are worth.

    Returns
    -------
    p_disease, p_other
        Probability of each disease, shape ``(D,)``, and of none of them; together 1.

    Examples
    --------
    >>> p_disease, p_other = posterior(np.zeros(4, np.float32), 1)
    >>> bool(np.isclose(p_disease.sum() + p_other, 1)), p_other > 0.1
    (True, True)
    """
    temper = trust.temper * n_findings**-trust.temper_power
    highest = float(log_lr.max())
    p_disease = log_lr - np.float32(highest)
    p_disease *= np.float32(temper)
    np.exp(p_disease, out=p_disease)
    log_other = math.log(len(log_lr)) + trust.other - trust.other_power * math.log(n_findings)
    other = math.exp(min(log_other - temper * highest, 700.0))
    total = float(p_disease.sum()) + other
    p_disease *= np.float32(1.0 / total)
    return p_disease, other / total
