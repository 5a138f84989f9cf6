"""One case, whether it is written as JSON, as YAML or in protobuf."""

import gzip
import json
from contextlib import suppress

import pytest
import yaml
from google.protobuf.json_format import MessageToDict, ParseDict, ParseError
from google.protobuf.message import EncodeError
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from phenopackets import Cohort, Family, Phenopacket
from phenopackets.schema.v1.phenopackets_pb2 import Phenopacket as First
from tests.formats.packets import packets as any_packets

from rarekin.errors import FormatError, TooLarge
from rarekin.formats.case_files import decode_file
from rarekin.formats.phenopacket import parse_phenopacket, parse_phenopackets
from rarekin.formats.protobuf_case import packet_of_protobuf
from rarekin.formats.yaml_case import decode_yaml
from validation import phenopacket_schema

FULL = {
    "id": "case",
    "subject": {
        "id": "s",
        "alternateIds": ["t"],
        "timeAtLastEncounter": {"age": {"iso8601duration": "P6Y3M"}},
        "vitalStatus": {"status": "DECEASED", "survivalTimeInDays": 400},
        "sex": "FEMALE",
        "karyotypicSex": "XX",
    },
    "phenotypicFeatures": [
        {
            "type": {"id": "HP:0001250", "label": "Seizure"},
            "severity": {"id": "HP:0012828", "label": "Severe"},
            "modifiers": [{"id": "HP:0012834", "label": "Right"}],
            "onset": {"ontologyClass": {"id": "HP:0003577", "label": "Congenital onset"}},
        },
        {"type": {"id": "HP:0000252", "label": "Microcephaly"}, "excluded": True},
    ],
    "measurements": [
        {
            "assay": {"id": "LOINC:2157-6", "label": "CK"},
            "value": {"quantity": {"unit": {"id": "UO:1"}, "value": -2.5}},
            "timeObserved": {"timestamp": "2020-02-29T12:00:00Z"},
        }
    ],
    "interpretations": [
        {
            "id": "i",
            "progressStatus": "SOLVED",
            "diagnosis": {
                "disease": {"id": "OMIM:166350", "label": "POH"},
                "genomicInterpretations": [
                    {
                        "subjectOrBiosampleId": "s",
                        "interpretationStatus": "CAUSATIVE",
                        "variantInterpretation": {
                            "acmgPathogenicityClassification": "LIKELY_PATHOGENIC",
                            "variationDescriptor": {
                                "id": "v",
                                "geneContext": {"valueId": "HGNC:4392", "symbol": "GNAS"},
                                "expressions": [{"syntax": "hgvs.c", "value": "c.1A>G"}],
                                "moleculeContext": "genomic",
                                "allelicState": {"id": "GENO:0000135", "label": "heterozygous"},
                            },
                        },
                    }
                ],
            },
        }
    ],
    "diseases": [{"term": {"id": "OMIM:166350"}, "onset": {"age": {"iso8601duration": "P2M"}}}],
    "files": [{"uri": "file:///x", "individualToFileIdentifiers": {"a": "b", "c": "d"}}],
    "metaData": {
        "created": "2021-05-11T20:37:31Z",
        "createdBy": "x",
        "resources": [{"id": "hp", "namespacePrefix": "HP"}],
        "phenopacketSchemaVersion": "2.0",
    },
}


def binary(packet: dict, kind: type = Phenopacket) -> bytes:
    return ParseDict(packet, kind()).SerializeToString()


def said_by_the_publisher(data: bytes, kind: type) -> dict:
    message = kind()
    message.ParseFromString(data)
    return MessageToDict(message)


def test_the_table_of_fields__is_what_the_publisher_says() -> None:
    assert phenopacket_schema.TARGET.read_text("utf-8") == phenopacket_schema.text()


@pytest.mark.parametrize(
    ("kind", "packet"),
    [
        (Phenopacket, FULL),
        (Family, {"id": "f", "proband": FULL, "relatives": [FULL],
                  "pedigree": {"persons": [{"individualId": "s", "sex": "MALE"}]},
                  "metaData": FULL["metaData"]}),
        (Cohort, {"id": "c", "description": "two", "members": [FULL, FULL],
                  "metaData": FULL["metaData"]}),
    ],
)  # fmt: skip
def test_protobuf__is_decoded_as_the_publisher_decodes_it(kind, packet) -> None:
    data = binary(packet, kind)
    assert packet_of_protobuf(data) == said_by_the_publisher(data, kind)


