"""What the last sync of this machine did, kept beside the releases for the page of sources."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rarekin.api.home import home as default_home

_FILE = "last-sync.json"


@dataclass(frozen=True, slots=True)
class LastSync:
    """One sync that has ended.

    Attributes
    ----------
    finished
        When, UTC.
    version
        The release that serves since; empty where there was none.
    changed
        Whether it came from this sync.
    fetched
        Sources of which something new came.
    problems
        Why a source stayed as it was, by name; ``build`` where the build itself failed.
    failing_since
        When the first of the syncs ended that failed in a row up to this one; None where
        this one has no problem.
    """

    finished: datetime.datetime
    version: str
    changed: bool
    fetched: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    failing_since: datetime.datetime | None = None

    def days_behind(self, now: datetime.datetime) -> int:
        """Return how many whole days ago everything was brought up to date.

        Parameters
        ----------
        now
            The present moment.

        Returns
        -------
        n_days
            Since the last sync without a problem, as far as it is known: one that no longer
            happens at all counts as well.

        Examples
        --------
        >>> day = datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC)
        >>> LastSync(day, "v", False).days_behind(day + datetime.timedelta(days=3, hours=5))
        3
        """
        return (now - (self.failing_since or self.finished)).days


def remember_sync(home: Path, done: LastSync) -> None:
    """Keep what a sync did in place of the one before.

    Parameters
    ----------
    home
        The data folder; where it cannot be written, nothing is kept.
    done
        The sync.
    """
    before = last_sync(home)
    since = done.failing_since
    if done.problems and since is None:
        since = (before and before.failing_since) or done.finished
    plain = {
        "finished": done.finished.isoformat(timespec="seconds"),
        "failing_since": since.isoformat(timespec="seconds") if since else "",
        "version": done.version,
        "changed": done.changed,
        "fetched": list(done.fetched),
        "problems": dict(done.problems),
    }
    fresh = home / f".{_FILE}"
    try:
        fresh.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(home / _FILE)
    except OSError:
        return


def last_sync(home: Path | None = None) -> LastSync | None:
    """Return what the last sync did.

    Parameters
    ----------
    home
        The data folder; by default the installation's own.

    Returns
    -------
    done
        None where no sync has ended here, or what was kept cannot be read.

    Examples
    --------
    >>> last_sync(Path("/nowhere")) is None
    True
    """
    try:
        plain = json.loads(((home or default_home()) / _FILE).read_text("utf-8"))
        return LastSync(
            finished=datetime.datetime.fromisoformat(plain["finished"]),
            version=str(plain["version"]),
            changed=bool(plain["changed"]),
            fetched=tuple(map(str, plain["fetched"])),
            problems={str(name): str(why) for name, why in plain["problems"].items()},
            failing_since=_moment(plain.get("failing_since")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
