"""``django tick``: asks for the periodic work, again and again, until it is stopped."""

from __future__ import annotations

import datetime
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rarekin.web.accounts.steady_clock import SteadyClock
from rarekin.web.accounts.tasks import PERIODS

# What goes on while the clock cannot be trusted: none of it depends on the day.
WHATEVER_THE_DAY = frozenset({"deliver", "keys", "knowledge"})


def _last_work() -> datetime.datetime | None:
    """Return when anything was last asked for, by the clock of that time."""
    last: datetime.datetime | None = DBTaskResult.objects.aggregate(last=Max("enqueued_at"))["last"]
    return last


class Command(BaseCommand):
    """Puts periodic tasks into the queue when they are due."""

    help = "Ask for periodic work."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let tests ask for one round only."""
        parser.add_argument("--once", action="store_true", help="Ask for everything once.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop."""
        due = dict.fromkeys(PERIODS, 0.0)
        clock = SteadyClock(timezone.now(), time.monotonic(), _last_work())
        while True:
            now = time.monotonic()
            is_steady = clock.is_steady(timezone.now(), now)
            for name, (seconds, ask) in PERIODS.items():
                if now >= due.get(name, 0.0) and (is_steady or name in WHATEVER_THE_DAY):
                    ask()
                    due[name] = now + seconds
            if options["once"]:
                return
            close_old_connections()
            time.sleep(1.0)
