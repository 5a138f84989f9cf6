"""Bringing the database of people up to date, now or once it answers.

Public pages need no people: where the database is away when a site starts, they are served at
once, and this runs as a process of its own until the database is there. Then it ends, and all
that works with people begins.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection

from rarekin.web.starting import start_django

_LONGEST_WAIT_SECONDS = 10.0
_SAY_AGAIN_SECONDS = 600.0

Say = Callable[[str], None]


def answers() -> bool:
    """Tell whether the database can be reached now, and written to."""
    if connection.vendor == "sqlite":
        # A file on a disk that can only be read opens all the same.
        place = Path(str(connection.settings_dict["NAME"]))
        if not all(os.access(each, os.W_OK) for each in (place.parent, place) if each.exists()):
            connection.close()
            return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True


def bring_up_to_date() -> None:
    """Make the tables fit this version of the program; done twice it changes nothing."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def wait(say: Say) -> None:
    """Wait until the database answers, however long that is.

    Parameters
    ----------
    say
        Told that we wait, and again every ten minutes.
    """
    pause, told_at = 0.5, -_SAY_AGAIN_SECONDS
    while not answers():
        if time.monotonic() - told_at >= _SAY_AGAIN_SECONDS:
            say(
                "The database does not answer. Public pages go on; people wait until it does. "
                "Start it, or correct RAREKIN_DATABASE_URL."
            )
            told_at = time.monotonic()
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_WAIT_SECONDS)


def setup_path() -> str:
    """Return the path of the first-run page, for the owner's eyes.

    Returns
    -------
    path
        With the one-time token; empty once the site is set up.
    """
    # Models can be imported only once Django is started.
    first_run = import_module("rarekin.web.accounts.arriving.first_run")
    token = first_run.setup_token()
    return f"/setup/{token}" if token else ""


def say_how_to_set_up(address: str, say: Say) -> None:
    """Say where a new site is set up; nothing where it is.

    Parameters
    ----------
    address
        Of the site, without a slash at its end.
    say
        Told.
    """
    if path := setup_path():
        say(f"Set this site up, once: {address}{path}")


def main(address: str) -> None:
    """Wait, bring up to date, and say how the site is set up.

    Parameters
    ----------
    address
        Of the site.
    """

    def say(text: str) -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    start_django()
    wait(say)
    bring_up_to_date()
    say("The database is there and up to date.")
    say_how_to_set_up(address, say)


if __name__ == "__main__":
    main(sys.argv[1])
