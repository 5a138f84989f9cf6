"""Variants of one family beside each other: a test of somebody, and one child more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from rarekin.api.family.risk import OwnCurve, PhenotypeRisk, Range
from rarekin.api.family.what_if import NEXT_CHILD, Variant, what_if, who_changes
from rarekin.errors import InputError
from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.web.clinic.wording import about, percent
from rarekin.web.shell.own_words import in_language, marked

MAX_PEOPLE = 200
"""In a larger family three more answers would keep somebody waiting."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked: whose test, and which couple's next child.

    Attributes
    ----------
    person
        Id; empty for nobody.
    couple
        Place among `couples_of`, as text; empty for none.
    """

    person: str = ""
    couple: str = ""

    @classmethod
    def of(cls, posted: QueryDict) -> Asked:
        """Read what was chosen; nothing where the button was not pressed."""
        if posted.get("do") != "compare":
            return cls()
        return cls(posted.get("what-person", ""), posted.get("what-child", ""))


NOTHING_ASKED = Asked()


Line = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page shows.

    Attributes
    ----------
    people, couples
        To choose from: value, words, whether it is chosen.
    columns
        Titles of the variants.
    rows
        Name of a person, and lines: what it is the chance of, and that chance in each variant.
    problems
        Why a variant cannot be.
    """

    people: tuple[tuple[str, str, bool], ...]
    couples: tuple[tuple[str, str, bool], ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether variants stand there."""
        return bool(self.columns)


def couples_of(family: Family) -> list[tuple[Person, Person]]:
    """Return everybody who has a child together, mother first, in the order of the children."""
    pairs = {
        (p.mother, p.father): None
        for p in family.people
        if p.mother in family.by_id and p.father in family.by_id
    }
    return [(family.by_id[str(m)], family.by_id[str(f)]) for m, f in pairs]


def beside(
    family: Family,
    slug: str,
    parameters: Mapping[str, float] | None,
    curves: Mapping[str, OwnCurve],
    asked: Asked,
    first: Iterable[str],
) -> Beside | None:
    """Offer variants, and answer those that were asked for.

    Parameters
    ----------
    family, slug, parameters, curves
        As computed.
    asked
        What was chosen.
    first
        Ids of whom the page is about; they stand in the table in any case.

    Returns
    -------
    beside
        None where the family is too large.
    """
    if len(family) > MAX_PEOPLE:
        return None
    couples = couples_of(family)
    people = tuple((p.id, p.name, p.id == asked.person) for p in family.people if not p.unborn)
    offered = tuple((str(n), _pair(pair), str(n) == asked.couple) for n, pair in enumerate(couples))
    person = asked.person if any(chosen for *_id, chosen in people) else ""
    couple = next((couples[int(n)] for n, _title, chosen in offered if chosen), None)
    if not person and couple is None:
        return Beside(people, offered)
    columns = dict(_columns(family, person, couple))
    try:
        found = what_if(family, slug, tuple(columns.values()), parameters=parameters, curves=curves)
    except InputError:
        return Beside(people, offered)
    wanted = {*first, *who_changes(found)}
    names = {p.id: p.name for p in family.people}
    if couple is not None:
        names[NEXT_CHILD] = _("Next child of %(pair)s") % {"pair": _pair(couple)}
        wanted.add(NEXT_CHILD)
    rows = tuple((name, tuple(_lines(found, id_))) for id_, name in names.items() if id_ in wanted)
    problems = tuple(
        f"{title}{_(':')} {_('This cannot be.')} {in_language(one.problem)}"
        for title, one in zip(columns, found, strict=True)
        if one.problem
    )
    return Beside(people, offered, tuple(columns), rows, problems)


def _pair(pair: tuple[Person, Person]) -> str:
    mother, father = pair
    return _("%(one)s and %(other)s") % {"one": mother.name, "other": father.name}


def _columns(
    family: Family, person: str, couple: tuple[Person, Person] | None
) -> Iterator[tuple[str, str]]:
    """Yield titles with what `rarekin.api.family.what_if.changed` reads."""
    child = f"child of {couple[0].id} and {couple[1].id}" if couple else ""
    if person:
        name = family.by_id[person].name
        for title, change in (
            (_("%(person)s not tested"), "untested"),
            (_("Change not found in %(person)s"), "negative"),
            (_("Change found in %(person)s"), "positive"),
        ):
            yield title % {"person": name}, ", ".join(filter(None, (f"{person}={change}", child)))
        return
    yield _("As it is"), ""
    yield _("One child more"), child
    yield _("One child more, who is ill"), f"{child}=ill"


def _lines(found: Sequence[Variant], id_: str) -> Iterator[Line]:
    people = [one.people.get(id_) for one in found]
    yield (
        _("Carries the change"),
        tuple("–" if p is None else _said(p.p_carrier, p.p_carrier_between) for p in people),
    )
    known = next((p for p in people if p is not None), None)
    for n, phenotype in enumerate(() if known is None else known.phenotypes[:2]):
        cells = tuple("–" if p is None else _of_disease(p.phenotypes[n]) for p in people)
        yield marked(phenotype.title), cells


def _of_disease(phenotype: PhenotypeRisk) -> str:
    if phenotype.state is State.PRESENT:
        return _("has it")
    if phenotype.p_lifetime is None:
        return "–"
    return _said(phenotype.p_lifetime, phenotype.between)


def _said(p: float, between: Range | None) -> str:
    if between is not None and percent(between.low) != percent(between.high):
        return f"{percent(between.low)} – {percent(between.high)}"
    p = round(p, 12)
    return about(p) if p in (0, 1) else percent(p)
