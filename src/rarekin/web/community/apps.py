"""The community as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rarekin.model.disease import Section
from rarekin.web.shell import panels


class CommunityConfig(AppConfig):
    """Tells the accounts who knows whom, and the disease page where people can be met."""

    name = "rarekin.web.community"
    label = "community"

    def ready(self) -> None:
        """Register filters, personal data, periodic work, places and the panel."""
        from rarekin.web.accounts import own_menu
        from rarekin.web.accounts.being.people import acquaintance
        from rarekin.web.shell.navigation import Entry

        import_module("rarekin.web.community.inventory")
        import_module("rarekin.web.community.signals")
        import_module("rarekin.web.community.tasks")
        peers = import_module("rarekin.web.community.finding.peers")
        acquaintance.introduced_to = peers.introduced_to
        acquaintance.blocked_with = peers.blocked_with
        invitations = import_module("rarekin.web.accounts.arriving.invitations")
        contacts = import_module("rarekin.web.community.rooms.contacts")
        invitations.on_other_way(invitations.OtherWay(contacts.lets_in, contacts.let_in))
        people_panel = import_module("rarekin.web.community.people_panel")
        panels.register(
            panels.Panel("people", Section.PEOPLE, people_panel.render, people_panel.stamp)
        )
        panels.register(panels.Panel("door", None, people_panel.render_door))
        desk = import_module("rarekin.web.accounts.house.desk")
        queue = import_module("rarekin.web.community.safety.queue")
        desk.register(
            desk.Queue("community:queue", _("Reports, held words, appeals"), queue.n_to_decide)
        )
        notices = import_module("rarekin.web.community.telling.notices")
        proposals = import_module("rarekin.web.community.finding.introductions")
        circles = import_module("rarekin.web.community.rooms.circles")
        for n, (view, label, waits) in enumerate(
            (
                ("today", _("Today"), None),
                ("introductions", _("Introductions"), proposals.n_unanswered),
                ("messages", _("Messages"), notices.n_messages),
                ("contacts", _("Invite somebody"), None),
                ("groups", _("Groups"), circles.n_asked_of),
                ("notices", _("What is new"), notices.n_unread),
                ("watches", _("Diseases I watch"), None),
                ("timeline", _("My course, for the doctor"), None),
                ("blocks", _("People I blocked"), None),
            )
        ):
            own_menu.register(
                Entry(f"community:{view}", label, n), waits, is_overview=view == "notices"
            )
