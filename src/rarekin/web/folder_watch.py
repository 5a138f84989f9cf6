"""The data folder, watched while a site serves: can it be written, and is it still the same?

A disk with a fault turns read-only. Who mends it takes it away and mounts it anew, and then
whatever is open still points to the disk that is gone: everything has to be started again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from rarekin.web.one_server import MARK
from rarekin.web.shell.disk import can_write

_SECONDS = 5.0

Say = Callable[[str], None]


class FolderWatch:
    """Tells what becomes of a folder.

    Parameters
    ----------
    place
        The data folder.
    say
        Told each change, once.
    take
        Takes the folder for this server again and makes it ready; called before everything is
        started anew.
    clock
        Seconds.
    """

    def __init__(
        self,
        place: Path,
        say: Say,
        take: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._place, self._say, self._take, self._clock = place, say, take, clock
        self._looked_at = clock()
        self._known = _identity(place)
        self._could_write = can_write(place)

    def is_another(self) -> bool:
        """Look, every few seconds; True once where another disk stands there, ready to serve."""
        now = self._clock()
        if now - self._looked_at < _SECONDS:
            return False
        self._looked_at = now
        found = _identity(self._place)
        is_writable = found is not None and can_write(self._place)
        if is_writable != self._could_write:
            self._could_write = is_writable
            self._say(
                f"The data folder {self._place} can be written again."
                if is_writable
                else f"The data folder {self._place} can only be read, or is gone: nothing can be "
                "stored. Have its disk checked and mount it anew; public pages go on."
            )
        if not is_writable or found == self._known:
            return False
        self._known = found
        self._say(f"Another disk is mounted at {self._place}: everything is started again.")
        self._take()
        return True


def _identity(place: Path) -> tuple[int, int] | None:
    try:
        (place / MARK).lstat()  # an empty place to mount on has none
        found = place.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
