"""Mails that are needed to be fair to somebody, so no consent is asked; they say nothing."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from rarekin.web.accounts.arriving.adapter import speaking_to, way_in
from rarekin.web.accounts.models import User


def write_of_decision(user: User) -> None:
    """Tell somebody that a decision about their account waits, not which.

    Parameters
    ----------
    user
        Whom it is about. They can sign in and read it, whatever it is.
    """
    with speaking_to(user):
        _send(
            user,
            _("a decision about your account at %(site)s waits for you.")
            % {"site": settings.SITE_NAME},
            _("Sign in to read it, with the reason, and to ask for a second look:"),
        )


def write_of_help(user: User) -> None:
    """Tell somebody at once that a moderator wrote to them, not about what.

    Parameters
    ----------
    user
        Who may not be able to go on; nobody but them is to learn that from the mail.
    """
    with speaking_to(user):
        _send(
            user,
            _("a moderator at %(site)s wrote to you. Nothing was taken from you.")
            % {"site": settings.SITE_NAME},
            _("Sign in to read it:"),
        )


def write_of_account(user: User) -> None:
    """Tell somebody who waited that their account or role was looked at, not with what outcome.

    Parameters
    ----------
    user
        Who was told to wait, and would otherwise have to come back and look.
    """
    with speaking_to(user):
        _send(
            user,
            _("somebody who looks after %(site)s looked at your account.")
            % {"site": settings.SITE_NAME},
            _("Sign in to see how it stands:"),
            view="accounts:me",
        )


def _send(user: User, *words: str, view: str = "community:decisions") -> None:
    # Who is suspended is led on to the one page that is open to them.
    address = way_in(view)
    text = "\n\n".join((_("Hello,"), *words, address))
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(_("Something waits for you"), text, None, [user.email], headers=headers).send()
