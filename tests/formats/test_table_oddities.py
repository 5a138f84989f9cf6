# ruff: noqa: E501
"""PED, LINKAGE and tables as programs and hands really write them."""

import re

import pytest

from rarekin.api.family.families import read_family

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
