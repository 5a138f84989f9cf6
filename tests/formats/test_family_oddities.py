# ruff: noqa: E501
"""Family files as programs and hands really write them, each in the form its standard documents."""

import json
import re

import pytest

from rarekin.api.family.families import open_families, read_family, write_as
from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person, State, TestResult

TRIO = "F d 0 0 1 1\nF m 0 0 2 1\nF k d m 2 2\n"
PEOPLE = [("d", "m", None, None, "e"), ("m", "f", None, None, "e"), ("k", "f", "d", "m", "p")]
UNKNOWN = [(*p[:4], "") for p in PEOPLE]


def told(data):
    family, issues = read_family(data.encode() if isinstance(data, str) else data)
    people = [
        (
            p.id,
            p.sex.value[0],
            p.father,
            p.mother,
            "".join(s.state.value[0] for s in p.phenotypes.values()),
        )
        for p in family.people
    ]
    return people, [i for i in issues if i.level.value != "notice"]


def table(mark, heading="family;id;father;mother;sex;affected"):
    return "\n".join(
        [heading, *(";".join(line.split()) for line in TRIO.split("\n") if line)]
    ).replace(";", mark)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + TRIO.replace("\n", "\r\n").encode(),
        TRIO.replace("\n", "\r"),
        TRIO.encode("utf-16"),
        TRIO.encode("utf-16-be"),
        TRIO.encode("utf-16-le"),
        TRIO.replace(" ", "\t"),
        TRIO + "\x1a",
        "# a family\n\n" + TRIO,
        TRIO.replace("0 0", "-9 -9"),
        TRIO.replace("0 0", "NA NA"),
        TRIO.replace("0 0", "x x"),
        TRIO.replace("0 0", "- -"),
        TRIO.replace(" 1 1\n", " M unaffected\n").replace(" 2 1\n", " F N\n").replace(" 2 2\n", " Female Affected\n"),
        re.sub(r"\n", " A A G T\n", TRIO),
        table(","), table("\t"), table(";"),
        table(",", '"Family ID";"Individual ID";"Paternal ID";"Maternal ID";"Sex";"Phenotype"'),
        table("\t", "#FID;IID;PAT;MAT;SEX;PHENO1"),
        table("\t", "FamilyId;IndividualId;Father;Mother;Gender;Affected"),
    ],
)  # fmt: skip
def test_ped__every_way_of_writing_one_trio_is_the_same_trio(data):
    assert told(data) == (PEOPLE, [])


# makeped: first child, next half-sibling by the father, by the mother; sex; proband; affection.
MADE = "1 1 0 0 3 0 0 1 0 1\n1 2 0 0 3 0 0 2 0 1\n1 3 1 2 0 4 4 2 1 2\n1 4 1 2 0 0 0 1 0 1\n"


@pytest.mark.parametrize(
    "data",
    [MADE, "".join(f"{line}  Ped: 1  Per: {n}\n" for n, line in enumerate(MADE.splitlines(), 1))],
)
def test_linkage__pointers_of_makeped_are_no_sex(data):
    people, issues = told(data)
    assert people == [
        ("1", "m", None, None, "e"),
        ("2", "f", None, None, "e"),
        ("3", "f", "1", "2", "p"),
        ("4", "m", "1", "2", "e"),
    ]
    assert issues == []
    assert [p.id for p in read_family(data.encode())[0].probands] == ["3"]


def test_ped__somebody_called_x_is_somebody():
    assert told("F x 0 0 1 1\nF k x 0 2 2\n")[0][1][2] == "x"


@pytest.mark.parametrize(
    ("age", "years"),
    [
        ("41,5", 41.5),
        ("6 months", 0.5),
        ("35y", 35.0),
        ("18 mo", 1.5),
        ("52 years", 52.0),
        ("NA", None),
        ("", None),
    ],
)
def test_table__ages_with_their_units(age, years):
    family, issues = read_family(f"id;father;mother;sex;age\nd;;;M;{age}\n".encode())
    assert (family.people[0].age_years, issues) == (years, ())


