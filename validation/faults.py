"""Kill -9 what serves, at random, while people write: is anything acknowledged lost or doubled?

A whole site (`rarekin serve`) with PostgreSQL and a mail server of its own, all on this machine.
People send messages and send them again where no answer came, as a browser does that is told to
reload; mails are put into the queue. Meanwhile web workers, the web server, both workers, the
clock, the supervisor and the database are killed in a random order, the database stays away for
a while, and the mail server falls silent. What ended the supervisor starts it again, as systemd
does; everything else has to come back by itself.

    python -m validation.faults --minutes 10 --seed 1
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import shutil
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from validation.fault_site import MAIL_PORT, PG_PORT, MailServer, Site, kill

from benchmarks import posting

SETTLE_SECONDS = 120
# Of so many faults, how many hit whom.
TARGETS = {
    "web worker": 6, "web server": 2, "task worker": 1, "mail worker": 2, "clock": 1,
    "supervisor": 1, "database": 2, "database away": 1, "mail server silent": 2,
}  # fmt: skip


@dataclass
class Outcome:
    """What was done and what became of it.

    Attributes
    ----------
    faults
        How often each was done.
    acknowledged, unanswered
        Messages with an answer, and without any in the end.
    lost, doubled
        Acknowledged and not there; there more than once.
    mails
        By state, besides ``lost`` (said to be sent, never received) and ``doubled``.
    looks
        Public pages asked for, by status; ``none`` where nobody answered.
    longest_gap_seconds, in_the_gap
        The longest time in which no public page was answered, and what was done meanwhile.
    done_at
        Each fault with its moment.
    came_back
        Whether everything was well by itself within two minutes of the last fault.
    """

    faults: Counter[str] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    unanswered: int = 0
    lost: int = 0
    doubled: int = 0
    mails: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    longest_gap_seconds: float = 0.0
    in_the_gap: list[str] = field(default_factory=list)
    done_at: list[tuple[float, str]] = field(default_factory=list)
    came_back: bool = False

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or doubled and everything came back."""
        wrong = self.lost + self.doubled + self.mails["lost"] + self.mails["doubled"]
        return not wrong and self.came_back and bool(self.acknowledged)


def harm(site: Site, mail: MailServer, chance: random.Random, targets: dict[str, int]) -> str:
    """Do one fault and, where nothing else would, undo it.

    Parameters
    ----------
    site, mail
        Whom.
    chance
        Chooses.
    targets
        Weights.

    Returns
    -------
    target
        What was hit.
    """
    target = chance.choices(list(targets), list(targets.values()))[0]
    if target.startswith("database"):
        site.kill_database()
        time.sleep(chance.uniform(0, 3) if target == "database" else chance.uniform(10, 25))
        site.start_database()
    elif target == "mail server silent":
        mail.is_silent = True
        threading.Timer(chance.uniform(5, 25), lambda: setattr(mail, "is_silent", False)).start()
    else:
        pids = site.pids(target)
        if pids:
            kill(chance.choice(pids))
    return target


async def _write_on(poster: posting.Poster, outcome: Outcome, stop: float, every: float) -> None:
    """Send message after message, each again until it is answered."""
    path = f"/people/messages/{poster.talk}"
    while time.monotonic() < stop and poster.left["message"]:
        poster.left["message"] -= 1
        token = uuid.uuid4().hex
        if not await _send(poster, path, token, stop):
            outcome.unanswered += 1
        else:
            outcome.acknowledged.add(token)
        await asyncio.sleep(every)


async def _form(poster: posting.Poster, path: str, token: str) -> bytes:
    """Read the form and fill it in; nothing where it was not shown."""
    _status, _headers, page = await poster.ask("GET", path)
    csrf, key = posting._TOKEN.search(page), posting._FORM_KEY.search(page)
    if not csrf or not key:
        return b""
    return f"words=Word+{token}&form_key=".encode() + key[1] + b"&csrfmiddlewaretoken=" + csrf[1]


async def _send(poster: posting.Poster, path: str, token: str, stop: float) -> bool:
    """Read the form once, then send it until an answer says that it was taken."""
    body = b""
    while time.monotonic() < stop + 20:
        try:
            async with asyncio.timeout(30):
                body = body or await _form(poster, path, token)
                if body and (await poster.ask("POST", path, body))[0] == 302:
                    return True
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            pass
        poster.writer = None
        await asyncio.sleep(0.5)
    return False


def _look(outcome: Outcome, stop: threading.Event) -> None:
    """Ask for public pages again and again, one that asks for counts of people among them."""
    last = time.monotonic()
    paths = itertools.cycle(("/about", "/disease/MONDO:0008153"))
    while not stop.wait(0.2):
        try:
            address = f"http://{posting.HOST}:{posting.PORT}{next(paths)}"
            with urllib.request.urlopen(address, timeout=10) as answer:
                outcome.looks[str(answer.status)] += 1
                now = time.monotonic()
                if now - last > outcome.longest_gap_seconds:
                    outcome.longest_gap_seconds = now - last
                    # What was done shortly before can still be the cause.
                    outcome.in_the_gap = [what for at, what in outcome.done_at if at > last - 30]
                last = now
        except urllib.error.HTTPError as error:
            outcome.looks[str(error.code)] += 1
        except OSError:
            outcome.looks["none"] += 1


def _queue_mails(sent: list[str], stop: threading.Event) -> None:
    """Put a mail into the queue each second; what was committed has to arrive."""
    from django.db import DatabaseError, connection

    from rarekin.web.accounts.models import OutgoingMail

    while not stop.wait(1.0):
        subject = uuid.uuid4().hex
        try:
            OutgoingMail.objects.create(to="a@example.org", subject=subject, text="x")
            sent.append(subject)
        except DatabaseError:
            connection.close()
    connection.close()


