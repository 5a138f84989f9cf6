"""Compare each translated sentence of the written pages with the English one.

    python validation/translations.py

Numbers (doses, ages, years, chances), genes and other symbols, and names of medicines in brackets
must stand in both; nothing may be left out, left in English, or, in French, lack the narrow space
before a colon. Abbreviations that another language writes otherwise are in ``translations.toml``.
It cannot tell whether a sentence is good, nor whether it means the same.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ABBREVIATIONS = Path(__file__).with_name("translations.toml")
PAGES = Path(__file__).parents[1] / "src/rarekin/sources/curated/pages"
_SYMBOL = re.compile(r"\b[A-Z][A-Z0-9-]{2,}[A-Za-z0-9]*\b")
_BRACKET = re.compile(r"\(([^)]*)\)")
_NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")
_PLACES = re.compile(
    r"^(?:United|States|Europe|European|Union|England|Japan|Germany|January|February|March|April|"
    r"June|July|August|September|October|November|December|Osler)$"
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_TYPE = re.compile(r"\b(?:[Tt]ype|[Tt]ipo|disease) (I{1,3}|IV)\b")
_SPACES = str.maketrans({"\u202f": " ", "\xa0": " ", "\u2009": " "})


@dataclass(frozen=True)
class Differs:
    """A sentence that differs, and in what."""

    page: str
    statement: int
    what: str
    english: str
    translated: str


def numbers(text: str, language: str) -> list[str]:
    """List the numbers of a sentence as digits, however a language writes them."""
    text = _TYPE.sub(lambda found: _ROMAN[found[1]], text.translate(_SPACES))
    if language == "en":
        text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    else:
        text = re.sub(r"(?<=\d)[ .](?=\d{3}\b)", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def _strings(fact: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "text", fact.get("text", "")
    value = fact.get("value", {})
    if "title" in value:
        yield "title", value["title"]
    for i, line in enumerate(value.get("lines", ())):
        yield f"line {i}", line


def _lost_symbols(english: str, translated: str, known: dict[str, str]) -> set[str]:
    lost = set(_SYMBOL.findall(english)) - set(_SYMBOL.findall(translated))
    return {s for s in lost if s not in known or not re.search(known[s], translated)}


def _lost_names(english: str, translated: str) -> set[str]:
    names = {name for part in _BRACKET.findall(english) for name in _NAME.findall(part)}
    return {name for name in names if not _PLACES.match(name) and name not in translated}


def compared(page: Path) -> Iterator[Differs]:
    """Yield in what a translation differs from its English page."""
    slug, _, language = page.stem.partition(".")
    known = tomllib.loads(ABBREVIATIONS.read_text(encoding="utf-8"))[language]
    english, translated = (
        tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
        for path in (page.with_name(f"{slug}.toml"), page)
    )
    if len(english) != len(translated):
        yield Differs(page.name, 0, "statements", str(len(english)), str(len(translated)))
        return
    for i, (fact, other) in enumerate(zip(english, translated, strict=True)):
        there = dict(_strings(other))
        for part, text in _strings(fact):
            said = there.get(part, "")
            wrong = {
                f"{part} left out": not said,
                "numbers": numbers(text, "en") != numbers(said, language),
                f"symbols {_lost_symbols(text, said, known)}": _lost_symbols(text, said, known),
                f"names {_lost_names(text, said)}": _lost_names(text, said),
                "left in English": text == said and len(text.split()) > 2,
                "space": language == "fr" and re.search(r"\S [;:?!»%]", said),
            }
            for what, holds in wrong.items():
                if holds:
                    yield Differs(page.name, i, what, text, said)


def translations(folder: Path = PAGES) -> list[Path]:
    """List the translated pages."""
    return [path for path in sorted(folder.glob("*.toml")) if path.name.count(".") == 2]


def main() -> int:
    """Print what differs; return how many sentences do."""
    found = [one for page in translations() for one in compared(page)]
    for one in found:
        print(f"{one.page} [{one.statement}] {one.what}\n  {one.english}\n  {one.translated}")
    print(f"{len(found)} differ on {len(translations())} translated pages")
    return len(found)


if __name__ == "__main__":
    sys.exit(bool(main()))
