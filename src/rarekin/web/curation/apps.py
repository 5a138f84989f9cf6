"""The suggestions as a Django app."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rarekin.model.disease import Section
from rarekin.web.shell import panels
from rarekin.web.shell.navigation import Entry

_WITHOUT = (Section.PEOPLE, Section.SOURCES)


class CurationConfig(AppConfig):
    """Puts a link under every section that speaks about the disease."""

    name = "rarekin.web.curation"
    label = "curation"

    def ready(self) -> None:
        """Register links, personal data, periodic work and the reader's own list."""
        from rarekin.web.accounts import own_menu
        from rarekin.web.accounts.house import desk

        import_module("rarekin.web.curation.inventory")
        import_module("rarekin.web.curation.tasks")
        link = import_module("rarekin.web.curation.link")
        for section in Section:
            if section not in _WITHOUT:
                name = f"suggest-{section.value}"
                panels.register(panels.Panel(name, section, partial(link.render, section=section)))
        suggestions = import_module("rarekin.web.curation.suggestions")
        desk.register(desk.Queue("curation:review", _("Suggestions"), suggestions.n_to_decide))
        contributions = import_module("rarekin.web.curation.contributions")
        desk.register(
            desk.Queue("curation:accepted", _("Accepted suggestions"), contributions.n_unfinished)
        )
        reported = import_module("rarekin.web.curation.reported_panel")
        panels.register(panels.Panel("reported", Section.PEOPLE, reported.render, reported.stamp))
        own_menu.register(Entry("curation:mine", _("What I suggested"), 40))
