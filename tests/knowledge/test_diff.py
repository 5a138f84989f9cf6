import dataclasses
import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from rarekin.api.keeping import releases
from rarekin.api.making import changes
from rarekin.api.making.release import build_release, use_release
from rarekin.api.plain import to_plain
from rarekin.errors import KnowledgeError, NoRelease, UnknownId
from rarekin.knowledge import folder
from rarekin.knowledge.changes import keep_changes
from rarekin.knowledge.schema import SCHEMA_VERSION
from rarekin.model.disease import Annotation, Disease, Fact, IdMapping, Name, NameKind, Section
from rarekin.model.ontology import Term

EXACT = "skos:exactMatch"


def _tree(*extra):
    return [Term("HP:0000001", "All", "hpo"),
            Term("HP:0000118", "Phenotypic abnormality", "hpo", parents=("HP:0000001",)),
            Term("HP:0000010", "Soft bones", "hpo", parents=("HP:0000118",)), *extra]  # fmt: skip


BEFORE = {
    "hpo": _tree(Term("HP:0000011", "Leukopenia", "hpo", parents=("HP:0000118",)),
                 Term("HP:0000012", "Bent bones", "hpo", parents=("HP:0000118",))),
    "identity": [
        Disease("MONDO:0000002", "kept disease", "identity"),
        Disease("MONDO:0000003", "old name", "identity"),
        Disease("MONDO:0000004", "split disease", "identity"),
        Disease("MONDO:0000005", "merged disease", "identity"),
        IdMapping("MONDO:0000004", EXACT, "ORPHA:4", "identity"),
        IdMapping("MONDO:0000004", EXACT, "OMIM:4", "identity"),
        Annotation("MONDO:0000002", "HP:0000010", "hpoa"),
        Annotation("MONDO:0000002", "HP:0000011", "hpoa"),
        Fact("MONDO:0000002", Section.SUMMARY, "text", "curated", "An old sentence."),
    ],
}  # fmt: skip
AFTER = {
    "hpo": _tree(
        Term("HP:0000011", "Decreased total leukocyte count", "hpo", parents=("HP:0000118",)),
        Term("HP:0000012", "obsolete Bent bones", "hpo", obsolete=True, replaced_by="HP:0000010"),
        Term("HP:0000013", "New finding", "hpo", parents=("HP:0000118",)),
    ),
    "identity": [
        Disease("MONDO:0000002", "kept disease", "identity"),
        Disease("MONDO:0000003", "new name", "identity"),
        Name("MONDO:0000003", "old name", NameKind.EXACT, "identity"),
        Disease("MONDO:0000006", "one half", "identity"),
        Disease("MONDO:0000007", "other half", "identity"),
        IdMapping("MONDO:0000006", EXACT, "ORPHA:4", "identity"),
        IdMapping("MONDO:0000007", EXACT, "OMIM:4", "identity"),
        Disease("MONDO:0000005", "", "identity", obsolete=True, replaced_by="MONDO:0000002"),
        Annotation("MONDO:0000002", "HP:0000010", "hpoa", numerator=1, denominator=2),
        Annotation("MONDO:0000002", "HP:0000011", "hpoa"),
        Fact("MONDO:0000002", Section.SUMMARY, "text", "curated", "A new sentence."),
    ],
}


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    versions = []
    for said in (BEFORE, AFTER):
        monkeypatch.setattr(
            "rarekin.api.making.gathering.parser_of",
            lambda name, said=said: lambda _files: iter(said[name]),
        )
        versions.append(
            build_release(home=tmp_path, sources=tuple(said), samples=True, accept_loss=True)
        )
    return versions


def test_diff__finds_what_changed_and_nothing_else(two):
    found = releases.diff(*two)
    assert [d.label for d in found.diseases_added] == ["one half", "other half"]
    assert [(d.id, d.before, d.after) for d in found.diseases_renamed] == [
        ("MONDO:0000003", "old name", "new name")
    ]
    assert {d.id: [s.id for s in d.successors] for d in found.diseases_retired} == {
        "MONDO:0000004": ["MONDO:0000006", "MONDO:0000007"],
        "MONDO:0000005": ["MONDO:0000002"],
    }
    assert [(t.name, t.added, t.removed) for t in found.annotations] == [("hpoa", 1, 1)]
    assert [(t.name, t.added, t.removed) for t in found.facts] == [("curated", 1, 1)]
    assert found.most_changed[0][0].id == "MONDO:0000002"
    assert [t.label for t in found.terms_added] == ["New finding"]
    assert [t.after for t in found.terms_renamed] == ["Decreased total leukocyte count"]
    assert [(t.id, t.successors[0].id) for t in found.terms_retired] == [
        ("HP:0000012", "HP:0000010")
    ]


def test_describe__says_it_in_words(two):
    text = releases.describe(releases.diff(*two))
    for words in (
        "2 diseases are new", "old name → new name (MONDO:0000003)", "split, whoever uses it",
        "merged disease (MONDO:0000005) → kept disease (MONDO:0000002)",
        "Leukopenia → Decreased total leukocyte count (HP:0000011)",
        "annotations of hpoa: 1 came, 1 went",
        "Bent bones (HP:0000012) → Soft bones (HP:0000010)",
    ):  # fmt: skip
        assert words in text
    assert "and 1 more" in releases.describe(releases.diff(*two), shown=1)


