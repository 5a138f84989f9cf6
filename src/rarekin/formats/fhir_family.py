"""HL7 FHIR R4: a Bundle of FamilyMemberHistory, one for each member of the family.

Parents are told by the standard extension ``family-member-history-genetics-parent``
(https://hl7.org/fhir/R4/extension-family-member-history-genetics-parent.html), or else by the
code of the relationship to the patient.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read, listed, with_twins, years_of
from rarekin.model.case import Sex, State
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import sentence

Object = Mapping[str, object]
PARENT = "http://hl7.org/fhir/StructureDefinition/family-member-history-genetics-parent"
SIBLING = "http://hl7.org/fhir/StructureDefinition/family-member-history-genetics-sibling"
ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_SELF = "ONESELF"
# Who each code is: the way up from the patient (m, f), then whose child.
_UP = {"MTH": "m", "NMTH": "m", "FTH": "f", "NFTH": "f"}
_UP |= {"MGRMTH": "mm", "MGRFTH": "mf", "PGRMTH": "fm", "PGRFTH": "ff"}
_SIBLINGS = "SIB BRO SIS NBRO NSIS NSIB TWIN TWINBRO TWINSIS ITWIN ITWINBRO ITWINSIS FTWIN"
_CHILD_OF = dict.fromkeys((*_SIBLINGS.split(), "FTWINBRO", "FTWINSIS"), "")
_FROM_NOBODY = frozenset({"", "FAMMEMB"})  # say nothing of a patient
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
    together: list[tuple[str, str]] = []
    for i_member, member in enumerate(members):
        if member.get("status") == "entered-in-error":
            found.leave_out(sentence("what is marked as entered in error"), f"entry {i_member + 1}")
            continue
        id_ = str(member.get("id") or f"relative-{i_member + 1}")
        people[id_] = _person(id_, member, f"FamilyMemberHistory {id_}", found)
        codes[id_] = _code(member.get("relationship"))
        _siblings(id_, member, people, twins, together)
    patient = next((i for i, code in codes.items() if code == _SELF), None) or "patient"
    is_told_from = any(code not in _FROM_NOBODY for code in codes.values())
    if patient not in people and is_told_from:
        people[patient] = _patient(resources, patient, found)
    if patient in people:
        people[patient] = replace(people[patient], proband=True)
        _place(people, codes, patient, found)
    _note_unlinked(people, codes, found)
    born = with_twins([Person(id_) for id_ in people], together)
    for person, other in zip(with_twins(people.values(), twins), born, strict=True):
        group = other.twin_group.replace("twins", "born")
        found.add("family", replace(person, birth_group=group))
    return found.read()


def _siblings(
    id_: str,
    member: Object,
    people: dict[str, Person],
    twins: list[tuple[str, str]],
    together: list[tuple[str, str]],
) -> None:
    """Note with whom somebody was born, as identical twin, fraternal twin or either."""
    for extension in listed(member, "extension"):
        kind, other = _kind(extension), _reference(extension)
        if extension.get("url") != SIBLING or "TWIN" not in kind:
            continue
        if kind.startswith("ITWIN"):
            twins.append((other, id_))
            continue
        together.append((other, id_))
        if kind.startswith("FTWIN"):
            for one in {id_, other} & people.keys():
                people[one] = replace(people[one], fraternal=True)


def _patient(resources: list[Object], id_: str, found: Gathering) -> Person:
    one: Object = next((r for r in resources if r.get("resourceType") == "Patient"), {})
    return Person(id_, found.sex(_gender(one.get("gender")), "Patient"))


_SNOMED_SEX = {"248152002": "female", "248153007": "male"}


def _gender(word: object) -> object:
    return "unknown" if word == "other" else _SNOMED_SEX.get(str(word), word)


def _code(concept: object) -> str:
    codings = listed(concept, "coding")
    ours = [c for c in codings if c.get("system") == ROLES]
    return next((str(c["code"]) for c in (*ours, *codings) if c.get("code")), "")


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


def _person(id_: str, member: Object, where: str, found: Gathering) -> Person:
    parents: dict[str, str] = {}
    raised_by: list[str] = []
    for extension in listed(member, "extension"):
        if extension.get("url") == PARENT:
            kind = _kind(extension)
            parents[kind] = _reference(extension)
            raised_by += [_reference(extension)] if kind.startswith("ADOPT") else []
    phenotypes = {}
    for condition in listed(member, "condition"):
        concept = condition.get("code")
        text = str(concept.get("text") or "") if isinstance(concept, Mapping) else ""
        name = text or _code(concept)
        if name:
            onset = condition.get("onsetAge") or condition.get("onsetString")
            phenotypes[name] = Phenotype(State.PRESENT, _years(onset, where, found))
    if member.get("note"):
        found.leave_out(sentence("notes: read them yourself"), where)
    word = _code(member.get("sex"))
    return Person(
        id_,
        found.sex(_gender(word), where),
        mother=parents.get("NMTH") or parents.get("MTH"),
        father=parents.get("NFTH") or parents.get("FTH"),
        age_years=_years(_first(member, _AGES), where, found),
        deceased=_is_dead(member),
        raised_by=tuple(raised_by),
        carried_by=parents.get("GESTM"),
        adopted="in" if raised_by else "",
        phenotypes=phenotypes,
        label=str(member.get("name") or ""),
    )


_AGES = ("deceasedAge", "ageAge", "ageString")
_DEATHS = ("deceasedAge", "deceasedRange", "deceasedDate")


def _first(member: Object, names: tuple[str, ...]) -> object:
    return next((member[n] for n in names if member.get(n)), None)


def _is_dead(member: Object) -> bool:
    """Tell whether any of the ways of saying that somebody died is used."""
    text = str(member.get("deceasedString") or "").strip().lower()
    said_so = member.get("deceasedBoolean") is True or text not in ("", "no", "false", "alive")
    return said_so or any(member.get(name) for name in _DEATHS)


_PER_YEAR = {"a": 1.0, "a_j": 1.0, "year": 1.0, "years": 1.0, "mo": 12.0, "wk": 52.18, "d": 365.25}


def _years(age: object, where: str, found: Gathering) -> float | None:
    if isinstance(age, str):
        years = years_of(age)
        if years is None:
            found.leave_out(sentence("ages in words"), where)
        return years
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


def _note_unlinked(
    people: Mapping[str, Person], codes: Mapping[str, str], found: Gathering
) -> None:
    """Name relatives of whom nothing says how they are related."""
    linked = {i for p in people.values() for i in (p.mother, p.father, p.carried_by, *p.raised_by)}
    for id_, code in codes.items():
        if code == "" and people[id_].is_founder and id_ not in linked:
            found.warning(
                f"FamilyMemberHistory {id_}",
                sentence("It is not said how %(person)s is related.", person=repr(id_)),
                sentence(
                    "Add the parents with the extension family-member-history-genetics-parent."
                ),
            )


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
