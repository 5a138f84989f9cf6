import contextlib
import gzip
import http.server
import socket
import threading
import time
from email.utils import formatdate
from typing import ClassVar

import pytest

from rarekin.errors import FetchError
from rarekin.sources.fetch import check_address, fetch

BODY = b"#version: 2025-01-16\n" + b"row of data\n" * 5000


class _Publisher(http.server.BaseHTTPRequestHandler):
    """Behaves as its class attribute ``plan`` says, one behaviour per request."""

    plan: ClassVar[list[str]] = []
    seen: ClassVar[list[dict[str, str]]] = []

    def log_message(self, *args):
        pass

    def do_GET(self):
        type(self).seen.append({k.lower(): v for k, v in self.headers.items()})
        behaviour = self.plan.pop(0) if self.plan else "good"
        getattr(self, behaviour.replace("-", "_"), self.good)()

    def _send(self, body, code=200, promised=None, **headers):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body) if promised is None else promised))
        for name, value in {"Content-Type": "text/plain", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def good(self):
        tag = '"v1"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        start = 0
        if self.headers.get("Range") and self.headers.get("If-Range") == tag:
            start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            extra = {"Content_Range": f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"}
            self._send(BODY[start:], 206, ETag=tag, **extra)
            return
        self._send(BODY, ETag=tag, Last_Modified=formatdate(usegmt=True))

    def truncated(self):
        self._send(BODY[:1000], promised=len(BODY), ETag='"v1"')

    def truncated_without_tag(self):
        self._send(BODY[:1000], promised=len(BODY))

    def wrong_part(self):
        self._send(BODY[5:], 206, ETag='"v1"', Content_Range="bytes 5-9/10")

    def endless(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass
        self.close_connection = True

    def huge_promise(self):
        self._send(b"x", promised=10**15)

    def web_page(self):
        self._send(b"<html>log in</html>", Content_Type="text/html; charset=utf-8")

    def disguised_page(self):
        self._send(b"\n <!DOCTYPE html><p>sorry")

    def packed(self):
        self._send(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")

    def empty(self):
        self._send(b"")

    def missing(self):
        self._send(b"gone", 404)

    def trickle(self):
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.server.ending.wait(0.02):
                self.wfile.write(b"x")
        self.close_connection = True

    def endless_head(self):
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.ending.wait(0.02):
                self.wfile.write(b"a")
        self.close_connection = True

    def silent(self):
        self.server.ending.wait(10)
        self.close_connection = True

    def other_version(self):
        self._send(BODY[::-1], ETag='"v2"')

    def lying_part(self):
        start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
        extra = {"Content_Range": f"bytes {start}-{start + 9}/{len(BODY)}"}
        self._send(b"x" * 10**6 * 2, 206, ETag='"v1"', **extra)

    def no_range(self):
        self._send(b"", 416)

    def too_many(self):
        self._send(b"slow down", 429, Retry_After="3")

    def until_a_date(self):
        self._send(b"later", 503, Retry_After=formatdate(time.time() + 20, usegmt=True))

    def for_ages(self):
        self._send(b"later", 429, Retry_After="99999999999999999999")

    def to_http(self):
        self._send(b"", 302, Location="http://example.org/")

    def busy(self):
        self._send(b"later", 503, Retry_After="7")

    def not_modified(self):
        self.send_response(304)
        self.end_headers()

    def to_metadata(self):
        self._send(b"", 302, Location="http://169.254.169.254/latest/meta-data")

    def to_file(self):
        self._send(b"", 302, Location="file:///etc/passwd")

    def round_and_round(self):
        self.plan.insert(0, "round_and_round")
        self._send(b"", 302, Location=f"/again{len(self.seen)}")

    def hang_up(self):
        self.close_connection = True
        self.connection.close()


@pytest.fixture
def publisher():
    class Publisher(_Publisher):
        plan: ClassVar[list[str]] = []
        seen: ClassVar[list[dict[str, str]]] = []

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publisher) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        server.ending = threading.Event()
        Publisher.host = f"127.0.0.1:{server.server_port}"
        yield Publisher
        server.ending.set()
        server.shutdown()
        thread.join()


def _fetch(publisher, target, **kwargs):
    waits = []
    options = {"max_bytes": 10**6, "mirror_hosts": frozenset({publisher.host}), **kwargs}
    answer = fetch(f"http://{publisher.host}/file", target, sleep=waits.append, **options)
    return answer, waits


def test_fetch__brings_the_file_whole(publisher, tmp_path):
    answer, waits = _fetch(publisher, tmp_path / "new" / "file")
    assert (tmp_path / "new" / "file").read_bytes() == BODY
    assert (answer.n_bytes, answer.changed, waits) == (len(BODY), True, [])
    assert not list(tmp_path.rglob("*.part*"))


def test_fetch__asks_only_whether_something_changed(publisher, tmp_path):
    first, _ = _fetch(publisher, tmp_path / "file")
    second, _ = _fetch(publisher, tmp_path / "file")
    assert (first.changed, second.changed) == (True, False)
    assert second.sha256 == first.sha256
    assert publisher.seen[1]["if-none-match"] == '"v1"'
    assert "if-modified-since" in publisher.seen[1]


def test_fetch__fetches_again_what_somebody_deleted(publisher, tmp_path):
    _fetch(publisher, tmp_path / "file")
    (tmp_path / "file").unlink()
    answer, _ = _fetch(publisher, tmp_path / "file")
    assert answer.changed


def test_fetch__a_broken_transfer_is_resumed_where_it_ended(publisher, tmp_path):
    publisher.plan[:] = ["truncated"]
    _fetch(publisher, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert publisher.seen[1]["range"] == "bytes=1000-"
    assert publisher.seen[1]["if-range"] == '"v1"'


def test_fetch__without_a_tag_it_starts_anew(publisher, tmp_path):
    publisher.plan[:] = ["truncated-without-tag"]
    _fetch(publisher, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert "range" not in publisher.seen[1]


def test_fetch__another_part_than_asked_for_is_thrown_away(publisher, tmp_path):
    publisher.plan[:] = ["truncated", "wrong-part"]
    _fetch(publisher, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY


def test_fetch__a_part_of_another_version_is_not_glued_on(publisher, tmp_path):
    publisher.plan[:] = ["truncated", "other-version"]
    _fetch(publisher, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY[::-1]
    assert publisher.seen[1]["if-range"] == '"v1"'


def test_fetch__a_publisher_that_cannot_resume_sends_it_again(publisher, tmp_path):
    publisher.plan[:] = ["truncated", "no-range"]
    _fetch(publisher, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert "range" not in publisher.seen[2]


def test_fetch__a_part_larger_than_promised_is_refused(publisher, tmp_path):
    publisher.plan[:] = ["truncated", "lying-part"]
    with pytest.raises(FetchError, match="larger"):
        _fetch(publisher, tmp_path / "file")
    assert not list(tmp_path.glob("file*"))


@pytest.mark.parametrize(
    ("behaviour", "least", "most"),
    [("too-many", 3, 3), ("until-a-date", 15, 20), ("for-ages", 60, 60)],
)
def test_fetch__waits_as_long_as_it_is_asked_to(publisher, tmp_path, behaviour, least, most):
    publisher.plan[:] = [behaviour]
    _, (wait,) = _fetch(publisher, tmp_path / "file")
    assert least <= wait <= most


@pytest.mark.parametrize("behaviour", ["trickle", "endless-head", "silent"])
def test_fetch__a_slow_publisher_meets_the_deadline(publisher, tmp_path, behaviour):
    (tmp_path / "file").write_bytes(b"what we had")
    publisher.plan[:] = [behaviour] * 9
    started = time.monotonic()
    with pytest.raises(FetchError):
        _fetch(publisher, tmp_path / "file", deadline_s=0.4)
    assert time.monotonic() - started < 5
    assert (tmp_path / "file").read_bytes() == b"what we had"


def test_fetch__silence_is_given_up_after_the_timeout(publisher, tmp_path):
    publisher.plan[:] = ["silent"]
    _, waits = _fetch(publisher, tmp_path / "file", timeout_s=0.2)
    assert len(waits) == 1


@pytest.mark.parametrize("behaviour", ["busy", "hang-up"])
def test_fetch__trouble_that_passes_is_waited_out(publisher, tmp_path, behaviour):
    publisher.plan[:] = [behaviour] * 3
    _, waits = _fetch(publisher, tmp_path / "file")
    assert len(waits) == 3
    assert waits == ([7.0] * 3 if behaviour == "busy" else sorted(waits))


@pytest.mark.parametrize(
    "behaviour",
    ["endless", "huge-promise", "web-page", "disguised-page", "packed", "empty", "missing",
     "to-metadata", "to-file", "round-and-round"],
)  # fmt: skip
def test_fetch__a_lie_is_refused_and_the_old_file_stays(publisher, tmp_path, behaviour):
    (tmp_path / "file").write_bytes(b"what we had")
    publisher.plan[:] = [behaviour]
    with pytest.raises(FetchError) as caught:
        _fetch(publisher, tmp_path / "file")
    assert caught.value.hint
    assert (tmp_path / "file").read_bytes() == b"what we had"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("behaviour", ["truncated", "busy", "hang-up", "not-modified"])
def test_fetch__trouble_that_stays_is_given_up(publisher, tmp_path, behaviour):
    publisher.plan[:] = [behaviour] * 9
    with pytest.raises(FetchError):
        _fetch(publisher, tmp_path / "file", deadline_s=5)
    assert not (tmp_path / "file").exists()


def test_fetch__a_loopback_address_needs_to_be_named(publisher, tmp_path):
    with pytest.raises(FetchError, match="private"):
        _fetch(publisher, tmp_path / "file", mirror_hosts=frozenset())
    assert publisher.seen == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/x", "http://10.1.2.3/", "https://192.168.0.1/", "http://[::1]/",
     "http://169.254.169.254/", "http://0.0.0.0/", "http://100.64.0.1/", "http://[fe80::1]/",
     "http://[::ffff:127.0.0.1]/", "file:///etc/passwd", "ftp://example.org/", "gopher://x/",
     "https://user:secret@example.org/", "data:text/plain,x", "", "https:///nohost"],
)  # fmt: skip
def test_check_address__only_public_web_addresses(url):
    with pytest.raises(FetchError):
        check_address(url)


def test_fetch__a_name_that_changes_its_mind_is_refused(publisher, tmp_path, monkeypatch):
    """DNS rebinding: public when checked, private when connected to."""
    port = int(publisher.host.rpartition(":")[2])
    answers = iter(["93.184.215.14", *["127.0.0.1"] * 20])

    def look_up(_host, _port, **_kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr("rarekin.sources.fetch.connection.socket.getaddrinfo", look_up)
    with pytest.raises(FetchError, match=r"private address 127\.0\.0\.1"):
        fetch(f"http://rebind.example:{port}/x", tmp_path / "file", max_bytes=10, sleep=_never)
    assert publisher.seen == []


def test_fetch__one_private_address_among_several_is_enough_to_refuse(tmp_path, monkeypatch):
    def look_up(_host, port, **_kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port))
                for a in ("93.184.215.14", "10.0.0.1")]  # fmt: skip

    monkeypatch.setattr("rarekin.sources.fetch.connection.socket.getaddrinfo", look_up)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        fetch("http://two.example/x", tmp_path / "file", max_bytes=10, sleep=_never)


def test_fetch__the_address_checked_is_the_one_connected_to(publisher, tmp_path, monkeypatch):
    port = int(publisher.host.rpartition(":")[2])
    names, connected = [], []

    def look_up(host, _port, **_kwargs):
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    real = socket.socket.connect
    monkeypatch.setattr("rarekin.sources.fetch.connection.socket.getaddrinfo", look_up)
    monkeypatch.setattr(
        "socket.socket.connect", lambda self, to: (connected.append(to), real(self, to))[1]
    )
    host = f"named.example:{port}"
    fetch(f"http://{host}/x", tmp_path / "file", max_bytes=10**6, mirror_hosts=frozenset({host}))
    assert names == ["named.example"]
    assert connected == [("127.0.0.1", port)]


def _never(_seconds):
    raise AssertionError("nothing to wait for")
