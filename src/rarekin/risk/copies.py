"""A gene of which one chromosome can carry none, one or two copies, such as *SMN1*.

Four alleles: ``0`` (deleted), ``1D`` (one copy that does not work), ``1`` and ``2`` (one and two
working copies). A test that counts copies cannot tell 2+0, a carrier, from 1+1, which is why a
count of two lowers the chance of being a carrier and never rules it out (Ogino & Wilson 2004,
J Mol Diagn 6:1).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats, Genotype, Locus

ALLELES = ("0", "1D", "1", "2")
"""In the order of every axis A."""

COPIES = (0, 1, 1, 2)
"""Copies that a test counts on a chromosome with each allele; a copy that does not work counts."""

_CHANGED = (True, True, False, False)
_WORDS = (
    "no copy",
    "one copy that does not work",
    "one working copy",
    "two working copies",
)
_STATES = {
    (False, False): "none",
    (True, False): "paternal",
    (False, True): "maternal",
    (True, True): "both",
}
_PAIRS = tuple(product(range(len(ALLELES)), repeat=2))


def make_copies_locus(values: Mapping[str, float | None]) -> Locus:
    """Build the locus of a gene that can be there more than once on a chromosome.

    Parameters
    ----------
    values
        ``frequency_0``, ``frequency_1d`` and ``frequency_2`` (of chromosomes; the rest carry one
        working copy), ``deletion_rate_father`` and ``deletion_rate_mother`` (chance that a
        chromosome with one copy loses it on the way to a child). Missing or None: 0.

    Returns
    -------
    locus
        With 16 ordered genotypes, the chromosome from the father first.

    Examples
    --------
    >>> locus = make_copies_locus({"frequency_0": 0.01, "frequency_2": 0.04})
    >>> [(g.state, g.copies) for g in locus.genotypes][2:4]
    [('paternal', 1), ('paternal', 2)]
    >>> locus.genotypes[3].text
    'from the father no copy, from the mother two working copies'
    >>> round(float(locus.founder.sum()), 12), locus.child[10, 3].tolist()[8:12]
    (1.0, [0.5, 0.0, 0.0, 0.5])
    """
    of = {k: v for k, v in values.items() if v is not None}
    rare = [of.get(name, 0.0) for name in ("frequency_0", "frequency_1d", "frequency_2")]
    p_allele = np.array([rare[0], rare[1], 1.0 - sum(rare), rare[2]])
    genotypes = tuple(_genotype(a, b) for a, b in _PAIRS)
    father = _gametes(of.get("deletion_rate_father", 0.0))
    mother = _gametes(of.get("deletion_rate_mother", 0.0))
    child = np.stack([np.multiply.outer(father[:, a], mother[:, b]) for a, b in _PAIRS], axis=-1)
    founder = np.array([p_allele[a] * p_allele[b] for a, b in _PAIRS])
    changed = np.array(_CHANGED, float)
    return Locus(genotypes, founder, child, father @ changed, mother @ changed)


def _genotype(paternal: int, maternal: int) -> Genotype:
    state = _STATES[_CHANGED[paternal], _CHANGED[maternal]]
    text = f"from the father {_WORDS[paternal]}, from the mother {_WORDS[maternal]}"
    return Genotype(state, Sex.UNKNOWN, text, COPIES[paternal] + COPIES[maternal])


def _gametes(deletion_rate: float) -> Floats:
    """Return the chance of each allele in a gamete, by the parent's genotype. Shape ``(G, A)``."""
    after = np.eye(len(ALLELES))
    for i_allele, n_copies in enumerate(COPIES):
        if n_copies == 1:
            after[i_allele, i_allele] = 1.0 - deletion_rate
            after[i_allele, 0] = deletion_rate
    return np.array([(after[a] + after[b]) / 2.0 for a, b in _PAIRS])
