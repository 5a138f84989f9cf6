"""Signing up by e-mail, so that nobody learns whether an address is known.

Asking to sign up stores nothing but one waiting mail: to a new address a link to finish, to a
known one a hint that there is an account. Both take the same queries. The account is made
when the link was opened and a password chosen, so every account's address is confirmed.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rarekin.web.accounts import invitations
from rarekin.web.accounts.models import User

GOOD_FOR = datetime.timedelta(days=3)
_SALT = "rarekin.accounts.signup"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a link from the mail stands for.

    Attributes
    ----------
    email
        The address that is now confirmed.
    invitation
        Code that was typed, or empty.
    is_held
        Whether the proof of work is missing, so that a moderator looks first.
    """

    email: str
    invitation: str = ""
    is_held: bool = False


def signup_ask(wish: Wish, *, finish_url: str, login_url: str) -> None:
    """Write to an address that somebody typed.

    Parameters
    ----------
    wish
        What was typed.
    finish_url
        Address of the page that finishes, with ``TOKEN`` in place of the token.
    login_url
        Address of the sign-in page.
    """
    token = signing.dumps([wish.email, wish.invitation, wish.is_held], salt=_SALT)
    is_known = _is_known(wish.email)
    context = {
        "site_name": settings.SITE_NAME,
        "finish_url": finish_url.replace("TOKEN", token),
        "login_url": login_url,
    }
    name = "accounts/mail/known.txt" if is_known else "accounts/mail/finish.txt"
    subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
    send_mail(subject, render_to_string(name, context), None, [wish.email])


def read_token(token: str) -> Wish | None:
    """Read the token of a link.

    Parameters
    ----------
    token
        From the address.

    Returns
    -------
    wish
        None where it is damaged, too old, or the address has an account by now.
    """
    try:
        email, invitation, is_held = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return None if _is_known(email) else Wish(email, invitation, is_held)


@transaction.atomic
def signup_finish(wish: Wish, password: str) -> User | None:
    """Make the account.

    Parameters
    ----------
    wish
        From the link.
    password
        Checked by the form.

    Returns
    -------
    user
        None where the invitation was used up in the meantime.
    """
    if invitations.is_needed() and not invitations.use_up(wish.invitation):
        return None
    user = User.objects.create_user(wish.email, password, is_held=wish.is_held)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _is_known(email: str) -> bool:
    return User.objects.filter(email=email).exists()
