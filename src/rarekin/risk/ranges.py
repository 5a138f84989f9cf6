"""What is missing or uncertain, and between which values the answer then lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import sentence, some_of
from rarekin.risk.evidence import free_until, recorded
from rarekin.risk.locus import Floats, Genotype
from rarekin.risk.models import BALANCED, Parameter, RiskModel
from rarekin.risk.penetrance import Penetrance
from rarekin.risk.results import Range

MAX_TABLES = 20_000
"""Tables that are computed for a range; a larger family gets none."""

_Values = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Corner:
    """One combination of ends to compute with as well.

    Attributes
    ----------
    values
        Of every parameter.
    settled
        Whether health is read as final; see `rarekin.risk.penetrance.Penetrance`.
    is_missing_only
        Whether every figure that was measured has its main value.
    """

    values: dict[str, float | None]
    settled: bool
    is_missing_only: bool


@dataclass(frozen=True)
class Unsure:
    """What keeps a family's chances from being one number each.

    Attributes
    ----------
    parameters
        Figures of which only the range is known.
    measured
        Figures of which the 95 % interval is known.
    ageless
        People free of a disease of the model, of whom no age is recorded.
    onset, penetrance
        Whether the model's ages of onset, or how many carriers become ill, are not known while
        somebody is recorded as healthy.
    n_tables
        What one setting costs: people, ten times as many where the family has loops.
    """

    parameters: tuple[Parameter, ...]
    measured: tuple[Parameter, ...]
    ageless: tuple[str, ...]
    onset: bool
    penetrance: bool
    n_tables: int

    @property
    def _is_open(self) -> bool:
        return bool(self.ageless) or self.onset or self.penetrance

    def _is_too_large(self, n_more: int = 0) -> bool:
        n_settings = 1 << (len(self.parameters) + self._is_open + n_more)
        return n_settings > 1 and n_settings * self.n_tables > MAX_TABLES

    def corners(self, values: _Values) -> Iterator[Corner]:
        """Yield every combination of the ends.

        Parameters
        ----------
        values
            The main values of all parameters.
        """
        if self._is_too_large():
            return
        missing = [(p.slug, p.between) for p in self.parameters]
        if missing or self._is_open:
            yield from self._combined(values, missing, is_missing_only=True)
        if self.measured and not self._is_too_large(len(self.measured)):
            every = missing + [(p.slug, p.interval) for p in self.measured]
            yield from self._combined(values, every, is_missing_only=False)

    def _combined(
        self,
        values: _Values,
        open_ends: Sequence[tuple[str, tuple[float, ...]]],
        *,
        is_missing_only: bool,
    ) -> Iterator[Corner]:
        slugs = [slug for slug, _ in open_ends]
        for ends in product(*(ends for _, ends in open_ends)):
            for settled in (False, True) if self._is_open else (False,):
                chosen = {**values, **dict(zip(slugs, ends, strict=True))}
                yield Corner(chosen, settled, is_missing_only)

    def issues(self) -> Iterator[Issue]:
        """Yield what is missing, and whose age would change the answer."""
        if self.ageless:
            yield Issue(
                "age-missing",
                IssueLevel.NOTICE,
                "people",
                sentence(
                    "Healthy so far, but at an age we do not know: %(listed)s. Without an age, "
                    "being healthy tells us nothing.",
                    listed=some_of(self.ageless),
                ),
                sentence("An age, or the result of a gene test, would change the answer."),
            )
        if self.onset:
            yield Issue(
                "onset-missing",
                IssueLevel.NOTICE,
                "model",
                sentence(
                    "We do not know at what age this disease shows itself, so being healthy "
                    "tells us nothing."
                ),
                sentence("Give the earliest and the latest age at onset, if a doctor told you."),
            )
        if self.penetrance:
            yield Issue(
                "penetrance-missing",
                IssueLevel.NOTICE,
                "model",
                sentence("We do not know how many people with the change become ill."),
                sentence("Give that share, if a doctor told you; a gene test says more."),
            )
        if self._is_too_large(len(self.measured)) and self.measured:
            yield Issue(
                "interval-left-out",
                IssueLevel.NOTICE,
                "model",
                sentence(
                    "This family is too large for us to work out how far the uncertainty of the "
                    "figures reaches."
                ),
                sentence("Ask about fewer relatives."),
            )
        if self._is_too_large():
            yield Issue(
                "range-left-out",
                IssueLevel.WARNING,
                "model",
                sentence("This family is too large for us to compute ranges."),
                sentence("Give the missing figures and ages, or ask about fewer relatives."),
            )


def find_unsure(
    family: Family,
    model: RiskModel,
    penetrances: Mapping[str, Penetrance],
    chosen: Mapping[str, float],
    *,
    has_loops: bool = False,
) -> Unsure:
    """Find what is missing for one exact answer.

    Parameters
    ----------
    family, model, penetrances
        As computed with.
    chosen
        Figures the caller gave: they are taken as known.
    has_loops
        Whether the family is computed the costly way.

    Returns
    -------
    unsure
        Nothing in it where everything is known.
    """
    ageless, onset, penetrance = [], False, False
    # Who says how many children carriers have has said how many carriers there are.
    given = {*chosen}
    if given & BALANCED:
        given.add("carrier_frequency")
    elif "carrier_frequency" in given:
        given |= BALANCED
    for person in family.people:
        for slug, said in recorded(person, model).items():
            if said.state is not State.EXCLUDED or is_part(penetrances[slug]):
                continue
            found = penetrances[slug]
            lacks = found.lacks_onset(person.sex)
            onset = onset or lacks
            penetrance = penetrance or not found.is_measured
            if not lacks and found.is_open(free_until(person, said), person.sex):
                ageless.append(person.name)
    return Unsure(
        tuple(p for p in model.parameters if p.between and p.slug not in given),
        tuple(p for p in model.parameters if p.is_within and p.slug not in given),
        tuple(dict.fromkeys(ageless)),
        onset,
        penetrance,
        len(family) * (10 if has_loops else 1),
    )


def is_part(penetrance: Penetrance) -> bool:
    """Tell whether a phenotype is a part of a wider one, which then speaks for it."""
    return bool(penetrance.phenotype.part_of)


def between(values: Sequence[float]) -> Range | None:
    """Return where chances lie; None where they are all but the same.

    Examples
    --------
    >>> between([0.5, 0.019]), between([0.5, 0.5])
    (Range(low=0.019, high=0.5), None)
    """
    low, high = min(values), max(values)
    return Range(low, high) if high - low > max(_SAME, _SAME_SHARE * high) else None


_SAME, _SAME_SHARE = 1e-4, 0.02


def healthy_later(
    person: Person,
    said: Mapping[str, Phenotype],
    p_genotype: Floats,
    genotypes: Sequence[Genotype],
    penetrances: Sequence[Mapping[str, Penetrance]],
) -> tuple[tuple[float, tuple[float, ...]], ...]:
    """Return the chance of carrying the change after further healthy years.

    Parameters
    ----------
    person
        Alive, of known age.
    said
        What is recorded: see `recorded`.
    p_genotype
        The person's genotype chances given everything recorded, for S sets of parameters, the
        main one first. Shape ``(S, G)``.
    genotypes
        Of the locus.
    penetrances
        As made for each set of parameters.

    Returns
    -------
    later
        At most three ages, whole decades, each of which lowers the chance by a hundredth at
        least, with the chance under each set; empty for the dead, the ill, the tested and those
        of unknown age. Never none: no number of healthy years is a promise.
    """
    healthy = {s: said[s] for s in said if not is_part(penetrances[0][s])}
    age = person.age_years
    if age is None or person.deceased or person.unborn or person.tests or not healthy:
        return ()
    if any(p.state is not State.EXCLUDED for p in healthy.values()):
        return ()
    carries = _carrying(genotypes)

    def chance(i_set: int, decade: float) -> float:
        p_here, found = p_genotype[i_set], penetrances[i_set]
        now = _free(person, healthy, found, None)
        then = _free(person, healthy, found, decade)
        p = np.divide(p_here * then, now, out=np.zeros_like(now), where=now > 0)
        return float(p @ carries) / float(p.sum()) if p.sum() > 0 else 0.0

    last, decades = float(p_genotype[0] @ carries), []
    for decade in range(10 * (int(age) // 10 + 1), _LAST_TOLD + 1, 10):
        p = chance(0, decade)
        if last - p >= _WORTH_A_STEP and p > 0:
            decades.append(float(decade))
            last = p
    # First, middle and last say how it goes on.
    shown = sorted({0, len(decades) // 2, len(decades) - 1}) if decades else ()
    sets = range(len(penetrances))
    return tuple((decades[i], tuple(chance(s, decades[i]) for s in sets)) for i in shown)


def is_ruled_out_by_health(
    person: Person,
    said: Mapping[str, Phenotype],
    genotypes: Sequence[Genotype],
    penetrances: Mapping[str, Penetrance],
) -> bool:
    """Tell whether nobody who carries the change would be healthy at this age.

    Parameters
    ----------
    person, said, genotypes
        As for `healthy_later`.
    penetrances
        As made for one set of parameters.
    """
    healthy = {
        slug: told
        for slug, told in said.items()
        if told.state is State.EXCLUDED and not is_part(penetrances[slug])
    }
    if not healthy or person.tests:
        return False
    possible = np.array([g.sex in (person.sex, Sex.UNKNOWN) for g in genotypes])
    ruled_out = _free(person, healthy, penetrances, None) <= 0
    return bool(ruled_out[(_carrying(genotypes) > 0) & possible].any())


def _carrying(genotypes: Sequence[Genotype]) -> Floats:
    return np.array([g.state in _CARRYING for g in genotypes], float)


def _free(
    person: Person,
    healthy: Mapping[str, Phenotype],
    penetrances: Mapping[str, Penetrance],
    until: float | None,
) -> Floats:
    """Return by genotype the chance of being free of every disease until an age, now if None."""
    left = np.ones(len(next(iter(penetrances.values())).lifetime))
    for slug, told in healthy.items():
        found = penetrances[slug]
        reached = found.by_age(free_until(person, told) if until is None else until)
        left = left * (1.0 - found.lifetime * reached)
    return left


_CARRYING = {"paternal", "maternal", "both", "hemizygous"}
_WORTH_A_STEP, _LAST_TOLD = 0.01, 70  # few curves rest on many people beyond
