"""Pool what sources say about one finding in one disease.

Counted patients are summed; without counts the stated shares are averaged, the HPO frequency
classes counted as the middle of their range (Obligate 1, Very frequent 0.895, Frequent 0.545,
Occasional 0.17, Very rare 0.025, Excluded 0; Köhler S, et al. Nucleic Acids Res 2017,
doi:10.1093/nar/gkw1039).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rarekin.knowledge.pages import AnnotatedFinding
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie

CLASS_FREQUENCY = {
    "HP:0040280": 1.0,
    "HP:0040281": 0.895,
    "HP:0040282": 0.545,
    "HP:0040283": 0.17,
    "HP:0040284": 0.025,
    "HP:0040285": 0.0,
}
"""Middle of each HPO frequency class."""


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
    kept = tuple(dict.fromkeys(rows))
    present = [row for row in kept if not says_absent(row)]
    counted = _counts(present)
    numerator = sum(n for n, _ in counted) if counted else None
    denominator = sum(m for _, m in counted) if counted else None
    return AnnotatedFinding(
        term=term,
        label=label,
        systems=systems,
        frequency=_frequency(present, numerator, denominator) if present else 0.0,
        numerator=numerator,
        denominator=denominator,
        excluded=not present,
        conflicting=0 < len(present) < len(kept),
        rows=kept,
    )


def says_absent(row: Annotation) -> bool:
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


def _counts(rows: Iterable[Annotation]) -> list[tuple[int, int]]:
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
    present: Sequence[Annotation], numerator: int | None, denominator: int | None
) -> float | None:
    if numerator is not None and denominator:
        return numerator / denominator
    stated = [share for row in present if (share := _stated(row)) is not None]
    return sum(stated) / len(stated) if stated else None


def _stated(row: Annotation) -> float | None:
    if row.frequency is not None:
        return row.frequency
    return CLASS_FREQUENCY.get(row.frequency_term or "")
