"""What people write, read and ranked: right phrases, and the right disease first, in three, in ten.

    python -m validation.lay_texts [--texts ../shared/cases/lay] [--show]

A text says what is right for each marked phrase; a label that this HPO does not have counts for
nothing. A phrase is right where a finding that is marked right is read at its words, near where
that finding is a parent or child of one. `tests/truth/lay` holds texts of ours: ``unseen`` were
written before the tables of words and looked over since, ``fresh`` after them and not looked over;
``first`` and ``second`` were written together as tired parents would, without sight of the tables,
``first`` then looked over, ``second`` only after it had been measured once. ``third`` and
``fourth`` were written before the tables of words were opened again, of diseases no other set has;
``third`` was looked over after it had been measured, ``fourth`` measured when that was done.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rarekin.api.diseases.findings import finding_id
from rarekin.api.diseases.terms import find_terms
from rarekin.api.making.release import current
from rarekin.api.ranking.rank import rank_case
from rarekin.errors import InputError
from rarekin.model.case import Case, State
from rarekin.model.identifiers import Curie

PHRASE = re.compile(r"\[([^\]=]+)=([^\]]+)\]")
OURS = Path(__file__).parents[1] / "tests" / "truth" / "lay"


@dataclass(frozen=True)
class Told:
    """One text: the right disease, the words, and the marked phrases with their places."""

    disease: re.Pattern[str]
    text: str
    phrases: tuple[tuple[int, int, str, frozenset[Curie]], ...]


def read(path: Path) -> Iterator[Told]:
    """Yield the texts of a file."""
    head = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            head = line.partition("|")[2].strip()
        elif line.strip():
            yield _told(head, line)


def _told(head: str, line: str) -> Told:
    text, phrases, end = "", [], 0
    for found in PHRASE.finditer(line):
        text += line[end : found.start()]
        start = len(text)
        text += found[1]
        end = found.end()
        phrases.append((start, len(text), found[1], frozenset(_terms(found[2]))))
    return Told(re.compile(head, re.IGNORECASE), text + line[end:], tuple(phrases))


def _terms(labels: str) -> Iterator[Curie]:
    for label in (labels, *labels.split("/")):
        try:
            yield finding_id(label)
        except InputError:
            continue


def verdicts(one: Told) -> Iterator[tuple[str, str, str]]:
    """Yield for each phrase what became of it."""
    ontology = current().ontology
    reading = find_terms(one.text)
    for start, end, words, right in one.phrases:
        if not right:
            continue
        here = [m for m in reading.mentions if m.start < end and m.end > start]
        present = [m for m in here if m.state is State.PRESENT]
        if any(m.term in right for m in present):
            verdict = "right"
        elif any(m.term in right for m in here):
            verdict = "wrong state"
        elif any(
            ontology.is_a(m.term, r) or ontology.is_a(r, m.term) for m in present for r in right
        ):
            verdict = "near"
        else:
            verdict = "misread" if here else "missed"
        yield verdict, words, ", ".join(f"{m.label} ({m.state.value})" for m in here)


def place(one: Told) -> int:
    """Return the rank of the first disease whose name is right; 0 for none in fifty."""
    reading = find_terms(one.text)
    case = Case("text", reading.findings, reading.person.sex, reading.person.age_years)
    for row in rank_case(case, top=50).diseases:
        if one.disease.search(row.name):
            return row.rank
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=Path("../shared/cases/lay"))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", default="", help="how the names of the files begin: third, en")
    given = parser.parse_args()
    for folder, name in (
        (given.texts, "{}"),
        (OURS, "unseen-{}"),
        (OURS, "fresh-{}"),
        (OURS, "first-{}"),
        (OURS, "second-{}"),
        (OURS, "third-{}"),
        (OURS, "fourth-{}"),
    ):
        for language in ("en", "es", "fr"):
            path = folder / f"{name.format(language)}.txt"
            if path.is_file() and path.name.startswith(given.only):
                _report(path, show=given.show)


def _report(path: Path, *, show: bool) -> None:
    texts = list(read(path))
    counts: Counter[str] = Counter()
    ranks = []
    for one in texts:
        rank = place(one) if find_terms(one.text).findings else 0
        ranks.append(rank)
        for verdict, words, read_as in verdicts(one):
            counts[verdict] += 1
            if show and verdict != "right":
                print(f"  {verdict}: {words!r} -> {read_as}")
        if show and not 0 < rank <= 10:
            print(f"  rank {rank}: {one.disease.pattern}")
    within = [sum(0 < r <= k for r in ranks) for k in (1, 3, 10)]
    share = counts["right"] / max(1, sum(counts.values()))
    print(f"{path.name}: {len(texts)} texts, first/three/ten {within}, {share:.2f} {dict(counts)}")


if __name__ == "__main__":
    main()