def test_diff__backwards_swaps_what_came_and_went(two):
    one, other = releases.diff(*two), releases.diff(*two[::-1])
    for kind in ("names", "mappings", "annotations", "genes", "facts"):
        swapped = [(t.name, t.removed, t.added) for t in getattr(other, kind)]
        assert [dataclasses.astuple(t) for t in getattr(one, kind)] == swapped
    assert {d.id for d in one.diseases_added} == {d.id for d in other.diseases_retired}


def test_diff__of_a_release_with_itself_is_empty(two):
    assert releases.diff(two[1], two[1]).is_empty
    assert "Nothing changed" in releases.describe(releases.diff(two[1], two[1]))


def test_diff__without_names_compares_with_the_release_before(two):
    found = releases.diff()
    assert (found.before, found.after) == tuple(two)
    assert json.loads(json.dumps(to_plain(found)))["terms_added"]
    with pytest.raises(NoRelease, match="no release before"):
        releases.diff(after=two[0])
    with pytest.raises(UnknownId, match="no release"):
        releases.diff("2001-01-01-00000000", two[0])


def test_build__ids_of_the_former_release_still_resolve(two, tmp_path):
    with use_release(folder.releases_folder(tmp_path) / two[1]) as release:
        assert release.canonical("MONDO:0000005") == ("MONDO:0000002",)
        assert release.canonical("MONDO:0000004") == ("MONDO:0000006", "MONDO:0000007")
        (issue,) = [i for i in release.manifest.issues if i.code == "disease-split"]
        assert issue.where == "MONDO:0000004"


def _changes(home):
    return home / "releases" / "changes"


def test_diff__of_neighbours_is_made_once_at_promotion(two, tmp_path, monkeypatch):
    fresh = changes.diff(*two)
    monkeypatch.setattr("rarekin.api.making.changes.compare", None)
    assert changes.diff() == changes.diff(*two) == fresh
    assert [path.name for path in _changes(tmp_path).iterdir()] == [f"{two[1]}.json"]
    assert not fresh.is_empty


def test_diff__a_damaged_comparison_is_made_again(two, tmp_path):
    fresh = changes.diff()
    for text in ("", "[]", "{}", '{"before": 3}', f'{{"after": "{two[1]}"}}'):
        (_changes(tmp_path) / f"{two[1]}.json").write_text(text)
        assert changes.diff() == fresh


def test_diff__of_a_release_whose_former_is_gone_is_still_known(two, tmp_path):
    fresh = changes.diff()
    shutil.rmtree(folder.releases_folder(tmp_path) / two[0])
    assert changes.diff() == fresh


def test_keep_changes__drops_those_of_releases_that_are_gone(two, tmp_path):
    (_changes(tmp_path) / ".2001-01-01-00000000").write_text("half")
    (_changes(tmp_path) / "2001-01-01-00000000.json").write_text("{}")
    keep_changes(tmp_path, changes.diff())
    assert [path.name for path in _changes(tmp_path).iterdir()] == [f"{two[1]}.json"]


def test_remember_changes__a_failure_leaves_what_was_built(two, tmp_path, monkeypatch, caplog):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rarekin.api.making.changes.keep_changes", full)
    changes.remember_changes(tmp_path, *two)
    assert "was not kept" in caplog.text


def _relabel(home, version, schema):
    file = folder.releases_folder(home) / version / "manifest.json"
    told = json.loads(file.read_text())
    told["schema"] = schema
    file.write_text(json.dumps(told))


def test_diff__of_an_older_schema_compares_what_both_have(two, tmp_path):
    fresh = changes.diff(*two)
    shutil.rmtree(_changes(tmp_path))
    _relabel(tmp_path, two[0], SCHEMA_VERSION - 1)
    place = folder.releases_folder(tmp_path) / two[0]
    found = changes.diff(*two)
    assert dataclasses.replace(found, schemas=fresh.schemas) == fresh
    assert "Different versions of Rarekin wrote them" in releases.describe(found)
    with closing(sqlite3.connect(place / "knowledge.sqlite")) as connection:
        connection.execute("DROP TABLE gene")
        connection.execute("ALTER TABLE mapping RENAME COLUMN predicate TO relation")
        connection.commit()
    (place / "ontology_labels.npy").unlink()
    told = json.loads((place / "manifest.json").read_text())
    del told["files"]["ontology_labels.npy"]
    told["sizes"] = {}
    (place / "manifest.json").write_text(json.dumps(told))
    found = changes.diff(*two)
    assert found.not_compared == ("mappings", "genes", "HPO terms")
    assert (found.annotations, found.diseases_renamed) == (
        fresh.annotations, fresh.diseases_renamed
    )  # fmt: skip
    assert "Could not be compared: mappings, genes, HPO terms." in releases.describe(found)


def test_diff__of_a_newer_schema_is_refused(two, tmp_path):
    _relabel(tmp_path, two[0], SCHEMA_VERSION + 1)
    shutil.rmtree(_changes(tmp_path))
    with pytest.raises(KnowledgeError, match="a newer Rarekin"):
        changes.diff(*two)
