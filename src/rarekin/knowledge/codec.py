"""Model records as JSON and back, by their type hints: one rule for every kind of record."""

from __future__ import annotations

import dataclasses
import datetime
import json
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Turn a record into JSON-ready values, leaving out what equals the default.

    Parameters
    ----------
    value
        A dataclass of the model or anything inside one.

    Returns
    -------
    plain
        Dictionaries, lists, text, numbers.

    Examples
    --------
    >>> from rarekin.model.citations import Licence
    >>> to_plain(Licence("CC0 1.0", redistribute=True))
    {'name': 'CC0 1.0', 'redistribute': True}
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if not _is_default(f, getattr(value, f.name))
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_plain(v) for v in value]
    return value


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default is not dataclasses.MISSING:
        return bool(field.default == value)
    if field.default_factory is not dataclasses.MISSING:
        return bool(field.default_factory() == value)
    return False


def encode(record: object) -> str:
    """Write a record as one line of JSON, the same text for the same record.

    Parameters
    ----------
    record
        A dataclass of the model.

    Returns
    -------
    text
        Keys sorted.

    Examples
    --------
    >>> from rarekin.model.citations import Licence
    >>> decode(Licence, encode(Licence("CC0 1.0"))) == Licence("CC0 1.0")
    True
    """
    return json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """Read what `encode` wrote.

    Parameters
    ----------
    kind
        The dataclass.
    text
        JSON.

    Returns
    -------
    record
        Equal to the one written.

    Examples
    --------
    >>> from rarekin.model.disease import Level, Disease
    >>> decode(Disease, '{"id": "ORPHA:1", "label": "x", "source": "s", "level": "group"}').level
    <Level.GROUP: 'group'>
    """
    record: T = _from_plain(kind, json.loads(text))
    return record


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def from_plain(kind: type[T], plain: object) -> T:
    """Build a record from JSON-ready values; keys it does not know are passed over.

    Parameters
    ----------
    kind
        The dataclass.
    plain
        What `to_plain` gave.

    Returns
    -------
    record
        With defaults where a key is missing.

    Examples
    --------
    >>> from rarekin.model.citations import Licence
    >>> from_plain(Licence, {"name": "CC0 1.0", "later": 1})
    Licence(name='CC0 1.0', url='', redistribute=False, quote=False)
    """
    record: T = _from_plain(kind, plain)
    return record


def _from_plain(kind: Any, plain: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{k: _from_plain(hints[k], v) for k, v in plain.items() if k in hints})  # type: ignore[operator]
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [a for a in get_args(kind) if a is not type(None)]
        return None if plain is None else _from_plain(inner[0], plain)
    if origin is tuple:
        return _tuple(get_args(kind), plain)
    if origin in (dict, Mapping):
        inner_kind = get_args(kind)[1]
        return {k: _from_plain(inner_kind, v) for k, v in plain.items()}
    return _scalar(kind, plain)


def _tuple(kinds: tuple[Any, ...], plain: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_from_plain(kinds[0], v) for v in plain)
    return tuple(_from_plain(k, v) for k, v in zip(kinds, plain, strict=True))


def _scalar(kind: Any, plain: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind is datetime.date:
        return datetime.date.fromisoformat(plain)
    return plain
