"""How long answers take, counted by view in memory that all workers share.

No address, no disease and nobody is in these numbers. All pages that belong to somebody, from
sign-up to the last message, count as one view: what is seldom opened would tell on its own.
"""

from __future__ import annotations

import mmap
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0)
"""Upper ends of the classes in seconds; what takes longer is in one class more."""

SLOTS = 32
"""Most workers that count at once; each writes into a place of its own."""

_PUBLIC = ("shell", "atlas", "clinic", "http_api")
_FIRST = ("own", "other")
_MOST_VIEWS = 256
_WIDTH = len(BOUNDS) + 3  # the classes, one beyond, the sum of seconds, failures
_SECONDS, _FAILED = -2, -1

# Made before gunicorn forks, so that one worker can tell what all of them counted.
_memory = mmap.mmap(-1, SLOTS * _MOST_VIEWS * _WIDTH * 8)
_counts = np.frombuffer(_memory, np.float64).reshape(SLOTS, _MOST_VIEWS, _WIDTH)
_guard = threading.Lock()
_slot = 0

Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted of a view.

    Attributes
    ----------
    view
        Its name; ``own`` for all pages of people, ``other`` for what no view answered.
    within
        For each of `BOUNDS` how many answers took at most so long; last, how many there were.
    seconds
        All of them together.
    n_failed
        Answers of status 500 and above.
    """

    view: str
    within: tuple[int, ...]
    seconds: float
    n_failed: int


def use_slot(number: int) -> None:
    """Let this process count in a place of its own.

    Parameters
    ----------
    number
        No other living process may have it.
    """
    global _slot  # noqa: PLW0603 - set once, right after the fork
    _slot = number % SLOTS


def measured() -> Iterator[Measured]:
    """Yield what all workers counted.

    Yields
    ------
    measured
        Views that were asked for.
    """
    sums = _counts.sum(axis=0)
    for view, row in zip(_views(), sums, strict=False):
        within = np.cumsum(row[:_SECONDS]).astype(int)
        if within[-1]:
            yield Measured(view, tuple(within.tolist()), float(row[_SECONDS]), int(row[_FAILED]))


class Latency:
    """Measures each answer; outermost, so that it counts all that a reader waits for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through with a clock."""
        began = time.perf_counter()
        response = self.get_response(request)
        _count(_view_of(request), time.perf_counter() - began, response.status_code >= 500)
        return response


def _count(view: str, seconds: float, is_failed: bool) -> None:
    views = _numbers()
    with _guard:
        row = _counts[_slot, views.get(view, views["other"])]
        row[bisect_left(BOUNDS, seconds)] += 1
        row[_SECONDS] += seconds
        row[_FAILED] += is_failed


def _view_of(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return "other"
    return match.view_name if match.namespace in _PUBLIC else "own"


@cache
def _views() -> tuple[str, ...]:
    names = sorted(set(_names(get_resolver().url_patterns, "")))
    return (*_FIRST, *names)[:_MOST_VIEWS]


@cache
def _numbers() -> dict[str, int]:
    return {view: i for i, view in enumerate(_views())}


def _names(patterns: Sequence[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = entry.namespace or namespace
            if not namespace or namespace in _PUBLIC:
                yield from _names(entry.url_patterns, inner)
        elif namespace in _PUBLIC and entry.name:
            yield f"{namespace}:{entry.name}"
