"""A model filled with one set of parameter values, ready for any family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.risk.evidence import likelihood
from rarekin.risk.loci import locus_of
from rarekin.risk.locus import Floats, Locus
from rarekin.risk.models import OF_A_PEOPLE, RiskModel
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
    founders
        Genotype chances of founders, shape ``(G,)``, by the carrier frequency and the name of
        their people, where either is known.
    figures
        On which the penetrances depend.
    """

    locus: Locus
    penetrances: Mapping[str, Penetrance]
    child_chances: Mapping[tuple[Sex, Sex], Floats]
    founders: Mapping[tuple[float | None, str], Floats]
    figures: tuple[float | None, ...] = ()

    @classmethod
    def make(
        cls,
        model: RiskModel,
        values: Mapping[str, float | None],
        family: Family | None = None,
        *,
        settled: bool = False,
        like: Iterable[Setting] = (),
    ) -> Setting:
        """Fill a model.

        Parameters
        ----------
        model, values
            Every parameter's value.
        family
            Its tests may name variants, and its founders come from peoples of their own.
        settled
            See `rarekin.risk.penetrance.Penetrance`.
        like
            Settings of the same model and family: where one has the same penetrances, they are
            shared.
        """
        people = () if family is None else family.people
        named = sorted({t.variant for p in people for t in p.tests if t.variant})
        counts = sorted({t.repeats for p in people for t in p.tests if t.repeats is not None})
        locus = locus_of(model, values, named, counts)
        founders = {
            key: locus_of(model, {**values, **own}, named, counts).founder
            for key in {(p.carrier_frequency, p.ancestry) for p in people}
            if (own := _own_figures(model, *key))
        }
        slugs = sorted(set().union(*(p.parameters() for p in model.phenotypes)))
        figures = (settled, *(values[slug] for slug in slugs))
        same = (s.penetrances for s in like if s.figures == figures)
        penetrances = next(same, None) or make_penetrances(model, locus, values, settled=settled)
        lifetimes = np.stack([p.lifetime for p in penetrances.values()], axis=-1)
        chances = {}
        for parent in (Sex.FEMALE, Sex.MALE):
            child = _child_genotypes(locus, parent)
            for sex in Sex:
                chances[parent, sex] = (child * locus.mask(sex)) @ lifetimes
        return cls(locus, penetrances, chances, founders, figures)

    def of_the_grown_up(self) -> Setting:
        """Return it as it holds of grown-ups who are well.

        Where one changed copy harms nobody and only the ages of onset are not known, being well
        as a grown-up is read as never falling ill: carriers would be well anyway.
        """
        states = [g.state for g in self.locus.genotypes]
        one_copy = [i for i, s in enumerate(states) if s in ("paternal", "maternal")]
        found = self.penetrances.values()
        if not all(p.is_measured and (p.lifetime[one_copy] <= 0).all() for p in found):
            return self
        return replace(
            self, penetrances={k: replace(p, settled=True) for k, p in self.penetrances.items()}
        )

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

    def founder_rows(self, family: Family, pedigree: Pedigree) -> Floats:
        """Return every variable's genotype chances as a founder's. Shape ``(V, G)``."""
        rows = np.tile(self.locus.founder, (pedigree.n_variables, 1))
        for person, variable in zip(family.people, pedigree.variable.tolist(), strict=True):
            own = self.founders.get((person.carrier_frequency, person.ancestry))
            if own is not None:
                rows[variable] = own
        return rows


def _own_figures(
    model: RiskModel, frequency: float | None, ancestry: str
) -> dict[str, float | None]:
    figures: dict[str, float | None] = dict(model.people_of(ancestry) or {})
    if frequency is not None:
        figures |= {"carrier_frequency": frequency, "hemizygous_frequency": None}
    # What a whole population's figures say of its balance does not hold for another people.
    return figures | dict.fromkeys(OF_A_PEOPLE) if figures else {}


def _child_genotypes(locus: Locus, sex: Sex) -> Floats:
    """Return a child's genotype chances with an unrelated partner. Shape ``(G, G_child)``."""
    partner = locus.founder * locus.mask(Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE)
    child: Floats = np.tensordot(partner, locus.child, axes=(0, 0 if sex is Sex.FEMALE else 1))
    return child
