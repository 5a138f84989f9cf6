"""When a disease and its findings begin, counted over published cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rarekin.knowledge.intervals import wilson_interval
from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS, stage_of_age
from rarekin.model.case import Case, State
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

KIND = "natural_history"
FEWEST_CASES = 5
"""With fewer dated cases nothing is said."""

_WITHOUT_STAGE = "other"


@dataclass
class _Ages:
    """Stages at which something began, over the cases of one disease."""

    stages: Counter[str] = field(default_factory=Counter)
    publications: set[str] = field(default_factory=set)

    def add(self, years: float | None, term: Curie | None, publications: Iterable[str]) -> None:
        if years is None and term is None:
            return
        stage = stage_of_age(years) if years is not None else STAGE_OF_TERM.get(term or Curie(""))
        self.stages[stage or _WITHOUT_STAGE] += 1
        self.publications.update(publications)


@dataclass
class _Disease:
    """What is counted about one disease."""

    n_cases: int = 0
    sources: set[str] = field(default_factory=set)
    onset: _Ages = field(default_factory=_Ages)
    findings: dict[Curie, _Ages] = field(default_factory=lambda: defaultdict(_Ages))
    n_present: Counter[Curie] = field(default_factory=Counter)


def natural_history(
    cases: Iterable[tuple[str, Case]], canonical: Mapping[Curie, Curie], ontology: Ontology
) -> Iterator[Fact]:
    """Count ages at onset over the published cases of each disease.

    Parameters
    ----------
    cases
        Pairs of source name and case; one with several diseases is not counted.
    canonical
        Source disease id to canonical disease id.
    ontology
        Retired terms are followed to their successor.

    Yields
    ------
    fact
        Of kind ``natural_history``: one in the section of outlook for the disease, one in the
        section of signs for each finding, where at least `FEWEST_CASES` cases say when. Its
        value has ``n_cases`` (with the disease, or with the finding), ``n_dated``,
        ``n_publications``, ``stages`` (in order of life: ``stage``, ``count``, ``low``,
        ``high``), ``n_other`` (a stage too wide to place, such as adult) and for a finding its
        ``term``.

    Examples
    --------
    >>> ages = (0.0, 0.0, 0.5, 3.0, 20.0)
    >>> cases = [("toy", Case(str(a), onset_years=a, diseases=("OMIM:1",))) for a in ages]
    >>> (fact,) = natural_history(cases, {}, Ontology.from_terms([]))
    >>> [(row["stage"], row["count"]) for row in fact.value["stages"]]
    [('congenital', 2), ('infantile', 1), ('childhood', 1), ('young_adult', 1)]
    """
    found: dict[Curie, _Disease] = defaultdict(_Disease)
    for source, case in cases:
        own = {canonical.get(id_, id_) for id_ in case.diseases}
        if len(own) == 1:
            _count(found[own.pop()], source, case, ontology)
    for id_ in sorted(found):
        yield from _facts(id_, found[id_])


def _count(disease: _Disease, source: str, case: Case, ontology: Ontology) -> None:
    disease.n_cases += 1
    disease.sources.add(source)
    disease.onset.add(case.onset_years, case.onset_term, case.references)
    for finding in case.findings:
        if finding.state is State.PRESENT:
            term = ontology.successors.get(finding.term, finding.term)
            disease.n_present[term] += 1
            disease.findings[term].add(finding.onset_years, finding.onset_term, case.references)


def _facts(id_: Curie, disease: _Disease) -> Iterator[Fact]:
    source = min(disease.sources)
    if disease.onset.stages.total() >= FEWEST_CASES:
        value = _value(disease.onset, disease.n_cases)
        yield Fact(id_, Section.OUTLOOK, KIND, source, value=value)
    for term in sorted(disease.findings):
        ages = disease.findings[term]
        if ages.stages.total() >= FEWEST_CASES:
            value = {**_value(ages, disease.n_present[term]), "term": term}
            yield Fact(id_, Section.SIGNS, KIND, source, value=value)


def _value(ages: _Ages, n_cases: int) -> dict[str, object]:
    n_dated = ages.stages.total()
    rows = []
    for stage in STAGE_YEARS:
        count = ages.stages[stage]
        if count:
            low, high = wilson_interval(count, n_dated)
            rows.append(
                {"stage": stage, "count": count, "low": round(low, 4), "high": round(high, 4)}
            )
    return {
        "n_cases": n_cases,
        "n_dated": n_dated,
        "n_publications": len(ages.publications),
        "stages": rows,
        "n_other": ages.stages[_WITHOUT_STAGE],
    }
