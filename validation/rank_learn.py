"""Fit the trees that judge the whole picture, and say how well they do on unseen diseases.

    python -m validation.rank_learn --cases [--data ../shared/data] [--write]
    python -m validation.rank_learn         [--data ../shared/data] [--write]

With ``--cases`` published cases are compiled in, in folds of publications, so that no patient
meets a paper of its own; every patient whose disease has cases is trained on once more with all
cases of that disease withheld. Without it annotations alone count, as on a fresh machine.
Everything printed is out of fold: folds over diseases, none both trained on and tested.
``--write`` puts the numbers beside the program (``rank/fitted``); no case is in them.

Needs LightGBM, which the program itself does not: ``pip install lightgbm==4.7.0 scipy`` into an
environment of your own.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from validation.rank_accuracy import KS, Bench, Known, mid_rank, number, read_all, unread

from rarekin.rank.engine import Profiles, best, finding_rows
from rarekin.rank.judge import N_CANDIDATES
from rarekin.rank.picture import FALLING, GROUP_OF, GROUPS, NAMES, RISING, Picture, summary
from rarekin.rank.trees import LEAVES, SPLITS, Trees

Array = np.ndarray[Any, np.dtype[Any]]
FOLDS = 5
PAPER_FOLDS = 20
"""Parts of the publications left out in turn: each patient meets all cases but a twentieth."""
TREES = 200
WITHHELD = 1.0
"""Weight of a patient whose disease's cases are withheld: below 1, diseases without cases fall
behind the likelihood; above, everybody else loses and they gain nothing."""
SHARE_LISTED = 0.7
TEMPER = {True: (0.793, 0.388), False: (0.97, 0.56)}
"""What the likelihood counts for, with and without cases: `rank_fit --posterior`."""
DESTINATION = Path(__file__).parents[1] / "src/rarekin/rank/fitted"
GROUPS_MEASURED = ("unread", "unread_alone", "lirical", "lirical_alone")
"""Patients of papers the annotations do not cite, of these whose disease has no other published
case; those of LIRICAL's papers, and of these whose disease has none."""
SETTINGS = {
    "objective": "lambdarank", "learning_rate": 0.05, "num_leaves": LEAVES,
    "min_data_in_leaf": 40, "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1,
    "lambda_l2": 5.0, "lambdarank_truncation_level": 20, "verbose": -1, "num_threads": 1, "seed": 1,
    "monotone_constraints": [(n in RISING) - (n in FALLING) for n in NAMES],
}  # fmt: skip


@dataclass
class Seen:
    """A patient and the candidates, as the program sees them."""

    case: Known
    candidates: Array
    columns: Array
    base: Array
    weight: float = 1.0

    @property
    def own(self) -> Array:
        return self.candidates == self.case.i_disease


class School:
    """A release, with or without published cases."""

    def __init__(self, bench: Bench, store: Sequence[Known], with_cases: bool) -> None:
        self.bench, self.store, self.with_cases = bench, store, with_cases
        self.temper, self.power = TEMPER[with_cases]
        self.plain = self._opened(bench.profiles)
        self.plain_picture = Picture(self.plain, bench.engine.ontology)

    def _opened(self, profiles: Profiles) -> Profiles:
        own = self.bench.engine.profiles
        return replace(profiles, kin_indptr=own.kin_indptr, kin=own.kin)

    def see(self, cases: Sequence[Known], own: set[str], withheld: bool = False) -> list[Seen]:
        """Look at patients with the cases of some publications left out."""
        profiles, picture = self.plain, self.plain_picture
        if self.with_cases and not withheld:
            kept = [c for c in self.store if c.publication not in own]
            profiles = self._opened(self.bench.with_cases(kept))
            picture = Picture(profiles, self.bench.engine.ontology)
            self._last = profiles, picture
        return [self._one(case, profiles, picture) for case in cases if case.present]

    def see_withheld(self, cases: Sequence[Known], weight: float) -> list[Seen]:
        """Look again, as if the disease had no published case; after `see` of the same fold."""
        profiles, picture = self._last
        seen = []
        for case in cases:
            rows = finding_rows(profiles, case.present)
            plain = self.bench.scores(case, self.plain)
            log_lr = self.bench.scores(case, profiles).copy()
            log_lr[case.i_disease] = plain[case.i_disease]
            candidates = best(log_lr, N_CANDIDATES)
            columns = picture.columns(rows, candidates, log_lr)
            at = np.flatnonzero(candidates == case.i_disease)
            if len(at):
                columns[at] = self.plain_picture.columns(rows, candidates, log_lr)[at]
            seen.append(
                Seen(case, candidates, columns, self._base(rows, log_lr, candidates), weight)
            )
        return seen

    def _one(self, case: Known, profiles: Profiles, picture: Picture) -> Seen:
        rows = finding_rows(profiles, case.present)
        log_lr = self.bench.scores(case, profiles)
        candidates = best(log_lr, N_CANDIDATES)
        columns = picture.columns(rows, candidates, log_lr)
        return Seen(case, candidates, columns, self._base(rows, log_lr, candidates))

    def _base(self, rows: Sequence[int], log_lr: Array, candidates: Array) -> Array:
        base: Array = self.temper * len(rows) ** -self.power * log_lr[candidates]
        return base


