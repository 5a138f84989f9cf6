import json

import pytest

from rarekin.errors import FormatError
from rarekin.formats.fhir_case import HPO, packet_of_fhir, write_fhir
from rarekin.formats.phenopacket import parse_phenopacket, parse_phenopackets
from rarekin.model.case import Case, Finding, Sex, State
from rarekin.model.identifiers import Curie

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"


def concept(system, code, display=""):
    return {"coding": [{"system": system, "code": code, "display": display}]}


def observation(code="HP:0001166", system=HPO, **more):
    return {"resourceType": "Observation", "status": "final", "code": concept(system, code), **more}


def condition(system, code, status="", **more):
    given = {"verificationStatus": concept(CLINICAL, status)} if status else {}
    return {"resourceType": "Condition", "code": concept(system, code), **given, **more}


def bundle(*resources):
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }


def states(*resources):
    case, issues = parse_phenopacket(packet_of_fhir(bundle(*resources)))
    return {f.term: f.state for f in case.findings if f.state is not State.UNKNOWN}, issues


# The first is the example of HL7's guide (phenotype-1), the others are what other guides write.
PRESENT = [
    {"valueCodeableConcept": concept(LOINC, "LA9633-4", "Present")},
    {"valueCodeableConcept": concept(SNOMED, "52101004")},
    {"valueBoolean": True},
    {"interpretation": [concept(INTERPRETATION, "POS")]},
    {"valueString": "present"},
    {},
]
ABSENT = [
    {"valueCodeableConcept": concept(LOINC, "LA9634-2", "Absent")},
    {"valueCodeableConcept": concept(SNOMED, "2667000")},
    {"valueBoolean": False},
    {"interpretation": [concept(INTERPRETATION, "NEG")]},
]
NEITHER = [
    {"valueQuantity": {"value": 3}},
    {"dataAbsentReason": concept("x", "unknown")},
    {"valueBoolean": True, "interpretation": [concept(INTERPRETATION, "NEG")]},
    {"valueCodeableConcept": concept(SNOMED, "261665006")},
]


@pytest.mark.parametrize("more", PRESENT)
def test_observation__that_says_present(more):
    assert states(observation(**more))[0] == {"HP:0001166": State.PRESENT}


@pytest.mark.parametrize("more", ABSENT)
def test_observation__that_says_absent(more):
    assert states(observation(**more))[0] == {"HP:0001166": State.EXCLUDED}


@pytest.mark.parametrize("more", NEITHER)
def test_observation__that_says_neither_is_left_out_and_named(more):
    found, issues = states(observation(**more))
    assert found == {}
    assert any("excluded" in issue.message for issue in issues)


def test_resources__entered_in_error_are_not_there():
    found, _issues = states(
        observation(status="entered-in-error"),
        condition(HPO, "HP:0001250", "entered-in-error"),
        observation("HP:0000098"),
    )
    assert found == {"HP:0000098": State.PRESENT}


@pytest.mark.parametrize(
    ("status", "state"),
    [("confirmed", State.PRESENT), ("", State.PRESENT), ("refuted", State.EXCLUDED),
     ("unconfirmed", None), ("provisional", None), ("differential", None)],
)  # fmt: skip
def test_condition__coded_with_hpo_is_as_sure_as_it_says(status, state):
    found, _issues = states(condition(HPO, "HP:0001250", status), observation("HP:0000098"))
    assert found.get("HP:0001250") is state


@pytest.mark.parametrize(
    ("system", "code", "id_"),
    [
        ("http://www.omim.org", "154700", "OMIM:154700"),
        ("http://www.orpha.net", "558", "ORPHA:558"),
        ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO:0007947", "MONDO:0007947"),
        ("urn:x", "MIM:154700", "OMIM:154700"),
    ],
)
def test_condition__of_a_catalogue_is_a_disease(system, code, id_):
    packet = packet_of_fhir(bundle(condition(system, code, "confirmed")))
    assert packet["diseases"] == [{"term": {"id": id_, "label": ""}, "excluded": False}]
    guess = packet_of_fhir(bundle(condition(system, code, "provisional"), observation()))
    assert guess["diseases"] == []


