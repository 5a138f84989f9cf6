import dataclasses

import pytest

from rarekin.api import inputs, release, sync
from rarekin.errors import FetchError
from rarekin.knowledge import folder
from rarekin.sources.declaration import FOLDER, Expectations, declarations


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Three sources whose packages carry the samples and whose mirror is a folder."""
    monkeypatch.delenv("RAREKIN_SYNC", raising=False)
    monkeypatch.delenv("RAREKIN_MIRROR", raising=False)
    known = {}
    mirror = tmp_path / "mirror"
    for name in ("hpo", "hpoa", "identity"):
        source = declarations()[name]
        files = tuple(dataclasses.replace(f, mirror=f"{name}/{f.name}") for f in source.files)
        known[name] = dataclasses.replace(source, files=files, expect=Expectations())
        (mirror / name).mkdir(parents=True)
        for file in files:
            data = (FOLDER / name / "sample" / file.name).read_bytes()
            (mirror / name / file.name).write_bytes(data)
    for module in (release, sync):
        monkeypatch.setattr(module, "declarations", lambda: known)
    monkeypatch.setattr(
        inputs, "packaged_paths", lambda name, file, _home: (FOLDER / name / "sample" / file.name,)
    )
    return tmp_path / "home", mirror


def test_sync__brings_what_the_mirror_has_and_then_finds_nothing_new(world):
    home, mirror = world
    first = sync.sync(home=home, mirror=mirror)
    assert first.changed
    assert set(first.fetched) == {"hpo", "hpoa", "identity"}
    second = sync.sync(home=home, mirror=mirror)
    assert (second.changed, second.fetched, dict(second.problems)) == (False, (), {})
    assert (home / inputs.KEPT / "hpo" / "hp.obo").is_file()
    assert not list((home / inputs.INCOMING).glob("*/*"))


def test_sync__a_newer_file_makes_another_release(world):
    home, mirror = world
    before = sync.sync(home=home, mirror=mirror).version
    file = mirror / "hpo" / "hp.obo"
    file.write_bytes(file.read_bytes().replace(b"2025-01-16", b"2026-06-23"))
    outcome = sync.sync(home=home, mirror=mirror)
    assert outcome.fetched == ("hpo",)
    assert outcome.version != before
    assert outcome.version.startswith("2026-06-23")


def test_sync__a_damaged_file_is_left_and_the_rest_serves(world):
    home, mirror = world
    before = sync.sync(home=home, mirror=mirror).version
    (mirror / "hpoa" / "phenotype.hpoa").write_bytes(b"<html>")
    outcome = sync.sync(home=home, mirror=mirror)
    with release.use_release(folder.releases_folder(home) / outcome.version) as opened:
        status = {s.name: s.status for s in opened.sources}
    assert status == {"hpo": "fresh", "hpoa": "kept", "identity": "fresh"}
    assert opened.disease_ids()
    assert before in folder.versions(home)
    kept = (home / inputs.KEPT / "hpoa" / "phenotype.hpoa").read_bytes()
    assert kept.startswith(b"#description")


def test_sync__offline_it_says_so_and_changes_nothing(world, monkeypatch):
    home, mirror = world
    before = sync.sync(home=home, mirror=mirror).version

    def unreachable(url, *_args, **_kwargs):
        raise FetchError(f"{url} could not be fetched.", hint="Try later.")

    monkeypatch.setattr(sync, "fetch", unreachable)
    outcome = sync.sync(home=home)
    assert (outcome.version, outcome.changed, outcome.fetched) == (before, False, ())
    assert set(outcome.problems) == {"hpo", "hpoa"}
    assert folder.pointed(home) == before


def test_sync__switched_off_it_does_nothing(world, monkeypatch):
    home, mirror = world
    monkeypatch.setenv("RAREKIN_SYNC", "off")
    outcome = sync.sync(home=home, mirror=mirror)
    assert (outcome.version, outcome.changed) == ("", False)
    assert not home.exists()


def test_sync__a_mirror_without_a_file_names_it(world):
    home, mirror = world
    (mirror / "hpo" / "hp.obo").unlink()
    outcome = sync.sync(home=home, mirror=mirror)
    assert "hpo/hp.obo" in outcome.problems["hpo"]
    assert outcome.changed
