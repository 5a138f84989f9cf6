"""How much a variant's running with the disease speaks for it: the full-likelihood Bayes factor.

Thompson, Easton & Goldgar 2003, doi:10.1086/378100: the chance of the tests given the illnesses if
the variant causes the disease, over the chance if it is neutral, both given the proband's test.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, inf, isfinite

from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.sentences import sentence
from rarekin.risk.models import RiskModel
from rarekin.risk.records import Records


def bayes_factor(
    family: Family,
    model: RiskModel,
    proband: str,
    parameters: Mapping[str, float] | None = None,
) -> float:
    """Return the full-likelihood Bayes factor of a variant.

    Parameters
    ----------
    family
        With tests for the variant in question, of two people at least.
    model, parameters
        How a causal variant would act. ``carrier_frequency`` is that of this variant.
    proband
        The person whose test was the first.

    Returns
    -------
    factor
        Above 1 speaks for the variant, below 1 against; 0 where it cannot be the cause.

    Raises
    ------
    InputError
        If fewer than two people were tested, or what is recorded is impossible for a neutral
        variant, too.
    """
    records = Records.make(family, model, parameters)
    first = records.index(proband)
    tested = [i for i, p in enumerate(records.family.people) if p.tests]
    if first not in tested or len(tested) < 2:
        raise InputError(
            sentence(
                "A variant runs with a disease only if the proband and a relative were tested for "
                "it."
            ),
            hint=sentence("Add the results of the tests, and choose a proband who was tested."),
        )
    everybody = range(len(records.family))
    sets = []
    for phenotypes in (True, False):
        for all_tests in (True, False):
            rows = records.rows.copy()
            for i in everybody:
                kept = records.part(i, phenotypes=phenotypes, tests=all_tests or i == first)
                rows[i] = records.bare(i) * kept
            sets.append(rows)
    causal, causal_first, neutral, neutral_first = records.infer(sets).log_likelihood.tolist()
    if not (isfinite(neutral) and isfinite(causal_first)):
        raise InputError(
            sentence(
                "What is recorded cannot be true together, whether the variant matters or not."
            ),
            hint=sentence("Check the tests and the parents, and allow for new changes."),
        )
    log_factor = (causal - causal_first) - (neutral - neutral_first)
    return 0.0 if log_factor == -inf else exp(log_factor)
