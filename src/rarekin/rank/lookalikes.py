"""Which diseases look alike, and which findings tell two of them apart?

Likeness is the information two annotation profiles share over the information in both, with
frequencies as weights: simGIC (Pesquita et al. 2008, doi 10.1186/1471-2105-9-S5-S4) made
graded as Ruzicka's similarity is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles

Array = NDArray[Any]
# Stands in for a frequency no source states, only to put findings in order.
ASSUMED_SHARE = 0.5
_FEWEST_FINDINGS = 4
_LEAST_INFORMATION = 1.0
# A finding counts as met when the other disease has one this near above it.
_NEAR = 0.6


@dataclass(frozen=True)
class ProfileIndex:
    """All profiles by row: which diseases hold a row, and how often.

    Attributes
    ----------
    indptr, disease, frequency
        Diseases of each row as CSR.
    weight
        Information content of every row, natural log; 0 where it is too little. Shape ``(rows,)``.
    total
        Information in each disease's profile. Shape ``(D,)``.
    n_findings
        Each disease's own annotations. Shape ``(D,)``.
    """

    indptr: Array
    disease: Array
    frequency: Array
    weight: Array
    total: Array
    n_findings: Array

    @classmethod
    def of(cls, profiles: Profiles) -> ProfileIndex:
        """Turn the profiles of a release round, once.

        Parameters
        ----------
        profiles
            By disease.

        Returns
        -------
        index
            By row.
        """
        n_rows = len(profiles.background)
        sizes = np.diff(profiles.profile_indptr)
        disease = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        order = np.argsort(profiles.profile_row, kind="stable")
        counts = np.bincount(profiles.profile_row, minlength=n_rows)
        weight = -np.log(np.minimum(profiles.background.astype(np.float64), 1.0))
        # What a third of all diseases have tells hardly anything and would cost most of the time.
        weight[weight < _LEAST_INFORMATION] = 0.0
        mass = weight[profiles.profile_row] * profiles.profile_frequency
        return cls(
            indptr=np.concatenate([[0], np.cumsum(counts)]),
            disease=disease[order],
            frequency=profiles.profile_frequency[order].astype(np.float32),
            weight=weight,
            total=np.bincount(disease, weights=mass, minlength=len(sizes)),
            n_findings=np.diff(profiles.direct_indptr),
        )


def likeness(profiles: Profiles, index: ProfileIndex, i_disease: int) -> NDArray[np.float64]:
    """Return how alike every disease is to one disease.

    Parameters
    ----------
    profiles, index
        Of one release.
    i_disease
        The disease to compare with.

    Returns
    -------
    likeness
        0 to 1; 1 for equal profiles. Diseases with too few findings to judge, and the disease
        itself, get 0. Shape ``(D,)``.

    Examples
    --------
    Two diseases with the same findings are as alike as can be::

        likeness(profiles, index, i_marfan).argmax()
    """
    start, stop = profiles.profile_indptr[i_disease : i_disease + 2]
    shared = np.zeros(profiles.n_diseases)
    own = zip(
        profiles.profile_row[start:stop].tolist(),
        profiles.profile_frequency[start:stop].tolist(),
        strict=True,
    )
    for row, frequency in own:
        if not index.weight[row]:
            continue
        first, last = index.indptr[row], index.indptr[row + 1]
        met = np.minimum(index.frequency[first:last], frequency)
        # A row names each disease once, so that plain indexing adds up rightly.
        shared[index.disease[first:last]] += index.weight[row] * met
    union = index.total + index.total[i_disease] - shared
    alike: NDArray[np.float64] = shared / np.where(union > 0, union, 1.0)
    alike[index.n_findings < _FEWEST_FINDINGS] = 0.0
    alike[i_disease] = 0.0
    return alike


def information(profiles: Profiles, n_terms: int) -> NDArray[np.float64]:
    """Return the information content of every term of the ontology.

    Parameters
    ----------
    profiles
        Of a release.
    n_terms
        Size of its ontology.

    Returns
    -------
    information
        Natural log; 0 for what is no finding. Shape ``(T,)``.
    """
    weight = np.zeros(n_terms)
    known = profiles.row_of >= 0
    background = profiles.background[profiles.row_of[known]]
    weight[known] = -np.log(np.minimum(background, 1.0))
    return weight


@dataclass(frozen=True, slots=True)
class Pairing:
    """One finding of two diseases.

    Attributes
    ----------
    i_term
        Index in the ontology.
    share_a, share_b
        Frequency there, 0 to 1; None where it is on record without one; 0 where it is not on
        record.
    in_a, in_b
        Whether it is on record there, itself or something narrower.
    difference
        How far the two are apart, positive where it speaks for the first disease.
    """

    i_term: int
    share_a: float | None
    share_b: float | None
    in_a: bool
    in_b: bool
    difference: float


def pair_findings(
    ontology: Ontology,
    weight: NDArray[np.float64],
    a: Mapping[int, float | None],
    b: Mapping[int, float | None],
) -> list[Pairing]:
    """Lay the findings of two diseases side by side.

    Parameters
    ----------
    ontology
        Of the findings.
    weight
        Information content of its terms, as `information` gives it.
    a, b
        Present findings of each disease: index of the term, and share of people or None.

    Returns
    -------
    pairings
        Those that tell most first. A finding of one disease that the other has in slightly
        broader words is left out, since it tells nothing.

    Examples
    --------
    >>> from rarekin.model.identifiers import Curie
    >>> from rarekin.model.ontology import Term
    >>> root = Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")
    >>> lump = Term(Curie("HP:0000002"), "Lump", "toy", parents=(root.id,))
    >>> tree = Ontology.from_terms([root, lump])
    >>> [(p.i_term, p.difference) for p in pair_findings(tree, np.ones(2), {1: 0.9}, {1: 0.2})]
    [(1, 0.7)]
    """
    above_a, above_b = _with_ancestors(ontology, a), _with_ancestors(ontology, b)
    found = []
    for i_term in sorted({*a, *b}):
        here, there = above_a.get(i_term), above_b.get(i_term)
        missing = b if there is None else a if here is None else None
        if missing is not None:
            other = above_b if there is None else above_a
            if _has_near(ontology, weight, i_term, missing, other):
                continue
        gap = (here or (0.0, 0.0))[1] - (there or (0.0, 0.0))[1]
        found.append(
            Pairing(
                i_term,
                here[0] if here else 0.0,
                there[0] if there else 0.0,
                here is not None,
                there is not None,
                round(gap, 6),
            )
        )
    return sorted(found, key=lambda p: (-abs(p.difference), -weight[p.i_term], p.i_term))


def _with_ancestors(
    ontology: Ontology, findings: Mapping[int, float | None]
) -> dict[int, tuple[float | None, float]]:
    """Give every ancestor the largest share at or below it: as stated, and as a number."""
    found: dict[int, tuple[float | None, float]] = {}
    for i_term, share in findings.items():
        value = ASSUMED_SHARE if share is None else share
        for above in ontology.ancestors(i_term).tolist():
            if above not in found or found[above][1] < value:
                found[above] = share, value
    # What a disease says about a term itself stands, even where something narrower says more.
    own = {i: (share, ASSUMED_SHARE if share is None else share) for i, share in findings.items()}
    return {**found, **own}


def _has_near(
    ontology: Ontology,
    weight: NDArray[np.float64],
    i_term: int,
    findings: Mapping[int, float | None],
    with_ancestors: Mapping[int, object],
) -> bool:
    """Tell whether a disease has almost this finding, in broader or neighbouring words."""
    ancestors = [i for i in ontology.ancestors(i_term).tolist() if i != i_term]
    if any(i in findings and weight[i] >= _NEAR * weight[i_term] for i in ancestors):
        return True
    met = max((weight[i] for i in ancestors if i in with_ancestors), default=0.0)
    return bool(met >= 0.85 * weight[i_term] and weight[i_term] > 0)
