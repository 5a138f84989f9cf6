"""From a case to the state of each item.

Unknown is never absent: an item is excluded only where every one of its terms was (and they are
all that counts), or where somebody answered no. Where something speaks for it and something
against it, present wins and the conflict is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rarekin.criteria import onset
from rarekin.criteria.evaluation import ItemResult, ItemState
from rarekin.criteria.inference import built_in, closure, implied, is_contradicted
from rarekin.criteria.measured import Evidence, from_quantity, from_variants
from rarekin.criteria.places import Places
from rarekin.criteria.sets import CriteriaSet, Item, PinnedTerm
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.ontology import Ontology
from rarekin.model.sentences import Sentence, joined, sentence

_FOLLOWS = {
    True: sentence("The other answers together say yes."),
    False: sentence("The other answers together say no."),
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A finding of the case with its place in the ontology."""

    finding: Finding
    label: str
    i_term: int
    lineage: frozenset[int]


class Matcher:
    """One case seen through one ontology.

    Parameters
    ----------
    case
        One person.
    ontology
        The terms, with what lies above them.
    places
        Of the terms of the items, where many cases are looked at.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> bone = Item("bone", "Bone", "Bone?", "Bone.", (PinnedTerm(Curie("HP:0000001"), "All"),))
    >>> case = Case("a", findings=(Finding(Curie("HP:0000001")),))
    >>> Matcher(case, tree).state_of(bone).because
    ('All (HP:0000001) is recorded as present.',)
    """

    def __init__(self, case: Case, ontology: Ontology, places: Places | None = None) -> None:
        self.case = case
        self.ontology = ontology
        self.places = places or Places(ontology)
        self.issues: list[Issue] = []
        seen = list(self._see(case.findings))
        self.present = [s for s in seen if s.finding.state is State.PRESENT]
        self.excluded = {s.i_term: s for s in seen if s.finding.state is State.EXCLUDED}
        self.lineages = frozenset[int]().union(*(s.lineage for s in self.present))

    def _see(self, findings: Iterable[Finding]) -> Iterator[_Seen]:
        for i, finding in enumerate(findings):
            known = self.ontology.index_of.get(finding.term)
            if known is None and finding.term in self.ontology.successors:
                known = self.ontology.index_of.get(self.ontology.current(finding.term))
            if known is None:
                self.issues.append(
                    Issue(
                        "term-unknown",
                        IssueLevel.WARNING,
                        f"findings[{i}]",
                        f"{finding.term} is not a term of this release; it was left out.",
                        "Check the number, or search for the finding by its name.",
                    )
                )
                continue
            lineage = frozenset(self.ontology.ancestors(known).tolist())
            yield _Seen(finding, self.ontology.labels[known], known, lineage)

    def state_of(self, item: Item, others: Mapping[str, Item] | None = None) -> ItemResult:
        """Tell what is known about one item.

        Parameters
        ----------
        item
            The item.
        others
            Further items by name, for those that compare two.

        Returns
        -------
        result
            State, reasons and whether they contradict each other.
        """
        if self._says_nothing(item):
            return ItemResult(item, ItemState.UNKNOWN)
        evidence = list(self._evidence(item, others or {}))
        states = {state for state, _ in evidence}
        because = tuple(text for state, text in evidence if text)
        speaks_against = ItemState.EXCLUDED in states
        if ItemState.PRESENT in states:
            partly = "" if speaks_against else self._partly_excluded(item)
            reasons = (*because, partly) if partly else because
            return ItemResult(item, ItemState.PRESENT, reasons, speaks_against or bool(partly))
        for state in (ItemState.EXCLUDED, ItemState.UNSETTLED):
            if state in states:
                return ItemResult(item, state, because)
        return ItemResult(item, ItemState.UNKNOWN, because)

    def _says_nothing(self, item: Item) -> bool:
        """Tell at a glance that a case has nothing on an item: most have nothing on most."""
        case = self.case
        if item.onset or item.order or item.name in case.answers or item.measure in case.quantities:
            return False
        if item.variant and case.variants:
            return False
        return self.places.is_silent(item, self.lineages, self.excluded.keys())

    def _evidence(self, item: Item, others: Mapping[str, Item]) -> Iterator[Evidence]:
        yield from self._from_answer(item)
        yield from self._from_terms(item)
        yield from from_variants(item, self.case)
        yield from from_quantity(item, self.case)
        yield from self._from_onset(item, others)
        yield from self._from_order(item, others)

    def _from_answer(self, item: Item) -> Iterator[Evidence]:
        answer = self.case.answers.get(item.name, State.UNKNOWN)
        if answer is State.PRESENT:
            yield ItemState.PRESENT, sentence("Answered yes.")
        if answer is State.EXCLUDED:
            yield ItemState.EXCLUDED, sentence("Answered no.")

    def _from_terms(self, item: Item) -> Iterator[Evidence]:
        for seen in self._matching(item.terms, item.except_terms):
            yield ItemState.PRESENT, _recorded(seen)
        suggested = self._suggested(item)
        for seen in suggested:
            points = sentence("That points to it but does not settle it.")
            yield ItemState.UNSETTLED, joined((_recorded(seen), points), " ")
        # "Few" and "multiple" in one record contradict each other: then neither settles it.
        weight = ItemState.UNSETTLED if suggested else ItemState.EXCLUDED
        for seen in self._matching(item.against, ()):
            against = sentence("That speaks against it.")
            yield weight, joined((_recorded(seen), against), " ")
        asks_all = self.excluded and not item.partial
        blocks = [self._excluded_above(t) for t in item.terms] if asks_all else []
        if blocks and all(blocks):
            unique = dict.fromkeys(b for b in blocks if b)
            told = sentence("Recorded as excluded: %(findings)s.", findings=", ".join(unique))
            yield ItemState.EXCLUDED, told

    def _suggested(self, item: Item) -> list[_Seen]:
        settled = [self.places.of(t) for t in (item.terms, item.except_terms, item.against)]
        return [
            seen
            for seen in self._matching(item.suggests, ())
            if all(indices.isdisjoint(seen.lineage) for indices in settled)
        ]

    def findings_for(self, item: Item) -> list[Finding]:
        """Return the findings that make an item present.

        Parameters
        ----------
        item
            The item.

        Returns
        -------
        findings
            In the order of the case.
        """
        return [seen.finding for seen in self._matching(item.terms, item.except_terms)]

    def _matching(
        self, terms: tuple[PinnedTerm, ...], except_terms: tuple[PinnedTerm, ...]
    ) -> list[_Seen]:
        wanted = self.places.of(terms)
        if wanted.isdisjoint(self.lineages):
            return []
        barred = self.places.of(except_terms)
        return [
            seen
            for seen in self.present
            if not wanted.isdisjoint(seen.lineage) and barred.isdisjoint(seen.lineage)
        ]

    def _excluded_above(self, term: PinnedTerm) -> str:
        for i_ancestor in self.places.above(term) if self.excluded else ():
            if i_ancestor in self.excluded:
                seen = self.excluded[i_ancestor]
                return f"{seen.label} ({seen.finding.term})"
        return ""

    def _partly_excluded(self, item: Item) -> str:
        blocks = [b for b in (self._excluded_above(term) for term in item.terms) if b]
        if not blocks:
            return ""
        return sentence(
            "But recorded as excluded: %(findings)s.", findings=", ".join(dict.fromkeys(blocks))
        )

    def _from_onset(self, item: Item, others: Mapping[str, Item]) -> Iterator[Evidence]:
        if item.onset is None:
            return
        began = onset.case_onset(self.case)
        if began is None:
            began = onset.earliest(
                f
                for name in item.onset.of
                if name in others
                for f in self.findings_for(others[name])
            )
        if began is None:
            return
        below = onset.is_below(began, item.onset.below_years)
        state = {True: ItemState.PRESENT, False: ItemState.EXCLUDED, None: ItemState.UNSETTLED}
        yield state[below], sentence("It began at %(age)s.", age=onset.in_words(began))

    def _from_order(self, item: Item, others: Mapping[str, Item]) -> Iterator[Evidence]:
        if item.order is None:
            return
        first, then = (others.get(name) for name in (item.order.first, item.order.then))
        if first is None or then is None:
            return
        before, after = self.findings_for(first), self.findings_for(then)
        yield from self._modified(item.order.modifier, [*before, *after])
        began, followed = onset.earliest(before), onset.earliest(after)
        if began is None or followed is None:
            return
        ages = sentence(
            "%(first)s and %(second)s", first=onset.in_words(began), second=onset.in_words(followed)
        )
        is_before = onset.is_before(began, followed)
        if is_before is None:
            told = sentence("The ages recorded do not show the order: %(ages)s.", ages=ages)
            yield ItemState.UNSETTLED, told
        elif is_before:
            told = sentence("The ages recorded show the order: %(ages)s.", ages=ages)
            yield ItemState.PRESENT, told
        else:
            told = sentence("The ages recorded show the opposite order: %(ages)s.", ages=ages)
            yield ItemState.EXCLUDED, told

    def _modified(self, modifier: Curie | None, findings: list[Finding]) -> Iterator[Evidence]:
        if modifier is None:
            return
        alone = any(s.finding.term == modifier for s in self.present)
        if alone or any(modifier in f.modifiers for f in findings):
            index = self.ontology.index_of.get(modifier)
            label = "" if index is None else f"{self.ontology.labels[index]} "
            named = f"{label}({modifier})"
            yield ItemState.PRESENT, sentence("Recorded as %(finding)s.", finding=named)


