"""Fifty people write at once: threads, answers and messages, over HTTP, against the real server.

    RAREKIN_HOME=<a home of its own with a release> python -m benchmarks.posting [--people 50]

Everybody is signed in, reads the page with the form, and sends it with its token as a browser
would; then the rows are counted. A form that was answered with a redirect and is not in the
database is lost; any other answer is an error. `RAREKIN_DATABASE_URL` chooses PostgreSQL, else
SQLite in the home is written to: give it a home that holds nobody you know.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import random
import re
import resource
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.pages import serving, site

HOST, PORT = "127.0.0.1", 8743
ACTIONS = ("thread", "reply", "reply", "reply", "message", "message", "message", "message")
# Below the limits of a day, so that nobody is refused.
MOST = {"post": 90, "message": 190}
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_FORM_KEY = re.compile(rb'name="form_key" value="([^"]+)"')


@dataclass
class Tally:
    """What was sent, and how it was answered."""

    threads: list[str] = field(default_factory=list)
    form_keys: dict[str, list[str]] = field(default_factory=lambda: {"post": [], "message": []})
    seconds: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


@dataclass
class Poster:
    """One person: their session, their conversation with somebody, and what they still may send."""

    session: str
    talk: str
    left: dict[str, int] = field(default_factory=lambda: dict(MOST))
    cookie: str = ""
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        content_type: str = "application/x-www-form-urlencoded",
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request on the kept connection and read the answer."""
        if self.writer is None or self.reader is None or self.reader.at_eof():
            self.reader, self.writer = await asyncio.open_connection(HOST, PORT, limit=1 << 22)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={self.cookie}\r\n"
            f"Content-Type: {content_type}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.writer.write(head.encode() + body)
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in filter(None, lines):
            name, _colon, value = line.partition(": ")
            if value.startswith("csrftoken="):
                self.cookie = value[10:].split(";", 1)[0]
            headers[name.lower()] = value
        content = await self.reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.writer.close()
            self.writer = None
        return int(first.split(" ")[1]), headers, content


def prepare() -> None:
    """Bring up Django on the chosen database, with its tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_people(n_people: int) -> tuple[list[Poster], list[int]]:
    """Make members of a group, each introduced to one other; return them and their numbers."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from django.utils import timezone

    from rarekin.web.accounts.models import Host, Profile, User
    from rarekin.web.community.models import Group, Introduction, Membership, Side

    now, run = timezone.now(), uuid.uuid4().hex[:8]
    long_ago = now - datetime.timedelta(days=60)
    Host.objects.get_or_create(
        defaults={"name": "Bench", "imprint": "-", "privacy_contact": "p@example.org",
                  "terms": "-", "rules": "-"}
    )  # fmt: skip
    posters, profiles = [], []
    with transaction.atomic():
        for n in range(n_people):
            user = User.objects.create(email=f"{run}-{n}@example.org", joined_at=long_ago)
            profiles.append(
                Profile.objects.create(
                    user=user, pseudonym=f"{run} {n}", pseudonym_key=f"{run}{n}", reach="peers",
                    role="affected",
                )
            )  # fmt: skip
            Membership.objects.create(group=Group.objects.get(slug="school"), profile=profiles[-1])
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            posters.append(Poster(str(session.session_key), ""))
        for n in range(0, n_people - 1, 2):
            made = Introduction.objects.create(
                pair=f"{run}-{n}", shown_at=now, expires_at=now, introduced_at=now
            )
            for each in (n, n + 1):
                side = Side.objects.create(
                    introduction=made, profile=profiles[each], answer="yes", accepted_at=now
                )
                posters[each].talk = side.handle
    return posters, [profile.pk for profile in profiles]


