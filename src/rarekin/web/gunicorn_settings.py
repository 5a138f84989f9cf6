"""How gunicorn serves: two workers with threads, no access log, no addresses in any log."""

from __future__ import annotations

import gc
from itertools import count
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from rarekin.web.environment import read_number

# Where each worker counts, by its age, which is a number of its own.
_slots: dict[int, int] = {}


class DiscreetLogger(Logger):
    """Keeps what readers asked for out of the error log.

    gunicorn writes the address of a request it fails on, and quotes one it cannot read.
    """

    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log that something failed, and of which kind, but not on which address."""
        self.error_log.error("A request failed inside the server.")

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log a warning, without the words of a request that could not be read."""
        if str(msg).startswith("Invalid request"):
            msg, args = "A request that could not be read was refused.", ()
        self.error_log.warning(msg, *args, **kwargs)


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Give a worker to be a place to count in that no living one has."""
    living = {other.age for other in server.WORKERS.values()}
    for age in set(_slots) - living:
        del _slots[age]
    _slots[worker.age] = next(n for n in count(1) if n not in _slots.values())


def post_fork(server: Arbiter, worker: Worker) -> None:
    """Count there from now on."""
    from rarekin.web.shell.latency import use_slot

    use_slot(_slots[worker.age])


def post_worker_init(worker: Worker) -> None:
    """Open what the first reader would otherwise wait for."""
    from rarekin.web.atlas.warming import warm

    warm()
    # An open release is a million objects and none of them garbage: looking through them all
    # would hold up one answer in a few hundred by a tenth of a second.
    gc.collect()
    gc.freeze()


wsgi_app = "rarekin.web.wsgi:application"
workers = int(read_number("RAREKIN_WORKERS", 2, 1, 64))
worker_class = "rarekin.web.patient_worker.PatientWorker"
threads = int(read_number("RAREKIN_THREADS", 4, 1, 64))
preload_app = True
timeout = 60
graceful_timeout = 5
keepalive = 15
max_requests = 50_000
max_requests_jitter = 5_000
accesslog = None
loglevel = "warning"
logger_class = DiscreetLogger
control_socket_disable = True
