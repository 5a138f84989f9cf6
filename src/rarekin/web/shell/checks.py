"""System checks: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from rarekin.api.home import home
from rarekin.web.environment import unknown_names


@register
def check_secret_key(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Warn where the secret key is lost at every restart."""
    if settings.SECRET_KEY_IS_KEPT:
        return []
    return [
        Warning(
            f"The secret key cannot be kept: {home()} is not writable.",
            hint="Set RAREKIN_HOME to a folder you can write to, or set RAREKIN_SECRET_KEY.",
            id="rarekin.shell.W001",
        )
    ]


@register
def check_debug(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Refuse debug mode on a public site: its error pages show what readers typed."""
    if not (settings.DEBUG and settings.IS_HTTPS):
        return []
    return [
        Error(
            "RAREKIN_DEBUG is on while RAREKIN_SITE_URL is a public https address.",
            hint="Unset RAREKIN_DEBUG.",
            id="rarekin.shell.E001",
        )
    ]


@register
def check_hosts(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Warn where every host name is accepted."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Warning(
            "RAREKIN_HOSTS accepts every host name.",
            hint="List the names this site is reached under, separated by commas.",
            id="rarekin.shell.W002",
        )
    ]


@register
def check_mail_links(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Warn where mails are sent whose links would lead nowhere."""
    if settings.SITE_URL or not os.environ.get("RAREKIN_SMTP_HOST"):
        return []
    return [
        Warning(
            "Mails are sent, but links in them lead nowhere: RAREKIN_SITE_URL is not set.",
            hint="Set it to the address that people type, such as https://rare.example.org.",
            id="rarekin.shell.W004",
        )
    ]


@register
def check_variables(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Warn of a variable that means nothing here: most likely a slip of the pen."""
    return [
        Warning(
            f"{name} is no setting of this program and does nothing.",
            hint=f"Did you mean {near}?" if near else "docs/self-hosting.md lists them all.",
            id="rarekin.shell.W003",
        )
        for name, near in unknown_names()
    ]


@register
def check_site_url(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Refuse a site address without its scheme."""
    address = os.environ.get("RAREKIN_SITE_URL", "")
    if not address or address.startswith(("http://", "https://")):
        return []
    return [
        Error(
            f"RAREKIN_SITE_URL={address!r} does not start with http:// or https://.",
            hint="Write the whole address, such as https://rare.example.org.",
            id="rarekin.shell.E002",
        )
    ]
