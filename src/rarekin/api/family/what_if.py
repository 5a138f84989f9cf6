"""Variants of one family beside each other: tested or not, found or not found, one child more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rarekin.api.family.risk import OwnCurve, PersonRisk, family_risk
from rarekin.errors import InputError
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

MOST = 6
"""Variants beside each other; more cannot be read."""


def _tested(result: TestResult) -> Callable[[Person], Person]:
    return lambda p: replace(p, tests=(*_of_other_genes(p), GeneticTest(result)))


def _of_other_genes(person: Person) -> tuple[GeneticTest, ...]:
    return tuple(t for t in person.tests if t.result is TestResult.UNKNOWN)


def _has(state: State) -> Callable[[Person], Person]:
    return lambda p: replace(p, phenotypes={AFFECTED: Phenotype(state, p.age_years)})


CHANGES: Mapping[str, Callable[[Person], Person]] = {
    "positive": _tested(TestResult.POSITIVE),
    "carrier": _tested(TestResult.HETEROZYGOUS),
    "negative": _tested(TestResult.NEGATIVE),
    "untested": lambda p: replace(p, tests=_of_other_genes(p)),
    "ill": _has(State.PRESENT),
    "healthy": _has(State.EXCLUDED),
    "unknown": lambda p: replace(p, phenotypes={}),
}
"""What a variant may say of a person: of a gene test, or of the disease."""

NEXT_CHILD = "next child"
"""Id of a child that a variant adds."""
_CHILD = re.compile(r"child of (?P<parents>.+?)(?:\s*=\s*(?P<change>[\w-]+))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Variant:
    """One column: a family as it might be.

    Attributes
    ----------
    title
        As it was asked for; empty for the family as it is.
    people
        Everybody's chances by id; empty where this cannot be.
    problem
        Why it cannot be, such as a test that contradicts the rest.
    """

    title: str
    people: Mapping[str, PersonRisk]
    problem: str = ""


def changed(family: Family, text: str) -> Family:
    """Return a family with something said otherwise.

    Parameters
    ----------
    family
        As it is.
    text
        Such as ``II-1=negative``, ``II-1=ill`` or ``child of II-1 and II-2``; several, with commas.
        A child more is not born yet, or has what is said behind ``=``.

    Raises
    ------
    InputError
        If it names nobody of the family, or nothing that can be said.

    Examples
    --------
    >>> couple = Family((Person("he", Sex.MALE), Person("she", Sex.FEMALE)))
    >>> changed(couple, "he=negative, child of he and she=healthy").people[-1].id
    'next child'
    """
    for part in filter(None, (p.strip() for p in text.split(","))):
        child = _CHILD.fullmatch(part)
        if child is not None:
            family = _with_child(family, re.split(r"\s+and\s+|\s*\+\s*", child["parents"]))
            if child["change"]:
                family = _with(family, NEXT_CHILD, child["change"])
            continue
        id_, equals, change = part.rpartition("=")
        if not equals:
            raise _unreadable(part)
        family = _with(family, id_.strip(), change.strip())
    return family


def _unreadable(part: str) -> InputError:
    return InputError(
        sentence("%(text)s says nothing that could be otherwise.", text=repr(part)),
        hint=sentence(
            "Write ID=%(changes)s, or child of ID and ID.", changes=", ID=".join(CHANGES)
        ),
    )


def _with(family: Family, id_: str, change: str) -> Family:
    known = family.person(id_)
    if change.lower() not in CHANGES:
        raise _unreadable(f"{id_}={change}")
    new = CHANGES[change.lower()](known)
    if id_ == NEXT_CHILD:  # of whom something is known has been born
        new = replace(new, unborn=False)
    return replace(family, people=tuple(new if p.id == id_ else p for p in family.people))


def _with_child(family: Family, names: Sequence[str]) -> Family:
    parents = [family.person(name.strip()) for name in names]
    if len(parents) == 1:
        parents.append(_partner(family, parents[0]))
    mothers = [p.id for p in parents if p.sex is Sex.FEMALE]
    fathers = [p.id for p in parents if p.sex is not Sex.FEMALE]
    if len(parents) != 2 or len(mothers) != 1:
        raise InputError(
            sentence("A child needs a mother and a father who are in the family."),
            hint=sentence("Write child of ID and ID."),
        )
    family = family if fathers[0] in family.by_id else replace(
        family, people=(*family.people, *(p for p in parents if p.id not in family.by_id))
    )  # fmt: skip
    return family.with_child(NEXT_CHILD, mother=mothers[0], father=fathers[0])


def _partner(family: Family, person: Person) -> Person:
    """Return the other parent of somebody's children, where it is always the same."""
    others = {
        other
        for child in family.children_of(person.id)
        for other in (child.mother, child.father)
        if other not in (None, person.id)
    }
    if len(others) != 1:
        raise InputError(
            sentence("%(person)s has no partner here, or several.", person=repr(person.id)),
            hint=sentence("Write child of ID and ID."),
        )
    return family.person(str(others.pop()))


def what_if(
    family: Family,
    slug: str,
    variants: Sequence[str],
    *,
    parameters: Mapping[str, float] | None = None,
    curves: Mapping[str, OwnCurve] | None = None,
) -> tuple[Variant, ...]:
    """Compute variants of a family, to be read beside each other.

    Parameters
    ----------
    family, slug, parameters, curves
        As for `rarekin.api.family.risk.family_risk`.
    variants
        Each as `changed` reads it; an empty one is the family as it is.

    Returns
    -------
    variants
        In the order asked for. What contradicts the rest of the family says so.

    Raises
    ------
    InputError
        If a variant cannot be read, or there are too many.

    Examples
    --------
    >>> from rarekin.api.family.risk import read_family
    >>> family, _ = read_family({"people": [
    ...     {"id": "mother", "sex": "female"}, {"id": "father", "sex": "male"},
    ...     {"id": "ill", "sex": "male", "mother": "mother", "father": "father",
    ...      "phenotypes": {"affected": "present"}},
    ...     {"id": "sister", "sex": "female", "mother": "mother", "father": "father"},
    ... ]})
    >>> found = what_if(family, "duchenne", ["", "mother=positive", "mother=negative"])
    >>> [round(one.people["sister"].p_carrier, 2) for one in found]
    [0.35, 0.5, 0.04]
    """
    if len(variants) > MOST:
        raise InputError(
            sentence("%(n)s variants cannot be read beside each other.", n=len(variants)),
            hint=sentence("Ask for %(n)s at most.", n=MOST),
        )
    found = []
    for text in variants:
        other = changed(family, text)
        try:
            risk = family_risk(other, slug, parameters=parameters, curves=curves)
        except InputError as error:
            found.append(Variant(text, {}, " ".join(filter(None, (error.message, error.hint)))))
            continue
        found.append(Variant(text, {p.person: p for p in risk.people}))
    return tuple(found)


def who_changes(variants: Sequence[Variant]) -> tuple[str, ...]:
    """Return whose chances differ between variants, in the order of the family.

    Examples
    --------
    >>> who_changes([Variant("", {})])
    ()
    """
    ids = list(dict.fromkeys(id_ for one in variants for id_ in one.people))
    return tuple(id_ for id_ in ids if len(_told(variants, id_)) > 1)


def _told(variants: Sequence[Variant], id_: str) -> set[tuple[float, ...] | None]:
    rows = [one.people.get(id_) for one in variants if one.people]
    return {
        None
        if row is None
        else (round(row.p_carrier, 4), *(round(p.p_at_most, 4) for p in row.phenotypes))
        for row in rows
    }
