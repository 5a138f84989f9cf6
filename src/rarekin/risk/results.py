"""What the engine answers: chances for every person, with what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from rarekin.errors import UnknownId
from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue
from rarekin.model.sentences import sentence
from rarekin.risk.models import Parameter, RiskModel
from rarekin.risk.people import People


@dataclass(frozen=True, slots=True)
class Compared:
    """The same chance under another published value of a parameter.

    Attributes
    ----------
    label
        Such as ``measured``.
    p
        The chance, or None where nobody knows.
    """

    label: str
    p: float | None


@dataclass(frozen=True, slots=True)
class Range:
    """Between which values a chance lies, because an age or a figure is not known.

    Attributes
    ----------
    low, high
        Lowest and highest chance under everything that may be true.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ahead:
    """How likely somebody who is well today falls ill within some years.

    Attributes
    ----------
    years
        From the age up to which the person was free of it.
    p
        The chance.
    between, within
        As of `PhenotypeRisk`.
    """

    years: float
    p: float
    between: Range | None = None
    within: Range | None = None


@dataclass(frozen=True, slots=True)
class AgeChance:
    """How likely somebody has a phenotype by an age.

    Attributes
    ----------
    age_years
        The age.
    p
        None where nobody knows how many carriers get it, or at what age.
    between, within
        As of `PhenotypeRisk`.
    """

    age_years: float
    p: float | None
    between: Range | None = None
    within: Range | None = None


@dataclass(frozen=True, slots=True)
class HealthyLater:
    """What a person's chance of carrying the change will be after further healthy years.

    Attributes
    ----------
    age_years
        Still free of every disease of the model at this age.
    p_carrier
        The chance then.
    between, within
        As of `PhenotypeRisk`.
    """

    age_years: float
    p_carrier: float
    between: Range | None = None
    within: Range | None = None


@dataclass(frozen=True, slots=True)
class GenotypeChance:
    """How likely one genotype is for one person.

    Attributes
    ----------
    state
        ``none``, ``paternal``, ``maternal``, ``both``, ``hemizygous`` or ``mosaic``.
    text
        In plain words.
    p
        Posterior probability.
    """

    state: str
    text: str
    p: float


@dataclass(frozen=True, slots=True)
class PhenotypeRisk:
    """How likely one disease or group of diseases is for one person.

    Attributes
    ----------
    slug, title, diseases
        Which one.
    state
        What the family file says about this person: present, excluded so far, or unknown.
    p_lifetime
        Chance that the person has it or will have it, given everything known about the family;
        1 where present. None where the model has no figure; then `p_at_most` bounds it.
    p_at_most
        Upper bound, also under everything that may be true.
    compared
        The same under the model's other published parameter values.
    between
        Where the chance lies, if an age or a figure is missing; else None.
    within
        Where a chance that is one number lies when every figure it rests on may be anywhere in
        its 95 % interval; None where that hardly matters.
    ahead
        The chance within the next 5 and 10 years, for somebody who is well at a known age.
    """

    slug: str
    title: str
    diseases: tuple[Curie, ...]
    state: State
    p_lifetime: float | None
    p_at_most: float
    compared: tuple[Compared, ...] = ()
    between: Range | None = None
    ahead: tuple[Ahead, ...] = ()
    within: Range | None = None


@dataclass(frozen=True, slots=True)
class IfWell:
    """Somebody's chances if those were free of the disease of whose health nothing is said.

    Attributes
    ----------
    unsaid
        Names of those.
    p_carrier, between, within
        Of carrying the change, as of `PersonRisk`.
    ill
        Of the model's first phenotype.
    """

    unsaid: tuple[str, ...]
    p_carrier: float
    between: Range | None
    within: Range | None
    ill: PhenotypeRisk


