"""Say what each finding adds to a disease's score, and through which annotated term."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Sex
from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles

Array = NDArray[Any]

EXACT = "exact"
BROADER = "broader"
NARROWER = "narrower"
RELATED = "related"
UNEXPLAINED = "unexplained"
LOOKALIKES = "lookalikes"
EXCLUDED_AGREES = "excluded_agrees"
EXCLUDED_CONFLICTS = "excluded_conflicts"
EXPECTED_MISSING = "expected_missing"
_CONFLICT_FREQUENCY = 0.3
_PRESENT_HOWS = (EXACT, NARROWER, BROADER, RELATED, UNEXPLAINED, LOOKALIKES)


class Part(NamedTuple):
    """One summand of a disease's score.

    Attributes
    ----------
    i_term
        Ontology index of the finding; -1 for the sum over all remaining unmentioned findings.
    log_lr
        The summand, a natural logarithm.
    how
        How the annotated term relates to a present finding: it is the finding itself
        (``exact``), a ``broader`` or ``narrower`` term, a cousin under a common ancestor
        (``related``), or nothing the disease is annotated with explains the finding better
        than chance: diseases with a similar profile are known for it (``lookalikes``) or they
        are not (``unexplained``). A finding that was excluded is listed where sources say
        the same of the disease (``excluded_agrees``) or give it as frequent
        (``excluded_conflicts``). ``expected_missing``: frequent, and not mentioned.
    i_via
        Ontology index of the annotated term; -1 where there is none.
    frequency
        Share of patients with that annotation, 0 to 1; None where there is none.
    """

    i_term: int
    log_lr: float
    how: str
    i_via: int = -1
    frequency: float | None = None


class _Held:
    """What holds in the chosen diseases, looked up for many rows at once."""

    def __init__(self, profiles: Profiles, diseases: Sequence[int]) -> None:
        bounds = [profiles.profile_indptr[d : d + 2].tolist() for d in diseases]
        self._n_rows = len(profiles.term_of)
        places = np.concatenate([np.arange(a, b) for a, b in bounds])
        offset = np.repeat(np.arange(len(bounds)) * self._n_rows, [b - a for a, b in bounds])
        self._key = offset + profiles.profile_row[places]
        self._via = profiles.profile_via[places]
        self._frequency = profiles.profile_frequency[places]
        self._annotated = profiles.profile_annotated[places]
        self._counted = profiles.profile_counted[places]
        self._offset = np.arange(len(bounds)) * self._n_rows

    def look_up(self, rows: Array) -> tuple[Array, Array, Array]:
        """Row behind, frequency that counts and frequency to show, by disease and row.

        Where it does not hold -1, 0 and -1; -1 is shown where nobody counted.
        """
        shape = (len(self._offset),) + (1,) * rows.ndim
        wanted = self._offset.reshape(shape) + rows
        at = np.minimum(np.searchsorted(self._key, wanted), len(self._key) - 1)
        holds = (self._key[at] == wanted) & (rows >= 0)
        return (
            np.where(holds, self._via[at], -1),
            np.where(holds, self._frequency[at], 0.0),
            np.where(holds & self._counted[at], self._annotated[at], -1.0),
        )


def explain(
    profiles: Profiles,
    ontology: Ontology,
    present: Sequence[int],
    diseases: Sequence[int],
    *,
    excluded: Sequence[int] = (),
    sex: Sex = Sex.UNKNOWN,
    n_missing: int = 5,
) -> list[list[Part]]:
    """Take the scores of some diseases apart.

    Parameters
    ----------
    profiles, ontology
        Of one release.
    present, excluded
        Ontology indices of the person's findings.
    diseases
        Indices of the diseases to explain.
    sex
        The person's.
    n_missing
        How many of the most frequent unmentioned findings of a disease to list one by one.

    Returns
    -------
    parts
        For each disease summands that add up to its score: present findings, strongest first;
        excluded ones worth a remark (they count nothing); frequent findings nobody mentioned;
        last the sum over the rest of the unmentioned.
    """
    if not diseases:
        return []
    terms = _distinct(profiles, present)
    held = _Held(profiles, diseases)
    rows = profiles.row_of[terms]
    ratios = profiles.log_ratios(rows, diseases, sex)
    hows, vias, frequencies = _meet(profiles, ontology, held, terms, rows, ratios)
    log_ratios = ratios.tolist()
    via_terms = np.where(vias >= 0, profiles.term_of[vias], -1).tolist()
    remarks = _remarks(profiles, held, excluded, diseases)
    explained = []
    ignored = set(profiles.row_of[np.asarray(excluded, np.int64)].tolist())
    columns = zip(log_ratios, hows, via_terms, frequencies, vias.tolist(), strict=True)
    for i, (log_ratio, how, via_term, frequency, via) in enumerate(columns):
        parts = list(map(Part, terms, log_ratio, how, via_term, frequency))
        parts.sort(key=_strength)
        parts += remarks[i]
        parts += _missing(profiles, diseases[i], ignored.union(via), sex, n_missing)
        explained.append(parts)
    return explained


def _strength(part: Part) -> float:
    return -part.log_lr


def _distinct(profiles: Profiles, present: Sequence[int]) -> list[int]:
    """One term for every row that the engine counts."""
    by_row: dict[int, int] = {}
    for term, row in zip(present, profiles.row_of[list(present)].tolist(), strict=True):
        if row >= 0:
            by_row.setdefault(row, term)
    return list(by_row.values())


def _meet(
    profiles: Profiles,
    ontology: Ontology,
    held: _Held,
    terms: list[int],
    rows: Array,
    log_ratios: Array,
) -> tuple[list[list[str]], Array, list[list[float | None]]]:
    """How, annotated row and frequency by disease and finding."""
    own = np.where(profiles.term_of[rows] == terms, rows, -1)
    via, _, told = held.look_up(own)
    above, log_weight = _ancestors(profiles, ontology, terms)
    # The findings share most of their ancestors, so each is looked up once.
    distinct, place = np.unique(above, return_inverse=True)
    place = place.reshape(above.shape)
    via_above, frequency_above, told_above = held.look_up(distinct)
    with np.errstate(divide="ignore"):
        strength = np.log(frequency_above)[:, place] + log_weight
    nearest = strength.argmax(axis=2)
    i_disease, i_finding = np.indices(nearest.shape, sparse=True)
    best = strength[i_disease, i_finding, nearest]
    near = place[i_finding, nearest]
    via_near, told_near = via_above[i_disease, near], told_above[i_disease, near]
    row_near = distinct[near]
    # A common ancestor explains only what it makes likelier than in the mean disease.
    log_noise = math.log(profiles.noise / (1 - profiles.noise))
    broader = via_near == row_near
    reached = best > np.where(broader, log_noise, 0.0)
    how = np.where(broader, 2, 3)
    how = np.where(reached, how, np.where(log_ratios > 0, 5, 4))
    how = np.where(via >= 0, np.where(via == own, 0, 1), how)
    told = np.where(via >= 0, told, told_near)
    via = np.where(via >= 0, via, np.where(reached, via_near, -1))
    return (
        [[_PRESENT_HOWS[code] for code in line] for line in how.tolist()],
        via,
        [
            [f if v >= 0 and f >= 0 else None for f, v in zip(fs, vs, strict=True)]
            for fs, vs in zip(told.tolist(), via.tolist(), strict=True)
        ],
    )


def _ancestors(profiles: Profiles, ontology: Ontology, terms: list[int]) -> tuple[Array, Array]:
    """Rows above each finding, padded with -1, and the log of what their frequency counts."""
    bounds = [ontology.ancestor_indptr[t : t + 2].tolist() for t in terms]
    widest = max((b - a for a, b in bounds), default=1)
    rows = np.full((len(terms), widest), -1, np.int64)
    steps = np.zeros((len(terms), widest))
    for i, (a, b) in enumerate(bounds):
        rows[i, : b - a] = profiles.row_of[ontology.ancestor_indices[a:b]]
        steps[i, : b - a] = profiles.steps[a:b]
    log_decay = math.log(profiles.decay) + (steps - 1) * math.log(profiles.decay_further)
    log_weight = log_decay - np.log(profiles.background[rows])
    # A finding is not above itself, and what is no finding explains none.
    return rows, np.where((steps > 0) & (rows >= 0), log_weight, -np.inf)


def _remarks(
    profiles: Profiles, held: _Held, excluded: Sequence[int], diseases: Sequence[int]
) -> list[list[Part]]:
    """Remark on excluded findings; they count nothing."""
    if not excluded:
        return [[] for _ in diseases]
    rows = profiles.row_of[np.asarray(excluded, np.int64)]
    own = np.where(profiles.term_of[rows] == excluded, rows, -1)
    vias, frequencies, told = held.look_up(own)
    remarks = []
    for i_disease, via, frequency, shown in zip(
        diseases, vias.tolist(), frequencies.tolist(), told.tolist(), strict=True
    ):
        start, stop = profiles.absent_indptr[i_disease : i_disease + 2].tolist()
        absent = set(profiles.absent_term[start:stop].tolist())
        remarks.append(
            [
                Part(term, 0.0, EXCLUDED_CONFLICTS, int(profiles.term_of[v]), t if t >= 0 else None)
                if v >= 0
                else Part(term, 0.0, EXCLUDED_AGREES, term, 0.0)
                for term, v, f, t in zip(excluded, via, frequency, shown, strict=True)
                if f >= _CONFLICT_FREQUENCY or (v < 0 and term in absent)
            ]
        )
    return remarks


def _missing(
    profiles: Profiles, i_disease: int, mentioned: set[int], sex: Sex, n_missing: int
) -> list[Part]:
    indptr, rows, terms, frequencies, costs = profiles.own_findings
    rest = profiles.base_of(i_disease, sex)
    parts: list[Part] = []
    for k in range(indptr[i_disease], indptr[i_disease + 1]):
        if len(parts) == n_missing:
            break
        if rows[k] not in mentioned:
            rest -= costs[k]
            parts.append(Part(terms[k], costs[k], EXPECTED_MISSING, terms[k], frequencies[k]))
    parts.append(Part(-1, rest, EXPECTED_MISSING))
    return parts
