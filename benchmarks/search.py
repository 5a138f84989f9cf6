"""How long a search takes while somebody types, and how often its first answer is right.

    RAREKIN_HOME=<home with a release> python -m benchmarks.search [--append]

Every query of ``tests/truth/search_queries`` is typed letter by letter from the second letter on
and searched as the site's typeahead does (eight diseases, three findings, three genes).
"""

from __future__ import annotations

import argparse
import csv
import statistics
import time
from pathlib import Path

from rarekin import __version__
from rarekin.api.diseases.searching import search_all

ROOT = Path(__file__).resolve().parents[1]
HISTORY = Path(__file__).parent / "history" / f"{__version__}.csv"
QUERIES = ROOT / "tests" / "truth" / "search_queries" / "queries.tsv"
EVERY = 3


def keystrokes() -> list[str]:
    """What a browser asks while the queries are typed, every third letter."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file, delimiter="\t")]
    return [query[:n] for query in queries for n in range(2, len(query) + 1, EVERY)]


def rows() -> list[tuple[str, int, str, float, str]]:
    """Return the percentiles of wall-clock and of processor time."""
    typed = keystrokes()
    search_all("warm it up", 8)
    wall, busy = [], []
    for text in typed:
        start, start_busy = time.perf_counter(), time.process_time()
        search_all(text, 8)
        wall.append((time.perf_counter() - start) * 1e3)
        busy.append((time.process_time() - start_busy) * 1e3)
    found = []
    for name, taken in (("search_typeahead", wall), ("search_typeahead_cpu", busy)):
        cuts = statistics.quantiles(taken, n=100)
        for metric, value in (("p50", cuts[49]), ("p95", cuts[94]), ("p99", cuts[98])):
            found.append((name, len(typed), metric, round(value, 3), "ms"))
    return found


def main() -> None:
    """Print the figures, and keep them where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--append", action="store_true")
    is_kept = parser.parse_args().append
    found = rows()
    for row in found:
        print(*row)
    if is_kept:
        with HISTORY.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(found)


if __name__ == "__main__":
    main()
