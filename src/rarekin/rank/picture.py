"""How well do the candidates fit as a whole? Numbers about one person and some diseases.

The likelihood asks of every finding how much likelier it is in a disease. Who reads a
description also sees how exactly it names the findings, how much of it is there, whether near
kin fit better, and how like published patients the person is. These are such numbers;
fitted trees turn them into a part of the score (`rarekin.rank.judge`).

Every number that depends on a match only ever rises, or only ever falls, when a finding meets a
disease better, and the trees are bound to follow: see `RISING` and `FALLING`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles

Array = NDArray[Any]
GROUPS = ("findings", "exactness", "description", "kin", "patients")
"""Kinds of columns, in whose terms a score is explained."""
_COLUMNS = {
    "findings": "ratio_min ratio_second_min ratio_max ratio_weighted best_each n_findings "
    "information_mean",
    "exactness": "exact_weighted exact_told held held_told at_least_broader near_weighted "
    "near_told near_min information_held information_frequency",
    "description": "seen_weighted seen_frequency seen_plain seen_heaviest silence silence_near",
    "kin": "family_gap kin_lead kin_number",
    "patients": "report_min report_max report_weighted report_unsaid report_gap report_rank "
    "reported_mean reported_never reported_weighted like_case like_gap",
}
GROUP_OF = {name: group for group, names in _COLUMNS.items() for name in names.split()}
NAMES = tuple(GROUP_OF)
"""Of the columns, in order."""
FALLING = frozenset({"report_rank", "reported_never"})
_FREE = frozenset({"best_each", "n_findings", "information_mean", "kin_number"})
RISING = frozenset(NAMES) - FALLING - _FREE
"""Columns that rise, fall, or do not move, when a finding meets a disease better."""
_LEAST_INFORMATION = 0.05
_LEAST_TOLD = 2e-4
_SILENCE = 0.15
_HEAVIEST = 8
_MOST_KIN = 30
_OFTEN = 0.25
_NOTHING = np.float32(-30.0)


class Picture:
    """What a release is asked for, prepared once.

    Parameters
    ----------
    profiles, ontology
        Of one release.
    """

    def __init__(self, profiles: Profiles, ontology: Ontology) -> None:
        self.profiles = profiles
        self.information = np.maximum(
            -np.log(profiles.background.astype(np.float64)), _LEAST_INFORMATION
        ).astype(np.float32)
        told = -np.log(np.maximum(profiles.told, _LEAST_TOLD))
        self.told = np.maximum(told, _LEAST_INFORMATION)
        starts = ontology.ancestor_indptr
        rows = profiles.row_of[ontology.ancestor_indices]
        lists = [rows[starts[t] : starts[t + 1]] for t in profiles.term_of.tolist()]
        self.above = [own[own >= 0] for own in lists]
        flat = np.concatenate(self.above)
        owner = np.repeat(np.arange(len(lists)), [len(own) for own in self.above])
        # As wide as numpy wants an index to be: it would widen it each time.
        self.below = owner[np.argsort(flat, kind="stable")].astype(np.intp)
        self.below_indptr = _indptr(np.bincount(flat, minlength=len(lists)))
        self._prepare_cases()
        self._prepare_descriptions()
        self._prepare_silence()

    def _prepare_cases(self) -> None:
        profiles = self.profiles
        self.case_start = _indptr(profiles.n_cases)
        n = len(profiles.case_indptr) - 1
        owner = np.repeat(np.arange(n), np.diff(profiles.case_indptr))
        self.case_mass = np.bincount(owner, self.information[profiles.case_row], n)

    def _prepare_descriptions(self) -> None:
        profiles, n = self.profiles, self.profiles.n_diseases
        frequency = profiles.direct_frequency
        number = np.diff(profiles.direct_indptr)
        owner = np.repeat(np.arange(n), number)
        self.direct_information = self.information[profiles.direct_row]
        self.direct_mass = frequency * self.direct_information
        self.direct_cost = np.log1p(-_SILENCE * frequency)
        order = np.lexsort((-self.direct_mass, owner))
        nth = np.empty(len(order), np.int64)
        nth[order] = np.arange(len(order)) - np.repeat(profiles.direct_indptr[:-1], number)
        self.direct_heavy = nth < _HEAVIEST
        self.mass_of = np.maximum(np.bincount(owner, self.direct_mass, n), 1e-9)
        self.frequency_of = np.maximum(np.bincount(owner, frequency, n), 1e-9)

    def _prepare_silence(self) -> None:
        """Lay out what published patients often have, and what its silence costs."""
        profiles = self.profiles
        often = profiles.profile_reported > _OFTEN
        self.often_indptr = np.concatenate([[0], np.cumsum(often)])[profiles.profile_indptr]
        self.often_row = profiles.profile_row[often]
        self.often_cost = np.log(1 - 0.5 * profiles.profile_reported[often])

    def columns(self, rows: Sequence[int], candidates: Array, log_lr: Array) -> Array:
        """Return the numbers of the candidates, one line each.

        Parameters
        ----------
        rows
            Of the findings, each once.
        candidates
            Diseases.
        log_lr
            Of all diseases.

        Returns
        -------
        columns
            As `NAMES` has them. Shape ``(candidates, columns)``.
        """
        return _Sight(self, rows, candidates, log_lr).columns()


def summary(columns: Array, scores: Array, ordered: Array) -> Array:
    """Return what says whether the disease is in the list at all.

    Parameters
    ----------
    columns
        Of the candidates.
    scores
        Of the candidates, and the same from the highest down.
    ordered
        The same from the highest down.

    Returns
    -------
    summary
        Best score and how far ahead it is; how well the first one fits.
    """
    first = columns[scores.argmax()]
    told = [first[_PLACE[name]] for name in _TOLD_OF_FIRST]
    ahead = [ordered[0] - ordered[min(i, len(ordered) - 1)] for i in (1, 5, 30)]
    spread = np.log(np.exp(ordered - ordered[0]).sum())
    return np.array([ordered[0], *ahead, spread, *told])


_TOLD_OF_FIRST = (
    "ratio_weighted", "ratio_second_min", "best_each", "n_findings", "information_mean",
    "exact_weighted", "near_weighted", "near_min", "seen_weighted", "seen_heaviest",
    "reported_mean", "report_weighted", "like_case",
)  # fmt: skip
_PLACE = {name: i for i, name in enumerate(NAMES)}


class _Sight:
    """One person and some candidates."""

    def __init__(
        self, maker: Picture, rows: Sequence[int], candidates: Array, log_lr: Array
    ) -> None:
        self.maker, self.candidates, self.log_lr = maker, candidates, log_lr
        self.profiles = profiles = maker.profiles
        self.rows, self.n = np.asarray(rows), len(candidates)
        information = maker.information
        closure = np.unique(np.concatenate([maker.above[r] for r in rows]))
        # The most telling first, so that the first hit is the nearest.
        self.closure = closure[np.argsort(-information[closure], kind="stable")]
        self.place = np.full(len(information), -1, np.int32)
        self.place[self.closure] = np.arange(len(closure))
        self.own = self.place[self.rows]
        widest = max(len(maker.above[r]) for r in rows)
        self.paths = np.full((len(rows), widest), len(closure), np.int32)
        for i, r in enumerate(rows):
            self.paths[i, : len(maker.above[r])] = np.sort(self.place[maker.above[r]])
        self.weight = information[self.rows] / information[self.rows].sum()
        told = maker.told[self.rows]
        self.told = told / told.sum()
        self._meet_profiles()
        self.frequency = self._dense(profiles.profile_frequency)

    def _meet_profiles(self) -> None:
        """Find the few places of the profiles that the closure meets."""
        indptr = self.profiles.profile_indptr
        starts, stops = indptr[self.candidates], indptr[self.candidates + 1]
        rows, sizes = self.profiles.profile_row, stops - starts
        slices = zip(starts.tolist(), stops.tolist(), strict=True)
        at = self.place.take(np.concatenate([rows[a:b] for a, b in slices]))
        seen = (at >= 0).nonzero()[0]
        self.at = at.take(seen)
        ends = np.cumsum(sizes)
        self.owner = ends.searchsorted(seen, side="right")
        self.spot = seen + (starts - (ends - sizes)).take(self.owner)

    def columns(self) -> Array:
        # OpenBLAS now and then flags a product of finite numbers as invalid (numpy issue 24067).
        with np.errstate(invalid="ignore"):
            parts = self._findings() + self._exactness() + self._description() + self._kin()
            parts += self._patients()
        columns = np.empty((self.n, len(parts)), np.float32)
        for i, part in enumerate(parts):
            columns[:, i] = part
        return columns

    def _dense(self, values: Array) -> Array:
        """Values of the profiles at the closure, and one column of nothing, for padding."""
        dense = np.zeros((self.n, len(self.closure) + 1), np.float32)
        dense[self.owner, self.at] = values[self.spot]
        return dense

    def _total(self, owner: Array, values: Array) -> Array:
        return np.bincount(owner, values, self.n)

    def _findings(self) -> list[Array]:
        ratios = self.profiles.log_ratios(self.rows, self.candidates).astype(np.float32)
        self.ratios = ratios
        order, k = np.sort(ratios, axis=1), len(self.rows)
        mean = self.maker.information[self.rows].mean()
        best = self.log_lr.max() / k
        return [
            order[:, 0], order[:, min(1, k - 1)], order[:, -1], ratios @ self.weight,
            best, np.float32(k), mean,
        ]  # fmt: skip

    def _exactness(self) -> list[Array]:
        """How exactly annotations name the findings."""
        profiles, information = self.profiles, self.maker.information
        frequency = self.frequency[:, self.own]
        self.spots = spots(profiles.direct_indptr, self.candidates)
        spot, owner = self.spots
        self.direct_row = profiles.direct_row.take(spot)
        self.direct_at = at = self.place.take(self.direct_row)
        direct = np.zeros((self.n, len(self.closure) + 1), bool)
        met = np.flatnonzero(at >= 0)
        direct[owner[met], at[met]] = True
        held, exact = frequency > 0, direct[:, self.own]
        on_path = self.frequency[:, self.paths] > 0
        nearest = self.paths[np.arange(len(self.rows)), on_path.argmax(2)]
        nearest = np.where(on_path.any(2), nearest, len(self.closure))
        near = np.append(information[self.closure], 0)[nearest] / information[self.rows]
        broader = direct[:, self.paths].any(2) | held
        own = information[self.rows]
        return [
            exact @ self.weight, exact @ self.told, held.mean(1), held @ self.told,
            broader @ self.weight, near @ self.weight, near @ self.told, near.min(1),
            held @ own, frequency @ own,
        ]  # fmt: skip

    def _description(self) -> list[Array]:
        """How much of each description is there."""
        maker, (spot, owner) = self.maker, self.spots
        soft = self._nearness().take(self.direct_row) / maker.direct_information.take(spot)
        cost, chosen = maker.direct_cost.take(spot), self.candidates
        heavy = maker.direct_heavy.take(spot).nonzero()[0]
        missed = (self.direct_at < 0).nonzero()[0]
        number = np.maximum(np.bincount(owner, minlength=self.n), 1)
        frequency = self.profiles.direct_frequency.take(spot)
        return [
            self._total(owner, maker.direct_mass.take(spot) * soft) / maker.mass_of[chosen],
            self._total(owner, frequency * soft) / maker.frequency_of[chosen],
            self._total(owner, soft) / number,
            self._total(owner[heavy], soft[heavy]) / np.minimum(number, _HEAVIEST),
            self._total(owner[missed], cost[missed]), self._total(owner, cost * (1 - soft)),
        ]  # fmt: skip

    def _nearness(self) -> Array:
        """Return the information each row shares with the findings."""
        maker, indptr = self.maker, self.maker.below_indptr
        nearness = np.zeros(len(maker.information), np.float32)
        rising = self.closure[::-1]
        bounds = (indptr[rising].tolist(), indptr[rising + 1].tolist())
        # The most telling comes last and stays.
        for start, stop, told in zip(*bounds, maker.information[rising], strict=True):
            if stop - start == len(nearness):
                nearness[:] = told
            else:
                nearness[maker.below[start:stop]] = told
        return nearness

    def _kin(self) -> list[Array]:
        own, best = self.log_lr[self.candidates], self.log_lr.max()
        spot, owner = spots(self.profiles.kin_indptr, self.candidates)
        number = np.bincount(owner, minlength=self.n)
        kin = np.full(self.n, -np.inf, np.float32)
        some = np.flatnonzero(number)
        if len(some):
            first = (np.cumsum(number) - number)[some]
            kin[some] = np.maximum.reduceat(self.log_lr[self.profiles.kin[spot]], first)
        lead = np.where(number > 0, own - kin, -_NOTHING)
        return [np.maximum(own, kin) - best, lead, np.minimum(number, _MOST_KIN)]

    def _patients(self) -> list[Array]:
        """How the findings meet what published patients are reported with."""
        profiles = self.profiles
        names = _COLUMNS["patients"].split()
        blank = [-_NOTHING if name in FALLING else _NOTHING for name in names]
        number = profiles.n_cases[self.candidates].astype(np.float32)
        known = number > 0
        if not known.any():
            return [np.full(self.n, b) for b in blank]
        share = self._dense(profiles.profile_reported)[:, self.own]
        prior = np.minimum(np.exp(self.ratios) * profiles.background[self.rows], 0.5)
        n = number[:, None]
        ratios = np.log(
            (share * n + 2 * prior + 0.02) / (n + 2.04) / (profiles.told[self.rows] + 0.002)
        )
        spot, owner = spots(self.maker.often_indptr, self.candidates)
        silent = self.place[self.maker.often_row[spot]] < 0
        unsaid = self._total(owner[silent], self.maker.often_cost[spot[silent]])
        total = np.where(known, ratios.sum(1) + unsaid, -np.inf)
        like = self._like()
        parts = [
            ratios.min(1), ratios.max(1), ratios @ self.weight, unsaid, total - total.max(),
            np.log(_rank(total)), share.mean(1), (share == 0).mean(1), share @ self.told, like,
            like - like.max(),
        ]  # fmt: skip
        return [np.where(known, p, b) for p, b in zip(parts, blank, strict=True)]

    def _like(self) -> Array:
        """Compare with the published patients of each candidate; return the most alike."""
        maker, profiles = self.maker, self.profiles
        case, of = spots(maker.case_start, self.candidates)
        spot, owner = spots(profiles.case_indptr, case)
        weight = np.zeros(len(maker.information), np.float32)
        weight[self.closure] = maker.information[self.closure]
        shared = np.bincount(owner, weight[profiles.case_row[spot]], len(case))
        alike = shared / (maker.case_mass[case] + weight.sum() - shared)
        like = np.zeros(self.n)
        number = np.bincount(of, minlength=self.n)
        some = np.flatnonzero(number)
        like[some] = np.maximum.reduceat(alike, (np.cumsum(number) - number)[some])
        return like


def spots(indptr: Array, chosen: Array) -> tuple[Array, Array]:
    """Find the places of some lines of a CSR table, and to which of the chosen each belongs.

    Parameters
    ----------
    indptr
        Where each line starts, and the end.
    chosen
        Lines.

    Returns
    -------
    spot, owner
        Places in the table, and for each the place of its line in ``chosen``.

    Examples
    --------
    >>> [part.tolist() for part in spots(np.array([0, 2, 2, 5]), np.array([2, 0]))]
    [[2, 3, 4, 0, 1], [0, 0, 0, 1, 1]]
    """
    starts = indptr[chosen]
    sizes = indptr[chosen + 1] - starts
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(owner)) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes), owner


def _indptr(sizes: Array) -> Array:
    return np.concatenate([[0], np.cumsum(sizes)])


def _rank(values: Array) -> Array:
    rank = np.empty(len(values), np.float32)
    rank[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return rank