def _recorded(seen: _Seen) -> Sentence:
    named = f"{seen.label} ({seen.finding.term})"
    return sentence("%(finding)s is recorded as present.", finding=named)


def match(
    criteria_set: CriteriaSet, case: Case, ontology: Ontology
) -> tuple[tuple[ItemResult, ...], tuple[Issue, ...]]:
    """Tell what is known about every item of a set.

    Parameters
    ----------
    criteria_set
        The set.
    case
        One person.
    ontology
        The terms.

    Returns
    -------
    results
        In the set's order.
    issues
        Findings that could not be used.

    Examples
    --------
    >>> from rarekin.criteria.reading import read_set
    >>> from rarekin.model.ontology import Term
    >>> toy = read_set('''
    ... slug = "toy"
    ... edition = "me-2020"
    ... title = "Toy disease"
    ... kind = "diagnostic"
    ... diseases = []
    ... summary = "One sign."
    ... status = "read"
    ... hpo_release = "2025-01-16"
    ... item.a = {title = "A", ask = "A?", explain = "A sign.", terms = ["HP:0000001 All"]}
    ... verdict = [{name = "toy", title = "Toy", role = "main", when = "a"}]
    ... ''')
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> case = Case("me", findings=(Finding(Curie("HP:0000001"), State.EXCLUDED),))
    >>> match(toy, case, tree)[0][0].state.value
    'excluded'
    """
    matcher = Matcher(case, ontology)
    return see(criteria_set, matcher), tuple(matcher.issues)


