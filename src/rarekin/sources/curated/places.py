"""Where in a hand-written file something stands: TOML itself forgets its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rarekin.model.identifiers import Curie
from rarekin.model.mentions import Mention

_ID = re.compile(r"(MONDO|OMIM|ORPHA|HP):\d+")


def line_of(text: str, needle: str) -> int:
    r"""Find the line on which something stands for the first time.

    Parameters
    ----------
    text
        The file.
    needle
        What is looked for; only the part before its first line break counts.

    Returns
    -------
    line
        From 1; 0 where it does not stand there.

    Examples
    --------
    >>> line_of('a = 1\nb = "HP:0001250"', "HP:0001250")
    2
    """
    place = text.find(needle.strip().partition("\n")[0]) if needle.strip() else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else 0


def head_line(text: str, head: str, i_row: int = 0) -> int:
    r"""Find the line of the n-th table of a name.

    Parameters
    ----------
    text
        The file.
    head
        As it is written, such as ``[[fact]]``.
    i_row
        Which of them, from 0.

    Returns
    -------
    line
        From 1; 0 where there are not so many.

    Examples
    --------
    >>> head_line("[[fact]]\na = 1\n[[fact]]  # the second", "[[fact]]", 1)
    3
    """
    lines = [n for n, line in enumerate(text.split("\n"), 1) if line.strip().startswith(head)]
    return lines[i_row] if i_row < len(lines) else 0


def at_line(name: str, line: int) -> str:
    """Say where in a file.

    Examples
    --------
    >>> at_line("poh.toml", 7), at_line("poh.toml", 0)
    ('poh.toml, line 7', 'poh.toml')
    """
    return f"{name}, line {line}" if line else name


def mentions(name: str, text: str, table: Mapping[str, object]) -> Iterator[Mention]:
    """List the identifiers of diseases and findings that a file uses, each once.

    Parameters
    ----------
    name, text
        The file.
    table
        What it holds.

    Yields
    ------
    mention
        In the order of the file.

    Examples
    --------
    >>> text = 'disease = "MONDO:0008153"'
    >>> [m.where for m in mentions("poh.toml", text, {"disease": "MONDO:0008153"})]
    ['poh.toml, line 1']
    """
    for id_ in dict.fromkeys(_ids(table)):
        yield Mention(Curie(id_), at_line(name, line_of(text, f'"{id_}"')))


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
