"""How likely, and by which age, each genotype of a model leads to disease."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats, Genotype, Locus
from rarekin.risk.models import ModelPhenotype, RiskModel

_Number = Callable[[float | str], float | None]


@dataclass(frozen=True)
class Penetrance:
    """Lifetime chance and age curves of one phenotype, for one set of parameters.

    Attributes
    ----------
    phenotype
        The phenotype of the model.
    lifetime
        Lifetime chance by genotype. Shape ``(G,)``. Of a narrower phenotype whose share nobody
        knows, the chance of the wider one.
    share
        Of a narrower phenotype, its share of the wider one by genotype, shape ``(G,)``; None where
        nobody knows it, so that `lifetime` is an upper bound only. 1 otherwise.
    curves
        Of each genotype, ages ``(A,)`` and share of those affected who show it by then ``(A,)``;
        None where nobody said at what age it shows itself.
    genotypes
        Of the locus.
    is_measured
        False where nobody knows how many carriers get it: `lifetime` is then an upper bound.
    settled
        Read health as final where an age, the ages of onset or the penetrance is not known;
        otherwise health is then no evidence at all. The two bound the truth.
    """

    phenotype: ModelPhenotype
    lifetime: Floats
    share: Floats | None
    curves: tuple[_Curve | None, ...]
    genotypes: tuple[Genotype, ...]
    is_measured: bool = True
    settled: bool = False

    @property
    def is_known(self) -> bool:
        """Whether chances can be told as more than an upper bound."""
        return self.is_measured and self.share is not None

    def _those(self, sex: Sex) -> list[int]:
        """Return the genotypes that a person of a sex can fall ill with."""
        return [
            i
            for i, g in enumerate(self.genotypes)
            if self.lifetime[i] > 0 and (sex is Sex.UNKNOWN or g.sex in (sex, Sex.UNKNOWN))
        ]

    @cached_property
    def tells_ages_apart(self) -> bool:
        """Whether genotypes of one sex differ in the age at which it shows itself."""
        return any(
            not _is_same(self.curves[a], self.curves[b])
            for sex in (Sex.FEMALE, Sex.MALE)
            for a, b in pairwise(self._those(sex))
        )

    def lacks_onset(self, sex: Sex = Sex.UNKNOWN) -> bool:
        """Tell whether nobody said at what age it shows itself in a sex."""
        return any(self.curves[i] is None for i in self._those(sex))

    def is_open(self, age_years: float | None, sex: Sex = Sex.UNKNOWN) -> bool:
        """Tell whether being free of it says nothing, because a figure is missing."""
        if not self.is_measured or self.lacks_onset(sex):
            return True
        curves = [self.curves[i] for i in self._those(sex)]
        return age_years is None and any(c is not None and c[0][-1] > 0 for c in curves)

    def by_age(self, age_years: float | None) -> Floats:
        """Return, by genotype, the share of those affected in life who show it by this age."""
        known = self._by_age.get(age_years)
        if known is None:
            curves, of_genotype = self._distinct
            known = np.array([self._reached(c, age_years) for c in curves])[of_genotype]
            known.flags.writeable = False  # handed out again for the same age
            self._by_age[age_years] = known
        return known

    @cached_property
    def _by_age(self) -> dict[float | None, Floats]:
        return {}

    @cached_property
    def _distinct(self) -> tuple[list[_Curve | None], list[int]]:
        """Return the curves that differ, and which of them each genotype has."""
        found: list[_Curve | None] = []
        of_genotype = []
        for curve in self.curves:
            same = next((i for i, c in enumerate(found) if _is_same(c, curve)), len(found))
            found += [curve] if same == len(found) else []
            of_genotype.append(same)
        return found, of_genotype

    def _reached(self, curve: _Curve | None, age_years: float | None) -> float:
        if curve is None or not self.is_measured:
            return float(self.settled)
        ages, shares = curve
        if age_years is None:
            return float(self.settled or ages[-1] <= 0)
        if len(ages) == 2 and ages[0] == ages[1]:
            return float(age_years >= ages[0])
        return float(np.interp(age_years, ages, shares))

    def at_age(self, onset_years: float | None, age_years: float | None) -> Floats:
        """Return a number in proportion to the chance of having it, by genotype.

        Parameters
        ----------
        onset_years, age_years
            Age at onset, and of the person, as far as recorded. They only count where genotypes
            differ in the ages of onset.
        """
        if not self.tells_ages_apart:
            return self.lifetime
        if onset_years is not None:
            year = float(np.floor(onset_years))
            shown = self.by_age(year + 1.0) - self.by_age(year)
        else:
            shown = self.by_age(age_years)
        told = self.lifetime.copy()
        for sex in {g.sex for g in self.genotypes}:
            own = np.array([g.sex is sex for g in self.genotypes])
            ill = own & (self.lifetime > 0)
            free = ill & np.array([g.state == "none" for g in self.genotypes])
            if (shown[ill] > 0).all():
                told[own] *= shown[own]
            elif (shown[free] > 0).any():
                # Past the end of a curve nobody counted: the age then tells no genotype from
                # another, but it stays as rare as it is in those without the change.
                told[own] *= shown[free].max()
        return told


_Curve = tuple[Floats, Floats]


def _is_same(one: _Curve | None, other: _Curve | None) -> bool:
    if one is None or other is None or one is other:
        return one is other
    return np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])


MOST_PENETRANT = 0.95
"""Where health is read as final and nobody knows how many carriers become ill: nearly all do.

