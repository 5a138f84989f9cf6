import csv
import re
import tomllib
from pathlib import Path

import pytest

from rarekin.errors import FormatError
from rarekin.text.plainwords import (
    COLUMNS,
    FOLDER,
    everyday_words,
    languages,
    normal_phrases,
    nothing_phrases,
    plain_phrases,
    rows_of,
)

TRUTH = Path(__file__).parents[1] / "truth" / "plain_words" / "sentences.tsv"


HEAD = "\t".join(COLUMNS) + "\n"


def _labelled(language):
    yield from ((row.id, row.label) for row in everyday_words(language).rows)
    beside = FOLDER / f"{language}.toml"
    rest = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
    for group in rest.get("nouns", ()):
        yield from ((row["id"], row["label"]) for row in group["of"])


@pytest.mark.parametrize("language", languages())
def test_rows__carry_live_ids_with_their_present_labels(full_release, language):
    ontology = full_release.ontology
    for id_, label in _labelled(language):
        assert ontology.label(id_) == label
        assert ontology.is_a(id_, "HP:0000118")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id\tphrases\n", "line 1: The columns"),
        (HEAD + "HP:0001250\tSeizure\t\t\tfits\n", "line 2: 5 columns"),
        (HEAD + "HP:1250\tSeizure\t\t\tfits\t\n", "line 2: “HP:1250” is no id"),
        (HEAD + "HP:0001250\tSeizure\t\t\t\t\n", "line 2: Nothing is said"),
        (HEAD + "HP:0001250\tSeizure\t\t\tfits; ;\t\n", "line 2: A phrase is empty"),
        (HEAD + "HP:0001250\tSeizure\t\t\tfit; fit\t\n", "line 2: A phrase is empty"),
        (HEAD + 2 * "HP:0001250\tSeizure\t\t\tfits\t\n", "line 3: HP:0001250 has a line"),
        (
            HEAD + "HP:0001250\tSeizure\t\t\tfits\t\nHP:0001251\tAtaxia\t\t\tfits\t\n",
            "line 3: “fits” stands for HP:0001250",
        ),
    ],
)
def test_rows__that_are_not_in_order_are_refused_with_their_line(table, said):
    with pytest.raises(FormatError, match=said):
        rows_of(table)


def test_sentences__are_short_and_unlike_their_label():
    told = [row for row in everyday_words("en").rows if row.sentence]
    assert len(told) >= 300
    for row in told:
        assert len(row.sentence.split()) <= 15, row.sentence
        assert row.sentence.casefold().rstrip(".") != row.label.casefold()
    known = {row.id for row in told}
    assert {"HP:0001250", "HP:0001263", "HP:0025027", "HP:0034282", "HP:0011987"} <= known


@pytest.mark.parametrize("language", languages())
def test_phrases__belong_to_one_finding_each(language):
    owner: dict[str, str] = {}
    for id_, phrase in plain_phrases(language):
        assert owner.setdefault(phrase, id_) == id_, phrase


@pytest.mark.parametrize("language", languages())
def test_normal_phrases__belong_to_one_finding_each(language):
    owner: dict[str, str] = {}
    for id_, phrase in normal_phrases(language):
        assert owner.setdefault(phrase, id_) == id_, phrase


def test_phrases__are_read_without_loss():
    lines = (FOLDER / "en.tsv").read_text(encoding="utf-8").strip().split("\n")
    assert len(everyday_words("en").rows) == len(lines) - 1
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


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_phrases__hold_no_for_nothing_that_would_read_a_denial_as_a_sign(language):
    """*Bruises from nothing* would be met in *bruising was not seen*."""
    for_nothing = re.compile(
        r"\b(?:(?:for|from|at|of|about) nothing|(?:por|de la) nada|pour (?:un )?rien)\b"
    )
    wrong = [(id_, p) for id_, p in plain_phrases(language) if for_nothing.search(p)]
    assert wrong == []
