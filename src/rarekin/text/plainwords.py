"""Everyday words for findings, words that deny one, and words that only look like one.

They are data: `lay/<language>.tsv` has one finding a line, `lay/<language>.toml` the sentences
around nouns. How to add some: docs/how-to/add-everyday-words.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rarekin.errors import FormatError

FOLDER = files("rarekin.text.lay")
"""Part of the package, as code is; nothing outside it is read."""
COLUMNS = ("id", "label", "name", "sentence", "phrases", "normal")
_ID = re.compile(r"HP:\d{7}")


@dataclass(frozen=True, slots=True)
class Row:
    """What people say for one finding in one language.

    Attributes
    ----------
    id, label
        HPO id and its English label, so that a reader of the file knows what it is about.
    name, sentence
        The finding in plain words, and a sentence that explains it; empty where nobody wrote one.
    phrases
        What people say when it is there.
    normal
        What people say when it was looked for and is not there.
    """

    id: str
    label: str
    name: str
    sentence: str
    phrases: tuple[str, ...]
    normal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """Everything about one language.

    Attributes
    ----------
    rows
        In the order of the file.
    framed, denied
        Pairs of id and phrase made from nouns: that somebody has problems with it, and that it
        is well.
    nouns
        The nouns themselves, organs and functions, and other words that name no finding alone.
    nothing
        Phrases to be passed over.
    """

    rows: tuple[Row, ...]
    framed: tuple[tuple[str, str], ...]
    denied: tuple[tuple[str, str], ...]
    nouns: frozenset[str]
    nothing: tuple[str, ...]


def rows_of(table: str, file: str = "") -> tuple[Row, ...]:
    r"""Read a table of everyday words and refuse one that is not in order.

    Parameters
    ----------
    table
        Columns separated by tabs, phrases by semicolons; the first line names the columns.
    file
        Its name, for messages.

    Returns
    -------
    rows
        In the order of the table.

    Raises
    ------
    FormatError
        If a column, an id or a phrase is wrong; the message names the line.

    Examples
    --------
    >>> head = "id\tlabel\tname\tsentence\tphrases\tnormal\n"
    >>> rows_of(head + "HP:0001250\tSeizure\ta fit\t\tfits; takes fits\t\n")[0].phrases
    ('fits', 'takes fits')
    """
    lines = table.rstrip("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise _wrong(file, 1, f"The columns are not {', '.join(COLUMNS)}.")
    rows = tuple(_row(line, file, number) for number, line in enumerate(lines[1:], 2))
    owners: dict[str, str] = {}
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        if row.id in seen:
            raise _wrong(file, number, f"{row.id} has a line already.")
        seen.add(row.id)
        for phrase in (*row.phrases, *row.normal):
            if owners.setdefault(phrase, row.id) != row.id:
                raise _wrong(file, number, f"“{phrase}” stands for {owners[phrase]} already.")
    return rows


def _row(line: str, file: str, number: int) -> Row:
    cells = [" ".join(cell.split()) for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise _wrong(file, number, f"{len(cells)} columns instead of {len(COLUMNS)}.")
    if not _ID.fullmatch(cells[0]):
        raise _wrong(file, number, f"“{cells[0][:40]}” is no id such as HP:0001250.")
    if not any(cells[2:]):
        raise _wrong(file, number, "Nothing is said about the finding.")
    phrases, normal = (_phrases(cell, file, number) for cell in cells[4:])
    return Row(cells[0], cells[1], cells[2], cells[3], phrases, normal)


def _phrases(cell: str, file: str, number: int) -> tuple[str, ...]:
    phrases = tuple(phrase.strip() for phrase in cell.split(";")) if cell else ()
    if not all(phrases) or len(set(phrases)) < len(phrases):
        raise _wrong(file, number, "A phrase is empty or stands there twice.")
    return phrases


def _wrong(file: str, number: int, message: str) -> FormatError:
    return FormatError(
        f"{file or 'The table'}, line {number}: {message}",
        hint="docs/how-to/add-everyday-words.md says what a line looks like.",
    )


def languages() -> tuple[str, ...]:
    """Return the languages that have everyday words.

    Examples
    --------
    >>> "en" in languages()
    True
    """
    names = (path.name.partition(".") for path in FOLDER.iterdir())
    return tuple(sorted(stem for stem, _, kind in names if kind == "tsv"))


@cache
def everyday_words(language: str = "en") -> EverydayWords:
    """Read the everyday words of a language.

    Parameters
    ----------
    language
        One of `languages`.

    Returns
    -------
    words
        Checked.

    Raises
    ------
    FormatError
        If a file is not in order.

    Examples
    --------
    >>> len(everyday_words("en").rows) > 400
    True
    """
    table = FOLDER / f"{language}.tsv"
    rows = rows_of(table.read_text(encoding="utf-8"), table.name)
    beside = FOLDER / f"{language}.toml"
    rest = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
    said = {phrase for row in rows for phrase in row.phrases}
    framed = dict.fromkeys(_framed(rest, "ill"))
    return EverydayWords(
        rows,
        tuple(pair for pair in framed if pair[1] not in said),
        tuple(dict.fromkeys(_framed(rest, "healthy"))),
        frozenset(n for g in rest.get("nouns", ()) for row in g["of"] for n in row["nouns"])
        | frozenset(rest.get("alone", ())),
        tuple(rest.get("nothing", ())),
    )


def _framed(rest: Mapping[str, Any], side: str) -> Iterator[tuple[str, str]]:
    for group in rest.get("nouns", ()):
        frames = [frame for name in group[side] for frame in rest["frames"][name]]
        for row in group["of"]:
            for frame in frames:
                yield from ((row["id"], frame.format(noun)) for noun in row["nouns"])


def plain_phrases(language: str = "en") -> list[tuple[str, str]]:
    """Return pairs of HPO id and everyday phrase.

    Examples
    --------
    >>> ("HP:0001250", "takes fits") in plain_phrases()
    True
    """
    words = everyday_words(language)
    said = [(row.id, p) for row in words.rows for p in row.phrases]
    taken = {phrase for _, phrase in (*said, *words.framed)}
    named = [(row.id, row.name) for row in words.rows if row.name and row.name not in taken]
    return [*said, *words.framed, *named]


def normal_phrases(language: str = "en") -> list[tuple[str, str]]:
    """Return pairs of HPO id and a phrase that says the finding is absent.

    Examples
    --------
    >>> ("HP:0000365", "normal hearing") in normal_phrases()
    True
    >>> ("HP:0001595", "hair fine") in normal_phrases()
    False
    """
    words = everyday_words(language)
    found = [(row.id, p) for row in words.rows for p in row.normal]
    return list(dict.fromkeys([*found, *words.denied]))


def nothing_phrases(language: str = "en") -> list[str]:
    """Return the phrases to be passed over.

    Examples
    --------
    >>> "fit and well" in nothing_phrases()
    True
    """
    return list(everyday_words(language).nothing)


@cache
def plain_names(language: str) -> Mapping[str, str]:
    """Return our plain name of each finding that has one in a language.

    Examples
    --------
    >>> plain_names("xx")
    {}
    """
    rows = everyday_words(language).rows if language in languages() else ()
    return {row.id: row.name for row in rows if row.name}
