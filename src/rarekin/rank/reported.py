"""What published cases report: shares of patients by disease, everything unmentioned absent.

How often a finding is *reported* is another thing than how frequent it is. A report names what
its authors found worth naming, and so does the next patient's list. Here a finding that a case
does not mention counts as absent; frequencies shown to people never come from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Case
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology
from rarekin.rank.parameters import RankParameters

Array = NDArray[Any]
_HIGHEST = 0.99


@dataclass(frozen=True)
class Reported:
    """Cases of the diseases that have some.

    Attributes
    ----------
    n_cases
        Cases of each disease. Shape ``(D,)``.
    indptr, row, share
        Rows reported, ancestors included, and the share of the disease's cases, as CSR.
    via
        The row that most of these cases name, at or below ``row``.
    publications
        Of each disease.
    cases
        Rows of each case of each disease, ancestors included.
    """

    n_cases: Array
    indptr: Array
    row: Array
    share: Array
    via: Array
    publications: tuple[frozenset[str], ...]
    cases: tuple[tuple[Array, ...], ...]


def report_shares(
    ontology: Ontology,
    row_of: Array,
    rows_above: Sequence[Array],
    diseases: Sequence[Curie],
    canonical: Mapping[Curie, Curie],
    cases: Iterable[Case],
) -> Reported:
    """Count in how many cases of each disease a finding is reported.

    Parameters
    ----------
    ontology
        Of the findings.
    row_of
        Row of every term; -1 for what is no finding. Shape ``(T,)``.
    rows_above
        Of every row, itself and its ancestors.
    diseases
        Canonical ids, as the rows of a profile have them.
    canonical
        Source disease id to canonical disease id.
    cases
        Published ones; a case with two diseases is left out, as nobody says whose a finding is.

    Returns
    -------
    reported
        Empty for the diseases without a case.
    """
    place = {id_: i for i, id_ in enumerate(diseases)}
    own: dict[int, list[list[int]]] = defaultdict(list)
    papers: dict[int, set[str]] = defaultdict(set)
    for case in cases:
        named = {canonical.get(d, d) for d in case.diseases}
        rows = reported_rows(ontology, row_of, case)
        i_disease = place.get(next(iter(named)), -1) if len(named) == 1 else -1
        if rows and i_disease >= 0:
            own[i_disease].append(rows)
            papers[i_disease].update(case.references)
    n_cases = np.zeros(len(diseases), np.int32)
    found = [(np.empty(0, np.int64),) * 3 for _ in diseases]
    for i_disease, lists in own.items():
        n_cases[i_disease] = len(lists)
        found[i_disease] = _count(lists, rows_above, len(rows_above))
    sizes = [len(rows) for rows, _, _ in found]
    counts = np.concatenate([count for _, count, _ in found])
    return Reported(
        n_cases,
        np.concatenate([[0], np.cumsum(sizes)]),
        np.concatenate([rows for rows, _, _ in found]).astype(np.int32),
        (counts / np.repeat(np.maximum(n_cases, 1), sizes)).astype(np.float32),
        np.concatenate([via for _, _, via in found]).astype(np.int32),
        tuple(frozenset(papers.get(i, ())) for i in range(len(diseases))),
        tuple(
            tuple(
                np.unique(np.concatenate([rows_above[r] for r in rows])) for rows in own.get(i, ())
            )
            for i in range(len(diseases))
        ),
    )


def reported_rows(ontology: Ontology, row_of: Array, case: Case) -> list[int]:
    """Return the distinct rows that a case names as present.

    Parameters
    ----------
    ontology
        Of the findings.
    row_of
        Row of every term.
    case
        Any.

    Returns
    -------
    rows
        In the case's order.
    """
    index = ontology.index_of
    terms = (ontology.successors.get(t, t) for t in case.present)
    rows = [int(row_of[index[t]]) for t in terms if t in index]
    return [row for row in dict.fromkeys(rows) if row >= 0]


def _with_above(rows: Sequence[int], rows_above: Sequence[Array]) -> Array:
    return np.unique(np.concatenate([rows_above[row] for row in rows]))


def _count(
    lists: Sequence[Sequence[int]], rows_above: Sequence[Array], n_rows: int
) -> tuple[Array, Array, Array]:
    """Rows of a disease's cases with ancestors, how many cases have each, and through what."""
    named = np.bincount(np.concatenate([np.array(rows) for rows in lists]), minlength=n_rows)
    count = np.zeros(n_rows, np.int64)
    for rows in lists:
        count[_with_above(rows, rows_above)] += 1
    via = np.arange(n_rows)
    # Least named first, so that the most named one stays.
    for row in np.argsort(named, kind="stable")[np.count_nonzero(named == 0) :].tolist():
        via[rows_above[row]] = row
    directly = np.flatnonzero(named)
    via[directly] = directly
    held = np.flatnonzero(count)
    return held, count[held], via[held]


@dataclass(frozen=True)
class Profile:
    """What holds in each disease, as CSR by disease, rows ascending.

    Attributes
    ----------
    indptr, row
        The rows that hold in each disease, ancestors of annotations included.
    via, frequency
        The annotation behind each row, and the share of patients.
    """

    indptr: Array
    row: Array
    via: Array
    frequency: Array

    def keys(self, n_rows: int) -> Array:
        """Return one number for every disease and row, ascending."""
        owner = np.repeat(np.arange(len(self.indptr) - 1), np.diff(self.indptr))
        return owner * n_rows + self.row


