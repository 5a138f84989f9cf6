"""Rows of the store as model records; recurring texts are read once and shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from rarekin.knowledge.pooling import Counted, place_in_list
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.identifiers import Curie

ANNOTATION_COLUMNS = (
    "disease, subject, term, current, source, aspect, excluded, numerator, denominator, frequency, "
    "frequency_term, onset, sex, modifiers, refs, evidence"
)
"""What `RowReader.annotation` takes, in order."""


_SHARED_LISTS = 32_768


class RowReader:
    """Builds statements from rows.

    Parameters
    ----------
    text
        Gives a recurring text by its number.
    """

    def __init__(self, text: Callable[[int], str]) -> None:
        self._text = text
        self._lists: dict[int, tuple[str, ...]] = {}

    def _string(self, number: int | None) -> str:
        return "" if number is None else self._text(number)

    def _curie(self, number: int | None) -> Curie | None:
        return None if number is None else Curie(self._text(number))

    def _list(self, number: int | None) -> tuple[str, ...]:
        if number is None:
            return ()
        known = self._lists.get(number)
        if known is None:
            if len(self._lists) >= _SHARED_LISTS:
                self._lists.clear()
            known = self._lists[number] = tuple(self._text(number).split(";"))
        return known

    def counted(self, row: tuple[Any, ...]) -> Counted:
        """Read as much of one row as decides how often the finding occurs.

        Parameters
        ----------
        row
            Values of `ANNOTATION_COLUMNS`.

        Returns
        -------
        counted
            The part.
        """
        return Counted(
            bool(row[6]), row[7], row[8], row[9],
            self._curie(row[10]), self._text(row[4]), self._list(row[14]),
        )  # fmt: skip

    def annotation(self, row: tuple[Any, ...]) -> tuple[int, Curie, Annotation]:
        """Build the statement of one row.

        Parameters
        ----------
        row
            Values of `ANNOTATION_COLUMNS`.

        Returns
        -------
        number, current, annotation
            Row number of the disease, id of the live term, the statement.
        """
        current = Curie(self._text(row[3]))
        return (
            row[0],
            current,
            Annotation(
                disease=Curie(self._text(row[1])),
                term=Curie(self._text(row[2])),
                source=self._text(row[4]),
                aspect=row[5],
                excluded=bool(row[6]),
                numerator=row[7],
                denominator=row[8],
                frequency=row[9],
                frequency_term=self._curie(row[10]),
                onset=self._curie(row[11]),
                sex=row[12] or "",
                modifiers=tuple(Curie(m) for m in self._list(row[13])),
                references=self._list(row[14]),
                evidence=self._string(row[15]),
            ),
        )

    def by_disease(
        self, rows: Iterable[tuple[Any, ...]], most: int | None
    ) -> tuple[dict[int, list[Annotation]], int]:
        """Build the statements of the diseases that come first in a list, and count all.

        Parameters
        ----------
        rows
            Of one term, the name of the disease behind the columns.
        most
            How many diseases are wanted; all where None.

        Returns
        -------
        annotations, n_diseases
            As `rarekin.knowledge.release.Release.annotations_with` returns them.
        """
        grouped: dict[int, dict[tuple[Any, ...], None]] = defaultdict(dict)
        for row in rows:
            grouped[row[0]][row] = None
        chosen: Iterable[int] = grouped
        if most is not None and most < len(grouped):
            places = {
                i: (*place_in_list(map(self.counted, found)), next(iter(found))[-1])
                for i, found in grouped.items()
            }
            chosen = sorted(sorted(places, key=places.__getitem__)[:most])
        statements = {i: [self.annotation(row)[2] for row in grouped[i]] for i in chosen}
        return statements, len(grouped)


def gene_link(
    subject: str, symbol: str, source: str, hgnc: str, relation: str, refs: str
) -> GeneLink:
    """Build a gene link of one row; empty text stands for what is missing.

    Parameters
    ----------
    subject, symbol, source, hgnc, relation, refs
        Its columns.

    Returns
    -------
    link
        The record.

    Examples
    --------
    >>> gene_link("OMIM:1", "GNAS", "hpoa", "", "", "PMID:1;PMID:2").references
    ('PMID:1', 'PMID:2')
    """
    return GeneLink(
        Curie(subject),
        symbol,
        source,
        Curie(hgnc) if hgnc else None,
        relation,
        tuple(refs.split(";")) if refs else (),
    )
