"""A family as the risk engine and the drawing need it: who descends from whom, what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rarekin.errors import UnknownId
from rarekin.model.birth_checks import birth_issues
from rarekin.model.case import Sex
from rarekin.model.family_checks import family_issues
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.number_checks import number_issues
from rarekin.model.partnership import Partnership, partnership_issues
from rarekin.model.person import Person
from rarekin.model.sentences import sentence


@dataclass(frozen=True)
class Family:
    """People, their parents and partners; siblings are drawn in the order given.

    Examples
    --------
    >>> family = Family((
    ...     Person("father", Sex.MALE), Person("mother", Sex.FEMALE),
    ...     Person("child", mother="mother", father="father", proband=True),
    ... ))
    >>> [p.id for p in family.children_of("mother")], family.issues
    (['child'], ())
    """

    people: tuple[Person, ...]
    id: str = "family"
    partners: tuple[Partnership, ...] = ()

    def __len__(self) -> int:
        return len(self.people)

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """Each person by id; of two with the same id, the first."""
        found: dict[str, Person] = {}
        for person in self.people:
            found.setdefault(person.id, person)
        return found

    def person(self, id_: str) -> Person:
        """Return one person.

        Raises
        ------
        UnknownId
            If nobody in the family has this id.
        """
        if id_ not in self.by_id:
            raise UnknownId(
                sentence("Nobody in this family has the id %(id)s.", id=repr(id_)),
                hint=sentence("The ids are %(ids)s.", ids=", ".join(list(self.by_id)[:20])),
            )
        return self.by_id[id_]

    def children_of(self, id_: str) -> tuple[Person, ...]:
        """Return a person's children, in order."""
        return tuple(p for p in self.people if id_ in (p.mother, p.father))

    @property
    def probands(self) -> tuple[Person, ...]:
        """The people through whom the family came to attention."""
        return tuple(p for p in self.people if p.proband)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Everything wrong or noteworthy in the family, all at once."""
        return (
            *family_issues(self.people, self.by_id),
            *birth_issues(self.people, self.by_id),
            *number_issues(self.people),
            *partnership_issues(self.partners, self.by_id),
        )

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that keep risks from being computed."""
        return tuple(i for i in self.issues if i.level is IssueLevel.ERROR)

    def with_child(
        self,
        id_: str,
        *,
        mother: str | None = None,
        father: str | None = None,
        sex: Sex = Sex.UNKNOWN,
    ) -> Family:
        """Return the family with one more child, not yet born.

        Examples
        --------
        >>> couple = Family((Person("he", Sex.MALE), Person("she", Sex.FEMALE)))
        >>> couple.with_child("child", mother="she", father="he").people[-1].unborn
        True
        """
        child = Person(id_, sex, mother=mother, father=father, unborn=True)
        return replace(self, people=(*self.people, child))

    def one_by_one(self) -> Family:
        """Return the family with as many people as each entry stands for.

        Examples
        --------
        >>> sisters = Family((Person("m", Sex.FEMALE), Person("s", mother="m", number=3)))
        >>> [p.id for p in sisters.one_by_one().people]
        ['m', 's', 's (2)', 's (3)']
        """
        if all(p.number == 1 for p in self.people):
            return self
        first = (replace(p, number=1) for p in self.people)
        more = (
            replace(p, id=f"{p.id} ({n})", number=1)
            for p in self.people
            for n in range(2, p.number + 1)
        )
        return replace(self, people=(*first, *more))

    def everybody(self) -> Family:
        """Return the family one by one, with a stand-in for every missing second parent."""
        return self.one_by_one().with_both_parents()

    def with_both_parents(self) -> Family:
        """Return the family with a stand-in for every missing second parent.

        Children of the same known parent who lack the other one share a single stand-in, that
        is, they are taken to be full siblings.

        Examples
        --------
        >>> half = Family((Person("m", Sex.FEMALE), Person("a", mother="m")))
        >>> [p.id for p in half.with_both_parents().people]
        ['m', 'a', 'partner of m']
        """
        stand_ins: dict[str, Person] = {}
        people = []
        for person in self.people:
            known = person.mother or person.father
            if known and person.mother is None:
                partner = stand_ins.setdefault(known, Person(stand_in_id(known), Sex.FEMALE))
                people.append(replace(person, mother=partner.id))
            elif known and person.father is None:
                partner = stand_ins.setdefault(known, Person(stand_in_id(known), Sex.MALE))
                people.append(replace(person, father=partner.id))
            else:
                people.append(person)
        return replace(self, people=(*people, *stand_ins.values())) if stand_ins else self


def stand_in_id(parent: str) -> str:
    """Return the id of the stand-in for an unnamed partner of this person.

    Examples
    --------
    >>> stand_in_id("II-1")
    'partner of II-1'
    """
    return f"partner of {parent}"
