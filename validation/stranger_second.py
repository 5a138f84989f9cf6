"""A second stranger's set: texts, sentences, and sentences on what is denied and whose it is.

    python -m validation.stranger_second [--half even|odd] [--show] [--data FOLDER]

Written without sight of tables, code or earlier texts. The even half was used to find kinds of
failure; the odd half was opened once, to measure. A finding is right where one of the ids that an
expert would accept is read at its words in a state that is accepted; *near* where that finding is
a parent or child of one. What is a relative's, a fear or over is right where nothing akin to it
is given to the patient as present (a finding marked as past is not). *Asked* is what was guessed
at its words and left to the person. *Claimed* is the worst: a finding given to the patient, or
denied, against what the words say.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rarekin.api.diseases.lookup import resolve
from rarekin.api.diseases.terms import find_terms
from rarekin.api.making.release import current
from rarekin.api.ranking.rank import rank_case
from rarekin.errors import UnknownId
from rarekin.model.case import Case, State
from rarekin.model.identifiers import Curie
from rarekin.text.reading import Mention, TextReading

DATA = Path(__file__).parents[1] / "tests" / "truth" / "lay" / "second-stranger"
LANGUAGES = ("en", "es", "fr")
WORST = {"claimed", "inverted"}
Entry = Mapping[str, Any]


def load(folder: Path, name: str, half: str) -> list[Entry]:
    """Read one half of a file, or the whole."""
    halves = ("odd", "even") if half == "all" else (half,)
    return [
        entry
        for one in halves
        for entry in json.loads((folder / one / f"{name}.json").read_text(encoding="utf-8"))
    ]


def _right(finding: Entry) -> set[Curie]:
    return {Curie(id_) for id_ in (finding["hpo"], *finding["alternatives"])}


def _akin(term: Curie, right: set[Curie]) -> bool:
    ontology = current().ontology
    return any(ontology.is_a(term, r) or ontology.is_a(r, term) for r in right)


def at(reading: TextReading, finding: Entry) -> list[Mention]:
    """Return the mentions at the words of a finding."""
    end = finding["start"] + len(finding["phrase"])
    return [m for m in reading.mentions if m.start < end and m.end > finding["start"]]


def marked(reading: TextReading, mention: Mention, code: str) -> bool:
    """Whether a notice of a kind stands beside a mention."""
    where = f"text[{mention.start}:{mention.end}]"
    return any(issue.where == where and issue.code == code for issue in reading.issues)


def verdict(reading: TextReading, finding: Entry, others: Sequence[Entry]) -> str:
    """Tell what became of a finding."""
    right = _right(finding)
    apart = [o for o in others if o["start"] != finding["start"]]
    here = at(reading, finding)
    beside = {i for o in apart if any(m in here for m in at(reading, o)) for i in _right(o)}
    here = [m for m in here if m.term in right or m.term not in beside]
    akin = {o["state"] for o in others if o is not finding and _right(o) & right}
    same = {o["state"] for o in others if o["start"] == finding["start"] and _right(o) & right}
    judges = {"present": _present, "absent": _absent, "unsure": _unsure}
    if finding["state"] == "absent" and "relative" in akin:
        # "My sister has fits, my son does not": denied where the sister's are named.
        denied = {m.term for m in reading.mentions if m.state is State.EXCLUDED}
        return "right" if right & denied else "missed"
    if finding["state"] in judges:
        return judges[finding["state"]](reading, here, right)
    return "right" if "present" in same else _not_his(reading, here, right, finding["state"])


def _present(_: TextReading, here: Sequence[Mention], right: set[Curie]) -> str:
    states = {m.state for m in here if m.term in right}
    if State.PRESENT in states:
        return "right"
    if states:
        return "inverted" if State.EXCLUDED in states else "wrong state"
    if any(_akin(m.term, right) for m in here if m.state is State.PRESENT):
        return "near"
    return "misread" if here else "missed"


def _absent(_: TextReading, here: Sequence[Mention], right: set[Curie]) -> str:
    if any(m.state is State.PRESENT and _akin(m.term, right) for m in here):
        return "inverted"
    excluded = {m.term for m in here if m.state is State.EXCLUDED}
    if excluded & right:
        return "right"
    return "near" if any(_akin(t, right) for t in excluded) else "missed"


def _unsure(reading: TextReading, here: Sequence[Mention], right: set[Curie]) -> str:
    own = [m for m in here if m.term in right]
    sure = [m for m in own if m.state is State.PRESENT]
    if any(not marked(reading, m, "finding-doubted") for m in sure):
        return "claimed"
    return "right" if own else "missed"


def _not_his(reading: TextReading, here: Sequence[Mention], right: set[Curie], state: str) -> str:
    told = [m for m in here if m.state is State.PRESENT]
    if state == "past":
        told = [m for m in told if not marked(reading, m, "finding-past")]
    if state == "none":
        told += [m for m in here if m.state is State.EXCLUDED]
    return "claimed" if any(_akin(m.term, right) for m in told) else "right"


def guessed(reading: TextReading, finding: Entry) -> bool:
    """Whether what was not read at the words of a finding is asked there."""
    end = finding["start"] + len(finding["phrase"])
    here = [g.term for g in reading.guesses if g.start < end and g.end > finding["start"]]
    return bool(_right(finding).intersection(here))


def _judge(entry: Entry) -> Iterator[tuple[Entry, str, str]]:
    reading = find_terms(entry["text"], entry["language"])
    for finding in entry["findings"]:
        here = ", ".join(f"{m.label} ({m.state.value}, {m.matched})" for m in at(reading, finding))
        found = verdict(reading, finding, entry["findings"])
        if finding["state"] == "present" and found in {"missed", "misread"}:
            found = "asked" if guessed(reading, finding) else found
        yield finding, found, here


def places(entry: Entry) -> int:
    """Return the rank of the disease; 0 where it is not among 50."""
    reading = find_terms(entry["text"], entry["language"])
    try:
        truth = resolve(entry["disease_id"]).id
    except UnknownId:
        return 0
    if not reading.findings:
        return 0
    case = Case("text", reading.findings, reading.person.sex, reading.person.age_years)
    rows = rank_case(case, top=50).diseases
    return next((row.rank for row in rows if row.id == truth), 0)


def _persons(entries: Sequence[Entry]) -> tuple[int, int]:
    sexes = ages = 0
    for entry in entries:
        person = find_terms(entry["text"], entry["language"]).person
        sexes += person.sex.value == {"M": "male", "F": "female"}.get(entry["sex"], "unknown")
        told, read = entry["age"], person.age_years
        ages += (told is read) if told is None or read is None else abs(told - read) <= 1
    return sexes, ages


def report(entries: Sequence[Entry], *, show: bool, ranked: bool) -> Iterator[str]:
    """Yield a line for each language, and before it what went wrong where that is asked for."""
    for language in LANGUAGES:
        chosen = [e for e in entries if e["language"] == language]
        counts: Counter[tuple[str, str]] = Counter()
        n_whole = 0
        for entry in chosen:
            judged = list(_judge(entry))
            n_whole += all(found == "right" for _, found, _ in judged)
            for finding, found, here in judged:
                counts[finding["state"], found] += 1
                if show and found != "right":
                    told = f"{finding['phrase']!r} {finding['name']} -> {here}"
                    yield f"  {entry['id']} {finding['state']} {found}: {told}"
        said = []
        for state in sorted({s for s, _ in counts}):
            own = {found: n for (s, found), n in counts.items() if s == state}
            said.append(f"{state} {own.get('right', 0)}/{sum(own.values())} {own}")
        n_asked = sum(len(find_terms(e["text"], language).guesses) for e in chosen)
        n_worst = sum(n for (_, found), n in counts.items() if found in WORST)
        line = (
            f"{language}: {n_whole} of {len(chosen)} right, {n_worst} claimed, {n_asked} asked; "
            + "; ".join(said)
        )
        if ranked:
            ranks = [places(e) for e in chosen]
            if show:
                told = zip(chosen, ranks, strict=True)
                yield from (f"  {e['id']} {e['disease_name']}: {r}" for e, r in told)
            within = [sum(0 < r <= k for r in ranks) for k in (1, 3, 10)]
            line += f"; first/three/ten {within}; sex, age {_persons(chosen)}"
        yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    for name in ("texts", "sentences", "polarity"):
        print(name)
        entries = load(given.data, name, given.half)
        for line in report(entries, show=given.show, ranked=name == "texts"):
            print(line)


if __name__ == "__main__":
    main()
