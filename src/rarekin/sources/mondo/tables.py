"""Read Mondo's tables: SSSOM mapping sets, KGX edges and nodes, and the ROBOT subset template.

SSSOM: Matentzoglu N, et al. Database 2022, doi:10.1093/database/baac035.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rarekin.errors import InputError, SourceError
from rarekin.model.identifiers import Curie, parse_curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel

_IS_A = "biolink:subclass_of"
_RETIRED = "obsolete "


@dataclass
class Tables:
    """What the files say about each Mondo class.

    Attributes
    ----------
    labels
        By class, without the word that marks a retired one.
    retired
        Classes whose label starts with ``obsolete``.
    mappings
        Predicate and object of each class, in the order of the files, once each.
    parents
        Direct parents within the rare-disease subset.
    synonyms
        By class, where the node table was at hand.
    issues
        Rows that could not be read.
    """

    labels: dict[Curie, str] = field(default_factory=dict)
    retired: set[Curie] = field(default_factory=set)
    mappings: dict[Curie, dict[tuple[str, Curie], None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    parents: dict[Curie, set[Curie]] = field(default_factory=lambda: defaultdict(set))
    synonyms: dict[Curie, tuple[str, ...]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def add_mappings(self, name: str, data: bytes) -> None:
        """Take in one SSSOM mapping set.

        Parameters
        ----------
        name, data
            The file; lines that start with ``#`` describe the set and are passed over.

        Raises
        ------
        SourceError
            If a column is missing.
        """
        wanted = ("subject_id", "subject_label", "predicate_id", "object_id")
        for where, (subject, label, predicate, object_) in _rows(name, data, wanted):
            ids = self._ids(where, subject, object_)
            if ids:
                self._name(ids[0], label)
                self.mappings[ids[0]][predicate, ids[1]] = None

    def add_edges(self, name: str, data: bytes) -> None:
        """Take in the KGX edges of the rare-disease subset; only is-a counts.

        Parameters
        ----------
        name, data
            The file.

        Raises
        ------
        SourceError
            If a column is missing.
        """
        for where, (child, predicate, parent) in _rows(
            name, data, ("subject", "predicate", "object")
        ):
            ids = self._ids(where, child, parent) if predicate == _IS_A else None
            if ids:
                self.parents[ids[0]].add(ids[1])
                self.parents[ids[1]] |= set()

    def add_nodes(self, name: str, data: bytes) -> None:
        """Take in the KGX nodes of the rare-disease subset: labels and synonyms.

        Parameters
        ----------
        name, data
            The file; a table without synonyms is taken for its labels.

        Raises
        ------
        SourceError
            If a column is missing.
        """
        wanted = ("id", "name", "synonym") if b"\tsynonym" in data[:2000] else ("id", "name")
        for where, values in _rows(name, data, wanted):
            ids = self._ids(where, values[0]) if values[0].startswith("MONDO:") else None
            if ids:
                self._name(ids[0], values[1])
                texts = values[2].split("|") if len(values) > 2 else ()
                self.synonyms[ids[0]] = tuple(text for text in texts if text)

    def add_subset(self, name: str, data: bytes) -> None:
        """Take in the template that tags classes on GARD's list, as cross-references.

        Parameters
        ----------
        name, data
            The file; its second line is for the program that reads templates.

        Raises
        ------
        SourceError
            If a column is missing.
        """
        for where, (subject, number) in _rows(name, data, ("mondo_id", "gard_id")):
            ids = self._ids(where, subject, number) if subject != "ID" else None
            if ids:
                self.mappings[ids[0]]["oboInOwl:hasDbXref", ids[1]] = None

    def _ids(self, where: str, subject: str, *others: str) -> tuple[Curie, ...] | None:
        try:
            ids = tuple(parse_curie(text) for text in (subject, *others))
        except InputError as error:
            self.issues.append(
                Issue("mondo-row", IssueLevel.ERROR, where, f"Left out: {error.message}")
            )
            return None
        return ids if prefix_of(ids[0]) == "MONDO" else None

    def _name(self, id_: Curie, label: str) -> None:
        if label.lower().startswith(_RETIRED):
            self.retired.add(id_)
            label = label[len(_RETIRED) :]
        if label:
            self.labels[id_] = label


def _rows(name: str, data: bytes, wanted: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the place and the wanted fields of each row that has them all."""
    lines = data.decode("utf-8").split("\n")
    numbered = iter(
        (i, line.rstrip("\r")) for i, line in enumerate(lines, 1) if line and line[0] != "#"
    )
    columns = next(numbered, (0, ""))[1].split("\t")
    missing = [column for column in wanted if column not in columns]
    if missing:
        raise SourceError(
            f"{name} has no column {', '.join(missing)}.",
            hint="The publisher may have changed the file: compare it with its documentation.",
            where=name,
        )
    at = [columns.index(column) for column in wanted]
    for i, line in numbered:
        fields = line.split("\t")
        if len(fields) > max(at):
            yield f"{name}:{i}", [fields[k].strip() for k in at]
