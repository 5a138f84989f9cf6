"""Pool what sources say about one finding in one disease.

Counted patients are summed; without counts the stated shares are averaged, an HPO frequency
class counted as the middle of its range (`rarekin.model.disease.CLASS_FREQUENCY`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from rarekin.errors import UnknownId
from rarekin.knowledge.annotated import AnnotatedFinding, expected_frequency
from rarekin.knowledge.arrays import AnyArray
from rarekin.model.disease import CLASS_FREQUENCY, Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology


def pool_rows(
    term: Curie, label: str, systems: tuple[tuple[Curie, str], ...], rows: Iterable[Annotation]
) -> AnnotatedFinding:
    """Pool the statements about one term in one disease.

    Parameters
    ----------
    term, label
        The current term.
    systems
        Body systems above it.
    rows
        All statements, of any source; repeats are left out.

    Returns
    -------
    finding
        With every distinct statement kept in ``rows``.

    Examples
    --------
    >>> rows = [Annotation("OMIM:1", "HP:0001166", "hpoa", numerator=1, denominator=4),
    ...         Annotation("OMIM:1", "HP:0001166", "hpoa", numerator=2, denominator=2),
    ...         Annotation("ORPHA:1", "HP:0001166", "hpoa", frequency_term="HP:0040283")]
    >>> finding = pool_rows("HP:0001166", "Arachnodactyly", (), rows)
    >>> finding.frequency, finding.numerator, finding.denominator, finding.excluded
    (0.5, 3, 6, False)
    """
    kept = tuple(rows)
    if len(kept) > 1:  # comparing rows is what takes longest here, and most terms have one
        kept = tuple(dict.fromkeys(kept))
    present = [row for row in kept if not says_absent(row)]
    frequency, numerator, denominator = _shares(present)
    return AnnotatedFinding(
        term=term,
        label=label,
        systems=systems,
        frequency=frequency,
        numerator=numerator,
        denominator=denominator,
        excluded=not present,
        conflicting=0 < len(present) < len(kept),
        rows=kept,
    )


class Counted(NamedTuple):
    """As much of a statement as decides how often a finding occurs; cheap to make."""

    excluded: bool
    numerator: int | None
    denominator: int | None
    frequency: float | None
    frequency_term: Curie | None
    source: str
    references: tuple[str, ...]


def place_in_list(rows: Iterable[Counted]) -> tuple[bool, float]:
    """Return where a finding stands in lists, without building all that is said about it.

    Parameters
    ----------
    rows
        All distinct statements about one finding in one disease.

    Returns
    -------
    excluded, minus_expected_frequency
        As `pool_rows` gives them; the smallest comes first.

    Examples
    --------
    >>> place_in_list([Counted(False, 1, 2, None, None, "hpoa", ())])
    (False, -0.5)
    """
    present = [row for row in rows if not says_absent(row)]
    return not present, -expected_frequency(*_shares(present))


def compile_pooled(
    diseases: Sequence[Curie],
    annotations: Iterable[Annotation],
    canonical: Mapping[Curie, Curie],
    ontology: Ontology,
) -> dict[str, AnyArray]:
    """Pool the findings of many diseases, for whoever needs the shares of all of them at once.

    Parameters
    ----------
    diseases
        Canonical ids, in the order in which they are to be found again.
    annotations
        What all sources say; only findings (aspect ``P``) of these diseases matter.
    canonical
        Source disease id to canonical disease id.
    ontology
        The findings.

    Returns
    -------
    arrays
        CSR by disease: ``pooled_indptr``; ``pooled_term``, indices in the ontology, ascending;
        ``pooled_share``, as `pool_rows` gives it, NaN where no source states one; and
        ``pooled_excluded``, True where all sources deny the finding.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")])
    >>> rows = [Annotation("OMIM:1", "HP:0000118", "toy", numerator=1, denominator=4)]
    >>> compile_pooled(["OMIM:1"], rows, {}, tree)["pooled_share"].tolist()
    [0.25]
    """
    place = {id_: i for i, id_ in enumerate(diseases)}
    grouped: list[dict[int, list[Annotation]]] = [defaultdict(list) for _ in diseases]
    terms = _Terms(ontology)
    for row in annotations:
        i_disease = place.get(canonical.get(row.disease, row.disease))
        if row.aspect == "P" and i_disease is not None and (i_term := terms[row.term]) is not None:
            grouped[i_disease][i_term].append(row)
    pooled = [
        (i_term, pool_rows(ontology.ids[i_term], "", (), rows))
        for found in grouped
        for i_term, rows in sorted(found.items())
    ]
    shares = (np.nan if found.frequency is None else found.frequency for _, found in pooled)
    return {
        "pooled_indptr": np.cumsum([0, *map(len, grouped)], dtype=np.int32),
        "pooled_term": np.fromiter((i_term for i_term, _ in pooled), np.int32, len(pooled)),
        "pooled_share": np.fromiter(shares, np.float64, len(pooled)),
        "pooled_excluded": np.fromiter((f.excluded for _, f in pooled), np.bool_, len(pooled)),
    }


class _Terms(dict[Curie, int | None]):
    """Index of the live term of every id; None for what the ontology does not know."""

    def __init__(self, ontology: Ontology) -> None:
        super().__init__()
        self._ontology = ontology

    def __missing__(self, id_: Curie) -> int | None:
        try:
            found: int | None = self._ontology.index_of[self._ontology.current(id_)]
        except UnknownId:
            found = None
        self[id_] = found
        return found


def _shares(
    present: Sequence[Annotation | Counted],
) -> tuple[float | None, int | None, int | None]:
    """Return frequency, numerator and denominator of what all sources say together."""
    counted = _counts(present)
    numerator = sum(n for n, _ in counted) if counted else None
    denominator = sum(m for _, m in counted) if counted else None
    frequency = _frequency(present, numerator, denominator) if present else 0.0
    return frequency, numerator, denominator


def says_absent(row: Annotation | Counted) -> bool:
    """Tell whether a statement says that the disease does not have the finding.

    Parameters
    ----------
    row
        One statement.

    Returns
    -------
    says_absent
        True for NOT rows and for the frequency class Excluded. A count such as 0/5 is a
        count, not a statement about the disease.

    Examples
    --------
    >>> says_absent(Annotation("OMIM:1", "HP:0001166", "hpoa", frequency_term="HP:0040285"))
    True
    """
    return row.excluded or row.frequency_term == "HP:0040285"


def _counts(rows: Iterable[Annotation | Counted]) -> list[tuple[int, int]]:
    """Sum counts by publication; two sources that read the same one counted the same patients."""
    found: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
    for row in rows:
        if row.numerator is not None:
            by_source = found.setdefault(tuple(sorted(row.references)), {})
            n_with, n_of = by_source.get(row.source, (0, 0))
            by_source[row.source] = n_with + row.numerator, n_of + (row.denominator or 0)
    return [
        pair
        for references, by_source in found.items()
        for pair in (
            [max(by_source.values(), key=lambda pair: pair[::-1])]
            if references
            else by_source.values()
        )
    ]


def _frequency(
    present: Sequence[Annotation | Counted], numerator: int | None, denominator: int | None
) -> float | None:
    if numerator is not None and denominator:
        return numerator / denominator
    stated = [share for row in present if (share := _stated(row)) is not None]
    return sum(stated) / len(stated) if stated else None


def _stated(row: Annotation | Counted) -> float | None:
    if row.frequency is not None:
        return row.frequency
    return CLASS_FREQUENCY.get(row.frequency_term) if row.frequency_term else None
