"""The folder of releases: one lock, temporary folders, atomic promotion, a pointer."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rarekin.errors import BuildBusy, BuildError, KnowledgeError, NoRelease, RarekinError
from rarekin.knowledge.manifest import MANIFEST, verify_files

_VERSION = re.compile(r"^\d{4}-\d\d-\d\d-[0-9a-f]{8}$")
_POINTER = "current"
_TEMPORARY = ".building-"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def releases_folder(home: Path) -> Path:
    """Return the folder that holds the releases.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    folder
        It may not exist yet.

    Examples
    --------
    >>> releases_folder(Path("/srv/rarekin")).name
    'releases'
    """
    return home / "releases"


@contextmanager
def disk_trouble(home: Path) -> Iterator[None]:
    """Say what a disk that is full or cannot be written means for a build.

    Parameters
    ----------
    home
        The data folder.

    Raises
    ------
    BuildError
        In place of the error of the system.
    """
    try:
        yield
    except RarekinError:
        raise
    except (OSError, sqlite3.OperationalError) as error:
        if getattr(error, "errno", None) in _FULL or "disk is full" in str(error):
            raise BuildError(
                f"The disk that holds {home} is full; a release needs about 700 MB "
                "while it is built.",
                hint="Free some space and build again; what serves goes on serving.",
            ) from error
        raise BuildError(
            f"The release could not be written below {home}: {error}.",
            hint="Check that the folder can be written; what serves goes on serving.",
        ) from error


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the one lock of builds and syncs; a killed process lets go of it by itself.

    Parameters
    ----------
    home
        The data folder.

    Raises
    ------
    BuildBusy
        If another process holds it.
    """
    folder = releases_folder(home)
    with disk_trouble(home):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a")
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BuildBusy(
                f"Another build or sync works in {folder}.",
                hint="Wait until it has finished; what serves goes on serving meanwhile.",
            ) from error
        yield


@contextmanager
def temporary_folder(home: Path) -> Iterator[Path]:
    """Give a fresh folder beside the releases; gone afterwards, with what killed builds left.

    Parameters
    ----------
    home
        The data folder. The lock must be held.

    Yields
    ------
    folder
        Empty; `promote` may move it away.
    """
    folder = releases_folder(home)
    for leftover in folder.glob(f"{_TEMPORARY}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = folder / f"{_TEMPORARY}{os.getpid()}"
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def versions(home: Path) -> tuple[str, ...]:
    """List the releases in the folder, oldest first.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    versions
        Empty where none has been built.

    Examples
    --------
    >>> versions(Path("/nowhere"))
    ()
    """
    folder = releases_folder(home)
    if not folder.is_dir():
        return ()
    found = [p for p in folder.iterdir() if _VERSION.match(p.name) and p.is_dir()]
    return tuple(p.name for p in sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.name)))


def pointed(home: Path) -> str:
    """Return the version that serves.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    version
        As written in the pointer.

    Raises
    ------
    NoRelease
        If there is no pointer or it is damaged.
    """
    try:
        text = (releases_folder(home) / _POINTER).read_text("ascii").strip()
    except (OSError, ValueError):
        text = ""
    if not _VERSION.match(text):
        raise NoRelease(
            f"No knowledge release serves in {home}.",
            hint="Run 'rarekin knowledge build' once; it takes about a minute.",
        )
    return text


def serving(home: Path) -> str:
    """Return the version that serves, or nothing where none does.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    version
        Empty where there is no pointer or it is damaged.

    Examples
    --------
    >>> serving(Path("/nowhere"))
    ''
    """
    try:
        return pointed(home)
    except NoRelease:
        return ""


def preferred(home: Path) -> tuple[str, ...]:
    """List the releases in the order in which a reader tries them.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    versions
        The one the pointer names, then the others, newest first.

    Examples
    --------
    >>> preferred(Path("/nowhere"))
    ()
    """
    known = versions(home)[::-1]
    first = serving(home)
    return (first, *(v for v in known if v != first)) if first in known else known


def promote(home: Path, fresh: Path, version: str) -> Path:
    """Move a checked folder to its place, durably.

    Parameters
    ----------
    home
        The data folder.
    fresh
        The temporary folder, complete.
    version
        Its version.

    Returns
    -------
    folder
        Where the release lies now.
    """
    place = releases_folder(home) / version
    if _is_good(place):
        # The same version has the same content: it counts as new and stays. Only what built it
        # may be another.
        (fresh / MANIFEST).replace(place / MANIFEST)
        _sync_to_disk(place)
        os.utime(place)
        return place
    for path in (*sorted(fresh.iterdir()), fresh):
        _sync_to_disk(path)
    if place.exists():
        old = fresh.with_name(f"{fresh.name}-old")
        place.rename(old)
        fresh.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.rename(place)
    _sync_to_disk(place.parent)
    return place


def _is_good(place: Path) -> bool:
    try:
        return verify_files(place) > 0
    except (KnowledgeError, OSError):
        return False


def pointer_mark(home: Path) -> tuple[str, int, int] | None:
    """Return what changes whenever the pointer is replaced, without reading it.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    mark
        None where there is no pointer.
    """
    pointer = releases_folder(home) / _POINTER
    try:
        found = pointer.stat()
    except OSError:
        return None
    return str(pointer), found.st_ino, found.st_mtime_ns


def point(home: Path, version: str) -> None:
    """Let the pointer name another release; readers see the old or the new one, never less.

    Parameters
    ----------
    home
        The data folder.
    version
        A release in the folder.

    Raises
    ------
    NoRelease
        If it is not there.
    """
    folder = releases_folder(home)
    if not _VERSION.match(version) or not (folder / version).is_dir():
        known = ", ".join(versions(home)) or "none"
        raise NoRelease(f"There is no release {version!r} here.", hint=f"Choose one of: {known}.")
    fresh = folder / f".{_POINTER}-{os.getpid()}"
    fresh.write_text(f"{version}\n", "ascii")
    _sync_to_disk(fresh)
    fresh.replace(folder / _POINTER)
    _sync_to_disk(folder)


def prune(home: Path, keep: int) -> tuple[str, ...]:
    """Delete old releases, never the one that serves.

    Parameters
    ----------
    home
        The data folder.
    keep
        How many to keep, the serving one included; at least 1.

    Returns
    -------
    deleted
        Versions that are gone.
    """
    kept = pointed(home)
    others = [v for v in versions(home) if v != kept]
    doomed = others[: max(0, len(others) - (max(keep, 1) - 1))]
    for version in doomed:
        # It goes at once: a build killed here leaves no half of a release under its name.
        dying = releases_folder(home) / f"{_TEMPORARY}{version}"
        shutil.rmtree(dying, ignore_errors=True)
        (releases_folder(home) / version).rename(dying)
        shutil.rmtree(dying, ignore_errors=True)
    return tuple(doomed)


def _sync_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
