"""Which diseases are near kin: the same gene, or the same small group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.disease import GeneLink
from rarekin.model.identifiers import Curie

Array = NDArray[Any]
_LARGEST = 80


def compile_kin(
    diseases: Sequence[Curie],
    genes: Iterable[GeneLink],
    canonical: Mapping[Curie, Curie],
    parents: Mapping[Curie, Sequence[Curie]],
) -> dict[str, Array]:
    """Find the near kin of every ranked disease.

    Parameters
    ----------
    diseases
        Canonical ids, as they are ranked.
    genes
        What genes do in which disease.
    canonical
        Source disease id to canonical disease id.
    parents
        Groups that each disease is in.

    Returns
    -------
    arrays
        ``rank_kin_indptr`` and ``rank_kin``, CSR by disease: those that share a gene or a
        group with it, of no more than 80 diseases.

    Examples
    --------
    >>> one, two = Curie("OMIM:1"), Curie("OMIM:2")
    >>> kin = compile_kin([one, two], [], {}, {one: [Curie("OMIM:9")], two: [Curie("OMIM:9")]})
    >>> kin["rank_kin"].tolist()
    [1, 0]
    """
    place = {id_: i for i, id_ in enumerate(diseases)}
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for link in genes:
        i = place.get(canonical.get(link.disease, link.disease))
        if i is not None:
            groups["gene", link.symbol].add(i)
    for id_, i in place.items():
        for parent in parents.get(id_, ()):
            groups["group", parent].add(i)
    kin: list[set[int]] = [set() for _ in diseases]
    for members in groups.values():
        if 1 < len(members) <= _LARGEST:
            for i in members:
                kin[i] |= members
    lists = [sorted(own - {i}) for i, own in enumerate(kin)]
    return {
        "rank_kin_indptr": np.concatenate([[0], np.cumsum([len(own) for own in lists])]),
        "rank_kin": np.array([j for own in lists for j in own], np.int32),
    }
