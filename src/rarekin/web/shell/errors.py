"""One shape for every error: what we got, what we accept, what to do."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rarekin.errors import AmbiguousName, KnowledgeError, RarekinError, TooLarge, UnknownId
from rarekin.web.shell.disk import is_full, is_read_only
from rarekin.web.shell.own_words import in_language

logger = logging.getLogger("rarekin.web")

API_PREFIX = "/api/"
_STATUS: tuple[tuple[type[RarekinError], int], ...] = (
    (UnknownId, 404),
    (AmbiguousName, 300),
    (TooLarge, 413),
    (KnowledgeError, 503),
)


def status_of(error: RarekinError) -> int:
    """Return the HTTP status that says what kind of refusal this is.

    Parameters
    ----------
    error
        What was raised.

    Returns
    -------
    status
        404 unknown, 300 several fit, 413 too large, 503 no knowledge, else 400.

    Examples
    --------
    >>> from rarekin.errors import InputError
    >>> status_of(UnknownId("no")), status_of(InputError("odd"))
    (404, 400)
    """
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def refusal(request: HttpRequest, error: RarekinError) -> HttpResponse:
    """Answer with the message and the hint of an error of ours.

    Parameters
    ----------
    request
        Decides between a page and JSON.
    error
        What was raised.

    Returns
    -------
    response
        Never cached.
    """
    status = status_of(error)
    if request.path_info.startswith(API_PREFIX):
        body = {
            "code": error.code,
            "message": error.message,
            "hint": error.hint,
            "where": error.where,
        }
        return _unkept(JsonResponse({"error": body}, status=409 if status == 300 else status))
    if isinstance(error, AmbiguousName):
        context = {
            "message": in_language(error.message),
            "hint": in_language(error.hint),
            "choices": error.choices,
        }
        return _unkept(render(request, "shell/choices.html", context, status=200))
    return page(
        request, status, _heading(status), in_language(error.message), in_language(error.hint)
    )


def unforeseen(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer what nobody foresaw, and log it without what the reader typed.

    Parameters
    ----------
    request
        Its view's name is logged, never its address.
    error
        Its kind and the places it passed through are logged, never its message.

    Returns
    -------
    response
        Status 500 with a trace id that is also in the log; a disk that is full or can only be
        read is said as such.
    """
    if is_full(error):
        return _disk_full(request)
    if is_read_only(error):
        return _only_read(request)
    trace_id = secrets.token_hex(6)
    match = request.resolver_match
    view = (match.view_name or "unnamed") if match else "no view"
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    logger.error("%s in %s, trace %s: %s", type(error).__name__, view, trace_id, places)
    if isinstance(error, (OperationalError, InterfaceError)):
        return _people_away(request)
    message = _("Something went wrong on our side. It is not your fault.")
    hint = _("Try again in a moment. If you report it, this number helps: %(trace)s") % {
        "trace": trace_id
    }
    if request.path_info.startswith(API_PREFIX):
        body = {"code": "RAREKIN-500", "message": message, "hint": hint, "where": ""}
        return _unkept(JsonResponse({"error": body}, status=500))
    try:
        return page(request, 500, _("Something went wrong"), message, hint)
    except Exception:  # noqa: BLE001 - the layout itself is what failed
        return _unkept(HttpResponse(f"{message} {hint}", "text/plain; charset=utf-8", 500))


def _disk_full(request: HttpRequest) -> HttpResponse:
    """Answer that nothing can be stored now, and tell the host why in the log."""
    logger.error("The disk is full: nothing can be stored. Free some space; readers go on.")
    message = _("This could not be stored: the disk of this site is full.")
    hint = _("Keep what you wrote and try again later.")
    if request.path_info.startswith(API_PREFIX):
        body = {"code": "RAREKIN-507", "message": message, "hint": hint, "where": ""}
        return _unkept(JsonResponse({"error": body}, status=507))
    return page(request, 507, _("The disk is full"), message, hint)


def _only_read(request: HttpRequest) -> HttpResponse:
    """Answer that nothing can be stored until somebody looks at the disk; the log says so too."""
    logger.error(
        "The disk can only be read: nothing can be stored. Have it checked and mount it anew; "
        "readers go on."
    )
    message = _("This could not be stored: the disk of this site can only be read at the moment.")
    hint = _("Keep what you wrote and try again later.")
    if request.path_info.startswith(API_PREFIX):
        body = {"code": "RAREKIN-503", "message": message, "hint": hint, "where": ""}
        response: HttpResponse = JsonResponse({"error": body}, status=503)
    else:
        response = page(request, 503, _("One moment, please"), message, hint)
    response.headers["Retry-After"] = "600"
    return _unkept(response)


def _people_away(request: HttpRequest) -> HttpResponse:
    """Answer that the database of people does not answer, and that the rest goes on."""
    message = _("The part of this site for its members does not answer at the moment.")
    hint = _("Pages about diseases go on. Try again in some minutes.")
    if request.path_info.startswith(API_PREFIX):
        body = {"code": "RAREKIN-503", "message": message, "hint": hint, "where": ""}
        response: HttpResponse = JsonResponse({"error": body}, status=503)
    else:
        response = page(request, 503, _("One moment, please"), message, hint)
    response.headers["Retry-After"] = "60"
    return _unkept(response)


def page(
    request: HttpRequest, status: int, heading: str, message: str, hint: str = ""
) -> HttpResponse:
    """Render the error page.

    Parameters
    ----------
    request
        For the layout.
    status
        HTTP status.
    heading, message, hint
        What happened, in full, and what to do.

    Returns
    -------
    response
        Never cached.
    """
    # No links to other languages: they would repeat the address, and a closed page must not
    # differ from one that never was.
    context = {"heading": heading, "message": message, "hint": hint, "languages": ()}
    return _unkept(render(request, "shell/error.html", context, status=status))


def _heading(status: int) -> str:
    if status == 404:
        return _("We could not find that")
    if status == 503:
        return _("The knowledge base is not ready")
    return _("We could not use that")


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
