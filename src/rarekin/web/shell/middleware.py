"""What happens around every request: language, headers, errors; and no trace of what was read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation

from rarekin.errors import RarekinError
from rarekin.web.shell import errors, views

Handler = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
# A page that carries a CSRF token needs an Origin header on its own POST; under
# `no-referrer` browsers send `Origin: null`, which Django refuses.
_TOKEN_WAS_USED = "CSRF_COOKIE_NEEDS_UPDATE"  # noqa: S105 - the name of a request flag

SIGNED_OUT = "rarekin.signed_out"
"""Set on a request that signed somebody out: pages saved on the device are then deleted."""


class SecurityHeaders:
    """Headers that keep other sites out and our readers' addresses in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers a view has not set itself."""
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("X-Frame-Options", "DENY")
        if "cookie" in headers.get("Vary", "").lower():
            # What depends on who is signed in stays in no cache, whichever view wrote it.
            headers.setdefault("Cache-Control", "no-store, private")
        has_token = _TOKEN_WAS_USED in request.META
        headers.setdefault("Referrer-Policy", "same-origin" if has_token else "no-referrer")
        if SIGNED_OUT in request.META:
            headers["Clear-Site-Data"] = '"cache", "storage"'
        if settings.IS_HTTPS:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


class ConfiguredAddress:
    """Builds addresses for mails from the site's own, never from what a request claims.

    Whoever can reach the server under another name could otherwise have a mail sent to
    somebody else with a link to that name.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the configured address in the place of the request's."""
        if settings.SITE_URL:
            request.build_absolute_uri = partial(_in_site, request)  # type: ignore[method-assign]
        return self.get_response(request)


def _in_site(request: HttpRequest, location: str | None = None) -> str:
    return urljoin(settings.SITE_URL + "/", location or request.get_full_path())


class NoNullCharacters:
    """Refuses addresses with a null character, which no database takes and no link holds."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse it, in the path as in the query."""
        is_api = request.path_info.startswith(errors.API_PREFIX)  # it answers in its own form
        is_null = "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if is_null and not is_api:
            raise BadRequest
        return self.get_response(request)


class NoBodyOnHead:
    """Answers HEAD with the headers of GET alone, so that no server has to cut the rest off."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep the length, drop the content."""
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


class LanguageFromPath:
    """The address alone decides the language: no cookie, no guessing from the browser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Speak the language of the path's first part, or the default."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ErrorPages:
    """Innermost: what a view raises becomes a page that says what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through; the work is done in `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error of ours, leave Django's own to their handlers, trace the rest."""
        if isinstance(error, RarekinError):
            return errors.refusal(request, error)
        if isinstance(error, Http404 | PermissionDenied | BadRequest | SuspiciousOperation):
            return None
        if isinstance(error, MultiPartParserError | UnreadablePostError):
            return views.bad_request(request, error)  # a form cut short or written wrongly
        return errors.unforeseen(request, error)
