"""Parts of somebody else's JSON, whatever their type turns out to be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

_MAX_TEXT = 200


def kind_of(value: object) -> str:
    """Return the JSON name of a value's type.

    Examples
    --------
    >>> [kind_of(value) for value in ({}, [], "a", True, None, 1.5)]
    ['object', 'array', 'string', 'boolean', 'null', 'number']
    """
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def text_of(value: object) -> str:
    """Return a string that can be shown and encoded; empty for anything else.

    Examples
    --------
    >>> text_of(" POH "), text_of(7)
    ('POH', '')
    """
    if not isinstance(value, str):
        return ""
    return value[:_MAX_TEXT].encode("utf-8", "replace").decode().strip()


def object_of(value: object) -> Mapping[str, Any]:
    """Return an object, empty where the value is none.

    Examples
    --------
    >>> dict(object_of({"a": 1})), dict(object_of([1]))
    ({'a': 1}, {})
    """
    return value if isinstance(value, Mapping) else {}


def either(source: Mapping[str, Any], *names: str) -> Any:
    """Return the first of several spellings of a field; JSON may use either case style.

    Examples
    --------
    >>> either({"is_excluded": True}, "isExcluded", "is_excluded")
    True
    """
    found = (source[name] for name in names if source.get(name) is not None)
    return next(found, None)


def finite(number: object) -> float | None:
    """Return a finite number, None for anything else.

    Examples
    --------
    >>> finite(3), finite(float("nan")), finite(True), finite("3")
    (3.0, None, None, None)
    """
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        value = float(number)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None
