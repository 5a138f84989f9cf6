"""Work that happens by itself: mail, erasure, weekly counts, and forgetting."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from rarekin.web.accounts.counts import freeze
from rarekin.web.accounts.leaving import erase_due
from rarekin.web.accounts.models import Bucket, Invitation, OutgoingMail
from rarekin.web.accounts.outbox import deliver_next, report_unsure

MAILS_AT_ONCE = 50
SENT_KEPT = datetime.timedelta(days=1)
UNSENT_KEPT = datetime.timedelta(days=30)
BUCKETS_KEPT = datetime.timedelta(days=1)
RESULTS_KEPT = datetime.timedelta(days=1)
INVITATIONS_KEPT = datetime.timedelta(days=30)


@task()
def deliver() -> None:
    """Hand waiting mails to the mail server and set aside those nobody can be sure of."""
    now = timezone.now()
    report_unsure(now)
    for _i in range(MAILS_AT_ONCE):
        if not deliver_next(now):
            return


@task()
def erase_people() -> None:
    """Erase everybody whose days of grace are over."""
    erase_due(timezone.now())


@task()
def count_people() -> None:
    """Freeze the numbers of the week, once."""
    freeze(timezone.localdate())


@task()
def forget() -> None:
    """Drop what has served: ended sessions, old limits, sent mails, spent invitations."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    Bucket.objects.filter(updated_at__lt=now - BUCKETS_KEPT).delete()
    Invitation.objects.filter(expires_at__lt=now - INVITATIONS_KEPT).delete()
    State = OutgoingMail.State  # noqa: N806 - a class
    OutgoingMail.objects.filter(state=State.SENT, changed_at__lt=now - SENT_KEPT).delete()
    OutgoingMail.objects.filter(created_at__lt=now - UNSENT_KEPT).delete()
    DBTaskResult.objects.filter(finished_at__lt=now - RESULTS_KEPT).delete()


def _ask_to_deliver() -> None:
    State = OutgoingMail.State  # noqa: N806 - a class
    if OutgoingMail.objects.filter(
        state__in=(State.WAITING, State.HANDED), not_before__lte=timezone.now()
    ).exists():
        deliver.enqueue()


# How often each is asked for, in seconds. Apps add their own when Django starts.
PERIODS: dict[str, tuple[float, Callable[[], object]]] = {
    "deliver": (3.0, _ask_to_deliver),
    "erase": (3600.0, erase_people.enqueue),
    "count": (3600.0, count_people.enqueue),
    "forget": (3600.0, forget.enqueue),
}
