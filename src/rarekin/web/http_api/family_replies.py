"""What a program gets back about a family and its chances, in stable shapes."""

from __future__ import annotations

import datetime

from pydantic import AliasPath, Field, model_validator

from rarekin.api.family.families import FamilyFile
from rarekin.api.family.risk import Drawing
from rarekin.model.case import State
from rarekin.model.citations import Checked, Citation
from rarekin.model.family import Family
from rarekin.model.issues import Issue
from rarekin.web.http_api.replies import Reply


class ParameterRow(Reply):
    """A number a model needs; send another value under its slug to compute with that."""

    slug: str
    label: str
    explain: str
    basis: str
    default: float | None
    low: float
    high: float
    citations: tuple[Citation, ...]
    checked: Checked
    between: tuple[float, ...] = Field(
        description="Where the value lies for the diseases of the model; answers are ranges then."
    )
    interval: tuple[float, ...] = Field(description="The 95 % interval of its source.")
    population: str


class ModelPhenotypeRow(Reply):
    """A disease, or group of diseases, that the genotype leads to."""

    slug: str
    title: str
    diseases: tuple[str, ...]
    explain: str


class NoteRow(Reply):
    """A plain sentence that goes with results."""

    about: str
    text: str
    citations: tuple[Citation, ...]


class RiskModelBrief(Reply):
    """One inheritance model."""

    slug: str
    title: str
    summary: str
    locus: str
    genes: tuple[str, ...]
    diseases: tuple[str, ...]
    disease_when_inherited_from: str
    expressed_allele: str
    reviewed: datetime.date


class RiskModelsReply(Reply):
    """The inheritance models."""

    models: tuple[RiskModelBrief, ...]


class RiskModelReply(RiskModelBrief):
    """One inheritance model with all its figures and where they are from."""

    parameters: tuple[ParameterRow, ...]
    phenotypes: tuple[ModelPhenotypeRow, ...]
    notes: tuple[NoteRow, ...]
    citations: tuple[Citation, ...]


class RangeRow(Reply):
    """Between which values a chance lies."""

    low: float
    high: float


class ComparedRow(Reply):
    """The same chance under another published value."""

    label: str
    p: float | None


class GenotypeRow(Reply):
    """How likely one genotype is."""

    state: str
    text: str
    p: float


class AheadRow(Reply):
    """The chance to fall ill within some years, for somebody who is well."""

    years: float
    p: float
    between: RangeRow | None
    within: RangeRow | None


class LaterRow(Reply):
    """The chance of carrying the change after further healthy years."""

    age_years: float
    p_carrier: float
    between: RangeRow | None
    within: RangeRow | None


class AgeRow(Reply):
    """The chance to have a disease by an age that was asked for."""

    phenotype: str
    age_years: float
    p: float | None
    between: RangeRow | None
    within: RangeRow | None


class PhenotypeRow(Reply):
    """How likely one disease is; ``p_at_most`` bounds it where the model has no figure.

    ``between`` stands in place of the chance where an age or a figure is missing; ``within`` says
    how far the 95 % intervals of the figures reach.
    """

    slug: str
    title: str
    diseases: tuple[str, ...]
    state: State
    p_lifetime: float | None
    p_at_most: float
    compared: tuple[ComparedRow, ...]
    between: RangeRow | None
    within: RangeRow | None
    ahead: tuple[AheadRow, ...]


class PersonRow(Reply):
    """Everything computed for one person."""

    person: str
    label: str
    genotypes: tuple[GenotypeRow, ...]
    p_carrier: float
    p_paternal: float
    p_maternal: float
    p_mosaic: float
    p_carrier_compared: tuple[ComparedRow, ...]
    phenotypes: tuple[PhenotypeRow, ...]
    p_child_inherits: float | None
    p_child_inherits_compared: tuple[ComparedRow, ...]
    child_phenotypes: tuple[PhenotypeRow, ...]
    notes: tuple[str, ...]
    p_carrier_between: RangeRow | None
    p_carrier_within: RangeRow | None
    p_child_inherits_between: RangeRow | None
    p_child_inherits_within: RangeRow | None
    daughters: tuple[PhenotypeRow, ...]
    sons: tuple[PhenotypeRow, ...]
    later: tuple[LaterRow, ...]
    by_age: tuple[AgeRow, ...] = ()


