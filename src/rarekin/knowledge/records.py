"""Everything the sources said, by kind, before it is joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from rarekin.errors import BuildError
from rarekin.model.case import Case
from rarekin.model.corrections import Correction, Doubt
from rarekin.model.disease import (
    Annotation,
    Disease,
    Fact,
    GeneLink,
    IdMapping,
    Name,
    Organisation,
)
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.mentions import Mention
from rarekin.model.ontology import Term

_KEPT_ISSUES = 200


@dataclass
class Records:
    """Parsed records of all sources, in the order in which they came.

    Attributes
    ----------
    cases
        Pairs of source name and published case.
    mentions
        Identifiers in hand-written files.
    issues
        Pairs of source name and what was wrong in its data; the first 200.
    counts
        Number of records by source name and kind.
    """

    terms: list[Term] = field(default_factory=list)
    diseases: list[Disease] = field(default_factory=list)
    mappings: list[IdMapping] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    genes: list[GeneLink] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    cases: list[tuple[str, Case]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    issues: list[tuple[str, Issue]] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, source: str, records: Iterable[object]) -> Counter[str]:
        """Sort in what one parser yields.

        Parameters
        ----------
        source
            Name of the source folder.
        records
            Model records.

        Returns
        -------
        counts
            Number of records by kind.

        Raises
        ------
        BuildError
            If a parser yields something that is not a record we store.

        Examples
        --------
        >>> records = Records()
        >>> records.add("toy", [Disease("MONDO:0000001", "disease", "toy")])
        Counter({'Disease': 1})
        """
        places: dict[type, Callable[[Any], None]] = {
            Term: self.terms.append,
            Disease: self.diseases.append,
            IdMapping: self.mappings.append,
            Name: self.names.append,
            Annotation: self.annotations.append,
            GeneLink: self.genes.append,
            Fact: self.facts.append,
            Organisation: self.organisations.append,
            Mention: self.mentions.append,
            Correction: self.corrections.append,
            Doubt: self.doubts.append,
            Case: lambda case: self.cases.append((source, case)),
            Issue: lambda issue: self._keep_issue(source, issue),
        }
        by_name = {kind.__name__: put for kind, put in places.items()}
        counts: Counter[str] = Counter()
        for record in records:
            kind = type(record).__name__
            put = by_name.get(kind)
            if put is None:
                raise BuildError(
                    f"The parser of {source} yields {kind}; a release stores "
                    f"{', '.join(sorted(by_name))}.",
                    hint="Let the parser yield records of rarekin.model.",
                )
            put(record)
            counts[kind] += 1
        self.counts[source] = self.counts.get(source, Counter()) + counts
        return counts

    def merge(self, other: Records) -> None:
        """Take over the records of another collection.

        Parameters
        ----------
        other
            It may not be used afterwards.
        """
        for name, value in vars(other).items():
            if isinstance(value, list):
                getattr(self, name).extend(value)
        for source, counts in other.counts.items():
            self.counts[source] = self.counts.get(source, Counter()) + counts

    def give_way(self, source: str, to: str) -> int:
        """Leave out findings of one source for entries that another has findings of.

        Of a page that both quote, the other's text stands as well. Of an entry of which the
        other says what its genes do, the other's links stand.

        Parameters
        ----------
        source
            Whose findings and quotations give way; what it says about inheritance and course
            stays.
        to
            Who is heard first.

        Returns
        -------
        n_left_out
            How many findings were left out.

        Examples
        --------
        >>> records = Records()
        >>> _ = records.add("a", [Annotation("ORPHA:1", "HP:1", "a")])
        >>> _ = records.add("b", [Annotation("ORPHA:1", "HP:2", "b"),
        ...     Annotation("ORPHA:2", "HP:2", "b")])
        >>> records.give_way("b", "a"), [row.disease for row in records.annotations]
        (1, ['ORPHA:1', 'ORPHA:2'])
        """
        rows = self.annotations
        told = {row.disease for row in rows if row.source == to and row.aspect == "P"}
        self.annotations = [
            row
            for row in rows
            if row.source != source or row.aspect != "P" or row.disease not in told
        ]
        explained = {gene.disease for gene in self.genes if gene.source == to and gene.relation}
        self.genes = [
            gene for gene in self.genes if gene.source != source or gene.disease not in explained
        ]
        dated = {f.disease for f in self.facts if f.source == to and f.kind == "onset"}
        self.facts = [
            f
            for f in self.facts
            if f.source != source or f.kind != "onset" or f.disease not in dated
        ]
        pages = {(f.section, f.value.get("page")) for f in self.facts if f.source == to}
        self.facts = [
            f
            for f in self.facts
            if f.source != source or (f.section, _last_part(f.value.get("url"))) not in pages
        ]
        return len(rows) - len(self.annotations)

    def keep_listed(self, source: str) -> None:
        """Leave out what a source says of entries that no other source lists.

        Parameters
        ----------
        source
            One that makes no entries of its own.

        Examples
        --------
        >>> records = Records()
        >>> _ = records.add("list", [Disease("MONDO:1", "a disease", "list"),
        ...     IdMapping("MONDO:1", "skos:exactMatch", "OMIM:1", "list")])
        >>> ids = "MONDO:1", "OMIM:1", "OMIM:2"
        >>> _ = records.add("x", [GeneLink(id_, "A", "x") for id_ in ids])
        >>> records.keep_listed("x")
        >>> [link.disease for link in records.genes]
        ['MONDO:1', 'OMIM:1']
        """
        listed = {d.id for d in self.diseases if d.source != source}
        for mapping in self.mappings:
            if mapping.predicate == "skos:exactMatch":
                ends = {mapping.subject, mapping.object}
                listed |= ends if ends & listed else set()
        for name in ("names", "annotations", "genes", "facts"):
            rows = getattr(self, name)
            kept = [row for row in rows if row.source != source or row.disease in listed]
            setattr(self, name, kept)

    def correct(self) -> int:
        """Move identifiers that sources attach to the wrong disease to where they belong.

        Where the identifier is that of a disease above the wrong one, it is no longer above it.
        A correction that finds nothing to mend is noted, so that it can be taken out.

        Returns
        -------
        n_moved
            How many statements were taken away.

        Examples
        --------
        >>> records = Records()
        >>> _ = records.add("a", [IdMapping("MONDO:1", "oboInOwl:hasDbXref", "NORD:1", "a"),
        ...     Correction("NORD:1", "MONDO:1", "MONDO:2", (), "It is another page.", (), "b")])
        >>> records.correct(), [(m.subject, m.source) for m in records.mappings]
        (1, [('MONDO:2', 'b')])
        """
        n_moved = 0
        for one in self.corrections:
            ends, names = {one.id, one.taken_from}, {name.casefold() for name in one.names}
            taken = [m for m in self.mappings if {m.subject, m.object} == ends]
            kept = [m for m in self.mappings if {m.subject, m.object} != ends]
            n_found = len(taken) + self._file_elsewhere(one)
            self.mappings = kept
            self.names = [
                n
                for n in self.names
                if n.disease != one.taken_from or n.text.casefold() not in names
            ]
            if n_found and one.belongs_to is not None:
                is_same = any(m.predicate == "skos:exactMatch" for m in taken)
                predicate = "skos:exactMatch" if is_same else "oboInOwl:hasDbXref"
                moved = IdMapping(one.belongs_to, predicate, one.id, one.source)
                self.mappings.append(moved)
            elif not n_found and any(d.id == one.taken_from for d in self.diseases):
                message = f"No source gives {one.id} to {one.taken_from} any more."
                hint = "Take the correction out."
                issue = Issue("correction-needless", IssueLevel.NOTICE, one.id, message, hint)
                self.note(one.source, issue)
            n_moved += n_found
        return n_moved

    def _file_elsewhere(self, one: Correction) -> int:
        """Take a disease out from below one where it does not belong."""
        n_found = 0
        for i, disease in enumerate(self.diseases):
            if disease.id == one.taken_from and one.id in disease.parents:
                left = tuple(parent for parent in disease.parents if parent != one.id)
                self.diseases[i] = replace(disease, parents=left)
                n_found += 1
        return n_found

    def note(self, source: str, issue: Issue) -> None:
        """Keep something that those who look after the data should see.

        Parameters
        ----------
        source, issue
            In whose data it is, and what.
        """
        self._keep_issue(source, issue)

    def _keep_issue(self, source: str, issue: Issue) -> None:
        if len(self.issues) < _KEPT_ISSUES:
            self.issues.append((source, issue))


def _last_part(address: object) -> str:
    return str(address or "").rstrip("/").rpartition("/")[2]
