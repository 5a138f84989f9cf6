import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import FormatError, InputError, TooLarge
from rarekin.formats.phenopacket import MAX_BYTES, parse_phenopacket
from rarekin.model.case import Finding, ParentalOrigin, Sex, State, Variant

V2 = {
    "id": "case-1",
    "subject": {
        "id": "P1",
        "sex": "FEMALE",
        "timeAtLastEncounter": {"age": {"iso8601duration": "P6Y6M"}},
    },
    "phenotypicFeatures": [
        {"type": {"id": "HP:0001250", "label": "Seizure"}, "excluded": True},
        {
            "type": {"id": "HP:0025027"},
            "onset": {"age": {"iso8601duration": "P3M"}},
            "modifiers": [{"id": "HP:0003676", "label": "Progressive"}],
        },
        {"type": {"id": "HP:0011987"}, "onset": {"ontologyClass": {"id": "HP:0003593"}}},
        {
            "type": {"id": "HP:0004322"},
            "onset": {
                "ageRange": {"start": {"iso8601duration": "P1Y"}, "end": {"iso8601duration": "P2Y"}}
            },
        },
    ],
    "measurements": [
        {"assay": {"id": "LOINC:2731-8"}, "value": {"quantity": {"unit": {}, "value": 61.5}}}
    ],
    "diseases": [
        {
            "term": {"id": "OMIM:166350", "label": "POH"},
            "onset": {"age": {"iso8601duration": "P3M"}},
        }
    ],
    "interpretations": [
        {
            "progressStatus": "SOLVED",
            "diagnosis": {
                "disease": {"id": "OMIM:166350"},
                "genomicInterpretations": [
                    {
                        "interpretationStatus": "CAUSATIVE",
                        "variantInterpretation": {
                            "acmgPathogenicityClassification": "LIKELY_PATHOGENIC",
                            "variationDescriptor": {
                                "geneContext": {"valueId": "HGNC:4392", "symbol": "GNAS"},
                                "allelicState": {"id": "GENO:0000135", "label": "heterozygous"},
                                "extensions": [{"name": "parental_origin", "value": "paternal"}],
                            },
                        },
                    }
                ],
            },
        }
    ],
    "metaData": {"externalReferences": [{"id": "PMID:18553568"}]},
}


def test_parse_phenopacket__reads_every_part_of_version_2():
    case, issues = parse_phenopacket(json.dumps(V2).encode())
    assert issues == ()
    assert case.id == "case-1"
    assert (case.sex, case.age_years, case.onset_years) == (Sex.FEMALE, 6.5, 0.25)
    assert case.findings == (
        Finding("HP:0001250", State.EXCLUDED),
        Finding("HP:0025027", State.PRESENT, 0.25, None, ("HP:0003676",)),
        Finding("HP:0011987", State.PRESENT, None, "HP:0003593"),
        Finding("HP:0004322", State.PRESENT, 1.5),
    )
    assert case.quantities == {"LOINC:2731-8": 61.5}
    assert case.diseases == ("OMIM:166350",)
    assert case.variants == (Variant("GNAS", "LP", "heterozygous", ParentalOrigin.PATERNAL),)
    assert case.references == ("PMID:18553568",)


def test_parse_phenopacket__tolerates_version_1():
    packet = {
        "id": "old",
        "subject": {"id": "x", "sex": "MALE", "ageAtCollection": {"age": "P12Y"}},
        "phenotypicFeatures": [
            {"type": {"id": "HP:0001250"}, "negated": True},
            {"type": {"id": "HP:0001252"}, "ageOfOnset": {"age": "P1Y"}},
            {"type": {"id": "HP:0001263"}, "classOfOnset": {"id": "HP:0003593"}},
        ],
        "diseases": [{"term": {"id": "Orphanet:2762"}}],
    }
    case, issues = parse_phenopacket(packet)
    assert issues == ()
    assert case.age_years == 12
    assert [f.state.value for f in case.findings] == ["excluded", "present", "present"]
    assert case.findings[1].onset_years == 1
    assert case.findings[2].onset_term == "HP:0003593"
    assert case.diseases == ("ORPHA:2762",)


