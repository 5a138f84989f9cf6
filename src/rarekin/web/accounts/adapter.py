"""How sign-in and mail behave here, where allauth leaves the choice to us."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from rarekin.web.accounts.limits import place_of
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
    known = user.language in dict(settings.LANGUAGES)
    context: AbstractContextManager[object] = translation.override(
        user.language if known else settings.LANGUAGE_CODE
    )
    return context


class Adapter(DefaultAccountAdapter):
    """Sign-up is open once a host has set the site up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Stay closed until the first-run page was filled in."""
        return Host.objects.exists()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong tries per account and place, so that no stranger keeps an account closed.

        Tries of one place are limited besides, whatever accounts they name.
        """
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{place_of(self.get_client_ip(request))}"
