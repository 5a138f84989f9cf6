"""Count on how many pages and emergency cards somebody who treats is told of a danger, and by whom.

    python -m validation.danger_told [--show KIND]

``own`` somebody wrote it of this very disease; ``text`` it stands in the text taken over from a
disease by the same name; ``danger`` only what cannot wait and what could harm is taken over;
``kind`` it is told of the whole kind of disease; ``forms`` of single forms; ``none`` nobody has.
"""

from __future__ import annotations

import argparse
from collections import Counter

from rarekin.api.diseases import lookup
from rarekin.api.diseases.kinds_in_danger import dangers_of_kind
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.diseases.narrower import dangers_of_forms
from rarekin.api.diseases.wider import wider_text
from rarekin.model.disease import Section


def told_by(page: DiseasePage) -> str:
    """Say who tells of a danger on a page.

    Parameters
    ----------
    page
        Of a disease.

    Returns
    -------
    who
        As the module says.
    """
    if page.facts.get(Section.SAFETY):
        return "own"
    wider = wider_text(page)
    if wider.facts.get(Section.SAFETY):
        return "danger" if set(wider.facts) == {Section.SAFETY} else "text"
    if dangers_of_kind(page):
        return "kind"
    return "forms" if dangers_of_forms(page).forms else "none"


def main() -> None:
    """Print the counts, or the pages of one kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", default="")
    wanted = parser.parse_args().show
    counts: Counter[str] = Counter()
    for id_ in lookup.disease_ids():
        page = lookup.disease(id_)
        who = told_by(page)
        counts[who] += 1
        if who == wanted:
            wider = wider_text(page).ref
            kinds = "; ".join(kind.name for kind in dangers_of_kind(page))
            print(id_, page.ref.english, "|", wider.english if wider else kinds)
    if not wanted:
        print(", ".join(f"{who} {n}" for who, n in sorted(counts.items())))


if __name__ == "__main__":
    main()
