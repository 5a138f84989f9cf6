"""Read GA4GH Phenopackets (Jacobsen et al. 2022, doi:10.1038/s41587-022-01357-4) as cases.

Version 2 is read; version 1 is tolerated. What cannot be read in one feature is
collected as an issue; what makes the file no phenopacket raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rarekin.errors import FormatError, InputError, TooLarge
from rarekin.formats.case_files import decode_file, holding_of, require_case
from rarekin.formats.loose_json import (
    either,
    finite,
    kind_of,
    object_of,
    require_finite,
    text_of,
)
from rarekin.formats.phenopacket_diagnoses import DiagnosisReader
from rarekin.formats.phenopacket_features import TermOf
from rarekin.formats.phenopacket_fields import unread_fields
from rarekin.formats.phenopacket_resources import OWN
from rarekin.model.case import Case, Sex
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence

MAX_BYTES = 10_000_000
MAX_FEATURES = 10_000
MAX_MEMBERS = 10_000

_SEX = {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE, "F": Sex.FEMALE, "M": Sex.MALE}
_AGE = (
    "timeAtLastEncounter",
    "time_at_last_encounter",
    "ageAtCollection",
    "age_at_collection",
    "ageRangeAtCollection",
    "age_range_at_collection",
)
_NO_SEX = {"", "UNKNOWN_SEX", "UNKNOWN"}


@dataclass(frozen=True, slots=True)
class Member:
    """One case of a file.

    Attributes
    ----------
    where
        Its place, such as ``members[1]``; empty for the only case of a file.
    case
        None where it could not be read.
    issues
        What is wrong in it, each with its whole place.
    error
        Why it could not be read.
    """

    where: str
    case: Case | None
    issues: tuple[Issue, ...] = ()
    error: InputError | None = None


def _no_term(_label: str) -> Curie | None:
    return None


def parse_phenopacket(
    data: bytes | Mapping[str, object], term_of: TermOf = _no_term
) -> tuple[Case, tuple[Issue, ...]]:
    """Read the one case of a file.

    Parameters
    ----------
    data
        JSON, YAML or protobuf as bytes (at most 10 MB), or JSON already parsed. A GA4GH Family
        is read as its proband.
    term_of
        Finds an HPO term by its exact label, for features without an id.

    Returns
    -------
    case, issues
        Ids are in canonical form but not looked up in any ontology.

    Raises
    ------
    FormatError
        If it is not a phenopacket, or holds several people; ``where`` names the place.
    TooLarge
        If it has more than 10 MB or more than 10,000 features.

    Examples
    --------
    >>> case, issues = parse_phenopacket(
    ...     b'{"id": "a", "phenotypicFeatures": [{"type": {"id": "HP:0001250"}}]}')
    >>> case.present, issues
    (('HP:0001250',), ())
    """
    holding = holding_of(_decoded(data))
    n_others = len(holding.members) - 1
    if n_others and holding.kind != "GA4GH Family":
        raise FormatError(
            sentence(
                "The file is a %(kind)s with %(n)s members; here one person is read.",
                kind=holding.kind,
                n=n_others + 1,
            ),
            hint=sentence(
                "'rarekin rank FILE' ranks each member; or save one member as a file of its own."
            ),
            where="$",
        )
    _, packet = holding.members[0]
    case, issues = _Reader(term_of).read(packet)
    if n_others:
        message = sentence(
            "The file is a GA4GH Family; its proband was read, %(n)s relatives not.", n=n_others
        )
        issues = (Issue("family-proband", IssueLevel.NOTICE, "relatives", message), *issues)
    return case, issues


def parse_phenopackets(
    data: bytes | Mapping[str, object] | list[object], term_of: TermOf = _no_term
) -> tuple[Member, ...]:
    """Read every case of a file: a phenopacket, a Family, a Cohort or an array.

    Parameters
    ----------
    data, term_of
        As `parse_phenopacket` takes them; an array, too.

    Returns
    -------
    members
        One or more; those that cannot be read say why.

    Raises
    ------
    FormatError
        If the file as a whole is of none of these kinds.
    TooLarge
        If it has more than 10 MB or more than 10,000 members.

    Examples
    --------
    >>> a = {"id": "a", "phenotypicFeatures": [{"type": {"id": "HP:0001250"}}]}
    >>> [(m.where, m.case is not None) for m in parse_phenopackets([a, 7])]
    [('[0]', True), ('[1]', False)]
    """
    holding = holding_of(_decoded(data))
    if len(holding.members) > MAX_MEMBERS:
        raise TooLarge(
            sentence(
                "The %(kind)s has %(n)s members; at most %(most)s are read.",
                kind=holding.kind,
                n=len(holding.members),
                most=MAX_MEMBERS,
            ),
            hint=sentence("Write one phenopacket per line and use 'rarekin rank --jsonl'."),
        )
    return tuple(_member(where, packet, term_of) for where, packet in holding.members)


def _member(where: str, packet: object, term_of: TermOf) -> Member:
    try:
        case, issues = _Reader(term_of).read(packet)
    except InputError as error:
        inner = "" if error.where == "$" else error.where
        error.where = ".".join(filter(None, (where, inner)))
        return Member(where, None, error=error)
    if where:
        issues = tuple([replace(i, where=f"{where}.{i.where}".removesuffix(".$")) for i in issues])
    return Member(where, case, issues)


def _decoded(data: bytes | Mapping[str, object] | list[object]) -> object:
    if isinstance(data, bytes | bytearray):
        return decode_file(bytes(data), MAX_BYTES)
    require_finite(data)
    return data


class _Reader(DiagnosisReader):
    def read(self, given: object) -> tuple[Case, tuple[Issue, ...]]:
        packet = require_case(given)
        subject = self.section(packet, "subject")
        features = self.items(packet, "phenotypicFeatures", "phenotypic_features")
        if len(features) > MAX_FEATURES:
            raise TooLarge(
                sentence(
                    "The phenopacket lists %(n)s features; at most %(most)s.",
                    n=len(features),
                    most=MAX_FEATURES,
                ),
                hint=sentence("Keep one feature per HPO term."),
                where="phenotypicFeatures",
            )
        diseases, onset_years, onset_term = self.diseases(packet)
        case = Case(
            id=text_of(packet.get("id")) or text_of(subject.get("id")) or "case",
            findings=self.findings(features),
            sex=self._sex(subject.get("sex")),
            age_years=self._age_of(subject),
            onset_years=onset_years,
            variants=tuple(dict.fromkeys(self.variants(packet))),
            quantities=dict(self._quantities(packet)),
            diseases=diseases,
            references=tuple(dict.fromkeys(self._references(packet))),
            onset_term=None if onset_years is not None else onset_term,
        )
        return case, (*self.issues, *unread_fields(packet))

    def _sex(self, value: object) -> Sex:
        text = text_of(value).upper()
        if value is not None and (not isinstance(value, str) or text not in {*_SEX, *_NO_SEX}):
            said = text[:40] or kind_of(value)
            self.note(
                "sex-not-read",
                IssueLevel.NOTICE if text in {"OTHER_SEX", "OTHER"} else IssueLevel.WARNING,
                "subject.sex",
                sentence(
                    "The sex %(said)s is read as unknown; we read FEMALE, MALE and UNKNOWN_SEX.",
                    said=f"{said!r}",
                ),
            )
        return _SEX.get(text, Sex.UNKNOWN)

    def _age_of(self, subject: Mapping[str, Any]) -> float | None:
        return self.age(either(subject, *_AGE), "subject.timeAtLastEncounter")

    def _quantities(self, packet: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
        for i_measurement, item in enumerate(self.items(packet, "measurements")):
            measurement = object_of(item)
            assay = text_of(object_of(measurement.get("assay")).get("id"))
            assay = assay.removeprefix(f"{OWN}:")
            value = object_of(measurement.get("value"))
            number = object_of(value.get("quantity") or value).get("value")
            measured = finite(number)
            if assay and measured is not None:
                yield assay, measured
            else:
                self.note(
                    "measurement-left-out",
                    IssueLevel.NOTICE,
                    f"measurements[{i_measurement}]",
                    sentence("The measurement has no assay id or no finite number."),
                )

    def _references(self, packet: Mapping[str, Any]) -> Iterator[str]:
        meta = self.section(packet, "metaData", "meta_data")
        listed = either(meta, "externalReferences", "external_references")
        for item in listed if isinstance(listed, list) else []:
            id_ = text_of(object_of(item).get("id"))
            if id_:
                yield id_
