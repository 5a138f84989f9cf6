"""Which findings do two diseases share, and which tell them apart?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles

# Stands in for a frequency no source states, only to put findings in order.
ASSUMED_SHARE = 0.5
_NOWHERE = (0.0, 0.0)
# A finding counts as met when the other disease has one this near above it, ...
_NEAR = 0.6
# ... or one beside it that shares an ancestor this near.
_NEAR_ANCESTOR = 0.85

Findings = Mapping[int, float | None]
"""Present findings of a disease: index of the term, and share of people or None."""


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


class Pairer:
    """Lays the findings of two diseases side by side.

    Parameters
    ----------
    ontology
        Of the findings.
    weight
        Information content of its terms, as `information` gives it. Shape ``(T,)``.

    Examples
    --------
    >>> from rarekin.model.identifiers import Curie
    >>> from rarekin.model.ontology import Term
    >>> root = Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")
    >>> lump = Term(Curie("HP:0000002"), "Lump", "toy", parents=(root.id,))
    >>> tree = Ontology.from_terms([root, lump])
    >>> [(p.i_term, p.difference) for p in Pairer(tree, np.ones(2)).pair({1: 0.9}, {1: 0.2})]
    [(1, 0.7)]
    """

    def __init__(self, ontology: Ontology, weight: NDArray[np.float64]) -> None:
        self._ontology = ontology
        # Looked up one by one, plain numbers and tuples take a fifth of the time of arrays.
        self._weight: list[float] = weight.tolist()
        self._above: dict[int, tuple[int, ...]] = {}

    def pair(self, a: Findings, b: Findings) -> list[Pairing]:
        """Lay the findings of two diseases side by side.

        Parameters
        ----------
        a, b
            Present findings of each disease: index of the term, and share of people or None.

        Returns
        -------
        pairings
            Those that tell most first. A finding of one disease that the other has in slightly
            broader words is left out, since it tells nothing.
        """
        above_a, above_b = self._with_ancestors(a), self._with_ancestors(b)
        found = []
        for i_term in {*a, *b}:
            here, there = above_a.get(i_term), above_b.get(i_term)
            if there is None and self._has_near(i_term, b, above_b):
                continue
            if here is None and self._has_near(i_term, a, above_a):
                continue
            share_a, number_a = here or _NOWHERE
            share_b, number_b = there or _NOWHERE
            gap = round(number_a - number_b, 6)
            found.append(
                Pairing(i_term, share_a, share_b, here is not None, there is not None, gap)
            )
        weight = self._weight
        found.sort(key=lambda p: (-abs(p.difference), -weight[p.i_term], p.i_term))
        return found

    def is_below(self, i_term: int, i_above: int) -> bool:
        """Tell whether a finding is narrower than another.

        Parameters
        ----------
        i_term, i_above
            Indices in the ontology.

        Returns
        -------
        is_below
            False for one and the same finding.
        """
        return i_above in self._strictly_above(i_term)

    def _strictly_above(self, i_term: int) -> tuple[int, ...]:
        above = self._above.get(i_term)
        if above is None:
            above = tuple(i for i in self._ontology.ancestors(i_term).tolist() if i != i_term)
            self._above[i_term] = above
        return above

    def _with_ancestors(self, findings: Findings) -> dict[int, tuple[float | None, float]]:
        """Give every ancestor the largest share at or below it: as stated, and as a number."""
        own = {
            i_term: (share, ASSUMED_SHARE if share is None else share)
            for i_term, share in findings.items()
        }
        found: dict[int, tuple[float | None, float]] = {}
        # The most frequent comes first, and what is there already stays.
        for i_term, told in sorted(own.items(), key=_most_frequent_first):
            for above in self._strictly_above(i_term):
                if above not in found:
                    found[above] = told
        # What a disease says about a term itself stands, even where something narrower says more.
        return found | own

    def _has_near(
        self, i_term: int, findings: Findings, with_ancestors: Mapping[int, object]
    ) -> bool:
        """Tell whether a disease has almost this finding, in broader or neighbouring words."""
        weight, own = self._weight, self._weight[i_term]
        for above in self._strictly_above(i_term):
            if above in with_ancestors:
                met = weight[above]
                if met >= _NEAR * own and above in findings:
                    return True
                if met >= _NEAR_ANCESTOR * own > 0:
                    return True
        return False


def _most_frequent_first(item: tuple[int, tuple[float | None, float]]) -> float:
    return -item[1][1]
