"""Read ClinGen's table of gene-disease validity: gene, disease, mode, and how well it is proven.

A few lines say what the table is, then come the column titles between rows of plus signs:
GENE SYMBOL, GENE ID (HGNC), DISEASE LABEL, DISEASE ID (MONDO), MOI, SOP, CLASSIFICATION, ONLINE
REPORT, CLASSIFICATION DATE, GCEP.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.genes import VALIDITY
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "clingen"
_FILE = "clingen-gene-validity.csv"
_NEEDED = ("GENE SYMBOL", "GENE ID (HGNC)", "DISEASE ID (MONDO)", "MOI", "CLASSIFICATION")
_PROVEN = frozenset({"definitive", "strong", "moderate"})
_MODES = {
    "AD": Curie("HP:0000006"),
    "AR": Curie("HP:0000007"),
    "XL": Curie("HP:0001417"),
    "XLR": Curie("HP:0001419"),
    "XLD": Curie("HP:0001423"),
    "MT": Curie("HP:0001427"),
    "YL": Curie("HP:0001450"),
}
"""Semidominant and undetermined modes are left out: they tell a family no rule."""

Record = GeneLink | Annotation | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield a gene link per row, and the mode of inheritance where the link is proven.

    Parameters
    ----------
    files
        ``clingen-gene-validity.csv``.

    Yields
    ------
    record
        An `Issue` for a row whose disease cannot be read.

    Raises
    ------
    SourceError
        If the column titles are missing.

    Examples
    --------
    >>> table = '''"FILE CREATED: 2026-06-15","","","",""
    ... "GENE SYMBOL","GENE ID (HGNC)","DISEASE ID (MONDO)","MOI","CLASSIFICATION"
    ... "GNAS","HGNC:4392","MONDO:0008153","AD","Definitive"
    ... '''.encode()
    >>> link, mode = parse({_FILE: table})
    >>> link.relation, mode.term
    ('gene-disease validity: Definitive', 'HP:0000006')
    """
    for number, row in _rows(files[_FILE].decode("utf-8-sig")):
        try:
            disease = parse_curie(row["DISEASE ID (MONDO)"])
        except InputError as error:
            where = f"{_FILE}, line {number}"
            yield Issue("clingen-disease", IssueLevel.ERROR, where, f"Left out: {error}")
            continue
        yield from _said(row, disease)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    titles: list[str] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text)), 1):
        if not titles:
            titles = _titles(cells) if _NEEDED[0] in cells else []
        elif len(cells) == len(titles) and not cells[0].startswith("+"):
            yield number, dict(zip(titles, (cell.strip() for cell in cells), strict=True))
    if not titles:
        _titles([])


def _titles(cells: Sequence[str]) -> list[str]:
    titles = [cell.strip() for cell in cells]
    missing = sorted(set(_NEEDED) - set(titles))
    if missing:
        raise SourceError(
            f"{_FILE} lacks the column {missing[0]!r}.",
            hint="ClinGen may have renamed its columns: look at the file.",
            where=_FILE,
        )
    return titles


def _said(row: Mapping[str, str], disease: Curie) -> Iterator[Record]:
    symbol, hgnc = row["GENE SYMBOL"], row["GENE ID (HGNC)"]
    if symbol:
        number = Curie(hgnc) if hgnc.startswith("HGNC:") and hgnc[5:].isdigit() else None
        yield GeneLink(disease, symbol, _SOURCE, number, f"{VALIDITY}{row['CLASSIFICATION']}")
    mode = _MODES.get(row["MOI"].upper())
    if mode and row["CLASSIFICATION"].casefold() in _PROVEN:
        yield Annotation(disease, mode, _SOURCE, aspect="I", evidence="PCS")
