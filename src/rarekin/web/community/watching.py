"""Watching a disease: told once a week whether there is news, never who or how many."""

from __future__ import annotations

import datetime
import random

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from rarekin.api.likeness import disease_stamp
from rarekin.api.lookup import resolve
from rarekin.errors import TooLarge, UnknownId
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import User
from rarekin.web.community.models import Notice, Watch
from rarekin.web.community.notices import notify

MAX_WATCHES = 20
WEEK = datetime.timedelta(days=7)


@transaction.atomic
def watch(*, user: User, disease: str) -> Watch:
    """Begin to watch a disease.

    Parameters
    ----------
    user
        Who; the watch is for their eyes only and is no sign that they have the disease.
    disease
        Any id or name.

    Returns
    -------
    watch
        The new one, or the one that was there.

    Raises
    ------
    UnknownId, AmbiguousName
        If it is not one disease.
    TooLarge
        If there are twenty already.
    """
    ref = resolve(disease)
    if Watch.objects.filter(user=user).exclude(disease=ref.id).count() >= MAX_WATCHES:
        raise TooLarge(
            _("You watch twenty diseases, the most we keep."), hint=_("Stop watching one first.")
        )
    made, _created = Watch.objects.get_or_create(
        user=user, disease=str(ref.id), defaults={"seen": disease_stamp(ref.id)}
    )
    return made


def unwatch(*, user: User, disease: str) -> None:
    """Stop watching a disease.

    Parameters
    ----------
    user
        Who.
    disease
        Its id.
    """
    Watch.objects.filter(user=user, disease=disease).delete()


def tell_watchers(now: datetime.datetime) -> int:
    """Leave notices about diseases whose page changed; people are told of by introductions only.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_told
        How many notices were left.
    """
    due = Watch.objects.filter(
        Q(told_at__isnull=True, made_at__lte=now - WEEK) | Q(told_at__lte=now - WEEK)
    )
    n_told = 0
    for each in due[:500]:
        try:
            stamp = disease_stamp(Curie(each.disease))
        except UnknownId:
            stamp = each.seen
        if stamp != each.seen:
            notify(each.user_id, Notice.Kind.WATCH, about="watch")
            n_told += 1
        # A jitter, so that the hour of a notice says nothing about what happened in it.
        told_at = now + datetime.timedelta(hours=random.uniform(0, 24))  # noqa: S311
        Watch.objects.filter(pk=each.pk).update(told_at=told_at, seen=stamp)
    return n_told
