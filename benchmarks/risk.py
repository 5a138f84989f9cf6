"""Time exact family risk: everybody's chances, from a family to finished numbers."""

import argparse
import csv
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from rarekin.api.family.risk import family_risk
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, Person, Phenotype

ILL = {AFFECTED: Phenotype(State.PRESENT)}
HISTORY = Path(__file__).parent / "history" / "0.1.0.csv"


def loop_free_family(n_people: int, seed: int = 1) -> Family:
    """Everybody marries somebody from outside; 60 % are examined, 1 in 20 of them ill."""
    draw = random.Random(seed)
    people: list[Person] = []

    def add(father: str | None, mother: str | None) -> Person:
        examined = draw.random() < 0.6
        ill = draw.random() < 0.05
        age = float(draw.randint(0, 90))
        said = {AFFECTED: Phenotype(State.PRESENT if ill else State.EXCLUDED)} if examined else {}
        sex = draw.choice((Sex.MALE, Sex.FEMALE))
        person = Person(f"p{len(people)}", sex, mother, father, age, phenotypes=said)
        people.append(person)
        return person

    waiting = [add(None, None)]
    while len(people) < n_people - 1:
        person = waiting.pop(0)
        i_partner = len(people)
        other = Sex.FEMALE if person.sex is Sex.MALE else Sex.MALE
        people.append(Person(f"p{i_partner}", other))
        pair = (person.id, f"p{i_partner}")
        father, mother = pair if person.sex is Sex.MALE else reversed(pair)
        n_children = min(draw.randint(1, 4), n_people - len(people))
        waiting += [add(father, mother) for _ in range(n_children)]
    return Family(tuple(people))


def cousin_family(n_people: int, n_marriages: int, seed: int = 1) -> Family:
    """A loop-free family plus children of first cousins."""
    draw = random.Random(seed)
    family = loop_free_family(n_people, seed)
    grand: dict[tuple[str, str], list[Person]] = {}
    for person in family.people:
        if person.father is None:
            continue
        father, mother = family.by_id[person.father], family.by_id[person.mother]
        own = father if father.father is not None else mother
        if own.father is not None:
            grand.setdefault((own.father, own.mother), []).append(person)
    more: list[Person] = []
    groups = [g for g in grand.values() if len(g) > 3]
    draw.shuffle(groups)
    for cousins in groups[:n_marriages]:
        for a in cousins:
            b = next((c for c in cousins if c.sex is not a.sex and c.father != a.father), None)
            if b is not None:
                father, mother = (a, b) if a.sex is Sex.MALE else (b, a)
                more.append(Person(f"loop{len(more)}", Sex.MALE, mother.id, father.id))
                break
    return Family((*family.people, *more))


Row = tuple[str, int, str, float, str]


def measure(scenario: str, family: Family, model: str, repeats: int) -> Row:
    """Return the median time of a whole computation, everybody's result included."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        risk = family_risk(family, model, parameters={"phenocopy": 1e-4})
        times.append(1000 * (time.perf_counter() - start))
    return (
        scenario,
        len(family),
        f"{model}-{risk.method.replace(' ', '-')}",
        statistics.median(times),
        "ms",
    )


def measure_reading(scenario: str, family: Family, model: str, repeats: int) -> Row:
    """Return the median time with every person's result also put into words."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        risk = family_risk(family, model, parameters={"phenocopy": 1e-4})
        assert len(risk.people) == len(family)
        times.append(1000 * (time.perf_counter() - start))
    return scenario, len(family), f"{model}-in-words", statistics.median(times), "ms"


def scenarios(*, large: int = 10_000, repeats: int = 7) -> Iterator[Row]:
    """Yield (scenario, size, metric, value, unit) of every scenario."""
    family_risk(loop_free_family(20), "gnas")  # reads the catalogue once
    yield measure("risk-family", loop_free_family(20), "gnas", 3 * repeats)
    yield measure_reading("risk-family", loop_free_family(20), "gnas", 3 * repeats)
    yield measure("risk-no-loops", loop_free_family(large), "ad", repeats)
    yield measure("risk-no-loops", loop_free_family(large), "gnas", repeats)
    yield measure("risk-cousins", cousin_family(large // 5, 50), "ad", repeats)


def main() -> None:
    """Run every scenario; with ``--record``, add the figures to this version's history."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true")
    rows = []
    chosen = parser.parse_args()
    for row in scenarios():
        print("{}: {:,} people, {}: median {:.2f} {}".format(*row))
        rows.append(row)
    if chosen.record:
        new = not HISTORY.exists()
        with HISTORY.open("a", newline="") as out:
            write = csv.writer(out, lineterminator="\n")
            if new:
                write.writerow(["scenario", "size", "metric", "value", "unit"])
            write.writerows((*row[:3], f"{row[3]:.2f}", row[4]) for row in rows)


if __name__ == "__main__":
    main()
