"""Genotypes of one locus, how common they are and how they pass to children.

A genotype is ordered: the copy from the father first, the copy from the mother second
(Elston & Stewart 1971, doi:10.1159/000152448, with phase kept so that parent of origin counts).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    load
        Share of the mitochondria, or of Y chromosomes, that are changed, where nobody has a pair
        of copies; see `rarekin.risk.lines`.
    variants
        Name of the variant on the copy from the father and on that from the mother, where several
        are told apart; see `rarekin.risk.variants`.
    marker
        Allele of the linked marker beside each of them; see `rarekin.risk.linkage`.
    size
        Of the longer copy of a repeat, ``small`` or ``full``; see `rarekin.risk.repeats`.
    counted
        Class that a count of its repeats found, where that is told apart.
    """

    state: str
    sex: Sex
    text: str
    copies: int | None = None
    load: float | None = None
    variants: tuple[str, str] | None = None
    marker: tuple[str, str] | None = None
    size: str = ""
    counted: float | None = None


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
    by_sex
        Factor on each state by the person's sex, where a mosaic is more frequent in one of the
        two. Shape ``(G,)`` each; empty where it is not.
    """

    genotypes: tuple[Genotype, ...]
    founder: Floats
    child: Floats
    gamete_father: Floats
    gamete_mother: Floats
    by_sex: Mapping[Sex, Floats] = field(default_factory=dict)

    def mask(self, sex: Sex) -> Floats:
        """Return the chance of the sex that each state needs. Shape ``(G,)``."""
        if sex is Sex.UNKNOWN and self.by_sex:
            return 0.5 * (self.mask(Sex.FEMALE) + self.mask(Sex.MALE))
        chances = np.array([_sex_chance(g.sex, sex) for g in self.genotypes])
        return chances * self.by_sex.get(sex, 1.0)

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
        ``new_from_mosaic`` (share of new variants that come from a parent with a mosaic),
        ``mosaic_share`` (share of gametes that carry it in such a parent of one affected child)
        and ``mosaic_share_again`` (the same in the parent of two). Missing or None: no variant,
        no mutation, one half, no mosaic, the same share in all of them.

    Returns
    -------
    locus
        With 4 states on an autosome, 6 on the X, and with mosaics one more, two where their
        shares differ, per sex on the X.

    Examples
    --------
    >>> locus = make_locus("autosomal", {"carrier_frequency": 0.02})
    >>> locus.child[1, 0].tolist()
    [0.5, 0.5, 0.0, 0.0]
    """
    of = {k: v for k, v in values.items() if v is not None}
    mutation = of.get("mutation_rate_father", 0.0), of.get("mutation_rate_mother", 0.0)
    mosaics = _mosaics(max(mutation), of)
    shares = [m.share for m in mosaics]
    genotypes: tuple[Genotype, ...] = _AUTOSOMAL if kind == "autosomal" else _X
    n_plain = len(genotypes)
    sexes = (Sex.UNKNOWN,) if kind == "autosomal" else (Sex.MALE, Sex.FEMALE)
    genotypes += tuple(Genotype("mosaic", sex, _MOSAIC) for _ in mosaics for sex in sexes)
    # Of each state, which mosaic it is.
    which = [-1] * n_plain + [i for i in range(len(mosaics)) for _ in sexes]
    father = _gametes(genotypes, of.get("transmission_father", 0.5), mutation[0], which, shares)
    mother = _gametes(genotypes, of.get("transmission_mother", 0.5), mutation[1], which, shares)
    founder = np.array([_founder(g, of) for g in genotypes])
    child = np.stack([_child(g, father, mother, genotypes, kind) for g in genotypes], axis=-1)
    for table in (founder, child):
        _split_mosaic(table, genotypes, which, mosaics)
    return Locus(genotypes, founder, child, father, mother, _by_sex(genotypes, mutation, mosaics))


@dataclass(frozen=True, slots=True)
class _Mosaic:
    """A class of mosaic people: how common, and what share of their gametes is changed."""

    share: float
    frequency: float