Not all, so that a healthy person between two ill ones stays a carrier.
"""


def make_penetrances(
    model: RiskModel, locus: Locus, values: Mapping[str, float | None], *, settled: bool = False
) -> dict[str, Penetrance]:
    """Fill a model's penetrance tables with parameter values.

    Parameters
    ----------
    model, locus, values
        The model, its locus, and every parameter's value.
    settled
        See `Penetrance`.

    Returns
    -------
    penetrances
        By phenotype slug, in the model's order.
    """

    def number(value: float | str) -> float | None:
        return values[value] if isinstance(value, str) else value

    made: dict[str, Penetrance] = {}
    for phenotype in model.phenotypes:
        if phenotype.part_of:
            whole, share = made[phenotype.part_of], _share(phenotype, locus, number)
            lifetime = whole.lifetime if share is None else whole.lifetime * share
            curves, is_measured = whole.curves, whole.is_measured
        else:
            most = MOST_PENETRANT if settled else 1.0
            found = [_chance(phenotype, genotype, number) for genotype in locus.genotypes]
            is_measured = None not in found
            lifetime = np.array([most if p is None else p for p in found])
            share, curves = np.ones_like(lifetime), _curves(phenotype, locus, number)
        made[phenotype.slug] = Penetrance(
            phenotype,
            lifetime,
            share,
            curves,
            locus.genotypes,
            is_measured,
            settled=settled,
        )
    return made


def _chance(phenotype: ModelPhenotype, genotype: Genotype, number: _Number) -> float | None:
    own = phenotype.of_sex(genotype.sex)
    # A mosaic in some cells shows as little as no change at all.
    state = "none" if genotype.state == "mosaic" else genotype.state
    chance = number(own.chance.get(state, 0.0))
    if chance is not None and genotype.size and own.by_size:
        factor = number(own.by_size.get(genotype.size, 0.0))
        return None if factor is None else chance * factor
    if chance is None or genotype.load is None or not own.by_load:
        return chance
    loads, factors = np.array(own.by_load).T
    return chance * float(np.interp(genotype.load, loads, factors))


def _share(phenotype: ModelPhenotype, locus: Locus, number: _Number) -> Floats | None:
    found = [number(phenotype.of_sex(g.sex).share_of(g.state)) for g in locus.genotypes]
    known = [share for share in found if share is not None]
    return np.array(known) if len(known) == len(found) else None


def _curves(phenotype: ModelPhenotype, locus: Locus, number: _Number) -> tuple[_Curve | None, ...]:
    known: dict[tuple[Sex, str], _Curve | None] = {}
    found = []
    for genotype in locus.genotypes:
        own = phenotype.of_sex(genotype.sex)
        key = genotype.sex if phenotype.by_sex else Sex.UNKNOWN, genotype.state
        if key not in known:
            points = own.curve_of("none" if genotype.state == "mosaic" else genotype.state)
            known[key] = tuple(np.array(points, float).T) if points else _onset(own, number)
        found.append(known[key])
    return tuple(found)


def _onset(phenotype: ModelPhenotype, number: _Number) -> _Curve | None:
    until = number(phenotype.onset_until_years)
    if until is None:
        return None
    start = min(number(phenotype.onset_from_years) or 0.0, until)
    return np.array([start, until]), np.array([0.0, 1.0])
