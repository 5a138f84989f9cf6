"""Diseases of the same gene, or of the same small group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rarekin.knowledge.gene_roles import named_genes
from rarekin.knowledge.pages import DiseaseRef
from rarekin.knowledge.release import Release
from rarekin.model.disease import GeneLink
from rarekin.model.genes import GeneRole

_RELATIVES = 12
_LARGEST_FAMILY = 40
_LARGEST_GROUP = 12


def relatives(release: Release, number: int, genes: Iterable[GeneLink]) -> tuple[DiseaseRef, ...]:
    """Return diseases of the same causal genes, then siblings under the narrowest parent.

    A gene that modifies a disease, or that is changed in a tumour only, makes no kin.

    Parameters
    ----------
    release
        Where they are.
    number
        Row number of the disease.
    genes
        Named for it.

    Returns
    -------
    relatives
        At most twelve.
    """
    found: dict[int, None] = {}
    for symbol in sorted(_causes(genes)):
        rows = release.rows(
            "SELECT DISTINCT disease FROM gene WHERE symbol = ? COLLATE NOCASE LIMIT ?",
            (symbol, _LARGEST_FAMILY),
        )
        found |= dict.fromkeys(i for (i,) in rows if symbol in _causes(release.genes_of(i)))
    if len(found) < _RELATIVES:
        found |= dict.fromkeys(_siblings(release, number))
    found.pop(number, None)
    chosen = list(found)[:_RELATIVES]
    refs = release.refs(chosen)
    return tuple(refs[n] for n in chosen)


def _causes(genes: Iterable[GeneLink]) -> set[str]:
    return {gene.symbol for gene in named_genes(genes) if gene.role is GeneRole.CAUSE}


def _siblings(release: Release, number: int) -> Iterator[int]:
    rows = release.rows(
        "SELECT p.parent, count(*) FROM parent p JOIN parent c ON c.parent = p.parent "
        "WHERE p.disease = ? GROUP BY p.parent ORDER BY 2, 1",
        (number,),
    )
    for parent, size in rows:
        if size <= _LARGEST_GROUP:
            for (sibling,) in release.rows(
                "SELECT disease FROM parent WHERE parent = ? ORDER BY disease", (parent,)
            ):
                yield sibling
