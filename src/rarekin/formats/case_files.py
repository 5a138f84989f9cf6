"""The shapes in which files hold cases: one phenopacket, a Family, a Cohort, an array.

GA4GH Phenopackets, Jacobsen et al. 2022, doi:10.1038/s41587-022-01357-4; Matchmaker Exchange
API 1.1, Buske et al. 2015, doi:10.1002/humu.22850.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rarekin.errors import FormatError
from rarekin.formats.fhir_case import KINDS, packet_of_fhir
from rarekin.formats.foreign import SURE, YAML, kind_of_object, kind_of_text
from rarekin.formats.loose_json import decode_json, kind_of, object_of, text_of
from rarekin.formats.mme import packet_of_patient
from rarekin.formats.phenopacket_features import HINT
from rarekin.formats.phenopacket_fields import TOP, camel
from rarekin.formats.protobuf_case import packet_of_protobuf
from rarekin.formats.yaml_case import decode_yaml
from rarekin.model.sentences import sentence

_OF_A_CASE = (TOP - {"id"}) | {"biosamples", "medicalActions", "genes", "variants", "files"}


@dataclass(frozen=True, slots=True)
class Holding:
    """What a file holds.

    Attributes
    ----------
    kind
        Such as ``GA4GH Cohort``.
    members
        Pairs of place and phenopacket; the place of a file's only case is empty.
    """

    kind: str
    members: tuple[tuple[str, object], ...]


def decode_file(data: bytes, max_bytes: int) -> object:
    r"""Decode a file of cases: JSON, YAML, or a phenopacket in protobuf.

    Parameters
    ----------
    data
        The file.
    max_bytes
        More is refused.

    Returns
    -------
    decoded
        A JSON value.

    Raises
    ------
    FormatError
        If it is none of them; what it is instead is named where we can tell.
    TooLarge
        If it is longer.

    Examples
    --------
    >>> decode_file(b"id: a", 100), decode_file(b"\x0a\x01a", 100), decode_file(b"[]", 100)
    ({'id': 'a'}, {'id': 'a'}, [])
    """
    try:
        return decode_json(data, max_bytes, HINT)
    except FormatError:
        packet = packet_of_protobuf(data)
        if packet is not None:
            return packet
        if kind_of_text(data)[0] == YAML:
            return decode_yaml(data)
        raise


def holding_of(decoded: object) -> Holding:
    """Find the cases in a decoded file.

    Parameters
    ----------
    decoded
        Any JSON value.

    Returns
    -------
    holding
        With one member or more.

    Raises
    ------
    FormatError
        If it holds no case; the standard it belongs to is named where we can tell.

    Examples
    --------
    >>> cohort = {"id": "c", "members": [{"id": "a", "subject": {}}, {"id": "b", "subject": {}}]}
    >>> holding_of(cohort).kind, [place for place, _ in holding_of(cohort).members]
    ('GA4GH Cohort', ['members[0]', 'members[1]'])
    """
    if isinstance(decoded, list):
        return _listed(sentence("array of phenopackets"), "", decoded)
    if not isinstance(decoded, Mapping):
        return Holding("phenopacket", (("", require_case(decoded)),))
    for name in ("members", "phenopackets"):
        if isinstance(decoded.get(name), list) and not _is_case(decoded):
            kind = "GA4GH Cohort" if name == "members" else sentence("list of phenopackets")
            return _listed(kind, name, decoded[name])
    if text_of(decoded.get("resourceType")) in KINDS:
        return Holding(sentence("FHIR document"), (("", packet_of_fhir(decoded)),))
    if isinstance(decoded.get("proband"), Mapping):
        return _family(decoded)
    if isinstance(decoded.get("phenopacket"), Mapping):
        return Holding("phenopacket", (("", _case(decoded["phenopacket"], "phenopacket")),))
    return Holding("phenopacket", (("", _case(decoded, "$")),))


def _listed(kind: str, name: str, members: list[object]) -> Holding:
    if not members:
        raise FormatError(
            sentence("The %(kind)s is empty.", kind=kind), hint=HINT, where=name or "$"
        )
    places = [(f"{name}[{i}]", member) for i, member in enumerate(members)]
    return Holding(kind, tuple((place, _inner(member)) for place, member in places))


def _family(record: Mapping[str, Any]) -> Holding:
    relatives = record.get("relatives")
    members = [("proband", _inner(record["proband"]))]
    for i, relative in enumerate(relatives if isinstance(relatives, list) else []):
        members.append((f"relatives[{i}]", _inner(relative)))
    return Holding("GA4GH Family", tuple(members))


def _inner(member: object) -> object:
    """Return a member; what is wrong with it is said when it is read, so that others go on."""
    if not isinstance(member, Mapping):
        return member
    wrapped = member.get("phenopacket") or member.get("proband")
    return wrapped if isinstance(wrapped, Mapping) else member


def _case(record: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    if isinstance(record.get("mentions"), list) and not _is_case(record):
        return _packet_of_reading(record["mentions"])
    patient = record.get("patient")
    if isinstance(patient, Mapping) and not _is_case(record):
        return packet_of_patient(patient)
    return require_case(record, where)


def _packet_of_reading(mentions: list[Any]) -> dict[str, Any]:
    """Write what was read in a text as a phenopacket; present wins over excluded.

    What is a relative's or left open stays out.
    """
    states: dict[tuple[str, str], bool] = {}
    for mention in map(object_of, mentions):
        key = (text_of(mention.get("term")), text_of(mention.get("label")))
        if mention.get("state") == "present":
            states[key] = False
        elif mention.get("state") == "excluded":
            states.setdefault(key, True)
    return {
        "id": "text",
        "phenotypicFeatures": [
            {"type": {"id": term, "label": label}, "excluded": excluded}
            for (term, label), excluded in states.items()
        ],
    }


def require_case(record: object, where: str = "$") -> Mapping[str, Any]:
    """Refuse what is no phenopacket.

    Parameters
    ----------
    record
        Any JSON value.
    where
        Its place.

    Returns
    -------
    record
        An object that has at least one field of a phenopacket besides its id.

    Raises
    ------
    FormatError
        The standard it belongs to is named where we can tell.
    """
    if not isinstance(record, Mapping):
        raise FormatError(
            sentence("We got a JSON %(kind)s; a phenopacket is an object.", kind=kind_of(record)),
            hint=HINT,
            where=where,
        )
    kind, way = kind_of_object(record)
    if _is_case(record) and kind not in SURE:
        return record
    if kind:
        raise FormatError(
            sentence("This is %(kind)s, not a phenopacket.", kind=kind), hint=way, where=where
        )
    raise FormatError(
        sentence("The object is no phenopacket: it has neither a subject nor phenotypicFeatures."),
        hint=HINT,
        where=where,
    )


def _is_case(record: Mapping[str, Any]) -> bool:
    return any(camel(str(name)) in _OF_A_CASE for name in record) and (
        "members" not in record or "phenotypicFeatures" in record
    )
