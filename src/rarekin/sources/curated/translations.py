"""A written page in another language: the same statements in the same order, nothing else.

A translation holds sentences only. Section, kind, sources and dates are those of the English
page, so that the two can never say different things about who said what.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rarekin.errors import SourceError
from rarekin.model.disease import Fact
from rarekin.sources.curated import shape
from rarekin.sources.curated.places import at_line, head_line
from rarekin.sources.curated.shape import Table
from rarekin.sources.curated.written import language_of

TRANSLATORS = ("machine", "person")


def translated(
    name: str, table: Table, text: str, pages: Mapping[str, Sequence[Fact]]
) -> Iterator[Fact]:
    """Read a translation.

    Parameters
    ----------
    name, table, text
        The file: ``pages/<slug>.<language>.toml``, what it holds, and as it is written.
    pages
        Statements of the English pages by file name.

    Yields
    ------
    fact
        One for each statement of the English page, with its number.

    Raises
    ------
    SourceError
        If there is no such page, or a statement is missing, silent or one too many.

    Examples
    --------
    >>> import datetime
    >>> from rarekin.model.disease import Section
    >>> page = [Fact("MONDO:1", Section.SIGNS, "text", "curated", "Bones break.", statement=1)]
    >>> table = {"translated": "machine", "reviewed": datetime.date(2026, 11, 30),
    ...     "fact": [{"text": "Los huesos se rompen."}]}
    >>> [f.text for f in translated("pages/x.es.toml", table, "", {"pages/x.toml": page})]
    ['Los huesos se rompen.']
    """
    language = language_of(name)
    original = name.removesuffix(f".{language}.toml") + ".toml"
    facts = pages.get(original)
    if facts is None:
        raise _wrong(name, f"translates {original}, which is not there.", "Write that page first.")
    shape.check_keys(table, shape.TRANSLATION_KEYS, name)
    by, reviewed = table.get("translated"), table.get("reviewed")
    if by not in TRANSLATORS or not isinstance(reviewed, datetime.date):
        hint = 'Write translated = "machine" (or "person") and reviewed = 2026-11-30.'
        raise _wrong(name, "does not say who translated it, or when.", hint)
    rows = shape.tables(table, "fact", name)
    if len(rows) != len(facts):
        message = f"has {len(rows)} statements, {original} has {len(facts)}."
        raise _wrong(name, message, "Translate each statement, in its order.")
    for i_row, (row, fact) in enumerate(zip(rows, facts, strict=True)):
        where = f"{at_line(name, head_line(text, '[[fact]]', i_row))}: fact[{i_row}]"
        said = _statement(row, fact, where)
        yield replace(said, language=language, as_of=reviewed, machine=by == "machine")


def _statement(row: Table, fact: Fact, where: str) -> Fact:
    shape.check_keys(row, {"text", "value"}, where)
    text = shape.string(row, "text", where)
    if bool(text) != bool(fact.text):
        raise _wrong(where, "is silent where the page speaks.", f"Translate {fact.text[:60]!r}.")
    value = shape.table(row, "value", where)
    shape.check_keys(value, set(fact.value), where)
    for key, said in value.items():
        if _size(said) != _size(fact.value[key]):
            raise _wrong(where, f"value.{key} has other lines than the page.", "Translate each.")
    return replace(fact, text=text, value={**fact.value, **value})


def _size(value: object) -> int:
    return len(value) if isinstance(value, list) else -1


def _wrong(where: str, message: str, hint: str) -> SourceError:
    return SourceError(f"{where}: {message}", hint=hint, where=where)
