"""Has a change to the ranking's code changed any result? Numbers kept, and compared.

    python -m validation.rank_same keep FILE [--data ../shared/data] [--cases 300]
    python -m validation.rank_same compare FILE

Run ``keep`` before the change and ``compare`` after it, with the same release: every number of
every ranking, its reasons, families and questions included, may differ by 1e-9 at most, and
every word must be the same. Says the processor time of one case and of a batch too.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.rank import read_lines

from rarekin.api.diseases.terms import read_case
from rarekin.api.ranking.rank import rank_case
from rarekin.api.ranking.rank_lines import rank_lines
from rarekin.api.ranking.ranker import ranker
from rarekin.rank.engine import log_likelihood_ratios

TOLERANCE = 1e-9


def results(lines: list[bytes]) -> list[Any]:
    """Rankings as the program gives them, and the numbers of all candidates."""
    engine, found = ranker(), []
    for case, _ in map(read_case, lines):
        ranking = dataclasses.asdict(rank_case(case, top=40))
        found.append(json.loads(json.dumps(ranking)))
    for rows in ([1], [2, 5, 9], list(range(3, 60, 4))):
        verdict = engine.judge.judge(rows, log_likelihood_ratios(engine.profiles, rows))
        found.append([verdict.candidates.tolist(), verdict.columns.tolist(), verdict.p_other])
    return found


def differences(kept: Any, found: Any, where: str = "") -> list[str]:
    """Places at which two results are not the same."""
    if isinstance(kept, dict) and isinstance(found, dict) and kept.keys() == found.keys():
        pairs = [(f"{where}.{key}", kept[key], found[key]) for key in kept]
    elif isinstance(kept, list) and isinstance(found, list) and len(kept) == len(found):
        pairs = [(f"{where}[{i}]", *pair) for i, pair in enumerate(zip(kept, found, strict=True))]
    elif isinstance(kept, float) and isinstance(found, float):
        return [] if abs(kept - found) <= TOLERANCE else [f"{where}: {kept} is now {found}"]
    else:
        return [] if kept == found else [f"{where}: {kept!r:.80} is now {found!r:.80}"]
    return [line for name, old, new in pairs for line in differences(old, new, name)]


def times(lines: list[bytes]) -> str:
    """Processor time of one case, the best of three, and of a batch."""
    seconds = []
    for case in [case for case, _ in map(read_case, lines) if case.present]:
        runs = []
        for _ in range(3):
            begin = time.process_time()
            rank_case(case)
            runs.append(time.process_time() - begin)
        seconds.append(min(runs))
    begin = time.process_time()
    n = sum(1 for _ in rank_lines(lines))
    rate = n / (time.process_time() - begin)
    p50, p99 = 1e3 * np.quantile(seconds, [0.5, 0.99])
    return f"one case p50 {p50:.2f}, p99 {p99:.2f} ms; batch {rate:.0f} cases per second"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("do", choices=["keep", "compare"])
    options.add_argument("file", type=Path)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--cases", type=int, default=300)
    chosen = options.parse_args()
    lines = read_lines(chosen.data, chosen.cases)
    found = results(lines)
    if chosen.do == "keep":
        chosen.file.write_text(json.dumps(found))
    else:
        changed = differences(json.loads(chosen.file.read_text()), found)
        print(f"{len(lines)} cases, {len(changed)} differences", *changed[:20], sep="\n")
        if changed:
            sys.exit(1)
    print(times(lines))


if __name__ == "__main__":
    main()
