"""The atlas as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """The public pages of the knowledge base."""

    name = "rarekin.web.atlas"
    label = "atlas"
