"""What every clinic view shares: nothing kept, nothing cached, no cookie, no foreign form.

Django's CSRF token needs a cookie, and a cookie on a page about health is a trace. These forms
change nothing and know nobody, so a forged one could do no harm but waste our time; we still
refuse a post that a browser marks as coming from another site (``Sec-Fetch-Site``, or
``Origin`` in browsers without it). Under ``Referrer-Policy: no-referrer`` browsers send
``Origin: null`` from our own pages, so ``null`` alone says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from rarekin.errors import TooLarge

MAX_POST_BYTES = 1024 * 1024
View = Callable[..., HttpResponse]


def stateless(*methods: str) -> Callable[[View], View]:
    """Make a view accept only these methods, only from our own pages, and keep nothing.

    Parameters
    ----------
    methods
        ``GET`` (HEAD included) and ``POST``.

    Returns
    -------
    decorate
        The decorator.
    """
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, **parts: str) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            if request.method == "POST":
                _check(request)
            response = view(request, **parts)
            response.headers["Cache-Control"] = "no-store"
            return response

        return guarded

    return decorate


def is_from_our_pages(request: HttpRequest) -> bool:
    """Tell whether a browser would say that this post comes from one of our own pages.

    Parameters
    ----------
    request
        A post.

    Returns
    -------
    is_ours
        True also for programs that send neither header: they act for nobody but themselves.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()


def _check(request: HttpRequest) -> None:
    if not is_from_our_pages(request):
        raise PermissionDenied("a form on another site")
    length = request.headers.get("Content-Length") or "0"
    if not length.isdigit() or int(length) > MAX_POST_BYTES:
        raise TooLarge(
            _("What you sent is larger than 1 MB, the most we read."),
            hint=_("Go back: your words are still in the form. Choose a smaller file."),
        )
