"""Texts and sentences of somebody who has not seen the tables of words: read and ranked.

    python -m validation.stranger_texts [--half even|odd] [--show] [--data tests/truth/lay/stranger]

The set was written without sight of code, tables or earlier texts. The entries at even places were
looked at afterwards to find kinds of failure, those at odd places were not. A phrase is right
where a finding that stands beside it is read at its words in the right state; *near* where that
finding is a parent or child of one. What is denied is right where it or something below it is
read as denied; what a relative has where it is not given to the patient; *none* where its words
are neither affirmed nor denied. A disease is found where its own page, or in the second figures
one above or below it, stands so high.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rarekin.api.diseases.lookup import disease, resolve
from rarekin.api.diseases.terms import find_terms
from rarekin.api.making.release import current
from rarekin.api.ranking.rank import rank_case
from rarekin.model.case import Case, State
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie
from rarekin.text.reading import Mention, TextReading

DATA = Path(__file__).parents[1] / "tests" / "truth" / "lay" / "stranger"
LANGUAGES = ("en", "es", "fr")
Entry = Mapping[str, Any]


def load(folder: Path, name: str, half: str) -> list[Entry]:
    """Read one half of a file, or the whole."""
    entries: list[Entry] = json.loads((folder / name).read_text(encoding="utf-8"))
    chosen = {"even": slice(0, None, 2), "odd": slice(1, None, 2)}.get(half, slice(None))
    return entries[chosen]


def _right(finding: Entry) -> set[Curie]:
    ids = [finding["hpo"], *(one["hpo"] for one in finding["also"])]
    return {Curie(id_) for id_ in ids if id_}


def _at(mentions: Sequence[Mention], finding: Entry) -> list[Mention]:
    return [m for m in mentions if m.start < finding["end"] and m.end > finding["start"]]


def verdict(reading: TextReading, finding: Entry, others: Iterable[Entry] = ()) -> str:
    """Tell what became of a phrase."""
    here, right = _at(reading.mentions, finding), _right(finding)
    return {"present": _present, "denied": _denied, "relative": _relative, "none": _none}[
        finding["state"]
    ](here, right, set().union(*map(_right, others)))


def _related(term: Curie, right: Iterable[Curie]) -> bool:
    ontology = current().ontology
    return any(ontology.is_a(term, r) or ontology.is_a(r, term) for r in right)


def _present(here: Sequence[Mention], right: set[Curie], _: set[Curie]) -> str:
    present = [m for m in here if m.state is State.PRESENT]
    if any(m.term in right for m in present):
        return "right"
    if any(m.term in right for m in here):
        return "wrong state"
    if any(_related(m.term, right) for m in present):
        return "near"
    return "misread" if here else "missed"


def _denied(here: Sequence[Mention], right: set[Curie], _: set[Curie]) -> str:
    ontology = current().ontology
    if any(m.state is State.PRESENT and _related(m.term, right) for m in here):
        return "inverted"
    excluded = [m.term for m in here if m.state is State.EXCLUDED]
    if any(t in right or any(ontology.is_a(t, r) for r in right) for t in excluded):
        return "right"
    return "misread" if here else "missed"


def _relative(here: Sequence[Mention], right: set[Curie], others: set[Curie]) -> str:
    given = [m for m in here if m.state is State.PRESENT and m.term not in others]
    return "given to the patient" if any(_related(m.term, right) for m in given) else "right"


def _none(here: Sequence[Mention], right: set[Curie], others: set[Curie]) -> str:
    told = [m for m in here if m.state in {State.PRESENT, State.EXCLUDED}]
    told = [m for m in told if m.term not in others]
    return "claimed" if told else "right"


def phrases(entry: Entry, reading: TextReading) -> Iterator[tuple[Entry, str]]:
    """Yield each phrase of a text with what became of it."""
    listed = [*entry["present"], *entry["denied"], *entry["relative"]]
    for finding in (*listed, *entry["none"]):
        others = entry["present"] if finding["state"] == "relative" else listed
        others = others if finding["state"] in {"relative", "none"} else ()
        yield finding, verdict(reading, finding, others)


def sentence_faults(entry: Entry) -> list[tuple[Entry, str]]:
    """Return what is wrong about a sentence; nothing where all is right."""
    reading = find_terms(entry["text"], entry["lang"])
    doubted = {i.where for i in reading.issues if i.code == "finding-doubted"}
    mentions = tuple(m for m in reading.mentions if f"text[{m.start}:{m.end}]" not in doubted)
    told = TextReading(reading.text, mentions)
    faults = []
    for finding in entry["findings"]:
        others = [f for f in entry["findings"] if f is not finding and f["state"] == "present"]
        found = verdict(told if finding["state"] == "none" else reading, finding, others)
        if found != "right":
            faults.append((finding, found))
    if not entry["findings"]:
        present = [m for m in mentions if m.state is State.PRESENT]
        faults += [({"words": m.label, "state": "none"}, "claimed") for m in present]
    return faults


def places(entry: Entry, reading: TextReading) -> tuple[int, int]:
    """Return the rank of the disease itself, and of it or one above or below; 0 for not in 50."""
    findings = reading.findings
    if not findings:
        return 0, 0
    truth = resolve(entry["disease"]["mondo"]).id
    case = Case("text", findings, reading.person.sex, reading.person.age_years)
    own = wide = 0
    for row in rank_case(case, top=50).diseases:
        if row.id == truth:
            own = own or row.rank
        if row.id == truth or (row.rank <= 10 and _is_kin(row.id, truth)):
            wide = wide or row.rank
    return own, wide


def _is_kin(one: Curie, other: Curie) -> bool:
    return other in _above(one) or one in _above(other)


@cache
def _above(id_: Curie) -> frozenset[Curie]:
    parents = disease(id_).parents
    return frozenset(ref.id for ref in parents if ref.level is not Level.GROUP)


def _report_texts(entries: Sequence[Entry], *, show: bool) -> None:
    for language in LANGUAGES:
        chosen = [e for e in entries if e["lang"] == language]
        counts: Counter[tuple[str, str]] = Counter()
        ranks = []
        n_sex = n_age = 0
        for entry in chosen:
            reading = find_terms(entry["text"], language)
            ranks.append(places(entry, reading))
            n_sex += _sex_right(entry, reading)
            n_age += _age_right(entry, reading)
            for finding, found in phrases(entry, reading):
                counts[finding["state"], found] += 1
                if show and found != "right":
                    here = [(m.label, m.state.value) for m in _at(reading.mentions, finding)]
                    print(
                        f"  {entry['id']} {finding['state']} {found}: {finding['words']!r} {here}"
                    )
            if show:
                print(f"  {entry['id']} {entry['disease']['label']}: {ranks[-1]}")
        within = [[sum(0 < r[i] <= k for r in ranks) for k in (1, 3, 10)] for i in (0, 1)]
        shares = " ".join(
            _share(counts, state) for state in ("present", "denied", "relative", "none")
        )
        print(
            f"{language}: {len(chosen)} texts, first/three/ten {within[0]}, kin {within[1]}; "
            f"sex {n_sex}, age {n_age}; {shares}"
        )


def _share(counts: Mapping[tuple[str, str], int], state: str) -> str:
    own = {found: n for (s, found), n in counts.items() if s == state}
    total = sum(own.values())
    return f"{state} {own.get('right', 0) / max(1, total):.2f} {own}"


def _sex_right(entry: Entry, reading: TextReading) -> bool:
    read, told = reading.person.sex.value, entry["sex"] or "unknown"
    return read == told or (bool(entry["sex_weak"]) and read == "unknown")


def _age_right(entry: Entry, reading: TextReading) -> bool:
    read, told = reading.person.age_years, entry["age_years"]
    if told is None or read is None:
        return told is read
    return abs(read - told) <= (1 if entry["age_approx"] else 0.09)


def _report_sentences(entries: Sequence[Entry], *, show: bool) -> None:
    wrong: Counter[str] = Counter()
    for language in LANGUAGES:
        chosen = [e for e in entries if e["lang"] == language]
        n_right = n_claimed = 0
        for entry in chosen:
            faults = sentence_faults(entry)
            n_right += not faults
            n_claimed += any(
                f in {"inverted", "claimed", "given to the patient"} for _, f in faults
            )
            wrong.update({entry["probe"]: bool(faults)})
            if show and faults:
                told = [(f["words"], f["state"], found) for f, found in faults]
                print(f"  {entry['id']} {entry['probe']}: {entry['text']!r} {told}")
        print(f"{language}: {n_right} of {len(chosen)} sentences right, {n_claimed} claim too much")
    print("  wrong by kind:", {k: n for k, n in wrong.items() if n})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    _report_texts(load(given.data, "texts.json", given.half), show=given.show)
    _report_sentences(load(given.data, "sentences.json", given.half), show=given.show)


if __name__ == "__main__":
    main()
