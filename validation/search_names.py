"""Names of 250 diseases as people type them, in three languages: is the right one first?

    python validation/search_names.py            shares by language and kind
    python validation/search_names.py --misses   and every query whose first answer is another

The sets stand in ``tests/truth/search_names``; where a phrase leads to several diseases, each of
them counts as right. The second share also counts an answer that bears the very name typed and
is a form of the disease meant, or a group with it: who types "Hurler syndrome" finds that page.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rarekin.api.diseases.searching import search_all
from rarekin.api.making.release import current
from rarekin.knowledge.names import name_key
from rarekin.model.identifiers import Curie

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "truth" / "search_names"
_KIN = (
    "WITH RECURSIVE up(i) AS (SELECT i FROM disease WHERE id = ? UNION SELECT parent FROM parent "
    "JOIN up ON disease = up.i), down(i) AS (SELECT i FROM disease WHERE id = ? UNION "
    "SELECT disease FROM parent JOIN down ON parent = down.i LIMIT 500) "
    "SELECT id FROM disease WHERE i IN (SELECT i FROM up UNION SELECT i FROM down)"
)
LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class Query:
    """One line of a set."""

    language: str
    kind: str
    text: str
    expected: frozenset[str]


def queries(language: str) -> Iterator[Query]:
    """Yield the set of a language."""
    with (FOLDER / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            expected = frozenset(row["expected"].split("|"))
            yield Query(language, row["kind"], row["query"], expected)


def first_answer(query: Query) -> tuple[str, str]:
    """Return id and name of the first disease found; empty where none is."""
    hits = search_all(query.text, 5, language=query.language).diseases
    return (hits[0].ref.id, hits[0].ref.label) if hits else ("", "")


def is_right(query: Query) -> bool:
    """Tell whether the first disease found is one that the set names."""
    release = current()
    wanted = {id_ for named in query.expected for id_ in release.canonical(named)}
    return first_answer(query)[0] in wanted


def is_kin_of_that_name(query: Query) -> bool:
    """Tell whether the first answer bears the very name typed and is a form or a group of it."""
    release = current()
    id_, _label = first_answer(query)
    key = name_key(query.text)
    names = {name_key(name.text) for name in release.names_of(Curie(id_))} if id_ else set()
    if key not in names:
        return False
    kin = release.rows(_KIN, (id_, id_))
    return bool({one for (one,) in kin} & query.expected)


def main() -> None:
    """Print the table."""
    counted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for language in LANGUAGES:
        for query in queries(language):
            right = is_right(query)
            near = right or is_kin_of_that_name(query)
            for kind in (query.kind, "all"):
                for i, n in enumerate((right, near, 1)):
                    counted[language, kind][i] += n
            if not near and "--misses" in sys.argv:
                print(language, query.kind, query.text, sorted(query.expected), first_answer(query))
    for (language, kind), (n_right, n_near, n) in counted.items():
        shares = f"{n_right / n:6.1%}  {n_near / n:6.1%}"
        print(f"{language}  {kind:<16}{n_right:>5} {n_near:>5} of {n:>5}  {shares}")


if __name__ == "__main__":
    main()
