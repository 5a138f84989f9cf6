"""How sign-in and mail behave here, where allauth leaves the choice to us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from rarekin.web.accounts.models import Host


class Adapter(DefaultAccountAdapter):
    """Sign-up is open once a host has set the site up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Stay closed until the first-run page was filled in."""
        return Host.objects.exists()
