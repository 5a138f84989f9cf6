"""CanRisk and BOADICEA 4: a 0 is "unaffected", both are written, and both come back.

The BOADICEA file is the one in the tests of pedigreejs (CCGE-BOADICEA), as it stands there.
"""

from dataclasses import replace

import pytest

from rarekin.api.family.families import read_family, write_as
from rarekin.api.family.risk import assess, model
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult

HEADING = (
    "FamID Name Target IndivID FathID MothID Sex MZtwin Dead Age Yob 1stBrCa 2ndBrCa OvCa ProCa "
    "PanCa Ashkn BRCA1t BRCA1r BRCA2t BRCA2r PALB2t PALB2r ATMt ATMr CHEK2t CHEK2r "
    "ER PR HER2 CK14 CK56"
)
ROWS = (
    "XXXX 0 0 lgzm 0 0 F 0 0 92 1925 81 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    "XXXX 1 0 VqNY 0 0 M 0 1 78 1939 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    "XXXX 2 0 m21 0 0 M 0 0 68 1949 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    "XXXX 3 0 f21 VqNY lgzm F 0 0 67 1950 67 0 0 0 0 0 S P 0 0 0 0 0 0 0 0 P 0 0 0 0",
    "XXXX 4 1 ch1 m21 f21 F 0 0 43 1974 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
)
BOADICEA = "BOADICEA import pedigree file format 4.0\n" + "\n".join((HEADING, *ROWS))
FREE = Phenotype(State.EXCLUDED)


def test_boadicea__tests_stand_in_two_columns_and_a_0_is_unaffected():
    family, issues = read_family(BOADICEA.encode())
    assert not [i for i in issues if i.level.value == "error"]
    assert family.person("f21").tests == (GeneticTest(TestResult.POSITIVE),)
    assert family.person("ch1").tests == ()
    assert family.person("ch1").phenotypes == dict.fromkeys(
        ("breast cancer", "ovarian cancer", "pancreatic cancer"), FREE
    )
    assert family.person("m21").phenotypes == dict.fromkeys(
        ("breast cancer", "prostate cancer", "pancreatic cancer"), FREE
    )
    assert family.person("lgzm").phenotypes["breast cancer"].age_years == 81.0


def test_boadicea__years_without_cancer_make_a_change_less_likely():
    brca1 = model("brca1")
    chances = []
    for age in ("25", "43", "70"):
        family, _ = read_family(BOADICEA.replace(" 43 1974 ", f" {age} 0 ").encode())
        chances.append(assess(family, brca1).person("ch1").p_carrier)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1] + 0.1


def test_boadicea__without_an_age_a_0_says_nothing():
    family, _ = read_family(BOADICEA.replace(" 43 1974 ", " 0 0 ").encode())
    assert family.person("ch1").phenotypes == {}


@pytest.mark.parametrize("slug", ["canrisk", "boadicea"])
def test_write_as__a_breast_family_comes_back_whole(slug):
    family, _ = read_family(BOADICEA.encode())
    data, issues = write_as(family, slug)
    again, _ = read_family(data)
    assert again.people == tuple(replace(p, label=q.label) for p, q in zip(family.people, again.people, strict=True))  # fmt: skip  # noqa: E501
    assert {i.code for i in issues} == {"format-loses", "gene-assumed"}
    assert not [i for i in issues if "free of" in i.message]


@pytest.mark.parametrize("slug", ["canrisk", "boadicea"])
def test_write_as__says_that_a_0_claims_more_than_is_known(slug):
    family = Family((Person("a", Sex.FEMALE, age_years=40.0), Person("b", Sex.FEMALE)))
    _, issues = write_as(family, slug)
    assert [i.where for i in issues if i.code == "format-says-more"] == ["a"]


def test_write_as__names_of_a_model_are_written_as_those_of_the_file():
    ill = {"breast-cancer": Phenotype(State.PRESENT, 41.0)}
    data, issues = write_as(Family((Person("a", Sex.FEMALE, phenotypes=ill),)), "boadicea")
    assert data.split()[-21:-20] == [b"41"]
    assert not [i for i in issues if "breast" in i.message]