def learn(seen: Sequence[Seen], omim: Array) -> Trees:
    """Fit trees to patients whose disease is among the candidates."""
    import lightgbm

    lists = [(s, omim[s.candidates]) for s in seen if (s.own & omim[s.candidates]).any()]
    data = lightgbm.Dataset(
        np.concatenate([s.columns[kept] for s, kept in lists]),
        np.concatenate([s.own[kept] for s, kept in lists]).astype(int),
        group=[int(kept.sum()) for _, kept in lists],
        weight=np.concatenate([np.full(kept.sum(), s.weight) for s, kept in lists]),
        init_score=np.concatenate([s.base[kept] for s, kept in lists]),
    )
    return packed(lightgbm.train(SETTINGS, data, TREES).dump_model()["tree_info"])


def packed(dumped: Sequence[dict[str, Any]]) -> Trees:
    """Turn a dumped model into arrays."""
    n = len(dumped)
    column = np.zeros((n, SPLITS), np.int16)
    threshold = np.full((n, SPLITS), -np.inf, np.float32)
    leaf = np.zeros((n, 2**SPLITS), np.uint8)
    value, share = np.zeros((n, LEAVES)), np.zeros((n, LEAVES, len(GROUPS)))
    for i, tree in enumerate(dumped):
        splits: list[dict[str, Any]] = []
        ends: list[list[tuple[int, bool]]] = []

        def walk(node: dict[str, Any], asked: list[tuple[int, bool]], owed: Array) -> None:
            if "leaf_value" in node:
                value[i, len(ends)] = node["leaf_value"]  # noqa: B023
                share[i, len(ends)] = owed  # noqa: B023
                ends.append(asked)  # noqa: B023
                return
            place = len(splits)  # noqa: B023
            splits.append(node)  # noqa: B023
            here = node["internal_value"]
            group = GROUPS.index(GROUP_OF[NAMES[node["split_feature"]]])
            for side, goes in (("left_child", True), ("right_child", False)):
                child = node[side]
                new = owed.copy()
                new[group] += child.get("leaf_value", child.get("internal_value")) - here
                walk(child, [*asked, (place, goes)], new)

        root = tree["tree_structure"]
        walk(root, [], np.zeros(len(GROUPS)))
        # What a tree says before it asks anything is the same for all diseases.
        value[i, : len(ends)] -= root.get("internal_value", root.get("leaf_value"))
        for k, node in enumerate(splits):
            column[i, k] = node["split_feature"]
            exact = np.float32(node["threshold"])
            # Rounded down, so that a value at the threshold keeps its side.
            threshold[i, k] = (
                np.nextafter(exact, np.float32(-np.inf)) if exact > node["threshold"] else exact
            )
        for answers in range(2**SPLITS):
            leaf[i, answers] = next(
                j for j, asked in enumerate(ends)
                if all((answers >> k & 1) == goes for k, goes in asked)
            )  # fmt: skip
    return Trees(
        column.ravel().astype(np.intp), threshold.ravel(), leaf,
        value.astype(np.float32), share.astype(np.float32),
    )  # fmt: skip


def ranks(seen: Sequence[Seen], scores: Sequence[Array], omim: Array) -> Array:
    """Rank of the truth among OMIM candidates; infinite where it is none."""
    found = []
    for s, score in zip(seen, scores, strict=True):
        own, kept = np.flatnonzero(s.own), omim[s.candidates]
        hit = len(own) and kept[own[0]]
        found.append(mid_rank(score[kept], score[own[0]]) if hit else np.inf)
    return np.array(found)


