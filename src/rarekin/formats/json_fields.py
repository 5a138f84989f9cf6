"""The fields of one JSON object, each taken as what it should be or told as unusable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence

_SEX_LETTERS = {"m": "male", "f": "female"}
_T = TypeVar("_T")
_Word = TypeVar("_Word", bound=StrEnum)


class Fields:
    """The fields of one JSON object, with an issue for each that cannot be used."""

    def __init__(self, raw: Mapping[str, object], where: str, issues: list[Issue]) -> None:
        self.raw, self.where, self.issues = raw, where, issues

    def problem(self, key: str, message: str, hint: str, level: IssueLevel) -> None:
        """Note what is wrong with one field."""
        self.issues.append(Issue("field-unusable", level, f"{self.where}.{key}", message, hint))

    def _take(self, key: str, default: _T, accept: Callable[[object], _T | None], say: str) -> _T:
        value = self.raw.get(key)
        if value is None:
            return default
        taken = accept(value)
        if taken is None:
            self.problem(
                key,
                sentence("%(key)s is %(value)s.", key=key, value=f"{value!r:.60}"),
                say,
                IssueLevel.ERROR,
            )
            return default
        return taken

    def text(self, key: str) -> str:
        """Take text or a whole number as text; empty where it is not there."""
        return self._take(key, "", _as_text, sentence("Write %(key)s as text.", key=key))

    def flag(self, key: str) -> bool:
        """Take true or false; false where it is not there."""
        accept: Callable[[object], bool | None] = lambda v: v if isinstance(v, bool) else None  # noqa: E731
        return self._take(key, False, accept, sentence("Write %(key)s as true or false.", key=key))

    def number(self, key: str) -> float | None:
        """Take a number."""
        return self._take(key, None, _as_number, sentence("Write %(key)s as a number.", key=key))

    def share(self, key: str, default: float) -> float:
        """Take a number, or else the default."""
        number = self.number(key)
        return default if number is None else number

    def ids(self, key: str) -> tuple[str, ...]:
        """Take a list of ids."""
        accept: Callable[[object], tuple[str, ...] | None] = lambda v: (  # noqa: E731
            tuple(map(str, v))
            if isinstance(v, list) and all(isinstance(i, str | int) for i in v)
            else None
        )
        return self._take(key, (), accept, sentence("Write %(key)s as a list of ids.", key=key))

    def count(self, key: str) -> int | None:
        """Take a whole number."""
        accept: Callable[[object], int | None] = lambda v: (  # noqa: E731
            v if isinstance(v, int) and not isinstance(v, bool) else None
        )
        return self._take(key, None, accept, sentence("Write %(key)s as a whole number.", key=key))

    def word(self, key: str, default: _Word) -> _Word:
        """Take one word of a list."""
        kind = type(default)

        def accept(value: object) -> _Word | None:
            folded = str(value).strip().lower()
            folded = _SEX_LETTERS.get(folded, folded) if key == "sex" else folded
            return kind(folded) if folded in {w.value for w in kind} else None

        return self._take(
            key, default, accept, sentence("Write one of %(listed)s.", listed=", ".join(kind))
        )


def _as_text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e9 else None
