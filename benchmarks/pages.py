"""Time disease pages as a reader gets them: a real server, a real load, cold and warm.

Cold: addresses in random order, each asked for once, at a fixed rate that does not wait for
answers. Warm: addresses drawn by Zipf's law over kept-alive connections as fast as they come.
With ``--datasette PROGRAM`` the same release is served by Datasette beside it, and the same
diseases are read as its JSON rows.
"""

import argparse
import asyncio
import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rarekin.api.diseases import lookup
from rarekin.api.making.release import current

HISTORY = Path(__file__).parent / "history" / "0.1.0.csv"
HOST, PORT, OTHER_PORT = "127.0.0.1", 8741, 8742

Row = tuple[str, int, str, float, str]


async def _read(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Read one answer; return its status and the bytes of its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" in head:
        total = 0
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
            total += size
        await reader.readline()
        return status, total
    length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
    await reader.readexactly(length)
    return status, length


def _request(path: str) -> bytes:
    return (f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n").encode()


async def cold(paths: Sequence[str], rate: float, port: int) -> tuple[list[float], list[int]]:
    """Ask for each path once at a fixed rate; return milliseconds (sorted) and sizes."""
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    times: list[float] = []
    sizes: list[int] = []

    async def one(path: str, due: float) -> None:
        pair = free.pop() if free else await asyncio.open_connection(HOST, port, limit=1 << 22)
        pair[1].write(_request(path))
        status, size = await _read(pair[0])
        assert status == 200, (status, path)
        # Counted from when it was due: a server that falls behind cannot hide it.
        times.append(1000 * (time.perf_counter() - due))
        sizes.append(size)
        free.append(pair)

    start, running = time.perf_counter(), []
    for i, path in enumerate(paths):
        due = start + i / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        running.append(asyncio.create_task(one(path, due)))
    await asyncio.gather(*running)
    return sorted(times), sizes


async def warm(paths: Sequence[str], seconds: float, n_connections: int, port: int) -> float:
    """Ask as fast as answers come, by Zipf's law; return answers per second."""
    weights = [1 / (i + 1) for i in range(len(paths))]
    stop = time.perf_counter() + seconds
    done = [0] * n_connections

    async def one(place: int) -> None:
        picks = random.Random(place).choices(paths, weights, k=50_000)
        reader, writer = await asyncio.open_connection(HOST, port, limit=1 << 22)
        for path in picks:
            if time.perf_counter() > stop:
                break
            writer.write(_request(path))
            status, _size = await _read(reader)
            assert status == 200, (status, path)
            done[place] += 1
        writer.close()

    await asyncio.gather(*(one(i) for i in range(n_connections)))
    return sum(done) / seconds


@contextmanager
def serving(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "rarekin.web.settings", "RAREKIN_SYNC": "off"}
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        asyncio.run(_until_open(port))
        yield
    finally:
        process.terminate()
        process.wait(20)


async def _until_open(port: int) -> None:
    for _attempt in range(240):
        try:
            _reader, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.25)
        else:
            writer.close()
            return
    raise TimeoutError(f"no server on port {port}")


def _prepare() -> None:
    """Tables of the people database, which the panels of a page may read."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "rarekin.web.settings"}
    for command in (("migrate", "-v0"), ("createcachetable",)):
        subprocess.run([sys.executable, "-m", "django", *command], env=env, check=True)


def site(workers: int, port: int = PORT) -> list[str]:
    """Serve as ``rarekin serve`` does, with so many workers."""
    os.environ["RAREKIN_WORKERS"] = str(workers)
    return [
        *(sys.executable, "-m", "gunicorn", "-c", "python:rarekin.web.gunicorn_settings"),
        *("-b", f"{HOST}:{port}"),
    ]


def _measured(
    name: str, paths: Sequence[str], port: int, rate: float, seconds: float
) -> Iterator[Row]:
    asyncio.run(cold(paths[-8:], 4, port))  # the workers open the release
    times, sizes = asyncio.run(cold(paths[: len(paths) - 8], rate, port))
    n = len(times)
    for share in (50, 95, 99):
        yield f"{name}-cold-{rate:g}/s", n, f"p{share}", times[min(n - 1, n * share // 100)], "ms"
    yield f"{name}-size", n, "largest", max(sizes) / 1000, "kB"
    often = paths[:500]
    asyncio.run(warm(often, seconds, 8, port))
    yield f"{name}-warm-zipf", len(often), "rate", asyncio.run(warm(often, seconds, 8, port)), "1/s"


def scenarios(
    *,
    n_cold: int = 1500,
    rate: float = 100,
    seconds: float = 8,
    workers: int = 2,
    datasette: str = "",
) -> Iterator[Row]:
    """Yield (scenario, size, metric, value, unit) of every scenario."""
    ids = list(lookup.disease_ids())
    random.Random(7).shuffle(ids)
    chosen = ids[: n_cold + 8]
    _prepare()
    with serving(site(workers), PORT):
        yield from _measured("page", [f"/disease/{i}" for i in chosen], PORT, rate, seconds)
    if datasette:
        base = current().path / "knowledge.sqlite"
        command = [datasette, "serve", "-i", str(base), "-p", str(OTHER_PORT), "-h", HOST]
        sql = (
            "select * from annotation join disease on disease.i = annotation.disease"
            " where disease.id = :id limit 1000"
        ).replace(" ", "+")
        paths = [f"/knowledge.json?sql={sql}&id={i}&_shape=array" for i in chosen]
        with serving(command, OTHER_PORT):
            yield from _measured("datasette", paths, OTHER_PORT, rate, seconds)


def main() -> None:
    """Run every scenario; with ``--record``, add the figures to this version's history."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--datasette", default="", metavar="PROGRAM")
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--seconds", type=float, default=8)
    chosen = parser.parse_args()
    rows = []
    for row in scenarios(
        n_cold=chosen.pages, rate=chosen.rate, seconds=chosen.seconds, datasette=chosen.datasette
    ):
        print("{}: {:,} addresses, {} {:.1f} {}".format(*row), flush=True)
        rows.append(row)
    if chosen.record:
        with HISTORY.open("a", newline="") as out:
            write = csv.writer(out, lineterminator="\n")
            write.writerows((*row[:3], f"{row[3]:.2f}", row[4]) for row in rows)


if __name__ == "__main__":
    main()