@pytest.mark.parametrize("age", ["old", "-3", "200", "5 parsecs", "12 34"])
def test_table__an_age_that_is_none_is_an_error_with_its_line(age):
    _, issues = read_family(f"id;father;mother;sex;age\nd;;;M;{age}\n".encode())
    assert [i.where for i in issues] == ["line 2"]


def test_ped__a_damaged_file_tells_every_line_at_once():
    _, issues = read_family(b"F d 0 0 1 1\nF m\nF k d m 2 perhaps\nF k d m 2 2\nF\n")
    errors = [i.where for i in issues if i.level.value == "error"]
    assert errors[:3] == ["line 2", "line 3", "line 5"]
    assert "people[2]" in errors


HEAD = [
    "FamID",
    "Name",
    "Target",
    "IndivID",
    "FathID",
    "MothID",
    "Sex",
    "MZtwin",
    "Dead",
    "Age",
    "Yob",
    "BC1",
    "BC2",
    "OC",
    "PRO",
    "PAN",
    "Ashkn",
]
GENES = ["BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "BARD1", "RAD51D", "RAD51C", "BRIP1", "HOXB13"]
OF = {1: [g for g in GENES if g not in ("BARD1", "HOXB13")], 2: GENES[:-1], 3: GENES[:-1], 4: GENES}
PATHOLOGY = "ER:PR:HER2:CK14:CK56"


def canrisk(version, mark="\t", keep=None, heading=True, **change):
    columns = [*HEAD, *OF[version], PATHOLOGY]
    empty = (
        dict.fromkeys(columns, "0")
        | dict.fromkeys(GENES, "0:0")
        | {PATHOLOGY: "0:0:0:0:0", "FamID": "XFAM"}
    )
    rows = [
        {"Name": "pa", "IndivID": "p", "Sex": "M", "Age": "70", "Yob": "1950"},
        {
            "Name": "ma",
            "IndivID": "m",
            "Sex": "F",
            "Age": "68",
            "Yob": "1952",
            "BC1": "AU",
            "BRCA1": "S:P",
        },
        {
            "Name": "me",
            "Target": "1",
            "IndivID": "k",
            "FathID": "p",
            "MothID": "m",
            "Sex": "F",
            "Age": "41",
            "Yob": "1980",
            **change,
        },
    ]
    lines = [f"##CanRisk {version}.0", "##menarche=13"]
    lines += ["##" + mark.join(columns)] if heading else []
    lines += [mark.join([(empty | row)[c] for c in columns][:keep]) for row in rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("version", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("mark", "keep", "heading"),
    [("\t", None, True), (" ", None, True), ("\t", None, False), ("\t", 20, True)],
)
def test_canrisk__each_version_with_and_without_its_heading_and_last_columns(
    version, mark, keep, heading
):
    family, issues = read_family(canrisk(version, mark, keep, heading).encode())
    assert [(p.id, p.father, p.mother, p.age_years, p.proband) for p in family.people] == [
        ("p", None, None, 70.0, False), ("m", None, None, 68.0, False), ("k", "p", "m", 41.0, True),
    ]  # fmt: skip
    assert family.person("m").phenotypes["breast cancer"].state is State.PRESENT
    assert [t.result for t in family.person("m").tests] == [TestResult.POSITIVE]
    assert {i.code for i in issues if i.level.value == "warning"} == (
        {"columns-missing"} if keep else set()
    )


def test_canrisk__columns_by_name_whatever_their_case_and_number():
    lines = canrisk(4).split("\n")
    lower = "\n".join([lines[0], lines[2].lower(), *lines[3:]])
    few = "\n".join([lines[0], *("\t".join(line.split("\t")[:12]) for line in lines[2:])])
    for text in (lower, few):
        assert read_family(text.encode())[0].person("k").mother == "m"
    _, issues = read_family(canrisk(4).replace("MothID", "Mum").encode())
    assert "The heading has no column MothID." in [i.message for i in issues]


def test_canrisk__na_says_nothing_and_impossible_years_are_told():
    family, issues = read_family(
        canrisk(4, BC1="NA", BRCA1="NA", MZtwin="NA", Dead="NA", Ashkn="NA").encode()
    )
    assert (family.person("k").phenotypes, family.person("k").tests) == ({}, ())
    assert not [i for i in issues if i.level.value != "notice"]
    _, issues = read_family(canrisk(4, Yob="1940", BRCA2="Q:Z", Age="young").encode())
    said = [i.message for i in issues if i.level.value != "notice"]
    assert len(said) == 4
    assert "'k' was born in 1940, the mother 'm' in 1952." in said


GEDCOM = """0 HEAD
1 SOUR PAF
1 DEST ANSTFILE
1 DATE 2 FEB 2020
1 GEDC
2 VERS 5.5.1
2 FORM LINEAGE-LINKED
1 CHAR ANSEL
1 SUBM @S@
0 @S@ SUBM
1 NAME Somebody
0 @I1@ INDI
1 NAME Jos\xe2e /Doe/
2 SOUR @S1@
3 PAGE 12
1 SEX M
1 BIRT
2 DATE ABT 1940
2 SOUR @S1@
1 DEAT
2 AGE 61y 6m
1 FAMS @F1@
0 @I2@ INDI
1 SEX F
1 BIRT
2 DATE BET 1940 AND 1945
1 NOTE a long note
2 CONT over lines
2 CONC and more
1 FAMS @F1@
1 FAMS @F2@
0 @I3@ INDI
1 SEX F
1 BIRT
2 DATE @#DGREGORIAN@ 2 FEB 1970
1 FAMC @F1@
0 @I4@ INDI
1 SEX U
1 ADOP
2 FAMC @F1@
3 ADOP BOTH
1 FAMC @F1@
0 @I5@ INDI
1 SEX M
1 FAMS @F2@
0 @I6@ INDI
1 SEX M
1 DEAT
2 AGE STILLBORN
1 FAMC @F1@
2 PEDI birth
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
1 CHIL @I3@
1 CHIL @I4@
1 CHIL @I6@
1 DIV Y
0 @F2@ FAM
1 HUSB @I5@
1 WIFE @I2@
1 MARR
0 @S1@ SOUR
1 TITL A register
0 TRLR
"""


@pytest.mark.parametrize("version", ["5.5.1", "7.0"])
def test_gedcom__sources_adoptions_ages_stillbirths_and_couples(version):
    text = GEDCOM.replace("5.5.1", version)
    family, issues = read_family(text.encode("latin-1"))
    by = family.by_id
    assert [i.code for i in issues] == ["encoding-guessed", "left-out"]
    assert (by["I1"].age_years, by["I2"].age_years, by["I3"].age_years) == (61.5, None, 50.0)
    assert (by["I4"].raised_by, by["I4"].is_founder, by["I4"].adopted) == (("I1", "I2"), True, "in")
    assert (by["I6"].loss, by["I6"].father, by["I6"].unborn) == ("stillbirth", "I1", True)
    assert set(family.partners) == {
        Partnership("I1", "I2", separated=True),
        Partnership("I5", "I2"),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("1 DEAT\n2 AGE 61y 6m", "1 DEAT\n2 DATE 1960"), "after the death of the father"),
        (("1 DEAT\n2 AGE 61y 6m", "1 DEAT\n2 DATE 1930"), "before the birth in 1940"),
        (("ABT 1940", "1965"), "the father 'I1' in 1965"),
    ],
)
def test_gedcom__dates_that_cannot_all_be_true_are_told(change, words):
    _, issues = read_family(GEDCOM.replace(*change).encode("latin-1"))
    assert any(words in i.message and i.level.value == "warning" for i in issues)


