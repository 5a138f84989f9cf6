"""Sentences that an engine makes, which another language can say in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

Value = str | int | float


class Sentence(str):
    """An English sentence that remembers the pattern and the values it was made of.

    It is the English text wherever a text is wanted; a face that speaks another language
    translates `template` and fills in `values`, each of which may be a sentence again.

    Attributes
    ----------
    template
        With places such as ``%(name)s``; empty where the sentence is `parts` joined.
    values
        By place. Numbers are written as the language writes them.
    parts, between
        Sentences one after the other, and what stands between two of them.

    Examples
    --------
    >>> told = sentence("It began at %(age)s.", age=sentence("%(n)s years", n=2.5))
    >>> told, told.template
    ('It began at 2.5 years.', 'It began at %(age)s.')
    """

    template: str
    values: Mapping[str, Value]
    parts: tuple[str, ...]
    between: str

    def __new__(
        cls,
        text: str,
        template: str = "",
        values: Mapping[str, Value] | None = None,
        parts: tuple[str, ...] = (),
        between: str = "",
    ) -> Self:
        """Make a sentence; `sentence` and `joined` do it from what one has."""
        made = super().__new__(cls, text)
        made.template, made.values = template, values or {}
        made.parts, made.between = parts, between
        return made


def sentence(template: str, /, **values: Value) -> Sentence:
    """Fill a pattern in.

    Parameters
    ----------
    template
        English, a literal: so it can be found and translated.
    values
        By place; whole numbers get commas between thousands.

    Returns
    -------
    sentence
        The English text.

    Examples
    --------
    >>> sentence("about 1 in %(n)s", n=500_000)
    'about 1 in 500,000'
    """
    filled = {name: _written(value) for name, value in values.items()}
    return Sentence(template % filled, template, values)


def joined(parts: Iterable[str], between: str = "; ") -> Sentence:
    """Put sentences one after the other.

    Parameters
    ----------
    parts
        Any number of sentences; names, which have no language, are a value of one.
    between
        What stands between two: punctuation, no words.

    Returns
    -------
    sentence
        The English text.

    Examples
    --------
    >>> joined(["a", sentence("%(n)s b", n=2)])
    'a; 2 b'
    """
    listed = tuple(parts)
    return Sentence(between.join(listed), parts=listed, between=between)


def some_of(names: Iterable[str], most: int = 10) -> str:
    """List names, and how many more there are where they are many.

    Examples
    --------
    >>> some_of("abcd", 2)
    'a, b and 2 more'
    """
    known = list(dict.fromkeys(names))
    told = ", ".join(known[:most])
    if len(known) <= most:
        return told
    return sentence("%(listed)s and %(n)s more", listed=told, n=len(known) - most)


def _written(value: Value) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
