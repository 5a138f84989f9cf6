"""What we write is valid by programs of others, whatever the case is."""

import datetime
import json
from dataclasses import replace

import pytest
from fhir.resources.R4B.bundle import Bundle
from google.protobuf.json_format import MessageToDict, Parse
from hypothesis import given, settings
from hypothesis import strategies as st
from phenopackets import Family, Phenopacket
from tests.formats.test_phenopacket_export import cases
from tests.reference.phenopacket_rules import faults, phenotype_faults

from rarekin.api.diseases.terms import find_terms, read_case
from rarekin.api.export import case_phenopacket
from rarekin.api.making.release import current
from rarekin.formats.families import write_as
from rarekin.formats.family_json import read_family_json
from rarekin.formats.fhir_case import write_fhir
from rarekin.formats.phenopacket import parse_phenopacket
from rarekin.formats.phenopacket_export import write_phenopacket
from rarekin.model.case import Case, Finding, State, Variant

MOMENT = datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC)
CREATED = "2026-01-31T12:00:00Z"
VERSIONS = {"HP": "2025-01-16"}
FAMILY = {
    "rarekin_family": 1,
    "id": "f",
    "people": [
        {"id": "dad", "sex": "male"},
        {"id": "mum", "sex": "female", "age_years": 41, "deceased": True},
        {"id": "kid", "sex": "female", "father": "dad", "mother": "mum", "proband": True,
         "phenotypes": {"MONDO:0008153": {"state": "present", "age_years": 2.5},
                        "short stature": {"state": "excluded"}}},
    ],
}  # fmt: skip


def written(case: Case) -> bytes:
    return write_phenopacket(
        case, created=CREATED, versions=VERSIONS, gene_id=lambda symbol: "HGNC:4392"
    )


@settings(max_examples=300)
@given(case=cases)
def test_a_phenopacket__is_one_by_the_publishers_own_reader(case) -> None:
    # A nought and nothing at all are the same in protobuf's JSON, so that we leave it open.
    case = replace(case, quantities={k: v or 1.0 for k, v in case.quantities.items()})
    message = Parse(written(case), Phenopacket())  # refuses fields and values it does not know
    again = MessageToDict(message)
    assert parse_phenopacket(again)[0] == parse_phenopacket(written(case))[0]


@settings(max_examples=300)
@given(case=cases)
def test_a_phenopacket__keeps_the_rules_of_phenopacket_tools(case) -> None:
    # A name of an assay that only we have is declared as ours; one with a colon is somebody's.
    case = replace(case, quantities={k.replace(":", "_"): v for k, v in case.quantities.items()})
    packet = json.loads(written(case))
    missing = {"packet.metaData: no resources"} if "resources" not in packet["metaData"] else set()
    says_nothing = not (case.findings or case.diseases or case.variants or case.quantities)
    assert set(faults(packet)) == (missing if says_nothing else set())


@settings(max_examples=200)
@given(case=cases)
def test_a_bundle__is_valid_fhir_by_another_program(case) -> None:
    bundle = Bundle.model_validate_json(write_fhir(case, created=CREATED, label=str))
    kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
    findings = [f for f in case.findings if f.state is not State.UNKNOWN]
    assert kinds.count("Observation") >= len(findings)


def test_a_family__is_one_by_the_publishers_own_reader_and_keeps_the_rules() -> None:
    family, _ = read_family_json(FAMILY)
    data, _ = write_as(family, "phenopacket")
    message = Parse(data, Family())
    assert [p.individual_id for p in message.pedigree.persons] == ["dad", "mum", "kid"]
    document = json.loads(data)
    # Who has no disease on record uses no ontology, and has none to declare.
    assert {f.rpartition(": ")[2] for f in faults(document, "family")} <= {"no resources"}
    assert document["metaData"]["resources"]


@pytest.mark.parametrize(
    "words",
    [
        "She has seizures, microcephaly and low muscle tone, no hearing loss.",
        "Global developmental delay, absent speech, kidney is normal",
        "hard lumps under the skin; bones are deformed; not overweight",
    ],
)
def test_what_words_lead_to__is_written_by_the_rules_with_real_names(full_release, words) -> None:
    case = Case("text", find_terms(words).findings)
    packet = json.loads(case_phenopacket(case, MOMENT))
    ontology = current().ontology

    def implied(id_: str) -> set[str]:
        return {ontology.ids[i] for i in ontology.ancestors(ontology.index_of[id_])} - {id_}

    assert not list(faults(packet))
    assert not list(phenotype_faults(packet, lambda i: ontology.current(i) == i, implied))
    hp = next(r for r in packet["metaData"]["resources"] if r["id"] == "hp")
    assert hp["version"] == ontology_version()
    assert all(f["type"]["label"] == ontology.label(f["type"]["id"])
               for f in packet["phenotypicFeatures"])  # fmt: skip
    assert words not in json.dumps(packet)


def ontology_version() -> str:
    return next(s.version for s in current().sources if s.name == "hpo")


def test_a_test_result_without_a_disease__names_none(full_release) -> None:
    packet = json.loads(written(Case("a", variants=(Variant("GNAS", "LP", ""),))))
    assert packet["interpretations"][0]["diagnosis"]["disease"]["id"] == "NCIT:C126101"
    case, issues = read_case(packet)
    assert (case.diseases, issues) == ((), ())


@given(st.text(max_size=30))
def test_free_words__are_in_no_file_unless_asked(words) -> None:
    packet = written(Case("a", (Finding("HP:0001250"),)))
    assert b"externalReferences" not in packet
    asked = write_phenopacket(
        Case("a"), created=CREATED, versions={}, own=(("rarekin:words", words),)
    )
    assert b"externalReferences" in asked
