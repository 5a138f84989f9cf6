"""What hardly ever changes, read once and kept for some seconds in each process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

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
        self.good_until = 0.0

    def get(self) -> T:
        """Return the value."""
        if time.monotonic() >= self.good_until:
            with self._lock:
                if time.monotonic() >= self.good_until:
                    self.value = self._read()
                    self.good_until = time.monotonic() + self._seconds
        return self.value

    def look_again(self) -> None:
        """Read it anew when it is next asked for."""
        self.good_until = 0.0
