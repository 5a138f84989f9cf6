"""One meaning for a file by every door."""

import json

import pytest
from hypothesis import given, settings
from tests.formats.packets import packets as any_packets

from rarekin.api.diseases.terms import read_case, read_cases
from rarekin.api.ranking.batch_reading import LineReader
from rarekin.api.ranking.rank import rank_case, usable_findings
from rarekin.api.ranking.rank_lines import rank_lines
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import FormatError, InputError
from rarekin.formats.plain_phenopacket import read_plain
from rarekin.model.case import Sex, State

SEIZURE = {"type": {"id": "HP:0001250"}}


def case(*features, **more) -> dict:
    return {"id": "c", "phenotypicFeatures": list(features), **more}


def lines_of(*packets) -> list[dict]:
    data = [json.dumps(packet).encode() + b"\n" for packet in packets]
    return [json.loads(line.text) for line in rank_lines(data)]


def codes(issues) -> list[str]:
    return [getattr(i, "code", None) or i["code"] for i in issues]


@settings(max_examples=600)
@given(packet=any_packets)
def test_the_quick_reader__decides_as_the_careful_one(full_release, packet) -> None:
    usable = dict.fromkeys(full_release.ontology.findings, 1)
    plain = read_plain(packet, usable)
    if plain is None:
        return
    careful, issues = read_case(packet)
    assert plain.issues == issues
    assert plain.present == careful.present
    assert (plain.id, plain.sex, plain.diseases) == (careful.id, careful.sex, careful.diseases)


@settings(max_examples=150)
@given(packet=any_packets)
def test_a_line__says_what_the_file_says(full_release, packet) -> None:
    packet = json.loads(json.dumps(packet).replace("Infinity", "0"))
    [line] = LineReader(ranker()).read(7, json.dumps(packet).encode())
    try:
        careful, issues = read_case(packet)
    except InputError:
        assert not line.is_read
        return
    present, _, more = usable_findings(ranker(), careful)
    assert line.rows == ranker().profiles.row_of[present].tolist() if present else not line.rows
    assert (line.id, line.sex, line.truth) == (careful.id, careful.sex, careful.diseases)
    assert codes(line.issues) == codes((*issues, *more))
    assert all(issue.where.startswith("line 7") for issue in line.issues)


def test_the_quick_reader__reads_a_usual_case(full_release) -> None:
    usual = case(
        SEIZURE | {"onset": {"age": {"iso8601duration": "P3Y"}}},
        {"type": {"id": "HP:0000252", "label": "x"}, "excluded": True},
        subject={"id": "s", "sex": "MALE"},
        diseases=[{"term": {"id": "OMIM:166350"}}],
        metaData={"created": "now"},
    )
    plain = read_plain(usual, dict.fromkeys(full_release.ontology.findings, 1))
    assert plain is not None
    assert (plain.present, plain.sex) == (("HP:0001250",), Sex.MALE)


def test_negated_of_version_1__is_never_present(full_release) -> None:
    old = case(SEIZURE, {"type": {"id": "HP:0000252"}, "negated": True})
    new = case(SEIZURE, {"type": {"id": "HP:0000252"}, "excluded": True})
    one, two = lines_of(old, new)
    assert one["diseases"] == two["diseases"]
    assert read_case(old)[0].excluded == ("HP:0000252",)


@pytest.mark.parametrize(
    "denial",
    [{"excluded": "true"}, {"excluded": "false"}, {"excluded": 1}, {"isExcluded": True},
     {"observed": "no"}, {"excluded": False, "negated": True}],
)  # fmt: skip
def test_a_feature_that_may_be_denied__is_left_out_and_named(full_release, denial) -> None:
    packet = case(SEIZURE, {"type": {"id": "HP:0000252"}} | denial)
    read, issues = read_case(packet)
    assert [f.term for f in read.findings] == ["HP:0001250"]
    assert issues[0].level == "error"
    [line] = lines_of(packet)
    assert codes(line["issues"]) == codes(issues)


