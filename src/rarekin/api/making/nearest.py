"""The look-alikes of every disease, chosen when a release is made.

First those that a source names as such. Then, for a disease about which nobody wrote and of which
no source names any, what the signs on record come nearest to, where enough of the signs that say
most are shared and both can begin at about the same age: none rather than a wrong one. Never the
disease itself under another number or name, and one of a family of types.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from rarekin.api.making.kinds import Kinds
from rarekin.knowledge.arrays import AnyArray
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles
from rarekin.rank.nearest import nearest

Span = tuple[float, float]

_LEAST_LIKENESS = 0.2
_FARTHEST_YEARS = 2.0
_CANDIDATES = 60
_SHOWN = 4
_MOST_RECKONED = 2
_LEADING = 12
_LEAST_INFORMATION = 2.0
_MOST_INFORMATION = 6.0
_LEAST_SHARED = 0.3
_FEWEST_SHARED = 3


def compile_look_alikes(
    arrays: Mapping[str, AnyArray],
    weight: Sequence[float],
    ontology: Ontology,
    kinds: Kinds,
    named: Iterable[tuple[Curie, Curie]] = (),
    written: Collection[Curie] = (),
    onsets: Mapping[Curie, Collection[Span]] | None = None,
) -> dict[str, AnyArray]:
    """Choose the look-alikes of every disease with a profile, when a release is made.

    Parameters
    ----------
    arrays
        Of `rarekin.rank.profiles.compile_profiles`, `rarekin.knowledge.pooling.compile_pooled`
        and `rarekin.api.making.bearing.compile_bearing`.
    weight
        Information of every term.
    ontology
        The findings.
    kinds
        Which diseases are one and the same, or a form of each other.
    named
        Pairs that a source calls look-alikes.
    written
        Diseases about which somebody wrote a page; none is reckoned for them.
    onsets
        First ages in years, and the ages they end before, at which diseases begin.

    Returns
    -------
    arrays
        ``lookalike_disease``, places among the diseases with a profile, those that a source
        names first, -1 where there are no more; and ``lookalike_likeness``. Shapes ``(D, 4)``.
    """
    profiles = Profiles.load(arrays.__getitem__)
    ids = [Curie(id_.decode()) for id_ in profiles.diseases.tolist()]
    place = {id_: i for i, id_ in enumerate(ids)}
    pairs: dict[int, list[int]] = defaultdict(list)
    for one, other in named:
        if one in place and other in place:
            pairs[place[one]].append(place[other])
            pairs[place[other]].append(place[one])
    near, likeness = nearest(profiles, _CANDIDATES)
    telling = _Telling(arrays, weight, ontology)
    onsets = onsets or {}
    disease = np.full((len(ids), _SHOWN), -1, np.int32)
    share = np.zeros((len(ids), _SHOWN), np.float32)
    for i, id_ in enumerate(ids):
        alike = dict(zip(near[i].tolist(), likeness[i].tolist(), strict=True))
        first = [j for j in dict.fromkeys(pairs[i]) if not kinds.is_above(id_, ids[j])][:_SHOWN]
        found = [j for j, much in alike.items() if j >= 0 and much >= _LEAST_LIKENESS]
        others = () if first or id_ in written else found
        alike_too = [
            j
            for j in others
            if telling.are_alike(i, j) and _can_meet(onsets.get(id_, ()), onsets.get(ids[j], ()))
        ]
        reckoned = _one_of_each(id_, ids, alike_too, first, kinds)[:_MOST_RECKONED]
        chosen = (first + reckoned)[:_SHOWN]
        disease[i, : len(chosen)] = chosen
        share[i, : len(chosen)] = [alike.get(j, 0.0) for j in chosen]
    return {"lookalike_disease": disease, "lookalike_likeness": share}


def _can_meet(one: Collection[Span], other: Collection[Span]) -> bool:
    """Tell whether two diseases can begin at about the same age; so where nobody says when."""
    if not one or not other:
        return True
    return any(
        a[0] - b[1] < _FARTHEST_YEARS and b[0] - a[1] < _FARTHEST_YEARS for a in one for b in other
    )


def _one_of_each(
    id_: Curie, ids: Sequence[Curie], others: Iterable[int], first: Collection[int], kinds: Kinds
) -> list[int]:
    """Leave out kin of a disease, and all but the nearest of a family."""
    chosen: list[int] = []
    for j in others:
        if kinds.are_one(id_, ids[j]) or kinds.level(ids[j]) is Level.GROUP:
            continue
        if not any(kinds.are_one(ids[j], ids[k]) for k in (*first, *chosen)):
            chosen.append(j)
    return chosen


class _Telling:
    """Of every disease the signs that say most, and what it has of those of another."""

    def __init__(
        self, arrays: Mapping[str, AnyArray], weight: Sequence[float], ontology: Ontology
    ) -> None:
        self._weight, self._ontology = weight, ontology
        self._indptr = arrays["pooled_indptr"].tolist()
        names = ("pooled_term", "pooled_share", "pooled_excluded", "pooled_people", "borne_sure")
        self._columns = [arrays[name].tolist() for name in names]
        self._leading: dict[int, dict[int, float]] = {}
        self._closed: dict[int, frozenset[int]] = {}

    def are_alike(self, i: int, j: int) -> bool:
        """Tell whether two diseases share enough of the signs that say most about each."""
        return self._is_met(i, j) and self._is_met(j, i)

    def _is_met(self, i: int, j: int) -> bool:
        leading, closed = self._of(i), self._closure(j)
        shared = {t: s for t, s in leading.items() if t in closed}
        whole = sum(leading.values())
        is_much = sum(shared.values()) >= _LEAST_SHARED * whole
        return is_much and len(shared) >= min(_FEWEST_SHARED, len(leading)) > 0

    def _of(self, i: int) -> dict[int, float]:
        """Return the signs that say most: how specific times how many people, where it is sure."""
        if i not in self._leading:
            scored = []
            for i_term, share, is_denied, people, is_sure in self._rows(i):
                much = 0.3 if share != share else share  # NaN: no source states one
                much = (much * people + 0.3) / (people + 1) if people else much
                if is_sure and not is_denied and self._weight[i_term] >= _LEAST_INFORMATION:
                    scored.append((much * min(self._weight[i_term], _MOST_INFORMATION), i_term))
            self._leading[i] = {t: s for s, t in sorted(scored, reverse=True)[:_LEADING]}
        return self._leading[i]

    def _closure(self, i: int) -> frozenset[int]:
        if i not in self._closed:
            has = [t for t, share, is_denied, *_ in self._rows(i) if not is_denied and share != 0]
            above = (self._ontology.ancestors(t).tolist() for t in has)
            self._closed[i] = frozenset(a for found in above for a in found)
        return self._closed[i]

    def _rows(self, i: int) -> Iterable[tuple[int, float, bool, int, bool]]:
        part = slice(self._indptr[i], self._indptr[i + 1])
        return zip(*(column[part] for column in self._columns), strict=True)
