import csv
from pathlib import Path

import pytest

from rarekin.api.diseases.searching import search_all

with (Path(__file__).parent / "queries.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t"))


def _is_right(release, row):
    found = search_all(row["query"], 8)
    kind, _, id_ = row["expected"].partition(":")
    if kind in ("gene", "finding"):
        group = found.genes if kind == "gene" else found.findings
        return [hit.id for hit in group[:1]] == [id_]
    return [hit.ref.id for hit in found.diseases[:1]] == list(release.canonical(row["expected"]))


def test_queries__are_three_hundred_a_third_of_them_misspelt():
    assert len({row["query"].casefold() for row in ROWS}) == 300
    assert sum(row["kind"].startswith("misspelt") for row in ROWS) == 100


@pytest.mark.slow
def test_queries__the_first_answer_is_right(full_release):
    wrong = [row for row in ROWS if not _is_right(full_release, row)]
    told = [(row["kind"], row["query"]) for row in wrong]
    assert len(wrong) <= 15, told
    misspelt = [row for row in wrong if row["kind"].startswith("misspelt")]
    assert len(misspelt) <= 5, told
