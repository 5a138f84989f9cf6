"""Periodic work of the community."""

from __future__ import annotations

import contextlib
import datetime

from django.utils import timezone
from django_tasks import task

from rarekin.errors import KnowledgeError
from rarekin.web.accounts.tasks import PERIODS
from rarekin.web.community.finding.introductions import propose_weekly, show_due
from rarekin.web.community.finding.keys import refresh_stale
from rarekin.web.community.models import Group, Notice, Thread
from rarekin.web.community.rooms.circles import open_circles
from rarekin.web.community.rooms.contacts import forget_links
from rarekin.web.community.rooms.widening import widen_circles
from rarekin.web.community.talking.editing import forget_earlier_words
from rarekin.web.community.talking.knowing import tell_authors
from rarekin.web.community.telling.desk_mails import write_of_waiting
from rarekin.web.community.telling.digests import write_mails
from rarekin.web.community.telling.watching import tell_watchers

NOTICES_KEPT = datetime.timedelta(days=90)


@task()
def bring_keys_up_to_date() -> None:
    """Write the keys of people who changed something, or who may be proposed from now on."""
    with contextlib.suppress(KnowledgeError):
        refresh_stale()


@task()
def introduce() -> None:
    """Search for those whose week has passed, and tell who watches a disease."""
    now = timezone.now()
    try:
        propose_weekly(now)
        tell_watchers(now)
    except KnowledgeError:
        return  # No release yet: the next round tries again.


@task()
def tell() -> None:
    """Show what is due and write mails about what waits."""
    now = timezone.now()
    show_due(now)
    open_circles(now)
    widen_circles(now)
    tell_authors(now)
    write_mails(now)
    write_of_waiting(now)


@task()
def tidy() -> None:
    """Drop old notices and conversations in which nothing is left."""
    Notice.objects.filter(made_at__lt=timezone.now() - NOTICES_KEPT).delete()
    forget_earlier_words(timezone.now())
    forget_links(timezone.now())
    Thread.objects.filter(posts__isnull=True).delete()
    Group.objects.filter(
        kind=Group.Kind.CIRCLE, formed_at__isnull=False, memberships__isnull=True
    ).delete()


PERIODS["keys"] = (60.0, bring_keys_up_to_date.enqueue)
PERIODS["introduce"] = (1800.0, introduce.enqueue)
PERIODS["tell"] = (600.0, tell.enqueue)
PERIODS["tidy"] = (86_400.0, tidy.enqueue)
