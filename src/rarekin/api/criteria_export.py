"""A published set of criteria, written for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rarekin.api.criteria import criteria_set
from rarekin.criteria.export.compiling import compile_set
from rarekin.criteria.export.cql import write_cql
from rarekin.criteria.export.elm import write_elm
from rarekin.criteria.export.questionnaire import write_questionnaire
from rarekin.criteria.export.response import Answered, read_response
from rarekin.criteria.sets import CriteriaSet

__all__ = ["Answered", "ExportForm", "Exported", "answers_of_response", "export_criteria"]


class ExportForm(StrEnum):
    """The form a set is written in."""

    FHIR = "fhir"
    CQL = "cql"
    ELM = "elm"


@dataclass(frozen=True, slots=True)
class Exported:
    """A set in the form of another program.

    Attributes
    ----------
    name
        A file's name.
    content_type, content
        What it is, and its text.
    """

    name: str
    content_type: str
    content: str


def export_criteria(slug: str, form: ExportForm) -> Exported:
    """Write a set of criteria for another program.

    Parameters
    ----------
    slug
        As for `criteria_set`.
    form
        ``fhir`` is an R4 Questionnaire that carries its rule as CQL and ELM; ``cql`` and
        ``elm`` are the rule alone.

    Returns
    -------
    exported
        UTF-8 text.

    Examples
    --------
    >>> export_criteria("hht", ExportForm.CQL).name
    'hht-curacao-2000.cql'
    """
    chosen = criteria_set(slug)
    ending, content_type, write = _WRITE[form]
    return Exported(f"{chosen.id.replace('/', '-')}.{ending}", content_type, write(chosen))


def _json(tree: Mapping[str, Any]) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


_WRITE: dict[ExportForm, tuple[str, str, Callable[[CriteriaSet], str]]] = {
    ExportForm.FHIR: (
        "questionnaire.json",
        "application/fhir+json",
        lambda chosen: _json(write_questionnaire(chosen)),
    ),
    ExportForm.CQL: ("cql", "text/cql", lambda chosen: write_cql(compile_set(chosen))),
    ExportForm.ELM: (
        "elm.json",
        "application/elm+json",
        lambda chosen: _json(write_elm(compile_set(chosen))),
    ),
}


def answers_of_response(slug: str, content: bytes) -> Answered | None:
    """Read a FHIR QuestionnaireResponse to the questionnaire of a set.

    Parameters
    ----------
    slug
        As for `criteria_set`.
    content
        A file.

    Returns
    -------
    answered
        None where the file is something else.

    Raises
    ------
    FormatError
        If it is one and answers nothing the set asks.

    Examples
    --------
    >>> print(answers_of_response("hht", b"[]"))
    None
    """
    try:
        document = json.loads(content)
    except ValueError:
        return None
    if not isinstance(document, dict) or document.get("resourceType") != "QuestionnaireResponse":
        return None
    return read_response(criteria_set(slug), document)
