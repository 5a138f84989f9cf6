"""What makes the site installable: its manifest, the worker for saved pages, their list."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

_WORKER = Path(__file__).parent / "static" / "shell" / "worker.js"
_ICONS = (
    ("shell/favicon.svg", "any", "image/svg+xml", "any"),
    ("shell/icon-192.png", "192x192", "image/png", "any"),
    ("shell/icon-512.png", "512x512", "image/png", "any"),
    ("shell/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Tell a browser how to install the site."""
    body = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:12],
        "description": _("Rare diseases in plain words, with every source named."),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf7f1",
        "theme_color": "#17635f",
        "icons": [
            {"src": static(path), "sizes": sizes, "type": kind, "purpose": purpose}
            for path, sizes, kind, purpose in _ICONS
        ],
    }
    response = JsonResponse(body, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the worker from the root, so that it can answer for every page that was saved."""
    response = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """Show the frame of the list; which pages are in it only the reader's device knows."""
    response = render(request, "shell/saved.html")
    response.headers["Cache-Control"] = "no-cache"
    return response
