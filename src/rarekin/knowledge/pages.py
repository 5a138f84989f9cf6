"""What a reader gets: disease, finding and gene pages, and hits of a search."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from rarekin.model.citations import SourceInfo
from rarekin.model.disease import (
    Annotation,
    Fact,
    GeneLink,
    IdMapping,
    Level,
    Name,
    Organisation,
    Section,
)
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Term


@dataclass(frozen=True, slots=True)
class DiseaseRef:
    """A disease by its canonical id."""

    id: Curie
    label: str
    level: Level


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of a search.

    Attributes
    ----------
    matched
        The name, identifier or gene symbol that fitted.
    kind
        ``id``, ``name`` or ``gene``.
    score
        0 to 1; 1 is an identifier met exactly.
    """

    ref: DiseaseRef
    matched: str
    kind: str
    score: float


def expected_frequency(
    frequency: float | None, numerator: int | None, denominator: int | None
) -> float:
    """Return the share to expect in the next patient.

    Parameters
    ----------
    frequency, numerator, denominator
        Pooled, as `AnnotatedFinding` has them.

    Returns
    -------
    share
        By Laplace's rule where patients were counted; 0.3 where no source says anything.

    Examples
    --------
    >>> expected_frequency(1.0, 1, 1), expected_frequency(None, None, None)
    (0.6666666666666666, 0.3)
    """
    if denominator:
        return ((numerator or 0) + 1) / (denominator + 2)
    return 0.3 if frequency is None else frequency


@dataclass(frozen=True, slots=True)
class AnnotatedFinding:
    """What all sources together say about one finding in one disease.

    Attributes
    ----------
    systems
        Body systems: the top-level children of HP:0000118 above the term, id and label.
    frequency
        Pooled share of patients, 0 to 1; None where no source says.
    numerator, denominator
        Summed counts, where sources counted.
    excluded
        True where the sources say that it does not occur.
    conflicting
        True where one source says present and another excluded; both are in ``rows``.
    rows
        The statements behind it, repeats left out.
    """

    term: Curie
    label: str
    systems: tuple[tuple[Curie, str], ...]
    frequency: float | None
    numerator: int | None
    denominator: int | None
    excluded: bool
    conflicting: bool
    rows: tuple[Annotation, ...]

    @property
    def expected_frequency(self) -> float:
        """The share to expect in the next patient, by which lists are ordered.

        Counts are read with one patient with and one without it added (Laplace's rule), so
        that one of one does not stand before 78 of 103; 0.3 where no source says anything.
        """
        return expected_frequency(self.frequency, self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class DiseasePage:
    """Everything a release knows about one disease.

    Attributes
    ----------
    relatives
        Diseases of the same gene, then siblings under the narrowest parent.
    facts
        English statements of written pages, and what sources say in any language.
    translations
        Statements of written pages by language and by their number there.
    updated
        Newest date among the sources that speak on this page.
    """

    ref: DiseaseRef
    names: tuple[Name, ...]
    ids: tuple[IdMapping, ...]
    parents: tuple[DiseaseRef, ...]
    children: tuple[DiseaseRef, ...]
    relatives: tuple[DiseaseRef, ...]
    findings: tuple[AnnotatedFinding, ...]
    inheritance: tuple[AnnotatedFinding, ...]
    onset: tuple[AnnotatedFinding, ...]
    course: tuple[AnnotatedFinding, ...]
    genes: tuple[GeneLink, ...]
    facts: Mapping[Section, tuple[Fact, ...]]
    organisations: tuple[Organisation, ...]
    sources: tuple[SourceInfo, ...]
    release: str
    updated: datetime.date | None
    translations: Mapping[str, Mapping[int, Fact]] = field(default_factory=dict)

    def facts_in(self, language: str) -> Mapping[Section, tuple[Fact, ...]]:
        """Return the facts in a reader's language where a written page is translated.

        Parameters
        ----------
        language
            Such as ``es``.

        Returns
        -------
        facts
            In their order; what is not translated stays as it is and says so by its
            ``language``.
        """
        said = self.translations.get(language, {})
        return {
            section: tuple(said.get(f.statement, f) if f.statement else f for f in facts)
            for section, facts in self.facts.items()
        }


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding and the diseases annotated with it, the most frequent first.

    Attributes
    ----------
    diseases
        As many as were asked for.
    n_diseases
        How many there are.
    """

    term: Term
    parents: tuple[tuple[Curie, str], ...]
    children: tuple[tuple[Curie, str], ...]
    diseases: tuple[tuple[DiseaseRef, AnnotatedFinding], ...]
    n_diseases: int
    release: str


@dataclass(frozen=True, slots=True)
class GenePage:
    """One gene and the diseases it is linked to."""

    symbol: str
    hgnc: Curie | None
    diseases: tuple[tuple[DiseaseRef, GeneLink], ...]
    release: str
