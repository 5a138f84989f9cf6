import dataclasses
import gzip
import http.server
import os
import threading

import pytest

from rarekin.api.keeping import sync
from rarekin.api.keeping.trials import TrialsOutcome
from rarekin.api.making import gathering, inputs, release
from rarekin.api.making.last_sync import last_sync
from rarekin.errors import BuildError, FetchError, InputError
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


def test_sync__after_an_upgrade_it_builds_again_though_nothing_is_new(world):
    home, mirror = world
    before = sync.sync(home=home, mirror=mirror).version
    manifest = folder.releases_folder(home) / before / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"schema": ', '"schema": 9'))
    outcome = sync.sync(home=home, mirror=mirror)
    assert outcome.fetched == ()
    with release.use_release(folder.releases_folder(home) / outcome.version) as opened:
        assert opened.disease_ids()


def test_sync__builds_again_when_the_builder_changed_and_only_then(world, monkeypatch):
    home, mirror = world
    before = sync.sync(home=home, mirror=mirror).version
    for module in (gathering, sync):
        monkeypatch.setattr(module, "fingerprint", lambda _home: "another")
    built = []
    monkeypatch.setattr(
        sync, "build_release", lambda **given: built.append(1) or release.build_release(**given)
    )
    assert not sync.is_of_this_program(home, before)
    # The same content by another builder keeps its version, and is not built a third time.
    for _turn in range(2):
        assert sync.sync(home=home, mirror=mirror).version == before
    assert built == [1]
    assert sync.is_of_this_program(home, before)


def test_sync__offline_on_a_fresh_machine_it_builds_from_what_the_packages_carry(
    world, monkeypatch
):
    home, _ = world

    def unreachable(url, *_args, **_kwargs):
        raise FetchError(f"{url} could not be fetched.", hint="Try later.")

    monkeypatch.setattr(sync, "fetch", unreachable)
    outcome = sync.sync(home=home)
    assert outcome.changed
    with release.use_release(folder.releases_folder(home) / outcome.version) as opened:
        status = {s.name: (s.status, bool(s.problem)) for s in opened.sources}
    assert status["hpo"] == ("kept", True)
    assert status["identity"] == ("fresh", False)


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


@pytest.fixture
def web_mirror(world):
    """The same mirror behind a loopback web server with entity tags."""
    _, mirror = world
    seen = []

    class Server(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(mirror))

        def log_message(self, *args):
            seen.append((self.path, self.headers.get("If-Modified-Since"), args[-2]))

        def guess_type(self, path):
            return "text/plain"

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()
        thread.join()


def test_sync__a_mirror_at_a_web_address_is_asked_only_for_what_changed(world, web_mirror):
    home, mirror = world
    address, seen = web_mirror
    first = sync.sync(home=home, mirror=address)
    assert set(first.fetched) == {"hpo", "hpoa", "identity"}
    seen.clear()
    second = sync.sync(home=home, mirror=address)
    assert (second.changed, second.fetched, dict(second.problems)) == (False, (), {})
    assert all(since for _, since, _ in seen)
    file = mirror / "hpo" / "hp.obo"
    file.write_bytes(file.read_bytes().replace(b"2025-01-16", b"2026-06-23"))
    os.utime(file, (4e9, 4e9))
    third = sync.sync(home=home, mirror=address)
    assert third.fetched == ("hpo",)
    assert third.version.startswith("2026-06-23")
    assert [path.suffix for path in third.reports] == [".txt", ".json"]
    assert first.version in third.reports[0].read_text()


def test_sync__another_loopback_address_than_the_mirror_is_refused(world, web_mirror, monkeypatch):
    home, mirror = world
    address, seen = web_mirror
    before = sync.sync(home=home, mirror=mirror).version
    real = dict(sync.declarations())
    for name, source in real.items():
        files = tuple(dataclasses.replace(f, url=f"{address}/{f.mirror}") for f in source.files)
        real[name] = dataclasses.replace(source, files=files)
    monkeypatch.setattr(sync, "declarations", lambda: real)
    outcome = sync.sync(home=home)
    assert set(outcome.problems) == {"hpo", "hpoa", "identity"}
    assert all("private" in why for why in outcome.problems.values())
    assert (outcome.version, seen) == (before, [])


def test_sync__a_bomb_is_left_and_what_was_there_serves(world, web_mirror, monkeypatch):
    home, mirror = world
    address, _ = web_mirror
    real = dict(sync.declarations())
    file = dataclasses.replace(real["hpo"].files[0], unpack="gz", max_bytes=20_000)
    real["hpo"] = dataclasses.replace(real["hpo"], files=(file,))
    for module in (release, sync):
        monkeypatch.setattr(module, "declarations", lambda: real)
    (mirror / "hpo" / "hp.obo").write_bytes(gzip.compress(b"0" * 15_000_000))
    outcome = sync.sync(home=home, mirror=address)
    assert "unpacks to more than" in outcome.problems["hpo"]
    with release.use_release(folder.releases_folder(home) / outcome.version) as opened:
        assert {s.name: s.status for s in opened.sources}["hpo"] == "kept"
    assert not (home / inputs.KEPT / "hpo" / "hp.obo").exists()