def test_gedcom__two_mothers_are_a_couple_and_nobody_is_made_a_father():
    text = GEDCOM.replace(
        "@I1@ INDI\n1 NAME Jos\xe2e /Doe/\n2 SOUR @S1@\n3 PAGE 12\n1 SEX M", "@I1@ INDI\n1 SEX F"
    )
    family, issues = read_family(text.encode())
    assert family.person("I3").raised_by == ("I1", "I2")
    assert family.person("I3").father is None
    assert not [i for i in issues if i.level.value == "error"]
    assert any("two women" in i.message for i in issues)


# The forms in which the standard's own documents and its implementations print one trio with a donor.
PLAIN = """
id: FAM4
narrative: an egg donor, a gestational carrier and a biological father
individuals:
  - id: DONOR
    sex_assigned_at_birth: assigned female
  - id: CARRIER
    sex_assigned_at_birth: assigned female
  - id: FATHER
    sex_assigned_at_birth: assigned male
  - id: CHILD
relationships:
  - individual: DONOR
    relative: CHILD
    biological_relationship:
      - {id: "KIN:038", label: isOvumDonorOf}
  - individual: CARRIER
    relative: CHILD
    biological_relationship:
      - {id: "KIN:005", label: isGestationalCarrierOf}
  - individual: FATHER
    relative: CHILD
    biological_relationship:
      - {id: "KIN:028", label: isBiologicalFatherOf}
index_patients:
  - CHILD
"""


