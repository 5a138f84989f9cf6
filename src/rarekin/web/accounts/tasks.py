"""Work that happens by itself: mail, erasure, weekly counts, and forgetting."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from django_tasks import task

from rarekin.web.accounts.house.counts import freeze
from rarekin.web.accounts.house.knowledge_watch import tell_hosts
from rarekin.web.accounts.models import OutgoingMail
from rarekin.web.accounts.outbox import deliver_next, report_unsure
from rarekin.web.accounts.rights.leaving import erase_due, leave_no_copy
from rarekin.web.accounts.rights.retention import erase_idle, forget_what_served, tell_idle

MAILS_AT_ONCE = 50


@task(queue_name="mail")
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
    """Drop what has served, network addresses among it."""
    forget_what_served(timezone.now())
    # Words that somebody took away themselves leave the journal as well.
    leave_no_copy()


@task()
def end_idle_accounts() -> None:
    """Tell people who stayed away for years, and erase those who were told in time."""
    now = timezone.now()
    tell_idle(now)
    erase_idle(now)


@task()
def watch_knowledge() -> None:
    """Tell the hosts where the sources could not be brought up to date for days."""
    tell_hosts(timezone.now())


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
    "idle": (86_400.0, end_idle_accounts.enqueue),
    "knowledge": (21_600.0, watch_knowledge.enqueue),
}
