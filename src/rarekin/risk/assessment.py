"""From a family and a model to everybody's chances, in numbers and plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from rarekin.errors import InputError
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import Person, Phenotype
from rarekin.model.sentences import joined, sentence
from rarekin.risk.clash import clash, clash_issues, not_certain
from rarekin.risk.evidence import recorded
from rarekin.risk.inference import Inferred, infer
from rarekin.risk.junction import MEMORY_CAP_BYTES
from rarekin.risk.lines import FOUNDING, found_in_part, told_in_part
from rarekin.risk.locus import Floats
from rarekin.risk.models import ModelPhenotype, RiskModel
from rarekin.risk.outlook import ahead, lifetime_chances, named_for
from rarekin.risk.parenthood import Undescribed, undescribed
from rarekin.risk.pedigree import Pedigree, make_pedigree
from rarekin.risk.people import People
from rarekin.risk.ranges import (
    between,
    find_unsure,
    healthy_later,
    is_ruled_out_by_health,
)
from rarekin.risk.results import (
    AgeChance,
    Ahead,
    Compared,
    FamilyRisk,
    GenotypeChance,
    HealthyLater,
    IfWell,
    PersonRisk,
    PhenotypeRisk,
    Range,
    UsedParameter,
)
from rarekin.risk.sentences import family_notes, person_notes
from rarekin.risk.setting import Setting
from rarekin.risk.stacked import Bools, stacked
from rarekin.risk.unused import unused


def assess(
    family: Family,
    model: RiskModel,
    parameters: Mapping[str, float] | None = None,
    *,
    memory_cap_bytes: float = MEMORY_CAP_BYTES,
    asks_if_well: bool = True,
) -> FamilyRisk:
    """Compute everybody's genotype and disease chances, exactly.

    Parameters
    ----------
    family
        People with what is known about them. Unknown is never read as healthy, and healthy is
        read as not carrying only as far as the model's penetrance says so.
    model
        The inheritance model.
    parameters
        Values to use in place of the model's defaults.
    memory_cap_bytes
        Refuse before using more than this.
    asks_if_well
        Whether to say what would be if those nobody described were well.

    Returns
    -------
    risk
        Everybody's chances, also under the model's other published parameter values.

    Raises
    ------
    InputError
        If the family has errors, or contradicts itself under the model.
    TooLarge
        If the family is too entangled for the memory allowed.
    """
    if family.errors:
        told = joined((i.message for i in family.errors), " ")
        raise InputError(
            sentence("This family cannot be computed: %(told)s", told=told),
            hint=joined((i.hint for i in family.errors), " "),
        )
    if model.one_of:
        raise InputError(
            sentence("The model %(slug)s stands for several genes.", slug=repr(model.slug)),
            hint=sentence("Let them be weighed together, or choose the model of one gene."),
        )
    if not family.people:
        raise InputError(
            sentence("This family has no people."),
            hint=sentence("Add at least one person with an id and a sex."),
        )
    in_part = found_in_part(family, model, parameters or {})
    in_part_values = {"founding_mitochondria": FOUNDING} if in_part else {}
    sets = [model.values({**(parameters or {}), **in_part_values})]
    sets += [sets[0] | dict(c.values) for c in model.comparisons]
    named = {p.id for p in family.one_by_one().people}
    people = undescribed(family.everybody(), model, sets[0], named)
    whole = people.family
    pedigree = make_pedigree(whole)
    cases = [Setting.make(model, values, whole) for values in sets]
    unsure = find_unsure(
        whole, model, cases[0].penetrances, parameters or {}, has_loops=pedigree.has_loops()
    )
    corners = list(unsure.corners(sets[0]))
    for c in corners:
        cases.append(Setting.make(model, c.values, whole, settled=c.settled, like=cases))
    likelihoods = _likelihoods(whole, model, pedigree, cases)
    well = _if_well(people, model, pedigree, cases, likelihoods) if asks_if_well else None
    n_times = 1 if well is None else 2
    inferred = infer(
        whole,
        pedigree,
        [c.locus for c in cases] * n_times,
        likelihoods if well is None else np.concatenate([likelihoods, well]),
        founders=np.stack([case.founder_rows(whole, pedigree) for case in cases] * n_times),
        n_main=len(sets),
        memory_cap_bytes=memory_cap_bytes,
    )
    n_missing = len(sets) + sum(c.is_missing_only for c in corners)
    is_possible = np.isfinite(inferred.log_likelihood[len(sets) : len(cases)]).tolist()
    clashing = clash(whole, model, cases[0], inferred.posterior[0], corners, is_possible)
    computed = _Computed(people, model, pedigree, cases, inferred, n_missing, clashing)
    return FamilyRisk(
        model=model,
        parameters=tuple(
            UsedParameter(p, sets[0][p.slug], p.slug in (parameters or {}))
            for p in model.parameters
        ),
        results=People([p.id for p in family.people], computed.person),
        log_likelihood=float(inferred.log_likelihood[0]),
        method=inferred.method,
        width=inferred.width,
        comparisons=tuple((c.label, c.explain) for c in model.comparisons),
        issues=(
            *family.issues,
            *unused(family, model),
            *([told_in_part(in_part)] if in_part else []),
            *clash_issues(whole.people[i].name for i in sorted(clashing)),
            *people.issues(),
            *unsure.issues(),
        ),
        notes=family_notes(model, sets[0], parameters or {}),
        by_age=computed.by_age,
    )


_MOST_ASKED_ABOUT = 200
"""People up to whom it is worked out what would be if those nobody described were well."""
_TELLING = 0.005


def _if_well(
    people: Undescribed,
    model: RiskModel,
    pedigree: Pedigree,
    cases: Sequence[Setting],
    likelihoods: Floats,
) -> Floats | None:
    """Return everybody's likelihoods if those were well; None where that would tell nothing."""
    if people.if_well is None or len(people.family) > _MOST_ASKED_ABOUT:
        return None
    told = people.family.people
    are_well = [a is not b for a, b in zip(told, people.if_well.people, strict=True)]
    settled = [case.of_the_grown_up() for case in cases[:1]]
    first = likelihoods[0].copy()
    first[are_well] = settled[0].likelihoods(people.if_well, pedigree, model)[are_well]
    before = likelihoods[0]
    factors = np.divide(first, before, out=np.ones_like(before), where=before > 0)
    if np.ptp(factors, axis=1).max() < _TELLING:
        return None
    settled += [case.of_the_grown_up() for case in cases[1:]]
    rows = _likelihoods(people.if_well, model, pedigree, settled)
    return np.where(np.array(are_well)[:, None], rows, likelihoods)


