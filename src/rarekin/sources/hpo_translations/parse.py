"""Read the Babelon tables of the HPO translation teams.

Columns stand in another order in every file and are read by name
(https://github.com/monarch-initiative/babelon). A name the team has approved (``OFFICIAL``) is
the term's label in that language; one it has not (``CANDIDATE``, mostly made by machine) is
kept as a related name only, so that nobody takes it for the label.

A few approved names say something else than the term ("blindness" for any loss of sight), hurt,
or are misspelt: ``corrections.tsv`` has what is shown instead, as long as the team writes it so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Name, NameKind
from rarekin.model.identifiers import parse_curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel

_SOURCE = "hpo_translations"
_WANTED = (
    "subject_id", "predicate_id", "translation_language", "translation_value",
    "translation_status",
)  # fmt: skip
_KINDS = {
    "rdfs:label": NameKind.LABEL,
    "oboInOwl:hasExactSynonym": NameKind.EXACT,
    "oboInOwl:hasRelatedSynonym": NameKind.RELATED,
}
_OFFICIAL, _CANDIDATE = "OFFICIAL", "CANDIDATE"
_NOTHING = frozenset({"", "NA", "N/A"})


def parse(files: Mapping[str, bytes]) -> Iterator[Name | Issue]:
    r"""Yield the names of HPO terms by language.

    Parameters
    ----------
    files
        ``hp-<language>.babelon.tsv``, as many as there are.

    Yields
    ------
    record
        A `Name` whose ``disease`` is the HPO term; an `Issue` for each row that could not be
        read. Definitions, rows without a translation and terms of other ontologies are passed
        over.

    Raises
    ------
    SourceError
        If a column is missing.

    Examples
    --------
    >>> head = b"translation_language\tsubject_id\tpredicate_id\ttranslation_value"
    >>> row = b"es\tHP:0001166\trdfs:label\tAracnodactilia\tOFFICIAL\n"
    >>> table = head + b"\ttranslation_status\n" + row
    >>> [(name.disease, name.text, name.language) for name in parse({"hp-es.babelon.tsv": table})]
    [('HP:0001166', 'Aracnodactilia', 'es')]
    """
    for file in sorted(files):
        seen: set[Name] = set()
        for record in _table(file, files[file].decode("utf-8-sig")):
            if isinstance(record, Name):
                if record in seen:
                    continue
                seen.add(record)
            yield record


def _table(file: str, text: str) -> Iterator[Name | Issue]:
    lines = text.split("\n")
    columns = lines[0].rstrip("\r").split("\t")
    missing = [column for column in _WANTED if column not in columns]
    if missing:
        raise SourceError(
            f"{file} has no column {', '.join(missing)}.",
            hint="The publisher may have changed the file: compare it with its documentation.",
            where=file,
        )
    at = [columns.index(column) for column in _WANTED]
    for i, line in enumerate(lines[1:], 2):
        fields = line.rstrip("\r").split("\t")
        if len(fields) <= max(at):
            continue
        try:
            name = _name(*(_unquoted(fields[k]) for k in at))
        except InputError as error:
            message = f"Left out: {error.message}"
            yield Issue("translation-row", IssueLevel.ERROR, f"{file}:{i}", message)
            continue
        if name:
            yield name


def _name(subject: str, predicate: str, language: str, text: str, status: str) -> Name | None:
    kind = _KINDS.get(predicate)
    if kind is None or text in _NOTHING or status not in (_OFFICIAL, _CANDIDATE):
        return None
    term = parse_curie(subject)
    if prefix_of(term) != "HP" or not language:
        return None
    text = _corrections().get((language, term, text), text)
    return Name(term, text, kind if status == _OFFICIAL else NameKind.RELATED, _SOURCE, language)


@cache
def _corrections() -> Mapping[tuple[str, str, str], str]:
    """Return what is shown in place of a name, by language, term and the name as published."""
    with Path(__file__).with_name("corrections.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(r["language"], r["term"], r["published"]): r["instead"] for r in rows}


def _unquoted(field: str) -> str:
    """Undo the quoting that some of the files use; a quotation mark inside a text stays."""
    field = field.strip()
    if len(field) > 1 and field[0] == field[-1] == '"':
        inner = field[1:-1]
        if '"' not in inner.replace('""', ""):
            return inner.replace('""', '"').strip()
    return field
