"""A repeat that grows on the way to a child: normal, somewhat lengthened, fully lengthened.

Whether a somewhat lengthened copy (a premutation, an intermediate allele) grows to the full change
depends on the parent who hands it on, and on how long it is: *FMR1* grows in mothers, *HTT* in
fathers.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats, Genotype, Locus, variant_frequency

SIZES = ("", "small", "full")
"""Alleles in the order of every axis A: as in most people, somewhat and fully lengthened."""

_WORDS = ("an ordinary copy", "a somewhat lengthened copy", "a fully lengthened copy")
_STATES = {
    (False, False): "none",
    (True, False): "paternal",
    (False, True): "maternal",
    (True, True): "both",
}


def make_repeats_locus(values: Mapping[str, float | None], *, on_x: bool) -> Locus:
    """Build the locus of a repeat.

    Parameters
    ----------
    values
        ``carrier_frequency`` and ``full_frequency`` (of people, on the X of women, with one
        somewhat and with one fully lengthened copy; of men on the X half of it, or
        ``hemizygous_frequency`` and ``hemizygous_full_frequency``), ``expansion_father`` and
        ``expansion_mother`` (chance that a somewhat lengthened copy is handed on as a fully
        lengthened one), ``contraction_father`` (that a father hands a fully lengthened one on as
        a somewhat lengthened one). Missing or None: 0.
    on_x
        Whether the gene lies on the X chromosome.

    Returns
    -------
    locus
        9 ordered genotypes; on the X 3 of men before those of women.

    Examples
    --------
    >>> locus = make_repeats_locus({"expansion_mother": 0.3}, on_x=True)
    >>> [(g.sex.value, g.state, g.size) for g in locus.genotypes][:3]
    [('male', 'none', ''), ('male', 'hemizygous', 'small'), ('male', 'hemizygous', 'full')]
    >>> locus.child[0, 4, :3].round(2).tolist()
    [0.5, 0.35, 0.15]
    """
    of = {k: v for k, v in values.items() if v is not None}
    small = variant_frequency(of.get("carrier_frequency", 0.0))
    full = variant_frequency(of.get("full_frequency", 0.0))
    p_allele = np.array([1.0 - small - full, small, full])
    pairs = [(a, b) for a, b in product(range(3), range(3))]
    women = tuple(_genotype(a, b, Sex.FEMALE if on_x else Sex.UNKNOWN) for a, b in pairs)
    men = tuple(_man(a) for a in range(3)) if on_x else ()
    genotypes = (*men, *women)
    father = _handed(of.get("expansion_father", 0.0), of.get("contraction_father", 0.0))
    mother = _handed(of.get("expansion_mother", 0.0), 0.0)
    n_men = len(men)
    gives_father, gives_mother = np.zeros((len(genotypes), 3)), np.zeros((len(genotypes), 3))
    for i, (a, b) in enumerate(pairs):
        gives_mother[n_men + i] = (mother[a] + mother[b]) / 2.0
        if not on_x:
            gives_father[i] = (father[a] + father[b]) / 2.0
    for a in range(n_men):
        gives_father[a] = father[a]
    child = np.zeros((len(genotypes),) * 3)
    for i, (a, b) in enumerate(pairs):
        child[:, :, n_men + i] = np.multiply.outer(gives_father[:, a], gives_mother[:, b])
    for a in range(n_men):
        child[:, :, a] = np.multiply.outer(gives_father.sum(axis=1), gives_mother[:, a])
    founder = np.array([p_allele[a] * p_allele[b] for a, b in pairs])
    if on_x:
        his = np.array(
            [
                0.0,
                of.get("hemizygous_frequency", small),
                of.get("hemizygous_full_frequency", full),
            ]
        )
        his[0] = 1.0 - his.sum()
        founder = np.concatenate([his, founder])
    changed = np.array([0.0, 1.0, 1.0])
    return Locus(genotypes, founder, child, gives_father @ changed, gives_mother @ changed)


def _handed(expansion: float, contraction: float) -> Floats:
    """Return the allele handed on, by the parent's allele. Shape ``(A, A)``."""
    return np.array(
        [
            [1.0, 0.0, 0.0],
            [0.0, 1.0 - expansion, expansion],
            [0.0, contraction, 1.0 - contraction],
        ]
    )


def _genotype(paternal: int, maternal: int, sex: Sex) -> Genotype:
    text = f"from the father {_WORDS[paternal]}, from the mother {_WORDS[maternal]}"
    state = _STATES[paternal > 0, maternal > 0]
    return Genotype(state, sex, text, size=SIZES[max(paternal, maternal)])


def _man(allele: int) -> Genotype:
    state = "hemizygous" if allele else "none"
    return Genotype(state, Sex.MALE, f"his copy is {_WORDS[allele]}", size=SIZES[allele])
