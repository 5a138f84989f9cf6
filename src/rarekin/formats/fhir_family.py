"""HL7 FHIR R4: a Bundle of FamilyMemberHistory, one for each member of the family.

Parents are told by the standard extension ``family-member-history-genetics-parent``
(https://hl7.org/fhir/R4/extension-family-member-history-genetics-parent.html), or else by the
code of the relationship to the patient.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read, listed, with_twins
from rarekin.formats.family_losses import Written, losses
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
_PARENT = "http://hl7.org/fhir/StructureDefinition/family-member-history-genetics-parent"
_SIBLING = "http://hl7.org/fhir/StructureDefinition/family-member-history-genetics-sibling"
_ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_SELF = "ONESELF"
# Who each code is: the way up from the patient (m, f), then whose child.
_UP = {"MTH": "m", "NMTH": "m", "FTH": "f", "NFTH": "f"}
_UP |= {"MGRMTH": "mm", "MGRFTH": "mf", "PGRMTH": "fm", "PGRFTH": "ff"}
_SIBLINGS = "SIB BRO SIS NBRO NSIS NSIB TWIN TWINBRO TWINSIS ITWIN ITWINBRO ITWINSIS FTWIN"
_CHILD_OF = dict.fromkeys((*_SIBLINGS.split(), "FTWINBRO", "FTWINSIS"), "")
_CHILD_OF |= {"MAUNT": "m", "MUNCLE": "m", "PAUNT": "f", "PUNCLE": "f"}
_SEX_OF = {"m": Sex.FEMALE, "f": Sex.MALE}


def read_fhir(document: Object) -> Read:
    """Read a Bundle of FamilyMemberHistory.

    Parameters
    ----------
    document
        A Bundle, or one FamilyMemberHistory.

    Returns
    -------
    families, issues
        Relatives whose place cannot be told from what is written are named as errors.

    Raises
    ------
    FormatError
        If there is no FamilyMemberHistory.

    Examples
    --------
    >>> (family,), _ = read_fhir({"resourceType": "Bundle", "entry": [{"resource": {
    ...     "resourceType": "FamilyMemberHistory", "id": "m", "relationship":
    ...     {"coding": [{"code": "MTH"}]}}}]})
    >>> family.person("patient").mother
    'm'
    """
    entries = listed(document, "entry") or [{"resource": document}]
    resources = [r for e in entries if isinstance(r := e.get("resource"), Mapping)]
    members = [r for r in resources if r.get("resourceType") == "FamilyMemberHistory"]
    if not members:
        raise FormatError(
            sentence("This FHIR document has no FamilyMemberHistory."),
            hint=sentence("Export the relatives too, as a Bundle."),
        )
    found = Gathering()
    people: dict[str, Person] = {}
    codes: dict[str, str] = {}
    twins: list[tuple[str, str]] = []
    for i_member, member in enumerate(members):
        id_ = str(member.get("id") or f"relative-{i_member + 1}")
        people[id_] = _person(id_, member, f"FamilyMemberHistory {id_}", found, twins)
        codes[id_] = _code(member.get("relationship"))
    patient = next((i for i, code in codes.items() if code == _SELF), None) or "patient"
    if patient not in people:
        people[patient] = _patient(resources, patient, found)
    people[patient] = replace(people[patient], proband=True)
    _place(people, codes, patient, found)
    for person in with_twins(people.values(), twins):
        found.add("family", person)
    return found.read()


def _patient(resources: list[Object], id_: str, found: Gathering) -> Person:
    one: Object = next((r for r in resources if r.get("resourceType") == "Patient"), {})
    return Person(id_, found.sex(_gender(one.get("gender")), "Patient"))


def _gender(word: object) -> object:
    return "unknown" if word == "other" else word


def _code(concept: object) -> str:
    codings = listed(concept, "coding")
    return str(codings[0].get("code") or "") if codings else ""


def _reference(extension: Object) -> str:
    for inner in listed(extension, "extension"):
        target = inner.get("valueReference")
        if isinstance(target, Mapping):
            return re.sub(r"^.*[/#:]", "", str(target.get("reference") or ""))
    return ""


def _kind(extension: Object) -> str:
    return next(
        (c for i in listed(extension, "extension") if (c := _code(i.get("valueCodeableConcept")))),
        "",
    )


def _person(
    id_: str, member: Object, where: str, found: Gathering, twins: list[tuple[str, str]]
) -> Person:
    parents: dict[str, str] = {}
    for extension in listed(member, "extension"):
        if extension.get("url") == _PARENT:
            parents[_kind(extension)] = _reference(extension)
        elif extension.get("url") == _SIBLING and _kind(extension).startswith("ITWIN"):
            twins.append((_reference(extension), id_))
    dead = member.get("deceasedBoolean") is True or "deceasedAge" in member
    phenotypes = {}
    for condition in listed(member, "condition"):
        concept = condition.get("code")
        text = str(concept.get("text") or "") if isinstance(concept, Mapping) else ""
        name = text or _code(concept)
        if name:
            phenotypes[name] = Phenotype(
                State.PRESENT, _years(condition.get("onsetAge"), where, found)
            )
    if member.get("note"):
        found.leave_out(sentence("notes: read them yourself"), where)
    word = _code(member.get("sex"))
    return Person(
        id_,
        found.sex(_gender(word), where),
        mother=parents.get("NMTH") or parents.get("MTH"),
        father=parents.get("NFTH") or parents.get("FTH"),
        age_years=_years(member.get("deceasedAge") or member.get("ageAge"), where, found),
        deceased=dead,
        phenotypes=phenotypes,
        label=str(member.get("name") or ""),
    )


_PER_YEAR = {"a": 1.0, "a_j": 1.0, "year": 1.0, "years": 1.0, "mo": 12.0, "wk": 52.18, "d": 365.25}


def _years(age: object, where: str, found: Gathering) -> float | None:
    if not isinstance(age, Mapping):
        return None
    unit = str(age.get("code") or age.get("unit") or "a")
    if unit not in _PER_YEAR:
        found.error(
            where,
            sentence("The age is in %(unit)s.", unit=f"{unit!r:.20}"),
            sentence("Write it in a, mo, wk or d."),
        )
        return None
    value = found.number(age.get("value"), where, sentence("age")) if _PER_YEAR[unit] == 1 else None
    raw = age.get("value")
    if value is None and isinstance(raw, int | float):
        value = raw / _PER_YEAR[unit]
    return value


def _place(
    people: dict[str, Person], codes: Mapping[str, str], patient: str, found: Gathering
) -> None:
    """Set parents from the codes of those who have none from an extension."""
    at: dict[str, str] = {_UP[code]: id_ for id_, code in codes.items() if code in _UP}
    for way in sorted(at, key=len):
        child = at.get(way[:-1]) if way[:-1] else patient
        if child is None:
            child = at.setdefault(way[:-1], f"{'mother' if way[0] == 'm' else 'father'}")
            people[child] = Person(child, _SEX_OF[way[0]])
            people[patient] = _with(people[patient], way[0], child)
        people[child] = _with(people[child], way[-1], at[way])
        parent = people[at[way]]
        people[at[way]] = replace(
            parent, sex=_SEX_OF[way[-1]] if parent.sex is Sex.UNKNOWN else parent.sex
        )
    for id_, code in codes.items():
        if code in _UP or code == _SELF or not people[id_].is_founder:
            continue
        if code in _CHILD_OF:
            way = _CHILD_OF[code]
            near = people.get(at.get(way, "") if way else patient)
            if near is not None and not near.is_founder:
                people[id_] = replace(people[id_], mother=near.mother, father=near.father)
                continue
        _own_child_or_error(people, id_, code, patient, found)


def _own_child_or_error(
    people: dict[str, Person], id_: str, code: str, patient: str, found: Gathering
) -> None:
    if code in ("CHILD", "SON", "DAU", "NCHILD", "SONC", "DAUC"):
        way = "f" if people[patient].sex is Sex.MALE else "m"
        people[id_] = _with(people[id_], way, patient)
    elif code not in ("", "FAMMEMB", "SPS"):
        found.error(
            f"FamilyMemberHistory {id_}",
            sentence(
                "The relationship %(code)s does not say who the parents are.", code=repr(code)
            ),
            sentence("Add the parents with the extension family-member-history-genetics-parent."),
        )


def _with(person: Person, way: str, parent: str) -> Person:
    if way == "m":
        return replace(person, mother=person.mother or parent)
    return replace(person, father=person.father or parent)


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
    first_twin: dict[str, str] = {}
    resources: list[dict[str, object]] = [{"resourceType": "Patient", "id": "patient"}]
    for p in family.people:
        twin = first_twin.setdefault(p.twin_group, p.id) if p.twin_group else p.id
        resources.append(_member(p, "ONESELF" if p.id == self_id else "FAMMEMB", twin))
    document = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": r} for r in resources],
    }
    cannot = ("who is free of the disease", "gene tests", "pregnancies")
    data = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    return data, losses(family, "FHIR", cannot)


def _member(p: Person, code: str, twin: str) -> dict[str, object]:
    resource: dict[str, object] = {
        "resourceType": "FamilyMemberHistory",
        "id": p.id,
        "status": "completed",
        "patient": {"reference": "Patient/patient"},
        "relationship": {"coding": [{"system": _ROLES, "code": code}]},
    }
    links = [
        _extension(_PARENT, kind, parent)
        for kind, parent in (("NMTH", p.mother), ("NFTH", p.father))
        if parent is not None
    ]
    if twin != p.id:
        links.append(_extension(_SIBLING, "ITWIN", twin))
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
            {"url": "type", "valueCodeableConcept": {"coding": [{"system": _ROLES, "code": kind}]}},
            {"url": "reference", "valueReference": {"reference": f"FamilyMemberHistory/{to}"}},
        ],
    }