def test_null__is_the_default(full_release) -> None:
    read, issues = read_case(case(SEIZURE | {"excluded": None}, subject={"sex": None}))
    assert (read.present, issues) == (("HP:0001250",), ())


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"subject": {"timeAtLastEncounter": {"age": {"iso8601duration": "24Y"}}}},
         "age-unreadable"),
        ({"subject": {"timeAtLastEncounter": {"ontologyClass": {"id": "HP:0003623"}}}},
         "age-not-counted"),
        ({"subject": {"timeAtLastEncounter": {"timestamp": "2020-01-01T00:00:00Z"}}},
         "age-not-counted"),
        ({"subject": {"sex": "OTHER_SEX"}}, "sex-not-read"),
        ({"subject": {"sex": 2}}, "sex-not-read"),
        ({"subject": {"vitalStatus": {"status": "DECEASED"}}}, "fields-not-used"),
        ({"medicalActions": [{"treatment": {}}]}, "fields-not-used"),
        ({"phenotypicFeatuers": [SEIZURE]}, "fields-unknown"),
        ({"diseases": [{"term": {"id": "OMIM:1"}, "excluded": True}]}, "disease-excluded"),
        ({"diseases": [{"term": {"id": "OMIM:1"}, "excluded": "true"}]}, "excluded-unreadable"),
        ({"interpretations": [{"progressStatus": "UNSOLVED",
                               "diagnosis": {"disease": {"id": "OMIM:154700"}}}]},
         "interpretation-undecided"),
    ],
)  # fmt: skip
def test_what_is_dropped__is_said_by_both_readers(full_release, more, code) -> None:
    packet = case(SEIZURE, **more)
    read, issues = read_case(packet)
    assert codes(issues) == [code]
    assert read.diseases == ()
    [line] = lines_of(packet)
    assert codes(line["issues"]) == [code]
    assert line["issues"][0]["where"].startswith("line 1")


def test_severity_and_sex_letters__are_kept(full_release) -> None:
    severe = SEIZURE | {"severity": {"id": "HP:0012828"}, "modifiers": [{"id": "HP:0003676"}]}
    read, issues = read_case(case(severe, subject={"sex": "M"}))
    assert read.findings[0].modifiers == ("HP:0003676", "HP:0012828")
    assert (read.sex, issues) == (Sex.MALE, ())


def test_a_missing_status__is_the_unknown_one(full_release) -> None:
    gene = {"gene": {"symbol": "STXBP1"}}
    diagnosis = {"genomicInterpretations": [gene]}
    read, issues = read_case(case(SEIZURE, interpretations=[{"diagnosis": diagnosis}]))
    assert [(v.gene, v.significance) for v in read.variants] == [("STXBP1", "VUS")]
    assert issues == ()


def test_a_label_without_id__is_found_or_named(full_release) -> None:
    read, issues = read_case(case({"type": {"label": "seizure"}}, {"type": {"label": "Oddness"}}))
    assert read.present == ("HP:0001250",)
    assert codes(issues) == ["term-by-label", "id-unreadable"]
    assert "Oddness" in issues[1].message


@pytest.mark.parametrize(
    "term", ["HP:0000001", "HP:0000118", "HP:0000006", "HP:0003577", "HP:0012828", "HP:0031797"]
)
def test_terms_that_are_no_finding__are_left_out_with_a_notice(full_release, term) -> None:
    odd, usual = case(SEIZURE, {"type": {"id": term}}), case(SEIZURE)
    read, issues = read_case(odd)
    assert read.present == ("HP:0001250",)
    assert [(i.code, i.level) for i in issues] == [("term-not-a-finding", "notice")]
    one, two = lines_of(odd, usual)
    assert (one["diseases"], one["p_other"]) == (two["diseases"], two["p_other"])


def test_an_alternative_id__counts_once(full_release) -> None:
    packet = case({"type": {"id": "HP:0008873"}}, {"type": {"id": "HP:0001523"}}, SEIZURE)
    read, issues = read_case(packet)
    assert read.present == ("HP:0008873", "HP:0001250")
    assert codes(issues) == ["term-retired"]


COHORT = {"id": "coh", "members": [case(SEIZURE), case({"type": {"id": "HP:0000252"}})]}


@pytest.mark.parametrize(
    "shape",
    [COHORT, COHORT["members"], {"phenopackets": COHORT["members"]},
     {"proband": COHORT["members"][0], "relatives": COHORT["members"][1:], "pedigree": {}}],
)  # fmt: skip
def test_files_of_several_people__are_read_member_by_member(full_release, shape) -> None:
    members = read_cases(shape)
    assert [m.case.present for m in members] == [("HP:0001250",), ("HP:0000252",)]
    single = [lines_of(member)[0]["diseases"] for member in COHORT["members"]]
    assert [line["diseases"] for line in lines_of(shape)] == single


