"""What is kept about people, made from the one list of personal data. The same for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rarekin.web.accounts.house.house import logo_png
from rarekin.web.accounts.models import Host
from rarekin.web.accounts.rights.leaving import GRACE
from rarekin.web.accounts.rights.personal_data import registered
from rarekin.web.accounts.rights.purposes import PURPOSES


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Say what is stored, why, for how long, and what an attacker would find."""
    host = Host.objects.first()
    context = {
        "entries": registered(),
        "purposes": list(PURPOSES.values()),
        "host": host,
        "grace_days": GRACE.days,
        "backup_days": host.backup_days if host else 30,
    }
    return render(request, "accounts/privacy.html", context)


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Say who runs this site, under which terms and rules."""
    return render(request, "accounts/imprint.html", {"host": Host.objects.first()})


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the host's logo; its address changes with its bytes, so it may be kept for long."""
    png = logo_png(digest)
    if png is None:
        raise Http404
    response = HttpResponse(png, content_type="image/png")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
