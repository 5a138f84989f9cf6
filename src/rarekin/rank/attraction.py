"""How readily does each disease fit people who have another one? What is taken off for it.

Profiles that are broad, or made richer by published cases, explain somewhat well what many
people have. Ranked by likelihood alone they stand in front of diseases that are known from
annotations only. The attraction of a disease is its mean share of the probability over the
published cases of other diseases; a disease that attracts more than others starts lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Case
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles, finding_rows, log_likelihood_ratios
from rarekin.rank.parameters import RankParameters

_Array = NDArray[Any]


def attraction_level(
    profiles: Profiles,
    ontology: Ontology,
    cases: Iterable[Case],
    canonical: Mapping[Curie, Curie],
    parameters: RankParameters,
) -> NDArray[np.float32]:
    """Return what each disease's score is changed by for its attraction.

    Parameters
    ----------
    profiles
        Compiled, not yet levelled.
    ontology
        The findings.
    cases
        Published cases with their diseases; a case says nothing about its own disease.
    canonical
        Source disease id to canonical disease id.
    parameters
        The model's numbers.

    Returns
    -------
    level
        Natural log, to be added to each score; zero for all where there are no cases. Shape
        ``(D,)``.
    """
    n_diseases = profiles.n_diseases
    place = {id_.decode(): i for i, id_ in enumerate(profiles.diseases.tolist())}
    mass, total = np.zeros(n_diseases), np.zeros(n_diseases)
    for case, weight in _patients(cases, parameters.cases_per_publication):
        index = ontology.index_of
        known = (ontology.successors.get(t, t) for t in case.present)
        rows = finding_rows(profiles, [index[t] for t in known if t in index])
        if rows:
            share = log_likelihood_ratios(profiles, rows, case.sex)
            share -= share.max()
            share *= np.float32(
                parameters.attraction_temper * len(rows) ** -parameters.attraction_temper_power
            )
            np.exp(share, out=share)
            share /= share.sum()
            named = {canonical.get(d, d) for d in case.diseases}
            own = [place[d] for d in named if d in place]
            share[own] = 0.0
            mass += weight * share
            total += weight
            total[own] -= weight
    pseudo = parameters.attraction_pseudo_count
    relative = (mass * n_diseases + pseudo) / (total + pseudo)
    level: NDArray[np.float32] = (-parameters.attraction_weight * np.log(relative)).astype("f4")
    return level


def _patients(cases: Iterable[Case], most: int) -> list[tuple[Case, float]]:
    """Take some cases of each publication, weighted so that each publication counts as one."""
    by_publication: dict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in sorted(cases, key=_case_id):
        by_publication[case.references or (case.id,)].append(case)
    return [(c, 1 / len(own[:most])) for own in by_publication.values() for c in own[:most]]


def _case_id(case: Case) -> str:
    return case.id
