"""Whether the knowledge is kept up to date, for the host: on the desk, and by mail in time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from rarekin.api.home import home
from rarekin.api.making.last_sync import LastSync, last_sync
from rarekin.api.making.release import trouble
from rarekin.errors import KnowledgeError
from rarekin.web.accounts.arriving.adapter import speaking_to, way_in
from rarekin.web.accounts.models import User

_TOLD = "sync-told.txt"


@dataclass(frozen=True, slots=True)
class Watch:
    """What a host has to know about the knowledge.

    Attributes
    ----------
    done
        The last sync; None before the first.
    n_days
        Whole days since everything was up to date.
    is_late
        Whether that is longer than the host wants to wait.
    trouble
        What is wrong with the release that should serve, with the remedy; None where it does.
    """

    done: LastSync | None
    n_days: int
    is_late: bool
    trouble: KnowledgeError | None


def watch(now: datetime.datetime) -> Watch:
    """Look at the last sync and at the release.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    watch
        A site that does not sync is never late.
    """
    done = last_sync()
    n_days = done.days_behind(now) if done else 0
    is_late = settings.SYNC_IS_ON and n_days >= settings.SYNC_WARN_DAYS
    return Watch(done, n_days, is_late, trouble())


def tell_hosts(now: datetime.datetime) -> bool:
    """Write to every host once the knowledge is late, once each time it becomes so.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    has_told
        Whether mails were written now.
    """
    found = watch(now)
    if found.done is None or not found.is_late:
        return False
    since = (found.done.failing_since or found.done.finished).isoformat()
    kept = home() / _TOLD
    if kept.is_file() and kept.read_text("ascii") == since:
        return False
    for user in User.objects.filter(is_host=True):
        _write(user, found.n_days)
    kept.write_text(since, "ascii")
    return True


def _write(user: User, n_days: int) -> None:
    with speaking_to(user):
        text = "\n\n".join(
            (
                _("Hello,"),
                _("for %(n)s days the sources of %(site)s could not all be brought up to date.")
                % {"n": n_days, "site": settings.SITE_NAME},
                _("What was known before goes on serving. Which source failed, and why:"),
                way_in("accounts:host"),
            )
        )
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(_("The site needs you"), text, None, [user.email], headers=headers).send()
