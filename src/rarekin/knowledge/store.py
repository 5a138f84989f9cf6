"""Write joined records into ``knowledge.sqlite``: the same records give the same bytes."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from operator import itemgetter
from pathlib import Path

from rarekin.errors import UnknownId
from rarekin.knowledge.codec import encode
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.name_kinds import judged
from rarekin.knowledge.names import name_key
from rarekin.knowledge.records import Records
from rarekin.knowledge.schema import INDEXES, TABLES
from rarekin.model.disease import Annotation, Name, NameKind
from rarekin.model.genes import written_symbol
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

Row = Sequence[object]
_RANKS = {
    NameKind.LABEL: 1, NameKind.EXACT: 2, NameKind.ABBREVIATION: 3, NameKind.LAY: 4,
    NameKind.FORMER: 5, NameKind.HURTFUL: 6, NameKind.RELATED: 7, NameKind.NOT_A_NAME: 8,
}  # fmt: skip
_FOREIGN = 4
"""Two letters stand for another disease in each language: EB is Behcet disease in Spanish only."""


def write_store(path: Path, records: Records, identity: Identity, ontology: Ontology) -> None:
    """Write every table.

    Parameters
    ----------
    path
        A file that does not exist yet.
    records
        What the sources said.
    identity
        How their diseases are joined.
    ontology
        To bring retired term ids up to date.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in (
            "page_size=8192",
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-64000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(TABLES)
        connection.execute("BEGIN")
        _Writer(connection, records, identity, ontology).write()
        connection.execute("COMMIT")
        connection.executescript(INDEXES)
        connection.execute("ANALYZE")
        connection.execute("VACUUM")


class _Texts:
    """Numbers for texts that recur."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str | None) -> int | None:
        return self.numbers.setdefault(text, len(self.numbers) + 1) if text else None

    def joined(self, texts: Iterable[str]) -> int | None:
        return self(";".join(texts))


class _Writer:
    def __init__(
        self,
        connection: sqlite3.Connection,
        records: Records,
        identity: Identity,
        ontology: Ontology,
    ) -> None:
        self._connection = connection
        self._records = records
        self._identity = identity
        self._ontology = ontology
        self._texts = _Texts()
        self._ids = sorted(identity.labels)
        self._number = {id_: i for i, id_ in enumerate(self._ids)}
        self._current: dict[Curie, Curie | None] = {}

    def write(self) -> None:
        annotations = self._sorted_annotations()
        self._write_diseases(annotations)
        self._write_names()
        self._write_mappings()
        self._write_annotations(annotations)
        self._write_genes()
        self._write_records()
        self._write_terms()
        self._write_search()
        self._insert("text", ((i, s) for s, i in self._texts.numbers.items()))

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        marks = ",".join("?" * len(first))
        statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  our own table names
        self._connection.execute(statement, first)
        self._connection.executemany(statement, rows)

    def _place(self, id_: Curie) -> int:
        return self._number[self._identity.canonical[id_]]

    def _sorted_annotations(self) -> list[tuple[int, Curie, Annotation]]:
        found = []
        for row in self._records.annotations:
            current = self._live(row.term)
            if current:
                found.append((self._place(row.disease), current, row))
        found.sort(key=lambda item: (item[0], item[1], _annotation_order(item[2])))
        return found

    def _live(self, term: Curie) -> Curie | None:
        if term not in self._current:
            try:
                self._current[term] = self._ontology.current(term)
            except UnknownId:
                self._current[term] = None
        return self._current[term]

    def _write_diseases(self, annotations: Iterable[tuple[int, Curie, Annotation]]) -> None:
        weights = Counter(place for place, _, row in annotations if row.aspect == "P")
        # What somebody has written about is on record as well as what was counted.
        weights.update(
            self._place(f.disease)
            for f in self._records.facts
            if f.statement and f.language == "en"
        )
        identity = self._identity
        self._insert(
            "disease",
            (
                (i, id_, identity.labels[id_], identity.levels[id_].value, weights[i])
                for i, id_ in enumerate(self._ids)
            ),
        )
        self._insert(
            "alias",
            (
                (alias, self._number[target])
                for alias in sorted(identity.aliases)
                for target in identity.aliases[alias]
            ),
        )
        self._insert(
            "parent",
            (
                (i, self._number[parent])
                for i, id_ in enumerate(self._ids)
                for parent in identity.parents[id_]
            ),
        )

    def _all_names(self) -> list[Name]:
        kept = self._identity.canonical
        labels = {(id_, label) for id_, label in self._identity.labels.items()}
        names = [
            Name(
                d.id,
                d.label,
                NameKind.LABEL if (kept.get(d.id), d.label) in labels else NameKind.EXACT,
                d.source,
            )
            for d in self._records.diseases
            if d.label
        ]
        titles = self._identity.labels
        every = judged(
            [*names, *self._records.names],
            lambda id_: kept.get(id_, id_),
            lambda id_: titles.get(id_, ""),
        )
        return sorted(
            set(every),
            key=lambda n: (n.disease, _RANKS[n.kind], n.text, n.source, n.language),
        )

    def _write_names(self) -> None:
        self._names = self._all_names()
        grouped: dict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            grouped[self._identity.canonical.get(name.disease, name.disease)].append(name)
        self._insert(
            "name",
            (
                (key, n, v.disease, v.text, v.kind.value, v.source, v.language)
                for key in sorted(grouped)
                for n, v in enumerate(sorted(grouped[key], key=_name_order))
            ),
        )

    def _write_mappings(self) -> None:
        grouped: dict[str, set[tuple[str, str, str, str]]] = defaultdict(set)
        canonical = self._identity.canonical
        for m in self._records.mappings:
            row = (m.subject, m.predicate, m.object, m.source)
            for end in (m.subject, m.object):
                if end in canonical:
                    grouped[canonical[end]].add(row)
        self._insert(
            "mapping",
            (
                (key, n, *row)
                for key in sorted(grouped)
                for n, row in enumerate(sorted(grouped[key]))
            ),
        )

    def _write_annotations(self, annotations: Iterable[tuple[int, Curie, Annotation]]) -> None:
        self._insert("annotation", self._annotation_rows(annotations))

    def _annotation_rows(
        self, annotations: Iterable[tuple[int, Curie, Annotation]]
    ) -> Iterator[Row]:
        texts = self._texts
        last, n = -1, 0
        for place, current, a in annotations:
            last, n = place, (n + 1 if place == last else 0)
            yield (
                place, n, texts(a.disease), texts(a.term), texts(current), texts(a.source),
                a.aspect, int(a.excluded), a.numerator, a.denominator, a.frequency,
                texts(a.frequency_term), texts(a.onset), a.sex or None,
                texts.joined(a.modifiers), texts.joined(a.references), texts(a.evidence),
            )  # fmt: skip

    def _write_genes(self) -> None:
        rows = {
            (self._place(g.disease), g.disease, written_symbol(g.symbol), g.source, g.hgnc or "",
             g.relation, ";".join(g.references))
            for g in self._records.genes
        }  # fmt: skip
        last, n, numbered = -1, 0, []
        for row in sorted(rows):
            last, n = row[0], (n + 1 if row[0] == last else 0)
            numbered.append((row[0], n, *row[1:]))
        self._insert("gene", numbered)

    def _write_records(self) -> None:
        # Keyed like a set, kept in order: what a parser yields first stands first on the page.
        rows: dict[tuple[str, str, str, str], None] = {}
        canonical = self._identity.canonical
        for fact in self._records.facts:
            place = canonical.get(fact.disease, fact.disease)
            rows["Fact", place, fact.source, encode(fact)] = None
        for club in self._records.organisations:
            data = encode(club)
            for id_ in club.diseases:
                rows["Organisation", canonical.get(id_, id_), club.source, data] = None
        for source, case in self._records.cases:
            data = encode(case)
            for id_ in case.diseases or (Curie(""),):
                rows["Case", canonical.get(id_, id_), source, data] = None
        counts: Counter[tuple[str, str]] = Counter()
        numbered = []
        for kind, key, source, data in sorted(rows, key=itemgetter(0, 1, 2)):
            numbered.append((kind, key, counts[kind, key], source, data))
            counts[kind, key] += 1
        self._insert("record", numbered)

    def _write_terms(self) -> None:
        latest = {term.id: term for term in self._records.terms}
        self._insert(
            "term",
            (
                (id_, latest[id_].label, latest[id_].source, encode(latest[id_]))
                for id_ in sorted(latest)
            ),
        )

    def _write_search(self) -> None:
        best: dict[tuple[str, int], tuple[int, str]] = {}
        for name in self._names:
            canonical = self._identity.canonical.get(name.disease)
            key = name_key(name.text)[:300]
            if canonical is None or not key:
                continue
            place = (key, self._number[canonical])
            own = name.text == self._identity.labels[canonical]
            rank = 0 if own else _RANKS[name.kind] + _FOREIGN * _is_foreign_abbreviation(name)
            best[place] = min(best.get(place, (99, "")), (rank, name.text))
        rows = [
            (i, key, place, *best[key, place]) for i, (key, place) in enumerate(sorted(best), 1)
        ]
        self._insert("spelling", rows)
        self._insert("spelling_words(rowid, key)", ((row[0], row[1]) for row in rows))
        uses = Counter(word for key, _ in best for word in set(key.split()))
        self._insert("word", ((i, word, uses[word]) for i, word in enumerate(sorted(uses), 1)))


def _is_foreign_abbreviation(name: Name) -> bool:
    return name.kind is NameKind.ABBREVIATION and name.language != "en"


def _name_order(name: Name) -> tuple[bool, int, str, str, str, str]:
    return (
        name.language != "en", _RANKS[name.kind], name.text.casefold(), name.text, name.source,
        name.disease,
    )  # fmt: skip


def _annotation_order(a: Annotation) -> tuple[object, ...]:
    return (
        a.aspect, a.disease, a.source, a.excluded, -1 if a.numerator is None else a.numerator,
        a.denominator or 0, -1.0 if a.frequency is None else a.frequency, a.frequency_term or "",
        a.onset or "", a.sex, a.modifiers, a.references, a.evidence, a.term,
    )  # fmt: skip
