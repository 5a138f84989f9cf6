"""A whole site on this machine that can be killed piece by piece, and a mail server for it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import posting

PG_PORT, MAIL_PORT = 54378, 18125
_COMMANDS = {"task worker": "db_worker --queue-name default", "clock": "django tick",
             "mail worker": "db_worker --queue-name mail"}  # fmt: skip


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail and counts subjects; says nothing while it is silent."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", MAIL_PORT), _MailTalk)
        self.is_silent, self.seen = False, Counter[str]()


class _MailTalk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        """Speak as little SMTP as it takes."""
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                subject = re.search(rb"^Subject: (.*?)\r?$", text, re.MULTILINE)
                self.server.seen[subject[1].decode() if subject else ""] += 1
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _say(self, text: str) -> None:
        while self.server.is_silent:
            time.sleep(0.2)
        with contextlib.suppress(OSError):
            self.wfile.write(f"{text}\r\n".encode())


class Site:
    """A supervisor, and a database where wanted, both of which can be killed and started."""

    def __init__(self, root: Path, *, with_postgres: bool) -> None:
        self.root, self.with_postgres = root, with_postgres
        self.log = (root / "log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None
        self._is_over = threading.Event()

    def start_database(self) -> None:
        """Start PostgreSQL, or leave it where it runs; its files are written through."""
        if not self.with_postgres:
            return
        place = self.root / "pg"
        if not place.exists():
            place.mkdir()
            if os.getuid() == 0:
                shutil.chown(place, "postgres")
            self._pg("initdb", "-A", "trust", "-U", "rarekin")
        options = f"-p {PG_PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place}"
        self._pg("pg_ctl", "-w", "-l", str(place / "log"), "-o", options, "start")

    def _pg(self, program: str, *given: str) -> None:
        bin_ = max(Path("/usr/lib/postgresql").glob("*/bin"))
        command = [str(bin_ / program), "-D", str(self.root / "pg" / "db"), *given]
        asked = ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command
        subprocess.run(asked, check=False, stdout=self.log, stderr=self.log, cwd="/")

    def kill_database(self) -> None:
        """Kill the postmaster, and with it everything of the database."""
        with contextlib.suppress(OSError, ValueError):
            first = (self.root / "pg" / "db" / "postmaster.pid").read_text().split()[0]
            children = [pid for pid, _ in below(int(first))]
            for pid in (int(first), *children):
                kill(pid)

    def keep(self) -> None:
        """Start the supervisor, and again whenever it ends, as systemd does."""
        command = [sys.executable, "-m", "rarekin", "serve", "--port", str(posting.PORT)]
        while not self._is_over.is_set():
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
            self._is_over.wait(1.0)

    def pids(self, target: str) -> list[int]:
        """Return the processes of a kind."""
        if self.process is None or self.process.poll() is not None:
            return []
        found = list(below(self.process.pid))
        servers = [pid for pid, command in found if "gunicorn" in command]
        if target == "supervisor":
            return [self.process.pid]
        if target == "web server":
            return servers[:1]
        if target == "web worker":
            return servers[1:]
        return [pid for pid, command in found if _COMMANDS[target] in command]

    def stop(self) -> None:
        """End everything."""
        self._is_over.set()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        if self.with_postgres:
            self._pg("pg_ctl", "-m", "immediate", "stop")
        self.log.close()


def kill(pid: int) -> None:
    """End a process at once, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def below(pid: int) -> Iterator[tuple[int, str]]:
    """Yield the processes that a process started, parents first."""
    task = Path(f"/proc/{pid}/task/{pid}/children")
    with contextlib.suppress(OSError):
        for child in map(int, task.read_text().split()):
            with contextlib.suppress(OSError):
                yield child, Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
            yield from below(child)