def report(
    name: str, seen: Sequence[Seen], found: Array, strata: dict[str, Array]
) -> list[dict[str, Any]]:
    """Print top-1, top-3 and top-10 of all, over diseases, and of the strata; return the shares."""
    by: dict[str, list[float]] = defaultdict(list)
    for s, rank in zip(seen, found, strict=True):
        by[s.case.disease].append(rank)

    def tops(some: Array) -> str:
        return "/".join(f"{np.mean(some <= k + 0.49):.3f}" for k in KS)

    mean = [np.mean([np.mean(np.array(r) <= k + 0.49) for r in by.values()]) for k in KS]
    print(f"  {name:<22}{len(found):>4} {tops(found)}  macro {'/'.join(f'{m:.3f}' for m in mean)}")
    for label, chosen in strata.items():
        print(f"    {label:<28}{int(chosen.sum()):>4} {tops(found[chosen])}", flush=True)
    parts = [found, *(found[chosen] for chosen in strata.values())]
    return [
        {"people": len(part), "first": [round(float(np.mean(part <= k + 0.49)), 3) for k in KS]}
        for part in parts
    ]


def calibrate(
    seen: Sequence[Seen], scores: Sequence[Array], fold: Array, listed: Array
) -> tuple[float, Array, dict[str, Any]]:
    """Fit sharpness and the odds of none of the list; say how well out of fold."""
    lines = np.array([
        summary(s.columns, score, -np.sort(-score))
        for s, score in zip(seen, scores, strict=True)
    ])  # fmt: skip
    weight = np.where(listed, SHARE_LISTED / listed.sum(), (1 - SHARE_LISTED) / (~listed).sum())
    sharpness = min(np.arange(0.5, 2.0, 0.05), key=lambda t: _surprise(seen, scores, listed, t))
    p_none = np.zeros(len(seen))
    for f in range(FOLDS):
        p_none[fold == f] = _chance(
            _logistic(lines[fold != f], ~listed[fold != f], weight[fold != f]), lines[fold == f]
        )
    stated, right = np.zeros(len(seen)), np.zeros(len(seen), bool)
    for i, (s, score) in enumerate(zip(seen, scores, strict=True)):
        p = np.exp(sharpness * (score - score.max()))
        stated[i] = (1 - p_none[i]) * p.max() / p.sum()
        right[i] = bool(s.own[score.argmax()])
    order = np.argsort(stated)
    mass = np.cumsum(weight[order]) - weight[order] / 2
    error, bins = 0.0, []
    for b in range(10):
        some = order[(mass >= b / 10) & (mass < (b + 1) / 10)]
        w = weight[some]
        if len(some):
            said, true = (stated[some] * w).sum(), (right[some] * w).sum()
            error += abs(said - true)
            bins.append([round(float(v / w.sum()), 3) for v in (said, true)])
    place = np.argsort(np.argsort(p_none))
    auc = (place[~listed].mean() - ((~listed).sum() - 1) / 2) / listed.sum()
    told = (
        f"calibration error {error:.3f}; none of these: AUC {auc:.3f}, mean "
        f"{p_none[listed].mean():.2f} where listed, {p_none[~listed].mean():.2f} where not"
    )
    print(f"  {told}")
    measured = {"calibration": bins, "error": round(error, 3), "auc_none": round(float(auc), 3)}
    return float(sharpness), _logistic(lines, ~listed, weight), measured


def _surprise(seen: Sequence[Seen], scores: Sequence[Array], listed: Array, t: float) -> float:
    total = 0.0
    for s, score, is_listed in zip(seen, scores, listed, strict=True):
        if is_listed and s.own.any():
            z = t * (score - score.max())
            total += float(np.log(np.exp(z).sum()) - z[s.own][0])
    return total


def _logistic(lines: Array, target: Array, weight: Array) -> Array:
    """Offset and weights, by Newton's method with a little shrinkage."""
    spread = lines.std(0) + 1e-6
    x = np.column_stack([np.ones(len(lines)), (lines - lines.mean(0)) / spread])
    w = weight / weight.sum()
    beta = np.zeros(x.shape[1])
    shrink = np.eye(x.shape[1]) * 0.02
    shrink[0, 0] = 0
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (w * (p - target)) + shrink @ beta
        beta -= np.linalg.solve(x.T @ (x * (w * p * (1 - p))[:, None]) + shrink, slope)
    plain = beta[1:] / spread
    return np.concatenate([[beta[0] - plain @ lines.mean(0)], plain])


