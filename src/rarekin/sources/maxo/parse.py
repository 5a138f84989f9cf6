"""Read the two MAxO tables: treatments by disease and finding, procedures by finding.

Carmody LC, et al. Med 2023;4:913-927 (doi:10.1016/j.medj.2023.10.003).
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.citations import Checked, Citation
from rarekin.model.disease import Fact, Name, NameKind, Section
from rarekin.model.identifiers import Curie, parse_curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel

SOURCE = "maxo"
TREATMENTS = "maxo-annotations.tsv"
PROCEDURES = "maxo_diagnostic_annotations.tsv"

RELATIONS = {
    "treats": "treats",
    "prevents": "prevents",
    "investigates": "investigates",
    "contraindicated": "contraindicated",
    "no_observed_benefit": "no_observed_benefit",
    "lack_of_observed_response": "no_observed_response",
    "unknown": "unknown",
}
"""The publisher's word for what an action does, spaces as underscores, and ours."""

_WHEN = {
    "is_observable_through": "after_birth",
    "is_prenatally_observable_through": "before_birth",
}
_TREATMENT_COLUMNS = (
    "disease_id", "source_id", "maxo_id", "maxo_name", "hpo_id", "relation", "evidence",
    "extension_id", "extension_name", "comment", "last_updated", "created",
)  # fmt: skip
# The publisher documents other names for the columns of the file than the file itself has.
_DOCUMENTED = {
    "citation": "source_id",
    "maxo_label": "maxo_name",
    "maxo_relation": "relation",
    "evidence_code": "evidence",
    "extension_label": "extension_name",
    "attribute": "comment",
    "last_update": "last_updated",
    "created_on": "created",
}
_PROCEDURE_COLUMNS = ("hpo_id", "predicate_id", "maxo_id", "maxo_label")
# Curators leave identifiers and notes to each other in the column of remarks.
_NOT_A_REMARK = re.compile(r"\s*(CHEBI|PMID|HP|MONDO)\s*:|\s*re-?annotate", re.IGNORECASE)
_ABSTAINING = re.compile(r"avoid|restrict|cessation|withdraw|discontinu|\bfree diet", re.IGNORECASE)
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})")

Row = dict[str, str]


def parse(files: Mapping[str, bytes]) -> Iterator[Fact | Name | Issue]:
    r"""Yield treatments as facts of a disease, procedures as facts of an HPO term, and names.

    Parameters
    ----------
    files
        ``maxo-annotations.tsv``, ``maxo_diagnostic_annotations.tsv``.

    Yields
    ------
    record
        A `Fact` of kind ``treatment``, its value with ``relation`` (one of `RELATIONS`),
        ``procedure`` and ``label``, and ``term`` where it is about one finding; or of kind
        ``procedure`` with ``procedure``, ``label`` and ``when``. What speaks against an action
        stands in the section of safety with a sentence, unless the action is to go without
        something. Nobody has read the reports behind the table: all of it is unverified. A
        `Name` for each disease as the annotators write it: some of their MONDO numbers are no
        longer in use, and the name says what was meant. An
        `Issue` for a row that could not be read.

    Raises
    ------
    SourceError
        If a column is missing.

    Examples
    --------
    >>> head = "hpo_id\thpo_label\tpredicate_id\tmaxo_id\tmaxo_label"
    >>> row = "HP:0000002\tx\tis_observable_through\tMAXO:0000487\tclinical assessment"
    >>> table = f"#version: 2025-05-31\n{head}\n{row}\n".encode()
    >>> [(f.disease, f.value["label"], f.value["when"]) for f in parse({PROCEDURES: table})]
    [('HP:0000002', 'clinical assessment', 'after_birth')]
    """
    seen: set[tuple[object, ...]] = set()
    names: dict[Name, None] = {}
    for name, read in ((TREATMENTS, _treatment), (PROCEDURES, _procedure)):
        needed = _TREATMENT_COLUMNS if name == TREATMENTS else _PROCEDURE_COLUMNS
        for i_line, row in _rows(name, files.get(name, b""), needed):
            try:
                fact = read(row)
            except (InputError, ValueError) as error:
                where = f"{name}:{i_line}"
                yield Issue("maxo-row", IssueLevel.ERROR, where, f"Left out: {error}")
                continue
            key = (fact.disease, fact.kind, *sorted(fact.value.items()), *fact.citations)
            if key not in seen:
                seen.add(key)
                yield fact
            if text := " ".join(row.get("disease_name", "").split()):
                names[Name(fact.disease, text, NameKind.RELATED, SOURCE)] = None
    yield from names


