"""A backup back into an empty database, of either kind, and of any program since.

All of it is one transaction, and whoever was erased since the backup is erased within it: a
restore that is killed leaves nobody in the database, least of all somebody who asked to be gone.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
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
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.models import User
from rarekin.web.accounts.rights import erased
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.accounts.rights.letters import GO, letters_choose
from rarekin.web.hosting import archive
from rarekin.web.hosting.archive import BackupError
from rarekin.web.hosting.backup import Contents, verify
from rarekin.web.hosting.rows import LEFT_OUT, instance, tables

# A database that holds rows of these alone holds nothing of anybody.
_MADE_BY_THE_PROGRAM = LEFT_OUT | {"community.group"}
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
    """Bring a backup back into an empty database, at once or not at all.

    Parameters
    ----------
    place
        The backup.
    key
        Opens a sealed one.
    marks
        Marks of everybody erased since; ``erased.txt`` of the data folder where not given.
        The data folder keeps them, for the next restore.

    Returns
    -------
    restored
        Everything in the backup, less who was erased since.

    Raises
    ------
    BackupError
        If it is not known who was erased since, the backup is damaged or newer than this
        program, or the database is not empty. The database is then as it was.
    """
    gone = _read_marks(marks or erased.place())
    contents = verify(place, key)
    executor = _executor()
    if not set(contents.migrations) <= set(executor.loader.disk_migrations):
        raise BackupError(
            f"The backup was written by Rarekin {contents.program}, which is newer than this.",
            hint="Install that version, or a newer one, and restore with it.",
        )
    erased.keep(gone)
    with _all_or_nothing():
        _begin_anew(executor)
        executor = _executor()
        state = executor.migrate(_latest(executor, set(contents.migrations)))
        for model in tables(state.apps):
            model._base_manager.all()._raw_delete(connection.alias)
        connection.check_constraints()  # from here on once all rows stand, in whatever order
        files = _load(archive.reading(place, key), state.apps)
        _check_keys()
        _reset_counters(state.apps)
        executor = _executor()
        executor.migrate(executor.loader.graph.leaf_nodes())
        n_erased = _erase_again(gone)
        _check_keys()
        for name, content in files.items():
            _write_file(name, content)
    # What Django makes after migrations: its names of tables and permissions.
    call_command("migrate", verbosity=0, interactive=False)
    return Restored(contents, n_erased)


def _read_marks(kept: Path) -> frozenset[str]:
    if not kept.is_file():
        raise BackupError(
            f"Nobody knows who was erased since the backup: there is no {kept}.",
            hint="Name the copy of erased.txt that lies with the backups: --erased FILE. Where "
            "nobody was ever erased, an empty file will do.",
        )
    return erased.marks(kept)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Hold one transaction in which tables can be made: SQLite must not look at keys meanwhile."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield


def _executor() -> MigrationExecutor:
    """Migrate so that each step finds the keys of the former checked, as PostgreSQL asks."""

    def checked(action: str, *_about: Any) -> None:
        if action == "apply_success":
            _check_keys()

    return MigrationExecutor(connection, checked)


def _check_keys() -> None:
    """Check every key, and on PostgreSQL those of each later statement at once.

    A table with keys still to be checked cannot be altered there.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        connection.check_constraints()


def _begin_anew(executor: MigrationExecutor) -> None:
    """Remove the tables of an empty database, whichever program prepared them."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied <= set(executor.loader.disk_migrations):
        raise BackupError(
            "The database was prepared by a newer Rarekin.",
            hint="Restore with that version, or into a database that nothing has used.",
        )
    apps = executor.loader.project_state(_latest(executor, applied)).apps
    models = apps.get_models(include_auto_created=True)
    if any(_holds_something(model) for model in models):
        raise BackupError(
            "The database is not empty.",
            hint="Restore into an empty one: another RAREKIN_HOME, or another PostgreSQL database.",
        )
    with connection.schema_editor() as editor:
        for model in models:
            if model._meta.managed:
                name = editor.quote_name(model._meta.db_table)
                editor.execute(editor.sql_delete_table % {"table": name})
    if applied:
        MigrationRecorder(connection).flush()


def _holds_something(model: Any) -> bool:
    is_of_people = model._meta.managed and model._meta.label_lower not in _MADE_BY_THE_PROGRAM
    return bool(is_of_people and model._base_manager.exists())


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


def _load(lines: Iterator[dict[str, Any]], apps: Apps) -> dict[str, bytes]:
    """Store the rows; return the files beside the database."""
    next(lines)
    files: dict[str, bytes] = {}
    model, names = None, []
    for is_row, group in groupby(lines, key=lambda line: "row" in line):
        if is_row and model is not None:
            _store(model, names, (line["row"] for line in group))
            continue
        for line in group:
            if "table" in line:
                model, names = apps.get_model(line["table"]), line["columns"]
            else:
                files[line["file"]] = base64.b64decode(line["content"])
    return files


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
    gone = [user for user in User.objects.all() if erased.mark(user.pk) in marks]
    for user in gone:
        profile = profile_of(user)
        if profile is not None and erased.letters_mark(user.pk) in marks:
            letters_choose(profile=profile, choice=GO)
        erase(user)
    return len(gone)
