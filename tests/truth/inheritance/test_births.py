"""How many children of any two people are born with a disease, beside what was counted.

Everybody who marries into a family, an egg donor and the child of another partner are told this
chance: a figure chosen for its ratio alone would tell them a false one.
"""

import csv
from pathlib import Path

import pytest

from rarekin.api.family.risk import family_risk, read_family


def number(text):
    """Read 12, 0.5, 1/2699 or 4.6/100000."""
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


with (Path(__file__).parent / "births.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


def anybody(sex, *, is_ill=False):
    child = {"id": "child", "sex": sex, "mother": "mother", "father": "father"}
    if is_ill:
        child["phenotypes"] = {"affected": "present"}
    else:
        child["unborn"] = True
    people = [{"id": "mother", "sex": "female"}, {"id": "father", "sex": "male"}, child]
    return read_family({"people": people})[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["model"])
def test_child_of_anybody__is_born_with_it_as_often_as_counted(row):
    child = family_risk(anybody(row["sex"] or "unknown"), row["model"]).person("child")
    found = child.phenotypes[0]
    chance = found.p_lifetime if found.between is None else child.p_carrier
    assert chance == pytest.approx(number(row["born_with_it"]), rel=0.3)


@pytest.mark.parametrize("row", [r for r in ROWS if r["new_among_them"]], ids=lambda r: r["model"])
def test_ill_child__has_a_new_change_as_often_as_counted(row):
    risk = family_risk(anybody(row["sex"] or "unknown", is_ill=True), row["model"])
    parents = [risk.person("mother").p_carrier]
    parents += [] if row["sex"] else [risk.person("father").p_carrier]
    assert 1 - sum(parents) == pytest.approx(number(row["new_among_them"]), abs=0.07)
