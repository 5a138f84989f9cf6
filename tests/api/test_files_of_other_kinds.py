"""A file that holds no case is named by every door, and never taken for a case without findings."""

import json
import struct

import pytest
from click.testing import CliRunner

from rarekin.api.diseases.terms import read_case
from rarekin.cli.main import rarekin
from rarekin.errors import FormatError

PATIENT = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "2019-01-01"}
TEXTS = {
    "VCF": b"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\n20\t14370\trs6\tG\tA\n",
    "GEDCOM": b"0 HEAD\n1 SOUR X\n1 GEDC\n2 VERS 5.5.1\n0 @I1@ INDI\n1 NAME Ann /Lee/\n0 TRLR\n",
    "PED": b"fam1 kid dad mum 1 2\nfam1 dad 0 0 1 1\nfam1 mum 0 0 2 1\n",
    "CanRisk": b"##CanRisk 2.0\n##FamID\tName\n",
    "BOADICEA": b"BOADICEA import pedigree file format 4.0\nFamID\tName\n",
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "ZIP": b"PK\x03\x04\x14\x00\x06\x00",
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "packed": b"\x1f\x8b\x08\x00abc",
    "picture": b"\x89PNG\r\n\x1a\n",
    "DICOM": bytes(128) + b"DICM" + bytes(20),
    "UTF-16": "{}".encode("utf-16"),
    "sequences": b">chr1\nACGTACGT\n",
    "HL7": b"MSH|^~\\&|LAB|HOSP|EHR|HOSP|202001010000||ORU^R01|1|P|2.5\r",
    "HTML": b"<!doctype html><title>x</title>",
    "XML": b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>',
    "OBO": b"format-version: 1.2\ndata-version: hp/releases/2025-01-16\n\n[Term]\nid: HP:1\n",
    "Turtle": b"@prefix hp: <http://purl.obolibrary.org/obo/HP_> .\n",
    "HPO annotations": b'#description: "HPO annotations for rare diseases"\n#version: 2025\n',
    "SSSOM": b"#curie_map:\n#  HP: http://purl.obolibrary.org/obo/HP_\nsubject_id\tobject_id\n",
    "CSV": b"patient,hpo\n1,HP:0001250\n2,HP:0000252\n",
    "TSV": b"patient\thpo\n1\tHP:0001250\n",
    "sentences": b"She has had seizures since birth and cannot walk yet.",
    "Parquet": b"PAR1\x15\x04",
    "RTF": b"{\\rtf1\\ansi Seizures}",
}
NAMED = {
    "UTF-16": "UTF-16", "HPO annotations": "HPO annotations", "CSV": "table", "TSV": "table",
    "Parquet": "table", "Turtle": "linked data", "HL7": "HL7", "HTML": "HTML", "XML": "XML",
}  # fmt: skip
OBJECTS = {
    "FHIR Patient": (PATIENT, "FHIR"),
    "FHIR Bundle without findings": (
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}]}, "FHIR"),
    "FHIR Questionnaire": ({"resourceType": "Questionnaire", "item": []}, "FHIR"),
    "FHIR family": ({"resourceType": "FamilyMemberHistory", "status": "completed"}, "FHIR"),
    "our family": ({"rarekin_family": 1, "people": [{"id": "I-1"}]}, "family"),
    "GA4GH pedigree": ({"individuals": [], "relationships": []}, "family"),
    "open-pedigree": ({"GG": [], "ranks": []}, "family"),
    "GEDCOM X": ({"persons": [], "relationships": []}, "GEDCOM X"),
    "answers of the exchange": ({"results": [{"score": {"patient": 1}}]}, "Exchange"),
    "PhenoTips": ({"external_id": "P1", "features": []}, "PhenoTips"),
    "OBO graph": ({"graphs": []}, "ontology"),
    "JSON-LD": ({"@context": "https://schema.org", "@type": "MedicalCondition"}, "JSON-LD"),
    "ranking": ({"case": "a", "diseases": [], "p_other": 0.1}, "ranking"),
    "OpenAPI": ({"openapi": "3.1.0", "info": {}}, "interface"),
    "openEHR": ({"archetype_node_id": "x", "name": {}}, "openEHR"),
    "Beacon": ({"meta": {}, "responseSummary": {"exists": True}}, "Beacon"),
    "empty": ({}, "no phenopacket"),
    "only an id": ({"id": "a"}, "no phenopacket"),
    "array of people": ([{"name": "ann", "sex": "F"}], "phenopacket"),
    "number": (7, "number"),
}  # fmt: skip
FILES = {name: (data, NAMED.get(name, name)) for name, data in TEXTS.items()} | {
    name: (json.dumps(value).encode(), said) for name, (value, said) in OBJECTS.items()
}
# Bytes that begin as protobuf does and are none: a field that ends behind the end.
FILES["bytes"] = (b"\x0a" + struct.pack("B", 120) + b"\x00\xff", "not")


@pytest.mark.parametrize("name", FILES)
def test_the_reader__names_it(full_release, name) -> None:
    data, said = FILES[name]
    with pytest.raises(FormatError, match=f"(?i){said}") as caught:
        read_case(data)
    assert caught.value.hint


@pytest.mark.parametrize("command", [["rank"], ["criteria", "check", "poh"], ["criteria", "near"]])
@pytest.mark.parametrize("name", FILES)
def test_the_command_line__refuses_it(full_release, name, command, tmp_path) -> None:
    file = tmp_path / "file"
    file.write_bytes(FILES[name][0])
    result = CliRunner().invoke(rarekin, [*command, str(file)])
    assert result.exit_code == 1
    assert result.stdout == ""


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file__leaves_the_results_of_the_good_one(full_release, name, tmp_path) -> None:
    bad, good = tmp_path / "bad", tmp_path / "good.yaml"
    bad.write_bytes(FILES[name][0])
    good.write_text("id: a\nphenotypicFeatures:\n- type: {id: 'HP:0001250'}\n")
    result = CliRunner().invoke(rarekin, ["rank", str(bad), str(good), "--tsv", "--top", "1"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert str(bad) in result.stderr