def test_one_person_is_asked_for__a_cohort_is_named_and_a_family_is_its_proband(
    full_release,
) -> None:
    with pytest.raises(FormatError, match="GA4GH Cohort with 2 members"):
        read_case(COHORT)
    family = {"proband": case(SEIZURE), "relatives": [case(SEIZURE)], "pedigree": {}}
    read, issues = read_case(family)
    assert read.present == ("HP:0001250",)
    assert codes(issues) == ["family-proband"]


def test_a_damaged_member__does_not_stop_the_others(full_release) -> None:
    members = read_cases([case(SEIZURE), 7, {"resourceType": "Patient", "id": "x"}])
    assert [m.case is not None for m in members] == [True, False, False]
    assert "FHIR" in str(members[2].error)
    assert [bool(line["diseases"]) for line in lines_of([case(SEIZURE), 7])] == [True, False]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<?xml version='1.0'?>", "XML"),
        (b"##fileformat=VCFv4.2\n", "VCF"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04\xff", "ZIP"),
        (b"fam\tkid\tdad\tmum\t1\t2\n", "PED"),
        (b'{"resourceType": "Bundle", "id": "a"}', "FHIR"),
        (b'{"resourceType": "Observation", "subject": {}}', "FHIR"),
        (b'{"people": []}', "family file"),
    ],
)
def test_a_file_of_another_kind__is_named(full_release, data, name) -> None:
    with pytest.raises(FormatError, match=name) as caught:
        read_case(data)
    assert caught.value.hint


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number__is_refused_by_every_door(full_release, number) -> None:
    data = b'{"id": "a", "phenotypicFeatures": [], "x": %s}' % number.encode()
    with pytest.raises(FormatError, match=number):
        read_case(data)
    [line] = rank_lines([data])
    assert not line.is_read
    assert number in line.text


def test_an_indented_document__is_said_once(full_release) -> None:
    text = json.dumps(case(SEIZURE), indent=1).encode()
    for data in (text, text + b"\n" + text, json.dumps([case(SEIZURE)] * 2, indent=1).encode()):
        with pytest.raises(FormatError, match="one case per line") as caught:
            list(rank_lines(data.splitlines(keepends=True)))
        assert caught.value.where == "line 1"
    with pytest.raises(FormatError, match="YAML"):
        list(rank_lines([b"id: c1\n", b"subject:\n"]))


def test_line_numbers__count_every_line(full_release) -> None:
    good = json.dumps(case(SEIZURE)).encode()
    lines = list(rank_lines([good, b"\n", b"{\n", b"note: x\n", good]))
    assert [line.is_read for line in lines] == [True, False, False, True]
    wheres = [json.loads(line.text)["issues"][0]["where"] for line in lines[1:3]]
    assert [where.split(",")[0] for where in wheres] == ["line 3", "line 4"]


def test_nothing_ranked__leaves_the_chance_of_others_open(full_release) -> None:
    packet = case(SEIZURE | {"excluded": True})
    assert lines_of(packet)[0]["p_other"] is None
    assert rank_case(read_case(packet)[0]).p_other is None


def test_a_patient_of_the_exchange__is_a_case(full_release) -> None:
    patient = {
        "id": "p",
        "contact": {"name": "Dr A", "href": "mailto:a@example.org"},
        "species": "NCBITaxon:9606",
        "sex": "FEMALE",
        "ageOfOnset": "HP:0003623",
        "features": [
            {"id": "HP:0001250", "observed": "yes", "ageOfOnset": "HP:0003623"},
            {"id": "HP:0000252", "observed": "no"},
            {"id": "HP:0001263"},
        ],
        "genomicFeatures": [{"gene": {"id": "STXBP1"}, "zygosity": 1}],
        "disorders": [{"id": "MIM:612164"}],
    }
    read, issues = read_case({"patient": patient})
    assert issues == ()
    assert read.present == ("HP:0001250", "HP:0001263")
    assert read.findings[1].state is State.EXCLUDED
    assert read.findings[0].onset_term == read.onset_term == "HP:0003623"
    assert (read.sex, read.diseases) == (Sex.FEMALE, ("OMIM:612164",))
    assert [(v.gene, v.zygosity) for v in read.variants] == [("STXBP1", "heterozygous")]


def test_what_was_read_in_a_text__is_a_case(full_release) -> None:
    mentions = [
        {"term": "HP:0001250", "label": "Seizure", "state": "excluded"},
        {"term": "HP:0001250", "label": "Seizure", "state": "present"},
        {"term": "HP:0000252", "label": "Microcephaly", "state": "unknown"},
    ]
    read, issues = read_case({"text": "…", "mentions": mentions, "issues": []})
    assert (read.present, read.excluded, issues) == (("HP:0001250",), (), ())
