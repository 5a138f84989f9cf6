"""Which finding to look for next: the one whose answer says most about the family.

The expected information of a question is how much, on average over its answers, it narrows
down which family the disease belongs to: entropy now less expected entropy after (Lindley 1956,
doi:10.1214/aoms/1177728069).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rarekin.rank.engine import Profiles, best
from rarekin.rank.picture import spots

Array = NDArray[Any]
_COMPARED = 40
_ASKING = 12
_LEAST_SHARE = 0.15
_EVEN = 0.01
"""Members hardly likely now are still told apart."""
_LEAST_INFORMATION = 0.05
# An answer is never certain: signs are missed, and had for other reasons.
_SURE = (0.02, 0.97)


class Question(NamedTuple):
    """A finding to look for.

    Attributes
    ----------
    row
        Of the finding.
    information
        Expected, in bits.
    diseases
        Those compared that have it, the likeliest first.
    """

    row: int
    information: float
    diseases: tuple[int, ...]


def next_questions(
    profiles: Profiles,
    p_disease: Array,
    family: Array,
    known: Collection[int],
    relatives: Sequence[Collection[int]],
    n: int = 3,
) -> list[Question]:
    """Choose what to ask next.

    Parameters
    ----------
    profiles
        Of a release.
    p_disease
        Probability of every disease.
    family
        Number of every disease's family.
    known
        Rows about which nothing need be asked.
    relatives
        Of every row, itself and its ancestors.
    n
        How many questions at most.

    Returns
    -------
    questions
        The most telling first; none that only another one implies.
    """
    compared = best(p_disease, _COMPARED)
    weight = p_disease[compared] / p_disease[compared].sum()
    rows = _asked_of(profiles, compared[:_ASKING], set(known))
    if not rows or len(set(family[compared].tolist())) < 2:
        return []
    share = _shares(profiles, compared, rows)
    information = expected_information(weight, family[compared], share)
    chosen: list[Question] = []
    for i in np.argsort(-information, kind="stable").tolist():
        row = rows[i]
        related = {q.row for q in chosen if row in relatives[q.row] or q.row in relatives[row]}
        if related:
            continue
        have = compared[share[:, i] >= 0.3].tolist()
        chosen.append(Question(row, float(information[i]), tuple(have)))
        if len(chosen) == n:
            break
    return chosen


def telling_sign(
    profiles: Profiles, diseases: Sequence[int], p_disease: Array, known: Collection[int]
) -> tuple[int, list[float | None]] | None:
    """Choose the sign that tells some diseases apart.

    Parameters
    ----------
    profiles
        Of a release.
    diseases
        Two or more.
    p_disease
        Probability of every disease.
    known
        Rows about which nothing need be asked.

    Returns
    -------
    row, shares
        The sign, and for each disease the share of its people with it: None where nobody
        counted, 0 where it is not described. None where no sign tells them apart.
    """
    chosen = np.asarray(diseases)
    weight = p_disease[chosen] + _EVEN
    rows = _asked_of(profiles, chosen, set(known))
    if not rows:
        return None
    told, counted = _told(profiles, chosen, rows)
    # Not described is not absent: there the sign may be there as in anybody.
    share = _shares(profiles, chosen, rows)
    information = expected_information(weight / weight.sum(), np.arange(len(chosen)), share)
    best_one = int(np.argmax(information))
    if information[best_one] < _LEAST_INFORMATION:
        return None
    pairs = zip(told[:, best_one].tolist(), counted[:, best_one].tolist(), strict=True)
    return rows[best_one], [s if known_ or not s else None for s, known_ in pairs]


def _told(profiles: Profiles, diseases: Array, rows: Sequence[int]) -> tuple[Array, Array]:
    """Share of each disease's people with each row, 0 where it is not described; and if counted."""
    place = np.full(len(profiles.term_of), -1)
    place[list(rows)] = np.arange(len(rows))
    share = np.zeros((len(diseases), len(rows)))
    counted = np.zeros(share.shape, bool)
    spot, owner = spots(profiles.profile_indptr, diseases)
    at = place[profiles.profile_row[spot]]
    meets = np.flatnonzero(at >= 0)
    share[owner[meets], at[meets]] = profiles.profile_annotated[spot[meets]]
    counted[owner[meets], at[meets]] = profiles.profile_counted[spot[meets]]
    return share, counted


def expected_information(weight: Array, family: Array, share: Array) -> Array:
    """Return the expected information of questions about families.

    Parameters
    ----------
    weight
        Probability of every disease; together 1.
    family
        Of every disease.
    share
        Chance of a yes, by disease and question.

    Returns
    -------
    information
        In bits, never negative. Shape ``(questions,)``.

    Examples
    --------
    A sign that all of one family and none of another have settles an even choice:

    >>> settled = expected_information(
    ...     np.array([0.5, 0.5]), np.array([4, 7]), np.array([[1.0, 0.5], [0.0, 0.5]])
    ... )
    >>> settled.round(9).tolist()
    [1.0, 0.0]
    """
    _, number = np.unique(family, return_inverse=True)
    member = np.zeros((number.max() + 1, len(weight)))
    member[number, np.arange(len(weight))] = weight
    prior = member.sum(1)
    yes, no = member @ share, member @ (1 - share)
    after = _entropy(yes) + _entropy(no)
    information: Array = np.maximum(_entropy(prior[:, None])[0] - after, 0.0)
    return information


def _entropy(joint: Array) -> Array:
    """Entropy of columns that need not add up to 1, times what they add up to."""
    total = joint.sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(joint > 0, joint * np.log2(joint / total), 0.0)
    entropy: Array = -part.sum(0)
    return entropy


def _asked_of(profiles: Profiles, diseases: Array, known: set[int]) -> list[int]:
    rows: dict[int, None] = {}
    for i in diseases.tolist():
        own = slice(*profiles.direct_indptr[i : i + 2].tolist())
        often = profiles.direct_annotated[own] >= _LEAST_SHARE
        rows |= dict.fromkeys(profiles.direct_row[own][often].tolist())
    return [row for row in rows if row not in known]


def _shares(profiles: Profiles, diseases: Array, rows: Sequence[int]) -> Array:
    """Share of each disease's people with each row; the mean over diseases where unknown."""
    place = np.full(len(profiles.term_of), -1)
    place[list(rows)] = np.arange(len(rows))
    share = np.tile(np.minimum(profiles.background[list(rows)], 0.5), (len(diseases), 1))
    spot, owner = spots(profiles.profile_indptr, diseases)
    at = place[profiles.profile_row[spot]]
    meets = np.flatnonzero(at >= 0)
    told = profiles.profile_annotated[spot[meets]]
    seen = told > 0
    share[owner[meets][seen], at[meets][seen]] = told[seen]
    chance: Array = np.clip(share, *_SURE)
    return chance
