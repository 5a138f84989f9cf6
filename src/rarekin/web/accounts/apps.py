"""The accounts as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rarekin.web.shell import metrics, navigation


class AccountsConfig(AppConfig):
    """Names the tables with personal data when Django starts."""

    name = "rarekin.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Fill the list of personal data and put one entry into the site's menu."""
        import_module("rarekin.web.accounts.rights.inventory")
        metrics.register(import_module("rarekin.web.accounts.house.work_metrics").background_work)
        desk = import_module("rarekin.web.accounts.house.desk")
        people = import_module("rarekin.web.accounts.being.people")
        desk.register(
            desk.Queue("accounts:review", _("New accounts and roles"), people.n_to_review)
        )
        navigation.register(navigation.Entry("accounts:meet", _("Meet people"), 55))
        navigation.register(navigation.Entry("accounts:me", _("My space"), 60))
