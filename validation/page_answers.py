"""Do pages answer? Random disorders and forms with signs on record, question by question.

    python validation/page_answers.py [--n 300] [--seed 7]

Counted is what the page says about this disease itself, or takes over from the wider disease and
says so: prose on what it is, treatment, outlook, the number of people, an organisation.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    os.environ.setdefault("RAREKIN_SYNC", "off")
    import django

    django.setup()
    from rarekin.api.diseases import lookup
    from rarekin.model.disease import Level, Section
    from rarekin.web.atlas.pages.disease_page import view_of

    ids = list(lookup.disease_ids())
    random.Random(asked.seed).shuffle(ids)
    told: Counter[str] = Counter()
    n = 0
    for id_ in ids:
        page = lookup.disease(id_)
        if page.ref.level not in (Level.DISORDER, Level.SUBTYPE) or not page.findings:
            continue
        n += 1
        view = view_of(page)
        shown = {section.section for section in view.sections if section.is_told}
        told["what is it, in prose"] += bool(view.minute)
        told["beyond its name"] += len(view.minute) > 1
        told["a quotation or written text on what it is"] += Section.SUMMARY in shown
        told["treatment"] += Section.TREATMENT in shown
        told["outlook"] += Section.OUTLOOK in shown
        told["how many people"] += Section.PREVALENCE in shown
        told["an organisation of its own"] += any(not o.kind for o in page.organisations)
        told["danger named"] += bool(view.urgent or view.safety)
        if n == asked.n:
            break
    for question, count in told.items():
        print(f"{question:<44}{count:>5} of {n}")


if __name__ == "__main__":
    main()
