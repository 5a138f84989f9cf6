"""Findings said as a part of the body and what has become of it: *one leg is thinner*.

``lay/compositions.toml`` lists parts and changes with their words in each language and the words
HPO uses; each pair leads to the term of HPO whose label or synonym they make, if there is one.
``lay/analytes.toml`` does the same for what a laboratory measures and how people say *too little*.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Term
from rarekin.text.plainwords import FOLDER


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "compositions.toml").read_text(encoding="utf-8"))


def composed(terms: Sequence[Term], language: str) -> list[tuple[Curie, str]]:
    """Return what people say in a language for each part and change that HPO has a term for.

    Parameters
    ----------
    terms
        Live findings.
    language
        Such as ``en``.

    Returns
    -------
    phrases
        Pairs of HPO id and phrase.

    Examples
    --------
    >>> stiff = Term(Curie("HP:0002987"), "Elbow flexion contracture", "toy")
    >>> ("HP:0002987", "cannot straighten elbow") in composed([stiff], "en")
    True
    """
    named: dict[str, Curie] = {}
    for term in terms:
        named.setdefault(term.label.lower(), term.id)
    for term in terms:
        for text, scope, _ in term.synonyms:
            if scope == "exact":
                named.setdefault(text.lower(), term.id)
    return list(dict.fromkeys(_pairs(named, language)))


def part_words(language: str) -> list[str]:
    """Return the words for parts of the body in a language.

    Examples
    --------
    >>> "knee" in part_words("en")
    True
    """
    return [w for part in _table()["parts"] for w in part.get(language, ()) if " " not in w]


@cache
def _levels() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "analytes.toml").read_text(encoding="utf-8"))


def levels(language: str, sides: Sequence[str] = ("low", "high")) -> list[tuple[Curie, str]]:
    """Return what people say where there is too little or too much of what is measured.

    Parameters
    ----------
    language
        Such as ``en``.
    sides
        ``low``, ``high``, or ``any`` for the words that say that it was normal.

    Returns
    -------
    phrases
        Pairs of HPO id and phrase.

    Examples
    --------
    >>> ("HP:0002901", "calcium in her boots") in levels("en")
    True
    """
    table = _levels()
    return [
        (Curie(analyte[side]), frame.format(word))
        for analyte in table["analytes"]
        for side in sides
        if side in analyte
        for frame in table["frames"][side].get(language, ())
        for word in analyte.get(language, ())
    ]


def _pairs(named: Mapping[str, Curie], language: str) -> Iterator[tuple[Curie, str]]:
    parts = _table()["parts"]
    for part in parts:
        for change in _table()["changes"]:
            if change.get("of") and not set(change["of"]) & {part["name"], *part.get("kinds", ())}:
                continue
            id_ = _term(named, change["hpo"], part["hpo"])
            if id_ is None:
                continue
            for frame in change.get(language, ()):
                yield from ((id_, frame.format(word)) for word in part.get(language, ()))


def _term(
    named: Mapping[str, Curie], patterns: Sequence[str], words: Sequence[str]
) -> Curie | None:
    """Return the first term that a pattern makes with one of the words HPO uses for the part."""
    for pattern in patterns:
        for word in words:
            id_ = named.get(pattern.format(word).lower())
            if id_ is not None:
                return id_
    return None
