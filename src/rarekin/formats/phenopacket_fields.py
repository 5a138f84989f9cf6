"""The fields of a phenopacket, of either version: which are read, and which carry what is not.

What is administrative is passed over in silence; what says something about the person and is
not used is named; what no version knows may be a typing mistake and is named, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from rarekin.formats.loose_json import object_of
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text.

    Parameters
    ----------
    text
        Words with blanks between them.

    Returns
    -------
    words
        Each once.
    """
    return frozenset(text.split())


TOP = words_of("id subject phenotypicFeatures measurements diseases interpretations metaData")
SUBJECT = words_of("id sex timeAtLastEncounter ageAtCollection ageRangeAtCollection")
FEATURE = words_of(
    "type excluded negated severity modifiers onset ageOfOnset ageRangeOfOnset classOfOnset"
)
DISEASE = words_of("term excluded onset ageOfOnset ageRangeOfOnset classOfOnset")
INTERPRETATION = words_of("id progressStatus diagnosis")
DIAGNOSIS = words_of("disease genomicInterpretations")
GENOMIC = words_of("subjectOrBiosampleId interpretationStatus gene variantInterpretation")
MEASUREMENT = words_of("assay value")

_SILENT = {
    "": words_of("files htsFiles"),
    "subject": words_of("alternateIds taxonomy gender"),
    "phenotypicFeatures": words_of("evidence"),
    "measurements": words_of("description"),
}
_UNUSED = {
    "": words_of("biosamples medicalActions genes variants pedigree"),
    "subject": words_of("dateOfBirth vitalStatus karyotypicSex"),
    "phenotypicFeatures": words_of("description resolution"),
    "diseases": words_of(
        "resolution diseaseStage tumorStage clinicalTnmFinding tnmFinding primarySite laterality"
    ),
    "interpretations": words_of("summary"),
    "measurements": words_of("complexValue timeObserved procedure interpretation"),
}
_READ = {
    "": TOP,
    "subject": SUBJECT,
    "phenotypicFeatures": FEATURE,
    "diseases": DISEASE,
    "interpretations": INTERPRETATION,
    "measurements": MEASUREMENT,
}
_PASSED = {place: read | _SILENT.get(place, frozenset()) for place, read in _READ.items()}
_MOST_NAMED = 12
_SNAKE = re.compile(r"_([a-z0-9])")


@lru_cache(1024)
def camel(name: str) -> str:
    """Return a field's name in camel case; JSON may use either style.

    Parameters
    ----------
    name
        In either style.

    Returns
    -------
    camel
        As the tables here have it.

    Examples
    --------
    >>> camel("phenotypic_features"), camel("id")
    ('phenotypicFeatures', 'id')
    """
    return _SNAKE.sub(lambda match: match[1].upper(), name)


def unread_fields(packet: Mapping[str, Any]) -> Iterator[Issue]:
    """Name the fields of a phenopacket that say something and are not read.

    Parameters
    ----------
    packet
        The phenopacket.

    Yields
    ------
    issue
        One for what the schema knows and we do not use, one for what no schema knows.

    Examples
    --------
    >>> [i.message for i in unread_fields({"id": "a", "medicalActions": [{}]})]
    ['Not used here: medicalActions.']
    """
    unused: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for place, record in _records(packet):
        passed = _PASSED[place]
        for name, value in record.items():
            field = name if name in passed else camel(str(name))
            if field in passed or _is_empty(value):
                continue
            kind = unused if field in _UNUSED.get(place, ()) else unknown
            kind[f"{place}.{name}".lstrip(".")] = None
    if unused:
        message = sentence("Not used here: %(listed)s.", listed=_listed(unused))
        yield Issue("fields-not-used", IssueLevel.NOTICE, "$", message)
    if unknown:
        yield Issue(
            "fields-unknown",
            IssueLevel.WARNING,
            "$",
            sentence(
                "No phenopacket has these fields, and they were not read: %(listed)s.",
                listed=_listed(unknown),
            ),
            sentence("Check their names for typing mistakes."),
        )


def _records(packet: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "", packet
    for name, value in packet.items():
        place = camel(str(name))
        if place == "subject":
            yield place, object_of(value)
        elif place in _READ and isinstance(value, list):
            for item in value:
                yield place, object_of(item)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}) or str(value)[:8].startswith("UNKNOWN_")


def _listed(names: Mapping[str, None]) -> str:
    shown = [name[:60].encode("utf-8", "replace").decode() for name in names]
    more = f" and {len(shown) - _MOST_NAMED} more" if len(shown) > _MOST_NAMED else ""
    return ", ".join(shown[:_MOST_NAMED]) + more
