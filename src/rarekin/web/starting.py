"""Django, started once, for what is not a request."""

from __future__ import annotations

import os

import django


def start_django() -> None:
    """Load the settings and the models; calling it again changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