def _likelihoods(
    family: Family, model: RiskModel, pedigree: Pedigree, cases: Sequence[Setting]
) -> Floats:
    """Return everybody's likelihoods under every case; those of equal penetrances are alike."""
    known: dict[tuple[object, ...], Floats] = {}
    rows = []
    for i_case, case in enumerate(cases):
        # Where mosaics are more frequent in one sex, the sex counts as well.
        key = (*case.figures, i_case if case.locus.by_sex else None)
        if key not in known:
            known[key] = case.likelihoods(family, pedigree, model)
        rows.append(known[key])
    return np.stack(rows)


_FROM_FATHER_TO_ONE_SEX = {"x", "repeats-x", "y"}


def _differs(before: float, after: float) -> bool:
    return abs(before - after) > max(_TELLING, 0.1 * max(before, after))


class _Computed:
    """All numbers as arrays; one person's result is put together when asked for."""

    def __init__(
        self,
        people: Undescribed,
        model: RiskModel,
        pedigree: Pedigree,
        cases: list[Setting],
        inferred: Inferred,
        n_missing: int,
        clashing: frozenset[int],
    ) -> None:
        self.clashing = clashing
        self.people, self.family = people, people.family
        self.model, self.pedigree = model, pedigree
        self.cases, self.posterior = cases, inferred.posterior[: len(cases)]
        self.well = inferred.posterior[len(cases) :]
        self.masks: dict[tuple[str, ...], Floats] = {}
        self.penetrances = stacked([case.penetrances for case in cases])
        self.gametes = {
            Sex.FEMALE: np.stack([case.locus.gamete_mother for case in cases]),
            Sex.MALE: np.stack([case.locus.gamete_father for case in cases]),
        }
        self.child_chances: dict[tuple[Sex, Sex], Floats] = {}
        n_main = 1 + len(model.comparisons)
        is_possible = np.isfinite(inferred.log_likelihood)
        if not is_possible[len(cases) :].all():
            self.well = self.well[:0]
        self.missing = [i for i in range(n_main, n_missing) if is_possible[i]]
        self.corners = [i for i in range(n_main, len(cases)) if is_possible[i]]

    def person(self, i_person: int) -> PersonRisk:
        person, model = self.family.people[i_person], self.model
        sex = self.pedigree.sexes[i_person]
        genotypes = self.cases[0].locus.genotypes
        p = self.posterior[:, i_person]
        chances = tuple(
            GenotypeChance(g.state, g.text, float(p[0, i]))
            for i, g in enumerate(genotypes)
            if sex is Sex.UNKNOWN or g.sex in (Sex.UNKNOWN, sex)
        )
        carrier = self._in_states(p, "paternal", "maternal", "both", "hemizygous")
        inherits = self._child_inherits(p, sex)
        carrier_between, carrier_within = self._ranges(carrier)
        inherits_between, inherits_within = self._ranges(inherits) if inherits else (None, None)
        diseases = named_for(sex, model, self._phenotypes(person, p))
        if i_person in self.clashing:
            diseases = tuple(map(not_certain, diseases))
        risk = PersonRisk(
            person=person.id,
            label=person.name,
            genotypes=chances,
            p_carrier=carrier[0],
            p_paternal=self._in_states(p, "paternal", "both")[0],
            p_maternal=self._in_states(p, "maternal", "both", "hemizygous")[0],
            p_mosaic=self._in_states(p, "mosaic")[0],
            p_carrier_compared=self._compared(carrier),
            phenotypes=diseases,
            p_child_inherits=None if inherits is None else inherits[0],
            p_child_inherits_compared=() if inherits is None else self._compared(inherits),
            child_phenotypes=named_for(Sex.UNKNOWN, model, self._child_phenotypes(p, sex)),
            daughters=named_for(Sex.FEMALE, model, self._child_phenotypes(p, sex, Sex.FEMALE)),
            sons=named_for(Sex.MALE, model, self._child_phenotypes(p, sex, Sex.MALE)),
            notes=(),
            p_carrier_between=carrier_between,
            p_child_inherits_between=inherits_between,
            p_carrier_within=carrier_within,
            p_child_inherits_within=inherits_within,
            later=self._later(person, p),
            is_ruled_out_by_health=carrier[0] <= 0
            and is_ruled_out_by_health(
                person, recorded(person, self.model), genotypes, self.cases[0].penetrances
            ),
        )
        risk = replace(risk, if_well=self._if_well(i_person, risk))
        return replace(risk, notes=person_notes(risk, person, sex, self.model))

    def _if_well(self, i_person: int, now: PersonRisk) -> IfWell | None:
        if not len(self.well) or self.people.if_well is None:
            return None
        person, p = self.people.if_well.people[i_person], self.well[:, i_person]
        carrier = self._in_states(p, "paternal", "maternal", "both", "hemizygous")
        said = recorded(person, self.model)
        ill = self._phenotype(person, said, self.model.phenotypes[0], p)
        before, after = now.phenotypes[0].p_lifetime or 0.0, ill.p_lifetime or 0.0
        # That somebody does not have it if they are well needs no telling.
        is_own = ill.state is not now.phenotypes[0].state
        if not _differs(now.p_carrier, carrier[0]) and (is_own or not _differs(before, after)):
            return None
        (ill,) = named_for(self.pedigree.sexes[i_person], self.model, [ill])
        return IfWell(self.people.unsaid, carrier[0], *self._ranges(carrier), ill)

    def _later(self, person: Person, p: Floats) -> tuple[HealthyLater, ...]:
        said, genotypes = recorded(person, self.model), self.cases[0].locus.genotypes
        penetrances = [case.penetrances for case in self.cases]
        return tuple(
            HealthyLater(age, chances[0], *self._ranges(chances))
            for age, chances in healthy_later(person, said, p, genotypes, penetrances)
        )

    def _in_states(self, p: Floats, *states: str) -> list[float]:
        if states not in self.masks:
            here = [float(g.state in states) for g in self.cases[0].locus.genotypes]
            self.masks[states] = np.array(here)
        chances: list[float] = (p @ self.masks[states]).tolist()
        return chances

    def _compared(self, values: Sequence[float | None]) -> tuple[Compared, ...]:
        pairs = zip(self.model.comparisons, values[1:], strict=False)
        return tuple(Compared(c.label, v) for c, v in pairs)

    def _ranges(self, values: Sequence[float]) -> tuple[Range | None, Range | None]:
        """Return where chances lie that are no number, and where those that are one."""
        whole = between((values[0], *(values[i] for i in self.corners)))
        if whole is None or between((values[0], *(values[i] for i in self.missing))) is None:
            return None, whole
        return whole, None

    def _child_inherits(self, p: Floats, sex: Sex) -> list[float] | None:
        if sex is Sex.UNKNOWN:
            return None
        # A father hands his X chromosome to his daughters only, his Y to his sons.
        share = 0.5 if sex is Sex.MALE and self.model.locus in _FROM_FATHER_TO_ONE_SEX else 1.0
        chances: list[float] = ((p * self.gametes[sex]).sum(axis=1) * share).tolist()
        return chances

    def _phenotypes(self, person: Person, p: Floats) -> tuple[PhenotypeRisk, ...]:
        said = recorded(person, self.model)
        risks = []
        for phenotype in self.model.phenotypes:
            risk = self._phenotype(person, said, phenotype, p)
            years = self._ahead(person, said, phenotype, p) if risk.p_lifetime else ()
            risks.append(replace(risk, ahead=years) if years else risk)
        return tuple(risks)

    def _phenotype(
        self, person: Person, said: Mapping[str, Phenotype], phenotype: ModelPhenotype, p: Floats
    ) -> PhenotypeRisk:
        state = said[phenotype.slug].state if phenotype.slug in said else State.UNKNOWN
        values, known = lifetime_chances(person, said, phenotype, p, self.penetrances)
        return self._risk(phenotype, state, values.tolist(), known)

    def _ahead(
        self, person: Person, said: Mapping[str, Phenotype], phenotype: ModelPhenotype, p: Floats
    ) -> tuple[Ahead, ...]:
        return tuple(
            Ahead(years, float(chances[0]), *self._ranges(chances.tolist()))
            for years, chances in ahead(person, said, phenotype, p, self.penetrances)
        )

    def by_age(self, i_person: int, slug: str, age_years: float) -> AgeChance:
        """Return the chance of having a phenotype by an age."""
        person = self.family.people[i_person]
        phenotype = next(p for p in self.model.phenotypes if p.slug == slug)
        said, p = recorded(person, self.model), self.posterior[:, i_person]
        found, known = lifetime_chances(person, said, phenotype, p, self.penetrances, age_years)
        if not known[0]:
            return AgeChance(age_years, None)
        return AgeChance(age_years, float(found[0]), *self._ranges(found.tolist()))

    def _risk(
        self, phenotype: ModelPhenotype, state: State, values: list[float], known: Bools
    ) -> PhenotypeRisk:
        # What is at most 0 is 0, however little is known of it; sums can end a rounding above 1.
        shown = [min(v, 1.0) if k or v == 0 else None for v, k in zip(values, known, strict=True)]
        missing, measured = (None, None) if shown[0] is None else self._ranges(values)
        return PhenotypeRisk(
            phenotype.slug,
            phenotype.title,
            phenotype.diseases,
            state,
            shown[0],
            min(max(values[0], *(values[i] for i in self.corners), 0.0), 1.0),
            self._compared(shown),
            between=missing,
            within=measured,
        )

    def _child_phenotypes(
        self, p: Floats, sex: Sex, child: Sex = Sex.UNKNOWN
    ) -> tuple[PhenotypeRisk, ...]:
        if sex is Sex.UNKNOWN:
            return ()
        if (sex, child) not in self.child_chances:
            rows = np.stack([case.child_chances[sex, child] for case in self.cases])
            self.child_chances[sex, child] = rows
        chances = np.einsum("pg,pgk->kp", p, self.child_chances[sex, child]).tolist()
        return tuple(
            self._risk(phenotype, State.UNKNOWN, row, self.penetrances[phenotype.slug].is_known)
            for phenotype, row in zip(self.model.phenotypes, chances, strict=True)
        )
