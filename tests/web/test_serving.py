import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rarekin.errors import InputError
from rarekin.web import one_server, serving
from rarekin.web.serving import Child, ServeError, Supervisor

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
_UNTIL = "import pathlib, time\nwhile not pathlib.Path({!r}).exists(): time.sleep(0.01)"
DIES = [sys.executable, "-c", "pass"]


@pytest.fixture
def _signals_kept():
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_home__that_cannot_be_written_is_refused_with_a_hint(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(InputError, match="cannot be written") as caught:
        serving.check_home()
    assert "RAREKIN_HOME" in caught.value.hint


def test_home__is_made_and_nothing_is_left_in_it(tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path / "new" / "home"))
    assert list(serving.check_home().iterdir()) == []


@pytest.mark.enable_socket
def test_port__that_is_taken_is_refused_with_another_proposed():
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as taken:
        port = taken.server_address[1]
        with pytest.raises(InputError, match=f"Port {port} on 127.0.0.1 cannot be used") as caught:
            serving.check_port("127.0.0.1", port)
    assert "--port" in caught.value.hint


def test_children__sync_runs_only_where_wanted_and_rests_before_it_asks_publishers_again():
    steady = serving.children_of("127.0.0.1", 8000, sync=False)
    assert [child.name for child in steady][:3] == ["web server", "task worker", "mail worker"]
    assert "sync" not in [child.name for child in steady]
    *same, last = serving.children_of("127.0.0.1", 8000, sync=True)
    assert [child.name for child in same] == [child.name for child in steady]
    assert (last.name, last.rest_seconds) == ("sync", 900.0)


@pytest.mark.usefixtures("_signals_kept")
def test_supervisor__a_web_server_that_never_comes_up_stops_everything(monkeypatch):
    monkeypatch.setattr(serving, "_POLL_SECONDS", 0.01)
    monkeypatch.setattr(serving, "_LONGEST_WAIT_SECONDS", 0.0)
    told: list[str] = []
    steady = Child("steady", SLEEPS)
    with pytest.raises(ServeError, match=r"The broken ended 4 times right after its start\."):
        Supervisor([steady, Child("broken", DIES, is_site=True)], told.append).run()
    assert told == ["The broken ended and is started again."] * 3
    assert steady.has_ended()


@pytest.mark.usefixtures("_signals_kept")
def test_supervisor__all_else_is_started_again_and_again(monkeypatch):
    monkeypatch.setattr(serving, "_POLL_SECONDS", 0.01)
    monkeypatch.setattr(serving, "_LONGEST_WAIT_SECONDS", 0.0)
    child = Child("worker", DIES)
    told: list[str] = []
    watched = Supervisor([child], told.append)

    def say(text):
        told.append(text)
        if len(told) == 12:
            signal.raise_signal(signal.SIGINT)

    watched.say = say
    watched.run()
    assert told == ["The worker ended and is started again."] * 12


def test_supervisor__rests_longer_each_time(monkeypatch):
    child = Child("worker", DIES)
    told: list[str] = []
    watched = Supervisor([child], told.append)
    for _time in range(8):
        child.started_at = now = time.monotonic()
        watched._bury(child, now)
    waits = [text.removeprefix("The worker ended and is started again") for text in told]
    assert waits == ["."] + [f" in {n} s." for n in (1, 3, 7, 15, 30, 30, 30)]