@settings(max_examples=400)
@given(packet=any_packets)
def test_whatever_protobuf_can_hold__is_one_case_in_three_encodings(packet) -> None:
    try:
        message = ParseDict(packet, Phenopacket(), ignore_unknown_fields=True)
        data = message.SerializeToString()
    except (ParseError, EncodeError, ValueError, SystemError):
        assume(False)
    told = MessageToDict(message)
    assume(told.get("id"))  # a file without one cannot be told from other bytes
    assert packet_of_protobuf(data) == told
    assert decode_yaml(yaml.safe_dump(told).encode()) == told


def test_a_case_in_three_encodings__says_the_same_with_the_same_remarks() -> None:
    told = parse_phenopacket(json.dumps(FULL).encode())
    assert told[0].present == ("HP:0001250",)
    assert told[0].findings[0].modifiers == ("HP:0012834", "HP:0012828")
    binary_case, remarks = parse_phenopacket(binary(FULL))
    assert binary_case == told[0]
    assert sorted(i.code for i in remarks) == sorted(i.code for i in told[1])
    assert parse_phenopacket(yaml.safe_dump(FULL, sort_keys=False).encode()) == told


def test_published_cases__are_the_same_in_three_encodings(data_folder) -> None:
    with gzip.open(data_folder / "phenopacket-store" / "cases.jsonl.gz") as lines:
        for n, line in enumerate(lines):
            if n % 251:
                continue
            packet = json.loads(line)
            told = parse_phenopacket(packet)
            read = parse_phenopacket(binary(packet))
            assert read[0] == told[0]
            assert {i.code for i in read[1]} == {i.code for i in told[1]}
            assert parse_phenopacket(yaml.safe_dump(packet, sort_keys=False).encode()) == told
    assert n > 5_000


def test_members_of_a_binary_cohort__are_read_each() -> None:
    data = binary({"id": "c", "members": [FULL, FULL]}, Cohort)
    assert [m.case.present for m in parse_phenopackets(data)] == [("HP:0001250",)] * 2
    with pytest.raises(FormatError, match="Cohort with 2 members"):
        parse_phenopacket(data)


def test_version_1_in_protobuf__is_read_as_version_1() -> None:
    first = {
        "id": "a",
        "subject": {"id": "s", "sex": "MALE", "ageAtCollection": {"age": "P3Y"}},
        "phenotypicFeatures": [
            {"type": {"id": "HP:0001250", "label": "x"}, "classOfOnset": {"id": "HP:0003577"}},
            {"type": {"id": "HP:0000252", "label": "y"}, "negated": True},
        ],
        "metaData": {"createdBy": "x", "phenopacketSchemaVersion": "1.0.0"},
    }
    case, _ = parse_phenopacket(ParseDict(first, First()).SerializeToString())
    assert case == parse_phenopacket(first)[0]
    assert case.age_years == 3
    assert [f.state.value for f in case.findings] == ["present", "excluded"]
    assert case.findings[0].onset_term == "HP:0003577"


@settings(max_examples=500)
@given(data=st.binary(max_size=60) | st.binary(max_size=60).map(lambda b: b"\n" + b))
def test_any_bytes__are_decoded_or_refused_in_words(data) -> None:
    with suppress(FormatError):
        decode_file(data, 1_000)


@settings(max_examples=200)
@given(place=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_damaged_binary_case__never_breaks_the_reader(place, byte) -> None:
    data = bytearray(binary(FULL))
    data[place % len(data)] = byte
    packet_of_protobuf(bytes(data))


YAML_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (YAML_BOMB, TooLarge),
        ("a: &x [*x]", TooLarge),
        ("a: " + "[" * 150 + "]" * 150, TooLarge),
        ("id: " + "x" * 1_000_001, TooLarge),
        ("a: .nan", FormatError),
        ("? [1]\n: 2", FormatError),
        ("a: !!python/object/apply:os.system [x]", FormatError),
        ("a: [1", FormatError),
        ("a: 1\n---\nb: 2", FormatError),
    ],
)
def test_yaml_that_json_cannot_say__is_refused(text, error) -> None:
    with pytest.raises(error) as caught:
        decode_yaml(text.encode())
    assert caught.value.hint


def test_plain_words_of_yaml__mean_what_version_1_2_says() -> None:
    text = b"{a: no, b: yes, c: 2020-01-31, d: 012, e: 1:30, f: 1e3, g: ~, h: True, i: 0x1F, j: .}"
    assert decode_yaml(text) == {
        "a": "no", "b": "yes", "c": "2020-01-31", "d": "012", "e": "1:30", "f": 1000.0,
        "g": None, "h": True, "i": "0x1F", "j": ".",
    }  # fmt: skip