def _rows(name: str, data: bytes, needed: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    lines = data.decode("utf-8-sig").splitlines()
    n_comments = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if not lines[n_comments:]:
        return
    table = csv.DictReader(
        lines[n_comments:], delimiter="\t", quoting=csv.QUOTE_NONE, restval="", restkey="more"
    )
    names = list(table.fieldnames or ())
    table.fieldnames = [n if n in needed else _DOCUMENTED.get(n, n) for n in names]
    missing = sorted(set(needed) - set(table.fieldnames))
    if missing:
        raise SourceError(
            f"{name} has no column {', '.join(missing)}.",
            hint="The publisher may have changed the file: compare it with its documentation.",
            where=name,
        )
    for row in table:
        kept = {key: row[key].strip() for key in needed}
        yield n_comments + table.line_num, kept | {"disease_name": row.get("disease_name", "")}


def _treatment(row: Row) -> Fact:
    word = row["relation"].lower().replace(" ", "_")
    if word not in RELATIONS:
        raise ValueError(f"relation {row['relation'][:40]!r}; we know {', '.join(RELATIONS)}")
    relation = RELATIONS[word]
    value: dict[str, object] = {"relation": relation, **_action(row["maxo_id"], row["maxo_name"])}
    target = parse_curie(row["hpo_id"])
    if prefix_of(target) == "HP":
        value["term"] = target
    for key, text in (
        ("agent", row["extension_id"]),
        ("agent_label", row["extension_name"]),
        ("evidence", row["evidence"]),
        ("remark", "" if _NOT_A_REMARK.match(row["comment"]) else row["comment"]),
    ):
        if text:
            value[key] = " ".join(text.split())
    warning = _warning(value) if relation == "contraindicated" else ""
    return Fact(
        disease=parse_curie(row["disease_id"]),
        section=Section.SAFETY if warning else Section.TREATMENT,
        kind="treatment",
        source=SOURCE,
        text=warning,
        checked=Checked.UNVERIFIED,
        value=value,
        citations=_citations(row["source_id"]),
        as_of=_date(row["last_updated"]) or _date(row["created"]),
    )


def _warning(value: Mapping[str, object]) -> str:
    """Put into words what could harm; nothing where the action itself is an abstaining.

    Annotators write both "avoid exercise, contraindicated" where exercise harms, and "avoidance
    of protein, contraindicated" where going without protein does. Only the report can tell.
    """
    label, agent = str(value["label"]), str(value.get("agent_label", ""))
    if _ABSTAINING.search(label):
        return ""
    what = f"{agent} ({label})" if agent else label
    return f"A published report says that this could harm: {what}."


def _procedure(row: Row) -> Fact:
    when = _WHEN.get(row["predicate_id"])
    if when is None:
        raise ValueError(f"predicate {row['predicate_id'][:40]!r}; we know {', '.join(_WHEN)}")
    term = parse_curie(row["hpo_id"])
    if prefix_of(term) != "HP":
        raise ValueError(f"{term} is not an HPO term")
    value = {**_action(row["maxo_id"], row["maxo_label"]), "when": when}
    return Fact(term, Section.DIAGNOSIS, "procedure", SOURCE, value=value)


def _action(id_: str, label: str) -> dict[str, object]:
    action: Curie = parse_curie(id_)
    if prefix_of(action) != "MAXO" or not label:
        raise ValueError(f"{id_[:40]!r} with the label {label[:40]!r} is no medical action")
    return {"procedure": action, "label": label}


def _citations(reference: str) -> tuple[Citation, ...]:
    why = "the medical action"
    if reference.startswith(("https://", "http://")):
        return (Citation("", why, url=reference),)
    id_ = parse_curie(reference)
    prefix, _, local = id_.partition(":")
    if prefix == "PMID":
        return (Citation("", why, pmid=local),)
    if prefix == "OMIM":
        return (Citation("", why, url=f"https://www.omim.org/entry/{local}"),)
    raise ValueError(f"reference {reference[:40]!r}")


def _date(text: str) -> datetime.date | None:
    """Read an ISO date, or month/day/year as a spreadsheet leaves it."""
    match = _US_DATE.fullmatch(text)
    try:
        if match:
            month, day, year = (int(part) for part in match.groups())
            return datetime.date(2000 + year, month, day)
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
