"""The mixed load of a site: 60 % pages, 15 % search, 10 % ranking, 5 % criteria and risk, 10 %
signed-in pages and messages, against the real server at a fixed rate that waits for nobody.

    RAREKIN_HOME=<a home of its own with a release> python -m benchmarks.mixed
    … python -m benchmarks.mixed --soak 60 --rate 20

Rates rise until one answer in twenty takes longer than 200 ms; client and server share the
machine. Beside each rate stands what the server's processes were busy for one answer, which
other work on the machine changes little. ``--soak`` stays at one rate and tells how the memory
of all server processes grows. `RAREKIN_DATABASE_URL` chooses PostgreSQL, else SQLite in the
home is written to.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks import posting
from benchmarks.pages import serving, site
from benchmarks.search import keystrokes
from rarekin.api.diseases import lookup
from rarekin.api.ranking.ranker import ranker

SHARES = {"page": 60, "search": 15, "rank": 10, "criteria and risk": 5, "signed in": 10}
BUDGET_MS = 200.0


@dataclass
class Load:
    """What is asked, and how it was answered.

    Attributes
    ----------
    ids, weights
        Diseases and how often their pages are opened (Zipf).
    queries
        What is searched.
    bodies
        Phenopackets to rank.
    people
        Who is signed in and answers nothing else at the moment.
    """

    ids: list[str]
    weights: list[float]
    queries: list[str]
    bodies: list[bytes]
    people: list[posting.Poster]
    others: list[posting.Poster] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


FAMILY = {
    "people": [
        {"id": "m", "sex": "female"}, {"id": "f", "sex": "male"},
        {"id": "c", "sex": "male", "mother": "m", "father": "f", "proband": True,
         "phenotypes": {"sma": "present"}},
        {"id": "u", "mother": "m", "father": "f", "unborn": True},
    ]
}  # fmt: skip
CASE = {"findings": [{"term": "HP:0025027", "state": "present", "onset_years": 1.0}],
        "answers": {"superficial": "present"}}  # fmt: skip


def make_load(people: list[posting.Poster], seed: int = 7) -> Load:
    """Choose what is asked for.

    Parameters
    ----------
    people
        Signed-in members with a conversation.
    seed
        Same seed, same order of diseases.

    Returns
    -------
    load
        Nothing asked yet.
    """
    chance = random.Random(seed)
    ids = [str(id_) for id_ in lookup.disease_ids()]
    chance.shuffle(ids)
    terms = [str(term) for term in ranker().ontology.ids]
    bodies = [
        json.dumps({"phenopacket": {"id": "p", "phenotypicFeatures": [
            {"type": {"id": term}} for term in chance.sample(terms, 6)
        ]}}).encode()
        for _ in range(200)
    ]  # fmt: skip
    weights = [1 / (n + 1) for n in range(len(ids))]
    return Load(ids, weights, keystrokes(), bodies, list(people))


async def ask(load: Load, kind: str, chance: random.Random, due: float) -> None:
    """Do one thing of a kind; its time counts from when it was due.

    Parameters
    ----------
    load
        Takes the time.
    kind
        One of `SHARES`.
    chance
        Chooses what exactly.
    due
        When it should have begun.
    """
    pool = load.people if kind == "signed in" else load.others
    if kind == "signed in" and not pool:
        load.errors.append("nobody free")
        return
    person = pool.pop(0) if pool else posting.Poster("", "")
    try:
        method, path, body = _what(load, kind, chance, person)
        content_type = "application/json" if body else "text/plain"
        status, _headers, page = await person.ask(method, path, body, content_type)
        if kind == "signed in" and path.startswith("/people/messages/") and status == 200:
            status = await _write(person, path, page)
        if status >= 400:
            load.errors.append(f"{kind} {status} {path[:60]}")
        load.times.setdefault(kind, []).append(1000 * (time.perf_counter() - due))
    except (OSError, asyncio.IncompleteReadError) as error:
        load.errors.append(f"{kind} {type(error).__name__}")
        person.writer = None
    pool.append(person)


async def _write(person: posting.Poster, path: str, page: bytes) -> int:
    """Send the form of a conversation that was just read."""
    token, key = posting._TOKEN.search(page), posting._FORM_KEY.search(page)
    if not token or not key:
        return 500
    body = b"words=Good+morning&form_key=" + key[1] + b"&csrfmiddlewaretoken=" + token[1]
    return (await person.ask("POST", path, body))[0]


def _what(
    load: Load, kind: str, chance: random.Random, person: posting.Poster
) -> tuple[str, str, bytes]:
    if kind == "page":
        return "GET", f"/disease/{chance.choices(load.ids, load.weights)[0]}", b""
    if kind == "search":
        return "GET", f"/search?q={quote(chance.choice(load.queries))}", b""
    if kind == "rank":
        return "POST", "/api/v1/rank", chance.choice(load.bodies)
    if kind == "criteria and risk":
        if chance.random() < 0.5:
            return "POST", "/api/v1/criteria/poh", json.dumps({"case": CASE}).encode()
        return "POST", "/api/v1/risk/sma", json.dumps({"family": FAMILY}).encode()
    if chance.random() < 0.2:
        return "GET", f"/people/messages/{person.talk}", b""
    return "GET", chance.choice(("/me", "/people/messages", "/people/groups")), b""


async def run_at(load: Load, rate: float, seconds: float, seed: int) -> None:
    """Ask at a fixed rate for a while.

    Parameters
    ----------
    load
        Takes the times.
    rate
        Requests per second.
    seconds
        How long.
    seed
        Of the order.
    """
    chance, running, start = random.Random(seed), [], time.perf_counter()
    load.times, load.errors = {}, []
    for each in (*load.people, *load.others):
        each.writer = each.reader = None
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=int(rate * seconds))
    for n, kind in enumerate(kinds):
        due = start + n / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        running.append(asyncio.create_task(ask(load, kind, chance, due)))
    await asyncio.gather(*running)


def line(load: Load, rate: float) -> tuple[float, str]:
    """Say how a rate went.

    Parameters
    ----------
    load
        After `run_at`.
    rate
        The rate.

    Returns
    -------
    p95, text
        In milliseconds; for reading.
    """
    every = sorted(ms for times in load.times.values() for ms in times)
    kinds = [kind for kind in SHARES if kind in load.times]
    by_kind = ", ".join(f"{kind} {_share(sorted(load.times[kind]), 95):.0f}" for kind in kinds)
    p95 = _share(every, 95)
    text = f"{rate:g}/s: {len(every):,} answers, p50 {_share(every, 50):.0f}, p95 {p95:.0f}, p99 "
    text += f"{_share(every, 99):.0f} ms (p95 of {by_kind}); errors {len(load.errors)}"
    return p95, text + (f" {sorted(set(load.errors))[:3]}" if load.errors else "")


def _share(times: list[float], share: int) -> float:
    return times[min(len(times) - 1, len(times) * share // 100)] if times else 0.0


def resident_mb(pid: int) -> float:
    """Return what all processes below one hold, pages they share counted once.

    Parameters
    ----------
    pid
        The first.

    Returns
    -------
    megabytes
        Proportional set size.
    """
    total = 0.0
    for each in (pid, *_below(pid)):
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        total += next(int(row.split()[1]) for row in text.splitlines() if row.startswith("Pss:"))
    return total / 1024


def busy_seconds(pid: int) -> float:
    """Return the processor time of all processes below one.

    Parameters
    ----------
    pid
        The first.

    Returns
    -------
    seconds
        Of those that live; user and system.
    """
    ticks = 0
    for each in _below(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text("ascii").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _below(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def _soak(load: Load, rate: float, minutes: float) -> None:
    """Stay at one rate; memory of the middle third against the last."""
    sizes = []
    for turn in range(max(3, round(2 * minutes))):
        asyncio.run(run_at(load, rate, 30.0, turn))
        sizes.append(resident_mb(next(_below(os.getpid()))))
        print(f"  {(turn + 1) / 2:g} min, {sizes[-1]:.0f} MB; {line(load, rate)[1]}", flush=True)
    third = len(sizes) // 3
    middle, last = statistics.median(sizes[third : 2 * third]), statistics.median(sizes[-third:])
    print(f"memory: {middle:.0f} MB in the middle third, {last:.0f} MB in the last")


def main(arguments: list[str]) -> None:
    """Serve and load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--rate", type=float, default=10.0, help="The first, or that of a soak.")
    parser.add_argument("--step", type=float, default=1.4, help="Each rate is so many times more.")
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES")
    chosen = parser.parse_args(arguments)
    posting.prepare()
    from django.db import connection

    posters, _profiles = posting.make_people(120)
    connection.close()
    load = make_load(posters)
    posting.PORT = 8741
    with serving(site(chosen.workers), 8741):
        asyncio.run(run_at(load, 4.0, 10.0, 0))  # the workers open the release
        if chosen.soak:
            _soak(load, chosen.rate, chosen.soak)
            return
        rate, best = chosen.rate, 0.0
        while True:
            before = busy_seconds(os.getpid())
            asyncio.run(run_at(load, rate, chosen.seconds, 1))
            p95, text = line(load, rate)
            n = sum(map(len, load.times.values()))
            busy = 1000 * (busy_seconds(os.getpid()) - before) / max(1, n)
            print(f"  {text}; server busy {busy:.1f} ms an answer", flush=True)
            if p95 > BUDGET_MS:
                break
            best, rate = rate, rate * chosen.step
        print(f"highest rate with p95 ≤ {BUDGET_MS:g} ms: {best:.0f}/s")


if __name__ == "__main__":
    main(sys.argv[1:])
