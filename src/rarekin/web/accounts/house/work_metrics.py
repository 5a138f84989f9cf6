"""How background work does, in numbers for the host's monitor: queues and mails, nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from rarekin.web.accounts.models import OutgoingMail
from rarekin.web.shell.metrics import Metric

_SHOWN = (OutgoingMail.State.WAITING, OutgoingMail.State.FAILED, OutgoingMail.State.UNSURE)


def background_work() -> Iterator[Metric]:
    """Yield the state of queues and mails.

    Yields
    ------
    metric
        Queue lengths and the age of the oldest task, failed tasks, mails by state.
    """
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    queues = {
        row["queue_name"]: row
        for row in waiting.values("queue_name").annotate(n=Count("pk"), oldest=Min("enqueued_at"))
    }
    for queue in ("default", "mail"):
        row = queues.get(queue)
        age = (timezone.now() - row["oldest"]).total_seconds() if row else 0.0
        labels = {"queue": queue}
        yield Metric("tasks_waiting", "Tasks that wait.", row["n"] if row else 0, labels=labels)
        yield Metric("oldest_task_seconds", "Since when the oldest waits.", age, labels=labels)
    n_failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    yield Metric("tasks_failed", "Failed tasks that are still remembered.", n_failed)
    by_state = dict(OutgoingMail.objects.values_list("state").annotate(n=Count("pk")).order_by())
    for state in _SHOWN:
        n = by_state.get(state, 0)
        yield Metric("mails", "Mails by how far they came.", n, labels={"state": state.value})
