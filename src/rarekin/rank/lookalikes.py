"""Which findings do two diseases share, and which tell them apart?

A finding tells two diseases apart only where what is known bears it: it stands well in the one,
and in the other it is known to be less frequent, by the same kind of knowledge. What is counted
is not held against a class, a few people not against many, and what a list leaves out tells
nothing: lists leave out what is rare, and what everybody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles

# Stands in for a frequency no source states, only to put findings in order.
ASSUMED_SHARE = 0.5
_LEAST_DIFFERENCE = 0.25
# So many people must have been looked at on either side before counts are compared.
_COUNTED = 30
# A class is told in few words, between which this share lies.
_OFTEN = 0.3
_TELLS = 1.0
_TELLS_LITTLE = 0.3
_MOST_TELLING = 5.0
_ANY_OF_A_KIND = ("Abnormal", "Aplasia/Hypoplasia")
_SAME = 0.7


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
class Sign:
    """What is known of one finding in one disease.

    Attributes
    ----------
    share, low, high
        Of people, 0 to 1, and the ends that what is known allows; None where nobody says.
    is_sure
        Whether people were counted, or more than one voice names it, and nothing speaks against.
    is_told
        Whether besides how often it occurs is more than the word of one list, or of few people.
    people
        How many were looked at; 0 where only a class is known.
    """

    share: float | None
    low: float | None = None
    high: float | None = None
    is_sure: bool = True
    is_told: bool = True
    people: int = 0


@dataclass(frozen=True)
class Account:
    """What is said of one disease, findings by their index in the ontology.

    Attributes
    ----------
    signs
        What it has.
    denied
        What sources say that it does not have.
    """

    signs: Mapping[int, Sign]
    denied: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairing:
    """One finding of two diseases.

    Attributes
    ----------
    i_term
        Index in the ontology.
    told_a, told_b
        The finding that what is known of it was taken from: itself, else the most frequent
        narrower one; None where neither is on record.
    score
        How much it tells.
    """

    i_term: int
    told_a: int | None
    told_b: int | None
    score: float = field(default=0.0, compare=False)


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
    >>> often, seldom = Account({1: Sign(0.9, 0.8, 0.99)}), Account({1: Sign(0.1, 0.05, 0.29)})
    >>> pairer = Pairer(tree, np.ones(2))
    >>> [p.i_term for p in pairer.more_often(often, seldom)], pairer.more_often(seldom, often)
    ([1], [])
    """

    def __init__(self, ontology: Ontology, weight: NDArray[np.float64]) -> None:
        self._ontology = ontology
        # Looked up one by one, plain numbers and tuples take a fifth of the time of arrays.
        self._weight: list[float] = weight.tolist()
        self._above: dict[int, tuple[int, ...]] = {}

    def shared(self, a: Account, b: Account) -> list[Pairing]:
        """Return what both diseases have, where it stands well in both; what tells most first."""
        above_a, above_b = self._narrowest(a), self._narrowest(b)
        found = []
        for i_term in {*a.signs, *b.signs}:
            told_a, told_b = above_a.get(i_term), above_b.get(i_term)
            if told_a is None or told_b is None:
                continue
            here, there = a.signs[told_a], b.signs[told_b]
            if here.is_sure and there.is_sure and not self._is_whole_system(i_term):
                score = self._weight[i_term] * min(_number(here), _number(there))
                found.append(Pairing(i_term, told_a, told_b, score))
        return self._apart(found)

    def more_often(self, a: Account, b: Account) -> list[Pairing]:
        """Return what is more frequent in the first disease, what tells most first.

        Parameters
        ----------
        a, b
            What is said of each.

        Returns
        -------
        pairings
            None that rests on a list's word alone, on ranges that overlap, or on another name
            for what the second disease has as well.
        """
        found = []
        above_b: Mapping[int, int] | None = None
        for i_term, here in a.signs.items():
            if not here.is_told or here.low is None or not self._is_telling(i_term):
                continue
            above_b = self._narrowest(b) if above_b is None else above_b
            told_b = above_b.get(i_term)
            gap = self._gap(i_term, here, b, told_b)
            if gap > 0:
                score = min(self._weight[i_term], _MOST_TELLING) * gap
                found.append(Pairing(i_term, i_term, told_b, score))
        return self._apart(found)

    def _is_whole_system(self, i_term: int) -> bool:
        is_any = self._ontology.labels[i_term].startswith("Abnormality of")
        return is_any or self._weight[i_term] < _TELLS_LITTLE

    def _is_telling(self, i_term: int) -> bool:
        is_any = self._ontology.labels[i_term].startswith(_ANY_OF_A_KIND)
        return self._weight[i_term] >= _TELLS and not is_any

    def _gap(self, i_term: int, here: Sign, b: Account, told_b: int | None) -> float:
        """Return how far two diseases are apart at least; 0 where that is not known."""
        low = here.low or 0.0
        if i_term in b.denied:
            return low
        if told_b is None:
            return 0.0
        there = [b.signs[told_b], *([b.signs[i_term]] if i_term in b.signs else ())]
        if not all(_is_comparable(here, sign) for sign in there):
            return 0.0
        high = max(sign.high or 0.0 for sign in there)
        point = _number(here) - max(map(_number, there))
        return low - high + _LEAST_DIFFERENCE if low >= high and point >= _LEAST_DIFFERENCE else 0.0

    def _apart(self, found: Iterable[Pairing]) -> list[Pairing]:
        """Put what tells most first, and leave out what says nearly the same once more."""
        weight = self._weight
        chosen: list[Pairing] = []
        met: set[int] = set()
        for pairing in sorted(found, key=lambda p: (-p.score, -weight[p.i_term], p.i_term)):
            i_term = pairing.i_term
            above = (i for i in self._strictly(i_term) if weight[i] >= _SAME * weight[i_term])
            near = {i_term, *above, *self._telling_parents(i_term)}
            if met.isdisjoint(near):
                chosen.append(pairing)
                met.update(near)
        return chosen

    def _strictly(self, i_term: int) -> tuple[int, ...]:
        above = self._above.get(i_term)
        if above is None:
            above = tuple(i for i in self._ontology.ancestors(i_term).tolist() if i != i_term)
            self._above[i_term] = above
        return above

    def _telling_parents(self, i_term: int) -> list[int]:
        parents: list[int] = self._ontology.parents(i_term).tolist()
        return [i for i in parents if self._weight[i] >= _TELLS]

    def _narrowest(self, account: Account) -> dict[int, int]:
        """Give every finding and its ancestors what is known of it: the most frequent below."""
        signs = account.signs
        found: dict[int, int] = {}
        # The most frequent comes first, and what is there already stays.
        for i_term in sorted(signs, key=lambda i: (-_number(signs[i]), i)):
            for above in self._strictly(i_term):
                found.setdefault(above, i_term)
        # What a disease says about a term itself stands, even where something narrower says more.
        return found | {i: i for i in signs}


def _is_comparable(here: Sign, there: Sign) -> bool:
    """Tell whether two shares are known in the same way, and said in different words."""
    if there.high is None or not there.is_told:
        return False
    if here.people or there.people:
        return min(here.people, there.people) >= _COUNTED
    return (here.low or 0.0) >= _OFTEN > there.high


def _number(sign: Sign) -> float:
    return ASSUMED_SHARE if sign.share is None else sign.share
