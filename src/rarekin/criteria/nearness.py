"""Which of many sets one person's findings come close to, and what would settle each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rarekin.criteria.evaluation import ItemResult, ItemState, Outcome
from rarekin.criteria.expression import Truth, truth
from rarekin.criteria.inference import built_in
from rarekin.criteria.matching import Matcher, see, truths
from rarekin.criteria.outcomes import OUTCOME, is_overturned, outcome_of, text_of, warns
from rarekin.criteria.places import Places
from rarekin.criteria.sets import CriteriaSet, Item, VerdictRule
from rarekin.criteria.settling import Ways, fewest
from rarekin.model.case import Case
from rarekin.model.ontology import Ontology

_ORDER = {Outcome.MET: 0, Outcome.UNDETERMINED: 1, Outcome.NOT_MET: 2}
_POINTING = frozenset({ItemState.PRESENT, ItemState.UNSETTLED})
_SHOWN_WAYS = 1
_FAR = 99
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Near:
    """One set that something known speaks for.

    Attributes
    ----------
    criteria_set
        Which edition.
    outcome, text
        Of the main verdict.
    level
        The surest level reached; None where none is.
    present
        The items that are there.
    pointing
        The items that something points to without settling them: a number, a size or a cause
        is missing.
    to_met
        The fewest answers that would make it hold; empty where it is settled.
    alerts
        Warnings that hold whatever else is unknown.
    """

    criteria_set: CriteriaSet
    outcome: Outcome
    text: str
    level: VerdictRule | None
    present: tuple[ItemResult, ...]
    pointing: tuple[ItemResult, ...]
    to_met: Ways
    alerts: tuple[str, ...]


class Neighbourhood:
    """Many sets, ready to be asked which of them come close.

    Parameters
    ----------
    sets
        The sets.
    ontology
        The HPO terms.

    Examples
    --------
    >>> from rarekin.model.ontology import Ontology
    >>> Neighbourhood((), Ontology.from_terms([])).near(Case("me"))
    ()
    """

    def __init__(self, sets: Iterable[CriteriaSet], ontology: Ontology) -> None:
        self.ontology = ontology
        self.sets = tuple(sets)
        self.places = Places(ontology)
        self.by_term: dict[int, set[int]] = defaultdict(set)
        self.by_gene: dict[str, set[int]] = defaultdict(set)
        for i_set, criteria_set in enumerate(self.sets):
            for item in criteria_set.items:
                self._index(i_set, item)

    def _index(self, i_set: int, item: Item) -> None:
        for term in (*item.terms, *item.suggests):
            if term.id in self.ontology.index_of:
                self.by_term[self.ontology.index_of[term.id]].add(i_set)
        for gene in item.variant.genes if item.variant else ():
            self.by_gene[gene].add(i_set)

    def near(self, case: Case) -> tuple[Near, ...]:
        """Return the sets that something known speaks for.

        Parameters
        ----------
        case
            One person; answers and measured values belong to one set and are not used.

        Returns
        -------
        near
            What is met first, then by the share still missing, then what is settled as no.
        """
        matcher = Matcher(
            Case(
                case.id,
                case.findings,
                case.sex,
                case.age_years,
                case.onset_years,
                case.variants,
            ),
            self.ontology,
            self.places,
        )
        touched: set[int] = set()
        for seen in matcher.present:
            for i_term in seen.lineage & self.by_term.keys():
                touched |= self.by_term[i_term]
        for variant in case.variants:
            touched |= self.by_gene.get(variant.gene, set())
        found = [_near(self.sets[i_set], matcher) for i_set in sorted(touched)]
        return tuple(sorted((near for near in found if near), key=_rank))


def _rank(near: Near) -> tuple[int, bool, float]:
    """Order by the share still missing: a rule is not nearer for being short."""
    needed = near.to_met.size or _FAR
    return _ORDER[near.outcome], near.level is None, needed / (needed + len(near.present))


def _near(criteria_set: CriteriaSet, matcher: Matcher) -> Near | None:
    results = see(criteria_set, matcher)
    wanted = criteria_set.pointing
    if not any(r.state in _POINTING and r.name in wanted and r.because for r in results):
        return None
    known: dict[str, Truth] = {**truths(results), **built_in(criteria_set, matcher.case)}
    main = criteria_set.main
    overturned = is_overturned(main, known)
    outcome = Outcome.NOT_MET if overturned else OUTCOME[truth(main.when, known)]
    pointing = tuple(
        r for r in results if r.state is ItemState.UNSETTLED and r.name in wanted and r.because
    )
    is_open = outcome is Outcome.UNDETERMINED
    return Near(
        criteria_set,
        outcome,
        main.overturned if overturned else text_of(main, outcome),
        _level(criteria_set.graded, known),
        tuple(r for r in results if r.state is ItemState.PRESENT and r.name in wanted),
        pointing,
        _shortest(main, known, pointing) if is_open else Ways(),
        tuple(rule.alert for rule in criteria_set.verdicts if warns(rule, known)),
    )


def _shortest(
    main: VerdictRule, known: Mapping[str, Truth], pointing: tuple[ItemResult, ...]
) -> Ways:
    first = {item.name for item in pointing}
    return fewest(main.when, known, True, _SHOWN_WAYS, _MOST_STEPS, first)


def _level(graded: tuple[VerdictRule, ...], known: Mapping[str, Truth]) -> VerdictRule | None:
    if len(graded) == 1:
        return None
    return next((v for v in graded if outcome_of(v, known) is Outcome.MET), None)
