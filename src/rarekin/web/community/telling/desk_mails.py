"""Mails to who looks after the site when something waits; they say how much, never what or who."""

from __future__ import annotations

import datetime

from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rarekin.web.accounts.arriving.adapter import speaking_to, way_in
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.house.desk import queues
from rarekin.web.accounts.models import User
from rarekin.web.community.models import MailRhythm
from rarekin.web.community.telling.digests import is_quiet

GAP = datetime.timedelta(hours=20)
AT_ONCE = Limit("danger-mails", 6, 3600.0)


def _keepers() -> QuerySet[User]:
    kept = Q(is_host=True) | Q(is_moderator=True) | Q(co_moderates__isnull=False)
    return User.objects.filter(kept, suspended_at=None, erasure=None).distinct()


def write_of_danger() -> None:
    """Write at once that somebody may be in danger, in quiet hours as well.

    To moderators of the whole site, six times an hour at most: more reports wait at the desk.
    """
    if not take(AT_ONCE, "site"):
        return
    for user in _keepers().filter(Q(is_host=True) | Q(is_moderator=True)):
        with speaking_to(user):
            _send(
                user,
                _("Please look at the desk now"),
                _("somebody here may be in danger. Please sign in and read the report now."),
                _("You are no crisis line: show the crisis help of the site, stay polite, and tell"
                  " the host. If a life is at risk and you know where, call the emergency number"
                  " there."),
                view="community:queue",
            )  # fmt: skip


def write_of_waiting(now: datetime.datetime) -> int:
    """Write once a day to everybody at whose desk something waits.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_mails
        How many were put in the outbox; none in somebody's quiet hours.
    """
    n_written = 0
    for user in _keepers():
        rhythm, _created = MailRhythm.objects.get_or_create(user=user)
        is_soon = rhythm.desk_at is not None and now - rhythm.desk_at < GAP
        n = sum(place.n_waiting for place in queues(user))
        if is_soon or is_quiet(rhythm, now) or not n:
            continue
        with speaking_to(user):
            told = ngettext(
                "%(n)d thing waits for your decision.", "%(n)d things wait for your decision.", n
            )
            _send(user, _("Something waits at the desk"), told % {"n": n})
        MailRhythm.objects.filter(pk=rhythm.pk).update(desk_at=now)
        n_written += 1
    return n_written


def _send(user: User, subject: str, *words: str, view: str = "accounts:me") -> None:
    text = "\n\n".join((_("Hello,"), *words, way_in(view)))
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(subject, text, None, [user.email], headers=headers).send()
