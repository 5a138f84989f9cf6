"""Rank many cases on several machines: the same as `rank_lines`, on a cluster of Dask.

Every worker answers from its own copy of the release, which never changes, so that only cases
and rankings travel. Dask (https://docs.dask.org) is optional: ``pip install 'rarekin[dask]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from rarekin.api.making import release as releases
from rarekin.api.ranking.batch_reading import Numbered, numbered
from rarekin.api.ranking.rank_lines import Done, RankedLine, Wishes, spread, start, work
from rarekin.errors import InputError, KnowledgeError

LOCAL = "local"
# A task costs the scheduler and each worker a few milliseconds, whatever is in it.
_LINES_A_TASK = 400
# As shipped, Dask lets each worker give memory back after every large array, to be asked for
# again by the next, and looks a hundred times a second at what it does: half as much again as
# the ranking takes.
_LOCAL_SETTINGS = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 1 << 28,
    "distributed.worker.profile.enabled": False,
}
_started: dict[str, Wishes] = {}


def rank_on_cluster(
    lines: Iterable[bytes], address: str, wishes: Wishes, *, processes: int = 2
) -> Iterator[RankedLine]:
    """Rank the cases of each line on a cluster, in order.

    Parameters
    ----------
    lines
        As `rank_lines` takes them.
    address
        Of the scheduler, such as ``tcp://10.0.0.1:8786``; ``local`` starts a cluster on this
        machine.
    wishes
        What is to be written for each case.
    processes
        Workers of a local cluster.

    Yields
    ------
    ranked
        One per case; equal to what one process writes.

    Raises
    ------
    InputError
        If Dask is not installed, or nobody answers at the address.
    KnowledgeError
        If a worker has no copy of the release.
    """
    current = releases.current()
    task = partial(_work_there, str(current.path), current.version, wishes)
    with _client(address, processes) as client:
        n_workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        submit = partial(client.submit, task, pure=False)
        yield from spread(numbered(lines), submit, 4 * n_workers, _LINES_A_TASK)


@contextmanager
def _client(address: str, processes: int) -> Iterator[Any]:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise InputError(
            "A cluster needs Dask, which is not installed.", hint="Run: pip install 'rarekin[dask]'"
        ) from error
    if address == LOCAL:
        with (
            import_module("dask").config.set(_LOCAL_SETTINGS),
            distributed.LocalCluster(
                n_workers=processes, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster, direct_to_workers=True) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise InputError(
            f"No Dask scheduler answers at {address}.",
            hint="Start one with 'dask scheduler', and workers with 'dask worker ADDRESS'.",
        ) from error
    with client:
        yield client


def _work_there(path: str, version: str, wishes: Wishes, lines: list[Numbered]) -> Done:
    """Rank a few lines in a worker, which opens the release once."""
    if _started.get(version) != wishes:
        start(_own_copy(path, version), wishes)
        _started.clear()
        _started[version] = wishes
    return work(lines)


def _own_copy(path: str, version: str) -> Path:
    if Path(path).is_dir():
        return Path(path)
    for own, _ in releases.installed():
        if own == version:
            return releases.current().path.parent / version
    raise KnowledgeError(
        f"A worker has no copy of the release {version}.",
        hint="Copy its folder into RAREKIN_HOME/releases on every machine, or name a shared one.",
    )
