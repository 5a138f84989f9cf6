"""Parts of somebody else's JSON, whatever their type turns out to be."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from rarekin.errors import FormatError, TooLarge
from rarekin.formats.foreign import kind_of_text
from rarekin.model.sentences import sentence

_MAX_TEXT = 200


def _refuse(name: str) -> NoReturn:
    raise FormatError(
        sentence("The file holds %(value)s, which is no JSON number.", value=name),
        hint=sentence("Leave the value out, or write null, where it is not known."),
        where="$",
    )


def _finite_float(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text[:40])


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite_float)


def require_finite(decoded: object) -> None:
    """Refuse numbers that JSON does not have, in a value that was decoded elsewhere.

    Parameters
    ----------
    decoded
        Any value.

    Raises
    ------
    FormatError
        If a number in it is NaN or infinite.

    Examples
    --------
    >>> require_finite({"a": float("nan")})
    Traceback (most recent call last):
    ...
    rarekin.errors.FormatError: The file holds NaN or Infinity, which is no JSON number.
    """
    try:
        json.dumps(decoded, allow_nan=False)
    except (TypeError, RecursionError):
        return  # no JSON at all; whoever reads it says so
    except ValueError:
        _refuse("NaN or Infinity")


def _no_json(data: bytes, problem: str) -> tuple[str, str]:
    kind, way = kind_of_text(data)
    if kind:
        return sentence("The file is %(kind)s; we read JSON.", kind=kind), way
    if problem == "Extra data":
        way = sentence("Give one phenopacket per line to 'rarekin rank --jsonl FILE'.")
        return sentence("The file holds more than one JSON document; one is read here."), way
    return sentence("The file is not JSON: %(problem)s.", problem=problem), ""


def decode_json(data: bytes, max_bytes: int, hint: str) -> Any:
    """Decode JSON that somebody sent.

    Parameters
    ----------
    data
        UTF-8, with or without a byte order mark.
    max_bytes
        More is refused.
    hint
        What to do where it is no JSON and of no kind we can name.

    Returns
    -------
    decoded
        Any JSON value.

    Raises
    ------
    FormatError
        If it is not JSON, with line and column; NaN and Infinity are not JSON. A file of
        another kind is named.
    TooLarge
        If it is longer.

    Examples
    --------
    >>> decode_json(b'{"a": 1}', 100, "Send JSON.")
    {'a': 1}
    >>> decode_json(b"id: a", 100, "Send JSON.")
    Traceback (most recent call last):
    ...
    rarekin.errors.FormatError: The file is YAML; we read JSON.
    """
    if len(data) > max_bytes:
        raise TooLarge(
            sentence(
                "The file has %(n)s bytes; at most %(most)s are read.", n=len(data), most=max_bytes
            ),
            hint=sentence("Split it: one phenopacket describes one person."),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind, way = kind_of_text(data)
        message = sentence("The file is not UTF-8 text.")
        if kind:
            message = sentence("The file is %(kind)s; we read JSON.", kind=kind)
        raise FormatError(message, hint=way or hint, where=f"byte {error.start}") from error
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise FormatError(
            sentence("The JSON is nested too deeply."), hint=hint, where="$"
        ) from error
    except json.JSONDecodeError as error:
        problem, way = _no_json(data, error.msg)
        where = f"line {error.lineno}, column {error.colno}"
        raise FormatError(problem, hint=way or hint, where=where) from error
    except FormatError:
        raise
    except ValueError as error:
        raise FormatError(
            sentence("A number in the JSON is too long."), hint=hint, where="$"
        ) from error


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
    if value.isascii() and len(value) <= _MAX_TEXT:
        return value.strip()
    return value[:_MAX_TEXT].encode("utf-8", "replace").decode().strip()


def object_of(value: object) -> Mapping[str, Any]:
    """Return an object, empty where the value is none.

    Examples
    --------
    >>> dict(object_of({"a": 1})), dict(object_of([1]))
    ({'a': 1}, {})
    """
    # a dict is asked for first: asking an abstract class costs ten times as much
    return value if isinstance(value, dict) or isinstance(value, Mapping) else {}  # noqa: SIM101


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
