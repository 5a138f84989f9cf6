"""What else a family can be asked: whose test tells most, is it the cause, who is related."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.api.family.risk import OwnCurve, RiskModel, model
from rarekin.model.family import Family
from rarekin.risk import by_hand as _by_hand
from rarekin.risk import cosegregation as _cosegregation
from rarekin.risk import information as _information
from rarekin.risk.by_hand import HandRow, HandTable
from rarekin.risk.information import WorthOfTest
from rarekin.risk.kinship import Kinship, kinship
from rarekin.risk.letter import letter
from rarekin.risk.own_curve import with_curve

__all__ = [
    "HandRow",
    "HandTable",
    "Kinship",
    "WorthOfTest",
    "bayes_factor",
    "by_hand",
    "kinship",
    "letter",
    "worth_of_tests",
]

_Values = Mapping[str, float] | None
_Curves = Mapping[str, OwnCurve] | None


def _model(slug: str, curves: _Curves) -> RiskModel:
    chosen = model(slug)
    for phenotype, curve in (curves or {}).items():
        chosen = with_curve(chosen, phenotype, curve)
    return chosen


def _asked(
    slug: str, curves: _Curves, person: str, parameters: _Values
) -> tuple[RiskModel, str, _Values, list[RiskModel]]:
    chosen = _model(slug, curves)
    return chosen, person, parameters, [model(member) for member, _ in chosen.one_of]


def worth_of_tests(
    family: Family, slug: str, target: str, *, parameters: _Values = None, curves: _Curves = None
) -> tuple[WorthOfTest, ...]:
    """Order the living by what a gene test of each would tell about somebody.

    Parameters
    ----------
    family, slug, parameters, curves
        The family, the slug of a model, and values and curves in place of its own.
    target
        Id of who asks.

    Returns
    -------
    worth
        The most telling first, in bits.

    Examples
    --------
    >>> from rarekin.api.family.risk import read_family
    >>> family, _ = read_family({"people": [
    ...     {"id": "mother", "sex": "female"}, {"id": "father", "sex": "male"},
    ...     {"id": "ill", "sex": "male", "mother": "mother", "father": "father",
    ...      "phenotypes": {"affected": "present"}},
    ...     {"id": "sister", "sex": "female", "mother": "mother", "father": "father"},
    ... ]})
    >>> [w.person for w in worth_of_tests(family, "duchenne", "sister")][:2]
    ['sister', 'mother']
    """
    return _information.worth_of_tests(family, *_asked(slug, curves, target, parameters))


def bayes_factor(
    family: Family,
    slug: str,
    proband: str,
    *,
    parameters: _Values = None,
    curves: _Curves = None,
) -> float:
    """Return how much a variant's running with the disease speaks for it (Thompson 2003).

    Parameters
    ----------
    family, slug, parameters, curves
        The family with its tests for the variant, and how a causal variant would act.
    proband
        Id of the person tested first.

    Returns
    -------
    factor
        Above 1 for the variant, below 1 against it.
    """
    return _cosegregation.bayes_factor(family, _model(slug, curves), proband, parameters)


def by_hand(
    family: Family,
    slug: str,
    person: str,
    *,
    parameters: _Values = None,
    curves: _Curves = None,
) -> HandTable:
    """Write one person's calculation out as prior, conditional, joint and posterior.

    Parameters
    ----------
    family, slug, parameters, curves
        As for `rarekin.api.family.risk.family_risk`.
    person
        Id of whom it is about.

    Returns
    -------
    table
        With one line for every record of the person and of descendants.

    Examples
    --------
    >>> from rarekin.api.family.risk import read_family
    >>> family, _ = read_family({"people": [
    ...     {"id": "m", "sex": "female"}, {"id": "f", "sex": "male", "tests": "negative"},
    ...     {"id": "s", "sex": "male", "mother": "m", "father": "f",
    ...      "phenotypes": {"affected": {"state": "excluded", "age_years": 60}}},
    ... ]})
    >>> table = by_hand(family, "xr", "m", parameters={"carrier_frequency": 0.5,
    ...                                               "onset_until_years": 5})
    >>> table.columns, [round(v, 2) for v in table.conditional[0].values]
    (('none', 'one', 'both'), [1.0, 0.5, 0.0])
    """
    return _by_hand.by_hand(family, *_asked(slug, curves, person, parameters))
