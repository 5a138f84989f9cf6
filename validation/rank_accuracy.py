"""How often is the right disease near the top? Published cases, with and without their own paper.

    python -m validation.rank_accuracy [--data ../shared/data] [--folds 5]

Most published cases were read by those who annotate the diseases, so ranking them with all
annotations measures memory. Printed side by side:

RAW      all annotations
LOPO     without the annotation rows that cite the case's own publication
UNREAD   only cases from publications the annotations do not cite for that disease, at most
         five per publication; `held-out` are the publications that took no part in choosing
         the model's numbers
CASES    UNREAD, with published cases compiled in as a release with them has them, in folds of
         publications: a case never meets its own paper, neither in the counts nor in the
         levels; for LIRICAL all publications of its own are left out

A release that holds the published cases is measured as if it did not, all but CASES.

One canonical disease is one rank; ties count half; what cannot be ranked is a miss. Candidates
are the diseases with an OMIM entry, or all. Strata: all cases, the mean over diseases, diseases
without another publication in the set. Intervals: 95 %, bootstrap over publications.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from validation.rank_leave_out import Left, LeftOut
from validation.rank_posterior import ANNOTATED, WITH_CASES, Trust, posterior

from rarekin.api.diseases.terms import read_case
from rarekin.api.ranking.rank import usable_findings
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.errors import RarekinError
from rarekin.model.case import Case, Finding, Sex
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.rank.engine import Profiles, finding_rows, log_likelihood_ratios
from rarekin.rank.frequencies import CASE_SOURCE
from rarekin.rank.parameters import FITTED, RankParameters
from rarekin.rank.profiles import compile_profiles

KS = (1, 3, 10)


@dataclass(frozen=True)
class Known:
    """A published case with a known disease."""

    id: str
    publication: str
    disease: Curie
    i_disease: int
    present: tuple[int, ...]
    excluded: tuple[int, ...]
    sex: Sex
    rank: float = math.inf
    rank_all: float = math.inf
    p_first: float = 0.0
    right_first: bool = False
    p_other: float = 1.0


class Bench:
    """The release that serves and what it says about every disease."""

    def __init__(self) -> None:
        self.engine: Ranker = ranker()
        release = self.engine.release
        self._left: dict[tuple[Curie, str, Sex], Left | None] = {}
        self.index = {id_: i for i, id_ in enumerate(self.engine.ids)}
        self.rows: dict[Curie, list[Annotation]] = {}
        self.cited: dict[Curie, set[str]] = defaultdict(set)
        for id_ in self.engine.ids:
            pairs = release.annotations_of(release.number_of(id_))
            self.rows[id_] = [
                replace(row, term=term, disease=id_)
                for term, row in pairs
                if row.source != CASE_SOURCE
            ]
            for row in self.rows[id_]:
                self.cited[id_].update(row.references)
        self.omim = np.array(
            [
                any(s.startswith("OMIM:") for s in self.engine.source_ids(i))
                for i in self.index.values()
            ]
        )
        self.stated = [row for own in self.rows.values() for row in own]
        compiled = compile_profiles(self.engine.ontology, self.stated, {})
        self.profiles = Profiles.load(compiled.__getitem__)
        self.left_out = LeftOut(self.profiles, self.engine.ontology)

    def known(self, data: bytes) -> Known | None:
        """Read a published case; None where it names no disease."""
        case, _ = read_case(data)
        if not case.diseases:
            return None
        present, excluded, _ = usable_findings(self.engine, case)
        named = self.engine.release.canonical(case.diseases[0])
        disease = named[0] if len(named) == 1 else case.diseases[0]
        papers = [r for r in case.references if r.startswith("PMID:")]
        paper = papers[0] if papers else case.id[:13].replace("_", ":")
        return Known(
            case.id, paper, disease, self.index.get(disease, -1), tuple(present),
            tuple(excluded), case.sex,
        )  # fmt: skip

    def scores(self, case: Known, profiles: Profiles | None = None) -> np.ndarray:
        chosen = profiles or self.profiles
        return log_likelihood_ratios(chosen, finding_rows(chosen, case.present), case.sex)

    def ranked(self, case: Known, log_lr: np.ndarray, trust: Trust = ANNOTATED) -> Known:
        """The case with its ranks and probabilities."""
        if not case.present:
            return case
        n = len(finding_rows(self.profiles, case.present))
        p_disease, p_other = posterior(log_lr, n, trust)
        first = int(log_lr.argmax())
        stated = replace(
            case, p_first=float(p_disease[first]), p_other=p_other,
            right_first=first == case.i_disease,
        )  # fmt: skip
        if case.i_disease < 0:
            return stated
        own = log_lr[case.i_disease]
        return replace(
            stated,
            rank=mid_rank(log_lr[self.omim], own) if self.omim[case.i_disease] else math.inf,
            rank_all=mid_rank(log_lr, own),
        )

    def without_own_paper(self, case: Known) -> np.ndarray:
        """Scores with the rows that cite the case's publication taken out of its disease."""
        log_lr = self.scores(case)
        rows = self.rows.get(case.disease, [])
        kept = [r for r in rows if case.publication not in r.references]
        if len(kept) < len(rows):
            key = case.disease, case.publication, case.sex
            if key not in self._left:
                other = {Sex.FEMALE: "male", Sex.MALE: "female"}.get(case.sex, "-")
                kept = [r for r in kept if r.sex != other]
                self._left[key] = self.left_out.profile(kept, case.i_disease)
            findings = finding_rows(self.profiles, case.present)
            log_lr[case.i_disease] = self.left_out.score(self._left[key], findings)
        return log_lr

    def with_cases(self, cases: Sequence[Known], parameters: RankParameters = FITTED) -> Profiles:
        """Profiles into which published cases are compiled as a release compiles them."""
        ids = self.engine.ontology.ids
        people = [
            Case(
                c.id,
                tuple(Finding(ids[t]) for t in c.present),
                sex=c.sex,
                diseases=(c.disease,),
                references=(c.publication,),
            )
            for c in cases
        ]
        compiled = compile_profiles(self.engine.ontology, self.stated, {}, parameters, people)
        return Profiles.load(compiled.__getitem__)


