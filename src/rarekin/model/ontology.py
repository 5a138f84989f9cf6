"""The ontology of findings as arrays: terms by index, ancestors as one CSR table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rarekin.errors import InputError, UnknownId
from rarekin.model.identifiers import Curie

Ints = NDArray[np.int32]
ABNORMALITY = Curie("HP:0000118")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an ontology as its publisher wrote it.

    Attributes
    ----------
    id, label
        Identifier and preferred name.
    definition, comment
        The publisher's words; empty where there are none.
    synonyms
        Triples of text, scope (``exact``, ``broad``, ``narrow``, ``related``) and whether the
        publisher marks it as layperson language.
    parents
        Direct is-a parents.
    alt_ids
        Retired identifiers merged into this one.
    obsolete, replaced_by
        Retired terms and their successor, where one was named.
    """

    id: Curie
    label: str
    source: str
    definition: str = ""
    comment: str = ""
    synonyms: tuple[tuple[str, str, bool], ...] = ()
    parents: tuple[Curie, ...] = ()
    alt_ids: tuple[Curie, ...] = ()
    obsolete: bool = False
    replaced_by: Curie | None = None


@dataclass(frozen=True)
class Ontology:
    """Live terms by index with their ancestors; ids of retired terms lead to successors.

    Attributes
    ----------
    ids, labels
        Live terms in topological order (a parent always before its children). Length ``T``.
    parent_indptr, parent_indices
        Direct parents of each term as CSR. Shapes ``(T + 1,)`` and ``(edges,)``.
    ancestor_indptr, ancestor_indices
        Every term's ancestors and the term itself, ascending. Shapes ``(T + 1,)``, ``(pairs,)``.
    successors
        Retired or alternative id to the live id that replaces it.
    """

    ids: tuple[Curie, ...]
    labels: tuple[str, ...]
    parent_indptr: Ints
    parent_indices: Ints
    ancestor_indptr: Ints
    ancestor_indices: Ints
    successors: dict[Curie, Curie] = field(default_factory=dict)

    @classmethod
    def from_terms(cls, terms: Iterable[Term]) -> Ontology:
        """Arrange parsed terms so that engines can compute with them.

        Parameters
        ----------
        terms
            Terms of one ontology; obsolete ones only contribute their successor.

        Returns
        -------
        ontology
            With ``T`` live terms.

        Raises
        ------
        InputError
            If a parent is missing or the is-a relation has a cycle.

        Examples
        --------
        >>> tree = Ontology.from_terms([
        ...     Term(Curie("HP:0000001"), "All", "toy"),
        ...     Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy",
        ...          parents=(Curie("HP:0000001"),)),
        ... ])
        >>> tree.is_a(Curie("HP:0000118"), Curie("HP:0000001"))
        True
        """
        listed = list(terms)
        live = {term.id: term for term in listed if not term.obsolete}
        order = _topological(live)
        index = {id_: i for i, id_ in enumerate(order)}
        parents = [sorted(index[p] for p in live[id_].parents) for id_ in order]
        ancestors: list[set[int]] = []
        for i, direct in enumerate(parents):
            ancestors.append({i}.union(*(ancestors[p] for p in direct)))
        successors = {t.id: t.replaced_by for t in listed if t.obsolete and t.replaced_by}
        successors |= {alt: t.id for t in live.values() for alt in t.alt_ids if alt not in live}
        return cls(
            tuple(order),
            tuple(live[id_].label for id_ in order),
            *_csr(parents),
            *_csr([sorted(a) for a in ancestors]),
            successors,
        )

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, curie: object) -> bool:
        return curie in self.index_of

    @cached_property
    def index_of(self) -> dict[Curie, int]:
        """Index of each live id."""
        return {id_: i for i, id_ in enumerate(self.ids)}

    @cached_property
    def findings(self) -> frozenset[Curie]:
        """Ids of the live terms below HP:0000118 Phenotypic abnormality, without it.

        Ages of onset, modes of inheritance and modifiers stand elsewhere and are no findings;
        an ontology without that root has nothing else.
        """
        if ABNORMALITY not in self:
            return frozenset(self.ids)
        below = self.descendants(self.index_of[ABNORMALITY]).tolist()
        return frozenset(self.ids[i] for i in below) - {ABNORMALITY}

    def current(self, curie: Curie) -> Curie:
        """Follow a retired id to the live one.

        Raises
        ------
        UnknownId
            If the id is neither live nor has a live successor.
        """
        seen = curie
        for _ in range(10):
            if seen in self.index_of:
                return seen
            if seen not in self.successors:
                break
            seen = self.successors[seen]
        raise UnknownId(
            f"{curie} is not a term of this release.",
            hint="Check the number, or search for the finding by its name.",
        )

    def label(self, curie: Curie) -> str:
        """Return the label of a live id."""
        return self.labels[self.index_of[curie]]

    def parents(self, i_term: int) -> Ints:
        """Return the indices of a term's direct parents."""
        return self.parent_indices[self.parent_indptr[i_term] : self.parent_indptr[i_term + 1]]

    def ancestors(self, i_term: int) -> Ints:
        """Return the indices of a term's ancestors and of itself, ascending."""
        return self.ancestor_indices[
            self.ancestor_indptr[i_term] : self.ancestor_indptr[i_term + 1]
        ]

    @cached_property
    def _descendant_table(self) -> tuple[Ints, Ints]:
        counts = np.diff(self.ancestor_indptr)
        owner = np.repeat(np.arange(len(self.ids), dtype=np.int32), counts)
        order = np.argsort(self.ancestor_indices, kind="stable")
        indptr = np.zeros(len(self.ids) + 1, np.int32)
        np.cumsum(np.bincount(self.ancestor_indices, minlength=len(self.ids)), out=indptr[1:])
        return indptr, owner[order]

    def descendants(self, i_term: int) -> Ints:
        """Return the indices of a term's descendants and of itself, ascending."""
        indptr, indices = self._descendant_table
        return indices[indptr[i_term] : indptr[i_term + 1]]

    def is_a(self, curie: Curie, ancestor: Curie) -> bool:
        """Tell whether a live term equals another or lies below it."""
        i_ancestor = self.index_of[ancestor]
        return bool(np.isin(i_ancestor, self.ancestors(self.index_of[curie])))


def _topological(live: dict[Curie, Term]) -> list[Curie]:
    missing = sorted({p for t in live.values() for p in t.parents if p not in live})
    if missing:
        raise InputError(f"{len(missing)} parent terms are missing, the first is {missing[0]}.")
    children: dict[Curie, list[Curie]] = {id_: [] for id_ in live}
    waiting = {}
    for id_, term in live.items():
        waiting[id_] = len(set(term.parents))
        for parent in set(term.parents):
            children[parent].append(id_)
    ready = sorted((id_ for id_, n in waiting.items() if n == 0), reverse=True)
    order: list[Curie] = []
    while ready:
        id_ = ready.pop()
        order.append(id_)
        for child in sorted(children[id_], reverse=True):
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    if len(order) != len(live):
        raise InputError("The is-a relation of the ontology has a cycle.")
    return order


def _csr(rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    indptr = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(r) for r in rows], out=indptr[1:])
    return indptr, np.fromiter((v for row in rows for v in row), np.int32, int(indptr[-1]))
