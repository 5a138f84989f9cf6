"""What machines read: the list of pages, and the changes from release to release.

Listed are diseases, body systems and the general pages named in `_general`; a new page of the
site is added there by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.utils import format_datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from rarekin.api import browse
from rarekin.api.diseases import lookup
from rarekin.api.keeping import releases
from rarekin.api.making.release import current
from rarekin.errors import RarekinError

_ADDRESSES_IN_A_FILE = 5000
_CHANGES = 10
_XML = "application/xml; charset=utf-8"


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files that list every page (sitemaps.org 0.9)."""
    site = _site(request)
    n_files = -(-len(lookup.disease_ids()) // _ADDRESSES_IN_A_FILE)
    names = [reverse("feeds:sitemap", args=[i]) for i in range(n_files + 1)]
    parts = "".join(f"<sitemap><loc>{escape(site + name)}</loc></sitemap>" for name in names)
    return _answer(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>',
        _XML,
    )


@require_safe
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """List some thousand pages, each in every language."""
    paths = _general() if number == 0 else _diseases(number)
    if not paths:
        raise Http404
    site = _site(request)
    parts = "".join(f"<url><loc>{escape(site + path)}</loc></url>" for path in paths)
    return _answer(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</urlset>',
        _XML,
    )


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Say what changed from release to release (RSS 2.0)."""
    site = _site(request)
    items = "".join(
        "<item>"
        f"<title>{escape(title)}</title><link>{escape(site + address)}</link>"
        f'<guid isPermaLink="false">{escape(version)}</guid>'
        f"<description>{escape(text)}</description>"
        f"{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
        for version, title, address, text, date in _changes(current().version)
    )
    return _answer(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(settings.SITE_NAME)}: changes of the knowledge base</title>"
        f"<link>{escape(site + reverse('atlas:sources'))}</link>"
        "<description>New, renamed and retired diseases, and what else changed.</description>"
        f"<language>en</language>{items}</channel></rss>",
        "application/rss+xml; charset=utf-8",
    )


def _site(request: HttpRequest) -> str:
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def _answer(text: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response.headers["ETag"] = f'W/"{current().version}"'
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _in_every_language(addresses: Iterable[tuple[str, tuple[object, ...]]]) -> list[str]:
    found = []
    for view, args in addresses:
        for code in settings.WHOLE_LANGUAGES:
            with translation.override(code):
                found.append(reverse(view, args=args))
    return found


@lru_cache(maxsize=4)
def _english_path(view: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse(view, args=["-"]).removesuffix("-")


def _general() -> list[str]:
    views: list[tuple[str, tuple[object, ...]]] = [
        (f"atlas:{name}", ())
        for name in ("home", "browse", "organisations", "help", "sources", "about")
    ]
    views += [("atlas:system", (system.term,)) for system in browse.systems()]
    return _in_every_language(views)


def _diseases(number: int) -> list[str]:
    start = (number - 1) * _ADDRESSES_IN_A_FILE
    ids = lookup.disease_ids()[start : start + _ADDRESSES_IN_A_FILE]
    path = _english_path("atlas:disease")
    prefixes = [
        "" if code == settings.LANGUAGE_CODE else f"/{code}" for code in settings.WHOLE_LANGUAGES
    ]
    return [f"{prefix}{path}{id_}" for id_ in ids for prefix in prefixes]


@lru_cache(maxsize=2)
def _changes(serving: str) -> list[tuple[str, str, str, str, str]]:
    """Return version, title, address, text and date of the latest releases; newest first."""
    found = []
    for summary in releases.release_summaries()[:_CHANGES]:
        try:
            text = releases.describe(releases.diff(after=summary.version))
        except RarekinError:
            text = "The first release kept here."
        moment = datetime.combine(summary.date, time(), UTC) if summary.date else None
        date = format_datetime(moment) if moment else ""
        title = f"Release {summary.version}"
        found.append((summary.version, title, summary.address, text, date))
    return found
