"""Notices: what waits for somebody, inside the site and, if they agreed, by mail."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from rarekin.web.accounts.models import User
from rarekin.web.community.models import Notice
from rarekin.web.shell.disk import where_there_is_room

_VIEW_OF_KIND = {
    Notice.Kind.PROPOSED: "community:introductions",
    Notice.Kind.INTRODUCED: "community:messages",
    Notice.Kind.MESSAGE: "community:messages",
    Notice.Kind.REPLY: "community:groups",
    Notice.Kind.CIRCLE: "community:circles",
    Notice.Kind.FORMED: "community:groups",
    Notice.Kind.WIDENED: "community:groups",
    Notice.Kind.KNOWN: "community:groups",
    Notice.Kind.GREET: "community:groups",
    Notice.Kind.WATCH: "community:watches",
    Notice.Kind.DECISION: "community:decisions",
    Notice.Kind.HELP: "community:decisions",
    Notice.Kind.ACCOUNT: "accounts:me",
    Notice.Kind.REPORT: "community:reports",
}


def notify(user_id: uuid.UUID, kind: Notice.Kind, *, about: str, path: str = "") -> None:
    """Leave a notice; while one about the same thing is unread, nothing is added.

    Parameters
    ----------
    user_id
        For whom.
    kind
        What waits.
    about
        Handle of the thing, so that ten replies are one notice.
    path
        Where to look, without a language; the page of its kind where empty. The language of
        whoever caused it is theirs to know.
    """
    with override(settings.LANGUAGE_CODE):
        where = path or reverse(_VIEW_OF_KIND[kind])
    Notice.objects.get_or_create(
        user_id=user_id,
        kind=kind,
        about=about,
        read_at=None,
        defaults={"path": where},
    )


def unread(user: User) -> QuerySet[Notice]:
    """Return what a person has not read.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    notices
        Newest first.
    """
    return Notice.objects.filter(user=user, read_at__isnull=True).order_by("-made_at", "-pk")


def mark_kind_read(user: User, *kinds: Notice.Kind) -> None:
    """Note that a person looked where notices of these kinds lead.

    Parameters
    ----------
    user
        The person.
    kinds
        What they looked at.
    """
    with where_there_is_room():
        unread(user).filter(kind__in=kinds).update(read_at=timezone.now())


def n_unread(user: User) -> int:
    """Count what a person has not read, whatever it is about.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    n_unread
        Of their own; it is shown to nobody else.
    """
    return unread(user).count()


def n_messages(user: User) -> int:
    """Count the conversations with something new in them.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    n_messages
        New introductions included.
    """
    kinds = (Notice.Kind.MESSAGE, Notice.Kind.INTRODUCED)
    return unread(user).filter(kind__in=kinds).values("about").distinct().order_by().count()
