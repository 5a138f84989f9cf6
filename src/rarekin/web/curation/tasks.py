"""Periodic work of the suggestions."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from rarekin.web.accounts.tasks import PERIODS
from rarekin.web.curation.suggestions import forget_unconfirmed


@task()
def forget_suggestions() -> None:
    """Drop what nobody confirmed."""
    forget_unconfirmed(timezone.now())


PERIODS["forget_suggestions"] = (3600.0, forget_suggestions.enqueue)
