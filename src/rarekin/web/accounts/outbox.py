"""Mail through a table: written with the change it announces, sent by the worker, never twice."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction

from rarekin.web.accounts.models import OutgoingMail

State = OutgoingMail.State
MAX_ATTEMPTS = 8
HANDOVER_TAKES = datetime.timedelta(minutes=10)


class Outbox(BaseEmailBackend):
    """Django's mail backend that writes to the table, inside the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put messages in the outbox, one row per recipient."""
        n_written = 0
        for message in email_messages:
            html = next(
                (
                    part.content
                    for part in getattr(message, "alternatives", ())
                    if part.mimetype == "text/html"
                ),
                "",
            )
            for to in message.recipients():
                OutgoingMail.objects.create(
                    to=to,
                    subject=message.subject[:200],
                    text=str(message.body),
                    html=html,
                    headers=dict(message.extra_headers),
                )
                n_written += 1
        return n_written


def deliver_next(now: datetime.datetime) -> bool:
    """Hand the next waiting mail to the mail server.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    was_one
        False where nothing waits.
    """
    with transaction.atomic():
        mail = (
            OutgoingMail.objects.select_for_update()
            .filter(state=State.WAITING, not_before__lte=now)
            .order_by("not_before", "pk")
            .first()
        )
        if mail is None:
            return False
        claimed = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING).update(
            state=State.HANDED, attempts=mail.attempts + 1, changed_at=now
        )
    if claimed:
        mail.refresh_from_db()
        _hand_over(mail, now)
    return True


def _hand_over(mail: OutgoingMail, now: datetime.datetime) -> None:
    message = EmailMultiAlternatives(mail.subject, mail.text, None, [mail.to], headers=mail.headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        get_connection(settings.DELIVERY_BACKEND).send_messages([message])
    except OSError:
        # The server refused or could not be reached: nothing went out, so trying again is safe.
        is_over = mail.attempts >= MAX_ATTEMPTS
        mail.state = State.FAILED if is_over else State.WAITING
        mail.not_before = now + datetime.timedelta(minutes=2**mail.attempts)
    else:
        mail.state = State.SENT
        mail.text = mail.html = ""
    mail.changed_at = now
    mail.save()


def report_unsure(now: datetime.datetime) -> int:
    """Set aside mails whose hand-over began and never ended; the host is shown their number.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_unsure
        How many were set aside now.
    """
    return OutgoingMail.objects.filter(
        state=State.HANDED, changed_at__lt=now - HANDOVER_TAKES
    ).update(state=State.UNSURE, changed_at=now)
