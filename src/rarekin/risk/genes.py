"""The genes one of which is the family's: what the family looks like under each, and how often."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.person import Person, TestResult
from rarekin.model.sentences import sentence
from rarekin.risk.models import RiskModel

_T = TypeVar("_T")
_FOUND = {
    TestResult.POSITIVE,
    TestResult.HETEROZYGOUS,
    TestResult.HOMOZYGOUS,
    TestResult.MOSAIC,
}


@dataclass(frozen=True)
class UnderGene(Generic[_T]):
    """What was made of the family if its disease lies in one gene.

    Attributes
    ----------
    model
        Of the gene.
    share
        Of families in which it does; 1 where the gene is known.
    made
        By whoever asked.
    """

    model: RiskModel
    share: float
    made: _T

    @property
    def gene(self) -> str:
        """Symbol, for readers."""
        return "/".join(self.model.genes)


def under_each(
    family: Family,
    model: RiskModel,
    members: Sequence[RiskModel],
    parameters: Mapping[str, float] | None,
    make: Callable[[Family, RiskModel, Mapping[str, float]], _T],
) -> list[UnderGene[_T]]:
    """Make something of the family under each gene that tests leave.

    Parameters
    ----------
    family
        A test that names its ``gene`` counts for that gene only.
    model
        With `RiskModel.one_of`, or of one gene.
    members
        The models that `model` names, in that order; not looked at where it is of one gene.
    parameters
        Given to every member that has them.
    make
        From the family as seen by one gene, its model and its own parameters.

    Returns
    -------
    made
        One for each gene, without those under which `make` refuses.

    Raises
    ------
    InputError
        If `make` refuses every gene, or a change was found in a gene that is none of them.
    """
    if not model.one_of:
        return [UnderGene(model, 1.0, make(family, model, parameters or {}))]
    chosen = parameters or {}
    values = model.values({k: v for k, v in chosen.items() if k in _own(model)})
    given = {k: v for k, v in values.items() if v is not None} | dict(chosen)
    made, problems = [], []
    for member, (_slug, share) in zip(members, model.one_of, strict=True):
        seen = _as_seen(family, member)
        if seen is None:
            continue
        try:
            own = {k: v for k, v in given.items() if k in _own(member)}
            made.append(UnderGene(member, share, make(seen, member, own)))
        except InputError as error:
            problems.append(error)
    if not made:
        raise problems[0] if problems else _nowhere(model)
    return made


def _own(model: RiskModel) -> set[str]:
    return {p.slug for p in model.parameters}


def _nowhere(model: RiskModel) -> InputError:
    return InputError(
        sentence("Tests found a change in a gene that this model does not know."),
        hint=sentence("It knows %(genes)s.", genes=", ".join(model.genes)),
    )


def _as_seen(family: Family, member: RiskModel) -> Family | None:
    """Return the family with the tests of this gene; None where another gene was found changed."""
    people: list[Person] = []
    for person in family.people:
        of_others = [t for t in person.tests if t.gene and t.gene not in member.genes]
        if any(t.result in _FOUND for t in of_others):
            return None
        kept = tuple(t for t in person.tests if t not in of_others)
        people.append(replace(person, tests=kept))
    return replace(family, people=tuple(people))
