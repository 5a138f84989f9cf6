"""Pages that are the same for everybody, kept ready as compressed bytes."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from rarekin.web.shell.partial import START, spans

_COMPRESSION = 6


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One rendered page.

    Attributes
    ----------
    zipped
        gzip bytes, made without a clock, so that equal pages are equal bytes.
    etag
        Changes whenever the page does.
    """

    zipped: bytes
    etag: str

    @classmethod
    def from_html(cls, html: str, label: str) -> KeptPage:
        """Compress a page and name its state.

        Parameters
        ----------
        html
            The page.
        label
            Release and language, for those who read headers.

        Returns
        -------
        page
            Ready to be sent.
        """
        raw = (spans(html) if START in html else html).encode()
        digest = hashlib.blake2s(raw, digest_size=8).hexdigest()
        return cls(gzip.compress(raw, _COMPRESSION, mtime=0), f'W/"{label}-{digest}"')

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Send the page, or word that the reader's copy is still good.

        Parameters
        ----------
        request
            Its headers decide about compression and freshness.

        Returns
        -------
        response
            Without any cookie.
        """
        response: HttpResponse
        if self.etag in request.headers.get("If-None-Match", ""):
            response = HttpResponseNotModified()
        elif "gzip" in request.headers.get("Accept-Encoding", ""):
            response = HttpResponse(self.zipped)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(gzip.decompress(self.zipped))
        response.headers["ETag"] = self.etag
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Vary"] = "Accept-Encoding"
        return response


class PageCache:
    """The most recently read pages, up to a number of bytes.

    Parameters
    ----------
    max_bytes
        Of compressed pages together.

    Examples
    --------
    >>> cache = PageCache(max_bytes=100_000)
    >>> first = cache.get(("page", "en"), lambda: KeptPage.from_html("<p>Hello</p>", "r1-en"))
    >>> cache.get(("page", "en"), lambda: first) is first
    True
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def peek(self, key: Hashable) -> KeptPage | None:
        """Return a page that is kept, or None."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def get(self, key: Hashable, make: Callable[[], KeptPage]) -> KeptPage:
        """Return the page under a key, made on first use.

        Parameters
        ----------
        key
            Everything the page depends on.
        make
            Renders it; runs outside the lock.

        Returns
        -------
        page
            Kept from now on, until others push it out.
        """
        return self.peek(key) or self._keep(key, make())

    def _keep(self, key: Hashable, page: KeptPage) -> KeptPage:
        with self._lock:
            if key not in self._pages:
                self._pages[key] = page
                self._bytes += len(page.zipped)
            while self._bytes > self.max_bytes and len(self._pages) > 1:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.zipped)
        return page
