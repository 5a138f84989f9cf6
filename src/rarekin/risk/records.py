"""The chance of a family's records, some of them left out or replaced, for exact comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.sentences import joined, sentence
from rarekin.risk.evidence import likelihood
from rarekin.risk.inference import Inferred, infer
from rarekin.risk.junction import MEMORY_CAP_BYTES
from rarekin.risk.locus import Floats
from rarekin.risk.models import RiskModel
from rarekin.risk.parenthood import undescribed
from rarekin.risk.pedigree import Pedigree, make_pedigree
from rarekin.risk.setting import Setting

KINDS: Mapping[str, tuple[str, ...]] = {
    "none": ("none", "mosaic"),
    "one": ("paternal", "maternal"),
    "both": ("both", "hemizygous"),
}
"""What a person can be, as a counsellor's table has it: genotype states by kind."""


@dataclass(frozen=True)
class Records:
    """A family under one model, each record of which can be weighed on its own.

    Attributes
    ----------
    family, pedigree, setting, model
        The family with a stand-in for every missing parent.
    rows
        Chance of everything recorded about each person. Shape ``(N, G)``.
    """

    family: Family
    pedigree: Pedigree
    setting: Setting
    model: RiskModel
    rows: Floats

    @classmethod
    def make(
        cls, family: Family, model: RiskModel, parameters: Mapping[str, float] | None = None
    ) -> Records:
        """Weigh a family's records.

        Raises
        ------
        InputError
            If the family or a parameter has errors.
        """
        if family.errors:
            raise InputError(
                sentence(
                    "This family cannot be computed: %(told)s",
                    told=joined((i.message for i in family.errors), " "),
                ),
                hint=sentence("Mend the family first."),
            )
        if model.one_of:
            raise InputError(
                sentence("The model %(slug)s stands for several genes.", slug=repr(model.slug)),
                hint=sentence(
                    "Choose that of one gene: %(genes)s.",
                    genes=", ".join(s for s, _ in model.one_of),
                ),
            )
        values = model.values(parameters)
        whole = undescribed(family.everybody(), model, values, ()).family
        pedigree = make_pedigree(whole)
        setting = Setting.make(model, values, whole)
        return cls(whole, pedigree, setting, model, setting.likelihoods(whole, pedigree, model))

    def index(self, id_: str) -> int:
        """Return somebody's place.

        Raises
        ------
        UnknownId
            If nobody has this id.
        """
        return self.family.people.index(self.family.person(id_))

    def part(self, i_person: int, *, phenotypes: bool = True, tests: bool = True) -> Floats:
        """Return the chance of a part of what is recorded about somebody. Shape ``(G,)``."""
        person = self.family.people[i_person]
        kept = replace(
            person,
            phenotypes=person.phenotypes if phenotypes else {},
            tests=person.tests if tests else (),
        )
        return likelihood(kept, self.model, self.setting.locus, self.setting.penetrances)

    def bare(self, i_person: int) -> Floats:
        """Return what the sex alone says about somebody. Shape ``(G,)``."""
        return self.setting.locus.mask(self.pedigree.sexes[i_person])

    def among(self, kind: str) -> Floats:
        """Return 1 for the genotypes of one of `KINDS`, else 0. Shape ``(G,)``."""
        genotypes = self.setting.locus.genotypes
        return np.array([float(g.state in KINDS[kind]) for g in genotypes])

    def infer(self, sets: Sequence[Floats]) -> Inferred:
        """Return posteriors and log likelihoods for several versions of the records.

        Parameters
        ----------
        sets
            Each of shape ``(N, G)``; an impossible one gets a log likelihood of minus infinity.
        """
        founders = self.setting.founder_rows(self.family, self.pedigree)
        return infer(
            self.family,
            self.pedigree,
            [self.setting.locus] * len(sets),
            np.stack(sets),
            founders=np.stack([founders] * len(sets)),
            n_main=0,
            memory_cap_bytes=MEMORY_CAP_BYTES,
        )
