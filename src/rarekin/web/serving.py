"""One supervisor for the processes of an installation: web workers, task worker, first sync."""

from __future__ import annotations

import os
import signal
import socketserver
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import FrameType

import django
from django.core import checks
from django.core.management import call_command

from rarekin.api.home import home
from rarekin.errors import InputError, RarekinError

_POLL_SECONDS = 0.25
_PATIENCE_SECONDS = 8.0
_BACKGROUND_DELAY_SECONDS = 3.0
_DEATHS_ALLOWED = 3
_DEATHS_WINDOW_SECONDS = 60.0

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


def prepare(say: Say) -> None:
    """Bring the database and the static files up to date, and say what is wrong.

    Parameters
    ----------
    say
        Told each warning of the system checks.

    Raises
    ------
    ServeError
        If a system check finds an error.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    found = [m for m in checks.run_checks() if not m.is_silenced()]
    errors = [m for m in found if m.level >= checks.ERROR]
    if errors:
        told = " ".join(f"{m.id}: {m.msg}" for m in errors)
        raise ServeError(told, hint=" ".join(m.hint for m in errors if m.hint))
    for message in found:
        say(f"{message.msg} {message.hint or ''}".strip())
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        call_command("collectstatic", verbosity=0, interactive=False)


def setup_path() -> str:
    """Return the path of the first-run page, for the owner's eyes.

    Returns
    -------
    path
        With the one-time token; empty once the site is set up.
    """
    # Models can be imported only after `prepare` has started Django.
    first_run = import_module("rarekin.web.accounts.first_run")
    token = first_run.setup_token()
    return f"/setup/{token}" if token else ""


@dataclass(slots=True)
class Child:
    """A process that must keep running, or that runs once.

    Attributes
    ----------
    name
        For messages.
    command
        Program and arguments.
    is_once
        True for work that ends by itself; how it ends does not matter to the others.
    delay_seconds
        How long after the first ones it starts; readers come before background work.
    """

    name: str
    command: Sequence[str]
    is_once: bool = False
    delay_seconds: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process in a session of its own, so that we alone stop it."""
        quiet = subprocess.DEVNULL if self.is_once else None
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "rarekin.web.settings"},
            stdin=subprocess.DEVNULL,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )

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
    listed = [
        Child("web server", [*web, "--bind", f"{host}:{port}"]),
        Child(
            "task worker",
            [python, "-m", "django", "db_worker", "--queue-name", "*"],
            delay_seconds=_BACKGROUND_DELAY_SECONDS,
        ),
        Child("clock", [python, "-m", "django", "tick"], delay_seconds=_BACKGROUND_DELAY_SECONDS),
    ]
    if sync:
        sync_now_and_daily = [python, "-m", "rarekin", "knowledge", "sync", "--every", "24"]
        listed.append(
            Child("sync", sync_now_and_daily, True, delay_seconds=_BACKGROUND_DELAY_SECONDS)
        )
    return listed


class Supervisor:
    """Starts children, restarts those that die, and stops them all together.

    Parameters
    ----------
    children
        What to run.
    say
        Told what happens.
    """

    def __init__(self, children: Sequence[Child], say: Say) -> None:
        self.children = list(children)
        self.say = say
        self._must_stop = False
        self._began = 0.0

    def run(self) -> None:
        """Run until a signal asks to stop.

        Raises
        ------
        ServeError
            If a child dies again and again; everything else was stopped first.
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
        for child in self.children:
            if child.process is None and now - self._began >= child.delay_seconds:
                child.start()
            if child.is_once or not child.has_ended():
                continue
            recent = [at for at in child.deaths if now - at < _DEATHS_WINDOW_SECONDS]
            child.deaths = [*recent, now]
            if len(child.deaths) > _DEATHS_ALLOWED:
                raise ServeError(
                    f"The {child.name} ended {len(child.deaths)} times within a minute.",
                    hint="What it wrote above says why. Everything was stopped.",
                )
            self.say(f"The {child.name} ended and is started again.")
            child.start()

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
