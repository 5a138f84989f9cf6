"""The one list of personal data: privacy page, export and erasure are all made from it.

Every app names its tables here when Django starts; a test walks all models and fails on one
that nobody named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise

from rarekin.web.accounts.models import User


class AtErasure(StrEnum):
    """What happens to a row when its owner is erased."""

    DELETE = "delete"
    DETACH = "detach"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One table that holds something about people.

    Attributes
    ----------
    model
        The table.
    owner
        Lookup that leads from a row to its person, such as ``profile__user``.
    what, why, kept
        What is stored, for which purpose, and for how long: shown on the privacy page.
    at_erasure
        Deleted, or kept without the person (a moderator's record of an action).
    leave_out
        Columns an export does not show, each a technical secret such as a password hash.
    find
        Where no lookup leads from row to person: how to find a person's rows.
    shown
        Where an export must tell no more than the person's pages do: what it shows instead of
        the rows. Erasure goes by the rows.
    """

    model: type[models.Model]
    owner: str
    what: str | Promise
    why: str | Promise
    kept: str | Promise
    at_erasure: AtErasure = AtErasure.DELETE
    leave_out: tuple[str, ...] = ()
    find: Callable[[User], models.QuerySet[Any]] | None = None
    shown: Callable[[User], list[dict[str, Any]]] | None = None

    def rows(self, user: User) -> models.QuerySet[Any]:
        """Return a person's rows of this table.

        Parameters
        ----------
        user
            The person.

        Returns
        -------
        rows
            In no particular order.
        """
        if self.find is not None:
            return self.find(user)
        return self.model._default_manager.filter(**{self.owner: user.pk})


_registered: dict[type[models.Model], PersonalData] = {}
_impersonal: dict[type[models.Model], str] = {}


def register(*entries: PersonalData) -> None:
    """Add tables to the list; registering a model again replaces its entry.

    Parameters
    ----------
    entries
        One per table.
    """
    for entry in entries:
        _registered[entry.model] = entry


def declare_impersonal(model: type[models.Model], why: str) -> None:
    """Say that a table holds nothing about a person, and why.

    Parameters
    ----------
    model
        The table.
    why
        The reason, in one sentence.
    """
    _impersonal[model] = why


def registered() -> tuple[PersonalData, ...]:
    """Return every table with personal data, in the order they were named."""
    return tuple(_registered.values())


def impersonal() -> dict[type[models.Model], str]:
    """Return every table declared to be free of personal data, with the reason."""
    return dict(_impersonal)


def rows_of(user: User) -> Iterator[tuple[PersonalData, list[dict[str, Any]]]]:
    """Yield all that is stored about a person, table by table.

    Parameters
    ----------
    user
        The person.

    Yields
    ------
    entry, rows
        The table and the person's rows, JSON-ready columns by name.
    """
    for entry in registered():
        if entry.shown is not None:
            yield entry, entry.shown(user)
            continue
        columns = [
            field.attname
            for field in entry.model._meta.concrete_fields
            if field.attname not in entry.leave_out
        ]
        yield entry, list(entry.rows(user).order_by("pk").distinct().values(*columns))
