"""Every address of the site, asked in ways no browser would: which answers are our own failures?

Parts of paths, queries, bodies and names of uploaded files are replaced by what breaks programs:
null characters, bytes that are no text, halves of characters, numbers that are none, climbing
paths, great lengths. A refusal is a good answer; a status of 500 and above is a fault.

    python validation/odd_requests.py
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

ODD_TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "é",
    "ключ",
    "\U0001f9ec",
    "‮",
    "\u202ea",
    "..",
    "../../etc/passwd",
    "nan",
    "NaN",
    "inf",
    "-inf",
    "1e999",
    "-1",
    "1,5",
    "²",
    "٣",
    "9" * 400,
    "%",
    "%s%n",
    "{}",
    "<script>",
    "' OR 1=1 --",
    "HP:0000118",
    "HP:99999999",
    "MONDO:",
    ":::",
    "a\r\nb: c",
    "\n",
    "a" * 3000,
)
ODD_BYTES = (b"\xff\xfe", b"%c3%28", b"\xed\xa0\x80", b"\xc0\x80")
ODD_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e999", "-0", "9" * 400, '"\\ud800"', "1e-400")
FIELDS = (
    *("q", "text", "age", "unit", "sex", "term", "s", "add", "page", "next", "lang", "a", "b"),
    *("sign", "onset", "do", "handle", "email", "login", "password", "code", "id", "disease"),
    *("me-age", "mother-age", "item", "model", "file", "format", "shown", "limit", "version"),
)
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<\w+>[^)]*\)")


@dataclass(frozen=True, slots=True)
class Request:
    """One odd request.

    Attributes
    ----------
    method
        GET or POST.
    path
        Escaped, with the query.
    body
        Of a POST.
    content_type
        Of the body.
    """

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""


def addresses(patterns: Sequence[Any], prefix: str = "/") -> Iterator[str]:
    """Yield the template of every address below some URL patterns.

    Parameters
    ----------
    patterns
        Of Django's resolver.
    prefix
        What stands before.

    Yields
    ------
    template
        Such as ``/disease/<path:id>``.
    """
    for entry in patterns:
        own = str(entry.pattern).lstrip("^").rstrip("$")
        if hasattr(entry, "url_patterns"):
            yield from addresses(entry.url_patterns, prefix + own)
        else:
            yield prefix + own


def odd_requests(templates: Sequence[str], seed: int, per_address: int) -> Iterator[Request]:
    """Yield odd requests to each address.

    Parameters
    ----------
    templates
        From `addresses`.
    seed
        Same seed, same requests.
    per_address
        How many.

    Yields
    ------
    request
        In the order of the templates.
    """
    chance = random.Random(seed)
    for template in templates:
        for _turn in range(per_address):
            yield _odd(template, chance)


def _odd(template: str, chance: random.Random) -> Request:
    def part(_match: re.Match[str]) -> str:
        if chance.random() < 0.2:
            return quote(chance.choice(ODD_BYTES))
        return quote(chance.choice(ODD_TEXTS), safe="")

    path = _ARGUMENT.sub(part, template).replace("\\", "")
    fields = {name: chance.choice(ODD_TEXTS) for name in chance.sample(FIELDS, 4)}
    kind = chance.choice(("get", "form", "file", "json"))
    if kind == "get":
        raw = f"&q={quote(chance.choice(ODD_BYTES))}" if chance.random() < 0.3 else ""
        return Request("GET", f"{path}?{urlencode(fields)}{raw}")
    if kind == "form":
        return Request(
            "POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded"
        )
    if kind == "json":
        number = chance.choice(ODD_NUMBERS)
        text = json.dumps({**fields, "number": 0}).replace('"number": 0', f'"age_years": {number}')
        return Request("POST", path, text.encode(), "application/json")
    return Request("POST", path, _upload(fields, chance), "multipart/form-data; boundary=odd")


def _upload(fields: dict[str, str], chance: random.Random) -> bytes:
    out = io.BytesIO()
    for name, text in fields.items():
        out.write(b"--odd\r\n")
        out.write(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode())
    name = chance.choice((*(t.encode() for t in ODD_TEXTS), *ODD_BYTES))
    name = name.replace(b"\r\n", b"").replace(b"\n", b"").replace(b'"', b"")
    content = chance.choice((b"", b"\0" * 64, b"\xff\xfe\0a", b"{}", b"[" * 5000, b"a\tb\tnan\n"))
    out.write(b"--odd\r\n")
    out.write(b'Content-Disposition: form-data; name="file"; filename="' + name + b'"\r\n')
    out.write(b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n--odd--\r\n")
    return out.getvalue()


def send(client: Any, request: Request) -> int:
    """Send a request through Django's test client.

    Parameters
    ----------
    client
        A ``django.test.Client`` that raises nothing.
    request
        What to send.

    Returns
    -------
    status
        Of the answer.
    """
    if request.method == "GET":
        return int(client.get(request.path).status_code)
    given = {"data": request.body, "content_type": request.content_type}
    return int(client.generic("POST", request.path, **given).status_code)


def main() -> None:
    """Ask everything of a site without people, and print what failed."""
    from rarekin.web.starting import start_django

    start_django()
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment
    from django.urls import get_resolver

    setup_test_environment()
    templates = sorted(set(addresses(get_resolver().url_patterns)))
    client, failed, n = Client(raise_request_exception=False), [], 0
    for request in odd_requests(templates, seed=1, per_address=60):
        n += 1
        if send(client, request) >= 500:
            failed.append(request)
    teardown_test_environment()
    for request in failed:
        print(request.method, request.path[:150], request.body[:150])
    print(f"{n:,} odd requests to {len(templates)} addresses, {len(failed)} failures of ours")


if __name__ == "__main__":
    main()
