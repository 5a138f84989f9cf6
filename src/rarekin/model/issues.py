"""What is wrong in data, collected rather than raised: all of it at once, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class IssueLevel(StrEnum):
    """How much an issue matters."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong or noteworthy in a case, a family, a source or a catalogue file.

    Attributes
    ----------
    code
        Stable short name, such as ``term-obsolete``.
    level
        Whether we went on (`notice`, `warning`) or left something out (`error`).
    where
        The place, such as ``phenotypicFeatures[3]``.
    message
        One sentence: what we got.
    hint
        One sentence: what to do. May be empty.

    Examples
    --------
    >>> Issue("term-obsolete", IssueLevel.NOTICE, "findings[0]", "HP:1 was replaced.").level
    <IssueLevel.NOTICE: 'notice'>
    """

    code: str
    level: IssueLevel
    where: str
    message: str
    hint: str = ""
