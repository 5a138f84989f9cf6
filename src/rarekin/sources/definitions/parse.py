"""Read the table of signs that the definitions of diseases name.

One line per disease, tab-separated: its id, and the signs in order, each as the number of an HPO
term, how many of the definitions name it, ``?`` where they only say that it may occur, and ``!``
where one of them names it first.
Made by ``validation/definition_signs.py``, which says from which texts and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import parse_curie

_SOURCE = "definitions"
KIND = "named_signs"
COLUMNS = ("disease", "signs")
_SIGN = re.compile(r"(\d{7}):(\d)([?!]?)")


def parse(files: Mapping[str, bytes]) -> Iterator[Fact]:
    r"""Yield for each disease what its definitions name.

    Parameters
    ----------
    files
        ``named_signs.tsv``.

    Yields
    ------
    fact
        Of kind ``named_signs``: its value has ``terms``, each the HPO id, the number of
        definitions, whether they hedge and whether one names it first, the most telling before.

    Raises
    ------
    SourceError
        If the table has other columns, or a line that is none of its own.

    Examples
    --------
    >>> table = b"#version: x\ndisease\tsigns\nMONDO:0010651\t0001595:3! 0001250:1?\n"
    >>> fact = next(parse({"named_signs.tsv": table}))
    >>> fact.disease, fact.value["terms"]
    ('MONDO:0010651', [['HP:0001595', 3, False, True], ['HP:0001250', 1, True, False]])
    """
    lines = [line for line in files["named_signs.tsv"].decode("utf-8").splitlines() if line]
    body = iter(line for line in lines if not line.startswith("#"))
    if tuple(next(body, "").split("\t")) != COLUMNS:
        raise SourceError(
            "named_signs.tsv does not start with the columns " + ", ".join(COLUMNS) + ".",
            hint="Make it again with python -m validation.definition_signs.",
        )
    for line in body:
        disease, _, signs = line.partition("\t")
        terms = [_sign(text, line) for text in signs.split()]
        id_ = parse_curie(disease)
        yield Fact(id_, Section.SOURCES, KIND, _SOURCE, value={"terms": terms})


def _sign(text: str, line: str) -> list[object]:
    found = _SIGN.fullmatch(text)
    if found is None:
        raise SourceError(
            f"named_signs.tsv has {text[:30]!r} in the line of {line[:20]!r}.",
            hint="Write the number of an HPO term, a colon and how many definitions name it.",
        )
    return [f"HP:{found[1]}", int(found[2]), found[3] == "?", found[3] == "!"]
