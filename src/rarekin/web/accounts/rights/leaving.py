"""Export of everything, erasure of everything."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rarekin.web.accounts.models import Erasure, Profile, Tombstone, User
from rarekin.web.accounts.rights.erased import note
from rarekin.web.accounts.rights.personal_data import AtErasure, registered, rows_of

GRACE = datetime.timedelta(days=14)


def everything_about(user: User) -> dict[str, Any]:
    """Return all that is stored about a person.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    everything
        Table label to what it is for, how long it is kept, and the person's rows.
    """
    return {
        entry.model._meta.label: {
            "what": str(entry.what),
            "why": str(entry.why),
            "kept": str(entry.kept),
            "rows": rows,
        }
        for entry, rows in rows_of(user)
    }


def export_json(user: User) -> str:
    """Return all that is stored about a person as indented JSON.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    document
        UTF-8 text with the moment of the export.
    """
    document = {"exported_at": timezone.now(), "tables": everything_about(user)}
    return json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


@transaction.atomic
def erasure_ask(*, user: User) -> Erasure:
    """Note the wish to be erased; the person is hidden from everybody from now on.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    erasure
        With the day on which it happens; until then it can be taken back.
    """
    now = timezone.now()
    erasure, _created = Erasure.objects.get_or_create(
        user=user, defaults={"asked_at": now, "due_at": now + GRACE}
    )
    return erasure


def erasure_take_back(*, user: User) -> None:
    """Forget the wish to be erased.

    Parameters
    ----------
    user
        The person.
    """
    Erasure.objects.filter(user=user).delete()


@transaction.atomic
def erase(user: User) -> None:
    """Remove a person. What remains is the date on which somebody was erased.

    Parameters
    ----------
    user
        The person; every row that names them goes, or loses the name. Letters stay with their
        readers, who own them, unless the person took them back.
    """
    profile: Profile | None = getattr(user, "profile", None)
    takes_letters = profile is not None and not profile.letters_stay
    for entry in registered():
        found = list(entry.rows(user).values_list("pk", flat=True))
        rows = entry.model._default_manager.filter(pk__in=found)
        if entry.at_erasure is AtErasure.DETACH:
            rows.update(**{entry.owner: None})
        elif entry.model is not User:
            rows.delete()
    account = user.pk
    user.delete()
    transaction.on_commit(lambda: note(account, with_letters=takes_letters))
    Tombstone.objects.create(erased_on=timezone.localdate())


def leave_no_copy() -> None:
    """Take what was erased out of the database's own files, too.

    SQLite overwrites it in the database, and keeps what stood there in a journal until that is
    folded in and cut. What PostgreSQL keeps is told in ``docs/self-hosting.md``.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase_due(now: datetime.datetime) -> int:
    """Erase everybody whose days of grace are over.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_people
        How many were erased.
    """
    due = Erasure.objects.filter(due_at__lte=now)
    n_erased = sum(_erase_still_due(due, pk) for pk in list(due.values_list("pk", flat=True)))
    if n_erased:
        leave_no_copy()
    return n_erased


@transaction.atomic
def _erase_still_due(due: QuerySet[Erasure], pk: int) -> bool:
    """Erase one person, unless they took it back while others were being erased."""
    erasure = due.select_for_update(of=("self",)).select_related("user").filter(pk=pk).first()
    if erasure is not None:
        erase(erasure.user)
    return erasure is not None
