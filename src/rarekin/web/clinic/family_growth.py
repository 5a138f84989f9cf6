"""Relatives added to anybody on the tree: step by step everybody can be reached, cousins too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from rarekin.errors import InputError
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person

MAX_PEOPLE = 200
RELATIVES = (
    ("parents", _("Parents")),
    ("sister", _("Sister")),
    ("brother", _("Brother")),
    ("half-mother", _("Half-brother or half-sister, same mother")),
    ("half-father", _("Half-brother or half-sister, same father")),
    ("twin", _("Identical twin")),
    ("child", _("Child")),
    ("child-new", _("Child with another partner")),
)
"""What can be added to a person: word in the form, and title."""


def grown(family: Family, id_: str, relative: str) -> Family:
    """Add a relative of somebody, and the parents through whom they are related.

    Parameters
    ----------
    family
        The family so far.
    id_
        Whose relative.
    relative
        One of `RELATIVES`; anything else adds nobody.

    Returns
    -------
    family
        With one to three more people.

    Raises
    ------
    InputError
        If the person's sex is not known and the relative needs it, or the family is full.

    Examples
    --------
    >>> one = Family((Person("a", Sex.FEMALE),))
    >>> [(p.mother, p.father) for p in grown(one, "a", "child").people]
    [(None, None), (None, None), ('a', 'P1')]
    """
    steps: dict[str, Callable[[], Family]] = {
        "parents": lambda: _with_parents(family, id_),
        "sister": lambda: _with_sibling(family, id_, Sex.FEMALE),
        "brother": lambda: _with_sibling(family, id_, Sex.MALE),
        "half-mother": lambda: _with_half_sibling(family, id_, Sex.FEMALE),
        "half-father": lambda: _with_half_sibling(family, id_, Sex.MALE),
        "twin": lambda: _with_twin(family, id_),
        "child": lambda: _with_child(family, id_, is_new=False),
        "child-new": lambda: _with_child(family, id_, is_new=True),
    }
    if relative not in steps or id_ not in family.by_id:
        return family
    if len(family) + 3 > MAX_PEOPLE:
        raise InputError(
            str(_("This form takes %(n)d people.") % {"n": MAX_PEOPLE}),
            hint=str(_("For more, open a family file.")),
        )
    return steps[relative]()


def _added(family: Family, **of: object) -> tuple[Family, Person]:
    number = next(n for n in range(1, 10_000) if f"P{n}" not in family.by_id)
    person = replace(Person(f"P{number}"), **of)  # type: ignore[arg-type]
    return replace(family, people=(*family.people, person)), person


def _changed(family: Family, id_: str, **fields: object) -> Family:
    people = (replace(p, **fields) if p.id == id_ else p for p in family.people)  # type: ignore[arg-type]
    return replace(family, people=tuple(people))


def _with_parents(family: Family, id_: str) -> Family:
    person = family.by_id[id_]
    if person.father is None:
        family, father = _added(family, sex=Sex.MALE)
        family = _changed(family, id_, father=father.id)
    if person.mother is None:
        family, mother = _added(family, sex=Sex.FEMALE)
        family = _changed(family, id_, mother=mother.id)
    return family


def _with_sibling(family: Family, id_: str, sex: Sex) -> Family:
    family = _with_parents(family, id_)
    person = family.by_id[id_]
    return _added(family, sex=sex, mother=person.mother, father=person.father)[0]


def _with_half_sibling(family: Family, id_: str, shared: Sex) -> Family:
    family = _with_parents(family, id_)
    person = family.by_id[id_]
    if shared is Sex.FEMALE:
        family, other = _added(family, sex=Sex.MALE)
        return _added(family, mother=person.mother, father=other.id)[0]
    family, other = _added(family, sex=Sex.FEMALE)
    return _added(family, mother=other.id, father=person.father)[0]


def _with_twin(family: Family, id_: str) -> Family:
    family = _with_parents(family, id_)
    person = family.by_id[id_]
    group = person.twin_group or f"twins-{id_}"
    family = _changed(family, id_, twin_group=group)
    return _added(
        family, sex=person.sex, mother=person.mother, father=person.father, twin_group=group
    )[0]


def _with_child(family: Family, id_: str, *, is_new: bool) -> Family:
    person = family.by_id[id_]
    if person.sex is Sex.UNKNOWN:
        raise InputError(
            str(_("Say first whether %(person)s is male or female.") % {"person": person.name}),
            hint=str(_("It tells who is the mother and who the father.")),
        )
    is_mother = person.sex is Sex.FEMALE
    partners = [c.father if is_mother else c.mother for c in family.children_of(id_)]
    known = next((p for p in partners if p is not None), None)
    if known is None or is_new:
        family, other = _added(family, sex=Sex.MALE if is_mother else Sex.FEMALE)
        known = other.id
    pair = {"mother": id_, "father": known} if is_mother else {"mother": known, "father": id_}
    return _added(family, **pair)[0]
