"""One phenotype under many sets of parameters at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Sex
from rarekin.risk.locus import Floats
from rarekin.risk.penetrance import Penetrance

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Stacked:
    """The penetrances of one phenotype under P sets of parameters, as arrays.

    Attributes
    ----------
    each
        One for each set.
    """

    each: Sequence[Penetrance]

    @cached_property
    def lifetime(self) -> Floats:
        """Lifetime chance by genotype. Shape ``(P, G)``."""
        return np.stack([p.lifetime for p in self.each])

    @cached_property
    def share(self) -> Floats:
        """Share of the wider phenotype, 1 where nobody knows it. Shape ``(P, G)``."""
        rows = [np.ones_like(p.lifetime) if p.share is None else p.share for p in self.each]
        return np.stack(rows)

    @cached_property
    def is_known(self) -> Bools:
        """Whether chances can be told as more than an upper bound. Shape ``(P,)``."""
        return np.array([p.is_known for p in self.each])

    def by_age(self, age_years: float | None) -> Floats:
        """Return the share of those affected who show it by this age. Shape ``(P, G)``."""
        found = self._by_age.get(age_years)
        if found is None:
            found = np.stack([p.by_age(age_years) for p in self.each])
            found.flags.writeable = False  # handed out again for the same age
            self._by_age[age_years] = found
        return found

    def is_open(self, age_years: float | None, sex: Sex) -> Bools:
        """Tell whether being free of it says nothing. Shape ``(P,)``."""
        return np.array([p.is_open(age_years, sex) for p in self.each])

    def lacks_onset(self, sex: Sex) -> Bools:
        """Tell whether nobody said at what age it shows itself in a sex. Shape ``(P,)``."""
        found = self._lacks_onset.get(sex)
        if found is None:
            found = self._lacks_onset[sex] = np.array([p.lacks_onset(sex) for p in self.each])
        return found

    @cached_property
    def _by_age(self) -> dict[float | None, Floats]:
        return {}

    @cached_property
    def _lacks_onset(self) -> dict[Sex, Bools]:
        return {}


def stacked(sets: Sequence[Mapping[str, Penetrance]]) -> dict[str, Stacked]:
    """Put the penetrances of several sets of parameters on each other, by phenotype."""
    return {slug: Stacked([found[slug] for found in sets]) for slug in sets[0]}
