"""Counts of HPOA that nobody made: shares written as so many of 20, and one count at two signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rarekin.model.disease import CLASS_RANGE, Annotation
from rarekin.model.identifiers import Curie

_STAND_IN = 20
_FEWEST_TAKEN_OVER = 10
_NEAR = range(10, 41)
"""Another count of so many people by the same work bears a count of 20 out."""

_WORKS = ("PMID:", "DOI:", "PMC", "ISBN")
_BY_MACHINE = "IEA"
_CLASSES = tuple(Curie(f"HP:004028{n}") for n in (1, 2, 3))


def without_stand_ins(rows: Sequence[Annotation]) -> list[Annotation]:
    """Take back counts that nobody made.

    Of 979 counts that cite an entry of a catalogue (HPOA 2025-01-16), 198 have the denominator
    20, where 15 have 19 and 11 have 21; and 161 of the 198 are 20 of 20, also for diseases of
    which only a brother and a sister are described: "in all" written as a count. And a row that
    a machine read can bear the count of another sign, as *spina bifida* in NF1 bears
    the 151 of 357 people who had freckles in the groin.

    Where a publication is cited, 20 of 20 occurs 87 times, 19 of 19 and 21 of 21 48 and 40 times:
    about a third seems to be written for "in all". Believed are those whose work counted other
    signs in 10 to 40 people.

    Parameters
    ----------
    rows
        Of one disease.

    Returns
    -------
    rows
        In their order; so many of 20 is a class of frequency where a catalogue is cited, and a
        count taken over from another sign is none.

    Examples
    --------
    >>> row = Annotation("OMIM:1", "HP:0001166", "hpoa", numerator=20, denominator=20,
    ...                  references=("OMIM:1",))
    >>> found = without_stand_ins([row])[0]
    >>> found.denominator, found.frequency_term
    (None, 'HP:0040281')
    """
    read: dict[tuple[int | None, int | None], set[Curie]] = defaultdict(set)
    for row in rows:
        if row.denominator and _cites_a_work(row):
            read[row.numerator, row.denominator].add(row.term)
    borne_out = {
        reference
        for row in rows
        if row.denominator != _STAND_IN and row.denominator in _NEAR
        for reference in row.references
    }
    return [_mended(row, read[row.numerator, row.denominator], borne_out) for row in rows]


def _mended(row: Annotation, counted_so: set[Curie], borne_out: set[str]) -> Annotation:
    if not row.denominator:
        return row
    is_of_all = row.numerator == row.denominator and borne_out.isdisjoint(row.references)
    if row.denominator == _STAND_IN and (_cites_a_catalogue(row) or is_of_all):
        return _as_class(row)
    is_taken_over = row.evidence == _BY_MACHINE and not _cites_a_work(row)
    if is_taken_over and row.denominator >= _FEWEST_TAKEN_OVER and counted_so - {row.term}:
        return replace(row, numerator=None, denominator=None)
    return row


def _as_class(row: Annotation) -> Annotation:
    """Return a row with the class that its share falls into; a rare share stays as it is."""
    share = (row.numerator or 0) / _STAND_IN
    found = next((term for term in _CLASSES if share >= CLASS_RANGE[term][0]), None)
    if found is None:
        return row
    return replace(row, numerator=None, denominator=None, frequency_term=found)


def _cites_a_work(row: Annotation) -> bool:
    return any(reference.startswith(_WORKS) for reference in row.references)


def _cites_a_catalogue(row: Annotation) -> bool:
    return any(not reference.startswith(_WORKS) for reference in row.references)
