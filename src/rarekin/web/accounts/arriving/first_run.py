"""The first minutes of a site: a token on the console lets its owner, and nobody else, in."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from rarekin.api.home import home
from rarekin.web.accounts.models import Host, User

_FILE = "setup_token"


@dataclass(frozen=True, slots=True)
class Administrator:
    """Login of the first administrator."""

    email: str
    password: str


def setup_token() -> str:
    """Return the token with which the site can be set up.

    Returns
    -------
    token
        Kept in the data folder until it is used; empty once a host is there.
    """
    if Host.objects.exists():
        return ""
    place = home() / _FILE
    with contextlib.suppress(FileExistsError):
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(24))
    return place.read_text(encoding="ascii").strip()


def opens(token: str) -> bool:
    """Tell whether a token opens the first-run page.

    Parameters
    ----------
    token
        From the address.

    Returns
    -------
    opens
        Never once a host is there.
    """
    place = home() / _FILE
    if Host.objects.exists() or not place.is_file():
        return False
    return secrets.compare_digest(place.read_bytes().strip(), token.encode())


@transaction.atomic
def host_set_up(host: Host, administrator: Administrator) -> User:
    """Store whose site this is, make the first administrator, and write them a mail.

    Parameters
    ----------
    host
        Not stored yet.
    administrator
        Login to make.

    Returns
    -------
    user
        The administrator.
    """
    host.save(force_insert=True)
    user = User.objects.create_superuser(administrator.email, administrator.password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    send_test_mail(user.email)
    transaction.on_commit(lambda: (home() / _FILE).unlink(missing_ok=True))
    return user


def send_test_mail(to: str) -> None:
    """Write a mail that shows whether mail works.

    Parameters
    ----------
    to
        The administrator's address.
    """
    send_mail(
        _("Mail from %(site)s works") % {"site": settings.SITE_NAME},
        _("If you can read this, people can sign up and reset their passwords."),
        None,
        [to],
    )