def test_numbers_of_other_systems_are_no_terms():
    with pytest.raises(FormatError, match="coded with HPO"):
        packet_of_fhir(bundle(observation("1234567", LOINC), condition(SNOMED, "19346006")))


def test_components__tell_onset_and_modifiers():
    components = [
        {"code": concept(HPO, "HP:0003674"), "valueCodeableConcept": concept(HPO, "HP:0003577")},
        {"code": concept(HPO, "HP:0012823"), "valueCodeableConcept": concept(HPO, "HP:0003676")},
    ]
    case, _issues = parse_phenopacket(packet_of_fhir(observation(component=components)))
    assert case.findings[0].onset_term == "HP:0003577"
    assert case.findings[0].modifiers == ("HP:0003676",)


@pytest.mark.parametrize(
    ("age", "years"), [({"value": 2, "code": "a"}, 2), ({"value": 6, "code": "mo"}, 0.5)]
)
def test_condition__age_at_onset(age, years):
    packet = packet_of_fhir(condition(HPO, "HP:0001250", "confirmed", onsetAge=age))
    case, _issues = parse_phenopacket(packet)
    assert case.findings[0].onset_years == pytest.approx(years, abs=0.02)


def test_bundle__of_two_people_is_refused():
    patient = {"resourceType": "Patient"}
    with pytest.raises(FormatError, match="2 patients"):
        packet_of_fhir(bundle(patient, patient, observation()))


def test_case__comes_back_as_it_was():
    case = Case(
        "x",
        (
            Finding(Curie("HP:0001166"), onset_term=Curie("HP:0003577")),
            Finding(Curie("HP:0001250"), State.EXCLUDED),
            Finding(Curie("HP:0000098"), modifiers=(Curie("HP:0003676"),)),
            Finding(Curie("HP:0000365"), State.UNKNOWN),
        ),
        sex=Sex.FEMALE,
        diseases=(Curie("OMIM:154700"), Curie("MONDO:0007947"), Curie("ORPHA:558")),
    )
    document = json.loads(write_fhir(case, created="2026-11-30T12:00:00Z", label=str))
    back, _issues = parse_phenopacket(packet_of_fhir(document))
    assert back.findings == case.findings[:3]
    assert back.sex is Sex.FEMALE
    assert set(back.diseases) == set(case.diseases)


def test_written__has_what_r4_demands_of_each_resource():
    """Required elements and codes of https://hl7.org/fhir/R4: Bundle, Observation, Condition."""
    case = Case("x", (Finding(Curie("HP:0001166")),), diseases=(Curie("OMIM:154700"),))
    document = json.loads(write_fhir(case, created="2026-11-30T12:00:00Z", label=str))
    assert document["type"] in {"collection", "document", "batch", "transaction"}
    by_kind = {e["resource"]["resourceType"]: e["resource"] for e in document["entry"]}
    assert {"status", "code"} <= set(by_kind["Observation"])
    assert by_kind["Observation"]["status"] in {"registered", "preliminary", "final", "amended"}
    assert by_kind["Condition"]["subject"]["reference"] == "Patient/patient"
    assert by_kind["Patient"]["gender"] in {"male", "female", "other", "unknown"}
    assert "name" not in by_kind["Patient"]
    urls = [entry["fullUrl"] for entry in document["entry"]]
    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize("odd", [[], {}, ["Bundle"], 7, None])
@pytest.mark.parametrize("where", ["resourceType", "status"])
def test_values_of_another_kind__never_end_in_a_traceback(odd, where):
    resource = {"resourceType": "Observation", "id": "a", "phenotypicFeatures": [], where: odd}
    for document in (resource, {"resourceType": "Bundle", "entry": [{"resource": resource}]}):
        try:
            members = parse_phenopackets(json.dumps(document).encode())
        except FormatError:
            continue
        assert members
