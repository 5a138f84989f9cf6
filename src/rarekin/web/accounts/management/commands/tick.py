"""``django tick``: asks for the periodic work, again and again, until it is stopped."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from rarekin.web.accounts.tasks import PERIODS


class Command(BaseCommand):
    """Puts periodic tasks into the queue when they are due."""

    help = "Ask for periodic work."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let tests ask for one round only."""
        parser.add_argument("--once", action="store_true", help="Ask for everything once.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop."""
        due = dict.fromkeys(PERIODS, 0.0)
        while True:
            now = time.monotonic()
            for name, (seconds, ask) in PERIODS.items():
                if now >= due.get(name, 0.0):
                    ask()
                    due[name] = now + seconds
            if options["once"]:
                return
            close_old_connections()
            time.sleep(1.0)