def test_parse_phenopacket__reads_the_proband_of_a_family():
    case, _ = parse_phenopacket({"id": "family", "proband": V2})
    assert case.id == "case-1"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"", "line 1"),
        (b'{"id": "a",', "line 1"),
        (b"[]", "$"),
        (b"7", "$"),
        (b"null", "$"),
        (b"{}", "$"),
        (b"\xff\xfe\x00", "byte 0"),
        (b'{"id": "a", "subject": []}', "subject"),
        (b'{"id": "a", "phenotypicFeatures": {}}', "phenotypicFeatures"),
        (b'{"id": "a", "phenotypicFeatures": "HP:1"}', "phenotypicFeatures"),
        (b'{"id": "a", "diseases": 3}', "diseases"),
        (b'{"id": "a", "metaData": "x"}', "metaData"),
        (b"[" * 200_000, "$"),
        (b'{"a":' * 200_000, "$"),
        (b'{"id": ' + b"9" * 5000 + b"}", "$"),
    ],
)
def test_parse_phenopacket__names_the_place_of_the_damage(data, where):
    with pytest.raises(FormatError) as caught:
        parse_phenopacket(data)
    assert caught.value.where.startswith(where)
    assert caught.value.hint


def test_parse_phenopacket__refuses_files_beyond_the_limit():
    with pytest.raises(TooLarge, match="at most"):
        parse_phenopacket(b" " * (MAX_BYTES + 1))
    with pytest.raises(TooLarge, match="features"):
        parse_phenopacket({"id": "a", "phenotypicFeatures": [{}] * 10_001})


@pytest.mark.parametrize(
    ("feature", "code"),
    [
        (None, "id-unreadable"),
        ([], "id-unreadable"),
        ({"type": "HP:0001250"}, "id-unreadable"),
        ({"type": {"id": "seizure"}}, "id-unreadable"),
        ({"type": {"id": "MONDO:0008153"}}, "term-not-hpo"),
        ({"type": {"id": "HP:0001250"}, "excluded": "no"}, "excluded-unreadable"),
        ({"type": {"id": "HP:0001250"}, "onset": {"age": {"iso8601duration": "soon"}}},
         "age-unreadable"),
    ],
)  # fmt: skip
def test_parse_phenopacket__collects_what_is_wrong_in_a_feature(feature, code):
    good = {"type": {"id": "HP:0001252"}}
    case, issues = parse_phenopacket({"id": "a", "phenotypicFeatures": [good, feature]})
    assert "HP:0001252" in case.present
    assert [i.code for i in issues] == [code]
    assert issues[0].where.startswith("phenotypicFeatures[1]")


def test_parse_phenopacket__keeps_present_where_a_term_is_also_excluded():
    features = [
        {"type": {"id": "HP:0001250"}, "excluded": True},
        {"type": {"id": "HP:0001250"}},
    ]
    case, issues = parse_phenopacket({"id": "a", "phenotypicFeatures": features})
    assert case.findings == (Finding("HP:0001250"),)
    assert [i.code for i in issues] == ["finding-conflict"]


FIELDS = """
    id type onset age ageRange start end iso8601duration excluded modifiers value quantity assay
    term disease diagnosis genomicInterpretations gene symbol variantInterpretation
    variationDescriptor extensions allelicState subject externalReferences progressStatus proband
"""
SECTIONS = (
    "id subject phenotypicFeatures diseases interpretations measurements metaData interpretations"
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["HP:0001250", "P3Y", "MALE", "SOLVED", "OMIM:1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=5)
    ),
    max_leaves=25,
)


def _read_or_refuse(data):
    """Return what a damaged packet yields; anything but an input error fails the test."""
    try:
        return parse_phenopacket(data)
    except InputError:
        return None


@given(st.dictionaries(st.sampled_from(SECTIONS.split()), json_values))
def test_parse_phenopacket__raises_nothing_but_input_errors(packet):
    read = _read_or_refuse(packet)
    if read is not None:
        case, issues = read
        assert case.id
        assert all(issue.where.encode() and issue.message.encode() for issue in issues)


@given(st.binary(max_size=200))
def test_parse_phenopacket__survives_any_bytes(data):
    with pytest.raises(InputError):
        parse_phenopacket(data)


@given(st.integers(0, 3000), st.integers(0, 255))
def test_parse_phenopacket__survives_one_changed_byte(place, byte):
    data = bytearray(json.dumps(V2).encode())
    data[place % len(data)] = byte
    _read_or_refuse(bytes(data))


@pytest.mark.data
def test_parse_phenopacket__reads_published_cases(data_folder):
    path = data_folder / "phenopacket-store" / "cases.jsonl.gz"
    if not path.is_file():
        pytest.skip("phenopacket-store is not in the data mirror")
    with gzip.open(path) as lines:
        for _, line in zip(range(300), lines, strict=False):
            case, issues = parse_phenopacket(line)
            listed = {f["type"]["id"] for f in json.loads(line).get("phenotypicFeatures", [])}
            assert {f.term for f in case.findings} == listed
            assert case.diseases
            assert not [i for i in issues if i.level == "error"]
