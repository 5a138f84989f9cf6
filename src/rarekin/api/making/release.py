"""Build, open and choose the knowledge release."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rarekin.api.home import home as default_home
from rarekin.api.making.changes import remember_changes
from rarekin.api.making.gathering import Builder, Progress
from rarekin.api.making.inputs import (
    available,
)
from rarekin.errors import InputError, KnowledgeError, SourceError
from rarekin.knowledge import folder
from rarekin.knowledge.release import Release
from rarekin.sources.declaration import Declaration, declarations

_SHARE_OF_BUILD = 0.9

_guard = threading.Lock()
_open: dict[Path, Release] = {}
_marked: dict[tuple[str, int, int] | None, Release] = {}
_override: list[Path] = []
_told: set[Path] = set()
_log = logging.getLogger("rarekin.knowledge")


def _silent(_step: str, _share: float) -> None:
    """Tell nobody."""


def build_release(
    *,
    home: Path | None = None,
    sources: Sequence[str] | None = None,
    mirror: Path | str | None = None,
    progress: Progress | None = None,
    problems: Mapping[str, str] | None = None,
    samples: bool = False,
    accept_loss: bool = False,
    keep: int | None = None,
) -> str:
    """Build a release from the files at hand, check it and let it serve. Opens no network.

    Parameters
    ----------
    home
        The data folder; by default the installation's own.
    sources
        Names of source folders; by default those of a fresh machine and those whose files a
        sync has kept or the mirror has.
    mirror
        A folder with raw files, read first.
    progress
        Told the step and the share done, 0 to 1.
    problems
        Sources that could not be brought up to date, and why; the release names them.
    samples
        Build from the tiny ``sample/`` folders, for tests.
    accept_loss
        Let diseases and rows of the former release vanish, for example when sources are
        dropped on purpose.
    keep
        How many releases to keep, the new one included; by default ``$RAREKIN_KEEP``, else 3.

    Returns
    -------
    version
        Of the release that serves now.

    Raises
    ------
    BuildBusy
        If another build is running.
    BuildError
        If a check fails or the disk is full.
    SourceError
        If a source's files are missing or broke its expectations.
    """
    place = home or default_home()
    tell = progress or _silent
    folder_mirror = Path(mirror) if mirror is not None else None
    chosen = _choose(sources, place, folder_mirror)
    with folder.build_lock(place):
        builder = Builder(
            place,
            folder_mirror,
            samples=samples,
            accept_loss=accept_loss,
            keep=keep or _kept_releases(),
        )
        before = folder.serving(place)
        version = builder.build(
            chosen,
            dict(problems or {}),
            lambda step, share: tell(step, _SHARE_OF_BUILD * share),
            asked=sources is not None,
        )
        tell("comparing", _SHARE_OF_BUILD)
        remember_changes(place, before, version)
        tell("done", 1.0)
    return version


def _kept_releases() -> int:
    text = os.environ.get("RAREKIN_KEEP", "3")
    if not text.isdigit() or int(text) < 1:
        raise InputError(
            f"RAREKIN_KEEP is {text[:20]!r}; a number of releases, 1 or more, is accepted.",
            hint="Set it to 3, or leave it out.",
        )
    return int(text)


def _choose(
    names: Sequence[str] | None, home: Path, mirror: Path | None
) -> tuple[Declaration, ...]:
    known = declarations()
    if names is None:
        return tuple(d for d in known.values() if d.default or available(d, home, mirror))
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SourceError(
            f"There is no source {', '.join(unknown)}.",
            hint=f"Choose among: {', '.join(known)}.",
        )
    return tuple(known[name] for name in sorted(set(names)))


def current() -> Release:
    """Return the release that serves, opened once per process.

    Returns
    -------
    release
        The one the pointer names now; reopened when the pointer changes.

    Raises
    ------
    NoRelease
        If none has been built.
    KnowledgeError
        If none of those on disk can be read.

    Notes
    -----
    Where the pointer or the release it names is damaged, or turns out to be while it answers,
    the newest other release that opens answers, and the log says so.
    """
    if _override:
        return _opened(_override[-1])
    place = default_home()
    mark = folder.pointer_mark(place)
    known = _marked.get(mark)
    if known is not None and known.damage is None:
        return known
    try:
        release = _opened(folder.releases_folder(place) / folder.pointed(place))
    except KnowledgeError as error:
        return _last_good(place, error)
    if mark is not None:
        _marked.clear()
        _marked[mark] = release
    return release


def _last_good(place: Path, error: KnowledgeError) -> Release:
    for version in folder.preferred(place):
        path = folder.releases_folder(place) / version
        try:
            release = _opened(path)
        except KnowledgeError:
            continue
        if path not in _told:
            _told.add(path)
            _log.warning("%s Release %s answers instead. %s", error.message, version, error.hint)
        return release
    raise error


def _opened(path: Path) -> Release:
    release = _open.get(path)
    if release is None:
        with _guard:
            release = _open.get(path)
            if release is None:
                release = _open[path] = Release.open(path)
    if release.damage is not None:
        raise release.damage
    return release


def trouble() -> KnowledgeError | None:
    """Tell what is wrong with the release that should serve.

    Returns
    -------
    error
        With the file and the remedy; None where it serves.
    """
    place = default_home()
    try:
        _opened(folder.releases_folder(place) / folder.pointed(place))
    except KnowledgeError as error:
        return error
    return None


@contextmanager
def use_release(path_or_version: Path | str) -> Iterator[Release]:
    """Answer from another release inside a ``with`` block.

    Parameters
    ----------
    path_or_version
        A release folder, or the version of one in the data folder.

    Yields
    ------
    release
        The one `current` returns inside the block.
    """
    path = Path(path_or_version)
    if not path.is_dir():
        path = folder.releases_folder(default_home()) / str(path_or_version)
    _override.append(path)
    try:
        yield _opened(path)
    finally:
        _override.pop()


def installed() -> tuple[tuple[str, bool], ...]:
    """List the releases on this machine.

    Returns
    -------
    releases
        Pairs of version and whether it serves, oldest first.
    """
    place = default_home()
    serves = folder.serving(place)
    return tuple((version, version == serves) for version in folder.versions(place))


def use(version: str) -> None:
    """Let another release serve.

    Parameters
    ----------
    version
        One of `installed`.

    Raises
    ------
    NoRelease
        If there is none of that version.
    KnowledgeError
        If this program cannot read it.
    """
    place = default_home()
    path = folder.releases_folder(place) / version
    if version in folder.versions(place):
        Release.open(path).close()
    folder.point(place, version)
