"""A backup of everything people gave, taken at one moment while the site goes on serving."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from rarekin import __version__
from rarekin.api.home import home
from rarekin.web.accounts.rights import erased
from rarekin.web.hosting import archive
from rarekin.web.hosting.rows import columns, lines_of, tables

# Files beside the database that hold what people gave: signs accepted from suggestions.
_FOLDERS = ("overlay",)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds.

    Attributes
    ----------
    made_at
        Moment, in UTC.
    program
        Version that wrote it.
    migrations
        Those the database had.
    rows
        Number by table; only tables with rows.
    files
        Number of files beside the database.
    """

    made_at: str
    program: str
    migrations: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    files: int

    @property
    def n_rows(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def write_backup(place: Path, key: Fernet | None = None) -> Contents:
    """Write everything people gave into one file; the site may go on serving.

    Parameters
    ----------
    place
        The file. It is readable by its owner only.
    key
        Seals it, where given.

    Returns
    -------
    contents
        What was written.

    Raises
    ------
    BackupError
        If it cannot be written; nothing that stood there is lost.
    """
    with suppress(OSError):  # a data folder that cannot be written has made no mark either
        erased.keep()  # so that there is a file to lay beside the backup
    with archive.writing(place, key) as out, _one_moment():
        head = _head()
        out.write(head)
        rows = {}
        for model in tables(apps):
            out.write({"table": model._meta.label_lower, "columns": columns(model)})
            n = 0
            for row in lines_of(model):
                out.write({"row": row})
                n += 1
            if n:
                rows[model._meta.label_lower] = n
        files = list(_files())
        for name, content in files:
            out.write({"file": name, "content": base64.b64encode(content).decode("ascii")})
    return Contents(
        head["made_at"], __version__, tuple(map(tuple, head["migrations"])), rows, len(files)
    )


def verify(place: Path, key: Fernet | None = None) -> Contents:
    """Read a backup to its end and say what it holds.

    Parameters
    ----------
    place
        The file.
    key
        Opens a sealed one.

    Returns
    -------
    contents
        Counted, not believed.

    Raises
    ------
    BackupError
        If it is damaged, not a backup, or sealed with another key.
    """
    lines = archive.reading(place, key)
    head = next(lines)
    rows: dict[str, int] = {}
    table, files = "", 0
    for line in lines:
        if "table" in line:
            table = line["table"]
        elif "row" in line:
            rows[table] = rows.get(table, 0) + 1
        else:
            files += 1
    migrations = tuple((app, name) for app, name in head["migrations"])
    return Contents(head["made_at"], head["program"], migrations, rows, files)


def _head() -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": archive.FORMAT,
        "version": archive.VERSION,
        "program": __version__,
        "made_at": timezone.now().isoformat(),
        "migrations": sorted([app, name] for app, name in applied),
    }


def _files() -> Iterator[tuple[str, bytes]]:
    for folder in _FOLDERS:
        for path in sorted((home() / folder).glob("*.jsonl")):
            yield f"{folder}/{path.name}", path.read_bytes()


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it was when the first row was read, and keep nobody from writing."""
    is_postgres = connection.vendor == "postgresql"
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgres else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
