"""A name found in a sentence, and the choice among overlapping ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a sentence.

    Attributes
    ----------
    i_entry
        Index of the entry in the lexicon.
    places
        Positions of its words in the sentence, in the order of the name.
    n_gap
        Words in between that carry meaning.
    n_equivalent
        Words found through an equivalent rather than as they stand in the name.
    n_typo
        Words read with one letter corrected.
    shared
        Whether a word is shared across a conjunction, as in *short fingers and toes*.
    reordered
        Whether the words stand in another order than in the name.
    """

    i_entry: int
    places: tuple[int, ...]
    n_gap: int
    n_equivalent: int
    n_typo: int
    shared: bool
    reordered: bool

    @property
    def first(self) -> int:
        """First position."""
        return min(self.places)

    @property
    def last(self) -> int:
        """Last position."""
        return max(self.places)


def settle(
    found: Sequence[Match], kinds: NDArray[np.uint8], negatives: Collection[int] = ()
) -> list[Match]:
    """Choose among overlapping matches: the most words first, then the closest reading.

    Words may be shared only across a conjunction (*short fingers and toes*).

    Parameters
    ----------
    found
        Every match of a sentence.
    kinds
        Kind of each entry of the lexicon.
    negatives
        Positions of negations: *no* is shared only after a name that already claimed it, as in
        *does not walk or talk*.

    Returns
    -------
    matches
        In order of their first word.
    """

    def closeness(match: Match) -> tuple[float, ...]:
        cost = match.n_gap + 0.6 * match.n_equivalent + 0.8 * match.n_typo
        cost += 0.4 * match.reordered + 1.1 * match.shared
        return (cost - len(match.places), int(kinds[match.i_entry]), match.first)

    taken: dict[int, Match] = {}
    chosen: list[Match] = []
    for match in sorted(found, key=closeness):
        rivals = [taken[p] for p in match.places if p in taken]
        if rivals and not _may_share(match, rivals, taken):
            continue
        if match.shared and any(p in negatives and p not in taken for p in match.places):
            continue
        chosen.append(match)
        for place in match.places:
            taken.setdefault(place, match)
    return sorted(chosen, key=lambda m: (m.first, m.last))


def _may_share(match: Match, rivals: Sequence[Match], taken: dict[int, Match]) -> bool:
    if all(place in taken for place in match.places):
        return False
    return match.shared or any(rival.shared for rival in rivals)
