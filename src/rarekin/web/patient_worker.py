"""A gunicorn worker whose threads never wait for somebody who sends slowly.

gunicorn's own gives a thread to whoever connects; a handful of connections that send a byte
now and then would hold them all. Here a request is gathered beside the threads until its head,
and its body where that is small, have come, and only then is a thread spent on it.
"""

from __future__ import annotations

import re
import socket  # noqa: TID251 - it takes connections and opens none
import struct
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers import gthread

# How long a head may take, and how long one read or write of a larger body may.
_GATHER_SECONDS = 15.0
_STALLED_SECONDS = 20
_LARGEST_HEAD = 64 * 1024
_LARGEST_BODY = 64 * 1024
_MOST_GATHERED = 500
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_AT_ONCE = re.compile(rb"^(?:transfer-encoding|expect):", re.IGNORECASE | re.MULTILINE)


def is_whole(sent: bytes | bytearray) -> bool:
    r"""Tell whether a request may go to a thread.

    Parameters
    ----------
    sent
        What has come so far.

    Returns
    -------
    is_whole
        Once its head is there, and its body where it is small and its length is told; what is
        too large or odd goes at once, so that it is refused.

    Examples
    --------
    >>> is_whole(b"GET / HTTP/1.1\r\nHost: a\r\n"), is_whole(b"GET / HTTP/1.1\r\n\r\n")
    (False, True)
    >>> head = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"
    >>> is_whole(head + b"ab"), is_whole(head + b"abc")
    (False, True)
    """
    head, end, body = sent.partition(_END)
    if not end:
        return len(sent) > _LARGEST_HEAD
    length = _LENGTH.search(head)
    if length is None or _AT_ONCE.search(head) or int(length[1]) > _LARGEST_BODY:
        return True
    return len(body) >= int(length[1])


# gunicorn tells no types.
_connection: Any = gthread.TConn
_ThreadWorker: Any = gthread.ThreadWorker


class PatientWorker(_ThreadWorker):  # type: ignore[misc]
    """Gathers requests in its loop and hands whole ones to its threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the order in which they began.
        self.gathered: dict[Any, bytearray] = {}

    def accept(self, listener: socket.socket) -> None:
        """Take a connection and begin to gather what it sends."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            client.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", _STALLED_SECONDS, 0))
        self.nr_conns += 1
        self._gather(_connection(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Gather the next request of a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._gather(conn)

    def murder_pending(self) -> None:
        """Close what takes too long, too."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [c for c in self.gathered if c.timeout <= now]:
            self._drop(conn)

    def _gather(self, conn: Any) -> None:
        if len(self.gathered) >= _MOST_GATHERED:
            self._drop(next(iter(self.gathered)))
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + _GATHER_SECONDS
        self.gathered[conn] = bytearray()
        self.poller.register(conn.sock, EVENT_READ, partial(self._read, conn))

    def _read(self, conn: Any, client: socket.socket) -> None:
        try:
            more = client.recv(_LARGEST_HEAD)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        sent = self.gathered[conn]
        sent += more
        if not more:
            self._drop(conn)
        elif is_whole(sent):
            self.poller.unregister(client)
            del self.gathered[conn]
            conn.init()
            conn.parser.unreader.unread(bytes(sent))
            conn.data_ready = True
            self.enqueue_req(conn)

    def _drop(self, conn: Any) -> None:
        self.poller.unregister(conn.sock)
        del self.gathered[conn]
        self.nr_conns -= 1
        conn.close()