@dataclass(frozen=True, slots=True)
class PersonRisk:
    """Everything computed for one person.

    Attributes
    ----------
    person, label
        Id and what to call the person.
    genotypes
        Posterior probability of every genotype; they sum to 1.
    p_carrier
        Chance of carrying the variant in every cell (paternal, maternal, both or hemizygous).
    p_paternal, p_maternal
        Chance that the copy from the father, or from the mother, carries the variant.
    p_mosaic
        Chance that only some cells carry it; 0 where the model has no such state.
    p_carrier_compared
        `p_carrier` under the model's other published parameter values.
    phenotypes
        One entry per phenotype of the model, in its order.
    p_child_inherits
        Chance that a child of this person inherits the variant from them; with `compared`.
    child_phenotypes
        The same phenotypes for a future child with an unrelated partner of the other sex.
        Empty where the sex is unknown.
    daughters, sons
        The same for a daughter and for a son.
    notes
        Plain sentences about this person.
    p_carrier_between, p_child_inherits_between
        Where these chances lie, if an age or a figure is missing; else None.
    p_carrier_within, p_child_inherits_within
        Where they lie by the 95 % intervals of the figures, beside one number; else None.
    later
        `p_carrier` after further healthy years, for somebody who is healthy at a known age.
    is_ruled_out_by_health
        Whether the chance of carrying the change is none only because the person is healthy.
    if_well
        What would be if everybody were free of the disease of whose health nothing is said; None
        where that would change little.
    """

    person: str
    label: str
    genotypes: tuple[GenotypeChance, ...]
    p_carrier: float
    p_paternal: float
    p_maternal: float
    p_mosaic: float
    p_carrier_compared: tuple[Compared, ...]
    phenotypes: tuple[PhenotypeRisk, ...]
    p_child_inherits: float | None
    p_child_inherits_compared: tuple[Compared, ...]
    child_phenotypes: tuple[PhenotypeRisk, ...]
    notes: tuple[str, ...] = ()
    p_carrier_between: Range | None = None
    p_child_inherits_between: Range | None = None
    p_carrier_within: Range | None = None
    p_child_inherits_within: Range | None = None
    later: tuple[HealthyLater, ...] = ()
    is_ruled_out_by_health: bool = False
    if_well: IfWell | None = None
    daughters: tuple[PhenotypeRisk, ...] = ()
    sons: tuple[PhenotypeRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A parameter with the value this computation used and whether the caller chose it."""

    parameter: Parameter
    value: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class GeneChance:
    """How likely the family's disease lies in one of several genes.

    Attributes
    ----------
    gene
        Symbol.
    share
        Of families in which it does: the prior.
    p
        After everything recorded.
    """

    gene: str
    share: float
    p: float


@dataclass(frozen=True)
class FamilyRisk:
    """The exact answer for a whole family under one model.

    Attributes
    ----------
    model
        The model used.
    parameters
        Every parameter with its value and basis.
    results
        Everybody in the order of the family, made when asked for; stand-ins for missing parents
        are left out.
    log_likelihood
        Natural log of the probability of everything recorded, under the model.
    method
        ``peeling`` (no loops) or ``junction tree`` (loops); both are exact.
    width
        Number of people in the largest table.
    comparisons
        Labels and explanations of the other parameter values shown beside the main ones.
    issues
        What was noticed in the family file; nothing of level error.
    notes
        Plain sentences about the whole result.
    genes
        How likely each gene is, where the model stands for several.
    by_age
        The chance of a person (by index) to have a phenotype by an age; see `age_chance`.
    """

    model: RiskModel
    parameters: tuple[UsedParameter, ...]
    results: People[PersonRisk]
    log_likelihood: float
    method: str
    width: int
    comparisons: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]
    notes: tuple[str, ...]
    by_age: Callable[[int, str, float], AgeChance]
    genes: tuple[GeneChance, ...] = ()

    def chance_by(self, id_: str, phenotype: str, age_years: float) -> float | None:
        """Return the one number of `age_chance`."""
        return self.age_chance(id_, phenotype, age_years).p

    def age_chance(self, id_: str, phenotype: str, age_years: float) -> AgeChance:
        """Return the chance that somebody has a phenotype by an age.

        Parameters
        ----------
        id_, phenotype
            Of the person; slug of the phenotype, or a disease id.
        age_years
            Any age.

        Returns
        -------
        chance
            With the range where something is missing or uncertain.

        Raises
        ------
        UnknownId
            If there is no such person or phenotype.
        """
        person = self.person(id_)
        slug = self.model.phenotype_slug(phenotype)
        if slug is None:
            raise UnknownId(
                sentence(
                    "The model %(slug)s says nothing about %(phenotype)s.",
                    slug=repr(self.model.slug),
                    phenotype=repr(phenotype),
                ),
                hint=sentence(
                    "It speaks of %(known)s.",
                    known=", ".join(p.slug for p in self.model.phenotypes),
                ),
            )
        return self.by_age(self.results.index_of[person.person], slug, age_years)

    @cached_property
    def people(self) -> tuple[PersonRisk, ...]:
        """Everybody's result in the order of the family."""
        return tuple(self.results)

    def person(self, id_: str) -> PersonRisk:
        """Return the result of one person.

        Raises
        ------
        UnknownId
            If nobody in the family has this id.
        """
        if id_ not in self.results.index_of:
            raise UnknownId(
                sentence("Nobody in this family has the id %(id)s.", id=repr(id_)),
                hint=sentence(
                    "The ids are %(ids)s.", ids=", ".join(list(self.results.index_of)[:20])
                ),
            )
        return self.results[self.results.index_of[id_]]
