"""docs/security.md answers every item of ASVS 5.0 level 2, and every test it names exists."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SECURITY = (ROOT / "docs" / "security.md").read_text()
ROW = re.compile(r"^\| V(\d+\.\d+\.\d+) \| ([a-z ]+) \| (.+) \| (.+) \|$", re.MULTILINE)

# How many items of levels 1 and 2 each section of ASVS 5.0.0 has; those of level 3 stand last.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


def rows():
    return [(item, met, how, re.findall(r"`(test_\w+)`", tests))
            for item, met, how, tests in ROW.findall(SECURITY)]  # fmt: skip


def test_items__are_all_answered_once():
    expected = [f"{section}.{n}" for section, last in SECTIONS.items() for n in range(1, last + 1)]
    assert len(expected) == 253
    assert sorted(item for item, *_rest in rows()) == sorted(expected)


def test_items__that_are_met_name_a_test_and_the_others_a_reason():
    for item, met, how, tests in rows():
        assert how.strip(), item
        if met in {"yes", "partly"}:
            assert tests, item
        else:
            assert met in {"no", "the host", "not applicable"}, item
            assert not tests, item


def test_items__are_counted_as_the_summary_says():
    found = Counter(met for _item, met, _how, _tests in rows())
    said = re.search(r"\*\*Met (\d+) · partly (\d+) · not met (\d+) · the host (\d+) · "
                     r"not applicable (\d+)\.\*\*", SECURITY)  # fmt: skip
    assert said
    kinds = ("yes", "partly", "no", "the host", "not applicable")
    assert [int(n) for n in said.groups()] == [found[kind] for kind in kinds]


def test_items__name_tests_that_exist():
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text())
    }
    named = {test for _item, _met, _how, tests in rows() for test in tests}
    assert named - written == set()


def test_documents__have_the_sections_that_items_point_to():
    headings = {
        line.lstrip("# ").strip().lower().replace(" ", "-")
        for line in SECURITY.splitlines()
        if line.startswith("## ")
    }
    pointed = set(re.findall(r"\]\(#([a-z-]+)\)", SECURITY))
    assert pointed
    assert pointed <= headings
    for heading in pointed:
        title = next(
            line for line in SECURITY.splitlines()
            if line.startswith("## ") and line[3:].lower().replace(" ", "-") == heading
        )  # fmt: skip
        words = SECURITY.split(title, 1)[1].split("\n## ", 1)[0].split()
        assert len(words) > 30, heading
