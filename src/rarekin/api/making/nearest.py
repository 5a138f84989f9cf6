"""The look-alikes of every disease, chosen when a release is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rarekin.knowledge.arrays import AnyArray
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie
from rarekin.rank.engine import Profiles
from rarekin.rank.nearest import nearest

_LEAST_LIKENESS = 0.12
_CANDIDATES = 60
_SHOWN = 4
_NEAR_KIN = 3


def compile_look_alikes(
    arrays: Mapping[str, AnyArray],
    parents: Mapping[Curie, Sequence[Curie]],
    levels: Mapping[Curie, Level],
) -> dict[str, AnyArray]:
    """Choose the look-alikes of every disease with a profile, when a release is made.

    Parameters
    ----------
    arrays
        Of `rarekin.rank.profiles.compile_profiles`.
    parents, levels
        By canonical id.

    Returns
    -------
    arrays
        ``lookalike_disease``, places among the diseases with a profile, -1 where there are no
        more, and ``lookalike_likeness``. Shapes ``(D, 4)``.
    """
    profiles = Profiles.load(arrays.__getitem__)
    ids = [Curie(id_.decode()) for id_ in profiles.diseases.tolist()]
    near, likeness = nearest(profiles, _CANDIDATES)
    disease = np.full((len(ids), _SHOWN), -1, np.int32)
    share = np.zeros((len(ids), _SHOWN), np.float32)
    for i, id_ in enumerate(ids):
        found = [j for j in range(_CANDIDATES) if likeness[i, j] >= _LEAST_LIKENESS]
        chosen = _without_own_family(id_, [ids[near[i, j]] for j in found], parents, levels)
        places = [found[n] for n in chosen]
        disease[i, : len(places)] = near[i, places]
        share[i, : len(places)] = likeness[i, places]
    return {"lookalike_disease": disease, "lookalike_likeness": share}


def _without_own_family(
    id_: Curie,
    near: Sequence[Curie],
    parents: Mapping[Curie, Sequence[Curie]],
    levels: Mapping[Curie, Level],
) -> list[int]:
    """Return which of the nearest diseases to show."""
    own_parents = set(parents.get(id_, ()))
    chosen: list[int] = []
    n_near_kin = 0
    for n, other in enumerate(near):
        others = parents.get(other, ())
        if other in own_parents or id_ in others or levels.get(other) is Level.GROUP:
            continue
        if own_parents.intersection(others):
            n_near_kin += 1
            if n_near_kin > _NEAR_KIN:
                continue
        chosen.append(n)
        if len(chosen) == _SHOWN:
            break
    return chosen
