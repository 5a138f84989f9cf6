"""Try other numbers for the ranking model, and fit how scores become probabilities.

    python -m validation.rank_fit --try borrow=0.05 --try borrow=0.2 [--data ../shared/data]
    python -m validation.rank_fit --posterior [--folds 5]

Cases come from publications the annotations do not cite for the disease (`rank_accuracy`). A
number may be chosen on the development half of the publications only; it is taken where no
stratum of the held-out half falls: all cases, the mean over diseases, diseases without another
publication. No number may say how often a disease occurs among the cases. With ``--folds`` the
published cases of the other folds are compiled in, as in `rank_accuracy`.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from validation.rank_accuracy import (
    KS,
    Bench,
    Known,
    macro,
    number,
    rate,
    read_all,
    unread,
)

from rarekin.errors import RarekinError
from rarekin.model.identifiers import Curie
from rarekin.rank.engine import Profiles, finding_rows
from rarekin.rank.parameters import FITTED, RankParameters
from rarekin.rank.profiles import compile_profiles

SHARE_LISTED = 0.7
_START = (0.92, 0.57, -1.52, 0.48)


def changed(text: str) -> RankParameters:
    """The fitted numbers with some replaced: ``noise=0.1,borrow=0.2``."""
    values = dict(part.split("=") for part in text.split(",") if part)
    kinds = {field.name: type(getattr(FITTED, field.name)) for field in dataclasses.fields(FITTED)}
    return dataclasses.replace(FITTED, **{k: kinds[k](v) for k, v in values.items()})


def lonely_diseases(cases: Sequence[Known]) -> set[Curie]:
    """Diseases of a single publication."""
    papers: dict[Curie, set[str]] = defaultdict(set)
    for case in cases:
        papers[case.disease].add(case.publication)
    return {d for d, own in papers.items() if len(own) == 1}


def halves(cases: Sequence[Known]) -> tuple[list[Known], list[Known]]:
    """Development and held-out cases; a publication is in one of them."""
    held_out = [c for c in cases if number(c.publication) % 2]
    return [c for c in cases if not number(c.publication) % 2], held_out


def strata(cases: Sequence[Known], lonely: set[Curie]) -> str:
    """Top-1, top-3 and top-10 of all cases, of the mean over diseases, of lonely diseases."""
    few = [c for c in cases if c.disease in lonely]
    parts = ((rate, cases), (macro, cases), (rate, few))
    return " | ".join(
        "/".join(f"{share(some, k, lambda c: c.rank):.3f}" for k in KS) for share, some in parts
    )


def try_parameters(
    bench: Bench, cases: Sequence[Known], lonely: set[Curie], parameters: RankParameters
) -> None:
    """Print the strata of both halves with other numbers."""
    rows = [row for own in bench.rows.values() for row in own]
    arrays = compile_profiles(bench.engine.ontology, rows, {}, parameters)
    profiles = Profiles.load(arrays.__getitem__)
    ranked = [bench.ranked(c, bench.scores(c, profiles)) for c in cases]
    for name, half in zip(("development", "held-out"), halves(ranked), strict=True):
        print(f"  {name:<12}{strata(half, lonely)}", flush=True)


def loss(
    numbers: Sequence[float], scored: Sequence[tuple[np.ndarray, int, int]], weight: np.ndarray
) -> float:
    """Mean surprise at what the disease was; index -1 stands for one that is not listed."""
    temper, power, other, other_power = numbers
    total = 0.0
    for (log_lr, own, n), w in zip(scored, weight, strict=True):
        z = temper * n**-power * log_lr
        log_other = np.log(len(z)) + other - other_power * np.log(n)
        highest = max(float(z.max()), log_other)
        log_sum = highest + np.log(np.exp(z - highest).sum() + np.exp(log_other - highest))
        total += w * (log_sum - (log_other if own < 0 else z[own]))
    return total


def fit_posterior(
    bench: Bench, store: Sequence[Known], rounds: int = 40, n_folds: int = 0
) -> tuple[float, ...]:
    """Fit the four numbers of `validation.rank_posterior.Trust` on the development half."""
    scored, weight = [], []
    profiles = [
        bench.with_cases([c for c in store if number(c.publication) % n_folds != fold])
        for fold in range(n_folds)
    ] or [bench.profiles]
    for listed, share in ((True, SHARE_LISTED), (False, 1 - SHARE_LISTED)):
        some = [c for c in halves(unread(bench, store, listed))[0] if c.present]
        for case in some:
            n = len(finding_rows(bench.profiles, case.present))
            log_lr = bench.scores(case, profiles[number(case.publication) % len(profiles)])
            scored.append((log_lr, case.i_disease, n))
            weight.append(share / len(some))
    best, step = np.array(_START), 0.2
    least = loss(best, scored, np.array(weight))
    print(f"  {least:.4f} {best}")
    random = np.random.default_rng(1)
    for _ in range(rounds):
        trial = best + random.normal(0, step, 4)
        value = loss(trial, scored, np.array(weight))
        step *= 1.3 if value < least else 0.95
        if value < least:
            best, least = trial, value
    print(f"  {least:.4f} {best.round(3)}")
    return tuple(best.tolist())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--try", dest="trials", action="append", default=[])
    options.add_argument("--posterior", action="store_true")
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--folds", type=int, default=0, help="with cases, in so many folds")
    options.add_argument("--every", type=int, default=1, help="read only every so many-th case")
    chosen = options.parse_args()
    if not chosen.data.is_dir():
        raise SystemExit(f"{chosen.data} is absent; name the data mirror with --data.")
    try:
        bench = Bench()
    except RarekinError as error:
        raise SystemExit(f"{error} {error.hint}") from error
    store, _ = read_all(bench, chosen.data, chosen.every)
    lonely, cases = lonely_diseases(store), unread(bench, store)
    for trial in chosen.trials:
        print(trial or "as fitted")
        try_parameters(bench, cases, lonely, changed(trial))
    if chosen.posterior:
        print("posterior: temper, its power, other, its power")
        fit_posterior(bench, store, chosen.rounds, chosen.folds)


if __name__ == "__main__":
    main()
