"""One person of a family: who their parents are, what they have, how they were tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rarekin.model.case import ParentalOrigin, Sex, State

AFFECTED = "affected"  # the phenotype key that means "any disease of the chosen model"

GENDERS = ("man", "woman", "other")
LOSSES = ("miscarriage", "termination", "ectopic", "stillbirth")
ROLES = ("donor", "surrogate")
MOST_IN_ONE = 50
"""People one entry may stand for."""


class TestResult(StrEnum):
    """What a genetic test for the family's variant said.

    Positive: on one copy or on both; mosaic: in part of the cells only.
    """

    __test__ = False

    POSITIVE = "positive"
    HETEROZYGOUS = "heterozygous"
    HOMOZYGOUS = "homozygous"
    NEGATIVE = "negative"
    MOSAIC = "mosaic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GeneticTest:
    """One test for the family's variant.

    Attributes
    ----------
    result
        Whether the variant was found.
    sensitivity
        Chance that the test finds the variant in somebody who carries it (detection rate).
    specificity
        Chance that the test is negative in somebody who does not.
    origin
        The parental copy the variant lies on, where that was shown.
    copies
        How many copies of the gene were counted on both chromosomes together, for genes such as
        *SMN1*; None where nobody counted.
    variant
        Which of several variants was looked for; empty: the family's, whichever it is.
    gene
        Where it was looked for, if the family's gene is not known; empty: in the family's.
    marker
        What a linked marker showed: its alleles as ``1/2``, or ``1`` for at least one copy of
        allele 1; the result is then best ``unknown``.
    repeats
        How many repeats the longer copy has, where they were counted.
    load
        Share of the mitochondria found changed; None where nobody measured.
    """

    result: TestResult
    sensitivity: float = 1.0
    specificity: float = 1.0
    origin: ParentalOrigin = ParentalOrigin.UNKNOWN
    copies: int | None = None
    variant: str = ""
    gene: str = ""
    marker: str = ""
    load: float | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Phenotype:
    """Whether one person has one disease or trait, and at what age that was so.

    Attributes
    ----------
    state
        Present, excluded (examined and free of it) or unknown.
    age_years
        Age at onset where present; age up to which the person was free of it where excluded.
        None: not recorded (an exclusion then counts for the age of the person).
    """

    state: State
    age_years: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One member of a family.

    Attributes
    ----------
    id
        A label chosen by the caller, unique in the family; never a name.
    sex
        As far as inheritance needs it.
    mother, father
        Ids of the biological parents; None where not in the family.
    age_years
        Age now, or at death.
    deceased
        Whether the person has died.
    phenotypes
        By phenotype of the model (its slug, or a disease id), or ``affected`` for any of them.
    tests
        Genetic tests for the family's variant.
    twin_group
        People with the same non-empty text are identical (monozygotic) twins.
    proband
        Whether the family came to attention through this person.
    label
        What to print under the symbol; ``id`` where empty.
    unborn
        A pregnancy or a child not yet conceived; with ``deceased`` one that ended before birth.
    adopted
        ``in`` for a child adopted into the family, whose mother and father here would be the
        biological ones; ``out`` for one who grew up elsewhere; empty otherwise.
    raised_by
        Ids of the adoptive parents, one or two; nothing is inherited from them.
    consultand
        Whether this person seeks the advice.
    carrier_frequency
        How many carry one changed copy among the people this founder comes from, if that is not
        the model's figure.
    ancestry
        The people this founder comes from, by the name that a model gives it; a number in
        `carrier_frequency` stands before it.
    gender
        ``man``, ``woman`` or ``other`` where it is not what the sex says; the symbol follows it.
    birth_group
        People with the same non-empty text were born of one pregnancy. Who is identical says
        `twin_group`.
    fraternal
        Whether somebody is known not to be identical to the others of the birth group.
    loss
        How a pregnancy ended (see `LOSSES`), where that is known.
    role
        ``donor`` for who gave an egg or sperm and is no partner, ``surrogate`` for who carried a
        child of others; empty otherwise.
    carried_by
        Id of the surrogate.
    number
        How many people one entry stands for, of whom the same is known; 0 where nobody knows how
        many, which counts as one.
    """

    id: str
    sex: Sex = Sex.UNKNOWN
    mother: str | None = None
    father: str | None = None
    age_years: float | None = None
    deceased: bool = False
    phenotypes: Mapping[str, Phenotype] = field(default_factory=dict)
    tests: tuple[GeneticTest, ...] = ()
    twin_group: str = ""
    proband: bool = False
    label: str = ""
    unborn: bool = False
    adopted: str = ""
    consultand: bool = False
    carrier_frequency: float | None = None
    ancestry: str = ""
    gender: str = ""
    birth_group: str = ""
    fraternal: bool = False
    loss: str = ""
    role: str = ""
    carried_by: str | None = None
    raised_by: tuple[str, ...] = ()
    number: int = 1

    @property
    def is_founder(self) -> bool:
        """Whether neither parent is in the family."""
        return self.mother is None and self.father is None

    @property
    def born_with(self) -> str:
        """The same text for all who were born together, identical or not; empty for the others."""
        return self.birth_group or self.twin_group

    @property
    def name(self) -> str:
        """What to call the person in a sentence or under a symbol."""
        return self.label or self.id