def mixed(profile: Profile, reported: Reported, parameters: RankParameters) -> Profile:
    """Move annotated frequencies towards what published cases report.

    Parameters
    ----------
    profile
        By annotations.
    reported
        Of the same diseases.
    parameters
        How much what cases report weighs.

    Returns
    -------
    profile
        With the rows of both; a disease without a case stays as it is.
    """
    n_rows = 1 + int(max(profile.row.max(initial=0), reported.row.max(initial=0)))
    n_diseases = len(profile.indptr) - 1
    n = reported.n_cases.astype(float)
    weight = n / (n + parameters.case_weight)
    seen_in = np.repeat(np.arange(n_diseases), np.diff(reported.indptr))
    key_held, key_seen = profile.keys(n_rows), seen_in * n_rows + reported.row
    keys = np.union1d(key_held, key_seen)
    at_held, at_seen = np.searchsorted(keys, key_held), np.searchsorted(keys, key_seen)
    both, through = np.zeros(len(keys)), np.zeros(len(keys), np.int32)
    # What annotations say a row rests on stands before what cases say.
    through[at_seen] = reported.via
    through[at_held] = profile.via
    both[at_held] = (1 - weight[key_held // n_rows]) * profile.frequency
    # One patient without it is added, so that a single case makes nothing certain.
    share = np.minimum(parameters.case_scale * reported.share, _HIGHEST)
    both[at_seen] += (weight * n / (n + 1))[seen_in] * share
    sizes = np.bincount(keys // n_rows, minlength=n_diseases)
    return Profile(
        np.concatenate([[0], np.cumsum(sizes)]),
        (keys % n_rows).astype(np.int32),
        through,
        both.astype(np.float32),
    )


def values_at(wanted: Profile, profile: Profile, values: Array) -> Array:
    """Return values of one profile's places at those of another.

    Parameters
    ----------
    wanted
        Where values are wanted, in any order.
    profile
        Of the same diseases.
    values
        One for each of its places.

    Returns
    -------
    values
        0 where it has no such row.
    """
    n_rows = 1 + int(max(wanted.row.max(initial=0), profile.row.max(initial=0)))
    keys, own = wanted.keys(n_rows), profile.keys(n_rows)
    if not len(own):
        return np.zeros(len(keys), values.dtype)
    place = np.minimum(np.searchsorted(own, keys), len(own) - 1)
    return np.where(own[place] == keys, values[place], 0).astype(values.dtype)


def without_read_twice(
    rows: Sequence[Annotation],
    reported: Reported,
    diseases: Sequence[Curie],
    canonical: Mapping[Curie, Curie],
) -> list[Annotation]:
    """Leave out counts from papers whose patients are there one by one.

    Parameters
    ----------
    rows
        Annotations.
    reported
        The cases.
    diseases
        Canonical ids, as ``reported`` numbers them.
    canonical
        Source disease id to canonical disease id.

    Returns
    -------
    rows
        Those that count nobody a second time.
    """
    papers = dict(zip(diseases, reported.publications, strict=True))

    def is_read_twice(row: Annotation) -> bool:
        own = papers.get(canonical.get(row.disease, row.disease), frozenset())
        return bool(row.denominator and row.references) and own.issuperset(row.references)

    return [row for row in rows if not is_read_twice(row)]


def of_diseases(reported: Reported, chosen: Sequence[int]) -> Reported:
    """Return what cases of some diseases report.

    Parameters
    ----------
    reported
        Of all.
    chosen
        Their indices, in the order wanted.

    Returns
    -------
    reported
        Of these, numbered from 0.
    """
    at = [np.arange(*reported.indptr[i : i + 2]) for i in chosen]
    places = np.concatenate(at) if at else np.empty(0, np.int64)
    return Reported(
        reported.n_cases[list(chosen)],
        np.concatenate([[0], np.cumsum([len(a) for a in at], dtype=np.int64)]),
        reported.row[places],
        reported.share[places],
        reported.via[places],
        tuple(reported.publications[i] for i in chosen),
        tuple(reported.cases[i] for i in chosen),
    )


def case_arrays(reported: Reported, profile: Profile, n_rows: int) -> dict[str, Array]:
    """Return what is asked of the cases when a person is ranked.

    Parameters
    ----------
    reported
        The cases.
    profile
        At whose places the shares are wanted.
    n_rows
        Rows in all.

    Returns
    -------
    arrays
        ``rank_n_cases`` by disease; ``rank_profile_reported``, the share at each place of the
        profile; ``rank_told``, the mean share by row over the diseases with cases; the cases'
        own rows as CSR, the cases ordered by disease.
    """
    seen = Profile(reported.indptr, reported.row, reported.via, reported.share)
    n_with = max(int(np.count_nonzero(reported.n_cases)), 1)
    told = np.bincount(reported.row, reported.share, n_rows)
    lists = [rows for own in reported.cases for rows in own]
    flat = np.concatenate([*lists, np.empty(0, np.int32)])
    return {
        "rank_n_cases": reported.n_cases,
        "rank_profile_reported": values_at(profile, seen, reported.share),
        "rank_told": (told / n_with).astype(np.float32),
        "rank_case_indptr": np.concatenate([[0], np.cumsum([len(r) for r in lists], dtype=int)]),
        "rank_case_row": flat.astype(np.int32),
    }
