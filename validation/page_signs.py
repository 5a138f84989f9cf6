"""Look on every page at the signs it opens with and at those on top of its lists.

    python -m validation.page_signs [--home DIR] [--every N] [--show N]

Faults: a page opens with a sign that its own record denies, or that fewer than one in five of the
people counted have; a doubtful class stands at once though a sign without a doubt is folded away.
Told besides: what pages open with, and how many classes there is a reason to doubt.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict

import django

from rarekin.api.diseases import lookup
from rarekin.api.telling.forms import forms_of
from rarekin.api.telling.leading import leading_findings, possible_share
from rarekin.api.telling.telling import telling_signs
from rarekin.api.telling.voices import backed_signs, doubtful_signs
from rarekin.model.identifiers import Curie

FEWEST_COUNTED = 5
SELDOM = 0.2
OPENINGS = (
    "chosen by a person", "named by a definition and on record", "counted", "by classes",
    "seen", "of its forms", "none on record", "nothing",
)  # fmt: skip
FAULTS = ("denied or seldom sign in the opening", "doubtful class before a sure sign")


def opening(page: lookup.DiseasePage) -> tuple[str, list[Curie]]:
    """Return with which kind of signs a page opens, and the signs."""
    told = telling_signs(page, 4)
    if told:
        is_chosen = page.named_signs[0].is_chosen
        return OPENINGS[0] if is_chosen else OPENINGS[1], [sign.term for sign in told]
    backed = backed_signs(page)
    if chosen := leading_findings(page, 4, backed=backed):
        kind = OPENINGS[2] if all(f.counted for f in chosen) else OPENINGS[3]
        return kind, [f.term for f in chosen]
    if chosen := leading_findings(page, 4, share_of=possible_share, backed=backed):
        return OPENINGS[4], [f.term for f in chosen]
    if forms_of(page).shared:
        return OPENINGS[5], []
    return (OPENINGS[7] if page.findings else OPENINGS[6]), []


def denied_or_seldom(page: lookup.DiseasePage, terms: list[Curie]) -> list[str]:
    """Return the signs that the record of the page contradicts."""
    by_term = {f.term: f for f in page.findings}
    found = []
    for finding in (by_term[term] for term in terms if term in by_term):
        is_counted = (finding.denominator or 0) >= FEWEST_COUNTED
        if finding.excluded or (is_counted and (finding.frequency or 0.0) < SELDOM):
            found.append(f"{finding.label} {finding.numerator}/{finding.denominator}")
    return found


def doubtful_on_top(page: lookup.DiseasePage, doubtful: frozenset[Curie]) -> list[str]:
    """Return doubtful signs that stand at once though one without a doubt is folded away."""
    from rarekin.web.atlas import signs
    from rarekin.web.atlas.marks import Marks

    found = []
    backed = backed_signs(page)
    for group in signs.by_system(page.findings, Marks(page.sources), backed, doubtful):
        shown = [sign for sign in group.shown if sign.term in doubtful]
        sure = [
            s for s in group.folded if s.term not in doubtful and (s.low or 0) >= FEWEST_COUNTED
        ]
        found += [sign.label for sign in shown if sure]
    return found


def count(every: int = 1) -> tuple[dict[str, list[str]], Counter[str], int]:
    """Look through the pages of the release that serves.

    Returns
    -------
    faults, openings, n_doubtful
        What was found by kind, how pages open, and classes there is a reason to doubt.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    faults: dict[str, list[str]] = defaultdict(list)
    openings: Counter[str] = Counter()
    n_doubtful = 0
    for id_ in lookup.disease_ids()[::every]:
        page = lookup.disease(id_)
        kind, terms = opening(page)
        openings[kind] += 1
        # What somebody chose names its source; that a sign was seen is true of a single person.
        if kind not in (OPENINGS[0], OPENINGS[4]):
            faults[FAULTS[0]] += [f"{id_} {text}" for text in denied_or_seldom(page, terms)]
        doubtful = doubtful_signs(page, backed_signs(page))
        n_doubtful += len(doubtful)
        if doubtful:
            faults[FAULTS[1]] += [f"{id_} {text}" for text in doubtful_on_top(page, doubtful)]
    return faults, openings, n_doubtful


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", help="data folder; by default RAREKIN_HOME")
    parser.add_argument("--every", type=int, default=1, help="look at every n-th disease")
    parser.add_argument("--show", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.home:
        os.environ["RAREKIN_HOME"] = chosen.home
    faults, openings, n_doubtful = count(chosen.every)
    for kind in OPENINGS:
        print(f"  opens with signs {kind}: {openings[kind]:,}")
    print(f"  classes there is a reason to doubt: {n_doubtful:,}")
    for kind in FAULTS:
        print(f"  {kind}: {len(faults[kind]):,} {'; '.join(faults[kind][: chosen.show])}")
    sys.exit(1 if any(faults.values()) else 0)


if __name__ == "__main__":
    main()
