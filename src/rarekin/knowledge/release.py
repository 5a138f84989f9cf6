"""An open release: read-only, shared between threads, nothing parsed that is not asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rarekin.errors import KnowledgeError, UnknownId
from rarekin.knowledge.arrays import read_ontology
from rarekin.knowledge.codec import decode
from rarekin.knowledge.manifest import Manifest, damaged_files, read_manifest
from rarekin.knowledge.pages import DiseaseRef
from rarekin.knowledge.rows import ANNOTATION_COLUMNS, RowReader, gene_link
from rarekin.knowledge.schema import SCHEMA_VERSION
from rarekin.knowledge.shelf import Shelf
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Annotation, GeneLink, IdMapping, Level, Name, NameKind
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.model.sentences import sentence

_SHARED_TEXTS = 65_536


class Release(Shelf):
    """One release on disk.

    Parameters
    ----------
    path
        Its folder.
    manifest
        Its description.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        super().__init__(path, manifest)
        self._reader = RowReader(lru_cache(_SHARED_TEXTS)(self._read_text))

    @classmethod
    def open(cls, path: Path, oldest: int = SCHEMA_VERSION) -> Release:
        """Open a release folder.

        Parameters
        ----------
        path
            The folder.
        oldest
            The oldest schema that will do; pages and engines need today's.

        Returns
        -------
        release
            Ready to answer.

        Raises
        ------
        KnowledgeError
            If a file is missing or cut short, or the schema is another program's.
        """
        manifest = read_manifest(path, oldest)
        damaged = damaged_files(path, manifest)
        if damaged:
            raise KnowledgeError(
                f"The release {path.name} has not all of {', '.join(damaged)}.",
                hint="Build again with 'rarekin knowledge build', or use another release.",
            )
        return cls(path, manifest)

    @property
    def sources(self) -> tuple[SourceInfo, ...]:
        """The sources that speak in it."""
        return self.manifest.sources

    @cached_property
    def ontology(self) -> Ontology:
        """The live HPO terms."""
        return read_ontology(self.array)

    def term(self, id_: Curie) -> Term:
        """Return a term as its publisher wrote it.

        Parameters
        ----------
        id_
            Its id, retired ones included.

        Returns
        -------
        term
            With definition and synonyms.

        Raises
        ------
        UnknownId
            If no source has it.
        """
        rows = self.rows("SELECT data FROM term WHERE id = ?", (id_,))
        if not rows:
            raise UnknownId(
                sentence(
                    "%(text)s is not a finding of release %(release)s.",
                    text=id_,
                    release=self.version,
                ),
                hint=sentence("Check the number, or search for the finding by its name."),
            )
        return decode(Term, rows[0][0])

    def terms(self) -> Iterator[Term]:
        """Yield every term, in the order of ids.

        Yields
        ------
        term
            Obsolete ones included.
        """
        for (data,) in self.rows("SELECT data FROM term ORDER BY id"):
            yield decode(Term, data)

    def disease_ids(self) -> tuple[Curie, ...]:
        """Canonical ids of all diseases.

        Returns
        -------
        ids
            In order.
        """
        return tuple(id_ for (id_,) in self.rows("SELECT id FROM disease ORDER BY i"))

    def refs(self, numbers: Sequence[int]) -> dict[int, DiseaseRef]:
        """Return diseases by their row numbers.

        Parameters
        ----------
        numbers
            Row numbers.

        Returns
        -------
        refs
            By number.
        """
        found: dict[int, DiseaseRef] = {}
        for start in range(0, len(numbers), 500):
            part = numbers[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self.rows(
                f"SELECT i, id, label, level FROM disease WHERE i IN ({marks})",  # noqa: S608
                part,
            )
            found |= {i: DiseaseRef(id_, label, Level(level)) for i, id_, label, level in rows}
        return found

    def number_of(self, id_: Curie) -> int:
        """Return the row number of a canonical id.

        Parameters
        ----------
        id_
            Canonical.

        Returns
        -------
        number
            Row number.

        Raises
        ------
        UnknownId
            If it is not canonical in this release.
        """
        rows = self.rows("SELECT i FROM disease WHERE id = ?", (id_,))
        if not rows:
            raise UnknownId(
                sentence(
                    "%(text)s is not a disease of release %(release)s.",
                    text=id_,
                    release=self.version,
                ),
                hint=sentence("Search for the disease by its name."),
            )
        return int(rows[0][0])

    def canonical(self, id_: Curie) -> tuple[Curie, ...]:
        """Return the diseases an identifier stands for.

        Parameters
        ----------
        id_
            Any identifier in canonical spelling.

        Returns
        -------
        ids
            Canonical ids; more than one where the identifier is ambiguous.
        """
        rows = self.rows(
            "SELECT d.id FROM alias a JOIN disease d ON d.i = a.disease WHERE a.alias = ?", (id_,)
        )
        return tuple(sorted(Curie(row[0]) for row in rows))

    def ids_of(self, canonical: Curie) -> tuple[IdMapping, ...]:
        """Return every mapping of a disease.

        Parameters
        ----------
        canonical
            Its canonical id.

        Returns
        -------
        mappings
            With predicate and source.
        """
        rows = self.rows(
            "SELECT subject, predicate, object, source FROM mapping WHERE key = ? ORDER BY n",
            (canonical,),
        )
        return tuple(IdMapping(*row) for row in rows)

    def names_of(self, key: Curie) -> tuple[Name, ...]:
        """Return the names of a disease, or the translated names of a term.

        Parameters
        ----------
        key
            Canonical disease id or term id.

        Returns
        -------
        names
            English first, labels first.
        """
        rows = self.rows(
            "SELECT subject, text, kind, source, language FROM name WHERE key = ? ORDER BY n",
            (key,),
        )
        return tuple(Name(s, t, NameKind(k), source, lang) for s, t, k, source, lang in rows)

    def records(self, kind: type[Any], key: Curie) -> tuple[Any, ...]:
        """Return facts, organisations or cases of a disease or term.

        Parameters
        ----------
        kind
            The record's class.
        key
            Canonical disease id or term id.

        Returns
        -------
        records
            Of that class.
        """
        rows = self.rows(
            "SELECT data FROM record WHERE kind = ? AND key = ? ORDER BY n", (kind.__name__, key)
        )
        return tuple(decode(kind, data) for (data,) in rows)

    def genes_of(self, number: int) -> tuple[GeneLink, ...]:
        """Return the gene links of a disease.

        Parameters
        ----------
        number
            Its row number.

        Returns
        -------
        genes
            By symbol within a source's id.
        """
        columns = "subject, symbol, source, hgnc, relation, refs"
        ask = f"SELECT {columns} FROM gene WHERE disease = ? ORDER BY symbol, n"  # noqa: S608
        return tuple(gene_link(*row) for row in self.rows(ask, (number,)))

    def annotations_of(
        self, number: int, terms: Sequence[Curie] | None = None
    ) -> list[tuple[Curie, Annotation]]:
        """Return the statements about findings of a disease.

        Parameters
        ----------
        number
            Its row number.
        terms
            Only those about these live terms; all where None.

        Returns
        -------
        annotations
            Pairs of current term id and statement.
        """
        marks = ",".join("?" * len(terms or ()))
        only = "" if terms is None else f"AND current IN (SELECT i FROM text WHERE s IN ({marks})) "  # noqa: S608
        rows = self.rows(
            f"SELECT {ANNOTATION_COLUMNS} FROM annotation "  # noqa: S608  our own columns
            f"WHERE disease = ? {only}ORDER BY n",
            (number, *(terms or ())),
        )
        return [(current, row) for _, current, row in map(self._reader.annotation, rows)]

    def annotations_with(
        self, term: Curie, most: int | None = None
    ) -> tuple[dict[int, list[Annotation]], int]:
        """Return the statements about one term, by disease.

        Parameters
        ----------
        term
            A live term.
        most
            How many diseases are wanted: those with the highest share of patients, then by
            name; all where None.

        Returns
        -------
        annotations
            By row number of the disease.
        n_diseases
            How many diseases have statements.
        """
        rows = self.rows(
            f"SELECT {ANNOTATION_COLUMNS}, "  # noqa: S608  our own columns
            "(SELECT label FROM disease WHERE i = disease) FROM annotation "
            "WHERE current = (SELECT i FROM text WHERE s = ?) ORDER BY disease, n",
            (term,),
        )
        return self._reader.by_disease(rows, most)

    def _read_text(self, number: int) -> str:
        return str(self.rows("SELECT s FROM text WHERE i = ?", (number,))[0][0])
