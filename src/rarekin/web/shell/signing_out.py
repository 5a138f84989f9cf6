"""Signing out deletes what the reader saved on this device."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from rarekin.web.shell.middleware import SIGNED_OUT


@receiver(user_logged_out)
def note_signing_out(sender: object, request: HttpRequest | None, **kwargs: Any) -> None:
    """Tell the middleware, which speaks to the browser."""
    if request is not None:
        request.META[SIGNED_OUT] = True
