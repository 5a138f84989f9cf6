"""The lines of GEDCOM as records below each other, its dates and its ages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekin.formats.family_gathering import Gathering
from rarekin.model.sentences import sentence

_LINE = re.compile(r"\s*(\d{1,2})\s+(?:@([^@]+)@\s+)?([A-Za-z_][A-Za-z0-9_]*)(?: (.*))?$")
_DATE = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z]{3}) )?(\d{3,4})(?:/\d{2})?$")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_NO_POINT = ("BEF", "AFT", "FROM", "BET", "TO ")
_AGE = re.compile(r"[<>]?\s*(?:(\d+)y)?\s*(?:(\d+)m)?\s*(?:(\d+)w)?\s*(?:(\d+)d)?$")
_TAGS = ("SEX", "BIRT", "DEAT", "DATE", "FAMC", "FAMS", "HUSB", "WIFE", "CHIL")
_OTHER_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?$|\d{1,2}[./]\d{1,2}[./](\d{4})$")
_AGE_WORDS = {"STILLBORN": 0.0, "INFANT": 0.5}


@dataclass
class Record:
    """One line with the lines below it."""

    tag: str
    value: str = ""
    id: str = ""
    line: int = 0
    below: list[Record] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Record]:
        """Yield the lines below with one tag."""
        return (r for r in self.below if r.tag == tag)

    def text(self, *path: str) -> str:
        """Return the value at the end of a path; empty where it is not there."""
        here: Record | None = self
        for tag in path:
            here = next(here.all(tag), None) if here is not None else None
        return "" if here is None else here.value


def records_of(text: str, found: Gathering) -> list[Record]:
    """Read lines as records; every line that is none is an error."""
    top: list[Record] = []
    stack: list[Record] = []
    for n_line, whole in enumerate(text.splitlines(), 1):
        line = whole.replace("\t", " ")
        if not line.strip():
            continue
        match = _LINE.match(line)
        level = int(match[1]) if match else 0
        if match is None or level > len(stack):
            # A broken long text goes on over several lines; one that begins with a tag does not.
            if not (stack and match is None) or line.split()[0] in _TAGS:
                found.error(
                    f"line {n_line}",
                    sentence("This is no GEDCOM line: %(line)s.", line=repr(line[:40])),
                    sentence("Export the file again."),
                )
            continue
        record = Record(match[3].upper(), (match[4] or "").strip(), match[2] or "", n_line)
        del stack[level:]
        (stack[-1].below if stack else top).append(record)
        stack.append(record)
    return top


def year_of(text: str) -> float | None:
    """Read a date as a year with its fraction; None for a span or for words.

    Examples
    --------
    >>> year_of("1 JUL 1950"), year_of("ABT 1900"), year_of("BET 1900 AND 1910")
    (1950.5, 1900.5, None)
    >>> year_of("1950-07-01"), year_of("02/03/1950")
    (1950.5, 1950.5)
    """
    plain = re.sub(r"@#[^@]*@|\(.*\)", " ", text.upper()).strip()
    other = _OTHER_DATE.fullmatch(plain)
    if other is not None:  # which of two numbers is the month, nobody can know
        month = min(12, max(1, int(other[2] or 7)))
        day = int(other[3] or 1) if other[2] else 1
        return int(other[1] or other[4]) + (month - 1) / 12 + (day - 1) / 365.25
    match = _DATE.search(" ".join(plain.split()))
    if match is None or plain.startswith(_NO_POINT):
        return None
    month = _MONTHS.index(match[2]) if match[2] in _MONTHS else 6
    day = int(match[1]) if match[1] and match[2] in _MONTHS else 1
    return int(match[3]) + month / 12 + (day - 1) / 365.25


def age_of(text: str) -> float | None:
    """Read an age at an event.

    Examples
    --------
    >>> age_of("70y"), age_of("> 1y 6m"), age_of("CHILD")
    (70.0, 1.5, None)
    """
    if text.strip().upper() in _AGE_WORDS:
        return _AGE_WORDS[text.strip().upper()]
    match = _AGE.fullmatch(text.strip().lower())
    if match is None or not any(match.groups()):
        return float(text) if text.strip().isdigit() else None
    years, months, weeks, days = (float(part or 0) for part in match.groups())
    return round(years + months / 12 + weeks * 7 / 365.25 + days / 365.25, 2)


def is_span(text: str) -> bool:
    """Tell whether a date is before, after or between: known to be no point in time."""
    return text.strip().upper().startswith(_NO_POINT)