def see(criteria_set: CriteriaSet, matcher: Matcher) -> tuple[ItemResult, ...]:
    """Tell what is known about every item of a set, of a case that was looked at before.

    Parameters
    ----------
    criteria_set
        The set.
    matcher
        One case seen through one ontology; it serves many sets.

    Returns
    -------
    results
        In the set's order.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> see.__name__, Matcher(Case("me"), tree).present
    ('see', [])
    """
    others = criteria_set.by_name
    results = {item.name: matcher.state_of(item, others) for item in criteria_set.items}
    known = {**truths(results.values()), **built_in(criteria_set, matcher.case)}
    known |= closure(criteria_set.items, known)
    for item in criteria_set.items:
        if item.also or item.needs:
            result = _inferred(results[item.name], implied(item, known))
            results[item.name] = replace(
                result, conflict=result.conflict or is_contradicted(item, known)
            )
    return tuple(results.values())


def _inferred(stated: ItemResult, value: bool | None) -> ItemResult:
    """Add what the other answers say, unless somebody said otherwise: that stands, flagged."""
    state = {True: ItemState.PRESENT, False: ItemState.EXCLUDED, None: stated.state}[value]
    if value is None or state is stated.state:
        return stated
    because = (*stated.because, _FOLLOWS[value])
    if stated.state in {ItemState.PRESENT, ItemState.EXCLUDED}:
        return replace(stated, because=because, conflict=True)
    return replace(stated, state=state, because=because)


def truths(results: Iterable[ItemResult]) -> dict[str, bool | None]:
    """Turn item states into the three values rules compute with.

    Parameters
    ----------
    results
        Items with their states.

    Returns
    -------
    known
        True, False or None by item name.

    Examples
    --------
    >>> item = Item("a", "A", "A?", "A.")
    >>> truths([ItemResult(item, ItemState.UNSETTLED)])
    {'a': None}
    """
    value = {ItemState.PRESENT: True, ItemState.EXCLUDED: False}
    return {result.name: value.get(result.state) for result in results}
