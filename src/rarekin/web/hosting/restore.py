"""A backup back into an empty database, of either kind, and of any program since."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from rarekin.api.home import home
from rarekin.web.accounts import erased
from rarekin.web.accounts.leaving import erase
from rarekin.web.accounts.models import User
from rarekin.web.hosting import archive
from rarekin.web.hosting.archive import BackupError
from rarekin.web.hosting.backup import Contents, verify
from rarekin.web.hosting.rows import instance, tables

_AT_ONCE = 1000

Migration = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back.

    Attributes
    ----------
    contents
        Of the backup.
    n_erased_again
        Accounts in it that were erased after it was made, and are erased now.
    """

    contents: Contents
    n_erased_again: int


def restore(place: Path, key: Fernet | None = None, marks: Path | None = None) -> Restored:
    """Bring a backup back into an empty database.

    Parameters
    ----------
    place
        The backup.
    key
        Opens a sealed one.
    marks
        Marks of everybody erased since; ``erased.txt`` of the data folder where not given.

    Returns
    -------
    restored
        Everything in the backup, less who was erased since.

    Raises
    ------
    BackupError
        If the backup is damaged or newer than this program, or the database is not empty.
        The database is then as it was.
    """
    contents = verify(place, key)
    _migrate_to(contents)
    apps = _apps_then(contents.migrations)
    with transaction.atomic():
        for model in tables(apps):
            model._base_manager.all()._raw_delete(connection.alias)
        _load(archive.reading(place, key), apps)
    _reset_counters(apps)
    call_command("migrate", verbosity=0, interactive=False)
    return Restored(contents, _erase_again(erased.marks(marks or erased.place())))


def _migrate_to(contents: Contents) -> None:
    """Give the database the tables it had when the backup was made."""
    executor = MigrationExecutor(connection)
    known, wanted = set(executor.loader.disk_migrations), set(contents.migrations)
    if not wanted <= known:
        raise BackupError(
            f"The backup was written by Rarekin {contents.program}, which is newer than this.",
            hint="Install that version, or a newer one, and restore with it.",
        )
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied <= wanted or (_has_table(User) and User.objects.exists()):
        raise BackupError(
            "The database is not empty.",
            hint="Restore into an empty one: another RAREKIN_HOME, or another PostgreSQL database.",
        )
    executor.migrate(_latest(executor, wanted))


def _has_table(model: type[User]) -> bool:
    return model._meta.db_table in connection.introspection.table_names()


def _latest(executor: MigrationExecutor, wanted: set[Migration]) -> list[Migration]:
    """Return of each app the migrations that no other of the app builds upon."""
    graph = executor.loader.graph
    built_upon = {
        parent.key
        for key in wanted
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(wanted - built_upon)


def _apps_then(migrations: Sequence[Migration]) -> Apps:
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(_latest(executor, set(migrations)))
    return state.apps


def _load(lines: Iterator[dict[str, Any]], apps: Apps) -> None:
    next(lines)
    model, names = None, []
    for is_row, group in groupby(lines, key=lambda line: "row" in line):
        if is_row and model is not None:
            _store(model, names, (line["row"] for line in group))
            continue
        for line in group:
            if "table" in line:
                model, names = apps.get_model(line["table"]), line["columns"]
            else:
                _write_file(line["file"], base64.b64decode(line["content"]))


def _store(model: Any, names: list[str], rows: Iterator[list[Any]]) -> None:
    waiting = []
    for row in rows:
        waiting.append(instance(model, names, row))
        if len(waiting) == _AT_ONCE:
            model._base_manager.bulk_create(waiting)
            waiting = []
    model._base_manager.bulk_create(waiting)


def _write_file(name: str, content: bytes) -> None:
    root = home().resolve()
    place = (root / name).resolve()
    if not place.is_relative_to(root):
        raise BackupError(f"The backup names the file {name}, outside the data folder.", hint="")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _reset_counters(apps: Apps) -> None:
    """Let new rows take numbers after those that came back."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables(apps))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _erase_again(marks: frozenset[str]) -> int:
    if not marks:
        return 0
    gone = [user for user in User.objects.all() if erased.mark(user.pk) in marks]
    for user in gone:
        erase(user)
    return len(gone)
