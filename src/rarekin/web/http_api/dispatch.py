"""From a request to a JSON answer: limits, formats, caching, sharing across sites, errors.

Nothing here sets a cookie, reads one, writes a log line about what was asked, or touches the
people database. Every answer may be read from any other site (``Access-Control-Allow-Origin:
*``) because none depends on who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import parse_etags, quote_etag
from pydantic import BaseModel, TypeAdapter, ValidationError

import rarekin
from rarekin.api.making.release import current
from rarekin.errors import FormatError, RarekinError, TooLarge
from rarekin.web.http_api.handlers import Elsewhere
from rarekin.web.http_api.refusals import HttpProblem, refusal_of, reply_of, status_of
from rarekin.web.http_api.routes import Route
from rarekin.web.http_api.sending import packed, seconds_to_wait
from rarekin.web.shell.errors import unforeseen

MAX_BODY_BYTES = 1024 * 1024
_FRESH = "public, max-age=300"
_NEVER = "no-store"


def view_of(routes: tuple[Route, ...]) -> Callable[..., HttpResponse]:
    """Return the Django view that serves the methods of one address.

    Parameters
    ----------
    routes
        Routes that share a path.

    Returns
    -------
    view
        Takes the request and, where the path has one, its variable part as ``subject``.
    """
    by_method = {route.method: route for route in routes}
    if "GET" in by_method:
        by_method["HEAD"] = by_method["GET"]
    allowed = ", ".join((*sorted(by_method), "OPTIONS"))

    def view(request: HttpRequest, subject: str = "") -> HttpResponse:
        if request.method == "OPTIONS":
            return _shared(HttpResponse(status=204, headers={"Allow": allowed}), allowed)
        route = by_method.get(request.method or "")
        if route is None:
            problem = HttpProblem(
                405, f"{request.method} is not served here.", hint=f"Use one of: {allowed}."
            )
            response = refuse(problem)
            response["Allow"] = allowed
            return response
        seconds = seconds_to_wait(request, route.cost)
        if seconds:
            return _shared(_too_many(seconds), allowed)
        return _shared(packed(request, _answer(request, route, subject)), allowed)

    # Read by Django's CSRF middleware: there is no cookie here that a forged request could use.
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def _too_many(seconds: int) -> HttpResponse:
    problem = HttpProblem(
        429,
        "More was asked than one address may ask in a minute.",
        hint=f"Try again in {seconds} seconds; many cases go into one request to rank/batch, and "
        "everything at once is below releases/current/download/.",
    )
    response = refuse(problem)
    response["Retry-After"] = str(seconds)
    return response


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer an unknown address below ``/api/v1/`` in the one error shape."""
    return refuse(
        HttpProblem(
            404,
            "There is nothing at this address.",
            hint=f"All addresses are listed in {reverse('http_api:openapi')}.",
        )
    )


not_found.csrf_exempt = True  # type: ignore[attr-defined]


def refuse(error: RarekinError, *, in_body: bool = False) -> HttpResponse:
    """Return a refusal as a response.

    Parameters
    ----------
    error
        What was refused.
    in_body
        Whether the address itself was found.

    Returns
    -------
    response
        The one error shape, never cached.
    """
    status = status_of(error, in_body=in_body)
    response = write(reply_of(error), type(reply_of(error)), status)
    response["Cache-Control"] = _NEVER
    if status == 503:
        response["Retry-After"] = "30"
    return _shared(response)


def write(reply: object, shape: Any, status: int = 200) -> HttpResponse:
    """Write a reply as JSON in the shape the published document names.

    Parameters
    ----------
    reply
        An instance of the shape, or something it can be read off.
    shape
        A pydantic model.
    status
        HTTP status.

    Returns
    -------
    response
        With ``Content-Type: application/json``.
    """
    content = _adapter(shape).dump_json(reply)
    return HttpResponse(content, content_type="application/json", status=status)


def entity_tag() -> str:
    """Return the tag of every answer to a GET: it changes with the release and the program."""
    return quote_etag(f"{current().version}+{rarekin.__version__}")


def _answer(request: HttpRequest, route: Route, subject: str) -> HttpResponse:
    in_body = False
    try:
        if route.method == "GET":
            return _get(request, route, subject)
        if route.find is not None:
            route.find(subject)
        in_body = True
        body = _read(route.takes, _body_bytes(request))
        response = write(route.handle(subject, body), route.answers)
        response["Cache-Control"] = _NEVER
        return response  # noqa: TRY300 - the whole block is one refusal's reach
    except RarekinError as error:
        return refuse(error, in_body=in_body)
    except Exception as error:  # noqa: BLE001 - a program gets JSON whatever happens
        return unforeseen(request, error)


def _get(request: HttpRequest, route: Route, subject: str) -> HttpResponse:
    tag = entity_tag()
    query = _read(route.takes, request.GET.dict())
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if tag in {one.removeprefix("W/") for one in known}:
        response = HttpResponse(status=304)
    else:
        reply = route.handle(subject, query)
        if isinstance(reply, Elsewhere):
            response = HttpResponse(status=308, headers={"Location": reply.address})
        else:
            response = write(reply, route.answers)
    response["ETag"] = tag
    response["Cache-Control"] = _FRESH
    return response


def _body_bytes(request: HttpRequest) -> bytes:
    kind = request.content_type or "no content type"
    if kind != "application/json":
        raise HttpProblem(
            415,
            f"We got {kind[:80]}; we accept application/json.",
            hint="Send the header Content-Type: application/json.",
        )
    length = request.headers.get("Content-Length") or "0"
    if not length.isdigit() or int(length) > MAX_BODY_BYTES:
        raise TooLarge(
            f"The body has more than {MAX_BODY_BYTES // 1024} KiB, the most we accept.",
            hint="Send one case or one family at a time.",
        )
    return request.body


def _read(shape: type[BaseModel], given: bytes | dict[str, str]) -> BaseModel:
    try:
        if isinstance(given, bytes):
            return shape.model_validate_json(given)
        return shape.model_validate(given)
    except ValidationError as problem:
        raise refusal_of(problem, tuple(shape.model_fields)) from None
    except RecursionError:
        raise FormatError("The body is nested too deeply.", hint="Send it flatter.") from None


def _shared(response: HttpResponse, allowed: str = "") -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Location, Retry-After"
    response["X-Content-Type-Options"] = "nosniff"
    if allowed:
        response["Access-Control-Allow-Methods"] = allowed
        response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
        response["Access-Control-Max-Age"] = "86400"
    return response


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
