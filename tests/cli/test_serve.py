import os
import shutil

import pytest
from click.testing import CliRunner

from rarekin.cli import serve as module
from rarekin.errors import BuildError, InputError, NoRelease


class FakeSupervisor:
    def __init__(self, children, say, is_another):
        self.names = [child.name for child in children]

    def run(self):
        FakeSupervisor.ran = self.names


def run(monkeypatch, *args, has_people=True, **env):
    monkeypatch.setattr(module.serving, "Supervisor", FakeSupervisor)
    monkeypatch.setattr(module.serving, "prepare", lambda say: say("a note") or has_people)
    monkeypatch.setattr(module.people_database, "setup_path", lambda: "/setup/token")
    monkeypatch.setattr(module.serving, "check_port", lambda host, port: None)
    return CliRunner().invoke(module.serve, args, env=env, catch_exceptions=False)


def test_serve__prints_the_address_and_starts_everything(toy_release, monkeypatch):
    result = run(monkeypatch, "--port", "8123", RAREKIN_SYNC="off")
    assert result.exit_code == 0
    assert "http://localhost:8123\n" in result.stdout
    assert f"Knowledge release: {toy_release.version}" in result.stderr
    assert "Note: a note" in result.stderr
    assert "http://localhost:8123/setup/token" in result.stderr
    assert FakeSupervisor.ran[:2] == ["web server", "task worker"]
    assert "sync" not in FakeSupervisor.ran


def test_serve__names_the_address_that_people_type_for_setting_up(toy_release, monkeypatch):
    result = run(monkeypatch, RAREKIN_SYNC="off", RAREKIN_SITE_URL="https://rare.example/")
    assert "https://rare.example/setup/token" in result.stderr


def test_serve__a_folder_that_can_only_be_read_still_shows_public_pages(toy_release, monkeypatch):
    def cannot():
        raise InputError("The data folder x cannot be written: Read-only.", hint="Mend it.")

    monkeypatch.setattr(module.serving, "check_home", cannot)
    monkeypatch.setattr(module, "_ensure_release", pytest.fail)
    result = run(monkeypatch, RAREKIN_SYNC="off", has_people=False)
    assert result.exit_code == 0
    assert "cannot be written: Read-only. Mend it." in result.stderr
    assert f"Release {toy_release.version} is served meanwhile" in result.stderr
    assert FakeSupervisor.ran[0] == "web server"


def test_serve__a_folder_that_can_only_be_read_and_holds_nothing_is_refused(monkeypatch):
    def cannot():
        raise InputError("The data folder x cannot be written: Read-only.", hint="Mend it.")

    def none():
        raise NoRelease("No release yet.")

    monkeypatch.setattr(module.serving, "check_home", cannot)
    monkeypatch.setattr(module, "current", none)
    with pytest.raises(InputError, match="cannot be written"):
        module._take_home()


def test_serve__without_a_database_adds_one_who_waits_for_it(toy_release, monkeypatch):
    result = run(monkeypatch, RAREKIN_SYNC="off", has_people=False)
    assert result.exit_code == 0
    assert FakeSupervisor.ran[-1] == "wait for the database"
    assert "/setup/" not in result.stderr


def test_serve__reads_the_port_from_the_environment_and_syncs_by_default(toy_release, monkeypatch):
    monkeypatch.delenv("RAREKIN_SYNC", raising=False)
    result = run(monkeypatch, PORT="9001")
    assert "http://localhost:9001\n" in result.stdout
    assert FakeSupervisor.ran[-1] == "sync"


def test_serve__builds_again_after_an_upgrade_and_serves_the_old_release_where_it_cannot(
    toy_release, monkeypatch
):
    tried = []

    def full_disk(*, progress):
        tried.append(1)
        raise BuildError("The disk is full.", hint="Free some space.")

    monkeypatch.setattr(module, "is_of_this_program", lambda home, version: False)
    monkeypatch.setattr(module, "build_release", full_disk)
    result = run(monkeypatch, RAREKIN_SYNC="off")
    assert tried == [1]
    assert "The program or its data changed since the last build." in result.stderr
    assert "Note: The disk is full. Free some space." in result.stderr
    assert f"Knowledge release: {toy_release.version}" in result.stderr


@pytest.mark.parametrize("can_build", [True, False])
def test_serve__names_a_damaged_file_and_takes_another_release(
    toy_home, toy_release_folder, tmp_path, monkeypatch, can_build
):
    shutil.copytree(toy_home, tmp_path / "home")
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path / "home"))
    bad = tmp_path / "home" / "releases" / toy_release_folder.name
    good = bad.with_name("2020-01-01-0a0b0c0d")
    shutil.copytree(bad, good)
    os.utime(bad, ns=(10**18, 2 * 10**18))
    place = bad / "ontology_labels.npy"
    data = bytearray(place.read_bytes())
    data[-1] ^= 1  # the size stays: only the hash tells
    place.write_bytes(data)

    def build(*, progress):
        if not can_build:
            raise BuildError("The disk is full.", hint="Free some space.")
        place.write_bytes((good / place.name).read_bytes())

    monkeypatch.setattr(module, "build_release", build)
    result = run(monkeypatch, RAREKIN_SYNC="off")
    assert "ontology_labels.npy" in result.stderr
    assert ("The disk is full. Free some space." in result.stderr) is not can_build
    assert (f"Release {good.name} serves." in result.stderr) is not can_build
    serving = (bad.parent / "current").read_text().strip()
    assert serving == (bad if can_build else good).name


def test_serve__builds_a_release_where_none_is(tmp_path, toy_release, monkeypatch):
    answers = iter([NoRelease("No release yet."), toy_release])
    steps = []

    def current():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def build(*, progress):
        for share in (0.2, 0.7, 1.0):
            progress("reading", share)
            steps.append(share)

    monkeypatch.setattr(module, "current", current)
    monkeypatch.setattr(module, "build_release", build)
    result = run(monkeypatch, RAREKIN_SYNC="off", RAREKIN_HOME=str(tmp_path))
    assert steps == [0.2, 0.7, 1.0]
    assert "No release yet." in result.stderr
    assert "Built in" in result.stderr
