"""GA4GH Pedigree, and the pedigree inside a Phenopackets Family."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.durations import duration_from_years, years_from_duration
from rarekin.formats.family_gathering import (
    Gathering,
    Read,
    by_word,
    id_or_none,
    listed,
    said,
    with_twins,
)
from rarekin.formats.family_losses import Written, affected_at_all, losses
from rarekin.formats.phenopacket_export import metadata
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, Person, Phenotype
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
OWN_PREFIX = "rarekin:"
"""Start of the id of a disease that has a name of the family file and no CURIE."""

# Genetic mothers and fathers by code of the Kinship Ontology; donors are genetic parents.
_MOTHER = frozenset({"KIN:027", "KIN:038"})
_FATHER = frozenset({"KIN:028", "KIN:004"})
_IDENTICAL = "KIN:010"
_KNOWN = frozenset({"id", "name", "label", "sex", "gender", "affected", "deceased", "lifeStatus"})


def read_ga4gh(document: Object) -> Read:
    """Read a GA4GH Pedigree.

    Parameters
    ----------
    document
        With ``individuals`` and ``relationships``.

    Returns
    -------
    families, issues
        Relations that say nothing about descent here are named.

    Examples
    --------
    >>> (family,), _ = read_ga4gh({"individuals": [{"id": "a"}, {"id": "b"}], "relationships":
    ...     [{"individual": "a", "relation": "KIN:027", "relative": "b"}]})
    >>> family.person("b").mother, family.person("a").sex
    ('a', <Sex.FEMALE: 'female'>)
    """
    found = Gathering()
    people: dict[str, Person] = {}
    for i_person, entry in enumerate(listed(document, "individuals")):
        where = f"individuals[{i_person}]"
        id_ = str(entry.get("id") or "")
        if not id_ or id_ in people:
            found.error(
                where,
                sentence("This individual has no id of its own."),
                sentence("Give everybody an id."),
            )
            continue
        people[id_] = _individual(id_, entry, where, found)
    probands = {str(p) for p in _texts(document.get("index_patients"))}
    probands |= {str(p) for p in _texts(document.get("indexPatients"))}
    probands |= {str(p) for p in _texts(document.get("proband"))}
    twins: list[tuple[str, str]] = []
    for i_link, link in enumerate(listed(document, "relationships")):
        _link(link, f"relationships[{i_link}]", people, twins, found)
    for person in with_twins(people.values(), twins):
        found.add(
            str(document.get("id") or "family"),
            replace(person, proband=person.proband or person.id in probands),
        )
    return found.read()


def _texts(value: object) -> list[object]:
    values = value if isinstance(value, list) else [value]
    return [v.get("id") if isinstance(v, Mapping) else v for v in values if v]


def _code(value: object) -> str:
    return str(value.get("id") if isinstance(value, Mapping) else value or "")


def _individual(id_: str, entry: Object, where: str, found: Gathering) -> Person:
    for key in entry.keys() - _KNOWN:
        found.leave_out(sentence("the field %(key)s", key=repr(key)), where)
    alive = str(entry.get("lifeStatus") or "").lower()
    affected = entry.get("affected")
    return Person(
        id_,
        found.sex(_word(by_word(entry, "sex", "gender")), where),
        label=str(by_word(entry, "label", "name") or ""),
        deceased=entry.get("deceased") is True or "deceased" in alive or "dead" in alive,
        phenotypes=said(None if affected is None else found.state(affected, where)),
    )


def _word(value: object) -> object:
    word = _code(value) if isinstance(value, Mapping) else value
    return str(word or "").lower().removesuffix("_sex").rpartition(":")[2]


def _link(
    link: Object,
    where: str,
    people: dict[str, Person],
    twins: list[tuple[str, str]],
    found: Gathering,
) -> None:
    code = _code(link.get("relation"))
    one, other = str(link.get("individual") or ""), str(link.get("relative") or "")
    missing = [i for i in (one, other) if i not in people]
    if missing:
        found.error(
            where,
            sentence("%(missing)s is not among the individuals.", missing=repr(missing[0])),
            sentence("Add that individual."),
        )
    elif code == _IDENTICAL:
        twins.append((one, other))
    elif code in _MOTHER:
        people[other] = replace(people[other], mother=one)
        people[one] = replace(people[one], sex=_or(people[one].sex, Sex.FEMALE))
    elif code in _FATHER:
        people[other] = replace(people[other], father=one)
        people[one] = replace(people[one], sex=_or(people[one].sex, Sex.MALE))
    else:
        found.warning(
            where,
            sentence(
                "The relation %(code)s between %(one)s and %(other)s is not read.",
                code=repr(code),
                one=repr(one),
                other=repr(other),
            ),
            sentence("Only genetic mothers, fathers and identical twins change a chance here."),
        )


def _or(sex: Sex, other: Sex) -> Sex:
    return other if sex is Sex.UNKNOWN else sex


def write_ga4gh(family: Family) -> Written:
    """Write a GA4GH Pedigree.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    data, issues
        And what the standard has no field for.

    Examples
    --------
    >>> json.loads(write_ga4gh(Family((Person("a", Sex.MALE),)))[0])["individuals"]
    [{'id': 'a', 'sex': 'male'}]
    """
    individuals, links = [], []
    first_twin: dict[str, str] = {}
    for p in family.people:
        entry: dict[str, object] = {"id": p.id}
        entry |= {"name": p.label} if p.label else {}
        entry |= {} if p.sex is Sex.UNKNOWN else {"sex": p.sex.value}
        entry |= {"deceased": True} if p.deceased else {}
        state = affected_at_all(p)
        entry |= {} if state is State.UNKNOWN else {"affected": state is State.PRESENT}
        individuals.append(entry)
        for parent, code, name in (
            (p.mother, "KIN:027", "isBiologicalMotherOf"),
            (p.father, "KIN:028", "isBiologicalFatherOf"),
        ):
            if parent is not None:
                links.append(_relation(parent, code, name, p.id))
        twin = first_twin.setdefault(p.twin_group, p.id) if p.twin_group else p.id
        if twin != p.id:
            links.append(_relation(twin, _IDENTICAL, "isMonozygoticMultipleBirthSiblingOf", p.id))
    document = {
        "id": family.id,
        "index_patients": [p.id for p in family.probands],
        "individuals": individuals,
        "relationships": links,
    }
    cannot = ("ages", "ages at onset", "which disease", "gene tests", "pregnancies")
    return _json(document), losses(family, "GA4GH Pedigree", cannot)


def _relation(one: str, code: str, name: str, other: str) -> dict[str, object]:
    return {"individual": one, "relation": {"id": code, "label": name}, "relative": other}


def _json(document: Object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_packet_family(document: Object) -> Read:
    """Read the pedigree of a Phenopackets Family, with what its phenopackets say of people.

    Parameters
    ----------
    document
        With ``pedigree``; ``proband`` and ``relatives`` where they are there.

    Returns
    -------
    families, issues
        Findings are for the other engines and not read here.

    Examples
    --------
    >>> (family,), _ = read_packet_family({"pedigree": {"persons": [
    ...     {"individualId": "kid", "sex": "MALE", "affectedStatus": "AFFECTED"}]}})
    >>> family.people[0].phenotypes["affected"].state
    <State.PRESENT: 'present'>
    """
    pedigree = document.get("pedigree")
    persons = listed(pedigree, "persons") if isinstance(pedigree, Mapping) else []
    if not persons:
        raise FormatError(
            sentence("This Family has no pedigree with persons."),
            hint=sentence("A Phenopackets Family lists everybody under pedigree.persons."),
        )
    proband = document.get("proband")
    own = [proband] if isinstance(proband, Mapping) else []
    packets = {str(_subject(p).get("id")): p for p in (*own, *listed(document, "relatives"))}
    proband_id = str(_subject(own[0]).get("id")) if own else None
    found = Gathering()
    for i_person, row in enumerate(persons):
        where = f"pedigree.persons[{i_person}]"
        id_ = str(row.get("individualId") or "")
        if not id_:
            found.error(
                where,
                sentence("This person has no individualId."),
                sentence("Give everybody an id."),
            )
            continue
        person = Person(
            id_,
            found.sex(_word(row.get("sex")), where),
            father=id_or_none(row.get("paternalId")),
            mother=id_or_none(row.get("maternalId")),
            phenotypes=said(found.state(row.get("affectedStatus"), where)),
            proband=id_ == proband_id,
        )
        packet = packets.get(id_)
        person = person if packet is None else _with_packet(person, packet, where, found)
        found.add(str(row.get("familyId") or document.get("id") or "family"), person)
    return found.read()


def _subject(packet: Object) -> Object:
    subject = packet.get("subject")
    return subject if isinstance(subject, Mapping) else {}


def _age(value: object) -> float | None:
    while isinstance(value, Mapping):
        value = value.get("age", value.get("iso8601duration"))
    return years_from_duration(value) if isinstance(value, str) else None


def _with_packet(person: Person, packet: Object, where: str, found: Gathering) -> Person:
    subject = _subject(packet)
    vital = subject.get("vitalStatus")
    status = vital.get("status") if isinstance(vital, Mapping) else None
    diseases = {}
    for disease in listed(packet, "diseases"):
        key = _code(disease.get("term")).removeprefix(OWN_PREFIX)
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


def write_packet_family(family: Family, *, created: str = "1970-01-01T00:00:00Z") -> Written:
    """Write a Phenopackets Family, version 2.

    Parameters
    ----------
    family
        Any family.
    created
        Time stamp.

    Returns
    -------
    data, issues
        And what the standard has no field for.

    Examples
    --------
    >>> data, _ = write_packet_family(Family((Person("a", Sex.MALE),)))
    >>> json.loads(data)["pedigree"]["persons"][0]["sex"]
    'MALE'
    """
    status = {State.PRESENT: "AFFECTED", State.EXCLUDED: "UNAFFECTED", State.UNKNOWN: "MISSING"}
    packets = {p.id: _packet(p, created) for p in family.people}
    proband = next((p.id for p in family.probands), family.people[0].id if family.people else "")
    document: dict[str, object] = {
        "id": family.id,
        "proband": packets.get(proband, {}),
        "relatives": [packet for id_, packet in packets.items() if id_ != proband],
        "pedigree": {
            "persons": [
                {
                    "familyId": family.id,
                    "individualId": p.id,
                    "paternalId": p.father or "0",
                    "maternalId": p.mother or "0",
                    "sex": _SEX[p.sex],
                    "affectedStatus": status[affected_at_all(p)],
                }
                for p in family.people
            ]
        },
    }
    document["metaData"] = metadata(document, created, {})
    cannot = ("gene tests", "identical twins", "labels", "pregnancies")
    return _json(document), losses(family, "Phenopackets Family", cannot)


_SEX = {Sex.MALE: "MALE", Sex.FEMALE: "FEMALE", Sex.UNKNOWN: "UNKNOWN_SEX"}


def _packet(p: Person, created: str) -> dict[str, object]:
    subject: dict[str, object] = {"id": p.id, "sex": _SEX[p.sex]}
    if p.age_years is not None:
        subject["timeAtLastEncounter"] = _written_age(p.age_years)
    if p.deceased:
        subject["vitalStatus"] = {"status": "DECEASED"}
    diseases = [
        {"term": {"id": key if ":" in key else OWN_PREFIX + key, "label": key}}
        | ({"excluded": True} if told.state is State.EXCLUDED else {})
        | ({} if told.age_years is None else {"onset": _written_age(told.age_years)})
        for key, told in p.phenotypes.items()
        if key != AFFECTED and told.state is not State.UNKNOWN
    ]
    packet: dict[str, object] = {"id": p.id, "subject": subject, "diseases": diseases}
    return packet | {"metaData": metadata(packet, created, {})}


def _written_age(years: float) -> dict[str, object]:
    return {"age": {"iso8601duration": duration_from_years(years)}}