def packets(individual, relative, relation, wrap):
    people = [
        ("DONOR", "FEMALE"),
        ("CARRIER", "FEMALE"),
        ("FATHER", "MALE"),
        ("CHILD", "UNKNOWN_SEX"),
    ]
    links = [("DONOR", "KIN:038"), ("CARRIER", "KIN:005"), ("FATHER", "KIN:028")]
    return json.dumps({
        "id": "FAM4",
        "individuals": [wrap({"id": i, "sex": sex}) for i, sex in people],
        "relationships": [{individual: one, relation: {"id": code}, relative: "CHILD"} for one, code in links],
        "indexPatients": ["CHILD"],
    })  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        packets(
            "individualId", "relativeId", "relation", lambda s: {"id": f"p-{s['id']}", "subject": s}
        ),
        packets(
            "individual_id",
            "relative_id",
            "relation",
            lambda s: {"id": f"p-{s['id']}", "subject": s},
        ),
        packets("individual", "relative", "relationship", lambda s: {"individual": s}),
        packets("individual", "relative", "relation", lambda s: s),
    ],
)
def test_ga4gh__every_form_it_has_had(text):
    family, issues = read_family(text.encode())
    child = family.person("CHILD")
    assert (child.mother, child.father, child.carried_by, child.proband) == (
        "DONOR",
        "FATHER",
        "CARRIER",
        True,
    )
    assert [p.role for p in family.people] == ["donor", "surrogate", "", ""]
    assert [i for i in issues if i.level.value == "error"] == []


def test_ga4gh__relations_told_from_the_child_and_twins():
    links = [
        ("k", "KIN:040", "f"),
        ("k", "KIN:041", "m"),
        ("l", "KIN:034", "f"),
        ("m", "KIN:033", "l"),
        ("k", "KIN:011", "l"),
        ("m", "KIN:022", "a"),
        ("m", "KIN:050", "f"),
    ]
    people = [
        {"id": i, "sex": s}
        for i, s in (("f", "male"), ("m", "female"), ("k", "male"), ("l", "female"), ("a", "male"))
    ]
    family, issues = read_family(
        {
            "individuals": people,
            "relationships": [
                {"individual": a, "relation": {"id": c}, "relative": b} for a, c, b in links
            ],
        }
    )
    assert [(p.id, p.father, p.mother) for p in family.people[2:4]] == [
        ("k", "f", "m"),
        ("l", "f", "m"),
    ]
    assert {p.fraternal for p in family.people[2:4]} == {True}
    assert family.person("a").raised_by == ("m",)
    assert (family.partners, issues) == ((Partnership("m", "f", separated=True),), ())


