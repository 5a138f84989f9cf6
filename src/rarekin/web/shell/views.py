"""Pages that belong to no app: what crawlers ask, and what Django itself refuses."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rarekin.web.shell import errors


def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers which addresses are for people only."""
    closed = (
        *("/search", "/suggest", "/find", "/criteria", "/family", "/api/"),
        *("/me", "/card/", "/host", "/account/", "/setup/"),
    )
    site = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {site}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request Django could not read."""
    return errors.page(
        request,
        400,
        _("We could not use that"),
        _("This request is damaged or far too long."),
        _("Go back to the start page and try again."),
    )


def refused(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """Answer a request that is not allowed, a stale form included."""
    return errors.page(
        request,
        403,
        _("We cannot show that"),
        _("This page is not open to you, or the form you sent has grown too old."),
        _("Open the page again and repeat your last step."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return errors.page(
        request,
        404,
        _("We could not find that"),
        _("There is no page at this address."),
        _("Search for a disease by its name, or go back to the start page."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when an error came from outside every view."""
    return errors.unforeseen(request, sys.exc_info()[1] or RuntimeError())
