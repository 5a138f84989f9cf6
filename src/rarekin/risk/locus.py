"""Genotypes of one locus, how common they are and how they pass to children.

A genotype is ordered: the copy from the father first, the copy from the mother second
(Elston & Stewart 1971, doi:10.1159/000152448, with phase kept so that parent of origin counts).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Sex

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Genotype:
    """One state a person can be in at the locus.

    Attributes
    ----------
    state
        ``none``, ``paternal``, ``maternal``, ``both``, ``hemizygous`` or ``mosaic``.
    sex
        The sex that can have it; unknown where both can.
    text
        In plain words.
    copies
        Copies of the gene that a test counts, where the locus knows them; see
        `rarekin.risk.copies`.
    """

    state: str
    sex: Sex
    text: str
    copies: int | None = None


_AUTOSOMAL = (
    Genotype("none", Sex.UNKNOWN, "no copy changed"),
    Genotype("paternal", Sex.UNKNOWN, "the copy from the father is changed"),
    Genotype("maternal", Sex.UNKNOWN, "the copy from the mother is changed"),
    Genotype("both", Sex.UNKNOWN, "both copies are changed"),
)
_X = (
    Genotype("none", Sex.MALE, "his copy is not changed"),
    Genotype("hemizygous", Sex.MALE, "his only copy is changed"),
    Genotype("none", Sex.FEMALE, "no copy changed"),
    Genotype("paternal", Sex.FEMALE, "the copy from the father is changed"),
    Genotype("maternal", Sex.FEMALE, "the copy from the mother is changed"),
    Genotype("both", Sex.FEMALE, "both copies are changed"),
)
_MOSAIC = "only part of the cells, or of the egg or sperm cells, is changed"


@dataclass(frozen=True)
class Locus:
    """Genotype states with founder frequencies and transmission, for one set of parameters.

    Attributes
    ----------
    genotypes
        The G states, the same for everybody; sex rules some of them out.
    founder
        Probability of each state in an unrelated person of the right sex. Shape ``(G,)``.
    child
        Probability of each state of a child, given father's and mother's state and the child's
        sex where the states depend on it. Shape ``(G_father, G_mother, G_child)``.
    gamete_father, gamete_mother
        Chance that a gamete carries the variant, by the parent's state. Shape ``(G,)``.
    """

    genotypes: tuple[Genotype, ...]
    founder: Floats
    child: Floats
    gamete_father: Floats
    gamete_mother: Floats

    def mask(self, sex: Sex) -> Floats:
        """Return the chance of the sex that each state needs. Shape ``(G,)``."""
        return np.array([_sex_chance(g.sex, sex) for g in self.genotypes])

    def mask_all(self, sexes: Sequence[Sex]) -> Floats:
        """Return `mask` of each of N people. Shape ``(N, G)``."""
        by_sex = {sex: self.mask(sex) for sex in Sex}
        return np.stack([by_sex[sex] for sex in sexes])


def _sex_chance(needed: Sex, sex: Sex) -> float:
    if needed is Sex.UNKNOWN or needed is sex:
        return 1.0
    return 0.5 if sex is Sex.UNKNOWN else 0.0


def make_locus(kind: str, values: Mapping[str, float | None]) -> Locus:
    """Build the locus of a model.

    Parameters
    ----------
    kind
        ``autosomal`` or ``x``.
    values
        ``carrier_frequency`` (heterozygotes; women on the X), ``hemizygous_frequency`` (men on
        the X, otherwise from Hardy–Weinberg), ``mutation_rate_father`` and
        ``mutation_rate_mother`` (per gamete), ``transmission_father`` and
        ``transmission_mother`` (share of a heterozygote's children who get the variant),
        ``new_from_mosaic`` (share of new variants that come from a parent with a mosaic) and
        ``mosaic_share`` (share of such a parent's gametes that carry it). Missing or None: no
        variant, no mutation, one half, no mosaic.

    Returns
    -------
    locus
        With 4 states on an autosome, 6 on the X, and one more per sex with mosaics.

    Examples
    --------
    >>> locus = make_locus("autosomal", {"carrier_frequency": 0.02})
    >>> locus.child[1, 0].tolist()
    [0.5, 0.5, 0.0, 0.0]
    """
    of = {k: v for k, v in values.items() if v is not None}
    mutation = of.get("mutation_rate_father", 0.0), of.get("mutation_rate_mother", 0.0)
    share = of.get("mosaic_share", 0.0)
    from_mosaic = of.get("new_from_mosaic", 0.0)
    mosaic = _mosaic_frequency(max(mutation), from_mosaic, share)
    genotypes: tuple[Genotype, ...] = _AUTOSOMAL if kind == "autosomal" else _X
    if mosaic > 0:
        sexes = (Sex.UNKNOWN,) if kind == "autosomal" else (Sex.MALE, Sex.FEMALE)
        genotypes += tuple(Genotype("mosaic", sex, _MOSAIC) for sex in sexes)
    father = _gametes(genotypes, of.get("transmission_father", 0.5), mutation[0], share)
    mother = _gametes(genotypes, of.get("transmission_mother", 0.5), mutation[1], share)
    founder = np.array([_founder(g, of) for g in genotypes])
    child = np.stack([_child(g, father, mother, genotypes, kind) for g in genotypes], axis=-1)
    for table in (founder, child):
        _split_mosaic(table, genotypes, mosaic)
    return Locus(genotypes, founder, child, father, mother)


def _mosaic_frequency(mutation: float, from_mosaic: float, share: float) -> float:
    # Of the variants that are new in a child, a part r comes from a mosaic parent:
    # r = kappa share / (kappa share + mutation), solved for kappa.
    if from_mosaic <= 0 or share <= 0 or mutation <= 0:
        return 0.0
    return mutation * from_mosaic / (share * (1.0 - from_mosaic))


def _gametes(
    genotypes: tuple[Genotype, ...], transmission: float, mutation: float, share: float
) -> Floats:
    before = {
        "none": 0.0,
        "paternal": transmission,
        "maternal": transmission,
        "both": 1.0,
        "hemizygous": 1.0,
        "mosaic": share,
    }
    p = np.array([before[g.state] for g in genotypes])
    return p + (1.0 - p) * mutation


def variant_frequency(carrier_frequency: float) -> float:
    """Return the variant's frequency q where 2 q (1 - q) people are heterozygous.

    Examples
    --------
    >>> round(variant_frequency(0.0198), 12)
    0.01
    """
    # The smaller root, written so that tiny frequencies keep all their digits.
    return carrier_frequency / (1.0 + math.sqrt(1.0 - 2.0 * carrier_frequency))


def _founder(genotype: Genotype, of: Mapping[str, float]) -> float:
    q = variant_frequency(of.get("carrier_frequency", 0.0))
    men = of.get("hemizygous_frequency", q)
    if genotype.sex is Sex.MALE:
        return {"none": 1.0 - men, "hemizygous": men, "mosaic": 0.0}[genotype.state]
    het = q * (1.0 - q)
    return {"none": (1.0 - q) ** 2, "paternal": het, "maternal": het, "both": q * q, "mosaic": 0.0}[
        genotype.state
    ]


def _child(
    genotype: Genotype,
    father: Floats,
    mother: Floats,
    genotypes: tuple[Genotype, ...],
    kind: str,
) -> Floats:
    from_father, from_mother = father[:, None], mother[None, :]
    if kind == "x":
        if genotype.sex is Sex.MALE:
            from_father = np.zeros_like(from_father)
        from_father = from_father * np.array([[g.sex is Sex.MALE] for g in genotypes])
    pair = {
        "none": (False, False),
        "hemizygous": (False, True),
        "paternal": (True, False),
        "maternal": (False, True),
        "both": (True, True),
        "mosaic": (False, False),
    }[genotype.state]
    p = (from_father if pair[0] else 1.0 - from_father) * (
        from_mother if pair[1] else 1.0 - from_mother
    )
    return p if genotype.state != "mosaic" else np.zeros_like(p)


def _split_mosaic(table: Floats, genotypes: tuple[Genotype, ...], mosaic: float) -> None:
    # A mosaic arises in somebody who would otherwise carry nothing.
    for i, genotype in enumerate(genotypes):
        if genotype.state != "mosaic":
            continue
        none = next(
            j for j, g in enumerate(genotypes) if g.state == "none" and g.sex is genotype.sex
        )
        table[..., i] = table[..., none] * mosaic
        table[..., none] *= 1.0 - mosaic
