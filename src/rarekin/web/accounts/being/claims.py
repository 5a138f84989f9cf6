"""Showing that one works where one says: a place to call, and a mail to an address there."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.being.people import NEEDS_VERIFYING
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import Profile, RoleClaim

GOOD_FOR = datetime.timedelta(days=3)
_SALT = "rarekin.accounts.claim"
A_DAY = Limit("role-claims", 3, 24 * 3600.0)


def needs_claim(profile: Profile) -> bool:
    """Tell whether a role waits for the host's check.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    needs_claim
        For health workers and organisations that were not checked yet.
    """
    return profile.role in NEEDS_VERIFYING and profile.role_verified_at is None


@transaction.atomic
def claim_make(profile: Profile, *, place: str, work_email: str) -> RoleClaim:
    """Say where one works, and have a mail sent there.

    Parameters
    ----------
    profile
        One's own, with a role to check.
    place
        Where the host can call: a clinic's or an organisation's public number.
    work_email
        An address there; the mail names neither the person nor a disease.

    Returns
    -------
    claim
        Not confirmed yet.

    Raises
    ------
    InputError
        If nothing has to be checked, or the place is missing.
    TooLarge
        If three mails went out today.
    """
    place = " ".join(place.split())[:200]
    if not needs_claim(profile) or not place:
        raise InputError(
            _("There is no place to call yet."), hint=_("Write the name and its public number.")
        )
    if not take(A_DAY, str(profile.user_id)):
        raise TooLarge(_("That is the most for one day."), hint=_("Try again tomorrow."))
    claim, _created = RoleClaim.objects.update_or_create(
        profile=profile,
        defaults={
            "place": place,
            "work_email": work_email.lower(),
            "made_at": timezone.now(),
            "confirmed_at": None,
        },
    )
    token = signing.dumps([claim.pk, claim.work_email], salt=_SALT)
    context = {
        "site_name": settings.SITE_NAME,
        "url": f"{settings.SITE_URL or 'http://localhost:8000'}"
        f"{reverse('accounts:claim_confirm', args=[token])}",
    }
    subject = _("Is this your address at work?")
    send_mail(subject, render_to_string("accounts/mail/claim.txt", context), None, [work_email])
    return claim


def claim_behind(token: str) -> RoleClaim | None:
    """Return the claim a mailed link stands for.

    Parameters
    ----------
    token
        From the address.

    Returns
    -------
    claim
        None where the link is damaged or too old, or the claim was changed or decided.
    """
    try:
        pk, email = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return RoleClaim.objects.filter(pk=pk, work_email=email).first()


def claim_confirm(claim: RoleClaim) -> None:
    """Note that somebody reads the mails of that address; a second time changes nothing.

    Parameters
    ----------
    claim
        From `claim_behind`.
    """
    RoleClaim.objects.filter(pk=claim.pk, confirmed_at=None).update(confirmed_at=timezone.now())
