"""``/metrics``: how the site does, as Prometheus reads it, for the host's own monitor only.

Nothing here is about anybody: queues, ages, failures, times. Still it says how busy a site is,
so it is off by default and answers only the addresses that ``RAREKIN_METRICS`` names. Whoever
comes through a proxy is a visitor, whatever address the proxy has, and gets what stands at
every address that is none.
"""

from __future__ import annotations

import datetime
import ipaddress
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from rarekin import __version__
from rarekin.api.home import home
from rarekin.api.making.last_sync import last_sync
from rarekin.api.making.release import current
from rarekin.errors import KnowledgeError
from rarekin.web.shell.disk import can_write
from rarekin.web.shell.latency import BOUNDS, measured

PATH = "/metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PROXYS_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


@dataclass(frozen=True, slots=True)
class Metric:
    """One number.

    Attributes
    ----------
    name, help
        Without the site's prefix; ``help`` is a sentence.
    value
        The number.
    kind
        ``gauge`` or ``counter``.
    labels
        Never anything a reader typed.
    """

    name: str
    help: str
    value: float
    kind: str = "gauge"
    labels: Mapping[str, str] = field(default_factory=dict)


Collector = Callable[[], Iterator[Metric]]
_collectors: list[Collector] = []


def register(collector: Collector) -> None:
    """Add numbers from the database.

    Parameters
    ----------
    collector
        Yields them; where the database is away, none of them are shown.
    """
    if collector not in _collectors:
        _collectors.append(collector)


def may_read(request: HttpRequest) -> bool:
    """Tell whether somebody may read the numbers.

    Parameters
    ----------
    request
        Its own address counts, not what it says about itself.

    Returns
    -------
    may_read
        False for whoever came through a proxy.
    """
    if any(name in request.META for name in _PROXYS_HEADERS):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in settings.METRICS)


def metrics() -> HttpResponse:
    """Write all numbers.

    Returns
    -------
    response
        200 even where the database or a release is missing: that is what a number says.
    """
    lines: list[str] = []
    said: set[str] = set()
    for metric in _all():
        name = f"rarekin_{metric.name}"
        if name not in said:
            said.add(name)
            lines += (f"# HELP {name} {metric.help}", f"# TYPE {name} {metric.kind}")
        lines.append(f"{name}{_labels(metric.labels)} {metric.value:.10g}")
    lines += _histogram()
    return HttpResponse("\n".join(lines) + "\n", content_type=CONTENT_TYPE)


def _all() -> Iterator[Metric]:
    yield Metric("info", "Version of the program.", 1, labels={"version": __version__})
    yield from _of_knowledge()
    yield Metric("disk_free_bytes", "Free space below the data folder.", _free_bytes())
    yield Metric("disk_writable", "Whether the data folder can be written.", can_write())
    try:
        found = [metric for collect in _collectors for metric in collect()]
    except DatabaseError:
        found = []
    is_up = bool(found) or not _collectors
    yield Metric("database_up", "Whether the database of people answers.", is_up)
    yield from found


def _of_knowledge() -> Iterator[Metric]:
    now = datetime.datetime.now(datetime.UTC)
    try:
        date = current().manifest.date
    except KnowledgeError:
        date = None
    yield Metric("release_up", "Whether a knowledge release can be read.", date is not None)
    if date is not None:
        days = (now.date() - date).days
        yield Metric("release_age_seconds", "Since the day of the newest source.", 86_400 * days)
    done = last_sync()
    if done is not None:
        age = (now - done.finished).total_seconds()
        yield Metric("sync_age_seconds", "Since the last sync ended.", age)
        n = len(done.problems)
        yield Metric("sync_problems", "Sources that the last sync could not bring.", n)


def _free_bytes() -> float:
    try:
        return shutil.disk_usage(home()).free
    except OSError:
        return float("nan")


def _histogram() -> Iterator[str]:
    name, failed = "rarekin_request_seconds", "rarekin_request_failures_total"
    seen = list(measured())
    if not seen:
        return
    yield f"# HELP {name} Time to answer, by view; own are all pages of people."
    yield f"# TYPE {name} histogram"
    for view in seen:
        for bound, n in zip((*map(str, BOUNDS), "+Inf"), view.within, strict=True):
            yield f"{name}_bucket{_labels({'view': view.view, 'le': bound})} {n}"
        yield f"{name}_sum{_labels({'view': view.view})} {view.seconds:.6f}"
        yield f"{name}_count{_labels({'view': view.view})} {view.within[-1]}"
    yield f"# HELP {failed} Answers of status 500 and above, by view."
    yield f"# TYPE {failed} counter"
    for view in seen:
        yield f"{failed}{_labels({'view': view.view})} {view.n_failed}"


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    escaped = (
        (name, text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n"))
        for name, text in labels.items()
    )
    return "{" + ",".join(f'{name}="{text}"' for name, text in escaped) + "}"
