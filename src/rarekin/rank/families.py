"""Which family does each ranked disease belong to: a series, a gene, or a small group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.disease import GeneLink
from rarekin.model.identifiers import Curie

Array = NDArray[Any]
_LARGEST = 100
_STEPS = 2


def compile_families(
    diseases: Sequence[Curie],
    genes: Iterable[GeneLink],
    canonical: Mapping[Curie, Curie],
    parents: Mapping[Curie, Sequence[Curie]],
    series: Collection[Curie],
) -> dict[str, Array]:
    """Put every ranked disease into one family.

    A phenotypic series comes first, then a gene, then the smallest group of the classification;
    none has more than 100 ranked diseases. A disease without any is a family of its own.

    Parameters
    ----------
    diseases
        Canonical ids, as they are ranked.
    genes
        What genes do in which disease.
    canonical
        Source disease id to canonical disease id.
    parents
        Groups that each disease, and each group, is in.
    series
        Groups that are phenotypic series.

    Returns
    -------
    arrays
        ``rank_family``, number by disease; ``rank_family_id``, by number the id of the group or
        of the disease itself, or the symbol of the gene.

    Examples
    --------
    >>> one, two, three = (Curie(f"OMIM:{i}") for i in (1, 2, 3))
    >>> group = Curie("MONDO:0000009")
    >>> found = compile_families([one, two, three], [], {}, {one: [group], two: [group]}, [])
    >>> found["rank_family"].tolist(), found["rank_family_id"].tolist()
    ([0, 0, 1], [b'MONDO:0000009', b'OMIM:3'])
    """
    place = {id_: i for i, id_ in enumerate(diseases)}
    members: dict[str, set[int]] = defaultdict(set)
    for id_, i in place.items():
        for group in _above(id_, parents) | ({id_} & set(series)):
            members[group].add(i)
    symbols = set()
    for link in genes:
        owner = place.get(canonical.get(link.disease, link.disease))
        if owner is not None:
            members[link.symbol].add(owner)
            symbols.add(link.symbol)
    of: list[list[tuple[int, int, str]]] = [[] for _ in diseases]
    for name, own in members.items():
        if 1 < len(own) <= _LARGEST:
            kind = 0 if name in series else 1 if name in symbols else 2
            for i in own:
                of[i].append((kind, len(own), name))
    chosen = [min(some)[2] if some else id_ for some, id_ in zip(of, diseases, strict=True)]
    number = {name: n for n, name in enumerate(dict.fromkeys(chosen))}
    return {
        "rank_family": np.array([number[name] for name in chosen], np.int32),
        "rank_family_id": np.array(list(number), dtype="S"),
    }


def _above(id_: Curie, parents: Mapping[Curie, Sequence[Curie]]) -> set[Curie]:
    found: set[Curie] = set()
    level: set[Curie] = {id_}
    for _ in range(_STEPS):
        level = {parent for one in level for parent in parents.get(one, ())}
        found |= level
    return found
