import datetime
import http.server
import json
import os
import shutil
import signal
import subprocess
import threading
import time

import pytest
from click.testing import CliRunner

from rarekin.api.making.last_sync import LastSync, last_sync, remember_sync
from rarekin.cli.disease import disease, search
from rarekin.cli.knowledge import knowledge
from rarekin.errors import InputError, NoRelease, UnknownId
from rarekin.web import serving


@pytest.fixture
def run(toy_release):
    def call(command, *args):
        return CliRunner().invoke(command, args, catch_exceptions=False)

    return call


def test_search__prints_id_label_and_why(run):
    answer = run(search, "stone", "man")
    first = " ".join(answer.output.splitlines()[0].split())
    assert first == "MONDO:0007606 fibrodysplasia ossificans progressiva [Stone Man syndrome]"


def test_search__writes_json(run):
    hits = json.loads(run(search, "POH", "--json").output)
    assert hits[0]["ref"]["id"] == "MONDO:0008153"


def test_search__nothing_found_says_what_to_try(run):
    assert "one word" in run(search, "zzzzqqq").output


def test_disease__prints_findings_and_disputes(run):
    output = run(disease, "PPHP").output
    assert "disputed" in output
    assert "pseudopseudohypoparathyroidism  (MONDO:0012912, disorder)" in output


def test_disease__json_is_the_whole_page(run):
    page = json.loads(run(disease, "POH", "--json").output)
    assert page["findings"][0]["rows"]
    assert page["release"]


def test_disease__unknown_one_is_refused(run):
    with pytest.raises(UnknownId):
        run(disease, "no such disease")


def test_knowledge__list_path_verify_and_use(run, toy_release, toy_home):
    assert f"* {toy_release.version}" in run(knowledge, "list").output
    assert run(knowledge, "path").output.strip() == str(toy_release.path)
    assert "as the manifest says" in run(knowledge, "verify").output
    assert "serves now" in run(knowledge, "use", toy_release.version).output
    with pytest.raises(NoRelease):
        run(knowledge, "use", "2001-01-01-00000000")


def test_knowledge__sync_switched_off_says_so(run, monkeypatch):
    monkeypatch.setenv("RAREKIN_SYNC", "off")
    assert "goes on serving" in run(knowledge, "sync").output


def test_knowledge__build_prints_the_version(run, monkeypatch):
    monkeypatch.setattr(
        "rarekin.api.making.release.build_release", lambda **kwargs: f"built {sorted(kwargs)[0]}"
    )
    assert "built accept_loss" in run(knowledge, "build").output


def test_knowledge__report_says_what_the_release_holds(run):
    assert "| signs |" in run(knowledge, "report").output
    assert json.loads(run(knowledge, "report", "--json").output)["sections"]["signs"] > 0


def test_knowledge__list_as_json_cites(run, toy_release):
    (one,) = json.loads(run(knowledge, "list", "--json").output)
    assert one["citation"].startswith(f"Rarekin knowledge release {toy_release.version}")


def test_knowledge__diff_of_a_release_with_itself(run, toy_release):
    version = toy_release.version
    assert "Nothing changed" in run(knowledge, "diff", version, version).output
    found = json.loads(run(knowledge, "diff", version, version, "--json").output)
    assert found["before"] == found["after"] == version
    with pytest.raises(NoRelease):
        run(knowledge, "diff")


def test_knowledge__export_names_what_it_wrote(run, tmp_path):
    written = run(knowledge, "export", str(tmp_path / "out"), "--no-parquet").stdout.split()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        line.rpartition("/")[2] for line in written
    }


def test_knowledge__addresses_say_whether_they_were_met(run, tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    lines = run(knowledge, "addresses").output.splitlines()
    assert any(line.startswith("hpo ") and "not yet tried" in line for line in lines)


def test_knowledge__sync_again_and_again_spares_the_publishers(run, monkeypatch):
    monkeypatch.setattr("os.nice", lambda _by: 0)
    with pytest.raises(InputError, match="burden"):
        run(knowledge, "sync", "--every", "0.01")


def _ending(act, code=0, said=""):
    def run(command, **_kwargs):
        act(command)
        return subprocess.CompletedProcess(command, code, "", said)

    return run


@pytest.mark.parametrize(
    ("problems", "code", "said", "outcome"),
    [
        ({}, 0, "", "good"),
        ({"hpo": "No route.\nAgain."}, 0, "", "partly"),
        (None, -9, "a trace\nMemoryError", "failed"),
    ],
)
def test_knowledge__each_sync_writes_one_line_that_machines_read(
    run, tmp_path, monkeypatch, problems, code, said, outcome
):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    now = datetime.datetime(2026, 11, 30, 4, tzinfo=datetime.UTC)
    remember_sync(tmp_path, LastSync(now - datetime.timedelta(days=1), "v", False))

    def act(_command):
        if problems is not None:
            remember_sync(tmp_path, LastSync(now, "v2", True, ("hpoa",), problems))

    monkeypatch.setattr("os.nice", lambda _by: 0)
    monkeypatch.setattr("subprocess.run", _ending(act, code, said))
    monkeypatch.setattr("rarekin.api.keeping.sync.keep_syncing", lambda _hours, once: once())
    [line] = run(knowledge, "sync", "--every", "24").stderr.splitlines()
    told = json.loads(line)
    assert (told["event"], told["outcome"], told["exit"]) == ("sync", outcome, code)
    if problems is None:
        assert "MemoryError" in told["problems"]["sync"]
    else:
        assert told["problems"] == problems
        assert (told["version"], told["fetched"]) == ("v2", ["hpoa"])
        assert told["finished"].startswith("2026-11-30T04:00:00")


def test_knowledge__sync_again_and_again_runs_each_in_a_process_of_its_own(run, monkeypatch):
    commands = []
    monkeypatch.setattr("os.nice", lambda _by: 0)
    monkeypatch.setattr("subprocess.run", _ending(commands.append))
    monkeypatch.setattr("rarekin.api.keeping.sync.keep_syncing", lambda _hours, once: once())
    run(knowledge, "sync", "--every", "24", "--mirror", "/srv/mirror")
    assert commands[0][1:] == ["-m", "rarekin", "knowledge", "sync", "--mirror", "/srv/mirror"]


@pytest.fixture
def empty_mirror():
    """A loopback server that has no file, and what it was asked for."""
    seen = []

    class Nothing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nothing) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()
        thread.join()


def test_sync_every__the_process_that_a_server_starts_syncs_at_once(
    toy_release, tmp_path, empty_mirror
):
    address, seen = empty_mirror
    shutil.copytree(toy_release.path.parents[1], tmp_path / "home")
    (child,) = [c for c in serving.children_of("127.0.0.1", 1, sync=True) if c.name == "sync"]
    env = {**os.environ, "RAREKIN_HOME": str(tmp_path / "home"), "RAREKIN_MIRROR": address}
    env.pop("RAREKIN_SYNC", None)
    with subprocess.Popen(child.command, env=env, start_new_session=True) as process:
        try:
            until = time.monotonic() + 120
            while last_sync(tmp_path / "home") is None and time.monotonic() < until:
                time.sleep(0.1)
            assert process.poll() is None  # it waits for the next turn
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    done = last_sync(tmp_path / "home")
    assert (done.version, done.changed) == (toy_release.version, False)
    assert {"mondo", "orphanet", "doid"} <= set(done.problems)
    assert "/doid/DO_rare_slim.obo.gz" in seen
