"""Whether the disk is full, or can only be read: what an error says, of whichever library."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from rarekin.api.home import home

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# SQLite's words, and the state that PostgreSQL gives (class 53, insufficient resources).
_SQLITE_SAYS = "database or disk is full"
_POSTGRESQL_STATE = "53100"
_POSTGRESQL_READS_ONLY = "25006"


def is_full(error: BaseException) -> bool:
    """Tell whether the disk is full.

    Parameters
    ----------
    error
        What was raised; what caused it is looked at as well.

    Returns
    -------
    is_full
        False for everything else.

    Examples
    --------
    >>> is_full(OSError(28, "No space left on device")), is_full(OSError(2, "No such file"))
    (True, False)
    """
    return any(map(_says_so, _with_causes(error)))


def can_write(place: Path | None = None) -> bool:
    """Tell whether a folder can be written, by writing: a disk with a fault says no only then.

    Parameters
    ----------
    place
        By default the data folder.

    Returns
    -------
    can_write
        False where it is gone, closed to us, or its disk turned read-only, as it does after a
        fault; a disk that is only full can be written again without anybody mending it.
    """
    probe = (place or home()) / f".probe-{os.getpid()}-{threading.get_ident()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return error.errno in _FULL
    return True


def is_read_only(error: BaseException) -> bool:
    """Tell whether something could not be stored because a disk can only be read.

    Parameters
    ----------
    error
        What was raised; what caused it is looked at as well. SQLite has many words for it, so
        that there the folder is asked.

    Returns
    -------
    is_read_only
        False for everything else.

    Examples
    --------
    >>> is_read_only(OSError(30, "Read-only file system")), is_read_only(OSError(2, "No file"))
    (True, False)
    """
    return any(map(_says_read_only, _with_causes(error)))


@contextmanager
def where_there_is_room() -> Iterator[None]:
    """Store what makes a page nicer, and go on without it where nothing can be stored.

    Whoever only reads must not be sent away because nothing can be stored.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if not is_full(error) and not is_read_only(error):
            raise


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    if getattr(error, "sqlstate", None) == _POSTGRESQL_STATE:
        return True
    return isinstance(error, DatabaseError) and _SQLITE_SAYS in str(error)


def _says_read_only(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.EROFS
    if getattr(error, "sqlstate", None) == _POSTGRESQL_READS_ONLY:
        return True
    is_of_sqlite = isinstance(error, DatabaseError) and connection.vendor == "sqlite"
    return is_of_sqlite and not can_write()


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
