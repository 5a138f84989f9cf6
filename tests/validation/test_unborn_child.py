"""Medicines that can harm an unborn child are not named as a treatment without a word of it."""

import tomllib

from validation.unborn_child import LISTED, english_pages, silent_pages

PAGE = """
[[fact]]
section = "treatment"
text = "Methotrexate is often the second drug."
"""


def test_scan__wants_the_harm_beside_the_name_of_the_medicine(tmp_path):
    page = tmp_path / "a-page.toml"
    elsewhere = '[[fact]]\nsection = "safety"\ntext = "Plan a pregnancy with the clinic."\n'
    beside = '[[fact]]\nsection = "safety"\ntext = "Methotrexate harms an unborn child."\n'
    forbidden = PAGE.replace('"treatment"', '"safety"')
    found = {}
    for name, text in (
        ("silent", PAGE),
        ("elsewhere", PAGE + elsewhere),
        ("told", PAGE + beside),
        ("no treatment", forbidden),
    ):
        page.write_text(text, encoding="utf-8")
        found[name] = [one.medicine for one in silent_pages([page])]
    assert found == {
        "silent": ["methotrexate"],
        "elsewhere": ["methotrexate"],
        "told": [],
        "no treatment": [],
    }


def test_written_pages__name_no_such_medicine_in_silence():
    found = list(silent_pages(english_pages()))
    assert [(one.page, one.medicine, one.sentence) for one in found if not one.allowed] == []
    rows = tomllib.loads(LISTED.read_text(encoding="utf-8"))["allowed"]
    still = {(one.page, one.medicine) for one in found}
    assert [row for row in rows if (row["page"], row["medicine"]) not in still] == []
    assert all(len(row["why"].split()) > 2 for row in rows)
