"""Rows of the people database as lines, and back, whatever the database and its age."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db.models import BinaryField, JSONField, Model

# What the program makes anew by itself, and what only lived for a sitting: sessions, counters
# of limits, the queue of tasks.
LEFT_OUT = frozenset(
    {
        *("auth.permission", "auth.group", "auth.group_permissions", "contenttypes.contenttype"),
        *("sessions.session", "usersessions.usersession", "accounts.bucket"),
        "django_tasks_database.dbtaskresult",
    }
)
_AT_ONCE = 2000


def tables(apps: Apps) -> list[type[Model]]:
    """List the tables that a backup carries.

    Parameters
    ----------
    apps
        Of the running program, or as they were at some migration.

    Returns
    -------
    models
        By label.
    """
    models = apps.get_models(include_auto_created=True)
    kept = (m for m in models if m._meta.managed and m._meta.label_lower not in LEFT_OUT)
    return sorted(kept, key=lambda model: model._meta.label_lower)


def lines_of(model: type[Model]) -> Iterator[list[Any]]:
    """Yield the rows of a table.

    Parameters
    ----------
    model
        The table.

    Yields
    ------
    row
        One value a column, in the order of `columns`.
    """
    names = columns(model)
    binary = {i for i, f in enumerate(model._meta.concrete_fields) if isinstance(f, BinaryField)}
    rows = model._default_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(_AT_ONCE):
        yield [_as_text(v) if i in binary else v for i, v in enumerate(row)]


def columns(model: type[Model]) -> list[str]:
    """Return the names of a table's columns, foreign keys by their id."""
    return [field.attname for field in model._meta.concrete_fields]


def _as_text(value: Any) -> str | None:
    return None if value is None else base64.b64encode(bytes(value)).decode("ascii")


def instance(model: type[Model], names: list[str], row: list[Any]) -> Model:
    """Make a row again from a line.

    Parameters
    ----------
    model
        The table as it was when the line was written.
    names, row
        Columns and their values.

    Returns
    -------
    instance
        Not stored yet.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _value(fields[name], v) for name, v in zip(names, row, strict=True)})


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, JSONField):
        return value
    if isinstance(field, BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)
