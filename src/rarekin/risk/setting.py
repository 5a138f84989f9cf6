"""A model filled with one set of parameter values, ready for any family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.risk.evidence import likelihood
from rarekin.risk.loci import locus_of
from rarekin.risk.locus import Floats, Locus
from rarekin.risk.models import RiskModel
from rarekin.risk.pedigree import Pedigree
from rarekin.risk.penetrance import Penetrance, make_penetrances


@dataclass(frozen=True)
class Setting:
    """Locus and penetrances for one set of parameter values.

    Attributes
    ----------
    locus, penetrances
        As the model and the values say.
    child_chances
        Lifetime chance of each phenotype in a child with an unrelated partner, by the parent's
        genotype, shape ``(G, phenotypes)``, for the parent's and the child's sex.
    """

    locus: Locus
    penetrances: Mapping[str, Penetrance]
    child_chances: Mapping[tuple[Sex, Sex], Floats]

    @classmethod
    def make(
        cls, model: RiskModel, values: Mapping[str, float | None], *, settled: bool = False
    ) -> Setting:
        """Fill a model.

        Parameters
        ----------
        model, values
            Every parameter's value.
        settled
            See `rarekin.risk.penetrance.Penetrance`.
        """
        locus = locus_of(model, values)
        penetrances = make_penetrances(model, locus, values, settled=settled)
        lifetimes = np.stack([p.lifetime for p in penetrances.values()], axis=-1)
        chances = {}
        for parent in (Sex.FEMALE, Sex.MALE):
            child = _child_genotypes(locus, parent)
            for sex in Sex:
                chances[parent, sex] = (child * locus.mask(sex)) @ lifetimes
        return cls(locus, penetrances, chances)

    def likelihoods(self, family: Family, pedigree: Pedigree, model: RiskModel) -> Floats:
        """Return the chance of what is recorded about each of N people. Shape ``(N, G)``."""
        # Large families repeat themselves: people of whom the same is recorded share one vector.
        rows = self.locus.mask_all(pedigree.sexes)
        known: dict[object, Floats] = {}
        for i_person, person in enumerate(family.people):
            if not person.phenotypes and not person.tests:
                continue
            key = (tuple(person.phenotypes.items()), person.tests, person.age_years)
            if key not in known:
                known[key] = likelihood(person, model, self.locus, self.penetrances)
            rows[i_person] *= known[key]
        return rows


def _child_genotypes(locus: Locus, sex: Sex) -> Floats:
    """Return a child's genotype chances with an unrelated partner. Shape ``(G, G_child)``."""
    partner = locus.founder * locus.mask(Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE)
    child: Floats = np.tensordot(partner, locus.child, axes=(0, 0 if sex is Sex.FEMALE else 1))
    return child
