"""What is dropped by itself, and when. The clock is an argument, so that years can be tried.

Nobody's way through the site is recorded: the only sign of life is the last time somebody
signed in, and a session ends after two weeks without use.
"""

from __future__ import annotations

import datetime
import uuid

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from rarekin.web.accounts.models import Bucket, Invitation, OutgoingMail, SignUpWish, User
from rarekin.web.accounts.rights.leaving import erase

IDLE = datetime.timedelta(days=3 * 365)
NOTICE = datetime.timedelta(days=60)
ADDRESSES_KEPT = datetime.timedelta(days=30)
SENT_KEPT = datetime.timedelta(days=1)
UNSENT_KEPT = datetime.timedelta(days=30)
BUCKETS_KEPT = datetime.timedelta(days=1)
RESULTS_KEPT = datetime.timedelta(days=1)
INVITATIONS_KEPT = datetime.timedelta(days=30)
_AT_ONCE = 100
_WESTERNMOST = datetime.timezone(datetime.timedelta(hours=-12))


def forget_what_served(now: datetime.datetime) -> None:
    """Drop ended sessions, network addresses, limits, mails, links and spent invitations.

    Parameters
    ----------
    now
        The present moment.
    """
    # A session that is used every day would never end by itself, nor would its address.
    too_long = UserSession.objects.filter(created_at__lt=now - ADDRESSES_KEPT)
    Session.objects.filter(
        Q(expire_date__lt=now) | Q(session_key__in=too_long.values("session_key"))
    ).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    Bucket.objects.filter(updated_at__lt=now - BUCKETS_KEPT).delete()
    SignUpWish.objects.filter(expires_at__lt=now).delete()
    Invitation.objects.filter(expires_at__lt=now - INVITATIONS_KEPT).delete()
    _drop_mails(now)
    DBTaskResult.objects.filter(finished_at__lt=now - RESULTS_KEPT).delete()
    _drop_expired_limits(now)


def _drop_mails(now: datetime.datetime) -> None:
    State = OutgoingMail.State  # noqa: N806 - a class
    OutgoingMail.objects.filter(state=State.SENT, changed_at__lt=now - SENT_KEPT).delete()
    never_sent = OutgoingMail.objects.filter(created_at__lt=now - UNSENT_KEPT)
    with transaction.atomic():
        # Nobody is erased after a warning that never left: they are warned once more.
        User.objects.filter(email__in=never_sent.values("to")).update(told_idle_at=None)
        never_sent.delete()


def _drop_expired_limits(now: datetime.datetime) -> None:
    """Empty the shared table of what has expired; Django does so only when it grows large."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    moment = connection.ops.adapt_datetimefield_value(
        now.astimezone(datetime.UTC).replace(tzinfo=None)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - our name


def _idle_since(before: datetime.datetime) -> QuerySet[User]:
    """Return people who last signed in before a moment; a site is never left without its host."""
    return (
        User.objects.filter(is_host=False, erasure__isnull=True)
        .annotate(seen_at=Coalesce(F("last_login"), F("joined_at")))
        .filter(seen_at__lt=before)
        .order_by("seen_at")
    )


def tell_idle(now: datetime.datetime) -> int:
    """Write to people whose account will be erased because nobody uses it.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_told
        How many were written to now; the others are told at the next round.
    """
    told = Q(told_idle_at__isnull=False, told_idle_at__gte=F("seen_at"))
    found = _idle_since(now - IDLE + NOTICE).exclude(told)[:_AT_ONCE]
    for user in found:
        _tell(user, now)
    return len(found)


@transaction.atomic
def _tell(user: User, now: datetime.datetime) -> None:
    user.told_idle_at = now
    user.save(update_fields=("told_idle_at",))
    # Days begin last twelve hours west of Greenwich; "before that day" holds there as well.
    day = (now + NOTICE).astimezone(_WESTERNMOST).date()
    context = {
        "site_name": settings.SITE_NAME,
        "day": date_format(day, "DATE_FORMAT"),
        "site_url": settings.SITE_URL,
    }
    subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
    send_mail(subject, render_to_string("accounts/mail/idle.txt", context), None, [user.email])


def erase_idle(now: datetime.datetime) -> int:
    """Erase people who did not sign in for three years and were told in time.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_erased
        How many were erased now.
    """
    State = OutgoingMail.State  # noqa: N806 - a class
    unsent = OutgoingMail.objects.exclude(state=State.SENT).values("to")
    due = (
        _idle_since(now - IDLE)
        .filter(told_idle_at__gte=F("seen_at"), told_idle_at__lte=now - NOTICE)
        .exclude(email__in=unsent)
    )
    found = list(due.values_list("pk", flat=True)[:_AT_ONCE])
    return sum(_erase_still_idle(due, pk) for pk in found)


@transaction.atomic
def _erase_still_idle(due: QuerySet[User], pk: uuid.UUID) -> bool:
    """Erase one person, unless they signed in while others were being erased."""
    user = due.select_for_update(of=("self",)).filter(pk=pk).first()
    if user is not None:
        erase(user)
    return user is not None