def _mosaics(mutation: float, of: Mapping[str, float]) -> tuple[_Mosaic, ...]:
    # Of the variants that are new in a child, a part r comes from a mosaic parent:
    # r = kappa share / (kappa share + mutation), solved for kappa, for each share in turn.
    from_mosaic, share = of.get("new_from_mosaic", 0.0), of.get("mosaic_share", 0.0)
    if from_mosaic <= 0 or share <= 0 or mutation <= 0:
        return ()
    odds = from_mosaic / (1.0 - from_mosaic)
    spread = mosaic_shares(share, of.get("mosaic_share_again", share))
    return tuple(_Mosaic(s, mutation * odds * weight / s) for s, weight in spread)


def mosaic_shares(once: float, again: float) -> tuple[tuple[float, float], ...]:
    """Return shares of changed gametes of mosaic parents, each with its weight.

    Parents of one affected child have the mean share `once`; those of two, who are more often
    parents with a large share, `again`. Shares follow a beta distribution from 0 to one half,
    the most that one changed copy can reach, and are met at its two Gauss points, which are
    exact for up to three affected children.

    Parameters
    ----------
    once, again
        Up to one half.

    Returns
    -------
    shares
        Pairs of share and weight among mosaic parents of one affected child; the weights sum
        to 1. One pair where all shares are alike.

    Examples
    --------
    >>> mosaic_shares(0.1, 0.1)
    ((0.1, 1.0),)
    >>> pairs = mosaic_shares(0.08125, 0.27)
    >>> once = sum(w * s for s, w in pairs)
    >>> round(once, 6), round(sum(w * s * s for s, w in pairs) / once, 6)
    (0.08125, 0.27)
    """
    if again <= once:
        return ((once, 1.0),)
    mean, second = 2.0 * once, 2.0 * again
    size = (1.0 - second) / (second - mean)
    square = mean * second
    cube = square * (mean * size + 2.0) / (size + 2.0)
    slope = (cube - mean * square) / (square - mean * mean)
    offset = square - slope * mean
    root = math.sqrt(slope * slope / 4.0 + offset)
    small, large = slope / 2.0 - root, slope / 2.0 + root
    weight = (mean - small) / (large - small)
    return ((small / 2.0, 1.0 - weight), (large / 2.0, weight))


def _by_sex(
    genotypes: tuple[Genotype, ...],
    mutation: tuple[float, float],
    mosaics: tuple[_Mosaic, ...],
) -> dict[Sex, Floats]:
    # Tables hold the mosaics of the parent with more new changes; the other has fewer of them.
    if not mosaics or mutation[0] == mutation[1]:
        return {}
    whole = sum(m.frequency for m in mosaics)

    def factors(scale: float) -> Floats:
        none = (1.0 - scale * whole) / (1.0 - whole)
        of = {"mosaic": scale, "none": none}
        return np.array([of.get(g.state, 1.0) for g in genotypes])

    most = max(mutation)
    return {Sex.MALE: factors(mutation[0] / most), Sex.FEMALE: factors(mutation[1] / most)}


def _gametes(
    genotypes: tuple[Genotype, ...],
    transmission: float,
    mutation: float,
    which: Sequence[int],
    shares: Sequence[float],
) -> Floats:
    before = {
        "none": 0.0,
        "paternal": transmission,
        "maternal": transmission,
        "both": 1.0,
        "hemizygous": 1.0,
    }
    p = np.array(
        [
            shares[i] if g.state == "mosaic" else before[g.state]
            for g, i in zip(genotypes, which, strict=True)
        ]
    )
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


def _split_mosaic(
    table: Floats,
    genotypes: tuple[Genotype, ...],
    which: Sequence[int],
    mosaics: tuple[_Mosaic, ...],
) -> None:
    # A mosaic arises in somebody who would otherwise carry nothing.
    whole = sum(m.frequency for m in mosaics)
    for i, genotype in enumerate(genotypes):
        if genotype.state != "mosaic":
            continue
        none = next(
            j for j, g in enumerate(genotypes) if g.state == "none" and g.sex is genotype.sex
        )
        table[..., i] = table[..., none] * mosaics[which[i]].frequency
    for i, genotype in enumerate(genotypes):
        if genotype.state == "none":
            table[..., i] *= 1.0 - whole
