"""Read GA4GH Phenopackets in their binary form, as the JSON that says the same.

Protocol Buffers, Encoding (https://protobuf.dev/programming-guides/encoding/): a message is a row
of fields, each a number, a wire type and a value. Which number means what is told by
`phenopacket_schema.toml`; a file does not say of which kind it is, so that all are tried.
"""

from __future__ import annotations

import datetime
import math
import struct
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_ROOTS = ("Phenopacket", "Family", "Cohort", "v1.Phenopacket", "v1.Family", "v1.Cohort")
_DEEPEST = 64
_WIRE = {"int": 0, "bool": 0, "double": 1, "float": 5}
_FORMAT = {1: "<d", 5: "<f"}
_FIRST_TAGS = b"\x0a\x12\x1a"
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _NotThis(Exception):
    """The bytes are no message of the kind that was tried."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    kind: str
    is_many: bool


@dataclass(frozen=True, slots=True)
class _Schema:
    messages: Mapping[str, Mapping[int, _Field]]
    enums: Mapping[str, tuple[str, ...]]


@cache
def _schema() -> _Schema:
    text = resources.files("rarekin.formats").joinpath("phenopacket_schema.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    messages = {}
    for message, rows in tables["message"].items():
        parts = [row.split() for row in rows]
        messages[message] = {int(p[0]): _Field(p[1], p[2], p[-1] == "*") for p in parts}
    return _Schema(messages, {name: tuple(values) for name, values in tables["enum"].items()})


def packet_of_protobuf(data: bytes) -> dict[str, Any] | None:
    r"""Decode a phenopacket, Family or Cohort of either version.

    Parameters
    ----------
    data
        A whole file.

    Returns
    -------
    record
        As the JSON form has it; None where the bytes are none of these.

    Examples
    --------
    >>> packet_of_protobuf(b"\x0a\x01a\x1a\x0e\x12\x0c\x0a\x0aHP:0001250")
    {'id': 'a', 'phenotypicFeatures': [{'type': {'id': 'HP:0001250'}}]}
    >>> packet_of_protobuf(b"\n{}") is None
    True
    """
    if not data or data[0] not in _FIRST_TAGS:
        return None
    found = []
    for order, root in enumerate(_ROOTS):
        try:
            reading = _Reading()
            record = reading.message(data, root, 0)
        except _NotThis:
            continue
        if root.endswith("Family") and "proband" not in record:
            continue  # a Cohort has its members where a Family has the relatives
        version = str(record.get("metaData", {}).get("phenopacketSchemaVersion", ""))
        is_other = version.startswith("1") != root.startswith("v1.")
        found.append((reading.n_unknown, bool(version) and is_other, order, record))
    return min(found, key=lambda one: one[:3])[3] if found else None


class _Reading:
    """Decodes one file as one kind and counts the fields that this kind does not have."""

    def __init__(self) -> None:
        self.n_unknown = 0

    def message(self, data: bytes, kind: str, depth: int) -> dict[str, Any]:
        if depth > _DEEPEST:
            raise _NotThis
        fields = _schema().messages[kind]
        record: dict[str, Any] = {}
        for number, wire, value in _fields(data):
            field = fields.get(number)
            if field is None:
                self.n_unknown += 1
                record[f"field{number}"] = "unknown to the schema"
                continue
            read = self._value(field.kind, wire, value, depth)
            if field.is_many:
                self._add(record, field, read)
            else:
                record[field.name] = read
        return record

    def _add(self, record: dict[str, Any], field: _Field, read: Any) -> None:
        if field.kind.endswith("Entry"):  # how a mapping is written: one message a pair
            pair = {str(read.get("key", "")): read.get("value", "")}
            record[field.name] = record.get(field.name, {}) | pair
        else:
            record.setdefault(field.name, []).append(read)

    def _value(self, kind: str, wire: int, value: Any, depth: int) -> Any:
        if kind in _schema().messages:
            _require(wire == 2)
            if kind == "Timestamp":
                return _moment(self.message(value, kind, depth + 1))
            return self.message(value, kind, depth + 1)
        if kind == "text":
            _require(wire == 2)
            return _text(value)
        names = _schema().enums.get(kind)
        _require(wire == _WIRE.get(kind, 0))
        if names is not None:
            return names[value] if value < len(names) else value
        if kind == "bool":
            return bool(value)
        if kind == "int":
            return value - (1 << 64) if value >= 1 << 63 else value
        _require(math.isfinite(value))
        return value


def _require(holds: bool) -> None:
    if not holds:
        raise _NotThis


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise _NotThis from None


def _moment(record: Mapping[str, Any]) -> str:
    try:
        moment = _EPOCH + datetime.timedelta(seconds=record.get("seconds", 0))
    except OverflowError:
        raise _NotThis from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _fields(data: bytes) -> Iterator[tuple[int, int, Any]]:
    place = 0
    while place < len(data):
        tag, place = _varint(data, place)
        wire = tag & 7
        value: Any
        if wire == 0:
            value, place = _varint(data, place)
        elif wire == 2:
            length, place = _varint(data, place)
            _require(place + length <= len(data))
            value, place = data[place : place + length], place + length
        else:
            _require(wire in _FORMAT and place + struct.calcsize(_FORMAT[wire]) <= len(data))
            [value] = struct.unpack_from(_FORMAT[wire], data, place)
            place += struct.calcsize(_FORMAT[wire])
        _require(tag >> 3 > 0)
        yield tag >> 3, wire, value


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        _require(place < len(data))
        value |= (data[place] & 0x7F) << shift
        place += 1
        if data[place - 1] < 0x80:
            return value & (1 << 64) - 1, place
    raise _NotThis
