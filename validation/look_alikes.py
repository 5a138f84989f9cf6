"""Look through what every page says about other diseases: rows, look-alikes, relatives.

    python validation/look_alikes.py                 counts, with an example each
    python validation/look_alikes.py --every 20      of every 20th disease

A row "more often in" is wrong where the side it speaks for does not bear it, and where the
other side has the same thing under another name. Looks at what pages are made from, by rules of
its own: the hierarchy of diseases and of findings, as the release has them.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.api.making.release import current
from rarekin.api.telling.lookalikes import Comparison, LookAlike, PairedFinding, look_alikes
from rarekin.api.telling.voices import Standing, standing_of
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie

FEWEST = 5
MANY = 30
OFTEN = 0.3
_WIDEST = 150
_BELOW = (
    "WITH RECURSIVE below(i) AS (SELECT disease FROM parent WHERE parent = ? UNION "
    "SELECT p.disease FROM parent p JOIN below b ON p.parent = b.i LIMIT 200) "
    "SELECT count(*) FROM below"
)
_NUMBER = re.compile(
    r"[ ,]*(?:(?:sub)?type )?(?:\d+[a-z]*|[ivx]+[ab]?|[a-h])$|[ ,]+(?:autosomal|x-linked).*$"
    r"|,? due to .*$"
)
_standing: dict[Curie, tuple[lookup.DiseasePage, Standing]] = {}


def known(id_: Curie) -> tuple[lookup.DiseasePage, Standing]:
    """Return a page with how well its signs stand; kept, as look-alikes repeat."""
    if id_ not in _standing:
        page = lookup.disease(id_)
        _standing[id_] = page, standing_of(page)
    return _standing[id_]


def faults_of_rows(pair: Comparison) -> Iterator[str]:
    """Yield the faults of every row of a comparison."""
    for rows, high, low in ((pair.for_a, pair.a.id, pair.b.id), (pair.for_b, pair.b.id, pair.a.id)):
        for row in rows:
            yield "rows"
            yield from faults_of_row(row, high, low, is_a=rows is pair.for_a)
    for row in pair.shared:
        yield "shared"
        if any(row.term in known(id_)[1].doubtful for id_ in (pair.a.id, pair.b.id)):
            yield "shared: doubted"


def faults_of_row(row: PairedFinding, high: Curie, low: Curie, *, is_a: bool) -> Iterator[str]:
    """Yield what is wrong with one row "more often in"."""
    told, other = (row.basis_a, row.basis_b) if is_a else (row.basis_b, row.basis_a)
    yield from _higher(told, known(high)[1])
    if told is not None and other is not None and (told.low or 0) < (other.high or 1) - 1e-6:
        yield "row: the ranges overlap"
    if other is None and not (row.denied_b if is_a else row.denied_a):
        yield "row: not on the other list"
    if told is not None and other is not None:
        people = told.denominator or 0, other.denominator or 0
        if any(people) and not all(people):
            yield "row: people counted against a class"
        elif any(people) and min(people) < MANY:
            yield f"row: counts of fewer than {MANY} people"
        elif not any(people) and (told.low or 0) >= OFTEN and (other.low or 0) >= OFTEN:
            yield "row: the same word on both sides"


def _higher(told: AnnotatedFinding | None, standing: Standing) -> Iterator[str]:
    """Yield what is wrong with the side that a row speaks for."""
    if told is None:
        yield "row: neither side on record"
        return
    if told.frequency is None:
        yield "row: higher side without a frequency"
    elif told.denominator and told.denominator < FEWEST:
        yield "row: higher side of fewer than five people"
    elif told.term not in standing.backed:
        yield "row: higher side on one list only"
    if told.term in standing.doubtful:
        yield "row: higher side doubted"


def stem(name: str) -> str:
    """Return a name without its number."""
    return _NUMBER.sub("", name.casefold())


def above(page: lookup.DiseasePage) -> set[Curie]:
    """Return what a disease is a form of, however far up; no groups, and nothing very wide."""
    release = current()
    found, waiting = {page.ref.id}, [page.ref.id]
    for id_ in waiting:
        for (number,) in release.rows(
            "SELECT parent FROM parent WHERE disease = ?", (release.number_of(id_),)
        ):
            ref = release.refs([number])[number]
            [(n_below,)] = release.rows(_BELOW, (number,))
            if ref.level is not Level.GROUP and ref.id not in found and n_below <= _WIDEST:
                found.add(ref.id)
                waiting.append(ref.id)
    return found


def faults_of_look_alikes(page: lookup.DiseasePage, found: tuple[LookAlike, ...]) -> Iterator[str]:
    """Yield what is wrong with the choice."""
    own = above(page)
    stems = Counter(stem(one.ref.english) for one in found)
    for one in found:
        yield "look-alikes"
        other = above(known(one.ref.id)[0])
        if own & other or stem(one.ref.english) == stem(page.ref.english):
            yield "look-alike: the disease itself, a form or a sister of it"
        if not one.comparison.shared:
            yield "look-alike: nothing named that both have"
    if max(stems.values(), default=0) > 1:
        yield "look-alike: two of one family"


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="look at every n-th disease")
    chosen = parser.parse_args()
    times, examples = Counter[str](), dict[str, str]()
    ids = lookup.disease_ids()[:: chosen.every]
    started = time.monotonic()
    for id_ in ids:
        page = lookup.disease(id_)
        found = look_alikes(page)
        times["pages with look-alikes"] += bool(found)
        for fault in (
            *faults_of_look_alikes(page, found),
            *(fault for one in found for fault in faults_of_rows(one.comparison)),
        ):
            times[fault] += 1
            examples.setdefault(fault, id_)
    print(f"{len(ids):,} pages in {time.monotonic() - started:.0f} s")
    for kind, n in sorted(times.items()):
        print(f"  {kind}: {n:,} {examples.get(kind, '') if ':' in kind else ''}")
    sys.exit(any(":" in kind for kind in times))


if __name__ == "__main__":
    main()
