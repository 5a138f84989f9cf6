"""How sign-in and mail behave here, where allauth leaves the choice to us."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from rarekin.web.accounts.limits import place_of
from rarekin.web.accounts.models import Host


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
