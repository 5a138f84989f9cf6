"""What a family tree shows of people besides their place: marks, symbol, standing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rarekin.model.case import Sex
from rarekin.model.family import stand_in_id
from rarekin.model.person import Person
from rarekin.model.sentences import sentence


@dataclass(frozen=True, slots=True)
class PersonMarks:
    """What to show for one person.

    Attributes
    ----------
    affected
        Positions in the list of phenotypes that the person has.
    captions
        Lines under the symbol, shortest wording first to be read.
    description
        The person in one sentence, for the tooltip and the text version.
    link
        Where a tap on the person leads; empty for nowhere.
    """

    affected: tuple[int, ...] = ()
    captions: tuple[str, ...] = ()
    description: str = ""
    link: str = ""


@dataclass(frozen=True)
class PedigreeMarks:
    """What to show for a whole family.

    Attributes
    ----------
    people
        By id; who is missing is drawn without marks.
    phenotypes
        Names for the legend, in the order of the fillings.
    title
        Read out first.
    say
        Puts the sentences made here into the reader's language.
    """

    people: Mapping[str, PersonMarks] = field(default_factory=dict)
    phenotypes: tuple[str, ...] = ()
    title: str = sentence("Family tree")
    say: Callable[[str], str] = str


_SHAPES = {"man": Sex.MALE, "woman": Sex.FEMALE, "other": Sex.UNKNOWN}


def shape_of(person: Person) -> Sex:
    """Return the sex whose symbol a person has: squares for men, circles for women.

    Examples
    --------
    >>> shape_of(Person("a", Sex.FEMALE, gender="man"))
    <Sex.MALE: 'male'>
    """
    return _SHAPES.get(person.gender, person.sex)


def is_small(person: Person) -> bool:
    """Tell whether somebody is drawn as a triangle: a pregnancy not carried to term."""
    return person.unborn and person.deceased and person.loss != "stillbirth"


def born_as(person: Person) -> str:
    """Return what to write beneath whose gender is not the sex assigned at birth; else nothing.

    Examples
    --------
    >>> born_as(Person("a", Sex.FEMALE, gender="man")), born_as(Person("a", gender="woman"))
    ('AFAB', 'UAAB')
    """
    if not person.gender or shape_of(person) is person.sex is not Sex.UNKNOWN:
        return ""
    return {Sex.FEMALE: "AFAB", Sex.MALE: "AMAB", Sex.UNKNOWN: "UAAB"}[person.sex]


def is_stand_in(person: Person) -> bool:
    """Tell whether somebody stands in for a parent who was not named."""
    return person.id.startswith(stand_in_id(""))
