"""The text of a family file: whatever saved it, in whatever encoding."""

from __future__ import annotations

import csv
import re

from rarekin.errors import FormatError, TooLarge
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence

MAX_BYTES = 20_000_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = (
    (b"\x1f\x8b", sentence("packed with gzip")),
    (b"PK\x03\x04", sentence("a ZIP archive or an office document")),
    (b"%PDF", sentence("a PDF document")),
    (b"\x89PNG", sentence("a picture")),
    (b"\xff\xd8\xff", sentence("a picture")),
    (b"{\\rtf", sentence("a text document (RTF)")),
    (b"<", sentence("XML or HTML")),
)
_CELL = re.compile(r'"([^"]*)"|(\S+)')


def text_of(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    r"""Decode a family file.

    Parameters
    ----------
    data
        UTF-8 or UTF-16 with or without a mark, or else Latin-1; a DOS end mark is dropped.

    Returns
    -------
    text, issues
        With a notice where the encoding had to be guessed.

    Raises
    ------
    FormatError
        If it is empty or no text.
    TooLarge
        If it is larger than 20 MB.

    Examples
    --------
    >>> text_of("né".encode("latin-1"))[0], text_of("a".encode("utf-16"))[0]
    ('né', 'a')
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            sentence(
                "This family file has %(n)s bytes; we read up to %(max_bytes)s.",
                n=len(data),
                max_bytes=MAX_BYTES,
            ),
            hint=sentence("Leave out relatives who say nothing about the question."),
        )
    for start, kind in _PACKED:
        if data.lstrip()[:16].startswith(start):
            raise FormatError(
                sentence("This file is %(kind)s, not a family.", kind=kind),
                hint=sentence(
                    "Export the family from the program it was drawn in, as PED or GEDCOM."
                ),
            )
    text, issues = _decoded(data)
    text = text.replace("\x1a", "").removeprefix("\ufeff")
    if not text.strip():
        raise FormatError(sentence("This file is empty."), hint=sentence("Choose another file."))
    if "\x00" in text:
        raise FormatError(
            sentence("This file is not text."),
            hint=sentence("Export the family as text: PED, GEDCOM or JSON."),
        )
    return text, issues


def _decoded(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace"), ()
    if data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        return data.decode("utf-16-le", "replace"), ()
    if data[0:200:2].count(0) > len(data[0:200:2]) // 2:
        return data.decode("utf-16-be", "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        guess = Issue(
            "encoding-guessed",
            IssueLevel.NOTICE,
            "file",
            sentence("This file is not UTF-8; we read it as Latin-1."),
            sentence("Check accented letters, or save it again as UTF-8."),
        )
        return data.decode("latin-1"), (guess,)


def cells(text: str, least: int = 5) -> tuple[list[tuple[int, list[str]]], str]:
    r"""Split a table into cells by whichever separator most of its lines agree on.

    Parameters
    ----------
    text
        Lines; empty ones are left out.
    least
        Columns a line must have to speak for a separator.

    Returns
    -------
    rows, separator
        Line number and cells of each; ``tabs``, ``commas``, ``semicolons``, ``bars`` or ``spaces``.

    Examples
    --------
    >>> cells("F,1,0,0,1,1")
    ([(1, ['F', '1', '0', '0', '1', '1'])], 'commas')
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not _SKIPPED.match(line)]
    best: tuple[int, str, list[tuple[int, list[str]]]] = (-1, "spaces", [])
    for name, mark in (
        ("tabs", "\t"),
        ("commas", ","),
        ("semicolons", ";"),
        ("bars", "|"),
        ("spaces", ""),
    ):
        rows = [(n, _split(line, mark)) for n, line in lines]
        n_good = sum(len(row) >= least for _, row in rows)
        if n_good > best[0]:
            best = (n_good, name, rows)
    return best[2], best[1]


# Nothing at all, what a spreadsheet is told of its separator, the line below a heading's bars.
_SKIPPED = re.compile(r"\s*(?:$|sep=.\s*$|[|:\s-]*-{3,}[|:\s-]*$)", re.IGNORECASE)


def _split(line: str, mark: str) -> list[str]:
    if mark == "|":
        line = line.strip().removeprefix("|").removesuffix("|")
    if not mark:
        return [quoted or plain for quoted, plain in _CELL.findall(line)]
    return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
