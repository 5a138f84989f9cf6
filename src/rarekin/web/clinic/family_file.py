"""A family from a file in the form: our own form again where it fits, else a box per person.

The file stays beside the boxes. A box changes only what somebody changes in it; what a box has no
field for (twins, several diseases, the accuracy of a test) stays as the file says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from rarekin.api.family.families import with_named_parents
from rarekin.api.family.risk import RiskModel
from rarekin.errors import InputError
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, MOST_IN_ONE, GeneticTest, Person, Phenotype
from rarekin.web.clinic.family_form import (
    HEALTHY,
    TESTS,
    FamilyForm,
    Relative,
    complete,
    read_number,
)
from rarekin.web.clinic.family_growth import grown
from rarekin.web.clinic.relatives import ME, relation_of
from rarekin.web.shell.own_words import told

KEPT = "as-in-the-file"
MAX_ROWS = 200
QUICK = frozenset({HEALTHY, AFFECTED})
"""What one button says of somebody's health."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a file, as the box shows them.

    Attributes
    ----------
    number
        Place in the file; part of the names of the fields.
    mother, father
        Ids; empty where not in the family.
    has, test
        As in `Relative`, or `KEPT` where the box cannot say what the file says.
    stands_for, can_be_many
        For how many people, empty for one; and whether there may be more: no parent, no twin.
    """

    number: int
    id: str
    title: str
    sex: Sex
    mother: str
    father: str
    age_text: str
    has: str
    test: str
    stands_for: str = ""
    can_be_many: bool = False


def rows_of(family: Family, model: RiskModel) -> tuple[PersonRow, ...]:
    """Return a box for each person.

    Parameters
    ----------
    family
        From a file.
    model
        Whose diseases the boxes offer.

    Returns
    -------
    rows
        In the order of the file; empty for a family of more than `MAX_ROWS`.
    """
    if len(family) > MAX_ROWS:
        return ()
    parents = {parent for p in family.people for parent in (p.mother, p.father)}
    return tuple(
        _row(i, person, model, is_parent=person.id in parents)
        for i, person in enumerate(family.people)
    )


def edited(family: Family, model: RiskModel, data: QueryDict) -> tuple[Family, tuple[str, ...]]:
    """Apply what somebody changed in the boxes.

    Parameters
    ----------
    family
        As the file says.
    model
        The model the boxes were made for.
    data
        The post; a field that is missing, forged or unchanged changes nothing.

    Returns
    -------
    family, problems
        The family with the changes, and what could not be used.
    """
    rows = rows_of(family, model)
    gone = {row.id for row in rows if f"row-{row.number}-leave" in data}
    problems: list[str] = []
    people = [
        _changed(person, row, family, data, problems)
        for person, row in zip(family.people, rows, strict=False)
    ] or list(family.people)
    kept = [
        replace(p, mother=_unless(p.mother, gone), father=_unless(p.father, gone))
        for p in people
        if p.id not in gone
    ]
    if data.get("do") == "add-person" and len(kept) < MAX_ROWS:
        ids = {p.id for p in people}
        number = next(n for n in range(1, MAX_ROWS + 2) if f"P{n}" not in ids)
        kept.append(Person(f"P{number}"))
    return _grown(replace(family, people=tuple(kept)), rows, data, problems), tuple(problems)


def _grown(
    family: Family, rows: tuple[PersonRow, ...], data: QueryDict, problems: list[str]
) -> Family:
    for row in rows:
        wanted = data.get(f"row-{row.number}-grow", "")
        try:
            family = grown(family, row.id, wanted) if wanted else family
        except InputError as error:
            problems.append(told(error))
    return with_named_parents(family) if data.get("do") == "add-parents" else family


def form_of(family: Family, model: RiskModel) -> FamilyForm | None:
    """Fill our own form from a file that this page saved.

    Parameters
    ----------
    family
        From any file.
    model
        Whose diseases the form offers.

    Returns
    -------
    form
        None where the form cannot say all that the file says.
    """
    if ME not in family.by_id or any(relation_of(p.id) is None for p in family.people):
        return None
    rows = rows_of(family, model)
    form = complete(
        {r.id: Relative(r.id, "", r.sex, r.age_text, r.has, r.test) for r in rows}
    )  # fmt: skip
    # Names are in the language of the page that saved the file; all else must be the same.
    same = [replace(p, label="") for p in form.family().people]
    return form if same == [replace(p, label="") for p in family.people] else None


def _row(number: int, person: Person, model: RiskModel, *, is_parent: bool) -> PersonRow:
    return PersonRow(
        number,
        person.id,
        person.name,
        person.sex,
        person.mother or "",
        person.father or "",
        "" if person.age_years is None else f"{person.age_years:g}",
        _has(person.phenotypes, model),
        _test(person.tests),
        "" if person.number == 1 else str(person.number or "n"),
        not (is_parent or person.born_with or person.proband or person.consultand),
    )


def _has(phenotypes: Mapping[str, Phenotype], model: RiskModel) -> str:
    if not phenotypes:
        return ""
    if dict(phenotypes) == {AFFECTED: Phenotype(State.EXCLUDED)}:
        return HEALTHY
    slug, said = next(iter(phenotypes.items()))
    known = {AFFECTED, *(p.slug for p in model.phenotypes)}
    is_plain = len(phenotypes) == 1 and said == Phenotype(State.PRESENT) and slug in known
    return slug if is_plain else KEPT


def _test(tests: tuple[GeneticTest, ...]) -> str:
    if not tests:
        return ""
    return next((name for name, test in TESTS.items() if tests == (test,)), KEPT)


def _unless(id_: str | None, gone: set[str]) -> str | None:
    return None if id_ in gone else id_


def _changed(
    person: Person, row: PersonRow, family: Family, data: QueryDict, problems: list[str]
) -> Person:
    given = _Given(row, data)
    sex = given.text("sex", row.sex.value)
    has, test = given.text("has", row.has), given.text("test", row.test)
    number, _colon, answer = data.get("answer", "").partition(":")
    if number == str(row.number):
        test = answer if answer in TESTS else test
        has = answer if answer in QUICK else has
    age = given.text("age", row.age_text)
    if age is not None and age and not 0 <= read_number(age) <= 130:
        message = _("“%(age)s” is not an age from 0 to 130.") % {"age": age[:20]}
        problems.append(f"{row.title}: {message}")
        age = None
    return replace(
        person,
        sex=Sex(sex) if sex in set(Sex) else person.sex,
        mother=given.parent("mother", row.mother, family),
        father=given.parent("father", row.father, family),
        phenotypes=person.phenotypes if has is None else _phenotypes(has, person),
        tests=person.tests if test not in {"", *TESTS} else _tests(test),
        age_years=person.age_years if age is None else read_number(age) if age else None,
        number=_stands_for(given.text("number", row.stands_for), person.number),
    )


def _stands_for(told: str | None, before: int) -> int:
    """Read how many people a symbol stands for; n, as the standard writes it, is not known."""
    if told is None or not (told in {"", "n"} or (told.isdigit() and int(told) <= MOST_IN_ONE)):
        return before
    return 0 if told == "n" else int(told or 1)


class _Given:
    """What was posted about one row; None where it is missing or as it was."""

    def __init__(self, row: PersonRow, data: QueryDict) -> None:
        self.row, self.data = row, data

    def text(self, field: str, before: str) -> str | None:
        value = self.data.get(f"row-{self.row.number}-{field}", before).strip()
        return None if value == before else value

    def parent(self, role: str, before: str, family: Family) -> str | None:
        value = self.text(role, before)
        if value is None or value not in {"", *family.by_id}:
            value = before
        return value or None


def _tests(name: str | None) -> tuple[GeneticTest, ...]:
    return (TESTS[name],) if name else ()


def _phenotypes(has: str, person: Person) -> Mapping[str, Phenotype]:
    if has == KEPT:
        return person.phenotypes
    if has == HEALTHY:
        return {AFFECTED: Phenotype(State.EXCLUDED)}
    return {has[:60]: Phenotype(State.PRESENT)} if has else {}
