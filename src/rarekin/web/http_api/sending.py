"""How an answer leaves: packed where the reader can unpack it, and not too many to one place."""

from __future__ import annotations

import gzip

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from rarekin.web.accounts.guarding.limits import place_of
from rarekin.web.http_api.meter import METER

_LEAST_BYTES = 500


def packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Pack an answer with gzip where the reader accepts it.

    There is no secret in any answer that its length could tell.

    Parameters
    ----------
    request
        Says what is accepted.
    response
        Not streamed.

    Returns
    -------
    response
        The same, its tag marked as weak where it was packed.
    """
    response.headers["Vary"] = "Accept-Encoding"
    accepts = request.headers.get("Accept-Encoding", "")
    if len(response.content) < _LEAST_BYTES or not accepts_gzip(accepts):
        return response
    response.content = gzip.compress(response.content, 5, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    if "ETag" in response.headers and not response.headers["ETag"].startswith("W/"):
        response.headers["ETag"] = f"W/{response.headers['ETag']}"
    return response


def accepts_gzip(header: str) -> bool:
    """Tell whether a reader takes gzip.

    Parameters
    ----------
    header
        ``Accept-Encoding``.

    Returns
    -------
    accepts
        False where it is refused with a weight of nought.

    Examples
    --------
    >>> accepts_gzip("br, gzip;q=0.5"), accepts_gzip("gzip;q=0"), accepts_gzip("")
    (True, False, False)
    """
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "x-gzip"):
            return weight.replace(" ", "").rstrip("0").rstrip(".") != "q="
    return False


def seconds_to_wait(request: HttpRequest, cost: float) -> int:
    """Count a request, and return the seconds until its place may ask again; 0 where it may.

    Parameters
    ----------
    request
        One without an address, as behind a socket of the host's own proxy, is not counted:
        everybody's questions would count as one reader's.
    cost
        How many requests it counts for.

    Returns
    -------
    seconds
        Whole ones.
    """
    try:
        place = place_of(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return 0
    return METER.wait(place, cost)
