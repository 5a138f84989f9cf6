"""A medicine is not named as a treatment without the danger nobody on it may miss."""

import tomllib

from validation.medicine_danger import LISTED, english_pages, silent_pages

PAGE = """
[[fact]]
section = "treatment"
text = "Skin lumps heal with dapsone, and vigabatrin is used against fits."
"""


def test_scan__wants_the_danger_on_the_page_or_in_the_statement(tmp_path):
    page = tmp_path / "a-page.toml"
    apart = (
        '[[fact]]\nsection = "safety"\ntext = "Ask about G6PD."\n'
        '[[fact]]\nsection = "safety"\ntext = "It can harm sight."\n'
    )
    together = '[[fact]]\nsection = "safety"\ntext = "Vigabatrin can harm sight. Ask about G6PD."\n'
    found = {}
    for name, text in (
        ("silent", PAGE),
        ("apart", PAGE + apart),
        ("together", PAGE + together),
        ("no treatment", PAGE.replace('"treatment"', '"safety"')),
    ):
        page.write_text(text, encoding="utf-8")
        found[name] = [one.medicine for one in silent_pages([page])]
    assert found == {
        "silent": ["dapsone", "vigabatrin"],
        "apart": ["vigabatrin"],
        "together": [],
        "no treatment": [],
    }


def test_written_pages__leave_no_such_danger_unsaid():
    found = list(silent_pages(english_pages()))
    assert [(one.page, one.medicine, one.sentence) for one in found if not one.allowed] == []
    rows = tomllib.loads(LISTED.read_text(encoding="utf-8"))["allowed"]
    still = {(one.page, one.medicine) for one in found}
    assert [row for row in rows if (row["page"], row["medicine"]) not in still] == []
    assert all(len(row["why"].split()) > 2 for row in rows)
