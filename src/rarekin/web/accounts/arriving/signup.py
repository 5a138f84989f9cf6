"""Signing up by e-mail, so that nobody learns whether an address is known.

Asking to sign up stores a waiting mail and a wish that is forgotten after three days: to a new
address goes a link to finish, to a known one a hint that there is an account. Both take the
same queries. The link is drawn by chance and carries nothing that could be read; the account is
made when it was opened and a password chosen, so every account's address is confirmed.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rarekin.web.accounts.arriving import invitations
from rarekin.web.accounts.arriving.carried import NOTHING, Carried, seal
from rarekin.web.accounts.models import SignUpWish, User

GOOD_FOR = datetime.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed who wants to sign up.

    Attributes
    ----------
    email
        The address.
    invitation
        Code that was typed, or empty.
    is_held
        Whether the proof of work is missing, so that a moderator looks first.
    carried
        What they came for.
    """

    email: str
    invitation: str = ""
    is_held: bool = False
    carried: Carried = NOTHING


@transaction.atomic
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
    token = secrets.token_urlsafe(32)
    SignUpWish.objects.create(
        key_hash=_hashed(token),
        email=wish.email,
        invitation_hash=invitations.hash_code(wish.invitation) if wish.invitation else "",
        is_held=wish.is_held,
        sealed=seal(wish.carried, token),
        expires_at=timezone.now() + GOOD_FOR,
    )
    is_known = _is_known(wish.email)
    context = {
        "site_name": settings.SITE_NAME,
        "finish_url": finish_url.replace("TOKEN", token),
        "login_url": login_url,
    }
    name = "accounts/mail/known.txt" if is_known else "accounts/mail/finish.txt"
    subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
    send_mail(subject, render_to_string(name, context), None, [wish.email])


def wish_behind(token: str) -> SignUpWish | None:
    """Return what a link stands for.

    Parameters
    ----------
    token
        From the address.

    Returns
    -------
    wish
        None where the link is damaged, used, too old, or the address has an account by now.
    """
    wish = SignUpWish.objects.filter(key_hash=_hashed(token), expires_at__gt=timezone.now()).first()
    return None if wish is None or _is_known(wish.email) else wish


@transaction.atomic
def signup_finish(wish: SignUpWish, password: str, came_by: str = "") -> User | None:
    """Make the account; every link to this address ends with it.

    Parameters
    ----------
    wish
        From the link.
    password
        Checked by the form.
    came_by
        Path of the page of this site that invited them, if one did.

    Returns
    -------
    user
        None where the link or the invitation was used up in the meantime.
    """
    n_mine, _rows = SignUpWish.objects.filter(pk=wish.pk).delete()
    if not n_mine:
        return None
    if invitations.is_needed() and not (
        invitations.use_up_way(came_by) or invitations.use_up(wish.invitation_hash)
    ):
        return None
    SignUpWish.objects.filter(email=wish.email).delete()
    user = User.objects.create_user(
        wish.email, password, is_held=wish.is_held, language=get_language() or ""
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _is_known(email: str) -> bool:
    return User.objects.filter(email=email).exists()
