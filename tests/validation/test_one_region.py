"""Approvals are told for both sides of the Atlantic, or it is said that none was found."""

import tomllib

from validation.english_pages import english_pages
from validation.one_region import LISTED, one_sided


def test_scan__wants_both_sides_in_one_statement(tmp_path):
    page = tmp_path / "a-page.toml"
    found = {}
    for text in (
        "It is approved in the United States.",
        "It is approved in the United States. We found no approval in Europe.",
        "It was approved in Europe in 2020, and the US have a label for it.",
        "It helped in a study in Europe.",
    ):
        page.write_text(f'[[fact]]\nsection = "treatment"\ntext = "{text}"\n', encoding="utf-8")
        found[text] = bool(list(one_sided([page])))
    assert list(found.values()) == [True, False, False, False]


def test_written_pages__tell_no_approval_of_one_side_without_a_reason():
    found = list(one_sided(english_pages()))
    assert [(one.page, one.sentence) for one in found if not one.allowed] == []
    rows = tomllib.loads(LISTED.read_text(encoding="utf-8"))["allowed"]
    told = [(one.page, one.sentence) for one in found]
    unused = [
        row
        for row in rows
        if not any(page == row["page"] and text.startswith(row["begins"]) for page, text in told)
    ]
    assert unused == []
    assert all(len(row["why"].split()) > 1 for row in rows)
