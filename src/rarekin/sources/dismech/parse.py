"""Read the search data of dismech: one summary and the names of treatments per disorder.

The file assigns a JSON list to ``window.searchData``; each entry has ``name``, ``disease_id``
(Mondo), ``description`` and ``treatments``. The texts are written by AI and checked against
abstracts of publications: every one is marked so and is never taken for a sentence of ours.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any

from rarekin.errors import InputError, SourceError
from rarekin.model.citations import Checked
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "dismech"
_FILE = "data.js"
_AUTHOR = "Written by AI and checked against abstracts; nobody here has read it"
_PAGES = "https://monarch-initiative.github.io/dismech/pages/disorders/"
_MOST_TREATMENTS = 12

Record = Fact | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    """Yield a summary and a list of treatments for each disorder, marked as written by AI.

    Parameters
    ----------
    files
        ``data.js``.

    Yields
    ------
    record
        Quotations; an `Issue` counts entries without a Mondo number.

    Raises
    ------
    SourceError
        If the file holds no such list.

    Examples
    --------
    >>> text = 'window.searchData = [{"name": "Toy", "disease_id": "MONDO:0008153", "description": '
    >>> text += '"Bone in skin.", "treatments": ["Surgery"], "source_file": "Toy.yaml"}];'
    >>> [(fact.section.value, fact.text) for fact in parse({_FILE: text.encode()})]
    [('summary', 'Bone in skin.'), ('treatment', 'Surgery.')]
    """
    n_unread = 0
    for entry in _entries(files[_FILE].decode("utf-8")):
        try:
            disease = parse_curie(str(entry.get("disease_id") or ""))
        except InputError:
            n_unread += 1
            continue
        yield from _said(entry, disease)
    if n_unread:
        message = f"{n_unread} disorders are left out: they have no number of Mondo."
        yield Issue("dismech-disease", IssueLevel.NOTICE, _FILE, message)


def _entries(text: str) -> list[Mapping[str, Any]]:
    start = text.find("[")
    try:
        found, _end = json.JSONDecoder().raw_decode(text, max(start, 0))
    except ValueError as error:
        raise _wrong(str(error)) from error
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise _wrong("it is no list of disorders")
    return found


def _said(entry: Mapping[str, Any], disease: Curie) -> Iterator[Fact]:
    as_of = _date(entry.get("updated_date") or entry.get("creation_date"))
    file = str(entry.get("source_file") or "").removesuffix(".yaml")
    value = {"url": f"{_PAGES}{file}.html" if file else _PAGES, "author": _AUTHOR}
    summary = " ".join(str(entry.get("description") or "").partition("\n")[0].split())
    named = entry.get("treatments")
    treatments = [str(one).strip() for one in named] if isinstance(named, list) else []
    for section, text in (
        (Section.SUMMARY, summary),
        (Section.TREATMENT, "; ".join(treatments[:_MOST_TREATMENTS])),
    ):
        if text:
            yield Fact(
                disease, section, "answer", _SOURCE, text=text if text[-1] == "." else f"{text}.",
                value=value, as_of=as_of, checked=Checked.UNVERIFIED, quoted=True,
            )  # fmt: skip


def _date(text: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _wrong(what: str) -> SourceError:
    return SourceError(f"{_FILE} cannot be read: {what}.", hint="Fetch it again.", where=_FILE)
