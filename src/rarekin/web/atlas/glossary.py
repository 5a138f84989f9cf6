"""Plain sentences for findings and words, from the release's shared facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rarekin.api import lookup
from rarekin.api.release import current
from rarekin.model.identifiers import Curie

_ENGLISH = "en"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def glosses() -> Mapping[Curie, str]:
    """Return a plain sentence for each finding that has one.

    Returns
    -------
    glosses
        By HPO id; English.
    """
    return _glosses(current().version)


@lru_cache(maxsize=2)
def _glosses(release: str) -> Mapping[Curie, str]:
    told = [fact for fact in lookup.shared_facts() if fact.kind == "gloss"]
    return {Curie(str(fact.value["hpo"])): fact.text for fact in told if "hpo" in fact.value}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary.

    Attributes
    ----------
    anchor
        Id of the element that explains it.
    """

    term: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Glossary:
    """Words with one plain sentence each, ready to be found in prose.

    Attributes
    ----------
    words
        By every spelling, in lower case.
    pattern
        Finds a spelling as a whole word, the longest first; None where there are no words.
    """

    words: Mapping[str, Word]
    pattern: re.Pattern[str] | None


def glossary() -> Glossary:
    """Return the glossary of the release that serves.

    Returns
    -------
    glossary
        English.
    """
    return _glossary(current().version)


@lru_cache(maxsize=2)
def _glossary(release: str) -> Glossary:
    words: dict[str, Word] = {}
    for fact in lookup.shared_facts():
        # Words that are findings have their own pages.
        if fact.kind != "glossary" or "hpo" in fact.value:
            continue
        term = str(fact.value["term"])
        word = Word(term, fact.text, "word-" + _NOT_IN_IDS.sub("-", term.lower()).strip("-"))
        also = fact.value.get("also")
        for spelling in (term, *(also if isinstance(also, list | tuple) else ())):
            words.setdefault(str(spelling).lower(), word)
    if not words:
        return Glossary(words, None)
    spellings = "|".join(re.escape(s) for s in sorted(words, key=lambda s: (-len(s), s)))
    return Glossary(words, re.compile(rf"(?<![\w-])({spellings})(s?)(?![\w-])", re.IGNORECASE))


@dataclass
class Glosser:
    """Marks the words of a page that the glossary explains, once in each section.

    Parameters
    ----------
    source
        The glossary.

    Examples
    --------
    >>> word = Word("gene", "A plan for one part of the body.", "word-gene")
    >>> glosser = Glosser(Glossary({"gene": word}, re.compile("(gene)(s?)")))
    >>> print(glosser.mark("Two genes & a gene."))
    Two <button type="button" class="term" popovertarget="word-gene">genes</button> &amp; a gene.
    >>> [used.term for used in glosser.used]
    ['gene']
    """

    source: Glossary
    used: list[Word] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    def next_section(self) -> None:
        """Explain every word anew from here on."""
        self._told.clear()

    def mark(self, text: str, language: str = _ENGLISH) -> SafeString:
        """Turn words into buttons that open their explanation.

        Parameters
        ----------
        text
            Plain; escaped here.
        language
            Of the text; only English is looked through.

        Returns
        -------
        html
            Safe.
        """
        if self.source.pattern is None or language != _ENGLISH:
            return mark_safe(escape(text))  # noqa: S308 - escaped
        parts, end = [], 0
        for found in self.source.pattern.finditer(text):
            word = self.source.words[found[1].lower()]
            if word.anchor in self._told:
                continue
            self._told.add(word.anchor)
            if word not in self.used:
                self.used.append(word)
            parts += [escape(text[end : found.start()]), _button(word, found[0])]
            end = found.end()
        parts.append(escape(text[end:]))
        return mark_safe("".join(parts))  # noqa: S308 - escaped piece by piece


def _button(word: Word, shown: str) -> str:
    return (
        f'<button type="button" class="term" popovertarget="{escape(word.anchor)}">'
        f"{escape(shown)}</button>"
    )
