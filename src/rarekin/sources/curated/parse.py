"""Curated files to facts, names and organisations; a mistake names its file and place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rarekin.errors import SourceError
from rarekin.model.disease import (
    Disease,
    Fact,
    Level,
    Section,
)
from rarekin.model.identifiers import Curie
from rarekin.sources.curated import contributed, shape, written
from rarekin.sources.curated.document import SOURCE, Document, Record
from rarekin.sources.curated.places import at_line, head_line
from rarekin.sources.curated.shape import Table
from rarekin.sources.curated.translations import translated


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    """Read curated files.

    Parameters
    ----------
    files
        Contents by file name. ``source.toml`` is skipped; so is what ends in neither ``.toml``
        nor ``.jsonl``, in which a site keeps what its readers contributed.
        Below ``pages/`` stand written pages and, with the language before the ending, their
        translations.

    Yields
    ------
    record
        Facts, names and organisations in the order of file name and place, and the identifiers
        mentioned. Words of the glossary are facts of `ROOT` with kind ``glossary``.

    Raises
    ------
    SourceError
        If a file is not TOML, or has an unknown key, kind or section, or a statement about a
        disease without a citation; if a written page was not read a second time, is too long or
        hurts, or a translation has not its statements.

    Examples
    --------
    >>> text = b'''
    ... reviewed = 2026-11-22
    ... [[glossary]]
    ... term = "ossification"
    ... text = "The making of bone."
    ... '''
    >>> [(fact.kind, fact.value["term"], fact.text) for fact in parse({"words.toml": text})]
    [('glossary', 'ossification', 'The making of bone.')]
    """
    ours = [n for n in files if n.endswith(".toml") and n.rpartition("/")[2] != "source.toml"]
    pages: dict[str, list[Fact]] = {}
    about: dict[Curie, str] = {}
    for name in sorted(ours, key=lambda name: (written.language_of(name) != "en", name)):
        table, text = read_toml(name, files[name])
        if not written.is_page(name):
            yield from Document(name, table, text).records()
        elif written.language_of(name) == "en":
            page = list(read_page(name, table, text))
            written.check_second_reading(name, text, table)
            pages[name] = [record for record in page if isinstance(record, Fact)]
            first = about.setdefault(pages[name][0].disease, name)
            if first != name:
                message = f"{name}: is about the disease of {first}."
                raise SourceError(message, hint="Make one page of the two.", where=name)
            yield from page
            yield _second_reading(pages[name][0].disease, table)
        else:
            yield from translated(name, table, text, pages)
    for name in sorted(name for name in files if name.endswith(contributed.ENDING)):
        yield from contributed.read_contributions(name, files[name], SOURCE)


def read_page(name: str, table: Table, text: str) -> Iterator[Record]:
    """Read one written page, whether or not somebody read it a second time.

    Parameters
    ----------
    name, table, text
        The file: its name, what it holds, and as it is written.

    Yields
    ------
    record
        Its statements numbered from 1, names, organisations and mentioned identifiers.

    Raises
    ------
    SourceError
        As `parse`.
    """
    shape.check_keys(table, shape.PAGE_KEYS, name)
    facts: list[Fact] = []
    others: list[Record] = []
    for record in Document(name, table, text).records():
        if isinstance(record, Fact):
            facts.append(replace(record, statement=len(facts) + 1))
        else:
            others.append(record)
    for key, work in shape.table(table, "cite", name).items():
        where = at_line(name, head_line(text, f"[cite.{key}]"))
        written.check_form(work if isinstance(work, dict) else {}, f"{where}: cite.{key}")
    written.check_page(name, text, facts)
    yield from _newly_listed(name, table, text, facts[0].disease)
    yield from facts
    yield from others


def _newly_listed(name: str, table: Table, text: str, id_: Curie) -> Iterator[Record]:
    """Name a disease that the packaged list is too old to have, as somebody else's list does."""
    listed = shape.table(table, "listed", name)
    where = at_line(name, head_line(text, "[listed]"))
    shape.check_keys(listed, {"label", "by"}, where)
    label, by = (shape.string(listed, key, where) for key in ("label", "by"))
    if bool(label) != bool(by):
        hint = 'Write label = "Dravet syndrome" and by = "Mondo, release 2026-08-04".'
        raise SourceError(f"{where}: lacks the label or who lists it.", hint=hint, where=where)
    if label:
        yield Disease(id_, label, SOURCE, Level.DISORDER)


def _second_reading(disease: Curie, table: Table) -> Fact:
    value = {
        key: found if isinstance(found, int) else str(found)
        for key, found in shape.table(table, "second_reading", "").items()
    }
    return Fact(disease, Section.SOURCES, "second_reading", SOURCE, value=value)


def read_toml(name: str, content: bytes) -> tuple[Table, str]:
    """Read a TOML file.

    Parameters
    ----------
    name, content
        The file.

    Returns
    -------
    table, text
        What it holds, and as it is written.

    Raises
    ------
    SourceError
        If it is none.

    Examples
    --------
    >>> read_toml("a.toml", b"a = 1")
    ({'a': 1}, 'a = 1')
    """
    try:
        text = content.decode("utf-8")
        return tomllib.loads(text), text
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(
            f"{name} is not a TOML file: {error}.",
            hint="Correct the line it names.",
            where=name,
        ) from error
