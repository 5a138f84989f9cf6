"""A TOML table whose values come out with the type they must have."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from rarekin.model.citations import Citation


def number(value: object) -> float:
    """Return a number, refusing text and truth values."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def number_or_name(value: object) -> float | str:
    """Return a number, or the name of a parameter."""
    return value if isinstance(value, str) else number(value)


def merged(base: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Put one table over another: tables within are merged, all else is replaced.

    Examples
    --------
    >>> merged({"a": {"x": 1, "y": 2}, "b": [1]}, {"a": {"y": 3}, "b": []})
    {'a': {'x': 1, 'y': 3}, 'b': []}
    """
    whole = dict(base)
    for key, value in more.items():
        below = whole.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            whole[key] = merged(below, value)
        else:
            whole[key] = value
    return whole


class Table:
    """One table; every method raises TypeError where a value has another type."""

    def __init__(self, raw: object) -> None:
        if not isinstance(raw, dict):
            raise TypeError(f"{raw!r} is not a table")
        self.raw: dict[str, object] = raw

    def text(self, key: str, default: str | None = None) -> str:
        """Return text; without a default the key must be there."""
        value = self.raw[key] if default is None else self.raw.get(key, default)
        if not isinstance(value, str):
            raise TypeError(f"{key} must be text")
        return value

    def date(self, key: str) -> datetime.date:
        """Return a date."""
        value = self.raw[key]
        if not isinstance(value, datetime.date):
            raise TypeError(f"{key} must be a date")
        return value

    def table(self, key: str) -> dict[str, object]:
        """Return an inner table; empty where missing."""
        return Table(self.raw.get(key, {})).raw

    def tables(self, key: str) -> dict[str, dict[str, object]]:
        """Return inner tables by name."""
        return {k: Table(v).raw for k, v in self.table(key).items()}

    def numbers(self, key: str) -> dict[str, float]:
        """Return numbers by name."""
        return {k: number(v) for k, v in self.table(key).items()}

    def items(self, key: str) -> list[object]:
        """Return a list of anything; empty where missing."""
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            raise TypeError(f"{key} must be a list")
        return value

    def rows(self, key: str) -> list[Table]:
        """Return an array of tables."""
        return [Table(row) for row in self.items(key)]

    def words(self, key: str) -> list[str]:
        """Return a list of words."""
        return [str(word) for word in self.items(key)]

    def pairs(self, key: str) -> tuple[tuple[float, float], ...]:
        """Return pairs of numbers; empty where missing."""
        pairs = []
        for row in self.items(key):
            if not isinstance(row, list) or len(row) != 2:
                raise TypeError(f"{key} must be pairs of numbers")
            pairs.append((number(row[0]), number(row[1])))
        return tuple(pairs)

    def cited(self, works: Mapping[str, Citation]) -> tuple[Citation, ...]:
        """Return the works named under ``cite``."""
        return tuple(works[key] for key in self.words("cite"))
