"""Files of a release, streamed: only what its sources let us hand on."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags, quote_etag

import rarekin
from rarekin.api.keeping import releases
from rarekin.api.keeping.packed_files import PackedFile, packed_file
from rarekin.api.making.release import current
from rarekin.errors import RarekinError
from rarekin.web.http_api.dispatch import refuse
from rarekin.web.http_api.refusals import HttpProblem
from rarekin.web.http_api.sending import accepts_gzip

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_ALLOWED = "GET, HEAD, OPTIONS"
# A version names its content for ever.
_KEPT = "public, max-age=31536000, immutable"


def download(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    """Stream one file of a release, or a part of it.

    Parameters
    ----------
    request
        GET or HEAD; ``Accept-Encoding: gzip`` gets it packed, ``Range`` a part of what is sent.
    version, name
        The release (``current`` leads to the one that serves) and one of its files.

    Returns
    -------
    response
        JSON Lines, or JSON for ``release.json`` and ``datapackage.json``.
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
        return _answer(request, version, name)
    except RarekinError as error:
        return refuse(error)


def _answer(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    packed = packed_file(version, name)
    is_packed = packed is not None and accepts_gzip(request.headers.get("Accept-Encoding", ""))
    tag = quote_etag(f"{version}+{name}+{rarekin.__version__}{'+gzip' if is_packed else ''}")
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _labelled(HttpResponse(status=304), tag)
    response: HttpResponseBase
    if packed is None:
        response = StreamingHttpResponse(releases.download(version, name))
    else:
        response = _of_file(request, packed, tag, is_packed=is_packed)
    kind = "application/json" if name.endswith(".json") else "application/jsonl"
    response["Content-Type"] = f"{kind}; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="rarekin-{version}-{name}"'
    return _labelled(response, tag)


def _of_file(
    request: HttpRequest, packed: PackedFile, tag: str, *, is_packed: bool
) -> HttpResponseBase:
    size = packed.n_packed if is_packed else packed.n_plain
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        wanted = ""  # the part was wanted of another state of the file: all of it is sent
    start, end = range_of(wanted, size) or (0, size)
    response: HttpResponseBase
    if start >= end and size:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        body = () if request.method == "HEAD" else packed.read(start, end, is_packed=is_packed)
        response = StreamingHttpResponse(body)
        response["Content-Length"] = str(end - start)
        if (start, end) != (0, size):
            response.status_code = 206
            response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


def range_of(header: str, size: int) -> tuple[int, int] | None:
    """Read a ``Range`` header (RFC 9110, section 14).

    Parameters
    ----------
    header
        One range of bytes; several, or another unit, may be passed over by the rules.
    size
        Of the whole.

    Returns
    -------
    start, end
        The end is not part of it; both equal where the range lies behind the whole. None where
        all of it is to be sent.

    Examples
    --------
    >>> range_of("bytes=0-9", 100), range_of("bytes=-10", 100), range_of("bytes=95-", 100)
    ((0, 10), (90, 100), (95, 100))
    >>> range_of("bytes=100-", 100), range_of("bytes=5-4", 100), range_of("bytes=1-2,4-5", 100)
    ((100, 100), None, None)
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    if not found[1]:
        return max(0, size - int(found[2])), size
    start = int(found[1])
    end = min(size, int(found[2]) + 1) if found[2] else size
    if found[2] and int(found[2]) < start:
        return None
    return (start, end) if start < size else (size, size)


# Read by Django's CSRF middleware: there is no cookie here that a forged request could use.
download.csrf_exempt = True  # type: ignore[attr-defined]


def _labelled(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = _KEPT
    return _shared(response)


def _shared(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = _ALLOWED
    response["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag, Location"
    response["X-Content-Type-Options"] = "nosniff"
    return response
