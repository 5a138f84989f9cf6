"""The only door to the network: fetch one file politely and believe nothing it says.

Conditional requests (ETag, Last-Modified: RFC 9110 section 13), resumption (Range with If-Range:
section 14), back-off on errors that pass. Private and loopback addresses are refused, at every
redirect and at the connected socket, unless the host was named as a mirror.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from rarekin import __version__
from rarekin.errors import FetchError

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


def _refusal(url: str, what: str, hint: str) -> FetchError:
    return FetchError(f"{url} {what}.", hint=hint, where=url)


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
            if attempt + 1 < _ATTEMPTS and time.monotonic() + wait_s < until:
                sleep(wait_s)
    raise _refusal(url, f"could not be fetched: {why}", "Try again later, or name a mirror.")


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
        self._opener = _opener(mirror_hosts)
        check_address(url, mirror_hosts)

    def attempt(self, until: float) -> Fetched:
        request = urllib.request.Request(self._url, headers=self._headers())  # noqa: S310  checked
        try:
            with self._opener.open(request, timeout=self._timeout_s) as response:
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
            raise _refusal(
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
            n_bytes = self._copy(response, file, start, until)
        if promised is not None and n_bytes < promised:
            raise _Passing(f"the transfer ended after {n_bytes:,} of {promised:,} bytes")
        return self._keep(response.headers)

    def _copy(self, response: IO[bytes], file: IO[bytes], start: int, until: float) -> int:
        n_bytes = start
        while chunk := response.read(_CHUNK):
            n_bytes += len(chunk)
            self._refuse_size(n_bytes)
            if time.monotonic() > until:
                raise _Passing("the transfer took too long")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        return n_bytes

    def _refuse_size(self, n_bytes: int) -> None:
        if n_bytes > self._max_bytes:
            self._forget_part()
            raise _refusal(
                self._url,
                f"is larger than the {self._max_bytes:,} bytes accepted",
                "Raise max_bytes in source.toml if the publisher's file has grown.",
            )

    def _refuse_wrong_kind(self, response: Any) -> None:
        encoding = str(response.headers.get("Content-Encoding", "identity")).lower()
        kind = response.headers.get_content_type()
        if encoding not in ("identity", "") or kind in ("text/html", "application/xhtml+xml"):
            raise _refusal(
                self._url,
                f"sent {kind} ({encoding}) where data were expected",
                "It may be a login or error page: open the address in a browser.",
            )

    def _keep(self, headers: Mapping[str, str]) -> Fetched:
        with self._part.open("rb") as file:
            head = file.read(512).lstrip().lower()
        if not head or head.startswith((b"<!doctype html", b"<html")):
            self._forget_part()
            raise _refusal(
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
    text = str(headers.get("Retry-After", ""))
    return float(text) if text.isdigit() else 0.0


def check_address(url: str, mirror_hosts: frozenset[str] = frozenset()) -> None:
    """Refuse what is not a public web address.

    Parameters
    ----------
    url
        An address.
    mirror_hosts
        Hosts that may lie anywhere.

    Raises
    ------
    FetchError
        If the scheme is not http or https, or the host lies at a private or loopback address.

    Examples
    --------
    >>> check_address("http://127.0.0.1:8000/", frozenset({"127.0.0.1:8000"}))
    >>> check_address("file:///etc/passwd")
    Traceback (most recent call last):
    rarekin.errors.FetchError: file:///etc/passwd is not a web address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise _refusal(url, "is not a web address", "Write https://host/path.")
    if parts.netloc in mirror_hosts:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return  # the connection itself will say so, or a proxy knows the name
    for *_, address in found:
        _refuse_private(url, str(address[0]))


def _refuse_private(url: str, address: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise _refusal(
            url,
            f"lies at the private address {address}",
            "Name it as the mirror if it is yours.",
        )


class _PublicHTTP(http.client.HTTPConnection):
    """Refuses a socket that ended at a private address, whatever the name said before."""

    def connect(self) -> None:
        super().connect()
        _refuse_private(f"http://{self.host}", str(self.sock.getpeername()[0]))


class _PublicHTTPS(http.client.HTTPSConnection):
    """The same with TLS."""

    def connect(self) -> None:
        super().connect()
        _refuse_private(f"https://{self.host}", str(self.sock.getpeername()[0]))


class _Handler(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Chooses the checked connection, unless the host is a named mirror or a proxy is set."""

    def __init__(self, mirror_hosts: frozenset[str]) -> None:
        super().__init__()
        self._mirror_hosts = mirror_hosts

    def _named(self, request: urllib.request.Request) -> bool:
        return request.has_proxy() or request.host in self._mirror_hosts

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        kind = http.client.HTTPConnection if self._named(req) else _PublicHTTP
        return self.do_open(kind, req)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        kind = http.client.HTTPSConnection if self._named(req) else _PublicHTTPS
        return self.do_open(kind, req)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to public addresses; never from https back to http."""

    max_redirections = 6

    def __init__(self, mirror_hosts: frozenset[str]) -> None:
        self._mirror_hosts = mirror_hosts

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            check_address(newurl, self._mirror_hosts)
            if req.full_url.startswith("https:") and not newurl.startswith("https:"):
                raise _refusal(req.full_url, f"leads to {newurl}, which is not https", "Ask why.")
        except FetchError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(mirror_hosts: frozenset[str]) -> urllib.request.OpenerDirector:
    """Build an opener that knows http and https and nothing else: no file, no ftp, no data."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Handler(mirror_hosts),
        _Redirects(mirror_hosts),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