def _ready() -> bool:
    try:
        address = f"http://{posting.HOST}:{posting.PORT}/readyz"
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _until(is_so: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True


def _count(outcome: Outcome, mails: list[str], mail: MailServer) -> None:
    """Look into the database: what was acknowledged stands there once."""
    from rarekin.web.accounts.models import OutgoingMail
    from rarekin.web.community.models import Message

    words = Counter(w.split(" ")[-1] for w in Message.objects.values_list("text", flat=True))
    outcome.lost = sum(words[token] == 0 for token in outcome.acknowledged)
    outcome.doubled = sum(n > 1 for n in words.values())
    rows = dict(OutgoingMail.objects.filter(subject__in=mails).values_list("subject", "state"))
    outcome.mails.update(rows.values())
    outcome.mails["queued"] = len(mails)
    outcome.mails["lost"] = sum(s not in rows for s in mails)
    outcome.mails["lost"] += sum(s == "sent" and not mail.seen[t] for t, s in rows.items())
    outcome.mails["doubled"] = sum(mail.seen[t] > 1 for t in mails)


def run(
    root: Path, *, seconds: float, seed: int, n_people: int, with_postgres: bool,
    targets: dict[str, int], every: float = 2.0, pause: tuple[float, float] = (2.0, 8.0),
) -> Outcome:  # fmt: skip
    """Do faults for a while, then count.

    Parameters
    ----------
    root
        An empty folder that may have a ``home`` with releases.
    seconds, seed, n_people
        How long, in which order, and how many write.
    with_postgres
        Else the people database is SQLite.
    targets
        Weights of the faults.
    every
        Seconds between two messages of a person.
    pause
        Least and greatest time between two faults.

    Returns
    -------
    outcome
        Counted, not believed.
    """
    chance, outcome, mails = random.Random(seed), Outcome(), list[str]()
    site, mail = Site(root, with_postgres=with_postgres), MailServer()
    threading.Thread(target=mail.serve_forever, daemon=True).start()
    os.environ |= _environment(root, with_postgres)
    site.start_database()
    stop = threading.Event()
    try:
        posting.prepare()
        from django.db import connection

        posters, _profiles = posting.make_people(n_people)
        connection.close()
        threading.Thread(target=site.keep, daemon=True).start()
        assert _until(_ready, 300), (root / "log").read_text()[-2000:]
        watchers = [
            threading.Thread(target=_look, args=(outcome, stop)),
            threading.Thread(target=_queue_mails, args=(mails, stop)),
        ]
        for watcher in watchers:
            watcher.start()
        end = time.monotonic() + seconds
        writing = threading.Thread(target=_write_all, args=(posters, outcome, end, every))
        writing.start()
        while time.monotonic() < end:
            time.sleep(chance.uniform(*pause))
            began = time.monotonic()
            target = harm(site, mail, chance, targets)
            outcome.faults[target] += 1
            outcome.done_at.append((began, target))
        mail.is_silent = False
        outcome.came_back = _until(_ready, SETTLE_SECONDS)
        writing.join()
        stop.set()
        for watcher in watchers:
            watcher.join()
        time.sleep(min(30.0, seconds))  # mails that wait for their turn
        _count(outcome, mails, mail)
        connection.close()
    finally:
        stop.set()
        site.stop()
        mail.shutdown()
        mail.server_close()
    return outcome


def _write_all(posters: list[posting.Poster], outcome: Outcome, end: float, every: float) -> None:
    async def all_of_them() -> None:
        await asyncio.gather(*(_write_on(p, outcome, end, every) for p in posters))

    asyncio.run(all_of_them())


def _environment(root: Path, with_postgres: bool) -> dict[str, str]:
    address = f"postgresql://rarekin@127.0.0.1:{PG_PORT}/postgres" if with_postgres else ""
    return {
        "RAREKIN_HOME": str(root / "home"), "RAREKIN_DATABASE_URL": address,
        "RAREKIN_SYNC": "off", "RAREKIN_SMTP_HOST": "127.0.0.1", "RAREKIN_SMTP_TLS": "off",
        "RAREKIN_SMTP_PORT": str(MAIL_PORT),
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run and print; the answer is 0 where nothing was lost or doubled and all came back."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--releases", type=Path, help="A home whose releases are taken.")
    parser.add_argument("--short", action="store_true", help="Seconds, workers alone, SQLite.")
    chosen: Any = parser.parse_args(arguments)
    how: dict[str, Any] = {
        "seconds": 60 * chosen.minutes, "n_people": chosen.people, "with_postgres": True,
        "targets": TARGETS,
    }  # fmt: skip
    if chosen.short:
        how = {
            "seconds": 15.0, "n_people": 6, "with_postgres": False, "every": 0.5,
            "pause": (1.0, 3.0), "targets": {"web worker": 3, "mail worker": 1},
        }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="rarekin-faults-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        if chosen.releases:
            shutil.copytree(chosen.releases / "releases", root / "home" / "releases")
        outcome = run(root, seed=chosen.seed, **how)
    print(
        f"{sum(outcome.faults.values())} faults {dict(outcome.faults)}\n"
        f"messages: {len(outcome.acknowledged):,} acknowledged, {outcome.lost} lost, "
        f"{outcome.doubled} doubled; {outcome.unanswered} never answered\n"
        f"mails: {dict(outcome.mails)}\n"
        f"public pages: {dict(outcome.looks)}, longest gap {outcome.longest_gap_seconds:.1f} s "
        f"(around it: {', '.join(outcome.in_the_gap) or 'nothing'})\n"
        f"came back by itself: {outcome.came_back}"
    )
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
