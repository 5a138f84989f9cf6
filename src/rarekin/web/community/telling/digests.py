"""Mail about what waits: only with consent, outside quiet hours, never saying what it is about."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rarekin.web.accounts.arriving.adapter import speaking_to
from rarekin.web.accounts.being.clocks import local_time
from rarekin.web.accounts.models import User
from rarekin.web.accounts.rights.consents import consent_withdraw, has_consented
from rarekin.web.community.models import MailRhythm, Notice

SALT = "community-unsubscribe"
GAP = datetime.timedelta(hours=12)
WEEK = datetime.timedelta(days=7)
PEOPLE_AT_ONCE = 200
PURPOSE_OF_KIND = {
    Notice.Kind.PROPOSED: "mail_introductions",
    Notice.Kind.INTRODUCED: "mail_introductions",
    Notice.Kind.CIRCLE: "mail_introductions",
    Notice.Kind.FORMED: "mail_introductions",
    Notice.Kind.WIDENED: "mail_introductions",
    Notice.Kind.MESSAGE: "mail_messages",
    Notice.Kind.KNOWN: "mail_messages",
    Notice.Kind.GREET: "mail_messages",
    Notice.Kind.REPLY: "mail_messages",
    Notice.Kind.DECISION: "mail_messages",
    Notice.Kind.HELP: "mail_messages",
    Notice.Kind.ACCOUNT: "mail_messages",
    Notice.Kind.REPORT: "mail_messages",
    Notice.Kind.WATCH: "mail_digest",
}


# Three kinds of sentence, for the subject and the first line; none says who, where or of what.
_OF_MEETING = gettext_lazy("There is news about meeting people")
_ANSWERED = gettext_lazy("Somebody answered you")
_FOLLOWED = gettext_lazy("Something you follow has changed")
_WAITS = gettext_lazy("Something waits for you")
_SENTENCE_OF_KIND = {
    Notice.Kind.GREET: _WAITS,
    Notice.Kind.DECISION: _WAITS,
    Notice.Kind.HELP: _WAITS,
    Notice.Kind.ACCOUNT: _WAITS,
    Notice.Kind.REPORT: _WAITS,
    Notice.Kind.WATCH: _FOLLOWED,
    Notice.Kind.MESSAGE: _ANSWERED,
    Notice.Kind.REPLY: _ANSWERED,
    Notice.Kind.KNOWN: _ANSWERED,
}


def token_for(user: User, purpose: str) -> str:
    """Return a signed word that can end one kind of mail for one person, and nothing else.

    Parameters
    ----------
    user
        Who gets the mail.
    purpose
        Which kind.

    Returns
    -------
    token
        For an address.
    """
    return signing.dumps([str(user.pk), purpose], salt=SALT, compress=True)


def withdraw_by_token(token: str) -> None:
    """End one kind of mail; a token that is wrong does nothing and says nothing.

    Parameters
    ----------
    token
        From `token_for`.
    """
    try:
        user_id, purpose = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return
    user = User.objects.filter(pk=user_id).first()
    if user is not None and purpose in set(PURPOSE_OF_KIND.values()):
        consent_withdraw(user=user, purpose=purpose)


def is_quiet(rhythm: MailRhythm, now: datetime.datetime) -> bool:
    """Tell whether a person wants quiet at a moment.

    Parameters
    ----------
    rhythm
        Theirs.
    now
        The moment.

    Returns
    -------
    is_quiet
        True from the one hour until the other, by the person's own clock; over midnight too.
    """
    hour = local_time(now, rhythm.clock).hour
    start, end = rhythm.quiet_from, rhythm.quiet_until
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end


def write_mails(now: datetime.datetime) -> int:
    """Write a mail to everybody who agreed and for whom something waits.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_mails
        How many were put in the outbox.
    """
    waiting = Notice.objects.filter(mailed_at__isnull=True, read_at__isnull=True)
    people = User.objects.filter(
        pk__in=waiting.values("user_id"), suspended_at__isnull=True, erasure__isnull=True
    ).order_by("pk")[:PEOPLE_AT_ONCE]
    return sum(_write(user, now) for user in people)


@transaction.atomic
def _write(user: User, now: datetime.datetime) -> int:
    rhythm, _created = MailRhythm.objects.select_for_update().get_or_create(user=user)
    if is_quiet(rhythm, now):
        return 0
    waiting = Notice.objects.filter(user=user, mailed_at__isnull=True, read_at__isnull=True)
    n_written = 0
    for purpose in dict.fromkeys(PURPOSE_OF_KIND.values()):
        kinds = [kind for kind, of in PURPOSE_OF_KIND.items() if of == purpose]
        found = waiting.filter(kind__in=kinds)
        of_kinds = list(found.values_list("kind", flat=True))
        if not of_kinds or not _may_write(user, rhythm, purpose, now):
            continue
        with speaking_to(user):
            _mail(user, purpose, of_kinds)
        found.update(mailed_at=now)
        column = "digest_at" if purpose == "mail_digest" else "written_at"
        MailRhythm.objects.filter(pk=rhythm.pk).update(**{column: now})
        n_written += 1
    return n_written


def _may_write(user: User, rhythm: MailRhythm, purpose: str, now: datetime.datetime) -> bool:
    last, gap = (rhythm.digest_at, WEEK) if purpose == "mail_digest" else (rhythm.written_at, GAP)
    return (last is None or now - last >= gap) and has_consented(user, purpose)


def _sentence(of_kinds: list[str]) -> str:
    """Return the one sentence that is true of all that waits."""
    said = {_SENTENCE_OF_KIND.get(Notice.Kind(kind), _OF_MEETING) for kind in of_kinds}
    return str(said.pop() if len(said) == 1 else _WAITS)


def _mail(user: User, purpose: str, of_kinds: list[str]) -> None:
    n, sentence = len(of_kinds), _sentence(of_kinds)
    site = settings.SITE_URL
    stop = f"{site}{reverse('community:unsubscribe', args=[token_for(user, purpose)])}"
    text = "\n\n".join(
        (
            _("Hello,"),
            f"{sentence}.",
            ngettext(
                "%(n)d thing waits for you on %(site)s.",
                "%(n)d things wait for you on %(site)s.",
                n,
            )
            % {"n": n, "site": settings.SITE_NAME},
            f"{site}{reverse('community:notices')}",
            _("To stop mails of this kind: %(address)s") % {"address": stop},
        )
    )
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(sentence, text, None, [user.email], headers=headers).send()
