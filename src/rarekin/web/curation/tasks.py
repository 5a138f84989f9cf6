"""Periodic work of the suggestions."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from rarekin.web.accounts.tasks import PERIODS
from rarekin.web.curation.contributions import count_reports
from rarekin.web.curation.suggestions import forget_unconfirmed


@task()
def forget_suggestions() -> None:
    """Drop what nobody confirmed."""
    forget_unconfirmed(timezone.now())


@task()
def count_what_is_reported() -> None:
    """Count, once a week, how many people say what was accepted."""
    count_reports(timezone.localdate())


PERIODS["count_reports"] = (3600.0, count_what_is_reported.enqueue)
PERIODS["forget_suggestions"] = (3600.0, forget_suggestions.enqueue)
