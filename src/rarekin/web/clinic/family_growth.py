"""Relatives added to anybody on the tree: step by step everybody can be reached, cousins too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from rarekin.errors import InputError
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person

MAX_PEOPLE = 200
RELATIVES = (
    ("parents", _("Parents")),
    ("sister", _("Sister")),
    ("brother", _("Brother")),
    ("half-mother", _("Half-brother or half-sister, same mother")),
    ("half-father", _("Half-brother or half-sister, same father")),
    ("twin", _("Identical twin")),
    ("twin-other", _("Twin who is not identical")),
    ("partner", _("Partner")),
    ("child", _("Child")),
    ("child-new", _("Child with another partner")),
    ("pregnancy", _("Pregnancy")),
    ("adopted", _("Adopted child")),
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
        "twin-other": lambda: _with_other_twin(family, id_),
        "partner": lambda: _with_partner(family, id_)[0],
        "child": lambda: _with_child(family, id_),
        "child-new": lambda: _with_child(family, id_, is_new=True),
        "pregnancy": lambda: _with_child(family, id_, unborn=True),
        "adopted": lambda: _with_adopted(family, id_),
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


def _with_other_twin(family: Family, id_: str) -> Family:
    family = _with_parents(family, id_)
    person = family.by_id[id_]
    group = person.birth_group or f"born-{id_}"
    family = _changed(family, id_, birth_group=group, fraternal=True)
    pair = {"mother": person.mother, "father": person.father}
    return _added(family, birth_group=group, fraternal=True, **pair)[0]


def _partner_of(family: Family, id_: str) -> str | None:
    """Return a partner somebody has already: the other parent of a child, or as a couple."""
    parents = [(c.mother, c.father) for c in family.children_of(id_)]
    pairs = [*parents, *(tie.people for tie in family.partners if id_ in tie.people)]
    others = [b if a == id_ else a for a, b in pairs]
    return next((o for o in others if o is not None), None)


def _with_partner(family: Family, id_: str) -> tuple[Family, str]:
    opposite = {Sex.MALE: Sex.FEMALE, Sex.FEMALE: Sex.MALE}
    family, other = _added(family, sex=opposite.get(family.by_id[id_].sex, Sex.UNKNOWN))
    tie = Partnership(id_, other.id)
    return replace(family, partners=(*family.partners, tie)), other.id


def _with_adopted(family: Family, id_: str) -> Family:
    known = _partner_of(family, id_)
    if known is None:
        family, known = _with_partner(family, id_)
    return _added(family, adopted="in", raised_by=(id_, known))[0]


def _with_child(family: Family, id_: str, *, is_new: bool = False, unborn: bool = False) -> Family:
    person = family.by_id[id_]
    if person.sex is Sex.UNKNOWN:
        raise InputError(
            str(_("Say first whether %(person)s is male or female.") % {"person": person.name}),
            hint=str(_("It tells who is the mother and who the father.")),
        )
    is_mother = person.sex is Sex.FEMALE
    known = None if is_new else _partner_of(family, id_)
    if known is None or family.by_id[known].sex is person.sex:
        family, other = _added(family, sex=Sex.MALE if is_mother else Sex.FEMALE)
        known = other.id
    pair = {"mother": id_, "father": known} if is_mother else {"mother": known, "father": id_}
    return _added(family, unborn=unborn, **pair)[0]
