"""Which other names stand on top of a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from rarekin.api.diseases.lookup import DiseasePage, DiseaseRef
from rarekin.model.disease import Name, NameKind
from rarekin.model.identifiers import Curie
from rarekin.web.shell import phrases

_NAMES_ON_TOP = 6
_SHORT_ON_TOP = 3
_LONG = 16
_NEARLY_THE_SAME = 0.94
_OURS = "curated"
_NUMBERS = re.compile(r"\d+|\b[IVX]+\b")
_WORD = re.compile(r"[\w’']+")
_AS_NUMBER = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def also_called(page: DiseasePage) -> list[tuple[str, str]]:
    """Choose the names on top: the one that most lists use, abbreviations, then the others.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    names
        Pairs of name and language; none that differs from another by a slip of the pen only.
    """
    return chosen(page.ref, page.names, phrases.language() or "en")


def chosen(ref: DiseaseRef, names: Iterable[Name], language: str) -> list[tuple[str, str]]:
    """Choose among the names of a disease.

    Parameters
    ----------
    ref
        The disease.
    names
        All its names.
    language
        Of the reader.

    Returns
    -------
    names
        As `also_called`.
    """
    spoken = [name for name in names if name.language in (language, "en")]
    exact = [name for name in spoken if name.kind is NameKind.EXACT]
    short = [name for name in spoken if name.kind is NameKind.ABBREVIATION]
    entries: dict[frozenset[str], set[Curie]] = defaultdict(set)
    for name in exact:
        entries[name_words(name.text)].add(name.disease)
    # A name in the reader's own language goes first, then what most entries of lists have.
    exact.sort(key=lambda n: (n.language != language, -len(entries[name_words(n.text)])))
    short.sort(key=lambda n: n.source != _OURS)
    told = {name_words(name): ("", "") for name in (ref.label, ref.english)}
    best = [n for n in exact if name_words(n.text) not in told][:1]
    for name in (*best, *short[:_SHORT_ON_TOP], *exact, *short[_SHORT_ON_TOP:]):
        if not any(_is_misspelt(name.text, known) for known, _language in told.values()):
            told.setdefault(name_words(name.text), (name.text, name.language))
    return [pair for pair in told.values() if pair[0]][:_NAMES_ON_TOP]


def _is_misspelt(name: str, known: str) -> bool:
    """Tell whether a long name is another but for a letter or two, and no number."""
    if min(len(name), len(known)) < _LONG or _NUMBERS.findall(name) != _NUMBERS.findall(known):
        return False
    return SequenceMatcher(None, name.casefold(), known.casefold()).ratio() >= _NEARLY_THE_SAME


def name_words(name: str) -> frozenset[str]:
    """Return what makes a name another one: not order, case, commas nor the word type."""
    words = (_AS_NUMBER.get(word, word) for word in _WORD.findall(name.casefold()))
    return frozenset(words) - {"type"}
