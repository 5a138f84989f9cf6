"""Read the table of what Orphanet says causes a disease, and how it is handed on.

One line per kind of statement and disease, tab-separated: the number of Orphanet's entry, what
genes do there in Orphanet's words and their symbols, or `MODE` and HPO terms. Made by
``validation/orphanet_causes.py``, which says from which files and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import Curie, parse_curie

_SOURCE = "orphanet_causes"
COLUMNS = ("entry", "kind", "what")
MODE = "mode of inheritance"


def parse(files: Mapping[str, bytes]) -> Iterator[GeneLink | Annotation]:
    r"""Yield what each gene does in each disease, and how the disease is inherited.

    Parameters
    ----------
    files
        ``causes.tsv``.

    Yields
    ------
    record
        A link with Orphanet's wording as its relation, or a row of aspect ``I``.

    Raises
    ------
    SourceError
        If the table has other columns, a wording that `role_of` does not know, or a mode that
        is no term.

    Examples
    --------
    >>> table = b"#version: x\nentry\tkind\twhat\n811\tDisease-causing\tEFL1 SBDS\n"
    >>> [(link.disease, link.symbol) for link in parse({"causes.tsv": table})]
    [('ORPHA:811', 'EFL1'), ('ORPHA:811', 'SBDS')]
    """
    lines = [line for line in files["causes.tsv"].decode("utf-8").splitlines() if line]
    body = iter(line for line in lines if not line.startswith("#"))
    if tuple(next(body, "").split("\t")) != COLUMNS:
        raise SourceError(
            "causes.tsv does not start with the columns " + ", ".join(COLUMNS) + ".",
            hint="Make it again with python -m validation.orphanet_causes.",
        )
    for line in body:
        entry, kind, what = (*line.split("\t"), "", "")[:3]
        is_mode = kind == MODE
        if not what or not entry.isdigit() or not (is_mode or _is_told(kind)):
            raise _unreadable(line)
        id_ = parse_curie(f"ORPHA:{entry}")
        for one in what.split():
            yield _mode(id_, one, line) if is_mode else GeneLink(id_, one, _SOURCE, relation=kind)


def _is_told(relation: str) -> bool:
    return role_of(relation) is not GeneRole.UNSTATED


def _mode(disease: Curie, term: str, line: str) -> Annotation:
    try:
        return Annotation(disease, parse_curie(term), _SOURCE, aspect="I", references=(disease,))
    except InputError as error:
        raise _unreadable(line) from error


def _unreadable(line: str) -> SourceError:
    return SourceError(
        f"causes.tsv has a line that says neither what genes do nor a mode: {line[:40]!r}.",
        hint="Write the number of an Orphanet entry, Orphanet's words, and symbols or terms.",
    )
