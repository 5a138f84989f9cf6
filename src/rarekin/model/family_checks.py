"""What is wrong or noteworthy in a family: ids, parents, ages, twins, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rarekin.model.case import Sex
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import GeneticTest, Person, Phenotype


def _error(code: str, where: str, message: str, hint: str) -> Issue:
    return Issue(code, IssueLevel.ERROR, where, message, hint)


def family_issues(people: Sequence[Person], by_id: Mapping[str, Person]) -> Iterator[Issue]:
    """Say everything wrong or noteworthy in a family, all at once.

    Parameters
    ----------
    people
        As listed.
    by_id
        The same by id; of two with one id, either.

    Yields
    ------
    issue
        Errors keep chances from being computed; the others do not.

    Examples
    --------
    >>> [i.code for i in family_issues([Person("a", mother="b")], {})]
    ['parent-unknown', 'parent-missing']
    """
    seen: set[str] = set()
    for i_person, person in enumerate(people):
        where = f"people[{i_person}]"
        if person.id in seen:
            yield _error(
                "person-duplicate",
                where,
                f"The id {person.id!r} is used twice.",
                "Give every person an id of their own.",
            )
        seen.add(person.id)
        yield from _parent_issues(by_id, person, where)
        yield from _number_issues(person, where)
        yield from _plausible_issues(by_id, person, where)
    yield from _cycle_issues(by_id)
    yield from _twin_issues(people)


def _parent_issues(by_id: Mapping[str, Person], person: Person, where: str) -> Iterator[Issue]:
    for role, parent_id, wrong in (
        ("mother", person.mother, Sex.MALE),
        ("father", person.father, Sex.FEMALE),
    ):
        if parent_id is None:
            continue
        parent = by_id.get(parent_id)
        if parent is None:
            yield _error(
                "parent-unknown",
                where,
                f"The {role} of {person.id!r} is {parent_id!r}, who is not in the family.",
                f"Add {parent_id!r} as a person, or leave the {role} out.",
            )
        elif parent.sex is wrong:
            yield _error(
                "parent-sex",
                where,
                f"{parent_id!r} is the {role} of {person.id!r} but is listed as {wrong}.",
                "Correct the sex, or swap mother and father. Of two mothers or two fathers, name "
                "only the one who gave the egg or the sperm here, and the couple in partners.",
            )
    if person.mother is not None and person.mother == person.father:
        yield _error(
            "parent-same",
            where,
            f"{person.id!r} has {person.mother!r} as mother and as father.",
            "Name two different people, or leave one out.",
        )
    if (person.mother is None) != (person.father is None):
        missing = "mother" if person.mother is None else "father"
        known = person.mother or person.father
        yield Issue(
            "parent-missing",
            IssueLevel.NOTICE,
            where,
            f"{person.id!r} has no {missing} here; we take one unrelated person as the other "
            f"parent of all such children of {known!r}.",
            "Add a person for each parent if these children have different ones.",
        )


def _number_issues(person: Person, where: str) -> Iterator[Issue]:
    ages = [("age_years", person.age_years)]
    ages += [(f"phenotypes.{key}.age_years", p.age_years) for key, p in person.phenotypes.items()]
    for name, age in ages:
        if age is not None and not 0 <= age <= 130:
            yield _error(
                "age-impossible",
                f"{where}.{name}",
                f"{person.id!r} has the age {age:g} years.",
                "Ages are years from 0 to 130.",
            )
    for i_test, test in enumerate(person.tests):
        if not (0 <= test.sensitivity <= 1 and 0 <= test.specificity <= 1):
            yield _error(
                "test-accuracy",
                f"{where}.tests[{i_test}]",
                f"A test of {person.id!r} has a sensitivity or specificity outside 0 to 1.",
                "Write 99 % as 0.99.",
            )
        if test.copies is not None and not 0 <= test.copies <= 4:
            yield _error(
                "test-copies",
                f"{where}.tests[{i_test}]",
                f"A test of {person.id!r} counted {test.copies} copies.",
                "Two chromosomes together carry 0 to 4.",
            )
        yield from _measured_issues(person, test, f"{where}.tests[{i_test}]")
    frequency = person.carrier_frequency
    if frequency is not None and not 0 <= frequency <= 0.5:
        yield _error(
            "frequency-impossible",
            f"{where}.carrier_frequency",
            f"Among the people of {person.id!r} a share of {frequency:g} carries it.",
            "Write 1 in 25 as 0.04.",
        )


def _measured_issues(person: Person, test: GeneticTest, where: str) -> Iterator[Issue]:
    if test.load is not None and not 0 <= test.load <= 1:
        yield _error(
            "test-load",
            where,
            f"A test of {person.id!r} found {test.load:g} of the mitochondria changed.",
            "Write 40 % as 0.4.",
        )
    if test.marker and set(test.marker.split("/")) - {"1", "2"}:
        yield _error(
            "test-marker",
            where,
            f"A test of {person.id!r} has the marker {test.marker!r:.20}.",
            "Write the alleles as 1/1, 1/2 or 2/2, or 1 for at least one copy of allele 1.",
        )


YOUNGEST_PARENT_YEARS = 10.0
"""A parent who is less than this older than the child is a slip of the pen."""


def _plausible_issues(by_id: Mapping[str, Person], person: Person, where: str) -> Iterator[Issue]:
    for role, parent_id in (("mother", person.mother), ("father", person.father)):
        parent = by_id.get(parent_id or "")
        ages = (person.age_years, None if parent is None else parent.age_years)
        # The age of the dead is that at death and says nothing about a difference.
        if parent is None or parent.deceased or person.deceased or None in ages:
            continue
        if (ages[1] or 0.0) - (ages[0] or 0.0) < YOUNGEST_PARENT_YEARS:
            yield Issue(
                "parent-age",
                IssueLevel.WARNING,
                where,
                f"{person.id!r} is {ages[0]:g} years old, the {role} {parent.id!r} {ages[1]:g}.",
                "Check both ages.",
            )
    for key, said in person.phenotypes.items():
        if None not in (said.age_years, person.age_years) and _is_later(said, person):
            yield Issue(
                "age-after-now",
                IssueLevel.WARNING,
                f"{where}.phenotypes.{key}",
                f"{person.id!r} is {person.age_years:g} years old, but {key} is recorded at "
                f"{said.age_years:g}.",
                "It was counted up to the age of the person only. Check both ages.",
            )


def _is_later(said: Phenotype, person: Person) -> bool:
    return (said.age_years or 0.0) > (person.age_years or 0.0)


def _cycle_issues(by_id: Mapping[str, Person]) -> Iterator[Issue]:
    # Peel off people whose parents are all placed; who cannot be placed sits on or below a cycle.
    waiting = {
        id_: {q for q in (p.mother, p.father) if q is not None and q in by_id}
        for id_, p in by_id.items()
    }
    children: dict[str, list[str]] = {}
    for id_, parents in waiting.items():
        for parent in parents:
            children.setdefault(parent, []).append(id_)
    ready = [id_ for id_, parents in waiting.items() if not parents]
    while ready:
        id_ = ready.pop()
        waiting.pop(id_, None)
        for child in children.get(id_, ()):
            waiting[child].discard(id_)
            if not waiting[child]:
                ready.append(child)
    if waiting:
        yield _error(
            "cycle",
            "people",
            f"{' → '.join(_one_circle(waiting))}: somebody is their own ancestor.",
            "Correct one of these parents.",
        )


def _one_circle(waiting: Mapping[str, set[str]]) -> list[str]:
    walk = [min(waiting)]
    while walk[-1] not in walk[:-1]:
        walk.append(min(q for q in waiting[walk[-1]] if q in waiting))
    return walk[walk.index(walk[-1]) :]


def _twin_issues(people: Sequence[Person]) -> Iterator[Issue]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        if person.twin_group:
            groups.setdefault(person.twin_group, []).append(person)
    for name, twins in groups.items():
        where = f"twin_group {name!r}"
        listed = ", ".join(p.id for p in twins)
        if len({(p.mother, p.father) for p in twins}) > 1:
            yield _error(
                "twin-parents",
                where,
                f"The identical twins {listed} have different parents.",
                "Give them the same mother and father, or another twin_group.",
            )
        if len({p.sex for p in twins} - {Sex.UNKNOWN}) > 1:
            yield _error(
                "twin-sex",
                where,
                f"The identical twins {listed} are of different sex.",
                "Leave twin_group out for twins who are not identical.",
            )
        ages = {p.age_years for p in twins if p.age_years is not None and not p.deceased}
        if len(ages) > 1 and max(ages) - min(ages) >= 1:
            yield Issue(
                "twin-age",
                IssueLevel.WARNING,
                where,
                f"The identical twins {listed} are of different age.",
                "Check their ages, or leave twin_group out.",
            )
        if len(twins) == 1:
            yield Issue(
                "twin-alone",
                IssueLevel.NOTICE,
                where,
                f"{listed} is the only twin of the group.",
                "Give the other twin the same twin_group.",
            )
