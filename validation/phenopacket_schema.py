"""Write `formats/phenopacket_schema.toml`: which field of a binary phenopacket has which number.

The numbers come from GA4GH's own descriptors, in the package `phenopackets` (BSD-3-Clause), which
only the tests need.

    python -m validation.phenopacket_schema
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "rarekin" / "formats" / "phenopacket_schema.toml"
ROOTS = (
    ("", "phenopackets.schema.v2.phenopackets_pb2", ("Phenopacket", "Family", "Cohort")),
    ("v1.", "phenopackets.schema.v1.phenopackets_pb2", ("Phenopacket", "Family", "Cohort")),
)
_V1 = "org.phenopackets.schema.v1."
_KINDS = {1: "double", 2: "float", 3: "int", 4: "int", 5: "int", 8: "bool", 9: "text", 12: "bytes",
          13: "int"}  # fmt: skip
_HEAD = """\
# Made by `python -m validation.phenopacket_schema` from the descriptors of the package
# phenopackets, in which GA4GH publishes the schema (https://github.com/phenopackets). Do not edit.
# Each field: its number, its name in JSON, what it holds, * where it may be repeated.
"""


def name_of(full: str) -> str:
    """Return a short name; names of version 1 begin with ``v1.``."""
    short = full.removeprefix(_V1).removeprefix("core.")
    if full.startswith(_V1):
        return f"v1.{short}"
    for start in ("org.phenopackets.schema.v2.core.", "org.phenopackets.schema.v2.",
                  "org.ga4gh.vrs.v1.", "org.ga4gh.vrsatile.v1.", "google.protobuf."):  # fmt: skip
        short = short.removeprefix(start)
    return short


def walk(message: Any, messages: dict[str, list[str]], enums: dict[str, list[str]]) -> None:
    """Collect a message and everything below it."""
    name = name_of(message.full_name)
    if name in messages:
        return
    messages[name] = []
    for field in message.fields:
        if field.message_type is not None:
            kind = name_of(field.message_type.full_name)
            walk(field.message_type, messages, enums)
        elif field.enum_type is not None:
            kind = name_of(field.enum_type.full_name)
            values = {value.number: value.name for value in field.enum_type.values}
            enums[kind] = [values[number] for number in range(len(values))]
        else:
            kind = _KINDS[field.type]
        many = " *" if field.is_repeated else ""
        messages[name].append(f"{field.number} {field.json_name} {kind}{many}")


def text() -> str:
    """Return the whole file."""
    messages: dict[str, list[str]] = {}
    enums: dict[str, list[str]] = {}
    for _, module, names in ROOTS:
        for name in names:
            walk(getattr(import_module(module), name).DESCRIPTOR, messages, enums)
    return _HEAD + "\n".join((*_table("message", messages), "", *_table("enum", enums), ""))


def _table(title: str, rows: dict[str, list[str]]) -> Iterator[str]:
    yield f"[{title}]"
    for name in sorted(rows):
        yield f'"{name}" = ['
        yield from (f'  "{row}",' for row in rows[name])
        yield "]"


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
