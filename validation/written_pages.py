"""Count the written pages, and what each of them rests on.

Pages in ``unread/`` wait for their second reading and are not built; with paths, those files
alone are read, so that whoever writes one learns what is wrong with it. Grades are
Flesch-Kincaid by textstat 0.7.4 over all sentences of a page. What rests on a site that is not
accepted is counted and, in a file that is named, refused (``weak_citations.py``).
"""

import argparse
import importlib.resources
import importlib.util
import statistics
import sys
import types
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from weak_citations import Weak, weak_citations

from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Name, Organisation
from rarekin.sources.curated.parse import read_page, read_toml
from rarekin.sources.curated.written import SECOND_READING, language_of, n_words

FOLDER = Path(str(importlib.resources.files("rarekin.sources.curated"))) / "pages"
HIGHEST_GRADE = 9.0

# textstat 0.7.4 asks pkg_resources for one word list; setuptools no longer carries that module.
if importlib.util.find_spec("pkg_resources") is None:
    stand_in = types.ModuleType("pkg_resources")
    stand_in.resource_stream = lambda package, name: (
        importlib.resources.files(package).joinpath(name).open("rb")
    )
    sys.modules["pkg_resources"] = stand_in

import textstat  # noqa: E402


@dataclass(frozen=True)
class Measured:
    """What was counted on one page."""

    words: int
    statements: int
    sources: int
    works: int
    uncited: int
    grade: float
    names: int
    clubs: int
    reading: tuple[int, ...]


def measured(path: Path) -> Measured:
    """Read one page; raises `SourceError` where it is refused."""
    table, text = read_toml(path.name, path.read_bytes())
    records = list(read_page(f"pages/{path.name}", table, text))
    facts = [record for record in records if isinstance(record, Fact)]
    cited = [fact for fact in facts if fact.citations]
    reading = table.get("second_reading", {})
    return Measured(
        words=n_words(facts),
        statements=len(facts),
        sources=sum(len(fact.citations) for fact in cited),
        works=len({c.link for fact in cited for c in fact.citations}),
        uncited=len(facts) - len(cited),
        grade=float(textstat.flesch_kincaid_grade(" ".join(fact.text for fact in facts))),
        names=sum(isinstance(record, Name) for record in records),
        clubs=sum(isinstance(record, Organisation) for record in records),
        reading=tuple(int(reading[key]) for key in SECOND_READING) if reading else (),
    )


def english(folder: Path) -> list[Path]:
    """List the pages of a folder, without their translations."""
    return [path for path in sorted(folder.glob("*.toml")) if language_of(path.name) == "en"]


def check(paths: Sequence[Path]) -> int:
    """Say of each file what is wrong with it, or how long it is; return how many are refused."""
    n_refused = 0
    for path in paths:
        try:
            one = measured(path)
        except SourceError as error:
            n_refused += 1
            print(f"REFUSED {error} {error.hint}")
            continue
        hard = one.grade > HIGHEST_GRADE
        n_refused += hard
        for weak in weak_citations([path]):
            if not weak.allowed:
                n_refused += 1
                print(f"REFUSED {path.name}: cite.{weak.cite} is {weak.kind} ({weak.host}).")
        print(
            f"{'TOO HARD' if hard else 'ok'} {path.name}: {one.words} words, "
            f"{one.statements} statements, {one.works} works, grade {one.grade:.1f}"
        )
    return n_refused


def table(
    pages: Sequence[Measured], n_waiting: int, languages: dict[str, int], weak: Sequence[Weak]
) -> list[str]:
    """Write the table for the measurements."""
    read = [page.reading for page in pages if page.reading]
    n_read = sum(counts[0] for counts in read)
    rows = [
        ("written pages in the release", f"{len(pages)}; waiting for a second reading {n_waiting}"),
        ("translated", ", ".join(f"{k} {n}" for k, n in sorted(languages.items())) or "none"),
    ]
    if pages:
        statements = sum(p.statements for p in pages)
        cited = statements - sum(p.uncited for p in pages)
        rows += [
            ("words, all; median of a page",
             f"{sum(p.words for p in pages):,}; {statistics.median(p.words for p in pages):.0f}"),
            ("statements; with a source; sources of each of these",
             f"{statements:,}; {cited:,}; {sum(p.sources for p in pages) / max(cited, 1):.2f}"),
            ("different works on a page, median",
             f"{statistics.median(p.works for p in pages):.0f}"),
            ("reading grade, median; highest",
             f"{statistics.median(p.grade for p in pages):.1f}; {max(p.grade for p in pages):.1f}"),
            ("names; organisations",
             f"{sum(p.names for p in pages):,}; {sum(p.clubs for p in pages):,}"),
        ]  # fmt: skip
    left = Counter(one.kind for one in weak)
    rows.append(
        (
            "citations of sites not accepted; of these allowed with a reason",
            f"{len(weak)}; {sum(bool(one.allowed) for one in weak)}"
            + "".join(f"; {kind} {n}" for kind, n in left.most_common()),
        )
    )
    if n_read:
        supported, removed, changed = (sum(counts[i] for counts in read) for i in (1, 2, 3))
        rows.append(
            (
                "second reading: statements read; supported; removed; corrected",
                f"{n_read:,}; {supported:,} ({supported / n_read:.1%}); {removed}; {changed}",
            )
        )
    return ["| what | figure |", "|---|---|", *(f"| {what} | {said} |" for what, said in rows)]


def main() -> int:
    """Check the files that are named, else count all pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="pages to check, also unread ones")
    chosen = parser.parse_args()
    if chosen.paths:
        return check(chosen.paths) > 0
    built, waiting = english(FOLDER), english(FOLDER / "unread")
    languages: dict[str, int] = {}
    for path in FOLDER.glob("*.*.toml"):
        languages[language_of(path.name)] = languages.get(language_of(path.name), 0) + 1
    pages = [measured(path) for path in built]
    print("\n".join(table(pages, len(waiting), languages, list(weak_citations(built)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
