"""What is wrong or noteworthy in a family: ids, parents, ages, twins, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rarekin.model.case import Sex
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import GeneticTest, Person, Phenotype
from rarekin.model.sentences import sentence


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
                sentence("The id %(person)s is used twice.", person=repr(person.id)),
                sentence("Give every person an id of their own."),
            )
        seen.add(person.id)
        yield from _parent_issues(by_id, person, where)
        yield from _number_issues(person, where)
        yield from _plausible_issues(by_id, person, where)
    yield from _cycle_issues(by_id)
    yield from _twin_issues(people)


_MOTHER, _FATHER = sentence("mother"), sentence("father")
_SEXES = {Sex.MALE: sentence("male"), Sex.FEMALE: sentence("female")}


def _parent_issues(by_id: Mapping[str, Person], person: Person, where: str) -> Iterator[Issue]:
    for role, parent_id, wrong in (
        (_MOTHER, person.mother, Sex.MALE),
        (_FATHER, person.father, Sex.FEMALE),
    ):
        if parent_id is None:
            continue
        parent = by_id.get(parent_id)
        if parent is None:
            yield _error(
                "parent-unknown",
                where,
                sentence(
                    "The %(role)s of %(person)s is %(parent_id)s, who is not in the family.",
                    role=role,
                    person=repr(person.id),
                    parent_id=repr(parent_id),
                ),
                sentence(
                    "Add %(parent_id)s as a person, or leave the %(role)s out.",
                    parent_id=repr(parent_id),
                    role=role,
                ),
            )
        elif parent.sex is wrong:
            yield _error(
                "parent-sex",
                where,
                sentence(
                    "%(parent_id)s is the %(role)s of %(person)s but is listed as %(wrong)s.",
                    parent_id=repr(parent_id),
                    role=role,
                    person=repr(person.id),
                    wrong=_SEXES[wrong],
                ),
                sentence(
                    "Correct the sex, or swap mother and father. Of two mothers or two fathers, "
                    "name only the one who gave the egg or the sperm here, and the couple in "
                    "partners."
                ),
            )
    if person.mother is not None and person.mother == person.father:
        yield _error(
            "parent-same",
            where,
            sentence(
                "%(person)s has %(mother)s as mother and as father.",
                person=repr(person.id),
                mother=repr(person.mother),
            ),
            sentence("Name two different people, or leave one out."),
        )
    if (person.mother is None) != (person.father is None):
        missing = _MOTHER if person.mother is None else _FATHER
        known = person.mother or person.father
        yield Issue(
            "parent-missing",
            IssueLevel.NOTICE,
            where,
            sentence(
                "%(person)s has no %(missing)s here; we take one unrelated person as the other "
                "parent of all such children of %(known)s.",
                person=repr(person.id),
                missing=missing,
                known=repr(known),
            ),
            sentence("Add a person for each parent if these children have different ones."),
        )


def _number_issues(person: Person, where: str) -> Iterator[Issue]:
    ages = [("age_years", person.age_years)]
    ages += [(f"phenotypes.{key}.age_years", p.age_years) for key, p in person.phenotypes.items()]
    for name, age in ages:
        if age is not None and not 0 <= age <= 130:
            yield _error(
                "age-impossible",
                f"{where}.{name}",
                sentence("%(person)s has the age %(age)s years.", person=repr(person.id), age=age),
                sentence("Ages are years from 0 to 130."),
            )
    for i_test, test in enumerate(person.tests):
        if not (0 <= test.sensitivity <= 1 and 0 <= test.specificity <= 1):
            yield _error(
                "test-accuracy",
                f"{where}.tests[{i_test}]",
                sentence(
                    "A test of %(person)s has a sensitivity or specificity outside 0 to 1.",
                    person=repr(person.id),
                ),
                sentence("Write 99 %% as 0.99."),
            )
        if test.copies is not None and not 0 <= test.copies <= 4:
            yield _error(
                "test-copies",
                f"{where}.tests[{i_test}]",
                sentence(
                    "A test of %(person)s counted %(copies)s copies.",
                    person=repr(person.id),
                    copies=test.copies,
                ),
                sentence("Two chromosomes together carry 0 to 4."),
            )
        yield from _measured_issues(person, test, f"{where}.tests[{i_test}]")
    frequency = person.carrier_frequency
    if frequency is not None and not 0 <= frequency <= 0.5:
        yield _error(
            "frequency-impossible",
            f"{where}.carrier_frequency",
            sentence(
                "Among the people of %(person)s a share of %(frequency)s carries it.",
                person=repr(person.id),
                frequency=frequency,
            ),
            sentence("Write 1 in 25 as 0.04."),
        )


def _measured_issues(person: Person, test: GeneticTest, where: str) -> Iterator[Issue]:
    if test.load is not None and not 0 <= test.load <= 1:
        yield _error(
            "test-load",
            where,
            sentence(
                "A test of %(person)s found %(load)s of the mitochondria changed.",
                person=repr(person.id),
                load=test.load,
            ),
            sentence("Write 40 %% as 0.4."),
        )
    if test.marker and set(test.marker.split("/")) - {"1", "2"}:
        yield _error(
            "test-marker",
            where,
            sentence(
                "A test of %(person)s has the marker %(marker)s.",
                person=repr(person.id),
                marker=f"{test.marker!r:.20}",
            ),
            sentence(
                "Write the alleles as 1/1, 1/2 or 2/2, or 1 for at least one copy of allele 1."
            ),
        )


YOUNGEST_PARENT_YEARS = 10.0
"""A parent who is less than this older than the child is a slip of the pen."""


def _plausible_issues(by_id: Mapping[str, Person], person: Person, where: str) -> Iterator[Issue]:
    for role, parent_id in ((_MOTHER, person.mother), (_FATHER, person.father)):
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
                sentence(
                    "%(person)s is %(age)s years old, the %(role)s %(parent)s %(years)s.",
                    person=repr(person.id),
                    age=ages[0] or 0.0,
                    role=role,
                    parent=repr(parent.id),
                    years=ages[1] or 0.0,
                ),
                sentence("Check both ages."),
            )
    for key, said in person.phenotypes.items():
        if None not in (said.age_years, person.age_years) and _is_later(said, person):
            yield Issue(
                "age-after-now",
                IssueLevel.WARNING,
                f"{where}.phenotypes.{key}",
                sentence(
                    "%(person)s is %(age)s years old, but %(key)s is recorded at %(years)s.",
                    person=repr(person.id),
                    age=person.age_years or 0.0,
                    key=key,
                    years=said.age_years or 0.0,
                ),
                sentence("It was counted up to the age of the person only. Check both ages."),
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
            sentence(
                "%(listed)s: somebody is their own ancestor.",
                listed=" → ".join(_one_circle(waiting)),
            ),
            sentence("Correct one of these parents."),
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
                sentence("The identical twins %(listed)s have different parents.", listed=listed),
                sentence("Give them the same mother and father, or another twin_group."),
            )
        if len({p.sex for p in twins} - {Sex.UNKNOWN}) > 1:
            yield _error(
                "twin-sex",
                where,
                sentence("The identical twins %(listed)s are of different sex.", listed=listed),
                sentence("Leave twin_group out for twins who are not identical."),
            )
        ages = {p.age_years for p in twins if p.age_years is not None and not p.deceased}
        if len(ages) > 1 and max(ages) - min(ages) >= 1:
            yield Issue(
                "twin-age",
                IssueLevel.WARNING,
                where,
                sentence("The identical twins %(listed)s are of different age.", listed=listed),
                sentence("Check their ages, or leave twin_group out."),
            )
        if len(twins) == 1:
            yield Issue(
                "twin-alone",
                IssueLevel.NOTICE,
                where,
                sentence("%(listed)s is the only twin of the group.", listed=listed),
                sentence("Give the other twin the same twin_group."),
            )
