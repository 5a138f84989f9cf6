"""A medicine is not named as a treatment without what it can do."""

import tomllib

import pytest
from validation.english_pages import english_pages
from validation.silent_medicines import DANGER, UNBORN_CHILD, silent_pages

SECOND_DRUG = """
[[fact]]
section = "treatment"
text = "Methotrexate is often the second drug."
"""
TWO_DRUGS = """
[[fact]]
section = "treatment"
text = "Skin lumps heal with dapsone, and vigabatrin is used against fits."
"""


def test_scan__wants_the_harm_beside_the_name_of_the_medicine(tmp_path):
    page = tmp_path / "a-page.toml"
    elsewhere = '[[fact]]\nsection = "safety"\ntext = "Plan a pregnancy with the clinic."\n'
    beside = '[[fact]]\nsection = "safety"\ntext = "Methotrexate harms an unborn child."\n'
    forbidden = SECOND_DRUG.replace('"treatment"', '"safety"')
    found = {}
    for name, text in (
        ("silent", SECOND_DRUG),
        ("elsewhere", SECOND_DRUG + elsewhere),
        ("told", SECOND_DRUG + beside),
        ("no treatment", forbidden),
    ):
        page.write_text(text, encoding="utf-8")
        found[name] = [one.medicine for one in silent_pages([page], UNBORN_CHILD)]
    assert found == {
        "silent": ["methotrexate"],
        "elsewhere": ["methotrexate"],
        "told": [],
        "no treatment": [],
    }


def test_scan__wants_the_danger_on_the_page_or_in_the_statement(tmp_path):
    page = tmp_path / "a-page.toml"
    apart = (
        '[[fact]]\nsection = "safety"\ntext = "Ask about G6PD."\n'
        '[[fact]]\nsection = "safety"\ntext = "It can harm sight."\n'
    )
    together = '[[fact]]\nsection = "safety"\ntext = "Vigabatrin can harm sight. Ask about G6PD."\n'
    found = {}
    for name, text in (
        ("silent", TWO_DRUGS),
        ("apart", TWO_DRUGS + apart),
        ("together", TWO_DRUGS + together),
        ("no treatment", TWO_DRUGS.replace('"treatment"', '"safety"')),
    ):
        page.write_text(text, encoding="utf-8")
        found[name] = [one.medicine for one in silent_pages([page], DANGER)]
    assert found == {
        "silent": ["dapsone", "vigabatrin"],
        "apart": ["vigabatrin"],
        "together": [],
        "no treatment": [],
    }


@pytest.mark.parametrize("listed", [UNBORN_CHILD, DANGER], ids=lambda file: file.stem)
def test_written_pages__name_no_such_medicine_in_silence(listed):
    found = list(silent_pages(english_pages(), listed))
    assert [(one.page, one.medicine, one.sentence) for one in found if not one.allowed] == []
    rows = tomllib.loads(listed.read_text(encoding="utf-8"))["allowed"]
    still = {(one.page, one.medicine) for one in found}
    assert [row for row in rows if (row["page"], row["medicine"]) not in still] == []
    assert all(len(row["why"].split()) > 2 for row in rows)
