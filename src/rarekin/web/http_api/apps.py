"""Registers the HTTP API with Django."""

from __future__ import annotations

from django.apps import AppConfig


class HttpApiConfig(AppConfig):
    """JSON for programs; it has no tables and no templates."""

    name = "rarekin.web.http_api"
    label = "http_api"

    def ready(self) -> None:
        """Make the memory in which readers are counted, before any worker is forked."""
        from rarekin.web.http_api import meter  # noqa: F401 - made when it is imported
