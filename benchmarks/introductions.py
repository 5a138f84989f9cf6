"""How long it takes to find fitting people for one of very many members.

    RAREKIN_HOME=<home with a release> python -m benchmarks.introductions 10000 [--plans]

Members are drawn: a disease by how many findings it has on record (Zipf), three to eight of its
findings by their frequency, a country, languages, a role. One in ten is not matchable, one in
two hundred people is blocked by somebody. `RAREKIN_DATABASE_URL` chooses PostgreSQL; else
SQLite in a file of the folder `BENCH_DIR`, or of a temporary one. A database that holds that
many members already is used as it is. Every member is searched for once, so nothing was warmed
for them. Beside the time by the clock stands the processor time of the search, that of
PostgreSQL's own process included: it hardly varies with what else the machine does.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

N_TEMPLATES = 60_000
CHUNK = 50_000
COUNTRIES = ("US", "FR", "DE", "GB", "ES", "IT", "BR", "IN", "JP", "PL", "CA", "AU")
TONGUES = (["en"], ["fr"], ["de"], ["es"], ["es", "en"], ["fr", "en"], ["pl"], ["pt"])


Rows = Iterator[tuple[object, ...]]
TABLES = {
    "accounts_user": (
        "id email password is_host is_moderator is_held language joined_at", "users"),
    "accounts_profile": (
        "id user_id handle pseudonym pseudonym_key reach role role_sharing age_band age_sharing "
        "languages languages_sharing country country_sharing about about_sharing looks_for "
        "looks_for_sharing can_offer can_offer_sharing conditions_changed_at "
        "country_changed_at created_at", "profiles"),
    "accounts_consent": ("user_id purpose wording given_at", "consents"),
    "accounts_profiledisease": ("profile_id disease certainty sharing added_at", "diseases"),
    "accounts_profilesign": ("profile_id term excluded sharing added_at", "signs"),
    "community_matchstate": ("profile_id spread is_stale release changed_at", "states"),
    "community_matchkey": ("profile_id key spread weight", "keys"),
    "community_block": ("blocker_id blocked_id called handle made_at", "blocks"),
}  # fmt: skip


def start() -> None:
    """Bring up Django on the chosen database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    import django
    from django.conf import settings

    if not os.environ.get("RAREKIN_DATABASE_URL"):
        place = Path(os.environ.get("BENCH_DIR") or tempfile.mkdtemp()) / "people.sqlite3"
        settings.DATABASES["default"]["NAME"] = str(place)
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def templates(
    rng: np.random.Generator, n_templates: int
) -> list[tuple[str, list[str], list[tuple[int, int]]]]:
    """Draw typical members: disease, signs and the keys they lead to."""
    from rarekin.api import current
    from rarekin.api.telling.likeness import match_keys
    from rarekin.web.community.finding.keys import hashed

    release = current()
    diseases = [d for d in release.disease_ids() if release.annotations_of(release.number_of(d))]
    order = rng.permutation(len(diseases))
    weight = 1.0 / (np.arange(len(diseases)) + 20.0)
    chosen = rng.choice(order, n_templates, p=weight / weight.sum())
    known: dict[str, tuple[list[str], np.ndarray]] = {}
    made = []
    for i in chosen.tolist():
        disease = diseases[i]
        if disease not in known:
            rows = [
                (str(term), row.frequency or 0.3)
                for term, row in release.annotations_of(release.number_of(disease))
                if row.aspect == "P" and not row.excluded
            ]
            shares = np.array([f for _t, f in rows] or [1.0])
            known[disease] = ([t for t, _f in rows], shares / shares.sum())
        terms, shares = known[disease]
        n = min(len(terms), int(rng.integers(3, 9)))
        n = min(n, int(np.count_nonzero(shares))) if terms else 0
        signs = [terms[j] for j in rng.choice(len(terms), n, replace=False, p=shares)] if n else []
        is_diagnosed = rng.random() > 0.15
        keys = match_keys([disease] if is_diagnosed else [], signs)
        stored = [(hashed(k), min(32_000, round(w * 100))) for k, w in keys.items()]
        made.append((disease if is_diagnosed else "", signs, stored))
    return made