def mid_rank(scores: np.ndarray, own: float) -> float:
    """Rank of a score among all, ties counted half."""
    return 1 + float((scores > own).sum()) + (float((scores == own).sum()) - 1) / 2


def number(text: str) -> int:
    """A number that is the same on every machine."""
    return int(hashlib.md5(text.encode()).hexdigest(), 16)


def unread(bench: Bench, cases: Sequence[Known], listed: bool = True) -> list[Known]:
    """At most five cases of each publication the annotations do not cite for the disease."""
    taken: Counter[str] = Counter()
    chosen = []
    for case in sorted(cases, key=lambda c: number(c.id)):
        is_listed = case.i_disease >= 0 and bool(bench.omim[case.i_disease])
        new = case.publication not in bench.cited.get(case.disease, ())
        if new and is_listed == listed and taken[case.publication] < 5:
            taken[case.publication] += 1
            chosen.append(case)
    return chosen


def rate(cases: Sequence[Known], k: int, rank: Callable[[Known], float]) -> float:
    return sum(rank(c) <= k for c in cases) / len(cases) if cases else math.nan


def macro(cases: Sequence[Known], k: int, rank: Callable[[Known], float]) -> float:
    own: dict[Curie, list[bool]] = defaultdict(list)
    for case in cases:
        own[case.disease].append(rank(case) <= k)
    return float(np.mean([np.mean(hits) for hits in own.values()])) if own else math.nan


def interval(cases: Sequence[Known], k: int) -> str:
    """95 % of the shares that publications drawn with replacement give."""
    by_paper: dict[str, list[bool]] = defaultdict(list)
    for case in cases:
        by_paper[case.publication].append(case.rank <= k)
    hits = np.array([sum(h) for h in by_paper.values()])
    sizes = np.array([len(h) for h in by_paper.values()])
    draw = np.random.default_rng(1).integers(0, len(hits), (1000, len(hits)))
    low, high = np.quantile(hits[draw].sum(1) / sizes[draw].sum(1), [0.025, 0.975])
    return f"[{low:.3f} {high:.3f}]"


def report(name: str, cases: Sequence[Known], lonely: set[Curie] | None = None) -> None:
    def own(case: Known) -> float:
        return case.rank

    def among_all(case: Known) -> float:
        return case.rank_all

    def line(
        label: str,
        some: Sequence[Known],
        share: Callable[..., float],
        rank: Callable[[Known], float],
    ) -> None:
        tops = "  ".join(f"{share(some, k, rank):.3f}" for k in KS)
        print(f"  {label:<34}{len(some):>6}   {tops}")

    print(f"{name}: top-1 {interval(cases, 1)}, top-10 {interval(cases, 10)}")
    line("all, among OMIM diseases", cases, rate, own)
    line("all, among all diseases", cases, rate, among_all)
    line("mean over diseases", cases, macro, own)
    if lonely is not None:
        few = [c for c in cases if c.disease in lonely]
        line("diseases in no other publication", few, rate, own)


