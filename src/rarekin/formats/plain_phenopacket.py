"""Read a phenopacket that is as expected all through, quickly; leave every other one alone.

Whatever this reader takes, the careful one in `phenopacket` reads alike and without an issue;
a property test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rarekin.errors import InputError
from rarekin.formats.durations import years_from_duration
from rarekin.formats.phenopacket import MAX_FEATURES
from rarekin.formats.phenopacket_diagnoses import DECIDED, NOT_AVAILABLE, significance_of
from rarekin.formats.phenopacket_fields import DIAGNOSIS, GENOMIC, unread_fields
from rarekin.model.case import Sex
from rarekin.model.identifiers import parse_curie
from rarekin.model.issues import Issue

_TOP = frozenset({"id", "subject", "phenotypicFeatures", "diseases", "interpretations", "metaData"})
_SUBJECT = frozenset({"id", "sex", "timeAtLastEncounter", "vitalStatus"})
_FEATURE = frozenset({"type", "excluded", "onset"})
_DISEASE = frozenset({"term", "onset"})
_INTERPRETATION = frozenset({"id", "progressStatus", "diagnosis"})
_SEX = {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE, "UNKNOWN_SEX": Sex.UNKNOWN}
_NOTHING: list[Any] = []
_PLAIN_TEXT = re.compile(r"[^\s\ud800-\udfff](?:[^\ud800-\udfff]{0,198}[^\s\ud800-\udfff])?")


class _Unplain(Exception):
    """Something the careful reader has to look at."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What a plain phenopacket says.

    Attributes
    ----------
    id
        Of the case.
    present
        Its present findings, each once.
    sex
        Unknown where it is not given.
    diseases
        The known ones.
    issues
        Only that a vital status, which many published cases have, is not used.
    """

    id: str
    present: tuple[str, ...]
    sex: Sex
    diseases: tuple[str, ...]
    issues: tuple[Issue, ...] = ()


def read_plain(record: Any, usable: Mapping[str, object]) -> Plain | None:
    """Read a phenopacket of version 2 in which nothing calls for a second look.

    Parameters
    ----------
    record
        Any JSON value.
    usable
        Live HPO ids that are findings.

    Returns
    -------
    plain
        None for every other record.

    Examples
    --------
    >>> packet = {"id": "a", "phenotypicFeatures": [{"type": {"id": "HP:0001250"}}]}
    >>> read_plain(packet, {"HP:0001250": 1})
    Plain(id='a', present=('HP:0001250',), sex=<Sex.UNKNOWN: 'unknown'>, diseases=(), issues=())
    >>> read_plain(packet | {"members": []}, {"HP:0001250": 1}) is None
    True
    """
    try:
        if not record.keys() <= _TOP or not _is_text(record["id"]):
            return None
        present = _present(_array(record, "phenotypicFeatures"), usable)
        sex = _sex(record["subject"]) if "subject" in record else Sex.UNKNOWN
        diseases: dict[str, None] = {}
        for item in _array(record, "diseases"):
            diseases[_disease(item, usable)] = None
        for item in _array(record, "interpretations"):
            diseases |= dict.fromkeys(_diagnosed(item))
        if type(record.get("metaData", {})) is not dict:
            return None
    except (_Unplain, KeyError, TypeError, AttributeError):
        return None
    if not present:
        return None
    subject = record.get("subject", {})
    issues = tuple(unread_fields({"subject": subject})) if "vitalStatus" in subject else ()
    return Plain(record["id"], present, sex, tuple(diseases), issues)


def _present(features: Any, usable: Mapping[str, object]) -> tuple[str, ...]:
    if len(features) > MAX_FEATURES:
        raise _Unplain
    states: dict[str, bool] = {}
    for feature in features:
        if not feature.keys() <= _FEATURE:
            raise _Unplain
        term = feature["type"]["id"]
        excluded = feature.get("excluded", False)
        if term not in usable or states.setdefault(term, excluded) is not excluded:
            raise _Unplain
        if excluded is not False and excluded is not True:
            raise _Unplain
        if "onset" in feature:
            _require_time(feature["onset"], usable)
    return tuple([term for term, excluded in states.items() if not excluded])


def _require_time(element: Any, stages: Mapping[str, object] | None) -> None:
    """Refuse what is no plain age; a stage of life only where ``stages`` is given."""
    if len(element) != 1:
        raise _Unplain
    [(kind, value)] = element.items()
    if kind == "age":
        if value.keys() != {"iso8601duration"} or not _is_age(value["iso8601duration"]):
            raise _Unplain
    elif kind != "ontologyClass" or stages is None or not _is_term(value["id"]):
        raise _Unplain


def _sex(subject: Any) -> Sex:
    if not subject.keys() <= _SUBJECT:
        raise _Unplain
    if "timeAtLastEncounter" in subject:
        _require_time(subject["timeAtLastEncounter"], None)
    return _SEX[subject["sex"]] if "sex" in subject else Sex.UNKNOWN


def _disease(disease: Any, stages: Mapping[str, object]) -> str:
    id_: str = disease["term"]["id"]
    if not disease.keys() <= _DISEASE or not _is_canonical(id_):
        raise _Unplain
    if "onset" in disease:
        _require_time(disease["onset"], stages)
    return id_


def _diagnosed(interpretation: Any) -> list[str]:
    diagnosis = interpretation["diagnosis"]
    if not interpretation.keys() <= _INTERPRETATION or not diagnosis.keys() <= DIAGNOSIS:
        raise _Unplain
    for genomic in _array(diagnosis, "genomicInterpretations"):
        read = genomic["variantInterpretation"]
        symbol = read["variationDescriptor"]["geneContext"]["symbol"]
        acmg = read["acmgPathogenicityClassification"]
        status = genomic.get("interpretationStatus")
        if not genomic.keys() <= GENOMIC or not _is_text(symbol):
            raise _Unplain
        if not acmg or significance_of(acmg, status) is None:
            raise _Unplain
    if "disease" not in diagnosis:
        return []
    id_ = diagnosis["disease"]["id"]
    if id_ == NOT_AVAILABLE["id"]:
        return []
    if interpretation["progressStatus"] not in DECIDED or not _is_canonical(id_):
        raise _Unplain
    return [id_]


def _array(record: Any, name: str) -> list[Any]:
    value = record.get(name, _NOTHING)
    if type(value) is not list:
        raise _Unplain
    return value


def _is_text(text: Any) -> bool:
    return isinstance(text, str) and _PLAIN_TEXT.fullmatch(text) is not None


@lru_cache(8192)
def _is_age(text: Any) -> bool:
    return isinstance(text, str) and years_from_duration(text) is not None


@lru_cache(32_768)
def _is_canonical(id_: Any) -> bool:
    try:
        return isinstance(id_, str) and _is_text(id_) and parse_curie(id_) == id_
    except InputError:
        return False


def _is_term(id_: Any) -> bool:
    return _is_canonical(id_) and id_.startswith("HP:")
