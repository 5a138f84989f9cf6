"""What a machine asks: does the site live, and can it do everything?

Answered before the host name is looked at, since a monitor or a container asks under a name
of its own; nothing in the answers depends on who asks.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from rarekin.api.making.release import current
from rarekin.errors import RarekinError
from rarekin.web import people_database
from rarekin.web.shell import metrics
from rarekin.web.shell.disk import can_write

Handler = Callable[[HttpRequest], HttpResponse]


class Probes:
    """Answers ``/healthz``, ``/readyz`` and, to whom may ask, ``/metrics`` under any host name."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._asked = {"/healthz": alive, "/readyz": ready}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, pass everything else on."""
        answer = self._asked.get(request.path_info)
        if request.path_info == metrics.PATH and metrics.may_read(request):
            answer = metrics.metrics
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response


def alive() -> HttpResponse:
    """Tell whether this worker can show pages, and from which release.

    Returns
    -------
    response
        200, or 503 with what to do. The people database is not asked: public pages go on
        without it, and a restart would not bring it back.
    """
    try:
        return JsonResponse({"status": "ok", "release": current().version})
    except RarekinError as error:
        return JsonResponse({"status": "no release", "hint": error.hint}, status=503)


def ready() -> HttpResponse:
    """Tell whether everything works: pages, and the database of people.

    Returns
    -------
    response
        200, or 503 with what is away.
    """
    response = alive()
    if response.status_code != 200:
        return response
    if not can_write():
        hint = "Have the disk of the data folder checked and mount it anew; pages go on."
        return JsonResponse({"status": "read-only data folder", "hint": hint}, status=503)
    if not people_database.answers():
        hint = "Start the database; pages go on without it, people cannot sign in."
        return JsonResponse({"status": "no database", "hint": hint}, status=503)
    return response
