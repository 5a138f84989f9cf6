"""A disease of several genes: each is computed by its own model and weighed by the family.

Which gene it is has the share of families as its prior and the chance of everything recorded as
its likelihood; all genes are taken to be changed equally often, for the share says that already.
An age at onset tells genotypes apart, not yet one gene from another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import exp
from typing import Protocol, TypeVar

from rarekin.model.family import Family
from rarekin.model.sentences import joined, sentence
from rarekin.risk.assessment import assess
from rarekin.risk.genes import UnderGene, under_each
from rarekin.risk.models import RiskModel
from rarekin.risk.pedigree import make_pedigree
from rarekin.risk.people import People
from rarekin.risk.ranges import between
from rarekin.risk.results import (
    AgeChance,
    Ahead,
    FamilyRisk,
    GeneChance,
    PersonRisk,
    PhenotypeRisk,
    Range,
    UsedParameter,
)
from rarekin.risk.sentences import chance_words, person_notes

_T = TypeVar("_T")


def assess_one_of(
    family: Family,
    model: RiskModel,
    members: Sequence[RiskModel],
    parameters: Mapping[str, float] | None = None,
) -> FamilyRisk:
    """Compute everybody's chances where the disease can lie in one of several genes.

    Parameters
    ----------
    family
        A test that names its ``gene`` counts for that gene only.
    model
        With `RiskModel.one_of`.
    members
        The models it names, in that order.
    parameters
        Given to every member that has them.

    Returns
    -------
    risk
        Mixed by how likely each gene is; `FamilyRisk.genes` says how likely.

    Raises
    ------
    InputError
        If the family has errors, or contradicts itself whichever gene it is.
    """
    chosen = parameters or {}
    parts = under_each(family, model, members, parameters, partial(assess, asks_if_well=False))
    own = {p.slug for p in model.parameters}
    values = model.values({k: v for k, v in chosen.items() if k in own})
    return _mixed(family, model, parts, values, chosen)


_Part = UnderGene[FamilyRisk]


def _mixed(
    family: Family,
    model: RiskModel,
    parts: Sequence[_Part],
    values: Mapping[str, float | None],
    chosen: Mapping[str, float],
) -> FamilyRisk:
    most = max(part.made.log_likelihood for part in parts)
    raw = [part.share * exp(part.made.log_likelihood - most) for part in parts]
    weights = [w / sum(raw) for w in raw]
    genes = tuple(
        GeneChance(part.gene, part.share, w) for part, w in zip(parts, weights, strict=True)
    )
    sexes = make_pedigree(family.everybody()).sexes

    def person(i: int) -> PersonRisk:
        mixed = _person([part.made.results[i] for part in parts], parts, weights)
        return replace(mixed, notes=person_notes(mixed, family.people[i], sexes[i], model))

    def by_age(i: int, slug: str, age: float) -> AgeChance:
        chances = [part.made.by_age(i, slug, age) for part in parts]
        known = [c.p for c in chances if c.p is not None]
        if len(known) < len(parts):
            return AgeChance(age, None)
        missing, measured = _ranges(known, chances, weights)
        return AgeChance(age, _sum(known, weights), missing, measured)

    first = parts[0].made
    told = sentence(
        "How likely each gene is, after what is known of the family: %(genes)s.",
        genes=joined(
            sentence("%(title)s %(chance)s", title=g.gene, chance=chance_words(g.p)) for g in genes
        ),
    )
    return replace(
        first,
        model=model,
        parameters=tuple(
            UsedParameter(p, values[p.slug], p.slug in chosen) for p in model.parameters
        ),
        results=People([p.id for p in family.people], person),
        log_likelihood=most,
        comparisons=(),
        issues=_once(i for part in parts for i in part.made.issues),
        notes=(
            *(n.text for n in model.notes if n.about == "family"),
            told,
            *_notes(parts),
        ),
        by_age=by_age,
        genes=genes,
    )


def _notes(parts: Sequence[_Part]) -> Iterator[str]:
    """Yield what is said of one gene only, with its name, and then what is said of all."""
    everywhere = set.intersection(*(set(part.made.notes) for part in parts))
    for part in parts:
        gene = part.gene
        own = (note for note in part.made.notes if note not in everywhere)
        yield from (sentence("%(gene)s: %(note)s", gene=gene, note=note) for note in own)
    yield from (note for note in parts[0].made.notes if note in everywhere)


def _once(told: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(told))


def _sum(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True))


def _person(
    people: Sequence[PersonRisk], parts: Sequence[_Part], weights: Sequence[float]
) -> PersonRisk:
    first = people[0]

    def mix(take: Callable[[PersonRisk], float]) -> float:
        return _sum([take(p) for p in people], weights)

    carrier = _Ranges(
        *_ranges(
            [p.p_carrier for p in people],
            [_Ranges(p.p_carrier_between, p.p_carrier_within) for p in people],
            weights,
        )
    )
    child = _Ranges(
        *_ranges(
            [p.p_child_inherits or 0.0 for p in people],
            [_Ranges(p.p_child_inherits_between, p.p_child_inherits_within) for p in people],
            weights,
        )
    )
    inherits = None if first.p_child_inherits is None else mix(lambda p: p.p_child_inherits or 0.0)
    return PersonRisk(
        person=first.person,
        label=first.label,
        genotypes=tuple(
            replace(g, text=f"{part.gene}: {g.text}", p=g.p * w)
            for p, part, w in zip(people, parts, weights, strict=True)
            for g in p.genotypes
        ),
        p_carrier=mix(lambda p: p.p_carrier),
        p_paternal=mix(lambda p: p.p_paternal),
        p_maternal=mix(lambda p: p.p_maternal),
        p_mosaic=mix(lambda p: p.p_mosaic),
        p_carrier_compared=(),
        phenotypes=_phenotypes([p.phenotypes for p in people], weights),
        p_child_inherits=inherits,
        p_child_inherits_compared=(),
        child_phenotypes=_phenotypes([p.child_phenotypes for p in people], weights),
        p_carrier_between=carrier.between,
        p_child_inherits_between=child.between,
        p_carrier_within=carrier.within,
        p_child_inherits_within=child.within,
        daughters=_phenotypes([p.daughters for p in people], weights),
        sons=_phenotypes([p.sons for p in people], weights),
        is_ruled_out_by_health=mix(lambda p: p.p_carrier) <= 0
        and any(p.is_ruled_out_by_health for p in people),
    )


def _phenotypes(
    rows: Sequence[tuple[PhenotypeRisk, ...]], weights: Sequence[float]
) -> tuple[PhenotypeRisk, ...]:
    mixed = []
    for same in zip(*rows, strict=True):
        known = [p.p_lifetime for p in same if p.p_lifetime is not None]
        years = [p.ahead for p in same]
        is_known = len(known) == len(same)
        missing, measured = _ranges(known, same, weights) if is_known else (None, None)
        mixed.append(
            replace(
                same[0],
                p_lifetime=_sum(known, weights) if is_known else None,
                p_at_most=missing.high if missing else _sum([p.p_at_most for p in same], weights),
                compared=(),
                between=missing,
                within=measured,
                ahead=tuple(_year(one, weights) for one in zip(*years, strict=True))
                if all(years)
                else (),
            )
        )
    return tuple(mixed)


def _year(same: Sequence[Ahead], weights: Sequence[float]) -> Ahead:
    chances = [one.p for one in same]
    missing, measured = _ranges(chances, same, weights)
    return Ahead(same[0].years, _sum(chances, weights), missing, measured)


class _Ranged(Protocol):
    @property
    def between(self) -> Range | None: ...
    @property
    def within(self) -> Range | None: ...


@dataclass(frozen=True)
class _Ranges:
    between: Range | None
    within: Range | None


def _ranges(
    chances: Sequence[float], found: Sequence[_Ranged], weights: Sequence[float]
) -> tuple[Range | None, Range | None]:
    """Return where something is missing ends that hold whichever gene it is, else the mean ends.

    How likely each gene is was measured, too; of that no interval is known.
    """
    ends = [one.between or one.within or Range(p, p) for p, one in zip(chances, found, strict=True)]
    if any(one.between for one in found):
        return Range(min(e.low for e in ends), max(e.high for e in ends)), None
    if not any(one.within for one in found):
        return None, None
    mean = Range(_sum([e.low for e in ends], weights), _sum([e.high for e in ends], weights))
    return None, between((mean.low, mean.high))
