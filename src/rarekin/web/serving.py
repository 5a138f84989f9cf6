"""One supervisor for the processes of an installation: web workers, task worker, first sync."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socketserver
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core import checks
from django.core.management import call_command

from rarekin.api.home import home
from rarekin.errors import InputError, RarekinError
from rarekin.web import people_database
from rarekin.web.parent_death import end_with_parent
from rarekin.web.starting import start_django

_POLL_SECONDS = 0.25
_PATIENCE_SECONDS = 8.0
_BACKGROUND_DELAY_SECONDS = 3.0
# Who ran this long once has started well; what ends it later comes and goes (a database).
_STARTED_WELL_SECONDS = 10.0
_DEATHS_AT_START = 3
_LONGEST_WAIT_SECONDS = 30.0
# It begins by asking every publisher: that must not happen twice a minute.
_SYNC_REST_SECONDS = 900.0

Say = Callable[[str], None]


class ServeError(RarekinError):
    """The site cannot be served, or stopped being served."""

    code = "RAREKIN-500"


def check_home() -> Path:
    """Return the data folder once it is known that we can write to it.

    Returns
    -------
    home
        It exists.

    Raises
    ------
    InputError
        If it cannot be made or written.
    """
    place = home()
    probe = place / f".probe-{os.getpid()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        # What people gave lies here: nobody else on this machine may look in.
        place.chmod(0o700)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"The data folder {place} cannot be written: {error.strerror}.",
            hint="Set RAREKIN_HOME to a folder you can write to, or make this one writable.",
        ) from error
    return place


class _Listener(socketserver.TCPServer):
    """Listens like gunicorn will: an address just left by another run is free."""

    allow_reuse_address = True


def check_port(host: str, port: int) -> None:
    """Make sure that nothing else listens where we want to.

    Parameters
    ----------
    host, port
        The address to bind.

    Raises
    ------
    InputError
        If the port is taken or may not be used.
    """
    if ":" in host:
        return  # gunicorn itself says where an IPv6 address cannot be used
    try:
        _Listener((host, port), socketserver.BaseRequestHandler).server_close()
    except (OSError, OverflowError) as error:
        raise InputError(
            f"Port {port} on {host} cannot be used: {getattr(error, 'strerror', None) or error}.",
            hint=f"Stop what uses it, or choose another: rarekin serve --port {port % 60000 + 1}.",
        ) from error


def prepare(say: Say) -> bool:
    """Bring the static files and the database up to date, and say what is wrong.

    Parameters
    ----------
    say
        Told each warning of the system checks.

    Returns
    -------
    has_people
        False where the database does not answer: then only public pages can be served, and
        `people_later` does the rest.

    Raises
    ------
    ServeError
        If a system check finds an error.
    """
    # Files made from now on, here and in the children, are for their owner only.
    os.umask(0o077)
    with contextlib.suppress(OSError):  # a folder that can only be read
        for database in home().glob("people.sqlite3*"):
            database.chmod(0o600)
    start_django()
    found = [m for m in checks.run_checks() if not m.is_silenced()]
    errors = [m for m in found if m.level >= checks.ERROR]
    if errors:
        told = " ".join(f"{m.id}: {m.msg}" for m in errors)
        raise ServeError(told, hint=" ".join(m.hint for m in errors if m.hint))
    for message in found:
        say(f"{message.msg} {message.hint or ''}".strip())
    collect_static()
    if not people_database.answers():
        return False
    people_database.bring_up_to_date()
    return True


def collect_static() -> None:
    """Gather the files that pages need, so that a loss of power leaves them whole.

    Where they cannot be collected they are served from the package.
    """
    place = Path(settings.STATIC_ROOT)
    manifest = place / "staticfiles.json"
    with warnings.catch_warnings(), contextlib.suppress(OSError):
        warnings.simplefilter("ignore")
        if manifest.exists() and not manifest.read_bytes().rstrip().endswith(b"}"):
            shutil.rmtree(place)  # cut short: so may be any other file there
        call_command("collectstatic", verbosity=0, interactive=False)
        for path in place.rglob("*"):
            with path.open("rb") if path.is_file() else contextlib.nullcontext() as file:
                if file is not None:
                    os.fsync(file.fileno())


@dataclass(slots=True)
class Child:
    """A process that must keep running.

    Attributes
    ----------
    name
        For messages.
    command
        Program and arguments.
    is_site
        True for the web server, without which there is no site: where it never comes up,
        everything stops and says so. What else ends may only miss its database for an hour.
    delay_seconds
        How long after the first ones it starts; readers come before background work.
    rest_seconds
        How long it rests at least before it is started again.
    is_once
        True for what the others wait for and what has done its work when it ends well.
    """

    name: str
    command: Sequence[str]
    is_site: bool = False
    delay_seconds: float = 0.0
    rest_seconds: float = 0.0
    is_once: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    starts_again_at: float = 0.0
    n_short_lives: int = 0
    has_started_well: bool = False

    def start(self) -> None:
        """Start the process in a session of its own, so that we alone stop it."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "rarekin.web.settings"},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent(),  # noqa: PLW1509 - the supervisor has one thread
        )

    def is_done(self) -> bool:
        """Whether it was to run once, and ended well."""
        return self.is_once and self.process is not None and self.process.poll() == 0

    def has_ended(self) -> bool:
        """Whether the process was started and is gone."""
        return self.process is not None and self.process.poll() is not None

    def stop(self, force: bool = False) -> None:
        """Ask the process to end, or end it."""
        if self.process is not None and self.process.poll() is None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL if force else signal.SIGTERM)
            except ProcessLookupError:
                return


