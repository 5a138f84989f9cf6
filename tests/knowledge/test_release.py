import json
import shutil
import threading

import pytest

from rarekin.api.diseases import lookup
from rarekin.errors import KnowledgeError, UnknownId
from rarekin.knowledge.manifest import verify_files
from rarekin.knowledge.release import Release


@pytest.fixture
def copy(toy_release_folder, tmp_path):
    place = tmp_path / toy_release_folder.name
    shutil.copytree(toy_release_folder, place)
    return place


def test_open__a_newer_schema_is_refused_politely(copy):
    file = copy / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"schema": 999}))
    with pytest.raises(KnowledgeError, match="newer") as caught:
        Release.open(copy)
    assert "Upgrade" in caught.value.hint


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"schema": "x"}', "{}"])
def test_open__a_damaged_manifest_is_refused(copy, damage):
    (copy / "manifest.json").write_text(damage)
    with pytest.raises(KnowledgeError):
        Release.open(copy)


def test_open__a_missing_file_is_named(copy):
    (copy / "ontology_ids.npy").unlink()
    with pytest.raises(KnowledgeError, match="ontology_ids"):
        Release.open(copy)


def test_verify_files__finds_one_changed_byte(copy):
    assert verify_files(copy) > 5
    store = copy / "knowledge.sqlite"
    data = bytearray(store.read_bytes())
    data[-1] ^= 1
    store.write_bytes(data)
    with pytest.raises(KnowledgeError, match=r"knowledge\.sqlite"):
        verify_files(copy)


def test_release__cannot_be_written(toy_release):
    with pytest.raises(Exception, match="readonly"):
        toy_release.rows("DELETE FROM disease")
    with pytest.raises(ValueError, match="read-only"):
        toy_release.array("ontology_ids")[0] = 0
    assert toy_release.disease_ids()


def test_release__answers_many_threads(toy_release):
    answers, errors = [], []

    def ask():
        try:
            answers.append(len(toy_release.disease_ids()))
            answers.append(len(toy_release.annotations_of(0)))
        except Exception as error:  # noqa: BLE001  whatever a thread meets
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(set(answers[::2] + answers[1::2])) <= 2


def test_array__unknown_name_is_refused(toy_release):
    with pytest.raises(KnowledgeError, match="no array"):
        toy_release.array("../../secret")


def test_term__keeps_the_publishers_words(toy_release):
    term = toy_release.term("HP:0001166")
    assert term.synonyms[0] == ("Spider fingers", "exact", True)
    with pytest.raises(UnknownId):
        toy_release.term("HP:9999999")


def test_terms__obsolete_ones_are_kept(toy_release):
    assert any(term.obsolete for term in toy_release.terms())


def test_open__reads_from_a_folder_with_odd_characters(toy_release_folder, tmp_path):
    place = tmp_path / "a b#c?d%20é" / toy_release_folder.name
    shutil.copytree(toy_release_folder, place)
    release = Release.open(place)
    assert release.disease_ids()
    release.close()


def test_annotations_with__the_first_ones_are_those_of_the_whole_list(toy_release):
    for (term,) in toy_release.rows("SELECT DISTINCT s FROM annotation JOIN text ON i = current"):
        whole = lookup.finding(term)
        assert whole.n_diseases == len(whole.diseases)
        for most in range(1, whole.n_diseases + 2):
            part = lookup.finding(term, most)
            assert part.diseases == whole.diseases[:most]
            assert part.n_diseases == whole.n_diseases
