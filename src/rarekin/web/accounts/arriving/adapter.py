"""How sign-in and mail behave here, where allauth leaves the choice to us."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.guarding.limits import place_of
from rarekin.web.accounts.models import Host, User


def speaking_to(user: User) -> AbstractContextManager[object]:
    """Return a context in which everything is said in the language of a person.

    Parameters
    ----------
    user
        Who will read it.

    Returns
    -------
    context
        The site's own language where theirs is not known.
    """
    known = user.language in settings.WHOLE_LANGUAGES  # no mail half in another language
    context: AbstractContextManager[object] = translation.override(
        user.language if known else settings.LANGUAGE_CODE
    )
    return context


def way_in(view: str) -> str:
    """Return the address by which a mail leads to a page of somebody's own.

    Parameters
    ----------
    view
        Its name.

    Returns
    -------
    address
        Through signing in: to whoever is not signed in, many pages are not there at all.
    """
    way = urlencode({"next": reverse(view)}, safe="/")
    return f"{settings.SITE_URL}{reverse('account_login')}?{way}"


class Adapter(DefaultAccountAdapter):
    """Sign-up is open once a host has set the site up."""

    error_messages = {  # noqa: RUF012 - as allauth declares it
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This address is needed to sign in."),
        "duplicate_email": _("This is the address you have already."),
        "email_password_mismatch": _("Address and password do not fit together."),
        "email_taken": _("This address cannot be used here."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This code is not right. A new one comes every half minute."),
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link no longer works. Ask for a new mail."),
        "invalid_login": _("Address and password do not fit together."),
        "invalid_password_reset": _("This link no longer works. Ask for a new mail."),
        "max_email_addresses": _("You have as many addresses as fit here: %d."),
        "too_many_login_attempts": _(
            "These were too many tries. Wait five minutes, or use a passkey."
        ),
        "unverified_primary_email": _("First open the link in the mail we wrote to you."),
        "select_only_one": _("Choose one only."),
        "same_as_current": _("This is the one you have already."),
        "rate_limited": _("That was too often. Wait some minutes."),
    }

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Say in our own words how somebody can show that it is them."""
        words = {
            "reauthenticate": gettext("With the password"),
            "mfa_reauthenticate": gettext("With a code"),
            "mfa_reauthenticate:webauthn": gettext("With a passkey or security key"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**each, "description": words.get(each["id"], "")} for each in methods]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Stay closed until the first-run page was filled in."""
        return Host.objects.exists()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong tries per account and place, so that no stranger keeps an account closed.

        Tries of one place are limited besides, whatever accounts they name.
        """
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{place_of(self.get_client_ip(request))}"
