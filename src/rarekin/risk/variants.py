"""A gene of which several variants are told apart, so that a test can look for one of them only.

Alleles: no change, each variant by name, and any other change. New changes are among the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats, Genotype, Locus, variant_frequency

MAX_NAMED = 5
"""Tables grow with the sixth power of the alleles."""

_STATES = {
    (False, False): "none",
    (True, False): "paternal",
    (False, True): "maternal",
    (True, True): "both",
}


def make_variants_locus(values: Mapping[str, float | None], named: Sequence[str]) -> Locus:
    """Build the locus of a gene with named variants.

    Parameters
    ----------
    values
        ``carrier_frequency`` of any change, ``named_share`` (of changed copies, the share that is
        each named variant), ``mutation_rate_father`` and ``mutation_rate_mother``,
        ``transmission_father`` and ``transmission_mother`` as for `make_locus`.
    named
        Names of the variants.

    Returns
    -------
    locus
        With the square of ``2 + len(named)`` states.

    Examples
    --------
    >>> locus = make_variants_locus({"carrier_frequency": 0.02, "named_share": 0.3}, ["A", "B"])
    >>> len(locus.genotypes), round(float(locus.founder.sum()), 12)
    (16, 1.0)
    >>> locus.genotypes[6].state, locus.genotypes[6].variants
    ('both', ('A', 'B'))
    """
    of = {k: v for k, v in values.items() if v is not None}
    alleles = ("", *named, "other")
    q = variant_frequency(of.get("carrier_frequency", 0.0))
    share = min(of.get("named_share", 0.0), 1.0 / max(len(named), 1))
    p_allele = np.array([1.0 - q, *[q * share] * len(named), q * (1.0 - share * len(named))])
    pairs = list(product(range(len(alleles)), range(len(alleles))))
    genotypes = tuple(_genotype(alleles[a], alleles[b]) for a, b in pairs)
    father = _gametes(pairs, len(alleles), of, "father")
    mother = _gametes(pairs, len(alleles), of, "mother")
    child = np.stack([np.multiply.outer(father[:, a], mother[:, b]) for a, b in pairs], axis=-1)
    founder = np.array([p_allele[a] * p_allele[b] for a, b in pairs])
    return Locus(genotypes, founder, child, father[:, 1:].sum(axis=1), mother[:, 1:].sum(axis=1))


def _genotype(paternal: str, maternal: str) -> Genotype:
    words = [
        f"{name} from the {parent}"
        for name, parent in ((paternal, "father"), (maternal, "mother"))
        if name
    ]
    return Genotype(
        _STATES[bool(paternal), bool(maternal)],
        Sex.UNKNOWN,
        ", ".join(words) or "no copy changed",
        variants=(paternal, maternal),
    )


def _gametes(
    pairs: Sequence[tuple[int, int]], n_alleles: int, of: Mapping[str, float], parent: str
) -> Floats:
    """Return the chance of each allele in a gamete, by genotype. Shape ``(G, A)``."""
    favoured = of.get(f"transmission_{parent}", 0.5)
    mutation = of.get(f"mutation_rate_{parent}", 0.0)
    table = np.zeros((len(pairs), n_alleles))
    for i, (a, b) in enumerate(pairs):
        # Only a changed copy beside an unchanged one can be favoured.
        p_first = favoured if a and not b else 1.0 - favoured if b and not a else 0.5
        table[i, a] += p_first
        table[i, b] += 1.0 - p_first
    new = table[:, 0] * mutation
    table[:, 0] -= new
    table[:, -1] += new
    return table
