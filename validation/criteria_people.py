"""Published people against their own criteria and against those of every other disease.

Run with ``python validation/criteria_people.py MIRROR``, where MIRROR holds
``phenopacket-store/cases.jsonl.gz``. Prints a table: cohorts in rows, sets in columns; each
cell says how many people come out met, undetermined and not met. Below it stands everybody of
another disease whose verdict is "met", with the items that made it so.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rarekin.api import criteria as door
from rarekin.api.criteria import Evaluation
from rarekin.formats.phenopacket import parse_phenopacket
from rarekin.model.case import Case

OWN = {
    "OMIM:162200": "nf1",
    "OMIM:191100": "tsc",
    "OMIM:613254": "tsc",
    "OMIM:154700": "marfan",
    "OMIM:129600": "",
    "OMIM:102370": "",
    "OMIM:614185": "",
    "OMIM:616914": "",
    "OMIM:184900": "",
    "OMIM:147920": "kabuki",
    "OMIM:300867": "kabuki",
    "OMIM:163950": "noonan",
    "OMIM:151100": "",
    "OMIM:156250": "",
    "OMIM:175050": "hht",
    "OMIM:139210": "",
    "OMIM:103580": "",
    "OMIM:612463": "",
    "OMIM:214800": "charge",
    "OMIM:122470": "cdls",
    "OMIM:130050": "veds",
}


def people(mirror: Path) -> Iterator[tuple[str, str, Case]]:
    file = mirror / "phenopacket-store" / "cases.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not any(disease in line for disease in OWN):
                continue
            named = json.loads(line).get("diseases", [])
            labels = {d["term"]["id"]: d["term"]["label"] for d in named if not d.get("excluded")}
            for disease in labels.keys() & OWN.keys():
                yield disease, labels[disease], parse_phenopacket(line.encode())[0]


Key = tuple[str, str]


class Tally:
    """How many people of each disease came out how, by set."""

    def __init__(self) -> None:
        self.outcomes: dict[Key, Counter[str]] = defaultdict(Counter)
        self.levels: dict[Key, Counter[str]] = defaultdict(Counter)
        self.surprises: Counter[tuple[str, str, str]] = Counter()
        self.labels: dict[str, str] = {}

    def add(self, disease: str, found: Evaluation) -> None:
        slug = found.criteria_set.slug
        self.outcomes[disease, slug][found.outcome.value] += 1
        if found.level and found.level.name != found.criteria_set.main.name:
            self.levels[disease, slug][found.level.name] += 1
        if found.outcome.value == "met" and OWN[disease] != slug:
            why = ", ".join(item.name for item in found.items if item.state.value == "present")
            self.surprises[self.labels[disease], slug, why] += 1

    def lines(self, disease: str, slugs: list[str]) -> Iterator[str]:
        for slug in slugs:
            counts = self.outcomes[disease, slug]
            reached = dict(self.levels[disease, slug])
            if counts["met"] or reached or slug == OWN[disease]:
                named = ", ".join(f"{name} {n}" for name, n in reached.items())
                yield (
                    f"  {slug:9} met {counts['met']:3}  undetermined {counts['undetermined']:3}"
                    f"  not met {counts['not_met']:3}  {named}"
                ).rstrip()


def milliseconds(case: Case) -> float:
    start = time.process_time()
    door.near(case)
    return (time.process_time() - start) * 1e3


def main() -> None:
    slugs = sorted({one.slug for one in door.criteria_sets()})
    tally = Tally()
    n_people: Counter[str] = Counter()
    taken = []
    for disease, label, case in people(Path(sys.argv[1])):
        taken.append(min(milliseconds(case) for _ in range(3)))
        tally.labels[disease] = label
        n_people[disease] += 1
        for slug in slugs:
            tally.add(disease, door.check(slug, case))
    for disease, label in sorted(tally.labels.items(), key=lambda pair: pair[1]):
        own = OWN[disease] or "none"
        print(f"\n{label} ({disease}), {n_people[disease]} people; own set: {own}")
        print("\n".join(tally.lines(disease, slugs)))
    print("\nOf another disease and met:")
    for (label, slug, why), n in tally.surprises.most_common():
        print(f"{n:3} {label}: {slug}, by {why}")
    taken.sort()
    told = (f"p{p} {taken[len(taken) * p // 100]:.1f}" for p in (50, 95, 99))
    print(f"\nWhich sets come close, ms of processor time: {', '.join(told)}")


if __name__ == "__main__":
    main()