class UsedParameterRow(Reply):
    """The value this computation used."""

    slug: str = Field(validation_alias=AliasPath("parameter", "slug"))
    basis: str = Field(validation_alias=AliasPath("parameter", "basis"))
    value: float | None
    chosen: bool


class ComparisonRow(Reply):
    """What the label of a compared value means."""

    label: str
    explain: str

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, given: object) -> object:
        return {"label": given[0], "explain": given[1]} if isinstance(given, tuple) else given


class GeneRow(Reply):
    """How likely each gene is, where the model stands for several."""

    gene: str
    share: float
    p: float


class RiskReply(Reply):
    """The exact answer for a whole family under one model."""

    model: RiskModelBrief
    parameters: tuple[UsedParameterRow, ...]
    people: tuple[PersonRow, ...]
    log_likelihood: float
    method: str
    comparisons: tuple[ComparisonRow, ...]
    notes: tuple[str, ...]
    issues: tuple[Issue, ...]
    genes: tuple[GeneRow, ...]


class OutcomeRow(Reply):
    """What a test can find, how likely, and the chance then of the one who asks to carry it."""

    kind: str
    p: float
    p_carrier_then: float

    @model_validator(mode="before")
    @classmethod
    def _from_triple(cls, given: object) -> object:
        names = ("kind", "p", "p_carrier_then")
        return dict(zip(names, given, strict=True)) if isinstance(given, tuple) else given


class TestRow(Reply):
    """What a gene test of one person would tell, in bits of those that are open."""

    person: str
    label: str
    bits: float
    bits_open: float
    outcomes: tuple[OutcomeRow, ...]


class TestsReply(Reply):
    """Whose gene test tells most about somebody: the most telling first."""

    person: str
    tests: tuple[TestRow, ...]
    issues: tuple[Issue, ...]


class HandRowReply(Reply):
    """One line of the table."""

    what: str
    values: tuple[float, ...]


class HandReply(Reply):
    """The calculation as it is done by hand; columns are what the person can be."""

    person: str
    columns: tuple[str, ...]
    genes: tuple[str, ...]
    prior: HandRowReply
    conditional: tuple[HandRowReply, ...]
    joint: HandRowReply
    posterior: HandRowReply
    issues: tuple[Issue, ...] = ()


class LetterReply(Reply):
    """A letter to a relative that names nobody, paragraph by paragraph."""

    person: str
    paragraphs: tuple[str, ...]


class BayesFactorReply(Reply):
    """How much a variant's running with the disease speaks for it; above 1 for, below 1 against."""

    person: str
    bayes_factor: float
    issues: tuple[Issue, ...]


class VariantRow(Reply):
    """A variant of the family; ``problem`` says why it cannot be."""

    variant: str
    problem: str
    people: tuple[PersonRow, ...]


class VariantsReply(Reply):
    """Variants of a family beside each other."""

    variants: tuple[VariantRow, ...]
    issues: tuple[Issue, ...]


class KinshipRow(Reply):
    """Two people who share a forebear, and how closely."""

    one: str
    other: str
    kinship: float


class KinshipReply(Reply):
    """Who is related to whom, and whose parents are; pairs that are not named are not related."""

    kinship: tuple[KinshipRow, ...]
    inbreeding: dict[str, float]
    issues: tuple[Issue, ...]


class FamilyReply(Reply):
    """What a family file holds; where it is sound, the same in another standard and drawn."""

    standard: str
    families: tuple[str, ...]
    family: str
    people: int
    written: str
    svg: str
    words: str
    issues: tuple[Issue, ...]

    @classmethod
    def of(
        cls,
        opened: FamilyFile,
        family: Family,
        issues: tuple[Issue, ...],
        *,
        written: str = "",
        drawing: Drawing | None = None,
    ) -> FamilyReply:
        """Make the reply."""
        return cls(
            standard=opened.standard.slug,
            families=tuple(f.id for f in opened.families),
            family=family.id,
            people=len(family),
            written=written,
            svg=drawing.svg if drawing else "",
            words=drawing.text if drawing else "",
            issues=issues,
        )
