"""Files of a release, streamed: only what its sources let us hand on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags, quote_etag

import rarekin
from rarekin.api.keeping import releases
from rarekin.api.making.release import current
from rarekin.errors import RarekinError
from rarekin.web.http_api.dispatch import refuse
from rarekin.web.http_api.refusals import HttpProblem

_ALLOWED = "GET, HEAD, OPTIONS"
# A version names its content for ever.
_KEPT = "public, max-age=31536000, immutable"


def download(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    """Stream one file of a release.

    Parameters
    ----------
    request
        GET or HEAD.
    version, name
        The release (``current`` leads to the one that serves) and one of its files.

    Returns
    -------
    response
        JSON Lines, or JSON for ``release.json``.
    """
    if request.method == "OPTIONS":
        return _shared(HttpResponse(status=204, headers={"Allow": _ALLOWED}))
    if request.method not in {"GET", "HEAD"}:
        problem = HttpProblem(405, f"{request.method} is not served here.", hint="Use GET.")
        response = refuse(problem)
        response["Allow"] = _ALLOWED
        return response
    try:
        if version == "current":
            address = request.path.replace("/current/", f"/{current().version}/", 1)
            return _shared(HttpResponse(status=307, headers={"Location": address}))
        chunks = releases.download(version, name)
    except RarekinError as error:
        return refuse(error)
    tag = quote_etag(f"{version}+{name}+{rarekin.__version__}")
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _labelled(HttpResponse(status=304), tag)
    kind = "application/json" if name.endswith(".json") else "application/jsonl"
    response_body = () if request.method == "HEAD" else chunks
    answer = StreamingHttpResponse(response_body, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rarekin-{version}-{name}"'
    return _labelled(answer, tag)


# Read by Django's CSRF middleware: there is no cookie here that a forged request could use.
download.csrf_exempt = True  # type: ignore[attr-defined]


def _labelled(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Cache-Control"] = _KEPT
    return _shared(response)


def _shared(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = _ALLOWED
    response["Access-Control-Expose-Headers"] = "ETag, Location"
    response["X-Content-Type-Options"] = "nosniff"
    return response