def fhir(**member):
    base = {
        "resourceType": "FamilyMemberHistory",
        "status": "completed",
        "patient": {"reference": "Patient/p"},
    }
    return {
        "resourceType": "Bundle",
        "entry": [
            {
                "resource": {
                    **base,
                    "id": "x",
                    "relationship": {"coding": [{"code": "MTH"}]},
                    **member,
                }
            }
        ],
    }


@pytest.mark.parametrize(
    ("member", "dead", "age"),
    [
        ({"deceasedBoolean": True}, True, None),
        ({"deceasedAge": {"value": 70, "code": "a"}}, True, 70.0),
        ({"deceasedDate": "2001-02-03"}, True, None),
        ({"deceasedString": "in the war"}, True, None),
        ({"deceasedBoolean": False, "ageString": "41 years"}, False, 41.0),
        ({"deceasedRange": {"low": {"value": 60}}}, True, None),
        ({"ageAge": {"value": 18, "unit": "mo"}}, False, 1.5),
    ],
)
def test_fhir__every_way_of_saying_that_somebody_died(member, dead, age):
    mother = read_family(fhir(**member))[0].person("x")
    assert (mother.deceased, mother.age_years) == (dead, age)


def test_fhir__what_was_entered_in_error_is_not_there_and_who_is_not_placed_is_named():
    with pytest.raises(InputError, match="entered in error"):
        read_family(fhir(status="entered-in-error"))
    _, issues = read_family(fhir(relationship={"text": "somebody"}))
    assert [i.where for i in issues if i.level.value == "warning"] == ["FamilyMemberHistory x"]


def test_open_pedigree__losses_twins_adoption_childless_and_parted_couples():
    graph = [
        {"id": 0, "prop": {"gender": "F", "twinGroup": 0, "monozygotic": True}},
        {"id": 1, "prop": {"gender": "M"}, "outedges": [{"to": 3}]},
        {"id": 2, "prop": {"gender": "F"}, "outedges": [{"to": 3}, {"to": 8}]},
        {"id": 3, "rel": True, "prop": {"broken": True, "consangr": "Y"}, "outedges": [{"to": 4}]},
        {"id": 4, "chhub": True, "outedges": [{"to": 0}, {"to": 5}, {"to": 6}, {"to": 7}]},
        {"id": 5, "prop": {"gender": "F", "twinGroup": 0, "monozygotic": True}},
        {"id": 6, "prop": {"gender": "M", "lifeStatus": "stillborn"}},
        {"id": 7, "prop": {"gender": "U", "adoptedStatus": "adoptedIn"}},
        {"id": 8, "rel": True, "prop": {"childlessStatus": "infertile"}},
        {"id": 9, "prop": {"gender": "M"}, "outedges": [{"to": 8}]},
    ]
    for document in ({"GG": graph}, graph):
        file = open_families(json.dumps(document).encode())
        family = file.family()
        assert file.standard.slug == "open-pedigree"
        assert family.person("0").twin_group == family.person("5").twin_group != ""
        assert (family.person("6").loss, family.person("6").father) == ("stillbirth", "1")
        assert (family.person("7").raised_by, family.person("7").father) == (("1", "2"), None)
        assert set(family.partners) == {
            Partnership("1", "2", separated=True, related="relatives"), Partnership("2", "9", childless="infertility"),
        }  # fmt: skip


def test_pedigreejs__twins_losses_and_adoption_come_back():
    people = (
        Person("f", sex=Person("x").sex.MALE), Person("m", sex=Person("x").sex.FEMALE),
        Person("a", father="f", mother="m", birth_group="b", fraternal=True),
        Person("b", father="f", mother="m", birth_group="b", fraternal=True),
        Person("c", father="f", mother="m", unborn=True, deceased=True, loss="termination"),
        Person("d", raised_by=("f", "m"), adopted="in"),
    )  # fmt: skip
    data, lost = write_as(Family(people), "pedigreejs")
    again, issues = read_family(data)
    assert (again.people[2:], lost, issues) == (tuple(people[2:]), (), ())
