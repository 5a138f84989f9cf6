"""Inheritance models as data: which genotype leads to what, by how much, and who says so."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from rarekin.errors import InputError
from rarekin.model.case import Sex
from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import Curie
from rarekin.model.sentences import sentence

LOCI = ("autosomal", "x", "y", "mitochondrial", "copies", "linked", "repeats", "repeats-x")
BALANCED = frozenset({"fitness", "fitness_both"})
"""Parameters from which the share of carriers follows; see `rarekin.risk.loci.in_balance`."""

OF_A_PEOPLE = BALANCED | {"births"}
"""Parameters that say of a whole people what a carrier frequency of its own replaces."""

GENOTYPE_STATES = ("none", "paternal", "maternal", "both", "hemizygous")


class Basis(StrEnum):
    """On what a parameter's value rests."""

    MEASURED = "measured"
    TEXTBOOK = "textbook"
    DERIVED = "derived"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a model needs, which the user may change.

    Attributes
    ----------
    slug, label, explain
        Name in files and on the command line, short name, one plain sentence.
    basis
        Measured, textbook, derived from other figures, or merely assumed.
    default
        None: nobody knows, and the model says so unless the user gives a value.
    low, high
        Accepted range.
    citations
        Primary sources of the default.
    checked
        Whether they were read.
    between
        Where the true value lies for the diseases the model is for; every answer is then also
        computed at both ends and given as a range. Empty where the default stands for itself.
    interval
        The 95 % interval that its source gives; beside every answer stands how far it reaches.
    population
        In whom it was measured, and when.
    """

    slug: str
    label: str
    explain: str
    basis: Basis
    default: float | None
    low: float = 0.0
    high: float = 1.0
    citations: tuple[Citation, ...] = ()
    checked: Checked = Checked.READ
    between: tuple[float, ...] = ()
    interval: tuple[float, ...] = ()
    population: str = ""

    @property
    def is_within(self) -> bool:
        """Whether the value stands for itself, with the interval that its source gives."""
        return bool(self.interval) and not self.between


@dataclass(frozen=True, slots=True)
class Comparison:
    """Other published values of some parameters, always computed beside the defaults."""

    label: str
    explain: str
    values: Mapping[str, float]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Population:
    """Figures of one people, where they differ from the model's.

    Attributes
    ----------
    slug, label
        Name in family files, for readers.
    values
        Of the parameters that differ.
    citations
        Where they are from.
    """

    slug: str
    label: str
    values: Mapping[str, float]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelPhenotype:
    """A disease, or group of diseases, that the genotype leads to.

    Attributes
    ----------
    slug, title, diseases
        Name in files, name for readers, disease ids it stands for.
    chance
        Lifetime chance by genotype state: a number or the slug of a parameter.
    part_of, share
        A narrower phenotype within another one, and its share of it (number or parameter).
    onset_from_years, onset_until_years
        Between these ages the disease shows itself, evenly spread; numbers or parameters.
    curve
        Instead: pairs of age and the share of all affected who show it by then.
    explain
        One plain sentence.
    curve_checked
        Whether the source of the curve was read.
    curves
        Curves of single genotype states that differ from `curve`: those who have the disease
        without the change, say, have it later.
    by_load
        Pairs of the share of changed mitochondria and the factor on the chance that comes with
        it; empty where the share does not matter.
    shares
        In place of `share`, where it differs between genotype states.
    by_size
        Factor on the chance of those whose repeat is ``small`` (somewhat lengthened) or ``full``.
    by_sex
        The same phenotype as it is in one of the sexes, where they differ: women who carry a
        change on the X have milder signs as a rule, which are not told under the boys' disease.
    without_children
        The sexes in which hardly anybody with it has children: a parent of whom nothing is said
        is then taken to be free of it.
    is_from_birth
        Of a narrower phenotype, whether it is only what shows at birth: nobody who was well then
        gets it later.
    """

    slug: str
    title: str
    diseases: tuple[Curie, ...]
    chance: Mapping[str, float | str]
    part_of: str = ""
    share: float | str = 1.0
    onset_from_years: float | str = 0.0
    onset_until_years: float | str = 0.0
    curve: tuple[tuple[float, float], ...] = ()
    explain: str = ""
    curve_checked: Checked = Checked.READ
    curves: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    by_load: tuple[tuple[float, float], ...] = ()
    shares: Mapping[str, float | str] = field(default_factory=dict)
    by_size: Mapping[str, float | str] = field(default_factory=dict)
    by_sex: Mapping[Sex, ModelPhenotype] = field(default_factory=dict)
    without_children: tuple[Sex, ...] = ()
    is_from_birth: bool = False

    def parameters(self) -> set[str]:
        """Return the slugs of the parameters on which its chances and ages depend."""
        named = {*self.chance.values(), *self.shares.values(), *self.by_size.values()}
        named |= {self.share, self.onset_from_years, self.onset_until_years}
        found = {value for value in named if isinstance(value, str)}
        return found.union(*(own.parameters() for own in self.by_sex.values()))

    def of_sex(self, sex: Sex) -> ModelPhenotype:
        """Return the phenotype as it is in one sex."""
        return self.by_sex.get(sex, self)

    def title_in(self, sex: Sex) -> str:
        """Return what to call it in one sex; where nobody knows the sex, what it is in either."""
        women = self.of_sex(Sex.FEMALE).title
        if sex is not Sex.UNKNOWN or women == self.title:
            return self.of_sex(sex).title
        return sentence(
            "%(disease)s; in girls and women: %(signs)s", disease=self.title, signs=women
        )

    def share_of(self, state: str) -> float | str:
        """Return the share of the wider phenotype in one genotype state."""
        return self.shares.get(state, self.share)

    def curve_of(self, state: str) -> tuple[tuple[float, float], ...]:
        """Return the curve of one genotype state; empty where there is none."""
        return self.curves.get(state, self.curve)


@dataclass(frozen=True, slots=True)
class ModelNote:
    """A plain sentence shown with results.

    Attributes
    ----------
    about
        ``family``, or a person who may carry the variant: ``woman``, ``man``, ``anyone``.
    text
        The sentence.
    citations
        Where it is from.
    """

    about: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskModel:
    """How one gene, or one mode of inheritance, leads to disease.

    Attributes
    ----------
    slug, title, summary
        Name in files, for readers, one plain sentence.
    locus
        ``autosomal``, ``x``, ``y``, ``mitochondrial``, ``copies`` for a gene of which one
        chromosome can carry none, one or two copies, ``linked`` for one with a marker, or
        ``repeats`` and ``repeats-x`` for a repeat that grows.
    disease_when_inherited_from
        ``either``, ``mother``, ``father`` or ``differs`` (another disease by parent).
    populations
        Peoples of whom other figures are known.
    repeat_limits
        Of a repeat, from how many on it is somewhat and from how many on fully lengthened.
    expansion_by_repeats
        Pairs of a count of repeats and the chance that a somewhat lengthened copy of a mother
        with as many, or more up to the next pair, is handed on fully lengthened.
    one_of
        Slugs of models, each for one gene, one of which is the family's, with the share of
        families that it is; empty where the gene is known.
    expressed_allele
        ``both``, ``maternal`` or ``paternal`` where imprinting plays a part, with the tissue.
    examined
        What was looked at in somebody who counts as free of it, and with what result; empty where
        a doctor sees the disease anyway.
    """

    slug: str
    title: str
    summary: str
    locus: str
    genes: tuple[str, ...]
    diseases: tuple[Curie, ...]
    disease_when_inherited_from: str
    expressed_allele: str
    parameters: tuple[Parameter, ...]
    comparisons: tuple[Comparison, ...]
    phenotypes: tuple[ModelPhenotype, ...]
    notes: tuple[ModelNote, ...]
    citations: tuple[Citation, ...]
    reviewed: datetime.date
    aliases: Mapping[str, str] = field(default_factory=dict)
    one_of: tuple[tuple[str, float], ...] = ()
    repeat_limits: tuple[float, ...] = ()
    expansion_by_repeats: tuple[tuple[float, float], ...] = ()
    populations: tuple[Population, ...] = ()
    examined: str = ""

    @property
    def tells_sexes_apart(self) -> bool:
        """Whether the sexes fall ill differently with the same genotype."""
        return any(
            replace(own, title=p.title, diseases=p.diseases, by_sex=p.by_sex) != p
            for p in self.phenotypes
            for own in p.by_sex.values()
        )

    def parameter(self, slug: str) -> Parameter:
        """Return one parameter.

        Raises
        ------
        InputError
            If the model has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.slug == slug:
                return parameter
        known = ", ".join(p.slug for p in self.parameters)
        raise InputError(
            sentence(
                "The model %(slug)s has no parameter %(name)s.",
                slug=repr(self.slug),
                name=repr(slug),
            ),
            hint=sentence("It has: %(known)s.", known=known),
        )

    def people_of(self, ancestry: str) -> Mapping[str, float] | None:
        """Return the figures of one people; None where the model knows none."""
        found = [p.values for p in self.populations if p.slug == ancestry.strip().lower()]
        return found[0] if found else None

    def phenotype_slug(self, key: str) -> str | None:
        """Find the phenotype that a family file means by slug, name, a disease id or an alias.

        Blanks, hyphens and underscores are one: other programs write ``breast cancer``.
        """
        folded = _folded(key)
        for phenotype in self.phenotypes:
            names = (phenotype.slug, phenotype.title, *phenotype.diseases)
            if folded in map(_folded, names):
                return phenotype.slug
        return next((slug for name, slug in self.aliases.items() if _folded(name) == folded), None)

    def values(self, chosen: Mapping[str, float] | None = None) -> dict[str, float | None]:
        """Return every parameter's value, the caller's before the defaults.

        Raises
        ------
        InputError
            If a name is unknown or a value lies outside its range.
        """
        values = {p.slug: p.default for p in self.parameters}
        for slug, value in (chosen or {}).items():
            parameter = self.parameter(slug)
            if not parameter.low <= value <= parameter.high:
                raise InputError(
                    sentence(
                        "%(slug)s = %(value)s is outside %(low)s to %(high)s.",
                        slug=slug,
                        value=value,
                        low=parameter.low,
                        high=parameter.high,
                    ),
                    hint=parameter.explain,
                    where=slug,
                )
            values[slug] = value
        if "carrier_frequency" in (chosen or {}) and not BALANCED & set(chosen or {}):
            # Who says how many carriers there are has said what would follow from the fitness.
            values |= dict.fromkeys(OF_A_PEOPLE & values.keys())
        elif _NEW & set(chosen or {}) and "births" in values and "births" not in (chosen or {}):
            values["births"] = None  # nor does it bind who says how often it is new
        return values


_NEW = {"mutation_rate_father", "mutation_rate_mother"}


@lru_cache(4096)  # names come from files, too
def _folded(name: str) -> str:
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