def test_addresses__are_not_yet_tried_until_met(world, web_mirror, monkeypatch):
    home, _ = world
    address, _ = web_mirror
    real = dict(sync.declarations())
    before = {(a.source, a.file): a.state for a in sync.addresses(home)}
    assert before["hpo", "hp.obo"] == "not yet tried"
    assert before["identity", "identity.tsv"] == "no address"
    file = dataclasses.replace(real["hpo"].files[0], url=f"{address}/hpo/hp.obo")
    real["hpo"] = dataclasses.replace(real["hpo"], files=(file,))
    monkeypatch.setattr(sync, "declarations", lambda: real)
    sync.sync(home=home, mirror=address)
    after = {(a.source, a.file): a.state for a in sync.addresses(home)}
    assert after["hpo", "hp.obo"] == "met"
    assert after["hpoa", "phenotype.hpoa"] == "not yet tried"


@pytest.fixture
def registry(monkeypatch):
    """Stands for the registry of studies: what it was asked, and what it answers."""
    seen: dict[str, object] = {"asked": 0, "outcome": TrialsOutcome(())}

    def refresh(*, home):
        seen["asked"] += 1
        return seen["outcome"]

    monkeypatch.setattr(sync, "refresh_trials", refresh)
    return seen


def _unreachable(url, *_args, **_kwargs):
    raise FetchError(f"{url} could not be fetched.", hint="Try later.")


def test_sync__new_answers_about_studies_make_a_build(world, registry, monkeypatch):
    home, mirror = world
    sync.sync(home=home, mirror=mirror)
    assert registry["asked"] == 0  # a mirror has no studies, and no other address is asked
    monkeypatch.setattr(sync, "fetch", _unreachable)
    assert sync.sync(home=home).fetched == ()
    registry["outcome"] = TrialsOutcome(("MONDO:0008153",))
    built = []
    monkeypatch.setattr(sync, "build_release", lambda **_: built.append(1) or folder.pointed(home))
    assert sync.sync(home=home).fetched == ("clinicaltrials",)
    assert (registry["asked"], built) == (2, [1])


def test_sync__offline_studies_stay_and_it_says_so(world, registry, monkeypatch):
    home, mirror = world
    before = sync.sync(home=home, mirror=mirror).version
    monkeypatch.setattr(sync, "fetch", _unreachable)
    registry["outcome"] = TrialsOutcome((), {"MONDO:1": "No route.", "MONDO:2": "No route."})
    outcome = sync.sync(home=home)
    assert (outcome.version, outcome.fetched) == (before, ())
    assert outcome.problems["clinicaltrials"] == "No new answer for 2 diseases. No route."


def test_sync__a_mirror_named_by_the_environment_is_asked(world, web_mirror, monkeypatch):
    home, _ = world
    address, seen = web_mirror
    monkeypatch.setenv("RAREKIN_MIRROR", address)
    assert set(sync.sync(home=home).fetched) == {"hpo", "hpoa", "identity"}
    assert {path for path, _, _ in seen} >= {"/hpo/hp.obo", "/identity/identity.tsv"}


def test_last_sync__tells_what_failed_though_nothing_was_built(world, registry, monkeypatch):
    home, mirror = world
    assert last_sync(home) is None
    first = sync.sync(home=home, mirror=mirror)
    done = last_sync(home)
    assert (done.version, done.changed) == (first.version, True)
    assert (done.fetched, done.problems) == (first.fetched, {})
    monkeypatch.setattr(sync, "fetch", _unreachable)
    sync.sync(home=home)
    later = last_sync(home)
    assert (later.version, later.changed) == (first.version, False)
    assert set(later.problems) == {"hpo", "hpoa"}
    assert later.finished >= done.finished


def test_last_sync__tells_that_the_build_failed(world, monkeypatch):
    home, mirror = world

    def full(**_):
        raise BuildError("The disk is full.", hint="Free some space.")

    monkeypatch.setattr(sync, "build_release", full)
    with pytest.raises(BuildError):
        sync.sync(home=home, mirror=mirror)
    assert last_sync(home).problems == {"build": "The disk is full. Free some space."}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"finished": "x"}', '{"finished": 3}'])
def test_last_sync__what_cannot_be_read_counts_as_none(tmp_path, text):
    (tmp_path / "last-sync.json").write_text(text)
    assert last_sync(tmp_path) is None


def test_keep_syncing__waits_about_as_long_as_asked():
    runs, waits = [], []
    sync.keep_syncing(24, lambda: runs.append(1), sleep=waits.append, rounds=3)
    assert len(runs) == 3
    assert len(waits) == 2
    assert all(24 * 3600 <= wait <= 24 * 3600 * 1.1 for wait in waits)


@pytest.mark.parametrize("hours", [0, -1, 0.1, float("nan")])
def test_keep_syncing__spares_the_publishers(hours):
    with pytest.raises(InputError, match="burden"):
        sync.keep_syncing(hours, lambda: None, rounds=1)
