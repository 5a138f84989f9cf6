"""Who sends slowly, or nothing, holds up nobody: a real server with few threads."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from rarekin.web.patient_worker import is_whole

pytestmark = pytest.mark.enable_socket
APP = """
def app(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body) + 2))])
    return [b"ok" + body]
"""
CLASS = "rarekin.web.patient_worker.PatientWorker"


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    (folder / "tiny.py").write_text(APP)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-k", CLASS, "-w", "1", "--threads", "2",
               "-b", f"127.0.0.1:{port}", "--keep-alive", "15", "--chdir", str(folder),
               "tiny:app"]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ.copy(), stderr=subprocess.DEVNULL)
    try:
        for _turn in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("tiny")) as number:
        yield number


def ask(port, method="GET", body=None, headers=None):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, "/", body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()


STARTS = {
    "says nothing": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
    "no body": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{",
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_slow_ones__twenty_of_them_hold_up_nobody(port, start):
    with ExitStack() as held:
        for _n in range(20):
            slow = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            slow.sendall(start)
        time.sleep(0.3)
        for _n in range(5):
            assert ask(port) == (200, b"ok")


def test_drip__byte_by_byte_is_answered_in_the_end(port):
    whole = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd"
    with socket.create_connection(("127.0.0.1", port)) as slow:
        for n in range(len(whole)):
            slow.sendall(whole[n : n + 1])
            time.sleep(0.002)
        slow.settimeout(10)
        answer = b""
        while not answer.endswith(b"okabcd"):
            answer += slow.recv(4096)
    assert answer.startswith(b"HTTP/1.1 200")


def test_kept_connection__serves_one_request_after_another(port):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        for n in range(5):
            connection.request("POST", "/", b"x" * n)
            assert connection.getresponse().read() == b"ok" + b"x" * n


def test_two_requests_in_one_breath__are_both_answered(port):
    one = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(10)
        client.sendall(one + one)
        answers = b""
        while answers.count(b"200 OK") < 2 or not answers.endswith(b"ok"):
            answers += client.recv(4096)


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 3_000_000])
def test_bodies__of_every_size_arrive_whole(port, size):
    status, answer = ask(port, "POST", b"y" * size)
    assert status == 200
    assert answer == b"ok" + b"y" * size


def test_chunked_and_expected_bodies__arrive_whole(port):
    status, answer = ask(port, "POST", iter([b"ab", b"cd"]))
    assert (status, answer) == (200, b"okabcd")
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(10)
        client.sendall(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        assert client.recv(4096).startswith(b"HTTP/1.1 100")
        client.sendall(b"hi")
        answer = b""
        while not answer.endswith(b"okhi"):
            answer += client.recv(4096)


def test_nonsense__is_refused_and_does_not_end_the_worker(port):
    for bad in (b"\x00" * 100 + b"\r\n\r\n", b"GET\r\n\r\n", b"A" * 200_000, b"\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.settimeout(10)
            with suppress(OSError):
                client.sendall(bad)
                while client.recv(4096):
                    pass
        assert ask(port) == (200, b"ok")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\n", False),
        (b"GET / HTTP/1.1\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\ncontent-LENGTH:  2 \r\nA: b\r\n\r\na", False),
        (b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab", True),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n", True),
        (b"x" * 70_000, True),
    ],
)
def test_whole__is_known_from_what_was_sent(sent, expected):
    assert is_whole(sent) is expected
