"""Render a page once for everybody and keep it, by release and language."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from rarekin.api.making.release import current
from rarekin.web.accounts.house.house import house
from rarekin.web.atlas.keeping.cache import KeptPage, PageCache

_CACHE_BYTES = 48 * 1024 * 1024

PAGES = PageCache(_CACHE_BYTES)


def kept(
    request: HttpRequest,
    key: tuple[Hashable, ...],
    template: str,
    context: Callable[[], dict[str, object]],
) -> HttpResponse:
    """Answer with a page that depends on nothing but the release, the language, the host and a key.

    Parameters
    ----------
    request
        Its headers decide about compression and freshness.
    key
        What tells this page from others.
    template, context
        How it is made when it is not there yet.

    Returns
    -------
    response
        The same for everybody.
    """
    full_key = (*key, current().version, get_language(), house().stamp)
    return PAGES.get(full_key, lambda: rendered(request, template, context())).answer(request)


def rendered(request: HttpRequest, template: str, context: dict[str, object]) -> KeptPage:
    """Render a page as bytes that can be kept.

    Parameters
    ----------
    request
        For the layout, which reads its path.
    template, context
        Of the page.

    Returns
    -------
    page
        With a tag that changes whenever it does.
    """
    return written(render_to_string(template, context, request))


def written(html: str) -> KeptPage:
    """Keep a page as bytes.

    Parameters
    ----------
    html
        The whole page.

    Returns
    -------
    page
        With a tag that changes whenever it does.
    """
    return KeptPage.from_html(html, f"{current().version}-{get_language()}")
