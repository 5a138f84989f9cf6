"""The locus of a model, of whichever kind, with what its parameters say of everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from rarekin.model.case import Sex
from rarekin.risk.copies import make_copies_locus
from rarekin.risk.lines import make_mitochondrial_locus, make_y_locus
from rarekin.risk.linkage import make_linked_locus
from rarekin.risk.locus import Floats, Locus, make_locus
from rarekin.risk.models import RiskModel
from rarekin.risk.repeats import classes_of, make_repeats_locus
from rarekin.risk.variants import MAX_NAMED, make_variants_locus

_Values = Mapping[str, float | None]

_MAKERS: Mapping[str, Callable[[_Values], Locus]] = {
    "autosomal": lambda values: make_locus("autosomal", values),
    "x": lambda values: make_locus("x", values),
    "y": make_y_locus,
    "mitochondrial": make_mitochondrial_locus,
    "copies": make_copies_locus,
    "linked": make_linked_locus,
}


def locus_of(
    model: RiskModel, values: _Values, named: Sequence[str] = (), counts: Iterable[int] = ()
) -> Locus:
    """Build a model's locus.

    Parameters
    ----------
    model
        Its kind of locus, and whether its sexes fall ill differently.
    values
        Every parameter's value.
    named
        Variants that tests of the family name; see `names_variants`.
    counts
        Repeats that tests of the family counted.

    Returns
    -------
    locus
        With states of their own for each sex where the sexes differ.
    """
    balanced = in_balance(model.locus, values)
    if names_variants(model, named):
        locus = make_variants_locus(balanced, named)
    elif model.locus in ("repeats", "repeats-x"):
        counted = classes_of(counts, model.expansion_by_repeats, model.repeat_limits[1])
        locus = make_repeats_locus(balanced, on_x=model.locus == "repeats-x", counted=counted)
    else:
        locus = _MAKERS[model.locus](balanced)
    return by_sex(locus) if model.tells_sexes_apart else locus


def names_variants(model: RiskModel, named: Sequence[str]) -> bool:
    """Tell whether a model tells variants of its gene apart.

    Where one change is enough the variant is the family's own, and mosaics matter more.
    """
    has_mosaics = any(p.slug == "new_from_mosaic" for p in model.parameters)
    enough = len(named) > 1 if has_mosaics else len(named) > 0
    return model.locus == "autosomal" and enough and len(named) <= MAX_NAMED


def by_sex(locus: Locus) -> Locus:
    """Return a locus with every state once for men and once for women.

    A person of unknown sex is then both in turn, without any rule of its own.

    Parameters
    ----------
    locus
        Of any kind; states that belong to one sex stay.

    Returns
    -------
    locus
        The states of men first.

    Examples
    --------
    >>> locus = by_sex(make_locus("autosomal", {"carrier_frequency": 0.02}))
    >>> len(locus.genotypes), locus.mask(Sex.FEMALE).tolist()
    (8, [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0])
    """
    both = [i for i, g in enumerate(locus.genotypes) if g.sex is Sex.UNKNOWN]
    of_one = [i for i, g in enumerate(locus.genotypes) if g.sex is not Sex.UNKNOWN]
    rows = np.array([*both, *both, *of_one])
    sexes = [Sex.MALE] * len(both) + [Sex.FEMALE] * len(both)
    genotypes = (
        *(replace(locus.genotypes[i], sex=s) for i, s in zip(rows, sexes, strict=False)),
        *(locus.genotypes[i] for i in of_one),
    )

    def wide(row: Floats) -> Floats:
        found: Floats = row[rows]
        return found

    return Locus(
        genotypes,
        wide(locus.founder),
        locus.child[np.ix_(rows, rows, rows)],
        wide(locus.gamete_father),
        wide(locus.gamete_mother),
        {sex: wide(row) for sex, row in locus.by_sex.items()},
    )


def in_balance(kind: str, values: _Values) -> dict[str, float | None]:
    """Return the values with the carriers that new changes and lost children leave behind.

    Where carriers have `fitness` times as many children as others, as many changes are lost in
    each generation as arise (Haldane 1935, doi:10.1007/BF02982331): dominant
    h = (u + v) / (1 - f); X-linked, where only men have fewer, h = 2 (u + v + f v) / (1 - f) of
    women and h / 2 + v of men; recessive q = sqrt(m / (1 - f)) with m the mean of u and v. New
    changes are those of sperm u and of egg cells v, with those that come from a mosaic. Where it
    is known how many boys are born with an X-linked disease, only the ratios of these count.

    Parameters
    ----------
    kind
        ``autosomal`` or ``x``; others are returned as they are.
    values
        Of all parameters; nothing is done without ``fitness``, ``fitness_both`` or ``births``.

    Returns
    -------
    values
        With ``carrier_frequency``, and ``hemizygous_frequency`` on the X.

    Examples
    --------
    >>> new = {"mutation_rate_father": 1e-6, "mutation_rate_mother": 1e-6}
    >>> round(in_balance("x", {**new, "fitness": 0.0})["carrier_frequency"], 12)
    4e-06
    >>> round(in_balance("autosomal", {**new, "fitness": 0.5})["carrier_frequency"], 12)
    4e-06
    """
    balanced = dict(values)
    known = {k: v for k, v in values.items() if v is not None}
    # A change that came from a mosaic is new as well.
    is_mosaic = known.get("mosaic_share", 0.0) > 0
    new = 1.0 - (known.get("new_from_mosaic", 0.0) if is_mosaic else 0.0)
    u = known.get("mutation_rate_father", 0.0) / new
    v = known.get("mutation_rate_mother", 0.0) / new
    if "fitness_both" in known and kind == "autosomal":
        q = min(1.0, float(np.sqrt((u + v) / 2.0 / (1.0 - known["fitness_both"]))))
        balanced["carrier_frequency"] = 2.0 * q * (1.0 - q)
    elif "fitness" in known and kind == "autosomal":
        balanced["carrier_frequency"] = min(0.5, (u + v) / (1.0 - known["fitness"]))
    elif "fitness" in known and kind == "x":
        women = min(0.5, 2.0 * (u + v + known["fitness"] * v) / (1.0 - known["fitness"]))
        balanced |= {"carrier_frequency": women, "hemizygous_frequency": women / 2.0 + v}
    if "births" in known and kind == "x":
        _as_many_as_are_born(balanced, known["births"], new)
    return balanced


_OF_HOW_MANY = (
    "carrier_frequency",
    "hemizygous_frequency",
    "mutation_rate_father",
    "mutation_rate_mother",
)


def _as_many_as_are_born(values: dict[str, float | None], births: float, new: float) -> None:
    """Scale carriers and new changes alike, so that as many boys as were counted have it."""
    mother = (values.get("mutation_rate_mother") or 0.0) / new
    boys = (values.get("carrier_frequency") or 0.0) / 2.0 + mother
    for slug in _OF_HOW_MANY if boys > 0 else ():
        value = values.get(slug)
        if value is not None:
            values[slug] = value * births / boys
