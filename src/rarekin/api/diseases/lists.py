"""Everything a release has, in a row, for programs: diseases and genes."""

from __future__ import annotations

from functools import lru_cache

from rarekin.api.making.release import current
from rarekin.knowledge.pages import DiseaseRef
from rarekin.knowledge.release import Release
from rarekin.model.disease import Level

__all__ = ["GeneCount", "all_diseases", "all_genes"]

GeneCount = tuple[str, str, int]
"""Symbol, HGNC id (empty where none is known) and number of diseases."""


def all_diseases(level: Level | None = None) -> tuple[DiseaseRef, ...]:
    """List every disease.

    Parameters
    ----------
    level
        Only entries of this kind.

    Returns
    -------
    diseases
        In the order of their ids, under their English names.
    """
    found = _diseases(current())
    return found if level is None else tuple(ref for ref in found if ref.level is level)


def all_genes() -> tuple[GeneCount, ...]:
    """List every gene that is linked to a disease.

    Returns
    -------
    genes
        In the order of their symbols.
    """
    return _genes(current())


@lru_cache(2)
def _diseases(release: Release) -> tuple[DiseaseRef, ...]:
    refs = release.refs(list(range(len(release.disease_ids()))))
    return tuple(sorted(refs.values(), key=lambda ref: ref.id))


@lru_cache(2)
def _genes(release: Release) -> tuple[GeneCount, ...]:
    rows = release.rows(
        "SELECT symbol, max(coalesce(hgnc, '')), count(DISTINCT disease) FROM gene "
        "GROUP BY symbol ORDER BY symbol"
    )
    return tuple((symbol, hgnc, n) for symbol, hgnc, n in rows)
