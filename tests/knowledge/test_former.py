import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import AmbiguousName
from rarekin.knowledge import folder
from rarekin.knowledge.former import Former, read_former, succeed
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.release import Release
from rarekin.knowledge.search import resolve_disease

IDS = st.sampled_from([f"{p}:{i}" for p in ("MONDO", "ORPHA", "OMIM", "GARD") for i in range(4)])


def test_read_former__knows_every_id_of_the_release(toy_release, toy_home):
    former = read_former(toy_home)
    assert former.version == toy_release.version
    assert set(former.labels) == set(toy_release.disease_ids())
    assert former.aliases["OMIM:166350"] == ("MONDO:0008153",)
    assert former.rows["hpoa"]["Annotation"] > 0
    assert former.counts["diseases"] == len(former.labels)


@pytest.mark.parametrize("schema", [1, 999])
def test_read_former__forgets_no_id_across_schemas(toy_release_folder, tmp_path, schema):
    place = folder.releases_folder(tmp_path) / toy_release_folder.name
    shutil.copytree(toy_release_folder, place)
    file = place / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"schema": schema}))
    folder.point(tmp_path, place.name)
    assert read_former(tmp_path).labels


@pytest.mark.parametrize("damage", [b"", b"not a database, but long enough to look like one" * 30])
def test_read_former__what_cannot_be_read_is_passed_over(toy_release_folder, tmp_path, damage):
    place = folder.releases_folder(tmp_path) / toy_release_folder.name
    shutil.copytree(toy_release_folder, place)
    (place / "knowledge.sqlite").write_bytes(damage)
    folder.point(tmp_path, place.name)
    assert read_former(tmp_path) == Former()


def test_succeed__a_vanished_id_follows_its_exact_partner_not_its_cross_reference():
    now = Identity(aliases={"ORPHA:1": ("MONDO:2",), "GARD:1": ("MONDO:3",)})
    old = ("MONDO:1",)
    before = Former("v", {"MONDO:1": "a"}, {"MONDO:1": old, "ORPHA:1": old, "GARD:1": old})
    assert succeed(now, before) == ()
    assert now.aliases["MONDO:1"] == ("MONDO:2",)


def test_succeed__a_split_disease_is_asked_about():
    now = Identity(aliases={"ORPHA:1": ("MONDO:2",), "OMIM:1": ("MONDO:3",)})
    old = ("MONDO:1",)
    before = Former("v", {"MONDO:1": "a"}, {"MONDO:1": old, "ORPHA:1": old, "OMIM:1": old})
    (issue,) = succeed(now, before)
    assert now.aliases["MONDO:1"] == ("MONDO:2", "MONDO:3")
    assert (issue.where, issue.code) == ("MONDO:1", "disease-split")


def test_resolve__a_split_id_offers_every_heir(toy_release_folder, tmp_path):
    place = tmp_path / toy_release_folder.name
    shutil.copytree(toy_release_folder, place)
    with closing(sqlite3.connect(place / "knowledge.sqlite")) as connection, connection:
        connection.execute("INSERT INTO alias VALUES ('MONDO:9999999', 0), ('MONDO:9999999', 1)")
    release = Release.open(place)
    with pytest.raises(AmbiguousName) as caught:
        resolve_disease(release, "MONDO:9999999")
    assert len(caught.value.choices) == 2
    release.close()


@given(
    former=st.dictionaries(IDS, st.sets(IDS, min_size=1, max_size=2), max_size=8),
    now=st.dictionaries(IDS, st.sets(IDS, min_size=1, max_size=2), max_size=8),
)
def test_succeed__forgets_nothing_that_can_be_followed(former, now):
    canonical = {id_ for ids in former.values() for id_ in ids}
    aliases = {a: tuple(sorted(ids)) for a, ids in former.items()}
    aliases |= {id_: (id_,) for id_ in canonical}
    before = Former("v", dict.fromkeys(canonical, "x"), aliases)
    identity = Identity(aliases={a: tuple(sorted(ids)) for a, ids in now.items()})
    known = dict(identity.aliases)
    succeed(identity, before)
    assert known.items() <= identity.aliases.items()
    for alias, ids in aliases.items():
        if any(id_ in identity.aliases for id_ in ids):
            assert identity.aliases[alias]
    again = dict(identity.aliases)
    succeed(identity, before)
    assert identity.aliases == again
