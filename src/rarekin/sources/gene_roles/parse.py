"""Read the table of what Orphanet says a gene does in a disease.

One line per kind of link and disease, tab-separated: the number of Orphanet's entry, the kind in
Orphanet's words, and the symbols. Made by ``recipe.py``, which says from which files and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rarekin.errors import SourceError
from rarekin.model.disease import GeneLink
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import parse_curie

_SOURCE = "gene_roles"
COLUMNS = ("entry", "relation", "symbols")


def parse(files: Mapping[str, bytes]) -> Iterator[GeneLink]:
    r"""Yield what each gene does in each disease.

    Parameters
    ----------
    files
        ``gene_roles.tsv``.

    Yields
    ------
    link
        With Orphanet's wording as its relation.

    Raises
    ------
    SourceError
        If the table has other columns, or a wording that `role_of` does not know.

    Examples
    --------
    >>> table = b"#version: x\nentry\trelation\tsymbols\n811\tDisease-causing\tEFL1 SBDS\n"
    >>> [(link.disease, link.symbol) for link in parse({"gene_roles.tsv": table})]
    [('ORPHA:811', 'EFL1'), ('ORPHA:811', 'SBDS')]
    """
    lines = [line for line in files["gene_roles.tsv"].decode("utf-8").splitlines() if line]
    body = iter(line for line in lines if not line.startswith("#"))
    if tuple(next(body, "").split("\t")) != COLUMNS:
        raise SourceError(
            "gene_roles.tsv does not start with the columns " + ", ".join(COLUMNS) + ".",
            hint="Make it again with python -m rarekin.sources.gene_roles.recipe.",
        )
    for line in body:
        entry, relation, symbols = (*line.split("\t"), "", "")[:3]
        if not symbols or not entry.isdigit() or role_of(relation) is GeneRole.UNSTATED:
            raise SourceError(
                f"gene_roles.tsv has a line that says of no gene what it does: {line[:40]!r}.",
                hint="Write the number of an Orphanet entry, Orphanet's words, and the symbols.",
            )
        id_ = parse_curie(f"ORPHA:{entry}")
        yield from (GeneLink(id_, symbol, _SOURCE, relation=relation) for symbol in symbols.split())
