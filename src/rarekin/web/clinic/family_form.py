"""The form of ``/family``: one box for each relative, no names, no free text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from rarekin.api.family.risk import OwnCurve, RiskModel, read_curve
from rarekin.errors import FormatError
from rarekin.model.case import ParentalOrigin, Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.web.clinic.relatives import (
    ALWAYS,
    ME,
    RELATIONS,
    relation_of,
    titles_of,
    with_ancestors,
)

MAX_PEOPLE = 40
_LONGEST_CURVE = 2000
HEALTHY = "healthy"
TESTS: dict[str, GeneticTest] = {
    "found": GeneticTest(TestResult.POSITIVE),
    "found-mother": GeneticTest(TestResult.POSITIVE, origin=ParentalOrigin.MATERNAL),
    "found-father": GeneticTest(TestResult.POSITIVE, origin=ParentalOrigin.PATERNAL),
    "not-found": GeneticTest(TestResult.NEGATIVE),
    "carrier": GeneticTest(TestResult.HETEROZYGOUS),
    "mosaic": GeneticTest(TestResult.MOSAIC),
    **{f"copies-{n}": GeneticTest(TestResult.UNKNOWN, copies=n) for n in range(5)},
}


@dataclass(frozen=True, slots=True)
class Relative:
    """One box of the form.

    Attributes
    ----------
    has
        Empty where nothing is known, ``healthy``, ``affected`` or a phenotype of the model.
    test
        Empty where not tested, or ``found``, ``found-mother``, ``found-father``, ``not-found``,
        ``copies-2`` and the like.
    problem
        What is wrong with the age.
    """

    id: str
    title: str
    sex: Sex
    age_text: str = ""
    has: str = ""
    test: str = ""
    problem: str = ""

    @property
    def generation(self) -> int:
        """Which generation the relation belongs to."""
        relation = relation_of(self.id)
        return relation.generation if relation else 2

    @property
    def has_fixed_sex(self) -> bool:
        """Whether the relation itself says the sex."""
        relation = relation_of(self.id)
        return relation is not None and relation.sex is not Sex.UNKNOWN

    @property
    def can_leave(self) -> bool:
        """Whether the box can be taken off the page."""
        return self.id not in ALWAYS

    def person(self, mother: str | None, father: str | None) -> Person:
        """Return the relative as the engine wants it."""
        phenotypes: dict[str, Phenotype] = {}
        if self.has == HEALTHY:
            phenotypes[AFFECTED] = Phenotype(State.EXCLUDED)
        elif self.has:
            phenotypes[self.has] = Phenotype(State.PRESENT)
        tests = (TESTS[self.test],) if self.test in TESTS else ()
        age = read_number(self.age_text) if self.age_text and not self.problem else None
        return Person(
            self.id,
            self.sex,
            mother=mother,
            father=father,
            age_years=age,
            phenotypes=phenotypes,
            tests=tests,
            proband=self.id == ME,
            label=self.title,
        )


@dataclass(frozen=True, slots=True)
class FamilyForm:
    """Everybody in the form, the model's changed numbers, and what is wrong."""

    relatives: tuple[Relative, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    curve: str = ""

    def problem(self, message: str) -> FamilyForm:
        """Return the form with one more thing to mend."""
        return replace(self, problems=(*self.problems, message))

    def family(self) -> Family:
        """Return the family as the engine wants it."""
        ids = {r.id for r in self.relatives}
        sexes = {r.id: r.sex for r in self.relatives}
        people = [r.person(*_parents(r.id, ids, sexes)) for r in self.relatives]
        return Family(tuple(people))

    def numbers(self) -> dict[str, float]:
        """Return the changed parameters; call it only where there is no problem."""
        return {slug: read_number(text) for slug, text in self.parameters.items()}

    def curves(self) -> dict[str, OwnCurve]:
        """Return the curve of one's own, of the model's first disease."""
        return {"": read_curve(self.curve)} if self.curve else {}


def empty_form() -> FamilyForm:
    """Return the form with the person and both parents."""
    return complete({i: Relative(i, "", Sex.UNKNOWN) for i in ALWAYS})


def read_family_form(model: RiskModel, data: QueryDict) -> FamilyForm:
    """Read a submitted form; ids and words that are none of ours are dropped.

    Parameters
    ----------
    model
        Says which diseases and parameters there are.
    data
        The post.

    Returns
    -------
    form
        With its problems.
    """
    listed = [i for i in dict.fromkeys(data.getlist("person")) if relation_of(i)]
    kept = [i for i in listed if i in ALWAYS or f"leave-{i}" not in data]
    form = complete({i: _relative(i, model, data) for i in kept[:MAX_PEOPLE]})
    for relative in form.relatives:
        if relative.problem:
            form = form.problem(f"{relative.title}: {relative.problem}")
    return _with_parameters(form, model, data)


def add_relative(form: FamilyForm, slug: str) -> FamilyForm:
    """Add a relative, and everybody through whom they are related.

    Parameters
    ----------
    form
        The form so far.
    slug
        Of a relation; anything else adds nobody.

    Returns
    -------
    form
        With a problem where the family is full.
    """
    relation = RELATIONS.get(slug)
    if relation is None:
        return form
    ids = {r.id for r in form.relatives}
    if len(ids) >= MAX_PEOPLE:
        return form.problem(
            _("This form takes %(n)d people. For more, open a family file.") % {"n": MAX_PEOPLE}
        )
    number = next(n for n in range(1, 100) if f"{slug}-{n}" not in ids)
    new = f"{slug}-{number}" if relation.is_many else slug
    if new in ids:
        return form
    people = {r.id: r for r in form.relatives} | {new: Relative(new, "", relation.sex)}
    return replace(form, relatives=complete(people).relatives)


def check_form(form: FamilyForm) -> FamilyForm:
    """Say what keeps the family from being computed.

    Parameters
    ----------
    form
        As read.

    Returns
    -------
    form
        With more problems, where children are listed of two people whose sex we cannot tell.
    """
    by_id = {r.id: r for r in form.relatives}
    if not any(r.generation == 3 for r in form.relatives):
        return form
    me, partner = by_id[ME].sex, by_id["partner"].sex
    if me is Sex.UNKNOWN and partner is Sex.UNKNOWN:
        return form.problem(
            _("Please say the sex of the person this is about: it matters for the children.")
        )
    if me is partner:
        return form.problem(
            _("The person and the partner have the same sex here; we need the two who gave"
              " the egg and the sperm.")
        )  # fmt: skip
    return form


def complete(people: Mapping[str, Relative]) -> FamilyForm:
    """Return the form with these people, everybody who links them, and their titles."""
    found = {}
    for id_ in with_ancestors(people):
        relation = relation_of(id_)
        fixed = relation.sex if relation else Sex.UNKNOWN
        old = people.get(id_) or Relative(id_, "", fixed)
        found[id_] = replace(old, sex=old.sex if fixed is Sex.UNKNOWN else fixed)
    titles = titles_of({id_: relative.sex for id_, relative in found.items()})
    return FamilyForm(tuple(replace(r, title=titles[id_]) for id_, r in found.items()))


def _relative(id_: str, model: RiskModel, data: QueryDict) -> Relative:
    sex = data.get(f"sex-{id_}", "")
    has = data.get(f"has-{id_}", "")
    test = data.get(f"test-{id_}", "")
    age = data.get(f"age-{id_}", "").strip()[:20]
    known = {HEALTHY, AFFECTED, *(p.slug for p in model.phenotypes)}
    number = read_number(age) if age else 0.0
    return Relative(
        id_,
        "",
        Sex(sex) if sex in set(Sex) else Sex.UNKNOWN,
        age,
        has if has in known else "",
        test if test in TESTS else "",
        "" if 0 <= number <= 130 else _("“%(age)s” is not an age from 0 to 130.") % {"age": age},
    )


def _with_parameters(form: FamilyForm, model: RiskModel, data: QueryDict) -> FamilyForm:
    texts = {p.slug: data.get(f"parameter-{p.slug}", "").strip()[:20] for p in model.parameters}
    form = replace(
        form,
        parameters={slug: text for slug, text in texts.items() if text},
        curve=data.get("curve", "").strip()[:_LONGEST_CURVE],
    )
    try:
        form.curves()
    except FormatError:
        form = form.problem(
            _("Your ages of onset cannot be read. Write an age and a share on each line: 40, 0.1.")
        )
    for parameter in model.parameters:
        text = form.parameters.get(parameter.slug)
        if text and not parameter.low <= read_number(text) <= parameter.high:
            message = _("%(label)s: “%(text)s” is not a number from %(low)g to %(high)g.")
            form = form.problem(
                message
                % {
                    "label": parameter.label,
                    "text": text,
                    "low": parameter.low,
                    "high": parameter.high,
                }
            )
    return form


def _parents(id_: str, ids: set[str], sexes: Mapping[str, Sex]) -> tuple[str | None, str | None]:
    relation = relation_of(id_)
    parents = relation.parents if relation else ()
    if not parents:
        return None, None
    first, second = (p if p in ids else None for p in parents)
    if ME in parents and (sexes[ME] is Sex.MALE or sexes["partner"] is Sex.FEMALE):
        return second, first
    return first, second


def read_number(text: str) -> float:
    """Return a number somebody typed, with a point or a comma; NaN for anything else."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan


def example_form(model: RiskModel) -> FamilyForm:
    """Return a made-up family: somebody with the model's first disease, and her relatives.

    Parameters
    ----------
    model
        Any model.

    Returns
    -------
    form
        Three generations; nobody real.
    """
    mine = Sex.MALE if model.locus == "y" else Sex.FEMALE
    named = next((p.slug for p in model.phenotypes if p.diseases), model.phenotypes[0].slug)
    people = (
        Relative("mother", "", Sex.FEMALE, "58", HEALTHY),
        Relative("father", "", Sex.MALE, "61", HEALTHY),
        Relative(ME, "", mine, "31", named, "found"),
        Relative("sibling-1", "", Sex.MALE, "27", HEALTHY),
        Relative("partner", "", Sex.FEMALE if mine is Sex.MALE else Sex.MALE, "33"),
        Relative("child-1", "", Sex.FEMALE, "2"),
    )
    return complete({r.id: r for r in people})
