"""Read the submissions of the Gene Curation Coalition: who calls which gene a cause of what.

Columns are read by name: gene_curie, gene_symbol, disease_curie, classification_title, moi_curie,
submitter_title. One line per submission; here the members that say the same of a gene and a
disease stand together. *Supportive* says only that a link is listed somewhere and is left out, as
are ClinGen's own classes, which `clingen` gives.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.genes import VALIDITY
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "gencc"
_FILE = "gencc-submissions.tsv"
_NEEDED = (
    "gene_curie", "gene_symbol", "disease_curie", "classification_title", "moi_curie",
    "submitter_title",
)  # fmt: skip
_LEFT_OUT = frozenset({"supportive", ""})
_PROVEN = frozenset({"definitive", "strong"})
_CLINGEN = "clingen"
_MODES = frozenset(
    map(Curie, ("HP:0000006", "HP:0000007", "HP:0001417", "HP:0001419", "HP:0001423"))
) | {Curie("HP:0001427"), Curie("HP:0001450")}

Record = GeneLink | Annotation | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield a gene link per gene, disease and class, and the modes that go with proven links.

    Parameters
    ----------
    files
        ``gencc-submissions.tsv``.

    Yields
    ------
    record
        In the order of disease, gene and class; an `Issue` counts rows that cannot be read.

    Raises
    ------
    SourceError
        If a column is missing.

    Examples
    --------
    >>> head = "\t".join(_NEEDED)
    >>> row = "\t".join(("HGNC:4392", "GNAS", "MONDO:0008153", "Strong", "HP:0000006", "Toy lab"))
    >>> link, mode = parse({_FILE: f"{head}\n{row}\n".encode()})
    >>> link.relation, mode.term
    ('gene-disease validity: Strong (Toy lab)', 'HP:0000006')
    """
    said: dict[tuple[Curie, str, str, str], dict[str, None]] = defaultdict(dict)
    modes: dict[tuple[Curie, Curie], None] = {}
    n_unread = 0
    for row in _rows(files[_FILE].decode("utf-8-sig")):
        title, member = row["classification_title"], row["submitter_title"]
        if title.casefold() in _LEFT_OUT or member.casefold() == _CLINGEN:
            continue
        try:
            disease = parse_curie(row["disease_curie"])
        except InputError:
            n_unread += 1
            continue
        said[disease, row["gene_symbol"], row["gene_curie"], title][member] = None
        mode = Curie(row["moi_curie"])
        if title.casefold() in _PROVEN and mode in _MODES:
            modes[disease, mode] = None
    for disease, symbol, hgnc, title in sorted(said):
        members = ", ".join(sorted(said[disease, symbol, hgnc, title]))
        number = Curie(hgnc) if hgnc.startswith("HGNC:") and hgnc[5:].isdigit() else None
        yield GeneLink(disease, symbol, _SOURCE, number, f"{VALIDITY}{title} ({members})")
    for disease, mode in sorted(modes):
        yield Annotation(disease, mode, _SOURCE, aspect="I", evidence="TAS")
    if n_unread:
        message = f"{n_unread} submissions are left out: their disease has no number we know."
        yield Issue("gencc-disease", IssueLevel.NOTICE, _FILE, message)


def _rows(text: str) -> Iterator[dict[str, str]]:
    table = csv.DictReader(io.StringIO(text), delimiter="\t")
    missing = sorted(set(_NEEDED) - set(table.fieldnames or ()))
    if missing:
        raise SourceError(
            f"{_FILE} lacks the column {missing[0]!r}.",
            hint="GenCC may have renamed its columns: look at the file.",
            where=_FILE,
        )
    for row in table:
        yield {name: (row[name] or "").strip() for name in _NEEDED}
