"""HL7 FHIR R4: a person's findings and diseases as Observations and Conditions, both ways.

A finding is an Observation whose code is a term of HPO and whose value is LOINC's Present
(LA9633-4) or Absent (LA9634-2), as HL7's Phenomics Exchange guide has it
(https://build.fhir.org/ig/HL7/phenomics-exchange-ig/StructureDefinition-phenotype.html); what
other guides do is read as well: a truth value, an interpretation, a Condition coded with HPO.
Whatever does not say whether a finding is there is left out and named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rarekin.errors import FormatError
from rarekin.formats.durations import duration_from_years
from rarekin.formats.loose_json import object_of, text_of
from rarekin.model.case import Case, Finding, Sex, State
from rarekin.model.identifiers import Curie
from rarekin.model.sentences import sentence

Object = Mapping[str, Any]

HPO = "http://human-phenotype-ontology.org"
LOINC = "http://loinc.org"
_PRESENT, _ABSENT = ("LA9633-4", "Present"), ("LA9634-2", "Absent")
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_ONSET, _SEVERITY, _MODIFIER = "HP:0003674", "HP:0012824", "HP:0012823"
_SYSTEMS = {
    "OMIM": "http://www.omim.org",
    "ORPHA": "http://www.orpha.net",
    "MONDO": "http://purl.obolibrary.org/obo/mondo.owl",
}
# LOINC, SNOMED CT and HL7's interpretation codes, in capitals.
_YES = frozenset({"LA9633-4", "LA33-6", "52101004", "373066001", "POS", "DET", "PRESENT"})
_NO = frozenset({"LA9634-2", "LA32-8", "2667000", "373067005", "NEG", "ND", "ABSENT"})
_GONE = frozenset({"entered-in-error", "cancelled"})
_DAYS = {"a": 365.25, "mo": 30.4375, "wk": 7.0, "d": 1.0}
_TERM = re.compile(r"(?:HP[:_])?(\d{7})")
_DISEASE = re.compile(r"(?:(OMIM|MIM|ORPHA|ORPHANET|MONDO)[:_])?(\d+)", re.IGNORECASE)
KINDS = frozenset({"Bundle", "Observation", "Condition"})
"""Resources that can hold a case."""


def packet_of_fhir(document: Object) -> dict[str, Any]:
    """Return what a FHIR document says about a person, in the form of a phenopacket.

    Parameters
    ----------
    document
        A Bundle, an Observation or a Condition.

    Returns
    -------
    packet
        Findings that are neither there nor absent keep what was said instead, so that whoever
        reads the packet names them.

    Raises
    ------
    FormatError
        If nothing in it is coded with HPO, OMIM, Orphanet or Mondo, or it is about several
        people.

    Examples
    --------
    >>> coding = {"system": HPO, "code": "HP:0001250"}
    >>> one = {"resourceType": "Observation", "code": {"coding": [coding]}, "valueBoolean": False}
    >>> packet_of_fhir(one)["phenotypicFeatures"]
    [{'type': {'id': 'HP:0001250', 'label': ''}, 'excluded': True}]
    """
    resources = list(_resources(document))
    patients = [r for r in resources if r.get("resourceType") == "Patient"]
    if len(patients) > 1:
        raise FormatError(
            sentence("The Bundle holds %(n)s patients.", n=len(patients)),
            hint=sentence("Give one for each."),
            where="entry",
        )
    features = [f for r in resources if (f := _feature(r))]
    diseases = [d for r in resources if (d := _disease(r))]
    if not features and not diseases:
        raise FormatError(
            sentence("Nothing in this FHIR document is coded with HPO, OMIM, Orphanet or Mondo."),
            hint=sentence(
                "Export Observations or Conditions with such codes, or a GA4GH Phenopacket."
            ),
            where="entry",
        )
    packet: dict[str, Any] = {"id": text_of(document.get("id")) or "fhir"}
    if patients:
        packet["subject"] = {"id": "patient", "sex": _sex(patients[0])}
    return packet | {"phenotypicFeatures": features, "diseases": diseases}


def _resources(document: Object) -> Iterator[Object]:
    """Yield the resources of a document, of a Bundle those in its entries."""
    if document.get("resourceType") != "Bundle":
        yield document
        return
    entries = document.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        yield object_of(object_of(entry).get("resource"))


def _sex(patient: Object) -> str:
    word = text_of(patient.get("gender")).lower()
    return {"female": "FEMALE", "male": "MALE", "other": "OTHER_SEX"}.get(word, "UNKNOWN_SEX")


def _feature(resource: Object) -> dict[str, Any] | None:
    kind = text_of(resource.get("resourceType"))
    coded = _coded(resource.get("code"), _term)
    if kind not in {"Observation", "Condition"} or coded is None or _is_gone(resource):
        return None
    id_, label = coded
    excluded = _verified(resource) if kind == "Condition" else _observed(resource)
    feature: dict[str, Any] = {"type": {"id": id_, "label": label}, "excluded": excluded}
    if onset := _onset(resource):
        feature["onset"] = onset
    modifiers = []
    for component in _listed(resource.get("component")):
        asked = _coded(component.get("code"), _term)
        told = _coded(component.get("valueCodeableConcept"), _term)
        if asked is None or told is None:
            continue
        term = {"id": told[0], "label": told[1]}
        if asked[0] == _ONSET:
            feature.setdefault("onset", {"ontologyClass": term})
        elif asked[0] == _SEVERITY:
            feature["severity"] = term
        elif asked[0] == _MODIFIER:
            modifiers.append(term)
    return feature | ({"modifiers": modifiers} if modifiers else {})


def _observed(resource: Object) -> object:
    """Return whether a finding is absent; text where that cannot be told."""
    said = {_sign(code) for code in _words(resource)} - {None}
    if isinstance(truth := resource.get("valueBoolean"), bool):
        said.add(truth)
    if len(said) == 1:
        return not said.pop()
    if said:
        return "present and absent"
    values = [name for name in resource if name.startswith("value") or name == "dataAbsentReason"]
    # Only a code: the guide of RareLink, for one, states a finding so.
    return f"{values[0]} that says neither present nor absent" if values else False


def _words(resource: Object) -> Iterator[str]:
    for concept in (resource.get("valueCodeableConcept"), *_listed(resource.get("interpretation"))):
        for coding in _listed(object_of(concept).get("coding")):
            yield text_of(coding.get("code")).upper()
    yield text_of(resource.get("valueString")).strip().upper()


def _sign(code: str) -> bool | None:
    return True if code in _YES else False if code in _NO else None


def _verified(resource: Object) -> object:
    codes = {c.lower() for c in _codes(resource.get("verificationStatus"))}
    if "refuted" in codes:
        return True
    unsure = codes & {"unconfirmed", "provisional", "differential"}
    return f"verificationStatus {min(unsure)}" if unsure else False


def _codes(concept: object) -> Iterator[str]:
    for coding in _listed(object_of(concept).get("coding")):
        yield text_of(coding.get("code"))


def _is_gone(resource: Object) -> bool:
    return text_of(resource.get("status")) in _GONE or bool(
        _GONE & set(_codes(resource.get("verificationStatus")))
    )


def _onset(resource: Object) -> dict[str, Any] | None:
    age = object_of(resource.get("onsetAge"))
    value, unit = age.get("value"), age.get("code") or age.get("unit")
    if isinstance(value, bool) or not isinstance(value, int | float) or unit not in _DAYS:
        return None
    years = value * _DAYS[unit] / _DAYS["a"]
    return {"age": {"iso8601duration": duration_from_years(years)}} if 0 <= years < 150 else None


def _disease(resource: Object) -> dict[str, Any] | None:
    if resource.get("resourceType") != "Condition" or _is_gone(resource):
        return None
    coded = _coded(resource.get("code"), _disease_id)
    if coded is None:
        return None
    excluded = _verified(resource)
    term = {"id": coded[0], "label": coded[1]}
    # A disease that somebody only thinks of is no diagnosis.
    return None if isinstance(excluded, str) else {"term": term, "excluded": excluded}


def _coded(concept: object, read: Callable[[str, str], str]) -> tuple[str, str] | None:
    for coding in _listed(object_of(concept).get("coding")):
        id_ = read(text_of(coding.get("system")).lower(), text_of(coding.get("code")).strip())
        if id_:
            label = text_of(coding.get("display")) or text_of(object_of(concept).get("text"))
            return id_, label
    return None


def _term(system: str, code: str) -> str:
    is_hpo = "human-phenotype" in system or system.rstrip("/").endswith(("hp.owl", "obo/hp", "hpo"))
    found = _TERM.fullmatch(code.upper())
    return f"HP:{found[1]}" if found and (is_hpo or not code[:1].isdigit()) else ""


def _disease_id(system: str, code: str) -> str:
    found = _DISEASE.fullmatch(code)
    if found is None:
        return ""
    prefix = (found[1] or "").upper()
    names = (("OMIM", "omim.org"), ("ORPHA", "orpha"), ("MONDO", "mondo"))
    known = prefix or next((name for name, part in names if part in system), "")
    known = {"MIM": "OMIM", "ORPHANET": "ORPHA"}.get(known, known)
    return f"{known}:{found[2]}" if known else ""


def _listed(value: object) -> list[Object]:
    return [object_of(each) for each in value] if isinstance(value, list) else []


def write_fhir(case: Case, *, created: str, label: Callable[[Curie], str]) -> bytes:
    """Write a case as a FHIR R4 Bundle: a Patient without a name, Observations, Conditions.

    Parameters
    ----------
    case
        What is neither present nor excluded is left out, as are measures and free words.
    created
        The moment, such as ``2026-11-30T12:00:00Z``.
    label
        Names of findings and diseases.

    Returns
    -------
    json
        UTF-8.

    Examples
    --------
    >>> case = Case("a", (Finding("HP:0001250", State.EXCLUDED),))
    >>> bundle = json.loads(write_fhir(case, created="2026-11-30T12:00:00Z", label=str))
    >>> bundle["entry"][1]["resource"]["valueCodeableConcept"]["coding"][0]["display"]
    'Absent'
    """
    gender = {Sex.FEMALE: "female", Sex.MALE: "male"}.get(case.sex, "unknown")
    patient = {"resourceType": "Patient", "id": "patient", "gender": gender}
    findings = [f for f in case.findings if f.state is not State.UNKNOWN]
    resources: list[dict[str, Any]] = [patient]
    resources += [_observation(n, f, label) for n, f in enumerate(findings, 1)]
    resources += [_condition(n, id_, label) for n, id_ in enumerate(case.diseases, 1)]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": created,
        "entry": [
            # Addresses of their own, since no server has these resources.
            {"fullUrl": f"http://localhost/{r['resourceType']}/{r['id']}", "resource": r}
            for r in resources
        ],
    }
    return (json.dumps(bundle, ensure_ascii=False, indent=1) + "\n").encode()


def _observation(number: int, finding: Finding, label: Callable[[Curie], str]) -> dict[str, Any]:
    code, word = _PRESENT if finding.state is State.PRESENT else _ABSENT
    value = {"coding": [{"system": LOINC, "code": code, "display": word}]}
    components = [
        {"code": _concept(HPO, asked, label), "valueCodeableConcept": _concept(HPO, told, label)}
        for asked, told in (
            *(((_ONSET, finding.onset_term),) if finding.onset_term else ()),
            *((_MODIFIER, modifier) for modifier in finding.modifiers),
        )
    ]
    return {
        "resourceType": "Observation",
        "id": f"finding-{number}",
        "status": "final",
        "code": _concept(HPO, finding.term, label),
        "subject": {"reference": "Patient/patient"},
        "valueCodeableConcept": value,
        **({"component": components} if components else {}),
    }


def _condition(number: int, id_: Curie, label: Callable[[Curie], str]) -> dict[str, Any]:
    prefix, _, local = id_.partition(":")
    system = _SYSTEMS.get(prefix, f"urn:rarekin:{prefix.lower()}")
    code = id_ if prefix == "MONDO" else local
    return {
        "resourceType": "Condition",
        "id": f"disease-{number}",
        "verificationStatus": {"coding": [{"system": _VERIFICATION, "code": "confirmed"}]},
        "code": {"coding": [{"system": system, "code": code, "display": label(id_)}]},
        "subject": {"reference": "Patient/patient"},
    }


def _concept(system: str, id_: str, label: Callable[[Curie], str]) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": id_, "display": label(Curie(id_))}]}
