"""“Me too” comes back to the author the next day, as one sentence without a number."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from rarekin.web.accounts.models import Profile
from rarekin.web.community.finding.peers import heard_by
from rarekin.web.community.models import MeToo, Notice, Post
from rarekin.web.community.telling.notices import notify

AT_ONCE = 500


def tell_authors(now: datetime.datetime) -> None:
    """Tell authors that somebody knows what they wrote, from the day after on.

    Parameters
    ----------
    now
        The present moment. What was said on the same day waits, so that no author can tell
        who was here just then; one that was taken back before is never told.
    """
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    due = Post.objects.filter(
        me_toos__made_at__lt=today, me_toos__told_at=None, hidden_at=None, held_at=None
    ).distinct()
    for post in due.select_related("author__user", "thread")[:AT_ONCE]:
        _tell(post, today, now)


@transaction.atomic
def _tell(post: Post, before: datetime.datetime, now: datetime.datetime) -> None:
    heard = Profile.objects.filter(heard_by(post.author))
    waiting = MeToo.objects.filter(post=post, made_at__lt=before, told_at=None)
    is_new = not MeToo.objects.filter(post=post, told_at__isnull=False).exists()
    is_heard = waiting.filter(profile__in=heard).exists()
    waiting.update(told_at=now)
    if is_new and is_heard:
        notify(
            post.author.user_id, Notice.Kind.KNOWN, about=post.handle,
            path=f"/people/threads/{post.thread.handle}",
        )  # fmt: skip


def is_known(post: Post) -> bool:
    """Tell an author whether somebody knows what they wrote.

    Parameters
    ----------
    post
        Their own; nobody else is told.

    Returns
    -------
    is_known
        Only of what the author was told of.
    """
    heard = Profile.objects.filter(heard_by(post.author))
    return MeToo.objects.filter(post=post, told_at__isnull=False, profile__in=heard).exists()
