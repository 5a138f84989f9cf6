"""What genetic tests and measured values say about an item."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rarekin.criteria.evaluation import ItemState
from rarekin.criteria.hgvs import codon_of, effect_of, residue_of
from rarekin.criteria.sets import Item, Threshold, VariantEvidence
from rarekin.model.case import Case, ParentalOrigin, Variant
from rarekin.model.sentences import Sentence, joined, sentence

Evidence = tuple[ItemState, str]

_BENIGN = frozenset({"none", "B", "LB"})
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "at_least": lambda value, limit: value >= limit,
    "above": lambda value, limit: value > limit,
    "at_most": lambda value, limit: value <= limit,
    "below": lambda value, limit: value < limit,
}
_WORDS = {
    "at_least": sentence("at least"),
    "above": sentence("more than"),
    "at_most": sentence("at most"),
    "below": sentence("less than"),
}
DIRECTIONS = frozenset(_COMPARE)


def from_variants(item: Item, case: Case) -> Iterator[Evidence]:
    """Say what genetic tests tell about an item.

    Parameters
    ----------
    item
        One that may ask for a variant.
    case
        One person.

    Yields
    ------
    evidence
        A state and the reason for it. A test that found nothing speaks against the variant
        alone, never against the disease; a variant of unclear significance settles nothing.

    Examples
    --------
    >>> item = Item("gnas", "GNAS", "Found?", "A test.", variant=VariantEvidence(("GNAS",)))
    >>> list(from_variants(item, Case("me", variants=(Variant("GNAS", "none"),))))
    [(<ItemState.EXCLUDED: 'excluded'>, 'GNAS was tested; nothing was found.')]
    """
    wanted = item.variant
    if wanted is None:
        return
    tested = [v for v in case.variants if v.gene in wanted.genes]
    hits = [v for v in tested if _counts(v, wanted)]
    if wanted.origin is not ParentalOrigin.UNKNOWN:
        yield from _origins(hits, wanted.origin)
    elif hits:
        yield _found(hits, wanted)
    elif tested:
        yield _not_found(tested, wanted)


def _counts(variant: Variant, wanted: VariantEvidence) -> bool:
    return (
        variant.significance in wanted.significance
        and (not wanted.zygosity or variant.zygosity in wanted.zygosity)
        and variant.zygosity not in wanted.excluded_zygosity
        and not _lies_at(variant, wanted.except_changes)
        and (not wanted.only_changes or _is_one_of(variant, wanted.only_changes))
    )


def _lies_at(variant: Variant, changes: tuple[str, ...]) -> bool:
    return bool(changes) and codon_of(variant.change) in {codon_of(change) for change in changes}


def _is_one_of(variant: Variant, changes: tuple[str, ...]) -> bool:
    """Tell whether a variant is one of some changes, as far as both name what is put in."""
    given = residue_of(variant.change)
    return any(
        _lies_at(variant, (change,)) and (not given or residue_of(change) in ("", given))
        for change in changes
    )


def _lies_elsewhere(variant: Variant, wanted: VariantEvidence) -> bool:
    known = bool(wanted.only_changes) and bool(variant.change)
    return known and not _lies_at(variant, wanted.only_changes)


def _found(hits: list[Variant], wanted: VariantEvidence) -> Evidence:
    plain = [v for v in hits if not wanted.effects or effect_of(v.change) in wanted.effects]
    if plain:
        told = {"gene": plain[0].gene, "significance": plain[0].significance}
        return ItemState.PRESENT, sentence("%(gene)s: a variant of class %(significance)s.", **told)
    return ItemState.UNSETTLED, sentence(
        "%(gene)s: a variant was found, but what it does to the gene is not known.",
        gene=hits[0].gene,
    )


def _not_found(tested: list[Variant], wanted: VariantEvidence) -> Evidence:
    genes = ", ".join(dict.fromkeys(v.gene for v in tested))
    classed = [v for v in tested if v.significance in wanted.significance]
    excepted = [v for v in classed if _lies_at(v, wanted.except_changes)]
    elsewhere = [v for v in classed if _lies_elsewhere(v, wanted)]
    partly = [v for v in classed if v.zygosity and v.zygosity in wanted.excluded_zygosity]
    whole = [
        v for v in classed if v.zygosity and wanted.zygosity and v.zygosity not in wanted.zygosity
    ]
    against = [
        *excepted,
        *elsewhere,
        *partly,
        *whole,
        *(v for v in tested if v.significance in _BENIGN),
    ]
    is_settled = all(v in against for v in tested)
    if not is_settled or set(wanted.genes) != {v.gene for v in against}:
        told = sentence("%(genes)s was tested; the result does not settle it.", genes=genes)
        return ItemState.UNSETTLED, told
    if excepted:
        told = sentence("%(change)s causes another disease.", change=excepted[0].change)
    elif elsewhere:
        told = sentence("The change in %(genes)s lies at another place.", genes=genes)
    elif partly:
        told = sentence("The change in %(genes)s was found in only part of the cells.", genes=genes)
    elif whole:
        told = sentence("The change in %(genes)s is not a mosaic one.", genes=genes)
    else:
        told = sentence("%(genes)s was tested; nothing was found.", genes=genes)
    return ItemState.EXCLUDED, told


def _origins(hits: list[Variant], wanted: ParentalOrigin) -> Iterator[Evidence]:
    origins = {v.origin for v in hits} - {ParentalOrigin.UNKNOWN}
    if wanted in origins:
        yield ItemState.PRESENT, _lies_on(wanted)
    elif origins:
        yield ItemState.EXCLUDED, _lies_on(origins.pop())


def _lies_on(copy: ParentalOrigin) -> Sentence:
    if copy is ParentalOrigin.MATERNAL:
        return sentence("The variant lies on the maternal copy.")
    return sentence("The variant lies on the paternal copy.")


def from_quantity(item: Item, case: Case) -> Iterator[Evidence]:
    """Say what a measured value tells about an item.

    Parameters
    ----------
    item
        One that may have limits, which may depend on the age.
    case
        One person.

    Yields
    ------
    evidence
        A state and the reason for it; unsettled where limits disagree and the age is unknown.

    Examples
    --------
    >>> limits = (Threshold(3.0, age_below_years=20), Threshold(2.0, age_from_years=20))
    >>> item = Item("z", "Aortic root", "Wide?", "Z.", unit="Z", thresholds=limits)
    >>> [s.value for s, _ in from_quantity(item, Case("me", quantities={"z": 2.5}))]
    ['unsettled']
    >>> list(from_quantity(item, Case("me", age_years=30.0, quantities={"z": 2.5})))
    [(<ItemState.PRESENT: 'present'>, 'Measured 2.5 Z; needed is at least 2 Z.')]
    """
    value = case.quantities.get(item.measure)
    limits = [t for t in item.thresholds if _applies(t, case.age_years)]
    if value is None or not limits:
        return
    held = {_COMPARE[limit.direction](value, limit.value): limit for limit in limits}
    measured = _with_unit(value, item)
    if len(held) > 1:
        told = sentence(
            "Measured %(measured)s; the limit depends on the age, which is not known.",
            measured=measured,
        )
        yield ItemState.UNSETTLED, told
        return
    [(is_met, limit)] = held.items()
    needed = joined((_WORDS[limit.direction], _with_unit(limit.value, item)), " ")
    state = ItemState.PRESENT if is_met else ItemState.EXCLUDED
    told = sentence(
        "Measured %(measured)s; needed is %(needed)s.", measured=measured, needed=needed
    )
    yield state, told


def _with_unit(value: float, item: Item) -> Sentence:
    if not item.unit:
        return sentence("%(n)s", n=float(value))
    return sentence("%(n)s %(unit)s", n=float(value), unit=item.unit)


def _applies(limit: Threshold, age_years: float | None) -> bool:
    if age_years is None:
        return True
    from_years = limit.age_from_years or 0.0
    return from_years <= age_years and (
        limit.age_below_years is None or age_years < limit.age_below_years
    )
