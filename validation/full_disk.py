"""A disk that is full under a site that serves (needs root, to make one in memory).

The people database lies on it. Pages are read and a message is sent: readers go on, the writer
is told why, and when there is room again messages are taken, each once.

    python -m validation.full_disk RELEASES        # a folder with releases, such as ~/…/releases
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pages import serving, site

from benchmarks import posting
from validation import faults

PORT = 8741


def _mount(place: Path, options: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    subprocess.run(command, check=True)


def _fill(place: Path) -> Path:
    """Take all the room there is."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1 << 9):
            try:
                while out.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    return filler


async def form(poster: posting.Poster, token: str) -> bytes:
    """Open the form and fill it in."""
    poster.writer = None
    return await faults._form(poster, f"/people/messages/{poster.talk}", token)


async def send(poster: posting.Poster, body: bytes) -> tuple[int, str]:
    """Send a message; return how it was answered."""
    poster.writer = None
    status, _headers, page = await poster.ask("POST", f"/people/messages/{poster.talk}", body)
    return status, page.decode("utf-8", "replace")


async def read() -> dict[str, int]:
    """Read pages as somebody who is not signed in."""
    reader = posting.Poster("", "")
    paths = ("/", "/about", "/search?q=marfan", "/account/login/")
    return {path: (await reader.ask("GET", path))[0] for path in paths}


def main(arguments: list[str]) -> int:
    """Fill, ask, free, ask; 0 where everything was as it should be."""
    releases = Path(arguments[0]).resolve()
    with tempfile.TemporaryDirectory(prefix="rarekin-disk-") as folder:
        home = Path(folder)
        _mount(home, "size=24m,mode=700")
        try:
            return _run(home, releases)
        finally:
            subprocess.run(["umount", "-l", folder], check=False)


def _run(home: Path, releases: Path) -> int:
    (home / "releases").symlink_to(releases)
    os.environ |= {"RAREKIN_HOME": str(home), "RAREKIN_SYNC": "off", "RAREKIN_DATABASE_URL": ""}
    posting.prepare()
    from django.db import connection

    posters, _profiles = posting.make_people(4)
    connection.close()
    posting.PORT = PORT
    results: dict[str, tuple[bool, str]] = {}
    with serving(site(2), PORT):
        forms = [asyncio.run(form(posters[0], token)) for token in "abc"]
        results["as usual"] = _look(posters[0], forms[0], wants=302)
        filler = _fill(home)
        results["disk full"] = _look(posters[0], forms[1], wants=507)
        opened = bool(asyncio.run(form(posters[0], "d")))
        results["disk full, a conversation is read"] = (opened, "opened" if opened else "not")
        filler.unlink()
        results["room again"] = _look(posters[0], forms[1], wants=302)
        results["and another"] = _look(posters[0], forms[2], wants=302)
    from rarekin.web.community.models import Message

    kept = sorted(text[-1] for text in Message.objects.values_list("text", flat=True))
    connection.close()
    results["what was acknowledged, once"] = (kept == ["a", "b", "c"], str(kept))
    for name, (is_good, told) in results.items():
        print(f"{'as it should be' if is_good else 'WRONG':16} {name}: {told}")
    return 0 if all(is_good for is_good, _told in results.values()) else 1


def _look(poster: posting.Poster, form: bytes, wants: int) -> tuple[bool, str]:
    status, page = asyncio.run(send(poster, form))
    pages = asyncio.run(read())
    is_told = wants != 507 or "could not be stored" in page
    is_good = status == wants and is_told and set(pages.values()) == {200}
    return is_good, f"message {status}, pages {pages}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
