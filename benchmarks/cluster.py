"""Time a batch of simulated cases on a local Dask cluster, and beside it in processes.

    python -m benchmarks.cluster [--cases 20000] [--workers 2] [--only dask]

A case has five signs of one disease, drawn from what the release says of it, and one sign of
another disease. That the cluster writes the same is compared byte by byte. Beside the time on
the clock stands that of the processors, which other work on the machine changes little.
"""

import argparse
import hashlib
import json
import random
import resource
import time
from collections.abc import Iterable, Iterator

from rarekin.api.ranking.rank_cluster import LOCAL, rank_on_cluster
from rarekin.api.ranking.rank_lines import RankedLine, Wishes, rank_lines
from rarekin.api.ranking.ranker import ranker

TOP = 20


def simulated(n_cases: int, seed: int = 2026) -> Iterator[bytes]:
    """Yield cases as lines of JSON, always the same for a seed."""
    engine, draw = ranker(), random.Random(seed)
    profiles, labels = engine.profiles, engine.ontology.ids
    pointers, rows, terms = profiles.direct_indptr, profiles.direct_row, profiles.term_of
    told = [
        [labels[t] for t in terms[rows[pointers[i] : pointers[i + 1]]]]
        for i in range(len(engine.ids))
    ]
    rich = [i for i, signs in enumerate(told) if len(signs) >= 5]
    for n in range(n_cases):
        own, other = draw.choice(rich), draw.choice(rich)
        signs = [*draw.sample(told[own], 5), draw.choice(told[other])]
        features = [{"type": {"id": sign}} for sign in signs]
        yield json.dumps({"id": f"s{n}", "phenotypicFeatures": features}).encode()


def _busy(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timed(name: str, n_cases: int, ranked: Iterable[RankedLine]) -> str:
    """Print how quick it was, and return a digest of what was written."""
    begin, digest, first = time.perf_counter(), hashlib.sha256(), 0.0
    own, theirs = _busy(resource.RUSAGE_SELF), _busy(resource.RUSAGE_CHILDREN)
    for n, line in enumerate(ranked, start=1):
        first = first or time.perf_counter() - begin
        digest.update(line.text.encode())
        if n % 20_000 == 0:
            print(f"  {n} after {time.perf_counter() - begin:.0f} s", flush=True)
    seconds = time.perf_counter() - begin
    own = _busy(resource.RUSAGE_SELF) - own
    theirs = _busy(resource.RUSAGE_CHILDREN) - theirs
    print(
        f"{name}: {n_cases} cases in {seconds:.1f} s, the first after {first:.1f} s, "
        f"{n_cases / seconds:.0f} cases/s; processors {theirs:.1f} s in workers and {own:.1f} s "
        f"beside them, {1e3 * (own + theirs) / n_cases:.2f} ms a case",
        flush=True,
    )
    return digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=("dask", "processes"))
    given = parser.parse_args()
    n, workers, written = given.cases, given.workers, set()
    if given.only != "processes":
        wishes = Wishes(TOP, score=False, explain=0, genes=False)
        ranked = rank_on_cluster(simulated(n), LOCAL, wishes, processes=workers)
        written.add(timed(f"Dask, {workers} workers", n, ranked))
    if given.only != "dask":
        ranked = rank_lines(simulated(n), top=TOP, processes=workers)
        written.add(timed(f"{workers} processes", n, ranked))
    assert len(written) == 1, "the cluster wrote something else"
    print(f"SHA-256 of what was written: {written.pop()}")


if __name__ == "__main__":
    main()
