"""Read the table of what Orphanet says causes a disease, how it is handed on and when it begins.

One line per kind of statement and disease, tab-separated: the number of Orphanet's entry, what
genes do there in Orphanet's words and their symbols, or `MODE` and HPO terms, or `ONSET` and
Orphanet's classes of age with a stroke for a space. Made by
``validation/orphanet_causes.py``, which says from which files and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Annotation, Fact, GeneLink, Section
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import Curie, parse_curie

_SOURCE = "orphanet_causes"
COLUMNS = ("entry", "kind", "what")
MODE = "mode of inheritance"
ONSET = "age of onset"
_AGES = frozenset(
    ("Antenatal", "Neonatal", "Infancy", "Childhood", "Adolescent", "Adult", "Elderly", "All ages")
)


def parse(files: Mapping[str, bytes]) -> Iterator[GeneLink | Annotation | Fact]:
    r"""Yield what each gene does in each disease, how the disease is inherited and when it begins.

    Parameters
    ----------
    files
        ``causes.tsv``.

    Yields
    ------
    record
        A link with Orphanet's wording as its relation, a row of aspect ``I``, or a fact of kind
        ``onset`` without a text.

    Raises
    ------
    SourceError
        If the table has other columns, a wording that `role_of` does not know, a mode that
        is no term, or an age that is none of Orphanet's.

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
        is_known = kind in (MODE, ONSET) or _is_told(kind)
        if not what or not entry.isdigit() or not is_known:
            raise _unreadable(line)
        id_ = parse_curie(f"ORPHA:{entry}")
        if kind == ONSET:
            yield _onset(id_, [age.replace("_", " ") for age in what.split()], line)
            continue
        for one in what.split():
            yield _mode(id_, one, line) if is_mode else GeneLink(id_, one, _SOURCE, relation=kind)


def _is_told(relation: str) -> bool:
    return role_of(relation) is not GeneRole.UNSTATED


def _mode(disease: Curie, term: str, line: str) -> Annotation:
    try:
        return Annotation(disease, parse_curie(term), _SOURCE, aspect="I", references=(disease,))
    except InputError as error:
        raise _unreadable(line) from error


def _onset(disease: Curie, ages: list[str], line: str) -> Fact:
    if not _AGES.issuperset(ages):
        raise _unreadable(line)
    classes = ["All ages"] if "All ages" in ages else ages
    return Fact(disease, Section.SIGNS, "onset", _SOURCE, value={"classes": classes})


def _unreadable(line: str) -> SourceError:
    return SourceError(
        f"causes.tsv has a line that tells no part of genes, no mode and no age: {line[:40]!r}.",
        hint="Write the number of an Orphanet entry, Orphanet's words, and symbols, terms or ages.",
    )
