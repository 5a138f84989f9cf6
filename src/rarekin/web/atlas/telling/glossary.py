"""Plain sentences for findings and words, from the release's shared facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from rarekin.api.diseases import lookup
from rarekin.api.diseases.everyday import plain_sentences
from rarekin.api.making.release import current
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling.senses import has_this_sense
from rarekin.web.shell import phrases
from rarekin.web.shell.own_words import in_language, spoken

_ENGLISH = "en"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_PUNCTUATION = re.compile(r"[.,;:!?)”’»]+")


def glosses() -> Mapping[Curie, str]:
    """Return a plain sentence for each finding that has one.

    Returns
    -------
    glosses
        By HPO id; English.
    """
    return plain_sentences()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary.

    Attributes
    ----------
    term, text
        The word, and what it means in English, to be said in the reader's language.
    anchor
        Id of the element that explains it.
    language
        Of the word.
    """

    term: str
    text: str
    anchor: str
    language: str = _ENGLISH


@dataclass(frozen=True)
class Glossary:
    """Words with one plain sentence each, ready to be found in prose.

    Attributes
    ----------
    words
        By every spelling: abbreviations as they are written, the others in lower case.
    pattern
        Finds a spelling as a whole word, the longest first; None where there are no words.
    """

    words: Mapping[str, Word]
    pattern: re.Pattern[str] | None

    def word_of(self, found: re.Match[str]) -> Word | None:
        """Return the word that a match of the pattern means.

        Parameters
        ----------
        found
            A match.

        Returns
        -------
        word
            None where letters of an abbreviation are there, and written otherwise: *CTS* is
            no plural of *CT*.
        """
        spelling = found[1]
        exact = self.words.get(spelling)
        if exact is not None and is_abbreviation(spelling):
            return exact if found[2] in ("", "s") else None
        return self.words.get(spelling.lower())


def is_abbreviation(spelling: str) -> bool:
    """Tell whether a spelling is made of capitals, so that its case carries the meaning.

    Examples
    --------
    >>> [is_abbreviation(word) for word in ("CT", "DNA", "gene", "Wilson interval", "G6PD")]
    [True, True, False, False, True]
    """
    return spelling.upper() == spelling and any(letter.isalpha() for letter in spelling)


def glossaries() -> Mapping[str, Glossary]:
    """Return the glossary of the release that serves, by the language of the text to look through.

    Returns
    -------
    glossaries
        English and the active language.
    """
    languages = (_ENGLISH, phrases.language() or _ENGLISH)
    return {language: _glossary(current().version, language) for language in languages}


@lru_cache(maxsize=16)
def _glossary(release: str, language: str) -> Glossary:
    words: dict[str, Word] = {}
    for fact in lookup.shared_facts():
        # Words that are findings have their own pages.
        if fact.kind != "glossary" or "hpo" in fact.value:
            continue
        # In another language only what somebody has translated can be found.
        if language != _ENGLISH and spoken(fact.text)[1] != language:
            continue
        english = str(fact.value["term"])
        term = english if language == _ENGLISH else in_language(english)
        anchor = f"word-{language}-" + _NOT_IN_IDS.sub("-", english.lower()).strip("-")
        word = Word(term, fact.text, anchor, language)
        also = fact.value.get("also") if language == _ENGLISH else None
        for spelling in (term, *(also if isinstance(also, list | tuple) else ())):
            key = str(spelling)
            words.setdefault(key if is_abbreviation(key) else key.lower(), word)
    if not words:
        return Glossary(words, None)
    spellings = "|".join(re.escape(s) for s in sorted(words, key=lambda s: (-len(s), s)))
    return Glossary(words, re.compile(rf"(?<![\w-])({spellings})(s?)(?![\w-])", re.IGNORECASE))


@dataclass
class Glosser:
    """Marks the words of a page that the glossary explains, once in each section.

    Parameters
    ----------
    sources
        Glossaries by language of the text.

    Examples
    --------
    >>> word = Word("gene", "A plan for one part of the body.", "word-gene")
    >>> glosser = Glosser({"en": Glossary({"gene": word}, re.compile("(gene)(s?)"))})
    >>> print(glosser.mark("Two genes & a gene."))
    Two <button type="button" class="term" popovertarget="word-gene">genes</button> &amp; a gene.
    >>> [used.term for used in glosser.used]
    ['gene']
    """

    sources: Mapping[str, Glossary]
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
            Of the text; without a glossary of that language nothing is explained.

        Returns
        -------
        html
            Safe.
        """
        source = self.sources.get(language)
        if source is None or source.pattern is None:
            return SafeString(escape(text))
        parts, end = [], 0
        for found in source.pattern.finditer(text):
            word = source.word_of(found)
            if word is None or word.anchor in self._told or not has_this_sense(found, text):
                continue
            self._told.add(word.anchor)
            if word not in self.used:
                self.used.append(word)
            mark = _PUNCTUATION.match(text, found.end())
            after = mark[0] if mark else ""
            parts += [escape(text[end : found.start()]), _button(word, found[0], after)]
            end = found.end() + len(after)
        parts.append(escape(text[end:]))
        return SafeString("".join(parts))


def _button(word: Word, shown: str, after: str) -> str:
    button = (
        f'<button type="button" class="term" popovertarget="{escape(word.anchor)}">'
        f"{escape(shown)}</button>"
    )
    # A button is a box of its own: a full stop after it would go to the next line alone.
    return f'<span class="glued">{button}{escape(after)}</span>' if after else button
