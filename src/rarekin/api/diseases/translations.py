"""Names of findings in other languages, and a search among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rarekin.api.making.release import current
from rarekin.errors import UnknownId
from rarekin.knowledge.names import name_key
from rarekin.knowledge.release import Release
from rarekin.model.disease import NameKind
from rarekin.model.identifiers import Curie
from rarekin.text.plainwords import plain_names

__all__ = ["TranslatedLabel", "languages", "suggest", "translated_label"]

_ENGLISH = "en"
_TERMS = ("HP:", "HP;")
"""Bounds of the keys of HPO terms: the semicolon follows the colon."""

_Entry = tuple[str, Curie, str]
"""Folded name, live term, name."""


@dataclass(frozen=True, slots=True)
class TranslatedLabel:
    """A finding's name for a reader.

    Attributes
    ----------
    language
        Of ``text``: English where no translation is known.
    reviewed
        False for a translation its team has not approved; such a name is mostly made by
        machine and has to be marked.
    """

    text: str
    language: str
    reviewed: bool


def base_language(language: str) -> str:
    """Return the language without its region.

    Parameters
    ----------
    language
        A tag such as ``pt-BR``.

    Returns
    -------
    base
        In lower case.

    Examples
    --------
    >>> base_language("pt-BR")
    'pt'
    """
    return language.replace("_", "-").partition("-")[0].strip().lower()


def languages() -> tuple[str, ...]:
    """List the languages in which the release names findings.

    Returns
    -------
    languages
        In order, English included.
    """
    return _languages(current())


@lru_cache(4)
def _languages(release: Release) -> tuple[str, ...]:
    rows = release.rows("SELECT DISTINCT language FROM name WHERE key >= ? AND key < ?", _TERMS)
    return tuple(sorted({row[0] for row in rows} | {_ENGLISH}))


def translated_label(term: Curie, language: str) -> TranslatedLabel:
    """Name a finding in a language.

    Parameters
    ----------
    term
        An HPO id; a retired one leads to its successor.
    language
        Such as ``es`` or ``pt-BR``.

    Returns
    -------
    label
        The approved translation, else our own plain name, else a translation that waits for
        approval, else the English label.

    Raises
    ------
    UnknownId
        If there is no such term.
    """
    release = current()
    live = release.ontology.current(term)
    wanted = base_language(language)
    if wanted != _ENGLISH:
        named = [n for n in release.names_of(live) if n.language == wanted]
        approved = next((n.text for n in named if n.kind is NameKind.LABEL), "")
        plain = approved or plain_names(wanted).get(live, "")
        if plain:
            return TranslatedLabel(plain, wanted, reviewed=True)
        waiting = next((n.text for n in named if n.kind is NameKind.RELATED), "")
        if waiting:
            return TranslatedLabel(waiting, wanted, reviewed=False)
    return TranslatedLabel(release.ontology.label(live), _ENGLISH, reviewed=True)


def suggest(words: str, language: str, limit: int = 10) -> tuple[tuple[Curie, str, str], ...]:
    """Suggest findings for words being typed in another language.

    Parameters
    ----------
    words
        The last may be unfinished; accents may be left out.
    language
        Such as ``fr``.
    limit
        How many terms at most.

    Returns
    -------
    suggestions
        Triples of HPO id, label in that language and the name that fits, best first; empty
        where the release does not know the language.
    """
    release, wanted = current(), base_language(language)
    key = name_key(words[:200])
    if not key or wanted not in _languages(release):
        return ()
    found: dict[Curie, str] = {}
    for _, _, term, text in sorted(_fitting(key, _names(release, wanted))):
        found.setdefault(term, text)
        if len(found) >= limit:
            break
    return tuple((term, translated_label(term, wanted).text, text) for term, text in found.items())


def _fitting(key: str, names: tuple[_Entry, ...]) -> Iterator[tuple[int, int, Curie, str]]:
    """Yield how far a name is from what was typed: same, begins so, has each word, contains."""
    parts = key.split()
    for name, term, text in names:
        if parts[0] not in name:
            continue
        if name == key:
            yield 0, 0, term, text
        elif name.startswith(key):
            yield 1, len(name), term, text
        elif all(f" {part}" in f" {name}" for part in parts):
            yield 2, len(name), term, text
        elif key in name:
            yield 3, len(name), term, text


@lru_cache(16)
def _names(release: Release, language: str) -> tuple[_Entry, ...]:
    rows = release.rows(
        "SELECT key, text FROM name WHERE key >= ? AND key < ? AND language = ?",
        (*_TERMS, language),
    )
    return tuple(_live(release, rows))


def _live(release: Release, rows: list[tuple[str, str]]) -> Iterator[_Entry]:
    for id_, text in rows:
        try:
            yield name_key(text), release.ontology.current(Curie(id_)), text
        except UnknownId:
            continue  # a translation of a term that has since been withdrawn
