"""Whether an error says that the disk is full, of whichever library it comes."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, transaction

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# SQLite's words, and the state that PostgreSQL gives (class 53, insufficient resources).
_SQLITE_SAYS = "database or disk is full"
_POSTGRESQL_STATE = "53100"


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


@contextmanager
def where_there_is_room() -> Iterator[None]:
    """Store what makes a page nicer, and go on without it where the disk is full.

    Whoever only reads must not be sent away because nothing can be stored.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if not is_full(error):
            raise


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    if getattr(error, "sqlstate", None) == _POSTGRESQL_STATE:
        return True
    return isinstance(error, DatabaseError) and _SQLITE_SAYS in str(error)


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
