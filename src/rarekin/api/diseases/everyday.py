"""Findings in everyday words, for everything that shows or asks about one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rarekin.model.identifiers import Curie
from rarekin.text import plainwords
from rarekin.text.plainwords import everyday_words

__all__ = ["plain_names", "plain_sentences"]


def plain_names(language: str) -> Mapping[str, str]:
    """Return our plain name of each finding that has one in a language, by HPO id.

    Examples
    --------
    >>> plain_names("en")["HP:0001252"]
    'floppy muscles'
    """
    return plainwords.plain_names(language)


@cache
def plain_sentences() -> Mapping[Curie, str]:
    """Return a plain English sentence for each finding that has one.

    Returns
    -------
    sentences
        By HPO id.

    Examples
    --------
    >>> plain_sentences()[Curie("HP:0001252")]
    'The muscles are loose and floppy.'
    """
    return {Curie(row.id): row.sentence for row in everyday_words("en").rows if row.sentence}
