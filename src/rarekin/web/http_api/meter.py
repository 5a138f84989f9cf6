"""How often one place may ask, counted in memory that all workers of a site share.

Nothing is written to a disk: the memory belongs to no file and ends with the last process. A
place stands in it as a hash whose key was drawn when the memory was made, so that not even a
copy of the memory names anybody without that key.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import secrets
import struct
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from rarekin.web.environment import read_number

_PLACE = struct.Struct("=Qdd")  # who, how many are left, and when that was
_PLACES_A_SHELF = 8
_SHELVES = 4096


def _open_memory() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("rarekin-meter"), "r+b")
    return tempfile.TemporaryFile()


class Meter:
    """Lets so many requests a minute through from each place, evenly refilled.

    Processes forked from the one that made it count together. A place is looked for on one
    shelf only, and takes there the room of whoever asked least lately.

    Parameters
    ----------
    per_minute
        0 lets everything through.
    clock
        Seconds, only ever forward, the same in all processes.

    Examples
    --------
    >>> meter = Meter(2, clock=lambda: 1.0)
    >>> [meter.wait("a") for _ in range(3)], meter.wait("b")
    ([0, 0, 30], 0)
    """

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self.clock = clock
        self._key = secrets.token_bytes(32)
        self._shelf_bytes = _PLACES_A_SHELF * _PLACE.size
        self._file = _open_memory()
        weakref.finalize(self, self._file.close)
        self._file.truncate(_SHELVES * self._shelf_bytes)
        self._memory = mmap.mmap(self._file.fileno(), _SHELVES * self._shelf_bytes)
        self._threads = threading.Lock()

    def wait(self, place: str, cost: float = 1.0) -> int:
        """Take a token; return the seconds until there is one again, 0 where there was one."""
        if not self.per_minute:
            return 0
        cost = min(cost, self.per_minute)  # what costs more than there can be would never pass
        digest = hashlib.blake2b(place.encode(), digest_size=16, key=self._key).digest()
        who = int.from_bytes(digest[:8], "little") or 1  # 0 is an empty room
        start = int.from_bytes(digest[8:], "little") % _SHELVES * self._shelf_bytes
        with self._alone_at(start):
            now = self.clock()
            at, left, then = self._find(start, who, now)
            left = min(self.per_minute, left + max(0.0, now - then) * self.per_minute / 60)
            missing = cost - left
            _PLACE.pack_into(self._memory, at, who, left - cost if missing <= 0 else left, now)
        return 0 if missing <= 0 else max(1, round(missing * 60 / self.per_minute + 0.499))

    def _find(self, start: int, who: int, now: float) -> tuple[int, float, float]:
        rooms = range(start, start + self._shelf_bytes, _PLACE.size)
        shelf = [(at, *_PLACE.unpack_from(self._memory, at)) for at in rooms]
        for at, owner, left, then in shelf:
            if owner == who:
                return at, left, then
        at, _owner, _left, _then = min(shelf, key=lambda room: (room[1] != 0, room[3]))
        return at, self.per_minute, now

    @contextmanager
    def _alone_at(self, start: int) -> Iterator[None]:
        """Keep a shelf to this thread; the kernel gives it back for a process that is killed."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX, self._shelf_bytes, start)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, self._shelf_bytes, start)

    def forget(self) -> None:
        """Let everybody begin anew."""
        self._memory[:] = bytes(len(self._memory))


METER = Meter(read_number("RAREKIN_API_PER_MINUTE", 600, 0, 1_000_000))
