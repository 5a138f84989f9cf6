"""What changed from one release to another: compared at promotion, read ever after."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rarekin.api.home import home as default_home
from rarekin.errors import KnowledgeError, NoRelease, UnknownId
from rarekin.knowledge import folder
from rarekin.knowledge.changes import keep_changes, kept_changes
from rarekin.knowledge.diff import ReleaseDiff, compare
from rarekin.knowledge.release import Release
from rarekin.knowledge.schema import OLDEST_COMPARABLE, SCHEMA_VERSION

__all__ = ["diff", "opened", "remember_changes"]

_log = logging.getLogger("rarekin.knowledge")


@contextmanager
def opened(
    version: str, home: Path | None = None, oldest: int = SCHEMA_VERSION
) -> Iterator[Release]:
    """Open a release of this machine inside a ``with`` block.

    Parameters
    ----------
    version
        One that is kept here.
    home
        The data folder; by default the installation's own.
    oldest
        The oldest schema that will do.

    Yields
    ------
    release
        Closed behind the block.

    Raises
    ------
    UnknownId
        If it is not, or is no longer, on this machine.
    """
    place = home or default_home()
    known = folder.versions(place)
    if version not in known:
        raise UnknownId(
            f"There is no release {version[:40]!r} on this machine.",
            hint=f"Kept are: {', '.join(reversed(known)) or 'none'}.",
        )
    release = Release.open(folder.releases_folder(place) / version, oldest)
    try:
        yield release
    finally:
        release.close()


def diff(
    before: str | None = None, after: str | None = None, *, home: Path | None = None
) -> ReleaseDiff:
    """Say what changed from one release to another.

    Parameters
    ----------
    before
        A version; by default the one that served before ``after`` did, else the newest one
        older than it.
    after
        A version; by default the one that serves.
    home
        The data folder; by default the installation's own.

    Returns
    -------
    diff
        Data; `describe` puts it into sentences.

    Raises
    ------
    NoRelease
        If there is only one.
    UnknownId
        If one is not on this machine.
    """
    place = home or default_home()
    later = after or folder.pointed(place)
    kept = kept_changes(place, later) if later in folder.versions(place) else None
    if kept and before in (None, kept.before):
        return kept
    with (
        opened(before or _newest_before(place, later), place, OLDEST_COMPARABLE) as one,
        opened(later, place, OLDEST_COMPARABLE) as other,
    ):
        return compare(one, other)


def _newest_before(place: Path, later: str) -> str:
    known = folder.versions(place)
    older = known[: known.index(later)] if later in known else ()
    if not older:
        raise NoRelease(
            f"There is no release before {later} to compare it with.",
            hint="Name two of: " + (", ".join(known) or "none") + ".",
        )
    return older[-1]


def remember_changes(home: Path, before: str, after: str) -> None:
    """Compare a release that has just been promoted with the one before, once and for all.

    Parameters
    ----------
    home
        The data folder.
    before
        Version that served before; empty where none did.
    after
        Version that serves now. Where the two cannot be compared or the result cannot be
        written, nothing is kept; what serves does not depend on it.
    """
    if not before or before == after or before not in folder.versions(home):
        return
    try:
        keep_changes(home, diff(before, after, home=home))
    except (OSError, KnowledgeError, UnknownId) as error:
        _log.warning("What changed from %s to %s was not kept: %s", before, after, error)
