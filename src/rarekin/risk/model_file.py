"""Inheritance models read from TOML, with everything in them checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from rarekin.errors import CatalogError
from rarekin.model.case import Sex
from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import parse_curie
from rarekin.risk.models import (
    GENOTYPE_STATES,
    LOCI,
    Basis,
    Comparison,
    ModelNote,
    ModelPhenotype,
    Parameter,
    Population,
    RiskModel,
)
from rarekin.risk.toml_table import Table, merged, number, number_or_name


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
    whole = merged(_whole(tomllib.loads(base(slug).decode()), base), table)
    return {**whole, "parameter": _used(Table(whole))}


def _used(whole: Table) -> dict[str, object]:
    """Return the parameters without those of the base's phenotypes that no phenotype names."""
    rows = [row.raw for row in whole.rows("phenotype")]
    rows += [Table(row[name]).raw for row in rows for name in _SEXES if name in row]
    values = [v for row in rows for v in row.values()]
    values += [v for value in values if isinstance(value, dict) for v in value.values()]
    named = {v for v in values if isinstance(v, str)}
    unused = _OF_PHENOTYPES - named
    if whole.text("locus") == "linked":
        unused |= _OF_AUTOSOMES
    return {k: v for k, v in whole.table("parameter").items() if k not in unused}


_OF_AUTOSOMES = {"new_from_mosaic", "mosaic_share", "mosaic_share_again", "named_share"}
"""What the general model of an autosome knows and another locus that extends it does not."""


_OF_PHENOTYPES = {
    "penetrance",
    "penetrance_carrier",
    "phenocopy",
    "onset_from_years",
    "onset_until_years",
}


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
        populations=tuple(
            Population(r.text("slug"), r.text("label"), r.numbers("values"), r.cited(works))
            for r in get.rows("population")
        ),
        examined=get.text("examined", ""),
        repeat_limits=tuple(number(n) for n in get.items("repeat_limits")),
        expansion_by_repeats=get.pairs("expansion_by_repeats"),
        one_of=tuple((r.text("model"), number(r.raw["share"])) for r in get.rows("one_of")),
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
        tuple(number(end) for end in row.items("interval")),
        row.text("population", ""),
    )


_SEXES = {"women": Sex.FEMALE, "men": Sex.MALE}


def _phenotype(row: Table) -> ModelPhenotype:
    """Read a phenotype; what ``women`` or ``men`` say of their own stands in place of the rest."""
    both = _one_phenotype(row)
    own = {
        sex: _one_phenotype(Table({**row.raw, **row.table(name)}))
        for name, sex in _SEXES.items()
        if name in row.raw
    }
    return replace(both, by_sex=own)


def _one_phenotype(row: Table) -> ModelPhenotype:
    return ModelPhenotype(
        row.text("slug"),
        row.text("title"),
        tuple(parse_curie(d) for d in row.words("diseases")),
        {k: number_or_name(v) for k, v in row.table("chance").items()},
        row.text("part_of", ""),
        number_or_name(row.raw.get("share", 1.0)),
        number_or_name(row.raw.get("onset_from_years", 0.0)),
        number_or_name(row.raw.get("onset_until_years", 0.0)),
        row.pairs("curve"),
        row.text("explain", ""),
        Checked(row.text("curve_checked", "read")),
        {k: Table({"curve": v}).pairs("curve") for k, v in row.table("curves").items()},
        row.pairs("by_load"),
        by_size={k: number_or_name(v) for k, v in row.table("by_size").items()},
        shares={k: number_or_name(v) for k, v in row.table("shares").items()},
        without_children=tuple(Sex(sex) for sex in row.words("without_children")),
        is_from_birth=row.raw.get("is_from_birth") is True,
    )


def _check(model: RiskModel) -> None:
    if model.locus not in LOCI:
        raise ValueError(f"locus {model.locus!r} is none of {', '.join(LOCI)}")
    if not model.phenotypes:
        raise ValueError("it has no phenotype")
    slugs = {p.slug for p in model.phenotypes}
    names = {p.slug for p in model.parameters}
    others = [c.values for c in model.comparisons] + [p.values for p in model.populations]
    for slug in {slug for values in others for slug in values}:
        model.parameter(slug)
    for phenotype in model.phenotypes:
        if not model.one_of:
            _check_phenotype(phenotype, slugs, names)
    _check_whole(model)
    if bad := set(model.aliases.values()) - slugs:
        raise KeyError(sorted(bad)[0])


def _check_whole(model: RiskModel) -> None:
    if model.locus.startswith("repeats") != (len(model.repeat_limits) == _N_LIMITS):
        raise ValueError("a repeat, and only a repeat, has two 'repeat_limits'")
    if model.one_of and abs(sum(share for _, share in model.one_of) - 1.0) > 1e-6:
        raise ValueError("the shares of 'one_of' do not sum to 1")


_N_LIMITS = 2


def _check_phenotype(phenotype: ModelPhenotype, slugs: set[str], names: set[str]) -> None:
    if phenotype.part_of and phenotype.part_of not in slugs:
        raise KeyError(phenotype.part_of)
    if bool(phenotype.part_of) == bool(phenotype.chance):
        raise ValueError(f"phenotype {phenotype.slug} needs either 'chance' or 'part_of'")
    for own in phenotype.by_sex.values():
        _check_phenotype(own, slugs, names)
    by_state = {*phenotype.chance, *phenotype.curves, *phenotype.shares}
    if unknown := by_state - set(GENOTYPE_STATES):
        raise KeyError(sorted(unknown)[0])
    _check_curves(phenotype)
    used = [
        *phenotype.chance.values(),
        *phenotype.shares.values(),
        *phenotype.by_size.values(),
        phenotype.share,
        phenotype.onset_from_years,
        phenotype.onset_until_years,
    ]
    for value in used:
        if isinstance(value, str) and value not in names:
            raise KeyError(value)


def _check_curves(phenotype: ModelPhenotype) -> None:
    for points in (phenotype.curve, *phenotype.curves.values(), phenotype.by_load):
        if any(b[0] < a[0] or b[1] < a[1] for a, b in pairwise(points)):
            raise ValueError(f"a curve of {phenotype.slug} falls")
