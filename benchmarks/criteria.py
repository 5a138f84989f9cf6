"""How long checking one case against every set of criteria takes.

Run with ``python benchmarks/criteria.py``; appends to ``benchmarks/history/<version>.csv``.
"""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rarekin import __version__
from rarekin.api import criteria as door
from rarekin.model.case import Case

HISTORY = Path(__file__).parent / "history" / f"{__version__}.csv"
COLUMNS = ("scenario", "size", "metric", "value", "unit")
N_REPEATS = 20


def milliseconds(case: Case, ask: Callable[[Case], object]) -> list[float]:
    taken = []
    for _ in range(N_REPEATS):
        start = time.perf_counter()
        ask(case)
        taken.append((time.perf_counter() - start) * 1e3)
    return taken


def every_set(case: Case) -> None:
    for criteria_set in door.criteria_sets():
        door.check(criteria_set.id, case)


def rows() -> list[tuple[str, int, str, float, str]]:
    n_sets = len(door.criteria_sets())
    worked = [w.case for one in door.criteria_sets() for w in door.worked_cases(one.id)]
    scenarios = {
        "criteria_nothing_known": ([Case("nobody")], every_set),
        "criteria_worked_cases": (worked[::4], every_set),
        "criteria_near_worked_cases": (worked, door.near),
    }
    found = []
    for name, (cases, ask) in scenarios.items():
        taken = sorted(t for case in cases for t in milliseconds(case, ask))
        found.append((name, n_sets, "p50", round(statistics.median(taken), 3), "ms"))
        found.append((name, n_sets, "p99", round(taken[int(len(taken) * 0.99)], 3), "ms"))
    return found


def main() -> None:
    found = rows()
    is_new = not HISTORY.is_file() or not HISTORY.stat().st_size
    HISTORY.parent.mkdir(exist_ok=True)
    with HISTORY.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(COLUMNS)
        writer.writerows(found)
    for row in found:
        print(*row)


if __name__ == "__main__":
    main()
