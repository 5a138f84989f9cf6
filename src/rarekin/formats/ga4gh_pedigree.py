"""GA4GH Pedigree, and the pedigree inside a Phenopackets Family."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read, by_word, id_or_none, listed, said
from rarekin.formats.family_losses import Written, affected_at_all, losses
from rarekin.formats.kin import Kinship, relations_of
from rarekin.formats.packet_people import (
    SEX_WORDS,
    packet_of,
    subject_of,
    with_packet,
    word_of,
)
from rarekin.formats.phenopacket_export import metadata
from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
_PLAIN = {"id", "name", "label", "sex", "gender", "sex_assigned_at_birth", "affected", "deceased"}
_KNOWN = _PLAIN | {"lifeStatus", "egg_parent", "sperm_parent", "subject", "diseases", "metaData"}
_KNOWN |= {"phenotypicFeatures", "interpretations", "measurements"}


def read_ga4gh(document: Object) -> Read:
    """Read a GA4GH Pedigree, in any of the forms it has had.

    Parameters
    ----------
    document
        With ``individuals``, plain or as phenopackets, and ``relationships``.

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
    for i_person, outer in enumerate(listed(document, "individuals")):
        where = f"individuals[{i_person}]"
        inner = outer.get("individual")
        entry = inner if isinstance(inner, Mapping) else outer
        subject = subject_of(entry)
        id_ = str(subject.get("id") or entry.get("id") or "")
        if not id_ or id_ in people:
            found.error(
                where,
                sentence("This individual has no id of its own."),
                sentence("Give everybody an id."),
            )
            continue
        people[id_] = _individual(id_, entry, subject, where, found)
    probands = {
        str(p)
        for key in ("index_patients", "indexPatients", "proband")
        for p in _texts(document.get(key))
    }
    kinship = Kinship(people, found)
    name = str(document.get("id") or "family")
    for person in kinship.read(document):
        found.add(name, replace(person, proband=person.proband or person.id in probands))
    found.partners[name] = kinship.partners
    return found.read()


def _texts(value: object) -> list[object]:
    values = value if isinstance(value, list) else [value]
    return [v.get("id") if isinstance(v, Mapping) else v for v in values if v]


def _individual(id_: str, entry: Object, subject: Object, where: str, found: Gathering) -> Person:
    for key in sorted(entry.keys() - _KNOWN):
        found.leave_out(sentence("the field %(key)s", key=repr(key)), where)
    alive = str(entry.get("lifeStatus") or "").lower()
    affected = entry.get("affected")
    sex = by_word(entry, "sex", "sex_assigned_at_birth", "gender") or subject.get("sex")
    person = Person(
        id_,
        found.sex(word_of(sex), where),
        mother=id_or_none(entry.get("egg_parent")),
        father=id_or_none(entry.get("sperm_parent")),
        label=str(by_word(entry, "label", "name") or ""),
        deceased=entry.get("deceased") is True or "deceased" in alive or "dead" in alive,
        phenotypes=said(None if affected is None else found.state(affected, where)),
    )
    return with_packet(person, entry, where, found) if subject else person


def write_ga4gh(family: Family, *, created: str = "1970-01-01T00:00:00Z") -> Written:
    """Write a GA4GH Pedigree in the form of Phenopackets, which other programs read.

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
    >>> from rarekin.model.case import Sex
    >>> data, _ = write_ga4gh(Family((Person("a", Sex.MALE),)))
    >>> json.loads(data)["individuals"][0]["subject"]
    {'id': 'a', 'sex': 'MALE'}
    """
    document = {
        "id": family.id,
        "indexPatients": [p.id for p in family.probands],
        "individuals": [packet_of(p, created, general=True) for p in family.people],
        "relationships": relations_of(family),
    }
    cannot = ("gene tests", "labels", "pregnancies")
    carries = ("who was born together", "donors and surrogates", "adoptive parents")
    return _json(document), losses(family, "GA4GH Pedigree", cannot, carries=carries)


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
    packets = {str(subject_of(p).get("id")): p for p in (*own, *listed(document, "relatives"))}
    proband_id = str(subject_of(own[0]).get("id")) if own else None
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
            found.sex(word_of(row.get("sex")), where),
            father=id_or_none(row.get("paternalId")),
            mother=id_or_none(row.get("maternalId")),
            phenotypes=said(found.state(row.get("affectedStatus"), where)),
            proband=id_ == proband_id,
        )
        packet = packets.get(id_)
        person = person if packet is None else with_packet(person, packet, where, found)
        found.add(str(row.get("familyId") or document.get("id") or "family"), person)
    return found.read()


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
    >>> from rarekin.model.case import Sex
    >>> data, _ = write_packet_family(Family((Person("a", Sex.MALE),)))
    >>> json.loads(data)["pedigree"]["persons"][0]["sex"]
    'MALE'
    """
    status = {State.PRESENT: "AFFECTED", State.EXCLUDED: "UNAFFECTED", State.UNKNOWN: "MISSING"}
    packets = {p.id: packet_of(p, created) for p in family.people}
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
                    "sex": SEX_WORDS[p.sex],
                    "affectedStatus": status[affected_at_all(p)],
                }
                for p in family.people
            ]
        },
    }
    document["metaData"] = metadata(document, created, {})
    cannot = ("gene tests", "identical twins", "labels", "pregnancies")
    return _json(document), losses(family, "Phenopackets Family", cannot)