def _chance(numbers: Array, lines: Array) -> Array:
    chance: Array = 1 / (1 + np.exp(-(numbers[0] + lines @ numbers[1:])))
    return chance


def gathered(
    school: School, papers: dict[str, set[str]]
) -> tuple[list[Seen], list[Seen], list[Seen]]:
    """Patients of listed diseases, the same with cases withheld, and of unlisted diseases."""
    bench, store = school.bench, school.store
    patients = [c for c in unread(bench, store) if c.present]
    strangers = [c for c in unread(bench, store, listed=False) if c.present][:400]
    seen: list[Seen] = []
    again: list[Seen] = []
    others: list[Seen] = []
    for f in range(PAPER_FOLDS):
        own = {c.publication for c in store if number(c.publication) % PAPER_FOLDS == f}
        some = [c for c in patients if c.publication in own]
        both = school.see([*some, *(c for c in strangers if c.publication in own)], own)
        seen += both[: len(some)]
        others += both[len(some) :]
        if school.with_cases:
            more = [c for c in some if papers[c.disease] - {c.publication}]
            again += school.see_withheld(more, WITHHELD)
    return seen, again, others


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--cases", action="store_true", help="compile published cases in")
    options.add_argument("--write", action="store_true", help="put the numbers beside the program")
    chosen = options.parse_args()
    bench = Bench()
    store, lirical = read_all(bench, chosen.data)
    school = School(bench, store, chosen.cases)
    papers: dict[str, set[str]] = defaultdict(set)
    for case in store:
        if case.present:
            papers[case.disease].add(case.publication)
    seen, again, others = gathered(school, papers)
    readers = school.see(lirical, {c.publication for c in lirical})
    omim, fold = bench.omim, np.array([number(s.case.disease) % FOLDS for s in seen])
    lonely = {"no other published case": np.array([len(papers[s.case.disease]) < 2 for s in seen])}
    unread_by = {"no published case": np.array([not papers[s.case.disease] for s in readers])}
    plain = report("likelihood", seen, ranks(seen, [s.base for s in seen], omim), lonely)
    plain += report(
        "likelihood, LIRICAL", readers, ranks(readers, [s.base for s in readers], omim), unread_by
    )
    scores: list[Array] = [s.base for s in seen]
    stranger_scores: list[Array] = [s.base for s in others]
    for f in range(FOLDS):
        train = [s for s in (*seen, *again) if number(s.case.disease) % FOLDS != f]
        trees = learn(train, omim)
        for i in np.flatnonzero(fold == f):
            scores[i] = seen[i].base + trees.scores(seen[i].columns)
        for i in range(f, len(others), FOLDS):
            stranger_scores[i] = others[i].base + trees.scores(others[i].columns)
    whole = report("whole picture", seen, ranks(seen, scores, omim), lonely)
    trees = learn([*seen, *again], omim)
    read = [s.base + trees.scores(s.columns) for s in readers]
    whole += report("whole picture, LIRICAL", readers, ranks(readers, read, omim), unread_by)
    listed = np.arange(len(seen) + len(others)) < len(seen)
    folds = np.concatenate([fold, np.arange(len(others)) % FOLDS])
    sharpness, none, measured = calibrate(
        [*seen, *others], [*scores, *stranger_scores], folds, listed
    )
    if chosen.write:
        DESTINATION.mkdir(exist_ok=True)
        name = "cases" if chosen.cases else "annotated"
        groups = zip(GROUPS_MEASURED, plain, whole, strict=True)
        measured["groups"] = [
            {"who": who, "people": a["people"], "likelihood": a["first"], "ranking": b["first"]}
            for who, a, b in groups
        ]
        used = ("hpoa", "phenopacket_store") if chosen.cases else ("hpoa",)
        spoke = {s.name: s.version for s in bench.engine.release.sources}
        measured["versions"] = {source: spoke[source] for source in used}
        measured["measured"] = datetime.datetime.now(datetime.UTC).date().isoformat()
        (DESTINATION / f"{name}.json").write_text(json.dumps(measured, indent=1) + "\n", "utf8")
        np.savez_compressed(
            DESTINATION / f"{name}.npz",
            column=trees.column.astype(np.int16), threshold=trees.threshold, leaf=trees.leaf,
            value=trees.value, share=trees.share.astype(np.float32),
            numbers=np.array([school.temper, school.power, sharpness]), none=none,
        )  # fmt: skip


if __name__ == "__main__":
    main()
