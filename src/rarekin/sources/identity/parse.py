"""Read the compact identity table that `recipe` makes from Mondo.

One line per Mondo class, tab-separated: number, label, level, parents, exact matches,
cross-references, synonyms. See ``recipe.py`` for how each column is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rarekin.errors import SourceError
from rarekin.model.disease import Disease, IdMapping, Level, Name, NameKind
from rarekin.model.identifiers import Curie, parse_curie

_SOURCE = "identity"
_LEVELS = {"g": Level.GROUP, "d": Level.DISORDER, "s": Level.SUBTYPE, "": Level.UNKNOWN}
COLUMNS = ("id", "label", "level", "parents", "exact", "xref", "synonyms")
_LONGEST_ABBREVIATION = 10

# Somebody upstream dropped the eighth bit of UTF-8: "é" became "C)". Symbols such as EXOC6b
# and "(type C)" look alike, so a small letter or one capital must stand before it.
_SEVEN_BITS = re.compile(r"(?:(?<=[a-z])|(?<=\b[A-Z]))C([!-?])(?=[a-z-])")

Record = Disease | IdMapping | Name


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield diseases, their mappings and their names.

    Parameters
    ----------
    files
        ``identity.tsv``.

    Yields
    ------
    record
        Per class its `Disease`, then `IdMapping` and `Name` records.

    Examples
    --------
    >>> table = b"#version: x\nid\tlabel\tlevel\tparents\texact\txref\tsynonyms\n"
    >>> row = b"8153\tprogressive osseous heteroplasia\td\t\tOMIM:166350\tGARD:109\tPOH\n"
    >>> [type(record).__name__ for record in parse({"identity.tsv": table + row})]
    ['Disease', 'IdMapping', 'IdMapping', 'Name']
    """
    lines = files["identity.tsv"].decode("utf-8").split("\n")
    body = iter(line for line in lines if line and not line.startswith("#"))
    if tuple(next(body, "").split("\t")) != COLUMNS:
        raise SourceError(
            "identity.tsv does not start with the columns " + ", ".join(COLUMNS) + ".",
            hint="Make it again with python -m rarekin.sources.identity.recipe.",
        )
    for line in body:
        yield from _row(*line.split("\t"))


def _row(
    number: str, label: str, level: str, parents: str, exact: str, xref: str, synonyms: str
) -> Iterator[Record]:
    disease = _mondo(number)
    yield Disease(
        disease,
        with_accents(label),
        _SOURCE,
        _LEVELS[level],
        tuple(_mondo(p) for p in parents.split()),
    )
    for text in exact.split():
        yield IdMapping(disease, "skos:exactMatch", parse_curie(text), _SOURCE)
    for text in xref.split():
        yield IdMapping(disease, "oboInOwl:hasDbXref", parse_curie(text), _SOURCE)
    for text in synonyms.split("|") if synonyms else ():
        yield Name(disease, with_accents(text), _kind(text), _SOURCE)


def with_accents(name: str) -> str:
    """Give accented letters back to a name that lost them on its way.

    Parameters
    ----------
    name
        As the table has it.

    Returns
    -------
    name
        The same where nothing is lost.

    Examples
    --------
    >>> with_accents("ChC)diak-Higashi disease"), with_accents("MC)garbanC)-Loiselet syndrome")
    ('Chédiak-Higashi disease', 'Mégarbané-Loiselet syndrome')
    >>> with_accents("joint laxity, EXOC6b type"), with_accents("Fanconi anemia (group C)")
    ('joint laxity, EXOC6b type', 'Fanconi anemia (group C)')
    """
    return _SEVEN_BITS.sub(lambda found: chr(0xC0 + ord(found[1])), name)


def _kind(text: str) -> NameKind:
    short = len(text) <= _LONGEST_ABBREVIATION and " " not in text
    return NameKind.ABBREVIATION if short and text == text.upper() else NameKind.EXACT


def _mondo(number: str) -> Curie:
    return Curie(f"MONDO:{number.zfill(7)}")
