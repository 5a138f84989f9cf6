"""Who was erased, told so that nobody can read it: a restored backup erases them again.

A line is the SHA-256 of an account's random id (122 random bits), which cannot be guessed and
says nothing. The file stands beside the database, since a restored database has forgotten.
"""

from __future__ import annotations

import hashlib
import logging
import os
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from rarekin.api.home import home

log = logging.getLogger(__name__)


def place() -> Path:
    """Return where the marks are kept."""
    return home() / "erased.txt"


def mark(account: uuid.UUID) -> str:
    """Return what is kept of an account: enough to know it again, nothing to find it by.

    Parameters
    ----------
    account
        Its random id.

    Returns
    -------
    mark
        64 hexadecimal digits.

    Examples
    --------
    >>> len(mark(uuid.UUID(int=1)))
    64
    """
    return hashlib.sha256(account.bytes).hexdigest()


def letters_mark(account: uuid.UUID) -> str:
    """Return what says, in the same way, that somebody took their letters back.

    Parameters
    ----------
    account
        Its random id.

    Returns
    -------
    mark
        64 hexadecimal digits.

    Examples
    --------
    >>> letters_mark(uuid.UUID(int=1)) == mark(uuid.UUID(int=1))
    False
    """
    return hashlib.sha256(account.bytes + b"letters").hexdigest()


def note(account: uuid.UUID, *, with_letters: bool = False) -> None:
    """Keep the mark of an account that is gone.

    Parameters
    ----------
    account
        Its id.
    with_letters
        Whether they took back the letters they had left with others.
    """
    try:
        _append([mark(account), *([letters_mark(account)] if with_letters else ())])
    except OSError as error:
        # The erasure itself stands; only an old backup could bring the person back.
        log.error("An erasure could not be noted for backups: %s", error.strerror)  # noqa: TRY400


def keep(known: Iterable[str] = ()) -> None:
    """Keep marks that another data folder kept; make the file where there is none.

    Parameters
    ----------
    known
        As `mark` made them; those kept already are not written again.
    """
    _append(sorted(set(known) - marks(place())))


def _append(lines: Sequence[str]) -> None:
    handle = os.open(place(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def marks(kept: Path) -> frozenset[str]:
    """Read the marks of everybody erased.

    Parameters
    ----------
    kept
        The file; a missing one means nobody.

    Returns
    -------
    marks
        As `mark` made them.
    """
    if not kept.is_file():
        return frozenset()
    return frozenset(kept.read_text(encoding="ascii").split())
