"""A disk that turns read-only under a site that serves, as ext4 does at a fault (needs root).

The data folder lies on a disk of its own, made in a file. A message is sent before, while and
after; pages are read throughout. Then the disk is mounted anew, as a host does who has had it
checked, without a restart of the site: what was acknowledged is there once, and messages are
taken again.

    python -m validation.read_only_disk RELEASES
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from validation.fault_site import Site
from validation.full_disk import form, read, send

from benchmarks import posting

MEGABYTES = 120
PATIENCE_SECONDS = 900


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _mount(image: Path, place: Path) -> None:
    # Each time a device of its own: the one before is in use as long as a file on it is open.
    found = subprocess.run(
        ["losetup", "--find", "--show", str(image)], check=True, capture_output=True, text=True
    )
    _run("mount", "-o", "errors=remount-ro", found.stdout.strip(), str(place))


def _mount_anew(image: Path, place: Path) -> None:
    _run("umount", "--lazy", str(place))
    subprocess.run(["e2fsck", "-fy", str(image)], check=False, stdout=subprocess.DEVNULL)
    _mount(image, place)


def main(arguments: list[str]) -> int:
    """Break, ask, mend, ask; 0 where everything was as it should be."""
    releases = Path(arguments[0]).resolve()
    with tempfile.TemporaryDirectory(prefix="rarekin-disk-") as folder:
        root = Path(folder)
        image, home = root / "disk", root / "home"
        home.mkdir()
        with image.open("wb") as disk:
            disk.truncate(MEGABYTES << 20)
        _run("mkfs.ext4", "-q", str(image))
        _mount(image, home)
        try:
            return _try(root, image, home, releases)
        finally:
            subprocess.run(["umount", "--lazy", str(home)], check=False)
            told = subprocess.run(
                ["losetup", "--noheadings", "--output", "NAME", "--associated", str(image)],
                check=False, capture_output=True, text=True,
            )  # fmt: skip
            for device in told.stdout.split():
                subprocess.run(["losetup", "--detach", device], check=False)


def _try(root: Path, image: Path, home: Path, releases: Path) -> int:
    (home / "releases").symlink_to(releases)
    os.environ |= {"RAREKIN_HOME": str(home), "RAREKIN_SYNC": "off", "RAREKIN_DATABASE_URL": ""}
    posting.prepare()
    from django.db import connection

    posters, _profiles = posting.make_people(4)
    connection.close()
    site = Site(root, with_postgres=False)
    told: list[tuple[bool, str]] = []

    def look(name: str, text: bytes, wants: int, words: str = "") -> None:
        """Send a message and read pages, again and again until it is as it should be."""
        began, is_good = time.monotonic(), False
        while not is_good and time.monotonic() - began < PATIENCE_SECONDS:
            try:
                status, page = asyncio.run(send(posters[0], text))
                pages = asyncio.run(read())
            except (OSError, asyncio.IncompleteReadError) as error:
                status, page, pages = 0, type(error).__name__, {}
            is_good = status == wants and words in page and set(pages.values()) == {200}
            time.sleep(0 if is_good else 1)
        seconds = time.monotonic() - began
        told.append((is_good, f"{name}: message {status}, pages {pages}, after {seconds:.0f} s"))

    threading.Thread(target=site.keep, daemon=True).start()
    try:
        look("before", _form(posters[0], "a"), 302)
        forms = [_form(posters[0], token) for token in "bc"]
        time.sleep(8)  # the background work has begun, too
        _run("mount", "-o", "remount,abort", str(home))
        look("read-only", forms[0], 503, "")
        time.sleep(20)
        look("read-only for 20 s", forms[0], 503, "")
        print((root / "log").read_text()[-6000:])
        _mount_anew(image, home)
        look("mounted anew", forms[0], 302)
        look("and another", forms[1], 302)
    finally:
        site.stop()
    from rarekin.web.community.models import Message

    kept = sorted(text[-1] for text in Message.objects.values_list("text", flat=True))
    connection.close()
    told.append((kept == ["a", "b", "c"], f"what was acknowledged, once: {kept}"))
    for is_good, line in told:
        print(f"{'as it should be' if is_good else 'WRONG':16} {line}")
    return 0 if all(is_good for is_good, _line in told) else 1


def _form(poster: posting.Poster, token: str) -> bytes:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return asyncio.run(form(poster, token))
        except (OSError, AssertionError, asyncio.IncompleteReadError):
            if time.monotonic() > end:
                raise
            time.sleep(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
