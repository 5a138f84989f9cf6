"""One person as a phenopacket, as far as a family needs it: age, death, diseases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rarekin.formats.durations import duration_from_years, years_from_duration
from rarekin.formats.family_gathering import Gathering, listed
from rarekin.formats.phenopacket_export import metadata
from rarekin.model.case import Sex, State
from rarekin.model.person import AFFECTED, Person, Phenotype
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
OWN_PREFIX = "rarekin:"
"""Start of the id of a disease that has a name of the family file and no CURIE."""


def code_of(value: object) -> str:
    """Return the id of a term, or the text itself."""
    return str(value.get("id") if isinstance(value, Mapping) else value or "")


def word_of(value: object) -> object:
    """Return a sex as one word, however an enumeration or a term writes it.

    Examples
    --------
    >>> word_of("UNKNOWN_SEX"), word_of({"id": "assigned female"})
    ('unknown', 'female')
    """
    word = code_of(value) if isinstance(value, Mapping) else value
    plain = str(word or "").lower().removesuffix("_sex").rpartition(":")[2]
    return plain.removeprefix("assigned").removesuffix("at birth").strip()


def subject_of(packet: Object) -> Object:
    """Return whom a phenopacket is about."""
    subject = packet.get("subject")
    return subject if isinstance(subject, Mapping) else {}


def _age(value: object) -> float | None:
    while isinstance(value, Mapping):
        value = value.get("age", value.get("iso8601duration"))
    return years_from_duration(value) if isinstance(value, str) else None


def with_packet(person: Person, packet: Object, where: str, found: Gathering) -> Person:
    """Add what a phenopacket says of a person."""
    subject = subject_of(packet)
    vital = subject.get("vitalStatus")
    status = vital.get("status") if isinstance(vital, Mapping) else None
    diseases = {}
    for disease in listed(packet, "diseases"):
        key = code_of(disease.get("term")).removeprefix(OWN_PREFIX)
        state = State.EXCLUDED if disease.get("excluded") is True else State.PRESENT
        diseases[key] = Phenotype(state, _age(disease.get("onset")))
    for key in ("phenotypicFeatures", "interpretations", "measurements"):
        if packet.get(key):
            found.leave_out(sentence("%(key)s of a phenopacket", key=key), where)
    return replace(
        person,
        age_years=_age(subject.get("timeAtLastEncounter")),
        deceased=status == "DECEASED",
        phenotypes={**person.phenotypes, **diseases} if not diseases else _merged(person, diseases),
    )


def _merged(person: Person, diseases: dict[str, Phenotype]) -> dict[str, Phenotype]:
    # AFFECTED beside a disease that is present says the same again.
    is_named = any(d.state is State.PRESENT for d in diseases.values())
    general = person.phenotypes.get(AFFECTED)
    keeps = general is not None and not (is_named and general.state is State.PRESENT)
    return ({AFFECTED: general} if keeps and general else {}) | diseases


SEX_WORDS = {Sex.MALE: "MALE", Sex.FEMALE: "FEMALE", Sex.UNKNOWN: "UNKNOWN_SEX"}


def packet_of(p: Person, created: str, *, general: bool = False) -> dict[str, object]:
    """Write one person as a phenopacket; an unnamed disease only if asked."""
    subject: dict[str, object] = {"id": p.id, "sex": SEX_WORDS[p.sex]}
    if p.age_years is not None:
        subject["timeAtLastEncounter"] = _written_age(p.age_years)
    if p.deceased:
        subject["vitalStatus"] = {"status": "DECEASED"}
    diseases = [
        {"term": {"id": key if ":" in key else OWN_PREFIX + key, "label": key}}
        | ({"excluded": True} if told.state is State.EXCLUDED else {})
        | ({} if told.age_years is None else {"onset": _written_age(told.age_years)})
        for key, told in p.phenotypes.items()
        if (general or key != AFFECTED) and told.state is not State.UNKNOWN
    ]
    packet: dict[str, object] = {"id": p.id, "subject": subject, "diseases": diseases}
    return packet | {"metaData": metadata(packet, created, {})}


def _written_age(years: float) -> dict[str, object]:
    return {"age": {"iso8601duration": duration_from_years(years)}}
