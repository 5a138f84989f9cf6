"""Who may stand for several people: nobody of whom more is said than of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import MOST_IN_ONE, Person
from rarekin.model.sentences import sentence


def number_issues(people: Sequence[Person]) -> Iterator[Issue]:
    """Say what is wrong with entries that stand for several people.

    Parameters
    ----------
    people
        As listed.

    Yields
    ------
    issue
        Errors: every one of them would change chances.

    Examples
    --------
    >>> [i.code for i in number_issues([Person("a", number=3), Person("b", mother="a")])]
    ['number-singled']
    """
    parents = {parent for p in people for parent in (p.mother, p.father)}
    for i_person, person in enumerate(people):
        where = f"people[{i_person}]"
        if not 0 <= person.number <= MOST_IN_ONE:
            yield Issue(
                "number-range",
                IssueLevel.ERROR,
                where,
                sentence(
                    "%(person)s stands for %(n)s people.", person=repr(person.id), n=person.number
                ),
                sentence("Write a whole number up to %(n)s, or n.", n=MOST_IN_ONE),
            )
        elif person.number != 1 and (
            person.id in parents or person.born_with or person.proband or person.consultand
        ):
            yield Issue(
                "number-singled",
                IssueLevel.ERROR,
                where,
                sentence(
                    "%(person)s stands for several people, and cannot be a parent, a twin or "
                    "the one who asks.",
                    person=repr(person.id),
                ),
                sentence("List each of them as a person."),
            )
