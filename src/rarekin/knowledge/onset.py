"""When a disease begins, as each source has it, and whether they can all be right."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rarekin.knowledge.annotated import AnnotatedFinding
from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS
from rarekin.model.disease import Annotation, Fact
from rarekin.model.identifiers import Curie

CLASS_YEARS: dict[str, tuple[float, float]] = {
    "Antenatal": (-1.0, 0.0),
    "Neonatal": (0.0, 28 / 365.25),
    "Infancy": (28 / 365.25, 2.0),
    "Childhood": (2.0, 12.0),
    "Adolescent": (12.0, 19.0),
    "Adult": (19.0, 66.0),
    "Elderly": (66.0, math.inf),
    "All ages": (-1.0, math.inf),
}
"""First age of each of Orphanet's classes of age and the age it ends before, in years
(https://www.orphadata.com, product 9)."""

_WIDE_TERMS = {Curie("HP:0003581"): (16.0, math.inf), Curie("HP:0410280"): (0.0, 16.0)}
"""HPO terms that span several stages: adult and pediatric onset."""


@dataclass(frozen=True, slots=True)
class OnsetAccount:
    """What one source says about when the first signs appear.

    Attributes
    ----------
    source
        Its name.
    terms
        HPO terms, where it speaks in them.
    classes
        Orphanet's classes of age, where it speaks in those.
    spans
        First age and the age it ends before, in years, of each.
    """

    source: str
    terms: tuple[Curie, ...]
    classes: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]

    @property
    def earliest(self) -> float:
        """Youngest age it names, in years."""
        return min(span[0] for span in self.spans)


def onset_accounts(
    stated: Iterable[AnnotatedFinding], facts: Iterable[Fact]
) -> tuple[OnsetAccount, ...]:
    """Gather what each source says about the age at onset.

    Parameters
    ----------
    stated
        Onset terms of one disease.
    facts
        About it; those of kind ``onset`` are read.

    Returns
    -------
    accounts
        The one that begins earliest first: where treatment is urgent, it is the one to heed.

    Examples
    --------
    >>> from rarekin.model.disease import Section
    >>> told = Fact("ORPHA:1", Section.SIGNS, "onset", "orphanet", value={"classes": ["Adult"]})
    >>> [(a.source, a.earliest) for a in onset_accounts([], [told])]
    [('orphanet', 19.0)]
    """
    terms: dict[str, dict[Curie, None]] = {}
    for one in stated:
        for row in one.rows:
            if not row.excluded and not one.excluded and _span_of(one.term):
                terms.setdefault(row.source, {})[one.term] = None
    found = [
        OnsetAccount(source, tuple(said), (), tuple(s for t in said if (s := _span_of(t))))
        for source, said in terms.items()
    ]
    for fact in facts:
        classes = fact.value.get("classes") if fact.kind == "onset" else None
        known = [str(c) for c in classes if c in CLASS_YEARS] if isinstance(classes, list) else []
        if known:
            spans = tuple(CLASS_YEARS[c] for c in known)
            found.append(OnsetAccount(fact.source, (), tuple(known), spans))
    return tuple(sorted(found, key=lambda a: (a.earliest, a.source)))


def spans_by_disease(
    annotations: Iterable[Annotation], facts: Iterable[Fact], canonical: Mapping[Curie, Curie]
) -> dict[Curie, set[tuple[float, float]]]:
    """Gather the ages at which diseases begin, from all sources together.

    Parameters
    ----------
    annotations, facts
        As sources have them.
    canonical
        Which identifiers are one disease.

    Returns
    -------
    spans
        First ages in years and the ages they end before.

    Examples
    --------
    >>> row = Annotation("OMIM:1", "HP:0003584", "hpoa", aspect="C")
    >>> spans_by_disease([row], [], {"OMIM:1": "MONDO:1"})
    {'MONDO:1': {(60.0, inf)}}
    """
    found: dict[Curie, set[tuple[float, float]]] = defaultdict(set)
    for row in annotations:
        span = None if row.excluded else _span_of(row.term)
        if span:
            found[canonical.get(row.disease, row.disease)].add(span)
    for fact in facts:
        if fact.kind == "onset":
            for account in onset_accounts((), [fact]):
                found[canonical.get(fact.disease, fact.disease)].update(account.spans)
    return dict(found)


def _span_of(term: Curie) -> tuple[float, float] | None:
    if term in _WIDE_TERMS:
        return _WIDE_TERMS[term]
    stage = STAGE_OF_TERM.get(term)
    return STAGE_YEARS[stage] if stage else None


def disagree(accounts: Iterable[OnsetAccount]) -> bool:
    """Tell whether two sources name ages that have nothing in common.

    Parameters
    ----------
    accounts
        As `onset_accounts` returns them.

    Returns
    -------
    disagree
        Spans that touch are no contradiction: at birth and in the first weeks, say.

    Examples
    --------
    >>> a = OnsetAccount("a", (), (), ((0.0, 0.0),))
    >>> b, c = OnsetAccount("b", (), (), ((0.0, 1.0),)), OnsetAccount("c", (), (), ((16.0, 40.0),))
    >>> disagree([a, b]), disagree([a, b, c])
    (False, True)
    """
    rows = list(accounts)
    return any(not _meet(one, other) for i, one in enumerate(rows) for other in rows[i + 1 :])


def _meet(one: OnsetAccount, other: OnsetAccount) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one.spans for b in other.spans)
