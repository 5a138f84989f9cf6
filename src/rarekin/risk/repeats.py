"""A repeat that grows on the way to a child: normal, somewhat lengthened, fully lengthened.

Whether a somewhat lengthened copy (a premutation, an intermediate allele) grows to the full change
depends on the parent who hands it on, and on how long it is: *FMR1* grows in mothers, *HTT* in
fathers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats, Genotype, Locus, variant_frequency

SIZES = ("", "small", "full")
"""As in most people, somewhat and fully lengthened: the first alleles of every axis A."""

_WORDS = {
    "": "an ordinary copy",
    "small": "a somewhat lengthened copy",
    "full": "a fully lengthened copy",
}
_STATES = {
    (False, False): "none",
    (True, False): "paternal",
    (False, True): "maternal",
    (True, True): "both",
}


RARE = 1e-9
"""Share of somewhat lengthened copies taken to be in a class that somebody was counted in. How
many are does not matter: everybody counted is in the class of the count, and nobody else."""


def make_repeats_locus(
    values: Mapping[str, float | None],
    *,
    on_x: bool,
    counted: Mapping[float, float] = MappingProxyType({}),
) -> Locus:
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
    counted
        Of classes of repeats that somebody of the family was counted in, by their least count,
        the ``expansion_mother`` of those.

    Returns
    -------
    locus
        9 ordered genotypes, more with classes; on the X those of men before those of women.

    Examples
    --------
    >>> locus = make_repeats_locus({"expansion_mother": 0.3}, on_x=True)
    >>> [(g.sex.value, g.state, g.size) for g in locus.genotypes][:3]
    [('male', 'none', ''), ('male', 'hemizygous', 'small'), ('male', 'hemizygous', 'full')]
    >>> locus.child[0, 4, :3].round(2).tolist()
    [0.5, 0.35, 0.15]
    """
    of = {k: v for k, v in values.items() if v is not None}
    alleles = (
        _Allele("", None, 0.0),
        _Allele("small", None, 1.0 - RARE * len(counted)),
        _Allele("full", None, 0.0),
        *(_Allele("small", least, RARE) for least in counted),
    )
    share = np.array([a.share for a in alleles])
    small = variant_frequency(of.get("carrier_frequency", 0.0))
    full = variant_frequency(of.get("full_frequency", 0.0))
    p_allele = share * small
    p_allele[0], p_allele[2] = 1.0 - small - full, full
    pairs = list(product(range(len(alleles)), repeat=2))
    women = tuple(
        _genotype(alleles[a], alleles[b], Sex.FEMALE if on_x else Sex.UNKNOWN) for a, b in pairs
    )
    men = tuple(map(_man, alleles)) if on_x else ()
    genotypes = (*men, *women)
    expands = of.get("expansion_father", 0.0)
    father = _handed(alleles, [expands] * len(alleles), of.get("contraction_father", 0.0))
    uncounted = of.get("expansion_mother", 0.0)
    by_class = [uncounted if a.least is None else counted[a.least] for a in alleles]
    mother = _handed(alleles, by_class, 0.0)
    n_men = len(men)
    shape = (len(genotypes), len(alleles))
    gives_father, gives_mother = np.zeros(shape), np.zeros(shape)
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
        his = share * of.get("hemizygous_frequency", small)
        his[2] = of.get("hemizygous_full_frequency", full)
        his[0] = 1.0 - his[1:].sum()
        founder = np.concatenate([his, founder])
    changed = np.array([float(bool(a.size)) for a in alleles])
    return Locus(genotypes, founder, child, gives_father @ changed, gives_mother @ changed)


def classes_of(
    counts: Iterable[int], expansion_by_repeats: Sequence[tuple[float, float]], full_from: float
) -> dict[float, float]:
    """Return the classes in which somebody was counted, with the chance that they grow.

    Parameters
    ----------
    counts
        Of everybody.
    expansion_by_repeats, full_from
        Of the model.

    Examples
    --------
    >>> classes_of([30, 75, 78, 300], [(55, 0.04), (70, 0.31), (80, 0.58)], 201)
    {70: 0.31}
    """
    found = {
        least: chance
        for count in counts
        for least, chance in [class_of(count, expansion_by_repeats)]
        if count < full_from and least
    }
    return dict(sorted(found.items()))


def class_of(
    count: int, expansion_by_repeats: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Return the class of a count, by its least count, with the chance that it grows; else 0s."""
    return max((pair for pair in expansion_by_repeats if pair[0] <= count), default=(0.0, 0.0))


@dataclass(frozen=True)
class _Allele:
    """A copy: its size, the class it was counted in, and its share of the copies of its size."""

    size: str
    least: float | None
    share: float


def _handed(alleles: Sequence[_Allele], expansion: Sequence[float], contraction: float) -> Floats:
    """Return the allele handed on, by the parent's allele. Shape ``(A, A)``."""
    small = np.array([a.share for a in alleles])
    rows = np.zeros((len(alleles), len(alleles)))
    for i, allele in enumerate(alleles):
        if allele.size == "small":
            rows[i] = (1.0 - expansion[i]) * small
            rows[i, 2] = expansion[i]
        elif allele.size == "full":
            rows[i] = contraction * small
            rows[i, 2] = 1.0 - contraction
        else:
            rows[i, 0] = 1.0
    return rows


def _genotype(paternal: _Allele, maternal: _Allele, sex: Sex) -> Genotype:
    text = f"from the father {_WORDS[paternal.size]}, from the mother {_WORDS[maternal.size]}"
    state = _STATES[bool(paternal.size), bool(maternal.size)]
    longer = max(paternal, maternal, key=lambda a: (SIZES.index(a.size), a.least or 0.0))
    return Genotype(state, sex, text, size=longer.size, counted=longer.least)


def _man(allele: _Allele) -> Genotype:
    state = "hemizygous" if allele.size else "none"
    text = f"his copy is {_WORDS[allele.size]}"
    return Genotype(state, Sex.MALE, text, size=allele.size, counted=allele.least)
