"""A gene with a marker beside it: who got which copy is told by what the marker shows.

Elston & Stewart 1971 with two places on one chromosome. Founders are in linkage equilibrium; on
the way to a child the two are parted with chance theta.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats, Genotype, Locus, variant_frequency

MARKER = ("1", "2")
_HAPLOTYPES = tuple(product((False, True), MARKER))
_STATES = {
    (False, False): "none",
    (True, False): "paternal",
    (False, True): "maternal",
    (True, True): "both",
}


def make_linked_locus(values: Mapping[str, float | None]) -> Locus:
    """Build the locus of a gene with a linked marker of two alleles.

    Parameters
    ----------
    values
        ``carrier_frequency``, ``mutation_rate_father`` and ``mutation_rate_mother`` of the gene,
        ``marker_frequency`` of the marker's allele 1, ``recombination_father`` and
        ``recombination_mother`` (chance that gene and marker are parted on the way to a child;
        0.5: not linked). Missing or None: nobody, 0, one half, not linked.

    Returns
    -------
    locus
        With 16 ordered genotypes, the chromosome from the father first.

    Examples
    --------
    >>> locus = make_linked_locus({"recombination_father": 0.1})
    >>> [(g.state, g.marker) for g in locus.genotypes][9]
    ('paternal', ('1', '2'))
    >>> locus.child[9, 0].reshape(4, 4)[:, 0].round(4).tolist()
    [0.05, 0.45, 0.45, 0.05]
    """
    of = {k: v for k, v in values.items() if v is not None}
    q, first = variant_frequency(of.get("carrier_frequency", 0.0)), of.get("marker_frequency", 0.5)
    p_haplotype = np.array(
        [(q if c else 1.0 - q) * (first if m == "1" else 1.0 - first) for c, m in _HAPLOTYPES]
    )
    pairs = list(product(range(len(_HAPLOTYPES)), range(len(_HAPLOTYPES))))
    genotypes = tuple(_genotype(_HAPLOTYPES[a], _HAPLOTYPES[b]) for a, b in pairs)
    father = _gametes(
        pairs, of.get("recombination_father", 0.5), of.get("mutation_rate_father", 0.0)
    )
    mother = _gametes(
        pairs, of.get("recombination_mother", 0.5), of.get("mutation_rate_mother", 0.0)
    )
    child = np.stack([np.multiply.outer(father[:, a], mother[:, b]) for a, b in pairs], axis=-1)
    founder = np.array([p_haplotype[a] * p_haplotype[b] for a, b in pairs])
    changed = np.array([c for c, _ in _HAPLOTYPES], float)
    return Locus(genotypes, founder, child, father @ changed, mother @ changed)


def _genotype(paternal: tuple[bool, str], maternal: tuple[bool, str]) -> Genotype:
    words = [
        f"from the {parent} {'a changed' if changed else 'an unchanged'} copy beside marker {mark}"
        for parent, (changed, mark) in (("father", paternal), ("mother", maternal))
    ]
    return Genotype(
        _STATES[paternal[0], maternal[0]],
        Sex.UNKNOWN,
        ", ".join(words),
        marker=(paternal[1], maternal[1]),
    )


def _gametes(pairs: Sequence[tuple[int, int]], theta: float, mutation: float) -> Floats:
    """Return the chance of each haplotype in a gamete, by genotype. Shape ``(G, H)``."""
    table = np.zeros((len(pairs), len(_HAPLOTYPES)))
    for i, (a, b) in enumerate(pairs):
        (gene_a, mark_a), (gene_b, mark_b) = _HAPLOTYPES[a], _HAPLOTYPES[b]
        for gene, mark, p in (
            (gene_a, mark_a, (1.0 - theta) / 2.0),
            (gene_b, mark_b, (1.0 - theta) / 2.0),
            (gene_a, mark_b, theta / 2.0),
            (gene_b, mark_a, theta / 2.0),
        ):
            new = 0.0 if gene else p * mutation
            table[i, _HAPLOTYPES.index((gene, mark))] += p - new
            table[i, _HAPLOTYPES.index((True, mark))] += new
    return table
