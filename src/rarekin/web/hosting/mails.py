"""Mails about who looks after the site; neutral, like every mail."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from rarekin.web.accounts.arriving.adapter import speaking_to, way_in
from rarekin.web.accounts.models import User


def write_way_in(email: str, link: str) -> None:
    """Write to somebody who looks after the site from now on.

    Parameters
    ----------
    email
        Theirs.
    link
        Where somebody new chooses a password, once; empty where they can sign in already.
    """
    user = User.objects.get(email=email.lower())
    with speaking_to(user):
        way = link or f"{settings.SITE_URL}{reverse('account_login')}"
        text = "\n\n".join(
            (
                _("Hello,"),
                _("you are asked to look after %(site)s.") % {"site": settings.SITE_NAME},
                _("This link lets you choose a password, once:") if link else _("Sign in here:"),
                way,
                _("It needs a second factor; the page shows how. If you expected no such mail,"
                  " do nothing and tell whoever runs the site."),
            )
        )  # fmt: skip
        subject = _("Looking after %(site)s") % {"site": settings.SITE_NAME}
        send_mail(subject, text, None, [user.email])


def tell_hosts(actor: User) -> None:
    """Tell every administrator that the list of those who look after the site was changed.

    Parameters
    ----------
    actor
        Who changed it; they are told as well, so that a stolen account is noticed.
    """
    for host in User.objects.filter(is_host=True, suspended_at__isnull=True):
        with speaking_to(host):
            text = "\n\n".join(
                (
                    _("Hello,"),
                    _("somebody changed who looks after %(site)s. If you know nothing of it, look"
                      " at the list now:") % {"site": settings.SITE_NAME},
                    way_in("hosting:keepers"),
                )
            )  # fmt: skip
            send_mail(_("Who looks after the site was changed"), text, None, [host.email])
