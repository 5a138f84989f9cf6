"""Families written as a FHIR R4 Bundle of FamilyMemberHistory, which R5 reads as well."""

from __future__ import annotations

import json

from rarekin.formats.family_losses import Written, losses, plain_ids
from rarekin.formats.fhir_family import PARENT, ROLES, SIBLING
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import Person, Phenotype


def write_fhir(family: Family) -> Written:
    """Write a FHIR R4 Bundle.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    data, issues
        And what FHIR has no field for.

    Examples
    --------
    >>> json.loads(write_fhir(Family((Person("a", Sex.MALE),)))[0])["entry"][1]["resource"]["sex"]
    {'coding': [{'system': 'http://hl7.org/fhir/administrative-gender', 'code': 'male'}]}
    """
    self_id = next((p.id for p in family.probands), "")
    ids, changed = plain_ids(family, "FHIR", allowed=r"[A-Za-z0-9.-]+", most=64)
    resources: list[dict[str, object]] = [{"resourceType": "Patient", "id": "patient"}]
    for p in family.people:
        links = [*_parent_links(p, family), *_sibling_links(p, family)]
        code = "ONESELF" if p.id == self_id else "FAMMEMB"
        found = [_extension(url, kind, ids.get(other, other)) for url, kind, other in links]
        resources.append(_member(p, ids[p.id], code, found))
    document = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": r} for r in resources],
    }
    cannot = ("who is free of the disease", "gene tests", "pregnancies")
    told = all(p.adopted == "in" and p.raised_by for p in family.people if p.adopted)
    carries = ["who was born together", "adoptive parents"]
    carries += ["who was adopted"] if told else []
    carries += [] if any(p.role for p in family.people) else ["donors and surrogates"]
    data = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    return data, (*losses(family, "FHIR", cannot, carries=carries), *changed)


_ADOPTS = {Sex.FEMALE: "ADOPTM", Sex.MALE: "ADOPTF", Sex.UNKNOWN: "ADOPTP"}
_Link = tuple[str, str, str]


def _parent_links(p: Person, family: Family) -> list[_Link]:
    """Return who begot, carried or adopted somebody: extension, code, id."""
    links = [
        (PARENT, kind, parent)
        for kind, parent in (("NMTH", p.mother), ("NFTH", p.father), ("GESTM", p.carried_by))
        if parent is not None
    ]
    adopters = [family.by_id[i] for i in p.raised_by if i in family.by_id]
    return [*links, *((PARENT, _ADOPTS[one.sex], one.id) for one in adopters)]


def _sibling_links(p: Person, family: Family) -> list[_Link]:
    """Return the first of those somebody was born with, and the first identical one."""
    links = []
    earlier = family.people[: family.people.index(p)]
    for field in ("twin_group", "birth_group"):
        group = getattr(p, field)
        other = next((o for o in earlier if group and getattr(o, field) == group), None)
        if other is not None:
            loose = "FTWIN" if p.fraternal and other.fraternal else "TWIN"
            links.append((SIBLING, "ITWIN" if field == "twin_group" else loose, other.id))
    return links


def _member(p: Person, id_: str, code: str, links: list[dict[str, object]]) -> dict[str, object]:
    resource: dict[str, object] = {
        "resourceType": "FamilyMemberHistory",
        "id": id_,
        "status": "completed",
        "patient": {"reference": "Patient/patient"},
        "relationship": {"coding": [{"system": ROLES, "code": code}]},
    }
    resource |= {"extension": links} if links else {}
    resource |= {"name": p.label} if p.label else {}
    if p.sex is not Sex.UNKNOWN:
        system = "http://hl7.org/fhir/administrative-gender"
        resource["sex"] = {"coding": [{"system": system, "code": p.sex.value}]}
    if p.age_years is not None:
        resource["deceasedAge" if p.deceased else "ageAge"] = _age(p.age_years)
    elif p.deceased:
        resource["deceasedBoolean"] = True
    conditions = [_condition(k, t) for k, t in p.phenotypes.items() if t.state is State.PRESENT]
    return resource | ({"condition": conditions} if conditions else {})


def _condition(key: str, told: Phenotype) -> dict[str, object]:
    onset = {} if told.age_years is None else {"onsetAge": _age(told.age_years)}
    return {"code": {"text": key}, **onset}


def _age(years: float) -> dict[str, object]:
    return {"value": years, "unit": "a", "system": "http://unitsofmeasure.org", "code": "a"}


def _extension(url: str, kind: str, to: str) -> dict[str, object]:
    return {
        "url": url,
        "extension": [
            {"url": "type", "valueCodeableConcept": {"coding": [{"system": ROLES, "code": kind}]}},
            {"url": "reference", "valueReference": {"reference": f"FamilyMemberHistory/{to}"}},
        ],
    }
