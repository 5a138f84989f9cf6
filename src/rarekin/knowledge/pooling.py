"""Pool what sources say about one finding in one disease.

Counted patients are summed, each publication once whichever source read it; without counts the
stated shares are averaged, an HPO frequency class counted as the middle of its range
(`rarekin.model.disease.CLASS_FREQUENCY`).

Authors write down what they saw, rarely what they did not see. Where a publication says of
nobody that the finding was missing, the ones it is silent about are counted as not having it:
its denominator is everybody it describes (`rarekin.knowledge.described`).
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
    term: Curie,
    label: str,
    systems: tuple[tuple[Curie, str], ...],
    rows: Iterable[Annotation],
    described: Mapping[str, int] | None = None,
    sex: str = "",
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
    described
        How many people with the disease each publication describes, where that is known.
    sex
        Who alone can have it: ``female``, ``male``; empty for everybody.

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
    shares = _shares(present, described or {})
    is_absent = not present or shares.numerator == 0
    return AnnotatedFinding(
        term=term,
        label=label,
        systems=systems,
        frequency=shares.frequency,
        numerator=shares.numerator,
        denominator=shares.denominator,
        excluded=is_absent,
        conflicting=0 < len(present) < len(kept) and not is_absent,
        rows=kept,
        n_asked=shares.n_asked,
        sex=sex or _only_sex(present),
    )


def _only_sex(rows: Sequence[Annotation]) -> str:
    sexes = {row.sex for row in rows}
    return next(iter(sexes)) if len(sexes) == 1 else ""


class Counted(NamedTuple):
    """As much of a statement as decides how often a finding occurs; cheap to make."""

    excluded: bool
    numerator: int | None
    denominator: int | None
    frequency: float | None
    frequency_term: Curie | None
    source: str
    references: tuple[str, ...]


def place_in_list(
    rows: Iterable[Counted], described: Mapping[str, int] | None = None
) -> tuple[bool, float]:
    """Return where a finding stands in lists, without building all that is said about it.

    Parameters
    ----------
    rows
        All distinct statements about one finding in one disease.
    described
        As `pool_rows` takes it.

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
    shares = _shares(present, described or {})
    is_absent = not present or shares.numerator == 0
    return is_absent, -expected_frequency(shares.frequency, shares.numerator, shares.denominator)


def compile_pooled(
    diseases: Sequence[Curie],
    annotations: Iterable[Annotation],
    canonical: Mapping[Curie, Curie],
    ontology: Ontology,
    described: Mapping[Curie, Mapping[str, int]] | None = None,
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
    described
        By canonical id, as `pool_rows` takes it.

    Returns
    -------
    arrays
        CSR by disease: ``pooled_indptr``; ``pooled_term``, indices in the ontology, ascending;
        ``pooled_share``, as `pool_rows` gives it, with ``pooled_low`` and ``pooled_high``, the
        ends that what is known allows, NaN where no source states one; ``pooled_people``, how
        many were counted; and ``pooled_excluded``, True where all sources deny the finding.

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
    everybody = described or {}
    pooled = [
        (i_term, pool_rows(ontology.ids[i_term], "", (), rows, everybody.get(id_)))
        for id_, found in zip(diseases, grouped, strict=True)
        for i_term, rows in sorted(found.items())
    ]
    n = len(pooled)
    ends = [found.ends or (np.nan, np.nan) for _, found in pooled]
    return {
        "pooled_indptr": np.cumsum([0, *map(len, grouped)], dtype=np.int32),
        "pooled_term": np.fromiter((i_term for i_term, _ in pooled), np.int32, n),
        "pooled_share": np.fromiter((_or_nan(f.frequency) for _, f in pooled), np.float64, n),
        "pooled_low": np.fromiter((low for low, _ in ends), np.float32, n),
        "pooled_high": np.fromiter((high for _, high in ends), np.float32, n),
        "pooled_people": np.fromiter((f.denominator or 0 for _, f in pooled), np.int32, n),
        "pooled_excluded": np.fromiter((_is_denied(f) for _, f in pooled), np.bool_, n),
    }


def _or_nan(share: float | None) -> float:
    return np.nan if share is None else share


def _is_denied(finding: AnnotatedFinding) -> bool:
    """Tell a denial from a few people in whom a finding was looked for in vain."""
    return finding.excluded and not finding.counted


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


class _Shares(NamedTuple):
    """What all sources together say about how often a finding occurs."""

    frequency: float | None
    numerator: int | None
    denominator: int | None
    n_asked: int | None


def _shares(present: Sequence[Annotation | Counted], described: Mapping[str, int]) -> _Shares:
    counted = _counts(present)
    if not counted:
        return _Shares(_stated_by(present) if present else 0.0, None, None, None)
    numerator, n_asked = sum(c.n_with for c in counted), sum(c.n_of for c in counted)
    stated = _stated_by(present)
    if numerator == 0 and any(not row.denominator for row in present):
        # Nobody among a few, and yet a source says that it occurs: the few do not deny it.
        return _Shares(stated, None, None, None)
    denominator = sum(_everybody(one, described) for one in counted)
    return _Shares(numerator / denominator, numerator, denominator, n_asked)


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


class _Count(NamedTuple):
    """Patients of one publication, or of one source where it names none."""

    n_with: int
    n_of: int
    references: frozenset[str]


def _everybody(count: _Count, described: Mapping[str, int]) -> int:
    """Return whom a publication describes where it never says that the finding was missing."""
    if count.n_with < count.n_of:
        return count.n_of
    return max(count.n_of, sum(described.get(reference, 0) for reference in count.references))


def _counts(rows: Iterable[Annotation | Counted]) -> list[_Count]:
    """Sum counts by publication; two sources that read the same one counted the same patients.

    Rows that name several publications belong together with every row that names one of them.
    """
    found: list[tuple[set[str], dict[str, list[int]]]] = []
    for row in rows:
        if not row.denominator:
            continue
        works = {reference for reference in row.references if _is_work(reference)}
        together = [one for one in found if one[0] & works]
        sums: dict[str, list[int]] = {}
        for one in together:
            found.remove(one)
            works |= one[0]
            for source, (n_with, n_of) in one[1].items():
                known = sums.setdefault(source, [0, 0])
                known[0] += n_with
                known[1] += n_of
        own = sums.setdefault(row.source, [0, 0])
        own[0] += row.numerator or 0
        own[1] += row.denominator
        found.append((works, sums))
    return [_largest(sums, works) for works, sums in found]


def _largest(sums: Mapping[str, Sequence[int]], works: Iterable[str]) -> _Count:
    """Return the counts of the source that counted the most people in the same works."""
    n_with, n_of = max(sums.values(), key=lambda pair: (pair[1], pair[0]))
    return _Count(n_with, n_of, frozenset(works))


def _is_work(reference: str) -> bool:
    """Tell a publication from the entry of a catalogue, which sums up many."""
    return reference.startswith(("PMID:", "DOI:", "PMC"))


def _stated_by(present: Sequence[Annotation | Counted]) -> float | None:
    stated = [share for row in present if (share := _stated(row)) is not None]
    return sum(stated) / len(stated) if stated else None


def _stated(row: Annotation | Counted) -> float | None:
    if row.frequency is not None:
        return row.frequency
    return CLASS_FREQUENCY.get(row.frequency_term) if row.frequency_term else None
