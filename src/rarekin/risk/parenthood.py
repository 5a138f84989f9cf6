"""What having children says about somebody of whom nobody said whether they are ill."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import AFFECTED, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence, some_of
from rarekin.risk.evidence import recorded
from rarekin.risk.models import ModelPhenotype, RiskModel

GROWN_UP = 18.0
"""Age in years that parents of unknown age are taken to have reached."""


@dataclass(frozen=True)
class Undescribed:
    """A family some of whose members nobody described.

    Attributes
    ----------
    family
        With those free of the disease who have children where hardly anybody with it has.
    taken_free
        Names of those.
    if_well
        As it would be if everybody else of whose health nothing is said, and who is grown up,
        were free of it; None where there is nobody.
    unsaid
        Names of those.
    is_anybody
        Whether nobody has the disease or the change.
    """

    family: Family
    taken_free: tuple[str, ...] = ()
    if_well: Family | None = None
    unsaid: tuple[str, ...] = ()
    is_anybody: bool = False

    def issues(self) -> Iterator[Issue]:
        """Yield what was taken for granted."""
        if self.taken_free:
            yield Issue(
                "parent-taken-as-free",
                IssueLevel.NOTICE,
                "people",
                sentence(
                    "Hardly anybody with this disease has children. Nothing is said of the health "
                    "of %(listed)s, who have, so they were taken to be free of it.",
                    listed=some_of(self.taken_free),
                ),
                sentence("Say so if one of them has it."),
            )
        if self.is_anybody:
            yield Issue(
                "nobody-ill",
                IssueLevel.NOTICE,
                "people",
                sentence(
                    "Of nobody here it is said that they have this disease, or that a test found "
                    "the change: these are the chances of anybody."
                ),
                sentence("Say who has it, or whose test found it."),
            )


def undescribed(
    whole: Family,
    model: RiskModel,
    values: Mapping[str, float | None],
    named: Collection[str],
) -> Undescribed:
    """Find those of whose health nothing is said.

    Parameters
    ----------
    whole
        With a stand-in for every missing parent.
    model, values
        Say with which disease hardly anybody has children, and whether it always shows before
        people are grown up: parents are, so that their age need not be known.
    named
        Ids of those who can be asked about: all but the stand-ins.
    """
    parents = {p for person in whole.people for p in (person.mother, person.father) if p}
    is_over = all(_is_over(p, values) for p in model.phenotypes if not p.part_of)
    people, well = [], []
    free: list[str] = []
    unsaid: list[str] = []
    for person in whole.people:
        is_parent, is_named = person.id in parents, person.id in named
        own = _free(person, model, as_parent=True) if is_parent else {}
        is_taken = bool(own)
        own |= _at_an_age(person) if is_parent and is_over else {}
        now = replace(person, phenotypes={**person.phenotypes, **own}) if own else person
        people.append(now)
        free += [person.name] if is_taken and is_named else []
        is_grown = is_parent or (person.age_years or 0.0) >= GROWN_UP
        if is_grown and is_named and not person.unborn and not _is_described(now, model):
            unsaid.append(person.name)
            now = replace(now, phenotypes=_free(now, model))
        well.append(now)
    return Undescribed(
        replace(whole, people=tuple(people)),
        tuple(free),
        replace(whole, people=tuple(well)) if unsaid else None,
        tuple(unsaid),
        not any(_has_it(person, model) for person in whole.people),
    )


def _has_it(person: Person, model: RiskModel) -> bool:
    said = [person.phenotypes[AFFECTED]] if AFFECTED in person.phenotypes else []
    said += recorded(person, model).values()
    # A count of copies or repeats says by itself who carries what; so does any test but a
    # negative one.
    found = any(t.result not in (TestResult.UNKNOWN, TestResult.NEGATIVE) for t in person.tests)
    counted = any(t.copies is not None or t.repeats is not None or t.load for t in person.tests)
    return found or counted or any(p.state is State.PRESENT for p in said)


def _is_over(phenotype: ModelPhenotype, values: Mapping[str, float | None]) -> bool:
    """Tell whether whoever will ever have a disease has it before people are grown up."""
    ends: list[float | None] = []
    for own in (phenotype, *phenotype.by_sex.values()):
        curves = [c for c in (own.curve, *own.curves.values()) if c]
        until = own.onset_until_years
        ends += [curve[-1][0] for curve in curves]
        ends += [] if own.curve else [values[until] if isinstance(until, str) else until]
    return all(end is not None and end <= GROWN_UP for end in ends)


def _at_an_age(person: Person) -> dict[str, Phenotype]:
    """Return the exclusions of a parent of unknown age, at an age that parents have reached."""
    if person.age_years is not None:
        return {}
    return {
        key: replace(said, age_years=GROWN_UP)
        for key, said in person.phenotypes.items()
        if said.state is State.EXCLUDED and said.age_years is None
    }


def _is_described(person: Person, model: RiskModel) -> bool:
    return AFFECTED in person.phenotypes or bool(recorded(person, model))


def _free(person: Person, model: RiskModel, *, as_parent: bool = False) -> dict[str, Phenotype]:
    """Return the diseases that nothing is said of, as excluded."""
    if as_parent and _is_described(person, model):
        return {}
    age = max(GROWN_UP, person.age_years or 0.0)
    return {
        p.slug: Phenotype(State.EXCLUDED, age)
        for p in model.phenotypes
        if not p.part_of and (not as_parent or person.sex in p.without_children)
    }
