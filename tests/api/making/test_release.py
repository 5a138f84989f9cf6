import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rarekin.api.keeping import releases as shelf
from rarekin.api.making import gathering
from rarekin.api.making import release as releases
from rarekin.api.making.release import build_release, current, use_release
from rarekin.errors import (
    BuildBusy,
    BuildError,
    InputError,
    KnowledgeError,
    NoRelease,
    SourceError,
)
from rarekin.knowledge import folder

SOURCES = ("hpo", "hpoa", "identity")


def _build(home, **kwargs):
    return build_release(home=home, sources=SOURCES, samples=True, **kwargs)


def _content(place):
    return {path.name: path.read_bytes() for path in place.iterdir()}


def test_build__same_inputs_same_bytes(tmp_path):
    one, other = (_build(tmp_path / name) for name in ("a", "b"))
    assert one == other
    a, b = (folder.releases_folder(tmp_path / name) / one for name in ("a", "b"))
    assert _content(a) == _content(b)


def test_build__does_not_depend_on_hash_seed_or_folder(tmp_path):
    versions = {
        subprocess.run(
            [sys.executable, "-c", _CHILD, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "STEP": "none"},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(versions) == 1


def test_build__the_version_is_the_newest_source_and_eight_digits(tmp_path):
    assert folder._VERSION.match(_build(tmp_path))
    assert _build(tmp_path).startswith("2025-01-16-")


def test_build__a_second_one_at_once_is_refused(tmp_path):
    with folder.build_lock(tmp_path), pytest.raises(BuildBusy):
        _build(tmp_path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_build__a_full_disk_changes_nothing(tmp_path, monkeypatch, code):
    before = _build(tmp_path)
    saved = np.save

    def full(file, array, **kwargs):
        if "ontology_labels" in str(file):
            raise OSError(code, os.strerror(code))
        saved(file, array, **kwargs)

    monkeypatch.setattr("numpy.save", full)
    with pytest.raises(BuildError, match="full") as caught:
        _build(tmp_path)
    assert "goes on serving" in caught.value.hint
    assert folder.pointed(tmp_path) == before
    assert not list(folder.releases_folder(tmp_path).glob(".building-*"))


_CHILD = """
import os, sys, pathlib, time, resource
from rarekin.api.making.release import build_release
step = os.environ["STEP"]
def progress(name, share):
    if name.startswith(step):
        print("here", flush=True)
        time.sleep(60)
if step == "small":
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
    import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    print(build_release(home=pathlib.Path(sys.argv[1]), sources=("hpo", "hpoa", "identity"),
                        samples=True, progress=progress))
except Exception as error:
    print(type(error).__name__, error)
"""


def test_build__the_file_system_refusing_to_grow_changes_nothing(tmp_path):
    before = _build(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path)],
        env={**os.environ, "STEP": "small"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("BuildError")
    assert folder.pointed(tmp_path) == before
    assert not list(folder.releases_folder(tmp_path).glob(".building-*"))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "count"), [("killed", 120), ("timed", 80), ("full", 60)])
def test_build__broken_anywhere_what_serves_is_whole(tmp_path, kind, count):
    program = Path(__file__).with_name("build_faults.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "home"), kind, str(count)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ends = json.loads(done.stdout)
    assert sum(ends[end] for end in ("killed", "refused", "finished")) == count
    assert ends["refused" if kind == "full" else "killed"] > 0.3 * count
    assert ends["promoted"] < count


@pytest.mark.parametrize("limit", [0, 1000, 10_000, 70_000, 200_000])
def test_build__a_first_one_without_room_leaves_nothing(tmp_path, limit):
    subprocess.run(
        [sys.executable, "-c", _CHILD.replace("(40_000, 40_000)", f"({limit}, {limit})"),
         str(tmp_path)],
        env={**os.environ, "STEP": "small"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert folder.versions(tmp_path) == ()
    with pytest.raises(NoRelease):
        folder.pointed(tmp_path)


@pytest.mark.parametrize("step", ["reading", "joining", "writing", "checking"])
def test_build__killed_it_leaves_what_serves_and_the_next_one_cleans_up(tmp_path, step):
    before = _build(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path)],
        env={**os.environ, "STEP": step}, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        with pytest.raises(BuildBusy):
            _build(tmp_path)
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert folder.pointed(tmp_path) == before
    assert _build(tmp_path) == before
    assert not list(folder.releases_folder(tmp_path).glob(".building-*"))


def test_build__an_unknown_source_is_named(tmp_path):
    with pytest.raises(SourceError, match="astrology"):
        build_release(home=tmp_path, sources=["astrology"])


def test_build__a_disease_that_vanished_stops_the_build(tmp_path, monkeypatch):
    before = _build(tmp_path)
    with pytest.raises(BuildError, match="lead nowhere"):
        build_release(home=tmp_path, sources=("hpo", "identity"), samples=True)
    assert folder.pointed(tmp_path) == before
    build_release(home=tmp_path, sources=("hpo", "identity"), samples=True, accept_loss=True)
    assert folder.pointed(tmp_path) != before


def _mirror(tmp_path, monkeypatch, data):
    """Let hpo be mirrored, and expect little of it."""
    import dataclasses

    from rarekin.api.making import inputs
    from rarekin.sources.declaration import Expectations, declarations

    known = dict(declarations())
    file = dataclasses.replace(known["hpo"].files[0], mirror="hp.obo")
    known["hpo"] = dataclasses.replace(
        known["hpo"], files=(file,), expect=Expectations(min_rows={"Term": 10})
    )
    monkeypatch.setattr(releases, "declarations", lambda: known)
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / "hp.obo").write_bytes(data)
    monkeypatch.setattr(
        inputs, "packaged_paths", lambda name, _file, _home: tuple(
            sorted((inputs.FOLDER / name / "sample").glob("*.obo"))
        ),
    )  # fmt: skip
    return tmp_path / "mirror"


def test_build__a_source_that_breaks_its_promise_keeps_its_last_good_file(tmp_path, monkeypatch):
    cut = b"data-version: hp/releases/2026-01-01\n[Term]\nid: HP:0000001\nname: All\n"
    mirror = _mirror(tmp_path, monkeypatch, cut)
    version = build_release(home=tmp_path, sources=["hpo"], mirror=mirror)
    with use_release(folder.releases_folder(tmp_path) / version) as release:
        (info,) = release.sources
    assert info.status == "kept"
    assert "expected 10 or more" in info.problem
    assert info.version == "2025-01-16"


def test_current__says_how_to_build_the_first(tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    with pytest.raises(NoRelease) as caught:
        current()
    assert "rarekin knowledge build" in caught.value.hint


def test_current__follows_the_pointer(tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    first = _build(tmp_path)
    assert current().version == first
    assert current() is current()
    second = build_release(
        home=tmp_path, sources=("hpo", "identity"), samples=True, accept_loss=True
    )
    assert current().version == second
    releases.use(first)
    assert current().version == first
    assert dict(releases.installed()) == {first: True, second: False}
    assert shelf.verify() == shelf.verify(first)


@pytest.mark.parametrize("damage", [b"", b"../..", b"2001-01-01-00000000", b"\xff\xfe"])
def test_current__a_damaged_pointer_leads_to_the_last_good_release(
    tmp_path, monkeypatch, caplog, damage
):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    good = _build(tmp_path)
    (folder.releases_folder(tmp_path) / "current").write_bytes(damage)
    assert current().version == good
    assert current() is current()
    assert [r.message for r in caplog.records if good in r.message]
    assert _build(tmp_path) == good
    assert folder.pointed(tmp_path) == good


@pytest.mark.parametrize("name", ["manifest.json", "knowledge.sqlite", "ontology_ids.npy"])
@pytest.mark.parametrize("how", ["cut", "gone", "emptied"])
def test_current__half_a_release_is_passed_over(tmp_path, monkeypatch, name, how):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    good = _build(tmp_path)
    half = build_release(home=tmp_path, sources=("hpo", "identity"), samples=True, accept_loss=True)
    file = folder.releases_folder(tmp_path) / half / name
    data = file.read_bytes()
    file.unlink() if how == "gone" else file.write_bytes(data[:-7] if how == "cut" else b"")
    assert folder.pointed(tmp_path) == half
    assert current().version == good
    with pytest.raises(KnowledgeError):
        releases.use(half)


@pytest.mark.parametrize("name", ["knowledge.sqlite", "ontology_ids.npy"])
def test_current__a_file_that_turns_out_damaged_leads_to_the_older_release(
    tmp_path, monkeypatch, caplog, name
):
    """Its size is right, so that only reading it tells."""
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    bad = folder.releases_folder(tmp_path) / _build(tmp_path)
    good = bad.with_name("2020-01-01-0a0b0c0d")
    shutil.copytree(bad, good)
    (bad / name).write_bytes(bytes((bad / name).stat().st_size))
    found = current()
    assert found.path == bad
    assert releases.trouble() is None
    with pytest.raises(KnowledgeError, match=re.escape(name)) as caught:
        found.array("ontology_ids") if name.endswith("npy") else found.disease_ids()
    assert "rarekin knowledge build" in caught.value.hint
    with caplog.at_level("WARNING", logger="rarekin.knowledge"):
        assert current().path == good
    assert current().disease_ids()
    assert caplog.text.count(name) == 1
    assert releases.trouble() is caught.value


def test_current__an_upgraded_program_reads_what_it_can(tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    version = _build(tmp_path)
    file = folder.releases_folder(tmp_path) / version / "manifest.json"
    file.write_text(file.read_text().replace('"schema": ', '"schema": 9'))
    with pytest.raises(KnowledgeError, match="newer") as caught:
        current()
    assert "Upgrade" in caught.value.hint


def test_build__keeps_as_many_as_it_is_told(tmp_path, monkeypatch):
    for names in (("hpo",), ("hpo", "identity"), SOURCES):
        build_release(home=tmp_path, sources=names, samples=True, keep=9)
    assert len(folder.versions(tmp_path)) == 3
    monkeypatch.setenv("RAREKIN_KEEP", "2")
    _build(tmp_path)
    assert len(folder.versions(tmp_path)) == 2
    monkeypatch.setenv("RAREKIN_KEEP", "many")
    with pytest.raises(InputError, match="RAREKIN_KEEP"):
        _build(tmp_path)


def test_build__an_id_no_source_names_any_longer_still_finds_its_disease(tmp_path, monkeypatch):
    from rarekin.model.disease import Disease, IdMapping

    def say(records):
        def parse(_files):
            yield from records

        return parse

    exact = "skos:exactMatch"
    old = [Disease("MONDO:0000007", "kin disease", "identity"),
           IdMapping("MONDO:0000007", exact, "ORPHA:7", "identity")]  # fmt: skip
    new = [Disease("MONDO:0000008", "kin disease", "identity"),
           IdMapping("MONDO:0000008", exact, "ORPHA:7", "identity")]  # fmt: skip
    real = gathering.parser_of
    for said in (old, new, new):
        monkeypatch.setattr(
            gathering, "parser_of", lambda n, said=said: say(said) if n == "identity" else real(n)
        )
        version = build_release(home=tmp_path, sources=("hpo", "identity"), samples=True)
    with use_release(folder.releases_folder(tmp_path) / version) as release:
        assert release.canonical("MONDO:0000007") == ("MONDO:0000008",)


def test_full_release__is_within_its_budgets(full_release):
    total = sum(path.stat().st_size for path in full_release.path.iterdir())
    assert total < 600_000_000
    assert full_release.manifest.counts["annotations"] > 250_000
    assert len(full_release.disease_ids()) > 15_000


def test_full_release__is_opened_without_reading_its_arrays(full_release):
    again = type(full_release).open(Path(full_release.path))
    assert isinstance(again.array("rank_matrix"), np.memmap)
    assert len(again.ontology) > 15_000
    again.close()


def test_build__findings_give_way_to_the_source_that_is_heard_first(tmp_path):
    version = build_release(home=tmp_path, sources=(*SOURCES, "orphanet"), samples=True)
    told = (
        "SELECT DISTINCT subject.s FROM annotation JOIN text AS subject ON subject.i = subject "
        "JOIN text AS source ON source.i = source WHERE aspect = 'P' AND source.s = ?"
    )
    with use_release(folder.releases_folder(tmp_path) / version) as release:
        by_source = {s: set(release.rows(told, (s,))) for s in ("hpoa", "orphanet")}
    assert ("ORPHA:2762",) in by_source["hpoa"] | by_source["orphanet"]
    assert not by_source["hpoa"] & by_source["orphanet"]