def test_home__serves_one_server_at_a_time_and_lets_go_when_it_is_killed(tmp_path):
    code = (
        "import sys, time, pathlib; from rarekin.web.one_server import hold;"
        f"kept = hold(pathlib.Path({str(tmp_path)!r})); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InputError, match=f"process {other.pid}") as caught:
            one_server.hold(tmp_path)
        assert "RAREKIN_HOME" in caught.value.hint
        other.kill()
        other.wait()
    one_server.hold(tmp_path).close()
    one_server.hold(tmp_path).close()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own help is Linux's")
def test_supervisor__killed_it_takes_its_children_along():
    code = (
        "import sys, time; from rarekin.web.serving import Child;"
        "child = Child('one', [sys.executable, '-c', 'import time; time.sleep(60)']);"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        orphan = Path(f"/proc/{int(parent.stdout.readline())}")
        assert orphan.exists()
        parent.kill()
        parent.wait()
    for _turn in range(600):
        if not orphan.exists() or "Z (zombie)" in (orphan / "status").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")


@pytest.mark.usefixtures("_signals_kept")
def test_supervisor__a_signal_stops_all_children(monkeypatch):
    monkeypatch.setattr(serving, "_POLL_SECONDS", 0.01)
    children = [Child("one", SLEEPS), Child("two", SLEEPS)]
    watched = Supervisor(children, lambda text: None)

    def interrupt():
        while not all(child.process for child in children):
            time.sleep(0.01)
        signal.raise_signal(signal.SIGINT)

    timer = threading.Timer(0.05, interrupt)
    timer.start()
    watched.run()
    timer.join()
    assert all(child.has_ended() for child in children)


@pytest.mark.usefixtures("_signals_kept")
def test_supervisor__pages_begin_at_once_and_all_else_once_the_database_is_there(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(serving, "_POLL_SECONDS", 0.01)
    came = tmp_path / "came"
    waits = Child("waits", [sys.executable, "-c", _UNTIL.format(str(came))], is_once=True)
    site, worker = Child("site", SLEEPS, is_site=True), Child("worker", SLEEPS)
    told: list[str] = []
    watched = Supervisor([site, worker, waits], told.append)
    seen: list[tuple[bool, bool]] = []

    def look():
        while not (site.process and waits.process):
            time.sleep(0.01)
        time.sleep(0.2)
        seen.append((site.process is not None, worker.process is not None))
        came.touch()
        while not worker.process:
            time.sleep(0.01)
        seen.append((waits.is_done(), not site.has_ended()))
        signal.raise_signal(signal.SIGINT)

    looking = threading.Thread(target=look)
    looking.start()
    watched.run()
    looking.join()
    assert seen == [(True, False), (True, True)]
    assert told == []  # who has done their work is not started again


@pytest.mark.enable_socket
def test_database__that_comes_late_is_waited_for_and_brought_up_to_date(tmp_path):
    """The whole process, its file away: it waits, says so, and goes on when it comes."""
    env = os.environ | {"RAREKIN_HOME": str(tmp_path), "RAREKIN_DATABASE_URL": ""}
    (tmp_path / "people.sqlite3").mkdir()  # no database can be opened there
    command = [sys.executable, "-m", "rarekin.web.people_database", "http://here"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Public pages go on" in process.stderr.readline()
        (tmp_path / "people.sqlite3").rmdir()
        assert "up to date" in process.stderr.readline()
        assert process.stderr.readline().startswith("Set this site up, once: http://here/setup/")
        assert process.wait(60) == 0
    assert (tmp_path / "people.sqlite3").is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take writing away from itself")
def test_database__that_can_only_be_read_does_not_count_as_there(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from rarekin.web import people_database as p\n"
        "print(p.answers())"
    )
    env = os.environ | {
        "RAREKIN_HOME": str(tmp_path), "RAREKIN_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "rarekin.web.settings",
    }  # fmt: skip

    def asked(text):
        command = [sys.executable, "-c", text]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout

    assert asked(code).strip() == "True"
    mount = ["mount", "--bind", "-o", "ro", str(tmp_path), str(tmp_path)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        only_look = code.replace("call_command('migrate', verbosity=0)", "pass")
        assert asked(only_look).strip() == "False"
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
    assert asked(code).strip() == "True"


def test_gunicorn__logs_no_address(caplog):
    from gunicorn.config import Config

    from rarekin.web.gunicorn_settings import DiscreetLogger

    logger = DiscreetLogger(Config())
    logger.error_log.propagate = True
    logger.exception("Error handling request %s", "/disease/secret")  # noqa: LOG004 - gunicorn calls it so
    logger.warning("Invalid request from ip=1.2.3.4: GET /secret")
    assert "secret" not in caplog.text
    assert "A request failed inside the server." in caplog.text
