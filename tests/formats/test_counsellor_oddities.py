"""CanRisk and GEDCOM files as programs really write them, each as its standard documents it."""

import pytest

from rarekin.api.family.families import read_family
from rarekin.model.partnership import Partnership
from rarekin.model.person import State, TestResult

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
    assert "breast cancer" not in family.person("k").phenotypes
    assert family.person("k").tests == ()
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