def write(table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Fill a table as fast as its database allows."""
    from django.db import connection, transaction

    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        statement = f"COPY {table} ({names}) FROM STDIN"
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["?"] * len(columns))
    connection.ensure_connection()
    stream = iter(rows)
    while part := list(islice(stream, CHUNK)):
        with transaction.atomic():
            connection.connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", part
            )


class Members:
    """Rows of every table that many members are made of."""

    def __init__(self, n_members: int, rng: np.random.Generator, is_postgres: bool) -> None:
        self.made = templates(rng, min(N_TEMPLATES, n_members))
        self.n = n_members
        self.is_postgres = is_postgres
        long_ago = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
        self.when = long_ago if is_postgres else "2026-01-05 00:00:00"
        self.which = rng.integers(0, len(self.made), n_members).tolist()
        self.spread = rng.integers(0, 2**31 - 1, n_members).tolist()
        self.lands = rng.integers(0, len(COUNTRIES), n_members).tolist()
        self.tongues = rng.integers(0, len(TONGUES), n_members).tolist()
        self.shows = rng.random(n_members) > 0.1
        self.words = [str(t).replace("'", '"') for t in TONGUES]

    def user_key(self, i: int) -> object:
        made_id = uuid.UUID(int=i + 1)
        return made_id if self.is_postgres else made_id.hex

    def users(self) -> Rows:
        for i in range(self.n):
            yield (self.user_key(i), f"m{i}@example.org", "!", False, False, False, "", self.when)

    def profiles(self) -> Rows:
        for i in range(self.n):
            reach = "peers" if self.shows[i] else "hidden"
            role = "affected" if i % 3 else "parent"
            land, words = COUNTRIES[self.lands[i]], self.words[self.tongues[i]]
            yield (i + 1, self.user_key(i), f"h{i}", f"n{i}", f"n{i}", reach, role, "match",
                   "18-64", "match", words, "match", land, "match", "", "private",
                   "", "private", "", "private", self.when, self.when, self.when)  # fmt: skip

    def consents(self) -> Rows:
        for i in range(self.n):
            yield (self.user_key(i), "introductions", 1, self.when)
            yield (self.user_key(i), "counts", 1, self.when)

    def diseases(self) -> Rows:
        for i in range(self.n):
            if disease := self.made[self.which[i]][0]:
                yield (i + 1, disease, "confirmed", "match", self.when)

    def signs(self) -> Rows:
        for i in range(self.n):
            for term in dict.fromkeys(self.made[self.which[i]][1]):
                yield (i + 1, term, False, "match", self.when)

    def states(self) -> Rows:
        for i in range(self.n):
            yield (i + 1, self.spread[i], False, "bench", self.when)

    def keys(self) -> Rows:
        for i in range(self.n):
            for key, weight in self.made[self.which[i]][2] if self.shows[i] else ():
                yield (i + 1, key, self.spread[i], weight)

    def blocks(self) -> Rows:
        for i in range(0, self.n - 1, 200):
            yield (i + 1, i + 2, "n", f"b{i}", self.when)


def load(n_members: int, rng: np.random.Generator) -> float:
    """Write many members, the search index after its table, and return how long it took."""
    from django.db import connection

    from rarekin.web.community.models import MatchKey

    began = time.perf_counter()
    is_postgres = connection.vendor == "postgresql"
    members = Members(n_members, rng, is_postgres)
    print(f"  {len(members.made)} templates in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    if not is_postgres:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -1500000")
            cursor.execute("PRAGMA synchronous = OFF")
    search = MatchKey._meta.indexes[0]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {search.name}")
    for table, (columns, rows) in TABLES.items():
        write(table, tuple(columns.split()), getattr(members, rows)())
    with connection.schema_editor() as editor:
        editor.execute(search.create_sql(MatchKey, editor), params=None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_postgres else "ANALYZE")
    return time.perf_counter() - began


def is_loaded(n_members: int) -> bool:
    """Tell whether the database holds that many members already."""
    from rarekin.web.accounts.models import Profile

    return Profile.objects.count() == n_members


def measure(n_members: int, n_searched: int, rng: np.random.Generator) -> None:
    """Search for members drawn at random, each once, and print how long it took."""
    from django.db import connection
    from django.utils import timezone

    from rarekin.web.accounts.models import Profile
    from rarekin.web.community.finding.candidates import candidates
    from rarekin.web.community.finding.short_list import nearest
    from rarekin.web.community.models import MatchKey

    n_keys = MatchKey.objects.count()
    connection.close()
    whole, busy, index_only, n_found = [], [], [], []
    now = timezone.now()
    drawn = rng.choice(n_members, n_searched, replace=False) + 1
    searched = Profile.objects.filter(pk__in=drawn.tolist(), reach="peers").select_related("user")
    for profile in list(searched):
        place = int(rng.integers(0, 2**31 - 1))
        began, busy_before = time.perf_counter(), processor_s()
        found = candidates(profile, place=place, n_most=12, now=now)
        whole.append(time.perf_counter() - began)
        busy.append(processor_s() - busy_before)
        n_found.append(len(found))
        if len(whole) == 1:  # warm now; from here on as in a web worker
            gc.collect()
            gc.freeze()
        began = time.perf_counter()
        nearest(profile.pk, place)
        index_only.append(time.perf_counter() - began)
    print(
        f"  {connection.vendor}, {n_members} members, {n_keys} keys, {len(whole) - 1} searches: "
        f"{spread(whole[1:])}; first {whole[0] * 1000:.0f} ms; processor time {spread(busy[1:])}; "
        f"short list again, warm: p50 {np.median(index_only) * 1000:.1f} ms; "
        f"{np.mean(np.array(n_found) > 0):.1%} found somebody"
    )


def spread(seconds: list[float]) -> str:
    """Say the middle, the slow and the slowest of some times."""
    ms = np.array(seconds) * 1000
    p99 = np.percentile(ms, 99)
    return f"p50 {np.median(ms):.1f} ms, p99 {p99:.1f} ms, worst {ms.max():.1f} ms"


def processor_s() -> float:
    """Return the processor time used so far, here and by PostgreSQL for us."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    try:
        nanoseconds = int(Path(f"/proc/{backend}/schedstat").read_text().split()[0])
    except (OSError, ValueError):
        nanoseconds = 0  # Another machine's process, or a system without this file.
    return time.process_time() + nanoseconds / 1e9


def plans(n_members: int) -> None:
    """Print how the database answers the two parts of a search."""
    from django.db import connection

    from rarekin.web.accounts.being.people import matchable
    from rarekin.web.community.finding.short_list import search_statement

    statement, values = next(
        found for pk in range(n_members // 2, n_members)
        if (found := search_statement(pk, 2**30))[0]
    )  # fmt: skip
    explain = (
        "EXPLAIN (ANALYZE, BUFFERS) "
        if connection.vendor == "postgresql"
        else "EXPLAIN QUERY PLAN "
    )
    with connection.cursor() as cursor:
        cursor.execute(explain + statement, values)
        print("\n".join("  " + " ".join(map(str, row)) for row in cursor.fetchall()))
    asked = matchable().filter(pk__in=list(range(1, 200)))
    plan = asked.explain(analyze=True) if connection.vendor == "postgresql" else asked.explain()
    print("  " + plan.replace("\n", "\n  "))


def main(arguments: list[str]) -> None:
    """Load, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("n_members", type=int)
    parser.add_argument("--searches", type=int, default=1000)
    parser.add_argument("--plans", action="store_true")
    chosen = parser.parse_args(arguments)
    start()
    rng = np.random.default_rng(20_261_122)
    if not is_loaded(chosen.n_members):
        seconds = load(chosen.n_members, rng)
        print(f"  loaded in {seconds:.0f} s", flush=True)
    measure(chosen.n_members, min(chosen.searches, chosen.n_members // 2), rng)
    if chosen.plans:
        plans(chosen.n_members)


if __name__ == "__main__":
    main(sys.argv[1:])
