"""One file on its way: conditional, resumed, bounded in size and time, put in place at once.

Conditional requests (ETag, Last-Modified: RFC 9110 section 13), resumption (Range with If-Range:
section 14), back-off on errors that pass (Retry-After: section 10.2.3).
"""

from __future__ import annotations

import datetime
import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any

from rarekin import __version__
from rarekin.errors import FetchError
from rarekin.sources.fetch.connection import Sockets, check_address, opener, refusal

_CHUNK = 1 << 16
_ATTEMPTS = 4
_LONGEST_WAIT_S = 60.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_AGENT = f"rarekin/{__version__} (knowledge sync)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it lies on disk after a fetch.

    Attributes
    ----------
    path, sha256, n_bytes
        The file.
    changed
        False where the publisher said that our copy is current.
    """

    path: Path
    sha256: str
    n_bytes: int
    changed: bool


class _Passing(Exception):
    """Something went wrong that may go right the next time."""

    def __init__(self, why: str, wait_s: float = 0.0) -> None:
        super().__init__(why)
        self.wait_s = wait_s


def fetch(
    url: str,
    target: Path,
    *,
    max_bytes: int,
    mirror_hosts: frozenset[str] = frozenset(),
    timeout_s: float = 30.0,
    deadline_s: float = 900.0,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Bring one file, or find that our copy is current.

    Parameters
    ----------
    url
        https, or http where the publisher offers nothing else.
    target
        Where the file goes, atomically. What it is known by lies beside it in ``.meta.json``.
    max_bytes
        Most bytes accepted.
    mirror_hosts
        Hosts, with port where there is one, that may lie at private or loopback addresses.
    timeout_s, deadline_s
        Longest silence, and longest time in all.
    sleep
        Waits between attempts.

    Returns
    -------
    fetched
        The complete file.

    Raises
    ------
    FetchError
        If it cannot be had, or is not what was expected. ``target`` is as it was before.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    transfer = _Transfer(url, target, max_bytes, mirror_hosts, timeout_s)
    until = time.monotonic() + deadline_s
    why = ""
    for attempt in range(_ATTEMPTS):
        try:
            return transfer.attempt(until)
        except _Passing as error:
            why = str(error)
            wait_s = min(error.wait_s or 2.0**attempt, _LONGEST_WAIT_S)
        if attempt + 1 == _ATTEMPTS or time.monotonic() + wait_s >= until:
            break
        sleep(wait_s)
    raise refusal(url, f"could not be fetched: {why}", "Try again later, or name a mirror.")


class _Transfer:
    """One file on its way; what has arrived stays in ``.part`` for the next attempt."""

    def __init__(
        self,
        url: str,
        target: Path,
        max_bytes: int,
        mirror_hosts: frozenset[str],
        timeout_s: float,
    ) -> None:
        self._url = url
        self._target = target
        self._part = target.with_name(f"{target.name}.part")
        self._meta = target.with_name(f"{target.name}.meta.json")
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s
        self._sockets = Sockets()
        self._opener = opener(mirror_hosts, self._sockets)
        check_address(url, mirror_hosts)

    def attempt(self, until: float) -> Fetched:
        request = urllib.request.Request(self._url, headers=self._headers())  # noqa: S310  checked
        try:
            with (
                self._sockets.closed_at(until),
                self._opener.open(request, timeout=self._timeout_s) as response,
            ):
                return self._receive(response, until)
        except urllib.error.HTTPError as error:
            return self._answer(error)
        except FetchError:
            raise
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, FetchError):
                raise reason from error
            raise _Passing(str(reason) or type(error).__name__) from error

    def _headers(self) -> dict[str, str]:
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        begun = self._known(self._part)
        if self._part.is_file() and begun.get("etag"):
            headers["Range"] = f"bytes={self._part.stat().st_size}-"
            headers["If-Range"] = begun["etag"]
            return headers
        known = self._known(self._target)
        if self._target.is_file() and known:
            if known.get("etag"):
                headers["If-None-Match"] = known["etag"]
            if known.get("last_modified"):
                headers["If-Modified-Since"] = known["last_modified"]
        return headers

    def _known(self, path: Path) -> dict[str, str]:
        """Return what a file is known by, if that was written for this address."""
        meta = self._meta if path == self._target else path.with_name(f"{path.name}.json")
        try:
            known = json.loads(meta.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(known, dict) or known.get("url") != self._url:
            return {}
        return {str(k): str(v) for k, v in known.items()}

    def _answer(self, error: urllib.error.HTTPError) -> Fetched:
        with error:
            if error.code == http.HTTPStatus.NOT_MODIFIED and self._target.is_file():
                return self._describe(changed=False)
            if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                self._forget_part()
                raise _Passing("the publisher cannot resume")
            if error.code in _PASSING:
                raise _Passing(f"answer {error.code}", _retry_after(error.headers))
            raise refusal(
                self._url,
                f"answered {error.code} {error.reason}",
                "The address may have moved: look at the publisher's page.",
            )

    def _receive(self, response: Any, until: float) -> Fetched:
        self._refuse_wrong_kind(response)
        resumed = response.status == http.HTTPStatus.PARTIAL_CONTENT
        start = self._part.stat().st_size if resumed else 0
        if resumed and not str(response.headers.get("Content-Range", "")).startswith(
            f"bytes {start}-"
        ):
            self._forget_part()
            raise _Passing("the publisher sent another part than asked for")
        length = response.headers.get("Content-Length")
        promised = start + int(length) if length and length.isdigit() else None
        self._refuse_size(promised or 0)
        self._note(self._part.with_name(f"{self._part.name}.json"), response.headers)
        with self._part.open("ab" if resumed else "wb") as file:
            n_bytes = self._copy(response, file, start)
        if time.monotonic() > until:  # without a promised length, our own end looks like theirs
            raise _Passing("the transfer took too long")
        if promised is not None and n_bytes < promised:
            raise _Passing(f"the transfer ended after {n_bytes:,} of {promised:,} bytes")
        return self._keep(response.headers)

    def _copy(self, response: Any, file: IO[bytes], start: int) -> int:
        n_bytes = start
        # read1 returns what has arrived, so that a trickle meets the deadline as well.
        while chunk := response.read1(_CHUNK):
            n_bytes += len(chunk)
            self._refuse_size(n_bytes)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        return n_bytes

    def _refuse_size(self, n_bytes: int) -> None:
        if n_bytes > self._max_bytes:
            self._forget_part()
            raise refusal(
                self._url,
                f"is larger than the {self._max_bytes:,} bytes accepted",
                "Raise max_bytes in source.toml if the publisher's file has grown.",
            )

    def _refuse_wrong_kind(self, response: Any) -> None:
        encoding = str(response.headers.get("Content-Encoding", "identity")).lower()
        kind = response.headers.get_content_type()
        if encoding not in ("identity", "") or kind in ("text/html", "application/xhtml+xml"):
            raise refusal(
                self._url,
                f"sent {kind} ({encoding}) where data were expected",
                "It may be a login or error page: open the address in a browser.",
            )

    def _keep(self, headers: Mapping[str, str]) -> Fetched:
        with self._part.open("rb") as file:
            head = file.read(512).lstrip().lower()
        if not head or head.startswith((b"<!doctype html", b"<html")):
            self._forget_part()
            raise refusal(
                self._url,
                "sent an empty file or a web page where data were expected",
                "It may be a login or error page: open the address in a browser.",
            )
        self._note(self._meta, headers)
        self._part.replace(self._target)
        self._forget_part()
        return self._describe(changed=True)

    def _note(self, meta: Path, headers: Mapping[str, str]) -> None:
        etag = str(headers.get("ETag", ""))
        known = {
            "url": self._url,
            "etag": "" if etag.startswith("W/") and meta != self._meta else etag,
            "last_modified": str(headers.get("Last-Modified", "")),
        }
        meta.write_text(json.dumps(known), "utf-8")

    def _forget_part(self) -> None:
        self._part.unlink(missing_ok=True)
        self._part.with_name(f"{self._part.name}.json").unlink(missing_ok=True)

    def _describe(self, *, changed: bool) -> Fetched:
        with self._target.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Fetched(self._target, sha256, self._target.stat().st_size, changed)


def _retry_after(headers: Message) -> float:
    """Return the seconds a publisher asks us to wait, stated as such or as a date."""
    text = str(headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit():
        return float(text[:6])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max((moment - datetime.datetime.now(datetime.UTC)).total_seconds(), 0.0)