async def write_once(poster: Poster, tally: Tally, rng: random.Random) -> bool:
    """Read a form and send it; False where a person has sent all they may in a day."""
    action = rng.choice(ACTIONS)
    kind = "message" if action == "message" else "post"
    if poster.left[kind] == 0 or (kind == "message" and not poster.talk):
        return any(poster.left.values()) and bool(poster.talk)
    poster.left[kind] -= 1
    path = f"/people/messages/{poster.talk}"
    if action == "thread" or (kind == "post" and not tally.threads):
        path = "/people/groups/school/new"
    elif kind == "post":
        path = f"/people/threads/{rng.choice(tally.threads[-20:])}"
    began = time.perf_counter()
    status, _headers, page = await poster.ask("GET", path)
    tally.reads.append(time.perf_counter() - began)
    token, key = _TOKEN.search(page), _FORM_KEY.search(page)
    if status != 200 or not token or not key:
        tally.errors[f"GET {status}"] += 1
        return True
    words = f"words=What+we+did+today+{rng.random()}&title=Today&warning=&form_key="
    body = words.encode() + key.group(1) + b"&csrfmiddlewaretoken=" + token.group(1)
    began = time.perf_counter()
    status, headers, _page = await poster.ask("POST", path, body)
    tally.seconds.append(time.perf_counter() - began)
    if status != 302:
        tally.errors[f"POST {status}"] += 1
        return True
    tally.form_keys[kind].append(key.group(1).decode())
    if path.endswith("/new"):
        tally.threads.append(headers["location"].rsplit("/", 1)[1])
    return True


async def write_for(posters: list[Poster], seconds: float) -> Tally:
    """Let everybody write as fast as they are answered."""
    tally, stop = Tally(), time.perf_counter() + seconds

    async def one(n: int) -> None:
        rng = random.Random(n)
        while time.perf_counter() < stop:
            try:
                if not await write_once(posters[n], tally, rng):
                    return
            except (OSError, asyncio.IncompleteReadError) as error:
                tally.errors[type(error).__name__] += 1
                posters[n].writer = None

    await asyncio.gather(*(one(n) for n in range(len(posters))))
    return tally


def n_lost(tally: Tally, profile_ids: list[int]) -> int:
    """Count what was acknowledged and is not in the database."""
    from rarekin.web.community.models import Message, Post

    lost = 0
    for model, kind in ((Post, "post"), (Message, "message")):
        rows = model.objects.filter(author_id__in=profile_ids)
        lost += len(set(tally.form_keys[kind]) - set(rows.values_list("form_key", flat=True)))
    return lost


def percentiles(seconds: list[float]) -> str:
    """Say the middle, the slow and the slowest, in milliseconds."""
    times = sorted(seconds) or [0.0]
    places = (len(times) * share // 100 for share in (50, 95, 99))
    p50, p95, p99 = (1000 * times[min(place, len(times) - 1)] for place in places)
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, worst {1000 * times[-1]:.0f} ms"


def main(arguments: list[str]) -> int:
    """Make people, serve, write, count; return how many errors and losses there were."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    prepare()
    from django.db import connection

    posters, profile_ids = make_people(chosen.people)
    connection.close()
    with serving(site(chosen.workers, PORT), PORT):
        asyncio.run(write_for(posters[:2], 3.0))  # the workers open the release
        for poster in posters:
            poster.writer, poster.left = None, dict(MOST)
        began = time.perf_counter()
        tally = asyncio.run(write_for(posters, chosen.seconds))
        took = time.perf_counter() - began
    busy = resource.getrusage(resource.RUSAGE_CHILDREN)
    n_requests = len(tally.seconds) + len(tally.reads)
    busy_ms = 1000 * (busy.ru_utime + busy.ru_stime) / max(1, n_requests)
    n_sent = sum(map(len, tally.form_keys.values()))
    lost, errors = n_lost(tally, profile_ids), sum(tally.errors.values())
    print(
        f"  {connection.vendor}, {chosen.people} people: {n_sent} written in {took:.0f} s, "
        f"{n_sent / took:.1f}/s; sending {percentiles(tally.seconds)}; reading the form "
        f"{percentiles(tally.reads)}; servers' processor time, start included, {busy_ms:.0f} ms "
        f"a request; errors {errors} {dict(tally.errors) or ''}, lost {lost}"
    )
    return errors + lost


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
