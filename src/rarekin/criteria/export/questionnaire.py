"""A set of criteria as a FHIR R4 Questionnaire that carries its own rule.

What nobody answers stays open, so no item is required and none has a default. The rule travels
inside as a Library, in CQL and in ELM (https://hl7.org/fhir/R4/questionnaire.html,
http://hl7.org/fhir/StructureDefinition/cqf-library).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from rarekin.criteria.evaluation import notes_of
from rarekin.criteria.export.compiling import compile_set, library_name
from rarekin.criteria.export.cql import write_cql
from rarekin.criteria.export.elm import write_elm
from rarekin.criteria.export.response import MEASURED
from rarekin.criteria.sets import CriteriaSet, Item

HPO = "http://human-phenotype-ontology.org"
_EXTENSION = "http://hl7.org/fhir/StructureDefinition"
_GENDER = "http://hl7.org/fhir/administrative-gender"
_SEXES = {"female": "Female", "male": "Male"}
_OTHERS = "To tell it from look-alikes"
_SUPPORT = "Findings that support, but do not decide"

Tree = dict[str, Any]


def write_questionnaire(criteria_set: CriteriaSet) -> Tree:
    """Write a set as a Questionnaire.

    Parameters
    ----------
    criteria_set
        The set.

    Returns
    -------
    resource
        Ready for JSON. The ``linkId`` of a question is the item's name, of a measured value
        ``measured-`` and the value's name; age and sex are asked as ``age`` and ``sex``.

    Examples
    --------
    >>> write_questionnaire.__name__
    'write_questionnaire'
    """
    name = library_name(criteria_set)
    return {
        "resourceType": "Questionnaire",
        "id": criteria_set.id.replace("/", "-"),
        "contained": [_library(criteria_set)],
        "extension": [{"url": f"{_EXTENSION}/cqf-library", "valueCanonical": "#rule"}],
        "url": f"urn:rarekin:criteria:{criteria_set.id.replace('/', ':')}",
        "version": criteria_set.edition,
        "name": name,
        "title": criteria_set.title,
        "status": "active",
        "experimental": False,
        "subjectType": ["Patient"],
        "description": " ".join(_told(criteria_set)),
        "item": list(_groups(criteria_set)),
    }


def _told(criteria_set: CriteriaSet) -> Iterator[str]:
    yield criteria_set.summary
    yield from filter(None, (criteria_set.caution, *notes_of(criteria_set)))
    yield criteria_set.status_note
    yield "Leave open what you do not know: unknown is not the same as no."
    yield "This is not a diagnosis. Please talk it over with a doctor."


def _library(criteria_set: CriteriaSet) -> Tree:
    program = compile_set(criteria_set)
    elm = json.dumps(write_elm(program), ensure_ascii=False, separators=(",", ":"))
    kinds = "http://terminology.hl7.org/CodeSystem/library-type"
    return {
        "resourceType": "Library",
        "id": "rule",
        "name": program.name,
        "version": program.version,
        "status": "active",
        "type": {"coding": [{"system": kinds, "code": "logic-library"}]},
        "content": [
            {"contentType": "text/cql", "data": _base64(write_cql(program))},
            {"contentType": "application/elm+json", "data": _base64(elm)},
        ],
    }


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _groups(criteria_set: CriteriaSet) -> Iterator[Tree]:
    yield _group("person", "About the person", [_AGE, _SEX])
    left = {item.name: item for item in criteria_set.items}
    support = [left.pop(name) for name in criteria_set.supporting]
    asked: set[str] = set()
    for rule in criteria_set.rules:
        items = [left.pop(name) for name in rule.when.polarities if name in left]
        if items:
            yield _group(f"rule-{rule.name}", rule.title, list(_questions(items, asked)))
    if left:
        yield _group("others", _OTHERS, list(_questions(list(left.values()), asked)))
    if support:
        yield _group("supporting", _SUPPORT, list(_questions(support, asked)))


def _group(link: str, text: str, items: list[Tree]) -> Tree:
    return {"linkId": link, "text": text, "type": "group", "item": items}


def _questions(items: list[Item], asked: set[str]) -> Iterator[Tree]:
    for item in items:
        question: Tree = {"linkId": item.name, "text": item.ask, "type": "boolean"}
        if item.terms:
            question["code"] = [
                {"system": HPO, "code": term.id, "display": term.label} for term in item.terms
            ]
        question["item"] = [
            {"linkId": f"about-{item.name}", "text": item.explain, "type": "display"}
        ]
        yield question
        if item.measure and item.measure not in asked:
            asked.add(item.measure)
            yield _measured(item)


def _measured(item: Item) -> Tree:
    text = f"Measured value ({item.unit})"
    return {"linkId": f"{MEASURED}{item.measure}", "text": text, "type": "decimal"}


_AGE: Tree = {"linkId": "age", "text": "Age in years", "type": "decimal"}
_SEX: Tree = {
    "linkId": "sex",
    "text": "Sex",
    "type": "choice",
    "answerOption": [
        {"valueCoding": {"system": _GENDER, "code": code, "display": name}}
        for code, name in _SEXES.items()
    ],
}
