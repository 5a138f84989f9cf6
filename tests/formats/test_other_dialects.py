"""Files as spreadsheets, other languages and other programs leave them: read, or told why not."""

import json

import pytest
from tests.formats.test_breast_families import BOADICEA
from tests.formats.test_families import CANRISK, GEDCOM

from rarekin.api.family.families import read_family

HEAD = "family,id,father,mother,sex,affected"
TRIO = f"{HEAD}\n1,a,,,M,1\n1,b,,,F,1\n1,c,a,b,F,2\n"
SAME = ["a m - - excluded", "b f - - excluded", "c f a b present"]


def told(data):
    family, issues = read_family(data.encode() if isinstance(data, str) else data)
    people = [
        " ".join((p.id, p.sex.value[0], p.father or "-", p.mother or "-",
                  *(s.state.value for s in p.phenotypes.values())))
        for p in family.people
    ]  # fmt: skip
    return people, [i.code for i in issues if i.level.value != "notice"]


@pytest.mark.parametrize(
    "text",
    [
        TRIO,
        TRIO.replace(",", ";"),
        TRIO.replace(",", "|"),
        "sep=;\n" + TRIO.replace(",", ";"),
        "\ufeff" + TRIO.replace("\n", "\r\n"),
        "\n".join(f"| {line.replace(',', ' | ')} |" for line in TRIO.split()).replace(
            "\n", "\n|---|---|---|---|---|---|\n", 1
        ),
        "Famille;Identifiant;Père;Mère;Sexe;Atteint\n1;a;;;H;non\n1;b;;;F;non\n1;c;a;b;F;oui\n",
        "familia,id,padre,madre,sexo,afectado\n1,a,,,hombre,no\n1,b,,,mujer,no\n1,c,a,b,mujer,sí\n",
        "Familie;ID;Vater;Mutter;Geschlecht;Betroffen\n1;a;;;m;nein\n1;b;;;w;nein\n1;c;a;b;w;ja\n",
    ],
)
def test_table__separators_and_languages(text):
    assert told(text) == (SAME, [])


def test_table__h_and_m_are_hombre_and_mujer():
    text = "id,padre,madre,sexo,afectado\na,,,H,no\nb,,,M,no\nc,a,b,M,sí\n"
    assert told(text) == (SAME, ["sex-words"])


def test_table__whole_numbers_of_a_spreadsheet():
    text = "1.0,1.0,0.0,0.0,1.0,1.0\n1.0,2.0,0.0,0.0,2.0,1.0\n1.0,3.0,1.0,2.0,2.0,2.0\n"
    assert told(text)[0] == ["1 m - - excluded", "2 f - - excluded", "3 f 1 2 present"]


def test_table__french_ages_and_words_for_the_dead():
    text = (
        "id;père;mère;sexe;atteint;âge;décédé\na;;;H;non;41,5 ans;oui\nb;;;F;oui;6 mois;vivante\n"
    )
    family, issues = read_family(text.encode())
    assert [(p.age_years, p.deceased) for p in family.people] == [(41.5, True), (0.5, False)]
    assert issues == ()


def test_table__a_parent_in_other_letters_is_the_only_one_it_can_be():
    assert told(f"{HEAD}\n1,Dad,,,M,1\n1,Mum,,,F,1\n1,kid,dad,MUM,F,2\n") == (
        ["Dad m - - excluded", "Mum f - - excluded", "kid f Dad Mum present"],
        ["id-letters", "id-letters"],
    )
    family, _ = read_family(f"{HEAD}\n1,dad,,,M,1\n1,DAD,,,M,1\n1,kid,Dad,,F,2\n".encode())
    assert family.person("kid").father == "Dad"
    assert family.errors


def test_table__a_table_that_says_nobody_is_ill_is_told():
    text = "id,father,mother,sex,breast_cancer\na,,,M,0\nb,,,F,2\nc,a,b,F,1\n"
    assert told(text)[1] == ["no-disease"]


PEOPLE = told(CANRISK)[0]


@pytest.mark.parametrize(
    "text",
    [
        CANRISK.replace("\t", ";"),
        CANRISK.replace("\t", ","),
        "\n\n" + CANRISK,
        CANRISK.replace("##CanRisk 3.0", "##CanRisk"),
        CANRISK.replace("##CanRisk 3.0", "##canrisk 9.0"),
        CANRISK.replace("\n", "\r\n"),
    ],
)
def test_canrisk__separators_and_versions(text):
    assert told(text) == (PEOPLE, [])


def test_boadicea__as_a_spreadsheet_saves_it():
    first, rest = BOADICEA.split("\n", 1)
    assert told(f"{first}\n{rest.replace(' ', ';')}") == told(BOADICEA)


@pytest.mark.parametrize(
    "text",
    [
        GEDCOM.replace("1 CHIL @I3@\n", ""),
        GEDCOM.replace("1 HUSB @I1@\n", ""),
        GEDCOM.replace(" ", "\t"),
        GEDCOM.lower(),
        GEDCOM.replace("1 JAN 1950", "1950-01-01"),
    ],
)
def test_gedcom__one_side_of_a_link_tabs_small_letters_and_other_dates(text):
    family, _ = read_family(text.encode())
    third = family.people[2]
    assert (third.father, third.mother) == tuple(p.id for p in family.people[:2])
    assert family.people[0].age_years == pytest.approx(40.0, abs=0.1)


def test_gedcom__what_is_lost_is_told():
    text = GEDCOM.replace("1 JAN 1950", "(before the war)").replace("1 SEX M", "SEX M", 1)
    _, issues = read_family(text.encode())
    assert [i.where for i in issues if i.level.value == "error"] == ["line 7"]
    assert "before the war" in " ".join(i.message for i in issues)
    twice = GEDCOM.replace("1 WIFE @I2@", "1 WIFE @I2@\n1 WIFE @I4@")
    assert "two entries WIFE" in " ".join(i.message for i in read_family(twice.encode())[1])


@pytest.mark.parametrize(
    ("disorders", "keys"),
    [("gout", {"gout"}), (["603235", {"name": "gout"}], {"603235", "gout"}), (None, set())],
)
def test_open_pedigree__diseases_in_every_form(disorders, keys):
    entries = [{"id": 1, "sex": "male", "disorders": disorders, "birthDate": "1980"}]
    family, issues = read_family(json.dumps(entries).encode())
    assert family.people[0].phenotypes.keys() == keys
    assert [i.code for i in issues] == ["left-out"]


def test_pedigreejs__lists_of_conditions_count_and_the_rest_is_told():
    entries = [{"name": "a", "sex": "F", "conditions": ["gout"], "ashkenazi": 1, "top_level": True}]
    family, issues = read_family(json.dumps(entries).encode())
    assert "gout" in family.people[0].phenotypes
    assert [i.message for i in issues] == ["We do not read the field ashkenazi."]
