"""How frequent is each finding in each disease, pooled over everything the sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
    counted
        Whether any source says how frequent it is; otherwise the share is only assumed.
    absent
        Pairs of index into ``diseases`` and into the ontology that sources give as absent.
    """

    diseases: tuple[Curie, ...]
    disease: NDArray[np.int32]
    term: NDArray[np.int32]
    frequency: NDArray[np.float32]
    counted: NDArray[np.bool_]
    absent: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Pool:
    """Counts of one disease and term."""

    n_with: float = 0.0
    n_of: float = 0.0
    silent: bool = False

    def add(self, row: Annotation, weight: float) -> None:
        if row.denominator:
            n_with = 0 if row.excluded else min(row.numerator or 0, row.denominator)
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
        if not (self.n_with or self.silent):
            return 0.0
        f = parameters.frequency_missing
        if self.n_of:
            pseudo = parameters.pseudo_count
            f = (self.n_with + 0.5 * pseudo) / (self.n_of + pseudo)
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
    ``parameters.class_weight`` patients.

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
    pooled = sorted((d, t, p.frequency(parameters), p.n_of > 0) for (d, t), p in pools.items())
    kept = [entry for entry in pooled if entry[2] > 0]
    diseases = tuple(sorted({entry[0] for entry in kept}))
    index = {d: i for i, d in enumerate(diseases)}
    return DirectFrequencies(
        diseases,
        np.array([index[entry[0]] for entry in kept], np.int32),
        np.array([entry[1] for entry in kept], np.int32),
        np.array([entry[2] for entry in kept], np.float32),
        np.array([entry[3] for entry in kept], np.bool_),
        tuple((index[d], t) for d, t, f, _ in pooled if f == 0 and d in index),
    )


def renumbered(direct: DirectFrequencies, diseases: Sequence[Curie]) -> DirectFrequencies:
    """Renumber the diseases as a longer list has them.

    Parameters
    ----------
    direct
        Frequencies of some diseases.
    diseases
        Canonical ids, ascending, all of the former among them.

    Returns
    -------
    direct
        The same, numbered by the list.
    """
    place = {id_: i for i, id_ in enumerate(diseases)}
    number = np.array([place[id_] for id_ in direct.diseases], np.int32)
    return replace(
        direct,
        diseases=tuple(diseases),
        disease=number[direct.disease],
        absent=tuple((int(number[d]), t) for d, t in direct.absent),
    )
