"""How frequent is each finding in each disease, pooled over everything the sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rarekin.model.disease import CLASS_FREQUENCY, Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology
from rarekin.rank.parameters import RankParameters

CASE_SOURCE = "phenopacket_store"
_HIGHEST = 0.99


@dataclass(frozen=True)
class DirectFrequencies:
    """Every disease's own annotations, one entry per pair, ordered by disease, then term.

    Attributes
    ----------
    diseases
        Canonical ids, ascending. Length ``D``.
    disease, term, frequency
        Index into ``diseases``, index into the ontology, and share of patients in (0, 1).
    absent
        Pairs of index into ``diseases`` and into the ontology that sources give as absent.
    """

    diseases: tuple[Curie, ...]
    disease: NDArray[np.int32]
    term: NDArray[np.int32]
    frequency: NDArray[np.float32]
    absent: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Pool:
    """Counts of one disease and term: stated by sources, and in published cases."""

    n_with: float = 0.0
    n_of: float = 0.0
    silent: bool = False
    cases_with: float = 0.0
    cases_of: float = 0.0

    def add(self, row: Annotation, weight: float) -> None:
        if row.denominator:
            n_with = 0 if row.excluded else min(row.numerator or 0, row.denominator)
            if row.source == CASE_SOURCE:
                self.cases_with += n_with
                self.cases_of += row.denominator
            else:
                self.n_with += n_with
                self.n_of += row.denominator
            return
        share = _stated_share(row)
        if share is None:
            self.silent = True
        else:
            self.n_with += weight * share
            self.n_of += weight

    def frequency(self, parameters: RankParameters) -> float:
        if not (self.n_with or self.silent or self.cases_with):
            return 0.0
        f = parameters.frequency_missing
        if self.n_of:
            pseudo = parameters.pseudo_count
            f = (self.n_with + 0.5 * pseudo) / (self.n_of + pseudo)
        weight = parameters.case_weight
        if self.cases_of:
            f = (self.cases_with + weight * f) / (self.cases_of + weight)
        return min(f, _HIGHEST)


def _stated_share(row: Annotation) -> float | None:
    if row.excluded:
        return 0.0
    if row.frequency is not None:
        return row.frequency
    return CLASS_FREQUENCY.get(row.frequency_term) if row.frequency_term else None


def pool_frequencies(
    ontology: Ontology,
    annotations: Iterable[Annotation],
    canonical: Mapping[Curie, Curie],
    parameters: RankParameters,
) -> DirectFrequencies:
    """Pool all statements about the same disease and finding into one frequency.

    Counts are added up; a class, a percentage or a plain NOT stands for
    ``parameters.class_weight`` patients; published cases (source ``phenopacket_store``) move
    the annotated frequency by ``n / (n + parameters.case_weight)``.

    Parameters
    ----------
    ontology
        Terms; retired ids are followed to their successor, unknown ids are left out.
    annotations
        Statements; only findings (aspect ``P``) count.
    canonical
        Source disease id to canonical disease id; ids not listed stand for themselves.
    parameters
        Weights.

    Returns
    -------
    frequencies
        A finding nobody was ever seen to have in the disease is left out.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> rows = [
    ...     Annotation(Curie("OMIM:1"), Curie("HP:0000001"), "toy", numerator=3, denominator=4),
    ...     Annotation(Curie("ORPHA:1"), Curie("HP:0000001"), "toy", numerator=1, denominator=2),
    ... ]
    >>> same = {Curie("OMIM:1"): Curie("MONDO:0000001"), Curie("ORPHA:1"): Curie("MONDO:0000001")}
    >>> pooled = pool_frequencies(tree, rows, same, RankParameters(pseudo_count=2.0))
    >>> pooled.diseases, pooled.frequency.tolist()
    (('MONDO:0000001',), [0.625])
    """
    pools: dict[tuple[Curie, int], _Pool] = {}
    live = ontology.index_of
    for row in annotations:
        i_term = live.get(row.term, live.get(ontology.successors.get(row.term, row.term), -1))
        if row.aspect == "P" and i_term >= 0:
            key = canonical.get(row.disease, row.disease), i_term
            pool = pools.get(key)
            if pool is None:
                pool = pools[key] = _Pool()
            pool.add(row, parameters.class_weight)
    pooled = sorted((d, t, p.frequency(parameters)) for (d, t), p in pools.items())
    kept = [entry for entry in pooled if entry[2] > 0]
    diseases = tuple(sorted({d for d, _, _ in kept}))
    index = {d: i for i, d in enumerate(diseases)}
    return DirectFrequencies(
        diseases,
        np.array([index[d] for d, _, _ in kept], np.int32),
        np.array([t for _, t, _ in kept], np.int32),
        np.array([f for _, _, f in kept], np.float32),
        tuple((index[d], t) for d, t, f in pooled if f == 0 and d in index),
    )
