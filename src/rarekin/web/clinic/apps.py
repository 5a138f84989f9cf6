"""Registers the clinic with Django and its pages with the site's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rarekin.web.shell import navigation


class ClinicConfig(AppConfig):
    """Stateless pages: signs, criteria, family."""

    name = "rarekin.web.clinic"
    label = "clinic"

    def ready(self) -> None:
        """Put the pages into the menu."""
        navigation.register(navigation.Entry("clinic:find", _("Describe signs"), 20))
        navigation.register(navigation.Entry("clinic:criteria", _("Check criteria"), 30))
        navigation.register(navigation.Entry("clinic:family", _("Family"), 40))
