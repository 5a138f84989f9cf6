"""A FHIR R4 QuestionnaireResponse to a set's Questionnaire: the answers back again.

https://hl7.org/fhir/R4/questionnaireresponse.html. What was not answered stays unknown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rarekin.criteria.sets import CriteriaSet
from rarekin.errors import FormatError
from rarekin.model.case import Sex, State
from rarekin.model.sentences import sentence

_SEXES = {"female": Sex.FEMALE, "male": Sex.MALE}
MEASURED = "measured-"


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody filled in.

    Attributes
    ----------
    answers, quantities
        By the names of the set.
    sex, age_years
        Unknown and None where they were left out.
    """

    answers: Mapping[str, State] = field(default_factory=dict)
    quantities: Mapping[str, float] = field(default_factory=dict)
    sex: Sex = Sex.UNKNOWN
    age_years: float | None = None


def read_response(criteria_set: CriteriaSet, document: Mapping[str, Any]) -> Answered:
    """Read the answers to the Questionnaire of a set.

    Parameters
    ----------
    criteria_set
        The set that was asked about.
    document
        The resource, decoded.

    Returns
    -------
    answered
        Only what the set asks; other links are left out.

    Raises
    ------
    FormatError
        If it is no QuestionnaireResponse, or answers nothing this set asks.

    Examples
    --------
    >>> read_response.__name__
    'read_response'
    """
    if document.get("resourceType") != "QuestionnaireResponse":
        raise FormatError(
            sentence("This is no QuestionnaireResponse."),
            hint=sentence("Its resourceType has to say so."),
        )
    given = dict(_answers(document.get("item")))
    numbers = {
        name: number
        for name in criteria_set.measures
        if (number := _number(given.get(f"{MEASURED}{name}"))) is not None
    }
    answers = {
        name: State.PRESENT if given[name]["valueBoolean"] else State.EXCLUDED
        for name in criteria_set.answerable
        if isinstance(given.get(name, {}).get("valueBoolean"), bool)
    }
    coded = given.get("sex", {}).get("valueCoding")
    code = coded.get("code") if isinstance(coded, Mapping) else ""
    found = Answered(
        answers,
        numbers,
        _SEXES.get(str(code), Sex.UNKNOWN),
        _number(given.get("age")),
    )
    if found == Answered():
        raise FormatError(
            sentence("The file answers nothing that %(name)s asks.", name=criteria_set.id),
            hint=sentence("Fill in the questionnaire that is offered on this page."),
        )
    return found


def _answers(items: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, Mapping):
            continue
        listed = item.get("answer")
        for answer in listed[:1] if isinstance(listed, list) else ():
            if isinstance(answer, Mapping):
                yield str(item.get("linkId")), answer
                yield from _answers(answer.get("item"))
        yield from _answers(item.get("item"))


def _number(answer: Mapping[str, Any] | None) -> float | None:
    given = answer or {}
    quantity = given.get("valueQuantity")
    inside = quantity.get("value") if isinstance(quantity, Mapping) else None
    for value in (given.get("valueDecimal"), given.get("valueInteger"), inside):
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if math.isfinite(value):
            return float(value)
    return None
