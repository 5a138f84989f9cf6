"""What a release changed, compared once when it is promoted and kept beside the releases.

A release is never written to again, and its bytes depend on its inputs alone; what served before
it is no input. So the comparison lies in a folder of its own, under the version it leads to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rarekin.knowledge import folder
from rarekin.knowledge.codec import from_plain, to_plain
from rarekin.knowledge.diff import ReleaseDiff

_FOLDER = "changes"


def keep_changes(home: Path, diff: ReleaseDiff) -> Path:
    """Keep a comparison; those that lead to releases no longer here are dropped.

    Parameters
    ----------
    home
        The data folder.
    diff
        From the release that served before to the one that serves now.

    Returns
    -------
    file
        Where it lies; readers see the old one or the new one, never half of one.
    """
    place = folder.releases_folder(home) / _FOLDER
    place.mkdir(parents=True, exist_ok=True)
    fresh = place / f".{diff.after}"
    text = json.dumps(to_plain(diff), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fresh.write_text(text + "\n", "utf-8")
    file = fresh.replace(place / f"{diff.after}.json")
    _drop_others(place, folder.versions(home))
    return file


def _drop_others(place: Path, versions: Sequence[str]) -> None:
    for file in place.iterdir():
        if file.name.removesuffix(".json") not in versions:
            file.unlink(missing_ok=True)


def kept_changes(home: Path, after: str) -> ReleaseDiff | None:
    """Return what a release changed against the one that served before it.

    Parameters
    ----------
    home
        The data folder.
    after
        A version.

    Returns
    -------
    diff
        None where none is kept, or it cannot be read.

    Examples
    --------
    >>> kept_changes(Path("/nowhere"), "2026-11-22-00000000") is None
    True
    """
    file = folder.releases_folder(home) / _FOLDER / f"{after}.json"
    try:
        found = from_plain(ReleaseDiff, json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if found.after == after else None
