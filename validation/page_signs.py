"""Look on every page at the signs it opens with and at those on top of its lists.

    python -m validation.page_signs [--home DIR] [--every N] [--show N]

Faults: a page opens with a sign that its own record denies, that fewer than one in five of the
people counted have, or that something speaks against; a sign in doubt stands among the others; a
number is spoken or a bar drawn for what one list alone has; a group opens with a sign of few of
its forms; a share is told of a sign that is lower than that of a kind of it; a list denies, without
having counted, what a form has; a sign that a text, a definition or criteria name is told by a
count that makes it look seldom, or one of several sources as one of few people; a sign is set
apart as one list's though others bear it out.
Told besides: what pages open with, how many classes rest on one list, and what speaks against
how many.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter, defaultdict

import django

from rarekin.api.diseases import lookup
from rarekin.api.making.release import current
from rarekin.api.telling.forms import forms_of
from rarekin.api.telling.leading import leading_findings, possible_share
from rarekin.api.telling.spread import Spread
from rarekin.api.telling.telling import telling_signs
from rarekin.api.telling.voices import Against, Standing, signs_of_kin, standing_of
from rarekin.model.identifiers import Curie

FEWEST_COUNTED = 5
_HOW_OFTEN = frozenset({Against.COUNTED, Against.FEW_FORMS, Against.GRAVE})
SELDOM = 0.2
OFTEN = 0.3
MANY = 30
OF_FEW = re.compile(r"in a report on one person|in reports on \d")
COUNTED = re.compile(r"\d+ of \d+ people")
OPENINGS = (
    "chosen by a person", "named by a definition and on record", "counted", "by classes",
    "seen", "of its forms", "none on record", "nothing",
)  # fmt: skip
FAULTS = (
    "denied or seldom sign in the opening",
    "sign in doubt in the opening",
    "sign in doubt among the others",
    "number for what one list alone has",
    "sign of few forms in the opening of a group",
    "broader sign told as rarer than a kind of it",
    "denial without a count that a form contradicts",
    "sign that definitions, texts or criteria name, told by a small count",
    "sign of several sources, told as of few people",
    "sign set apart though others bear it out",
)


def opening(page: lookup.DiseasePage, standing: Standing) -> tuple[str, list[Curie]]:
    """Return with which kind of signs a page opens, and the signs."""
    told = telling_signs(page, 4)
    if told:
        is_chosen = page.named_signs[0].is_chosen
        return OPENINGS[0] if is_chosen else OPENINGS[1], [sign.term for sign in told]
    sure, spread = standing.backed, Spread(page)
    of_few = (f.term for f in page.findings if spread.is_of_few(f.term))
    doubted = {*standing.doubtful, *standing.overstated, *of_few, *standing.one_report}
    doubted |= {*standing.outdone}
    if chosen := leading_findings(page, 4, backed=sure, doubtful=doubted):
        kind = OPENINGS[2] if all(f.counted for f in chosen) else OPENINGS[3]
        return kind, [f.term for f in chosen]
    if chosen := leading_findings(page, 4, share_of=possible_share, backed=sure, doubtful=doubted):
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


def misplaced(page: lookup.DiseasePage, standing: Standing) -> tuple[list[str], list[str]]:
    """Return signs in doubt that stand among the others, and numbers that one list alone has."""
    from rarekin.web.atlas.sections import signs
    from rarekin.web.atlas.sections.marks import Marks

    marks = Marks(page.sources)
    groups = signs.by_system(page.findings, marks, standing)
    shown = [sign for group in groups for sign in (*group.shown, *group.folded)]
    apart = signs.doubted(page.findings, marks, standing)
    among = [sign.label for sign in shown if sign.term in standing.doubtful]
    classes = {f.term for f in page.findings if f.frequency_class}
    numbers = [
        sign.label
        for sign in (*shown, *apart)
        if sign.term in standing.alone & classes and (sign.low is not None or sign.percentage)
    ]
    return among, numbers


def contradicted(page: lookup.DiseasePage, standing: Standing) -> tuple[list[str], list[str]]:
    """Return broader signs with a lower share than a kind of them, and denials a form contradicts.

    Both are looked for among what the page shows.
    """
    from rarekin.web.atlas.sections import signs
    from rarekin.web.atlas.sections.marks import Marks

    marks = Marks(page.sources)
    groups = signs.by_system(page.findings, marks, standing, (), page.ref.english)
    shares = {
        sign.term: sign.share
        for group in groups
        for sign in (*group.shown, *group.folded)
        if sign.share is not None
    }
    ontology = current().ontology
    rarer = [
        ontology.label(broad)
        for broad, share in shares.items()
        if any(
            other > share and narrow != broad and ontology.is_a(narrow, broad)
            for narrow, other in shares.items()
        )
    ]
    of_forms = {term for term, _e, _s in signs_of_kin(page, below_only=True)}
    uncounted = {f.term for f in page.findings if not f.counted}
    denied = [
        sign.label
        for sign in signs.ruled_out(page.findings, marks, standing)
        if sign.term in uncounted and any(ontology.is_a(term, sign.term) for term in of_forms)
    ]
    return rarer, denied


def hidden(page: lookup.DiseasePage, standing: Standing) -> tuple[list[str], list[str], list[str]]:
    """Return hallmarks and shared signs that a small count makes look seldom, and signs apart."""
    from rarekin.web.atlas.sections import signs
    from rarekin.web.atlas.sections.marks import Marks

    marks = Marks(page.sources)
    by_term = {f.term: f for f in page.findings}
    groups = signs.by_system(page.findings, marks, standing, (), page.ref.english)
    small, few = [], []
    for sign in (s for group in groups for s in (*group.shown, *group.folded)):
        finding = by_term[sign.term]
        n_counted, share = finding.denominator or 0, finding.frequency or 0.0
        is_of_few = bool(OF_FEW.search(sign.counts))
        is_low = n_counted >= FEWEST_COUNTED and share < OFTEN
        is_bare = sign.share is None and not sign.percentage and not COUNTED.search(sign.words)
        if sign.term in standing.named:
            misleads = is_low and (n_counted < MANY or sign.term in standing.dangers)
            if is_of_few or (misleads and not is_bare):
                small.append(f"{sign.label} {sign.words}")
        elif is_of_few and sign.term in standing.backed:
            few.append(sign.label)
    apart = signs.doubted(page.findings, marks, standing)
    borne_out = {*standing.backed, *standing.named}
    return small, few, [sign.label for sign in apart if sign.term in borne_out]


def of_few_forms(page: lookup.DiseasePage, terms: list[Curie]) -> list[str]:
    """Return the signs that at most a third of the forms described has."""
    spread = Spread(page)
    texts = {sign.term: sign.n_texts for sign in page.named_signs}
    few = (term for term in terms if spread.is_of_few(term, max(texts.get(term, 0), 1)))
    return [current().ontology.label(term) for term in few if texts.get(term, 0) < 2]


def count(every: int = 1) -> tuple[dict[str, list[str]], Counter[str], Counter[str]]:
    """Look through the pages of the release that serves.

    Returns
    -------
    faults, openings, standings
        What was found by kind, how pages open, and how well the signs stand.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    faults: dict[str, list[str]] = defaultdict(list)
    openings: Counter[str] = Counter()
    standings: Counter[str] = Counter()
    for id_ in lookup.disease_ids()[::every]:
        page = lookup.disease(id_)
        standing = standing_of(page)
        kind, terms = opening(page, standing)
        openings[kind] += 1
        # What somebody chose names its source; that a sign was seen is true of a single person.
        if kind not in (OPENINGS[0], OPENINGS[4]):
            faults[FAULTS[0]] += [f"{id_} {text}" for text in denied_or_seldom(page, terms)]
        # A definition that names a sign settles that it occurs; how often is another question.
        settled = _HOW_OFTEN if kind == OPENINGS[1] else frozenset()
        if kind != OPENINGS[0]:
            doubted = [t for t in terms if standing.doubtful.get(t) not in {None, *settled}]
            faults[FAULTS[1]] += [f"{id_} {term}" for term in doubted]
        among, numbers = misplaced(page, standing)
        faults[FAULTS[2]] += [f"{id_} {text}" for text in among]
        faults[FAULTS[3]] += [f"{id_} {text}" for text in numbers]
        if kind != OPENINGS[0]:
            faults[FAULTS[4]] += [f"{id_} {text}" for text in of_few_forms(page, terms)]
        rarer, denied = contradicted(page, standing)
        faults[FAULTS[5]] += [f"{id_} {text}" for text in rarer]
        faults[FAULTS[6]] += [f"{id_} {text}" for text in denied]
        for kind_of_fault, found in zip(FAULTS[7:], hidden(page, standing), strict=True):
            faults[kind_of_fault] += [f"{id_} {text}" for text in found]
        standings["backed"] += len(standing.backed)
        standings["alone"] += len(standing.alone)
        standings.update(f"against it: {why}" for why in standing.doubtful.values())
    return faults, openings, standings


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", help="data folder; by default RAREKIN_HOME")
    parser.add_argument("--every", type=int, default=1, help="look at every n-th disease")
    parser.add_argument("--show", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.home:
        os.environ["RAREKIN_HOME"] = chosen.home
    faults, openings, standings = count(chosen.every)
    for kind in OPENINGS:
        print(f"  opens with signs {kind}: {openings[kind]:,}")
    for name in ("backed", "alone", *(f"against it: {why}" for why in Against)):
        print(f"  signs, {name}: {standings[name]:,}")
    for kind in FAULTS:
        print(f"  {kind}: {len(faults[kind]):,} {'; '.join(faults[kind][: chosen.show])}")
    sys.exit(1 if any(faults.values()) else 0)


if __name__ == "__main__":
    main()
