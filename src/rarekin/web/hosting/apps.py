"""What a host does with their site, as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class HostingConfig(AppConfig):
    """Pages on which administrators are named and removed; no tables of its own."""

    name = "rarekin.web.hosting"
    label = "hosting"
