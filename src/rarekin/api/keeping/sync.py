"""Bring every source up to date, then build; offline it says so and changes nothing."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import random
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from rarekin.api.home import home as default_home
from rarekin.api.keeping.reports import sync_report
from rarekin.api.keeping.trials import refresh_trials
from rarekin.api.making.fingerprint import fingerprint
from rarekin.api.making.gathering import Progress
from rarekin.api.making.inputs import INCOMING, KEPT, packaged_paths
from rarekin.api.making.last_sync import LastSync, remember_sync
from rarekin.api.making.release import build_release, use_release
from rarekin.api.making.unpacking import LARGEST_RATIO, unpack
from rarekin.errors import (
    FetchError,
    InputError,
    KnowledgeError,
    RarekinError,
    SourceError,
)
from rarekin.knowledge import folder
from rarekin.knowledge.release import Release
from rarekin.sources.declaration import Declaration, FileDeclaration, declarations
from rarekin.sources.fetch import fetch

TRIALS = "clinicaltrials"
"""The source that is asked disease by disease."""

_LEAST_HOURS = 0.25
_SHARE_OF_FETCHING = 0.3


@dataclass(frozen=True)
class SyncOutcome:
    """What a sync did.

    Attributes
    ----------
    version
        The release that serves now; empty where there is none.
    changed
        Whether another release serves than before.
    fetched
        Sources of which something new came.
    problems
        Why a source stayed as it was, by name.
    reports
        Files written for curators.
    """

    version: str
    changed: bool
    fetched: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    reports: tuple[Path, ...] = ()


def sync(
    *,
    home: Path | None = None,
    mirror: str | Path | None = None,
    progress: Progress | None = None,
) -> SyncOutcome:
    """Fetch what has changed, build, check and let the result serve.

    Parameters
    ----------
    home
        The data folder; by default the installation's own.
    mirror
        A folder or web address that holds the files under their mirror names; by default
        ``$RAREKIN_MIRROR``, else the publishers' own addresses. With ``RAREKIN_SYNC=off``
        nothing happens at all.
    progress
        Told the step and the share done, 0 to 1.

    Returns
    -------
    outcome
        What changed and what did not, and why.

    Raises
    ------
    BuildBusy, BuildError, SourceError
        As `rarekin.api.making.release.build_release`.
    """
    place = home or default_home()
    before = folder.serving(place)
    if os.environ.get("RAREKIN_SYNC", "").lower() == "off":
        return SyncOutcome(before, False, problems={"all": "RAREKIN_SYNC is off."})
    chosen = str(mirror or os.environ.get("RAREKIN_MIRROR", ""))
    tell = progress or (lambda _step, _share: None)
    problems: dict[str, str] = {}
    fetched = _fetch(place, chosen, problems, tell)
    if not chosen and _ask_trials(place, before, problems, tell):
        fetched.append(TRIALS)
    version = before
    try:
        if fetched or not is_of_this_program(place, before):
            version = build_release(
                home=place,
                progress=lambda step, share: tell(step, _SHARE_OF_FETCHING * (1 - share) + share),
                problems=problems,
            )
    except RarekinError as error:
        problems["build"] = f"{error.message} {error.hint}".strip()
        raise
    finally:
        _remember(place, SyncOutcome(version, version != before, tuple(fetched), problems))
    reports = _report(place, before, version, problems)
    return SyncOutcome(version, version != before, tuple(fetched), problems, reports)


def _fetch(place: Path, mirror: str, problems: dict[str, str], tell: Progress) -> list[str]:
    """Bring the files of every source; returns the names of those with something new."""
    fetched: list[str] = []
    wanted = [d for d in declarations().values() if any(_origin(f, mirror) for f in d.files)]
    with folder.build_lock(place):
        for i, source in enumerate(wanted):
            tell(f"fetching {source.title}", _SHARE_OF_FETCHING * i / len(wanted))
            try:
                if _bring(source, place, mirror):
                    fetched.append(source.name)
            except SourceError as error:
                problems[source.name] = f"{error.message} {error.hint}".strip()
    return fetched


def _ask_trials(place: Path, serving: str, problems: dict[str, str], tell: Progress) -> bool:
    """Ask again about recruiting studies whose answers have grown old; a mirror has none."""
    if not _opens(place, serving):
        return False
    tell("asking about recruiting studies", _SHARE_OF_FETCHING)
    with use_release(folder.releases_folder(place) / serving):
        outcome = refresh_trials(home=place)
    if outcome.problems:
        why = next(iter(outcome.problems.values()))
        problems[TRIALS] = f"No new answer for {len(outcome.problems):,} diseases. {why}"
    return bool(outcome.asked)


def _remember(place: Path, outcome: SyncOutcome) -> None:
    now = datetime.datetime.now(datetime.UTC)
    remember_sync(
        place,
        LastSync(now, outcome.version, outcome.changed, outcome.fetched, outcome.problems),
    )


def _report(place: Path, before: str, after: str, problems: Mapping[str, str]) -> tuple[Path, ...]:
    """Write for curators; what serves does not depend on it."""
    try:
        return sync_report(place, before, after, problems)
    except (OSError, KnowledgeError):
        return ()


def keep_syncing(
    every_hours: float,
    once: Callable[[], None],
    *,
    sleep: Callable[[float], None] = time.sleep,
    rounds: int | None = None,
) -> None:
    """Sync now and then again and again.

    Parameters
    ----------
    every_hours
        From the end of one sync to the beginning of the next; a little is added at random, so
        that installations do not all ask publishers at the same minute.
    once
        Runs one sync, best in a process of its own: a build's memory ends with it. Whatever
        goes wrong in it must not end the others.
    sleep
        Waits.
    rounds
        How many syncs; by default without end.

    Raises
    ------
    InputError
        If the time between two is under a quarter of an hour.
    """
    if not every_hours >= _LEAST_HOURS:  # so that NaN is refused as well
        raise InputError(
            f"A sync every {every_hours:g} hours would burden the publishers; "
            f"{_LEAST_HOURS} hours or more are accepted.",
            hint="24 is enough: sources change a few times a year to once a day.",
        )
    for i in itertools.count(1):
        once()
        if i == rounds:
            return
        sleep(3600 * every_hours * random.uniform(1.0, 1.1))  # noqa: S311  no secret


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """Where a file of a source comes from.

    Attributes
    ----------
    source, file
        Names.
    url
        The publisher's address, or that of the interface asked about one disease at a time;
        empty where there is none.
    packaged
        The place in an installed package, where it has one.
    state
        ``met`` where this machine or the authors have fetched from it, else
        ``not yet tried``; ``no address`` where the file comes with a package only.
    """

    source: str
    file: str
    url: str
    packaged: str
    state: str


def addresses(home: Path | None = None) -> tuple[SourceAddress, ...]:
    """List every address a sync asks, and whether it has ever been met live.

    Parameters
    ----------
    home
        The data folder, whose kept files tell what was fetched.

    Returns
    -------
    addresses
        By source and file.
    """
    place = home or default_home()
    return tuple(
        SourceAddress(
            name, file.name, file.url or file.asked, file.packaged, _state(place, name, file)
        )
        for name, source in declarations().items()
        for file in source.files
    )


def _state(place: Path, source: str, file: FileDeclaration) -> str:
    if not (file.url or file.asked):
        return "no address"
    if file.tried or (file.asked and packaged_paths(source, file, place)):
        return "met"
    meta = place / KEPT / source / f"{file.name}.meta.json"
    try:
        known = json.loads(meta.read_text("utf-8"))
    except (OSError, ValueError):
        return "not yet tried"
    return "met" if isinstance(known, dict) and known.get("url") == file.url else "not yet tried"


def is_of_this_program(home: Path, version: str) -> bool:
    """Tell whether a release is what this program would build from the files it has.

    Parameters
    ----------
    home
        The data folder.
    version
        Of the release.

    Returns
    -------
    is_so
        False after an upgrade of the program or of a package of data, and where people's
        suggestions were accepted since; then it is time to build again.
    """
    try:
        release = Release.open(folder.releases_folder(home) / version)
    except KnowledgeError:
        return False
    release.close()
    return bool(version) and release.manifest.builder == fingerprint(home)


def _opens(place: Path, version: str) -> bool:
    """Tell whether a release serves that this program can read: not so after some upgrades."""
    try:
        Release.open(folder.releases_folder(place) / version).close()
    except KnowledgeError:
        return False
    return bool(version)


def _origin(file: FileDeclaration, mirror: str) -> str:
    """Return where a file comes from: an address, a path, or empty where nowhere."""
    if not mirror:
        return file.url
    if not file.mirror:
        return ""
    return f"{mirror.rstrip('/')}/{file.mirror}"


def _bring(source: Declaration, place: Path, mirror: str) -> bool:
    """Fetch the files of one source; new ones wait in ``incoming`` until a build has used them."""
    kept, incoming = place / KEPT / source.name, place / INCOMING / source.name
    changed = False
    for file in source.files:
        origin = _origin(file, mirror)
        if not origin:
            continue
        try:
            changed |= _bring_file(file, origin, kept, incoming, mirror)
        except FetchError:
            if not file.optional:
                shutil.rmtree(incoming, ignore_errors=True)
                raise
    if not changed:
        shutil.rmtree(incoming, ignore_errors=True)
        return False
    for file in source.files:
        old, new = kept / file.name, incoming / file.name
        if old.is_file() and not new.is_file():
            shutil.copy2(old, new)
    return True


def _bring_file(
    file: FileDeclaration, origin: str, kept: Path, incoming: Path, mirror: str
) -> bool:
    incoming.mkdir(parents=True, exist_ok=True)
    target = incoming / file.name
    if "://" not in origin:
        return _copy(file, Path(origin), kept / file.name, target)
    for name in (file.name, f"{file.name}.meta.json"):
        if (kept / name).is_file() and not (incoming / name).is_file():
            shutil.copy2(kept / name, incoming / name)
    hosts = frozenset({urlsplit(mirror).netloc}) if mirror else frozenset()
    answer = fetch(origin, target, max_bytes=file.max_bytes, mirror_hosts=hosts)
    if not answer.changed:
        return False
    most = file.max_bytes * LARGEST_RATIO
    unpack(file.name, target.read_bytes(), file.unpack, most, file.members)
    old = kept / file.name
    return not old.is_file() or old.read_bytes() != target.read_bytes()


def _copy(file: FileDeclaration, origin: Path, old: Path, target: Path) -> bool:
    if not origin.is_file():
        raise FetchError(
            f"The mirror has no {file.mirror}.",
            hint="Complete it, or use another.",
            where=file.name,
        )
    data = origin.read_bytes()
    target.write_bytes(data)
    return not old.is_file() or old.read_bytes() != data
