"""Inheritance models as data: which genotype leads to what, by how much, and who says so."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rarekin.errors import CatalogError, InputError
from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.risk.toml_table import Table, merged, number, number_or_name

LOCI = ("autosomal", "x", "copies")
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Other published values of some parameters, always computed beside the defaults."""

    label: str
    explain: str
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
        ``autosomal``, ``x``, or ``copies`` for a gene of which one chromosome can carry none, one
        or two copies.
    disease_when_inherited_from
        ``either``, ``mother``, ``father`` or ``differs`` (another disease by parent).
    expressed_allele
        ``both``, ``maternal`` or ``paternal`` where imprinting plays a part, with the tissue.
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
            f"The model {self.slug!r} has no parameter {slug!r}.", hint=f"It has: {known}."
        )

    def phenotype_slug(self, key: str) -> str | None:
        """Find the phenotype that a family file means by its slug, a disease id or an alias."""
        folded = key.strip().lower()
        for phenotype in self.phenotypes:
            if folded == phenotype.slug or folded in map(str.lower, phenotype.diseases):
                return phenotype.slug
        return self.aliases.get(folded)

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
                    f"{slug} = {value:g} is outside {parameter.low:g} to {parameter.high:g}.",
                    hint=parameter.explain,
                    where=slug,
                )
            values[slug] = value
        return values


def parse_model(
    data: bytes, *, name: str = "model", base: Callable[[str], bytes] | None = None
) -> RiskModel:
    """Read a model from TOML.

    Parameters
    ----------
    data
        The file. With ``extends = "ad"`` it says only what differs from another model: its own
        figures and citations, and its own phenotypes and notes where it has any.
    name
        What to call it in error messages.
    base
        Returns the file of another model by its slug.

    Returns
    -------
    model
        Checked: every parameter, citation and phenotype it names exists.

    Raises
    ------
    CatalogError
        If the file is not a model.

    Examples
    --------
    >>> model = parse_model(b'''
    ... slug = "toy"
    ... title = "Toy"
    ... summary = "A dominant toy."
    ... locus = "autosomal"
    ... reviewed = 2026-11-22
    ... [[phenotype]]
    ... slug = "toy"
    ... title = "Toy disease"
    ... chance = {none = 0.0, paternal = 1.0, maternal = 1.0, both = 1.0}
    ... ''')
    >>> model.locus, model.phenotype_slug("toy")
    ('autosomal', 'toy')
    """
    try:
        return _model(_whole(tomllib.loads(data.decode()), base))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(f"{name} is not TOML: {error}.") from error
    except KeyError as error:
        raise CatalogError(
            f"{name} lacks or names something that is not there: {error}."
        ) from error
    except (TypeError, ValueError) as error:
        raise CatalogError(f"{name} is not a risk model: {error}.") from error


def _whole(table: dict[str, object], base: Callable[[str], bytes] | None) -> dict[str, object]:
    slug = table.pop("extends", None)
    if slug is None:
        return table
    if base is None or not isinstance(slug, str):
        raise KeyError(slug)
    whole = merged(tomllib.loads(base(slug).decode()), table)
    return {**whole, "parameter": _used(Table(whole))}


def _used(whole: Table) -> dict[str, object]:
    """Return the parameters without those ages of onset that no phenotype names."""
    phenotypes = [v for row in whole.rows("phenotype") for v in row.raw.values()]
    named = {v for v in phenotypes if isinstance(v, str)}
    return {k: v for k, v in whole.table("parameter").items() if k not in _ONSET - named}


_ONSET = {"onset_from_years", "onset_until_years"}


def _model(table: dict[str, object]) -> RiskModel:
    get = Table(table)
    works = {key: parse_citation(Table(row)) for key, row in get.tables("cite").items()}
    model = RiskModel(
        slug=get.text("slug"),
        title=get.text("title"),
        summary=get.text("summary"),
        locus=get.text("locus"),
        genes=tuple(get.words("genes")),
        diseases=tuple(parse_curie(d) for d in get.words("diseases")),
        disease_when_inherited_from=get.text("disease_when_inherited_from", "either"),
        expressed_allele=get.text("expressed_allele", "both"),
        parameters=tuple(
            _parameter(slug, Table(value), works) for slug, value in get.tables("parameter").items()
        ),
        comparisons=tuple(
            Comparison(
                row.text("label"), row.text("explain"), row.numbers("values"), row.cited(works)
            )
            for row in get.rows("comparison")
        ),
        phenotypes=tuple(_phenotype(row) for row in get.rows("phenotype")),
        notes=tuple(
            ModelNote(row.text("about"), row.text("text"), row.cited(works))
            for row in get.rows("note")
        ),
        citations=tuple(works.values()),
        reviewed=get.date("reviewed"),
        aliases={k.lower(): str(v) for k, v in get.table("aliases").items()},
    )
    _check(model)
    return model


def parse_citation(row: Table) -> Citation:
    """Read a citation from its table."""
    year = row.raw.get("year")
    texts = {k: row.text(k) for k in row.raw if k != "year"}
    return Citation(**texts, year=None if year is None else int(number(year)))


def _parameter(slug: str, row: Table, works: Mapping[str, Citation]) -> Parameter:
    default = row.raw["default"]
    return Parameter(
        slug,
        row.text("label"),
        row.text("explain"),
        Basis(row.text("basis")),
        None if default == "unknown" else number(default),
        number(row.raw.get("low", 0.0)),
        number(row.raw.get("high", 1.0)),
        row.cited(works),
        Checked(row.text("checked", "read")),
        tuple(number(end) for end in row.items("between")),
    )


def _phenotype(row: Table) -> ModelPhenotype:
    return ModelPhenotype(
        row.text("slug"),
        row.text("title"),
        tuple(parse_curie(d) for d in row.words("diseases")),
        {k: number_or_name(v) for k, v in row.table("chance").items()},
        row.text("part_of", ""),
        number_or_name(row.raw.get("share", 1.0)),
        number_or_name(row.raw.get("onset_from_years", 0.0)),
        number_or_name(row.raw.get("onset_until_years", 0.0)),
        tuple((float(a), float(s)) for a, s in row.pairs("curve")),
        row.text("explain", ""),
        Checked(row.text("curve_checked", "read")),
    )


def _check(model: RiskModel) -> None:
    if model.locus not in LOCI:
        raise ValueError(f"locus {model.locus!r} is none of {', '.join(LOCI)}")
    if not model.phenotypes:
        raise ValueError("it has no phenotype")
    slugs = {p.slug for p in model.phenotypes}
    names = {p.slug for p in model.parameters}
    for comparison in model.comparisons:
        for slug in comparison.values:
            model.parameter(slug)
    for phenotype in model.phenotypes:
        _check_phenotype(phenotype, slugs, names)
    if bad := set(model.aliases.values()) - slugs:
        raise KeyError(sorted(bad)[0])


def _check_phenotype(phenotype: ModelPhenotype, slugs: set[str], names: set[str]) -> None:
    if phenotype.part_of and phenotype.part_of not in slugs:
        raise KeyError(phenotype.part_of)
    if bool(phenotype.part_of) == bool(phenotype.chance):
        raise ValueError(f"phenotype {phenotype.slug} needs either 'chance' or 'part_of'")
    if unknown := set(phenotype.chance) - set(GENOTYPE_STATES):
        raise KeyError(sorted(unknown)[0])
    used = [
        *phenotype.chance.values(),
        phenotype.share,
        phenotype.onset_from_years,
        phenotype.onset_until_years,
    ]
    for value in used:
        if isinstance(value, str) and value not in names:
            raise KeyError(value)
