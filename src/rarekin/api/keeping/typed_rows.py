"""Rows of one kind with one type a column, for tables that have types."""

from __future__ import annotations

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def typed(rows: list[dict[str, Any]]) -> None:
    """Give each column one type, in place.

    Parameters
    ----------
    rows
        As JSON has them. A column of days becomes dates, a column of lists of texts stays so;
        what else is nested becomes JSON text, and numbers beside texts become texts.

    Examples
    --------
    >>> rows = [{"a": "2026-11-30", "b": ["x"], "c": {"d": 1}}, {"a": "2026-12-01", "b": []}]
    >>> typed(rows)
    >>> rows[0]["a"].year, rows[0]["b"], rows[0]["c"]
    (2026, ['x'], '{"d": 1}')
    """
    values: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        for key, value in row.items():
            if value is not None:
                values[key].append(value)
    turns = {key: _turn(found) for key, found in values.items()}
    for row in rows:
        for key, value in row.items():
            turn = turns.get(key)
            if turn is not None and value is not None:
                row[key] = turn(value)


def _turn(values: list[Any]) -> Callable[[Any], Any] | None:
    """Return what makes one type of a column; None where it has one."""
    if all(isinstance(value, str) and _DATE.fullmatch(value) for value in values):
        return _day if all(map(_is_day, values)) else None
    if all(isinstance(v, list) and all(isinstance(e, str) for e in v) for v in values):
        return None
    if any(isinstance(value, dict | list) for value in values):
        return _as_text
    kinds = {type(value) for value in values}
    return _as_text if str in kinds and len(kinds) > 1 else None


def _is_day(text: str) -> bool:
    try:
        _day(text)
    except ValueError:
        return False
    return True


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
