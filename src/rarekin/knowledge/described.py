"""How many people with a disease each publication describes, whether asked about a sign or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rarekin.model.case import Case
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie

KIND = "described"


def described(
    cases: Iterable[tuple[str, Case]], canonical: Mapping[Curie, Curie]
) -> Iterator[Fact]:
    """Count the published cases of each disease by publication.

    Parameters
    ----------
    cases
        Pairs of source name and case; one with several diseases is not counted.
    canonical
        Source disease id to canonical disease id.

    Yields
    ------
    fact
        Of kind ``described``, one for each disease: its value has the number of people by
        publication under ``n_by_work``.

    Examples
    --------
    >>> cases = [("toy", Case(id_, diseases=("OMIM:1",), references=("PMID:1",)))
    ...          for id_ in ("a", "b")]
    >>> [fact.value for fact in described(cases, {})]
    [{'n_by_work': {'PMID:1': 2}}]
    """
    found: dict[Curie, Counter[str]] = defaultdict(Counter)
    sources: dict[Curie, str] = {}
    for source, case in cases:
        own = {canonical.get(id_, id_) for id_ in case.diseases}
        works = [r for r in case.references if r.startswith("PMID:")][:1]
        if len(own) == 1 and works:
            id_ = own.pop()
            sources[id_] = min(source, sources.get(id_, source))
            found[id_][works[0]] += 1
    for id_ in sorted(found):
        counts = dict(sorted(found[id_].items()))
        yield Fact(id_, Section.SOURCES, KIND, sources[id_], value={"n_by_work": counts})


def read_described(facts: Iterable[Fact]) -> dict[str, int]:
    """Return the numbers again.

    Parameters
    ----------
    facts
        About one disease, of any kind.

    Returns
    -------
    n_by_work
        People by publication; empty where no published case is on record.
    """
    found: dict[str, int] = {}
    for fact in facts:
        if fact.kind == KIND and isinstance(counts := fact.value.get("n_by_work"), dict):
            found |= {str(work): int(n) for work, n in counts.items()}
    return found
