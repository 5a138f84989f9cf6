import csv
from pathlib import Path

import pytest

from rarekin.text.phrases_normal import FRAMED, NORMAL_PHRASES
from rarekin.text.plainwords import (
    all_entries,
    entries,
    normal_phrases,
    nothing_phrases,
    plain_phrases,
)

TRUTH = Path(__file__).parents[1] / "truth" / "plain_words" / "sentences.tsv"


def test_phrases__carry_live_ids_with_their_present_labels(full_release):
    ontology = full_release.ontology
    framed = [row for table, _ in FRAMED for row in entries(table)]
    for id_, label, _ in (*all_entries(), *entries(NORMAL_PHRASES), *framed):
        assert ontology.label(id_) == label
        assert ontology.is_a(id_, "HP:0000118")


def test_phrases__belong_to_one_finding_each():
    owner: dict[str, str] = {}
    for id_, phrase in plain_phrases():
        assert owner.setdefault(phrase, id_) == id_, phrase


def test_normal_phrases__belong_to_one_finding_each():
    owner: dict[str, str] = {}
    for id_, phrase in normal_phrases():
        assert owner.setdefault(phrase, id_) == id_, phrase


def test_phrases__are_read_without_loss():
    for table in (NORMAL_PHRASES, *(table for table, _ in FRAMED)):
        assert sum(1 for _ in entries(table)) == table.count("HP:")
    assert len(plain_phrases()) > 2000
    assert all(phrase for phrase in nothing_phrases())


def _share(real, split):
    hit = extra = missed = 0
    with TRUTH.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["split"] != split:
                continue
            got = {(m.term, m.state.value) for m in real.read(row["sentence"]).mentions}
            want = {
                (term, state)
                for column, state in (
                    ("present", "present"),
                    ("excluded", "excluded"),
                    ("relative", "unknown"),
                )
                for term in row[column].split()
            }
            hit += len(got & want)
            extra += len(got - want)
            missed += len(want - got)
    return hit / (hit + extra), hit / (hit + missed)


@pytest.mark.parametrize(("split", "floor"), [("seen", 0.9), ("held-out", 0.8)])
def test_plain_sentences__are_understood(real, split, floor):
    precision, recall = _share(real, split)
    assert precision >= floor
    assert recall >= floor