def reliability(known: Sequence[Known], unlisted: Sequence[Known]) -> None:
    """Stated probability of the first disease against how often it is right."""
    print("Reliability: 7 in 10 cases have a listed disease, 3 in 10 an unlisted one")
    weighted = [(c, 0.7 / len(known)) for c in known] + [(c, 0.3 / len(unlisted)) for c in unlisted]
    edges = [0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01]
    for low, high in pairwise(edges):
        some = [(c, w) for c, w in weighted if low <= c.p_first < high]
        total = sum(w for _, w in some)
        if some:
            stated = sum(c.p_first * w for c, w in some) / total
            right = sum(c.right_first * w for c, w in some) / total
            span = f"{low:.2f}-{min(high, 1):.2f} {len(some):>6} cases"
            print(f"  {span}: stated {stated:.3f}, right {right:.3f}")
    for name, some in (("listed", known), ("not listed", unlisted)):
        print(
            f"  mean p_other where the disease is {name}: {np.mean([c.p_other for c in some]):.3f}"
        )


def folds(bench: Bench, cases: Sequence[Known], chosen: Sequence[Known], n: int) -> list[Known]:
    """Rank cases with the published cases of the other folds' publications merged in."""
    done: list[Known] = []
    for fold in range(n):
        profiles = bench.with_cases([c for c in cases if number(c.publication) % n != fold])
        done += [
            bench.ranked(case, bench.scores(case, profiles), WITH_CASES)
            for case in chosen
            if number(case.publication) % n == fold
        ]
    return done


def read_all(bench: Bench, data: Path, every: int = 1) -> tuple[list[Known], list[Known]]:
    with gzip.open(data / "phenopacket-store" / "cases.jsonl.gz") as lines:
        store = [case for line in islice(lines, 0, None, every) if (case := bench.known(line))]
    lirical = []
    with tarfile.open(data / "pheval" / "lirical.tar.gz") as packed:
        for member in islice(packed, 0, None, every):
            raw = packed.extractfile(member) if member.name.endswith(".json") else None
            if raw and (case := bench.known(raw.read())):
                lirical.append(case)
    return store, lirical


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--folds", type=int, default=0, help="also CASES, in so many folds")
    options.add_argument("--every", type=int, default=1, help="read only every so many-th case")
    options.add_argument("--json", type=Path, help="write the ranks of every case here")
    chosen = options.parse_args()
    if not chosen.data.is_dir():
        raise SystemExit(f"{chosen.data} is absent; name the data mirror with --data.")
    try:
        bench = Bench()
    except RarekinError as error:
        raise SystemExit(f"{error} {error.hint}") from error
    n_omim = int(bench.omim.sum())
    print(f"Release {bench.engine.version}: {len(bench.index)} diseases, {n_omim} of them in OMIM")
    print(f"  {'':<34}{'cases':>6}   top-1  top-3  top-10")
    store, lirical = read_all(bench, chosen.data, chosen.every)
    papers: dict[Curie, set[str]] = defaultdict(set)
    for case in store:
        papers[case.disease].add(case.publication)
    lonely = {d for d, own in papers.items() if len(own) == 1}
    report("LIRICAL RAW", [bench.ranked(c, bench.scores(c)) for c in lirical])
    report("STORE RAW", [bench.ranked(c, bench.scores(c)) for c in store], lonely)
    report("STORE LOPO", [bench.ranked(c, bench.without_own_paper(c)) for c in store], lonely)
    listed = [bench.ranked(c, bench.scores(c)) for c in unread(bench, store)]
    held_out = [c for c in listed if number(c.publication) % 2]
    report("UNREAD, held-out", held_out, lonely)
    report("UNREAD", listed, lonely)
    unlisted = [bench.ranked(c, bench.scores(c)) for c in unread(bench, store, listed=False)]
    reliability(held_out, [c for c in unlisted if number(c.publication) % 2])
    if chosen.folds > 1:
        unknown = unread(bench, store, listed=False)
        merged = folds(bench, store, unread(bench, store), chosen.folds)
        held_out = [c for c in merged if number(c.publication) % 2]
        report("CASES, held-out", held_out, lonely)
        report("CASES", merged, lonely)
        unlisted = folds(bench, store, unknown, chosen.folds)
        reliability(held_out, [c for c in unlisted if number(c.publication) % 2])
        own = {c.publication for c in lirical}
        profiles = bench.with_cases([c for c in store if c.publication not in own])
        n_shared = len(own & {c.publication for c in store})
        print(f"{n_shared} publications of LIRICAL are in the store and were left out")
        report("CASES, LIRICAL", [bench.ranked(c, bench.scores(c, profiles)) for c in lirical])
    if chosen.json:
        ranks = {c.id: (c.rank, c.rank_all) for c in listed}
        chosen.json.write_text(json.dumps(ranks))


if __name__ == "__main__":
    main()