def children_of(host: str, port: int, sync: bool) -> list[Child]:
    """List the processes of an installation.

    Parameters
    ----------
    host, port
        Where the web workers listen.
    sync
        Whether the knowledge is brought up to date in the background.

    Returns
    -------
    children
        Not started yet.
    """
    python = sys.executable
    web = [python, "-m", "gunicorn", "-c", "python:rarekin.web.gunicorn_settings"]
    worker = [python, "-m", "django", "db_worker", "--queue-name"]
    listed = [
        Child("web server", [*web, "--bind", f"{host}:{port}"], is_site=True),
        Child("task worker", [*worker, "default"], delay_seconds=_BACKGROUND_DELAY_SECONDS),
        Child("mail worker", [*worker, "mail"], delay_seconds=_BACKGROUND_DELAY_SECONDS),
        Child("clock", [python, "-m", "django", "tick"], delay_seconds=_BACKGROUND_DELAY_SECONDS),
    ]
    if sync:
        sync_now_and_daily = [python, "-m", "rarekin", "knowledge", "sync", "--every", "24"]
        listed.append(
            Child(
                "sync",
                sync_now_and_daily,
                delay_seconds=_BACKGROUND_DELAY_SECONDS,
                rest_seconds=_SYNC_REST_SECONDS,
            )
        )
    return listed


def people_later(address: str) -> Child:
    """Return the process that waits for a database that is away, and then ends.

    Parameters
    ----------
    address
        Of the site, for whoever sets it up.

    Returns
    -------
    child
        Not started yet.
    """
    command = [sys.executable, "-m", people_database.__name__, address]
    return Child("wait for the database", command, is_once=True)


class Supervisor:
    """Starts children, restarts those that die, and stops them all together.

    Where one of them is to run once, all but the web server wait until it ended well.

    Parameters
    ----------
    children
        What to run.
    say
        Told what happens.
    is_another
        Asked now and then whether the data folder is another one, so that all are started again.
    """

    def __init__(
        self,
        children: Sequence[Child],
        say: Say,
        is_another: Callable[[], bool] = lambda: False,
    ) -> None:
        self.children = list(children)
        self.say = say
        self._is_another = is_another
        self._must_stop = False
        self._began = 0.0

    def run(self) -> None:
        """Run until a signal asks to stop.

        Raises
        ------
        ServeError
            If the web server never comes up; everything else was stopped first. All else that
            ends is started again and again, since what it needs may come back.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        try:
            self._began = time.monotonic()
            while not self._must_stop:
                self._look_after()
                time.sleep(_POLL_SECONDS)
        finally:
            self._stop_all()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._must_stop = True

    def _look_after(self) -> None:
        now = time.monotonic()
        if self._is_another():
            for child in self.children:
                child.stop()  # what ended is started again
        must_wait = any(child.is_once and not child.is_done() for child in self.children)
        for child in self.children:
            if child.process is None:
                if must_wait and not (child.is_site or child.is_once):
                    continue
                if now - self._began >= max(child.delay_seconds, child.starts_again_at):
                    child.start()
            elif child.has_ended() and not child.is_done():
                self._bury(child, now)

    def _bury(self, child: Child, now: float) -> None:
        """Let a child that ended rest, longer each time it ended soon, and start it again."""
        is_short = now - child.started_at < _STARTED_WELL_SECONDS
        child.has_started_well |= not is_short
        child.n_short_lives = child.n_short_lives + 1 if is_short else 0
        never_came_up = child.is_site and not child.has_started_well
        if never_came_up and child.n_short_lives > _DEATHS_AT_START:
            raise ServeError(
                f"The {child.name} ended {child.n_short_lives} times right after its start.",
                hint="What it wrote above says why. Everything was stopped.",
            )
        wait = min(2.0 ** max(child.n_short_lives - 1, 0) - 1.0, _LONGEST_WAIT_SECONDS)
        wait = max(wait, child.rest_seconds)
        self.say(
            f"The {child.name} ended and is started again" + (f" in {wait:.0f} s." if wait else ".")
        )
        child.process, child.starts_again_at = None, now - self._began + wait

    def _stop_all(self) -> None:
        for child in self.children:
            child.stop()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline and not all(
            c.process is None or c.has_ended() for c in self.children
        ):
            time.sleep(0.05)
        for child in self.children:
            child.stop(force=True)
