"""Connections to public addresses only: looked up once, checked, and connected to as checked.

Private and loopback addresses are refused, at every redirect too, unless the host was named as
a mirror. A name that leads elsewhere when asked again (DNS rebinding) is not asked again.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any
from urllib.parse import urlsplit

from rarekin.errors import FetchError


def refusal(url: str, what: str, hint: str) -> FetchError:
    """Say what an address did that we do not accept.

    Parameters
    ----------
    url, what, hint
        The address, what it did, and what to do.

    Returns
    -------
    error
        To raise.

    Examples
    --------
    >>> refusal("https://example.org/", "sent nothing", "Try again.").message
    'https://example.org/ sent nothing.'
    """
    return FetchError(f"{url} {what}.", hint=hint, where=url)


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
        raise refusal(url, "is not a web address", "Write https://host/path.")
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
        raise refusal(
            url,
            f"lies at the private address {address}",
            "Name it as the mirror if it is yours.",
        )


class Sockets:
    """The connections of one transfer, so that a deadline can end them whatever they wait for."""

    def __init__(self) -> None:
        self._open: list[socket.socket] = []
        self._has_ended = threading.Event()

    @contextmanager
    def closed_at(self, until: float) -> Iterator[None]:
        """End every connection when the time has come.

        Parameters
        ----------
        until
            By the monotonic clock.
        """
        self._has_ended.clear()
        timer = threading.Timer(max(until - time.monotonic(), 0.0), self._close)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._open.clear()

    def _close(self) -> None:
        self._has_ended.set()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def connect(self, host: str, port: int, timeout: Any, *, public: bool) -> socket.socket:
        """Connect to an address that was itself checked: the name is looked up once.

        Parameters
        ----------
        host, port, timeout
            Where to, and the longest silence.
        public
            Whether every address of the host must be public.

        Returns
        -------
        connection
            Open.

        Raises
        ------
        FetchError
            If the host lies at a private address.
        OSError
            If nothing answers.
        """
        url = f"{host}:{port}"
        trouble: OSError = FetchError(f"{url} has no address.", hint="Check the name.", where=url)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for _, _, _, _, address in found if public else ():
            _refuse_private(url, str(address[0]))
        for family, kind, protocol, _, address in found:
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(timeout)
            self._open.append(connection)
            try:
                connection.connect(address)
            except OSError as error:
                connection.close()
                trouble = error
                continue
            if self._has_ended.is_set():
                connection.close()
                raise TimeoutError("the time was over")
            return connection
        raise trouble


class _HTTP(http.client.HTTPConnection):
    """Connects through `Sockets`."""

    def __init__(self, host: str, *, sockets: Sockets, public: bool, **options: Any) -> None:
        super().__init__(host, **options)
        self._sockets = sockets
        self._is_public = public

    def connect(self) -> None:
        self.sock = self._sockets.connect(
            self.host, self.port, self.timeout, public=self._is_public
        )


class _HTTPS(http.client.HTTPSConnection):
    """The same with TLS; certificate and name are checked."""

    def __init__(self, host: str, *, sockets: Sockets, public: bool, **options: Any) -> None:
        super().__init__(host, **options)
        self._sockets = sockets
        self._is_public = public
        self._tls = ssl.create_default_context()

    def connect(self) -> None:
        bare = self._sockets.connect(self.host, self.port, self.timeout, public=self._is_public)
        self.sock = self._tls.wrap_socket(bare, server_hostname=self.host)


class _Handler(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Chooses the checked connection, unless the host is a named mirror or a proxy is set."""

    def __init__(self, mirror_hosts: frozenset[str], sockets: Sockets) -> None:
        super().__init__()
        self._mirror_hosts = mirror_hosts
        self._sockets = sockets

    def http_open(self, req: urllib.request.Request) -> Any:
        return self._open(_HTTP, http.client.HTTPConnection, req)

    def https_open(self, req: urllib.request.Request) -> Any:
        return self._open(_HTTPS, http.client.HTTPSConnection, req)

    def _open(self, ours: Any, through_proxy: Any, req: urllib.request.Request) -> Any:
        if req.has_proxy() or getattr(req, "_tunnel_host", None):
            return self.do_open(through_proxy, req)
        public = req.host not in self._mirror_hosts
        return self.do_open(ours, req, sockets=self._sockets, public=public)


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
                raise refusal(req.full_url, f"leads to {newurl}, which is not https", "Ask why.")
        except FetchError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener(mirror_hosts: frozenset[str], sockets: Sockets) -> urllib.request.OpenerDirector:
    """Build an opener that knows http and https and nothing else: no file, no ftp, no data.

    Parameters
    ----------
    mirror_hosts
        Hosts that may lie anywhere.
    sockets
        Keeps its connections.

    Returns
    -------
    opener
        Follows redirects to public addresses.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Handler(mirror_hosts, sockets),
        _Redirects(mirror_hosts),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
