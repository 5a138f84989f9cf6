"""What hardly ever changes, read once and kept for some seconds in each process."""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import DatabaseError

T = TypeVar("T")


class Fresh(Generic[T]):
    """A value that is read anew when it is older than some seconds.

    Parameters
    ----------
    read
        Reads it; asked by one thread at a time.
    seconds
        How old it may get.
    start
        Stands in until it is read.

    Attributes
    ----------
    value
        As last read.
    good_until
        When it is too old, by the monotonic clock.

    Examples
    --------
    >>> told = iter("ab")
    >>> letter = Fresh(lambda: next(told), 60.0, "")
    >>> letter.get(), letter.get()
    ('a', 'a')
    >>> letter.look_again()
    >>> letter.get()
    'b'
    """

    def __init__(self, read: Callable[[], T], seconds: float, start: T) -> None:
        self._read = read
        self._seconds = seconds
        self.value = start
        self._lock = threading.Lock()
        self._was_read = False
        self.good_until = 0.0

    def get(self) -> T:
        """Return the value."""
        # While one thread reads, the others go on with what was known: a source that says
        # nothing for seconds must hold up one reader, not all.
        if self._is_late() and self._lock.acquire(blocking=not self._was_read):
            try:
                if self._is_late():
                    # Set before reading, so that what is said anew meanwhile is read again.
                    self.good_until = math.inf
                    with contextlib.suppress(DatabaseError):
                        # Without a database what was known before still holds.
                        self.value = self._read()
                    self._was_read = True
            finally:
                if self.good_until:
                    self.good_until = time.monotonic() + self._seconds
                self._lock.release()
        return self.value

    def _is_late(self) -> bool:
        return not self._was_read or time.monotonic() >= self.good_until

    def look_again(self) -> None:
        """Read it anew when it is next asked for."""
        self.good_until = 0.0
