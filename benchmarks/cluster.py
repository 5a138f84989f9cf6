"""Time a batch of simulated cases on a local Dask cluster, and beside it in processes.

    python -m benchmarks.cluster [--cases 20000] [--workers 2]

A case has five signs of one disease, drawn from what the release says of it, and one sign of
another disease. That the cluster writes the same is compared byte by byte.
"""

import argparse
import hashlib
import json
import random
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


def timed(name: str, n_cases: int, ranked: Iterable[RankedLine]) -> str:
    """Print how quick it was, and return a digest of what was written."""
    begin, digest = time.perf_counter(), hashlib.sha256()
    for line in ranked:
        digest.update(line.text.encode())
    seconds = time.perf_counter() - begin
    print(f"{name}: {n_cases} cases in {seconds:.1f} s, {n_cases / seconds:.0f} cases/s")
    return digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    lines = list(simulated(given.cases))
    wishes = Wishes(TOP, False, 0, False)
    cluster = timed(
        f"Dask, {given.workers} workers", given.cases,
        rank_on_cluster(lines, LOCAL, wishes, processes=given.workers),
    )  # fmt: skip
    pool = timed(
        f"{given.workers} processes", given.cases,
        rank_lines(lines, top=TOP, processes=given.workers),
    )  # fmt: skip
    assert cluster == pool, "the cluster wrote something else"
    print("both wrote the same bytes")


if __name__ == "__main__":
    main()
