"""A family as the risk engine and the drawing need it: who descends from whom, what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from rarekin.errors import UnknownId
from rarekin.model.case import ParentalOrigin, Sex, State
from rarekin.model.issues import Issue, IssueLevel

AFFECTED = "affected"  # the phenotype key that means "any disease of the chosen model"


class TestResult(StrEnum):
    """What a genetic test for the family's variant said; positive: on one copy or on both."""

    __test__ = False

    POSITIVE = "positive"
    HETEROZYGOUS = "heterozygous"
    HOMOZYGOUS = "homozygous"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GeneticTest:
    """One test for the family's variant.

    Attributes
    ----------
    result
        Whether the variant was found.
    sensitivity
        Chance that the test finds the variant in somebody who carries it (detection rate).
    specificity
        Chance that the test is negative in somebody who does not.
    origin
        The parental copy the variant lies on, where that was shown.
    copies
        How many copies of the gene were counted on both chromosomes together, for genes such as
        *SMN1*; None where nobody counted.
    """

    result: TestResult
    sensitivity: float = 1.0
    specificity: float = 1.0
    origin: ParentalOrigin = ParentalOrigin.UNKNOWN
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Phenotype:
    """Whether one person has one disease or trait, and at what age that was so.

    Attributes
    ----------
    state
        Present, excluded (examined and free of it) or unknown.
    age_years
        Age at onset where present; age up to which the person was free of it where excluded.
        None: not recorded (an exclusion then counts for the age of the person).
    """

    state: State
    age_years: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One member of a family.

    Attributes
    ----------
    id
        A label chosen by the caller, unique in the family; never a name.
    sex
        As far as inheritance needs it.
    mother, father
        Ids of the biological parents; None where not in the family.
    age_years
        Age now, or at death.
    deceased
        Whether the person has died.
    phenotypes
        By phenotype of the model (its slug, or a disease id), or ``affected`` for any of them.
    tests
        Genetic tests for the family's variant.
    twin_group
        People with the same non-empty text are identical (monozygotic) twins.
    proband
        Whether the family came to attention through this person.
    label
        What to print under the symbol; ``id`` where empty.
    unborn
        A pregnancy or a child not yet conceived; with ``deceased`` one that ended before birth.
    adopted
        ``in`` for a child adopted into the family, whose mother and father here would be the
        biological ones; ``out`` for one who grew up elsewhere; empty otherwise.
    consultand
        Whether this person seeks the advice.
    """

    id: str
    sex: Sex = Sex.UNKNOWN
    mother: str | None = None
    father: str | None = None
    age_years: float | None = None
    deceased: bool = False
    phenotypes: Mapping[str, Phenotype] = field(default_factory=dict)
    tests: tuple[GeneticTest, ...] = ()
    twin_group: str = ""
    proband: bool = False
    label: str = ""
    unborn: bool = False
    adopted: str = ""
    consultand: bool = False

    @property
    def is_founder(self) -> bool:
        """Whether neither parent is in the family."""
        return self.mother is None and self.father is None

    @property
    def name(self) -> str:
        """What to call the person in a sentence or under a symbol."""
        return self.label or self.id


@dataclass(frozen=True)
class Family:
    """People and their parents; siblings are drawn in the order given.

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
                f"Nobody in this family has the id {id_!r}.",
                hint="The ids are " + ", ".join(list(self.by_id)[:20]) + ".",
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
        return tuple(_issues(self))

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


def _error(code: str, where: str, message: str, hint: str) -> Issue:
    return Issue(code, IssueLevel.ERROR, where, message, hint)


def _issues(family: Family) -> Iterable[Issue]:
    seen: set[str] = set()
    for i_person, person in enumerate(family.people):
        where = f"people[{i_person}]"
        if person.id in seen:
            yield _error(
                "person-duplicate",
                where,
                f"The id {person.id!r} is used twice.",
                "Give every person an id of their own.",
            )
        seen.add(person.id)
        yield from _parent_issues(family, person, where)
        yield from _number_issues(person, where)
        yield from _plausible_issues(family, person, where)
    yield from _cycle_issues(family)
    yield from _twin_issues(family)


def _parent_issues(family: Family, person: Person, where: str) -> Iterable[Issue]:
    for role, parent_id, wrong in (
        ("mother", person.mother, Sex.MALE),
        ("father", person.father, Sex.FEMALE),
    ):
        if parent_id is None:
            continue
        parent = family.by_id.get(parent_id)
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
                "only the one who gave the egg or the sperm, and leave the other out.",
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


def _number_issues(person: Person, where: str) -> Iterable[Issue]:
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


YOUNGEST_PARENT_YEARS = 10.0
"""A parent who is less than this older than the child is a slip of the pen."""


def _plausible_issues(family: Family, person: Person, where: str) -> Iterable[Issue]:
    for role, parent_id in (("mother", person.mother), ("father", person.father)):
        parent = family.by_id.get(parent_id or "")
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


def _cycle_issues(family: Family) -> Iterable[Issue]:
    # Peel off people whose parents are all placed; who cannot be placed sits on or below a cycle.
    waiting = {
        id_: {q for q in (p.mother, p.father) if q is not None and q in family.by_id}
        for id_, p in family.by_id.items()
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


def _twin_issues(family: Family) -> Iterable[Issue]:
    groups: dict[str, list[Person]] = {}
    for person in family.people:
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
