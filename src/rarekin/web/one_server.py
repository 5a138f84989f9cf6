"""One server for one data folder: a lock that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from rarekin.errors import InputError

MARK = ".serving"
"""Lies in every data folder that a server worked in."""


def hold(home: Path) -> IO[str]:
    """Take the lock of a data folder, or say who has it.

    Parameters
    ----------
    home
        The data folder; it exists.

    Returns
    -------
    lock
        Held until it is closed or the process ends; children do not inherit it.

    Raises
    ------
    InputError
        If another server works there.
    """
    handle = os.open(home / MARK, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    lock = os.fdopen(handle, "a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        number = lock.read().strip()
        lock.close()
        raise InputError(
            f"Another Rarekin (process {number or 'unknown'}) works in the data folder {home}.",
            hint="Stop it first, or set RAREKIN_HOME to another folder.",
        ) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock
