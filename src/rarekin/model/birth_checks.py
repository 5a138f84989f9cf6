"""What is noteworthy about births: born together, raised or carried by others, losses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import GENDERS, LOSSES, ROLES, Person
from rarekin.model.sentences import sentence

OLDEST_MOTHER_YEARS = 60.0
"""A mother who is more than this older than the child is a slip of the pen, or no birth mother."""


def _warning(code: str, where: str, message: str, hint: str) -> Issue:
    return Issue(code, IssueLevel.WARNING, where, message, hint)


def birth_issues(people: Sequence[Person], by_id: Mapping[str, Person]) -> Iterator[Issue]:
    """Say what is implausible about births; nothing of it changes a chance.

    Parameters
    ----------
    people
        As listed.
    by_id
        The same by id.

    Yields
    ------
    issue
        Warnings.

    Examples
    --------
    >>> lost = Person("a", loss="miscarriage")
    >>> [i.code for i in birth_issues([lost], {"a": lost})]
    ['loss-born']
    """
    for i_person, person in enumerate(people):
        where = f"people[{i_person}]"
        yield from _word_issues(person, where)
        yield from _others_issues(person, by_id, where)
        yield from _mother_issues(person, by_id, where)
        if person.loss and not (person.unborn and person.deceased):
            yield _warning(
                "loss-born",
                where,
                sentence(
                    "%(person)s is a lost pregnancy, and not marked as unborn and ended.",
                    person=repr(person.id),
                ),
                sentence("Set unborn and deceased too, or leave the loss out."),
            )
    yield from _group_issues(people)


def _word_issues(person: Person, where: str) -> Iterator[Issue]:
    for field, value, words in (
        ("gender", person.gender, GENDERS),
        ("loss", person.loss, LOSSES),
        ("role", person.role, ROLES),
    ):
        if value and value not in words:
            yield _warning(
                "word-unknown",
                f"{where}.{field}",
                sentence("%(field)s is %(value)s.", field=field, value=f"{value!r:.30}"),
                sentence("Write one of %(listed)s.", listed=", ".join(words)),
            )


def _others_issues(person: Person, by_id: Mapping[str, Person], where: str) -> Iterator[Issue]:
    for field, ids in (
        ("raised_by", person.raised_by),
        ("carried_by", (person.carried_by,) if person.carried_by else ()),
    ):
        for id_ in ids:
            if id_ not in by_id:
                yield _warning(
                    "person-unknown",
                    f"{where}.{field}",
                    sentence("%(id)s is not in the family.", id=repr(id_)),
                    sentence("Add that person, or leave it out."),
                )


def _mother_issues(person: Person, by_id: Mapping[str, Person], where: str) -> Iterator[Issue]:
    mother = by_id.get(person.mother or "")
    if mother is None or mother.deceased or person.deceased:
        return
    if mother.age_years is None or person.age_years is None:
        return
    if mother.age_years - person.age_years > OLDEST_MOTHER_YEARS:
        yield _warning(
            "parent-age",
            where,
            sentence(
                "%(person)s is %(age)s years old, the mother %(mother)s %(years)s.",
                person=repr(person.id),
                age=person.age_years or 0.0,
                mother=repr(mother.id),
                years=mother.age_years or 0.0,
            ),
            sentence("Check both ages."),
        )


def _group_issues(people: Sequence[Person]) -> Iterator[Issue]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        if person.birth_group:
            groups.setdefault(person.birth_group, []).append(person)
    for name, born in groups.items():
        where, told = f"birth_group {name!r}", ", ".join(p.id for p in born)
        if len({(p.mother, p.father) for p in born}) > 1:
            yield _warning(
                "birth-parents",
                where,
                sentence("%(told)s were born together and have different parents.", told=told),
                sentence("Give them the same mother and father, or another birth_group."),
            )
        ages = {p.age_years for p in born if p.age_years is not None and not p.deceased}
        if len(ages) > 1 and max(ages) - min(ages) >= 1:
            yield _warning(
                "birth-age",
                where,
                sentence("%(told)s were born together and are of different age.", told=told),
                sentence("Check their ages, or leave birth_group out."),
            )
