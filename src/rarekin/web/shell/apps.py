"""The shell as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Registers the system checks when Django starts."""

    name = "rarekin.web.shell"
    label = "shell"

    def ready(self) -> None:
        """Import the checks and the sign-out rule, which register themselves."""
        import_module("rarekin.web.shell.checks")
        import_module("rarekin.web.shell.signing_out")
        import_module("rarekin.web.shell.partial").mark_missing()
