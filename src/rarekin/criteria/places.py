"""Where the terms of items lie in an ontology, so that many people can be looked at quickly."""

from __future__ import annotations

from collections.abc import Set

from rarekin.criteria.sets import Item, PinnedTerm
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology


class Places:
    """Where the terms of items lie in one ontology, looked up once.

    Parameters
    ----------
    ontology
        The terms, with what lies above them.

    Examples
    --------
    >>> Places(Ontology.from_terms([])).of(())
    frozenset()
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        # By identity, since hashing terms takes longer than looking them up; each tuple is kept
        # with what was found, so that no other can take its place in memory.
        self._of: dict[int, tuple[tuple[PinnedTerm, ...], frozenset[int]]] = {}
        self._above: dict[Curie, tuple[int, ...]] = {}
        self._reach: dict[int, tuple[Item, frozenset[int], frozenset[int]]] = {}

    def of(self, terms: tuple[PinnedTerm, ...]) -> frozenset[int]:
        """Return the indices of some terms; those the ontology lacks are left out."""
        found = self._of.get(id(terms))
        if found is None:
            index_of = self.ontology.index_of
            indices = frozenset(index_of[t.id] for t in terms if t.id in index_of)
            found = self._of[id(terms)] = terms, indices
        return found[1]

    def above(self, term: PinnedTerm) -> tuple[int, ...]:
        """Return the indices of a term and of what lies above it; none where it is unknown."""
        found = self._above.get(term.id)
        if found is None:
            i_term = self.ontology.index_of.get(term.id)
            lineage = () if i_term is None else self.ontology.ancestors(i_term).tolist()
            found = self._above[term.id] = tuple(lineage)
        return found

    def is_silent(self, item: Item, present: frozenset[int], excluded: Set[int]) -> bool:
        """Tell whether neither presence nor absence of any term says something of an item.

        Parameters
        ----------
        item
            The item.
        present
            Indices of all that is there, with what lies above it.
        excluded
            Indices of what is not there.
        """
        found = self._reach.get(id(item))
        if found is None:
            speaking = self.of(item.terms) | self.of(item.suggests) | self.of(item.against)
            above = frozenset(i for term in item.terms for i in self.above(term))
            found = self._reach[id(item)] = item, speaking, above
        return found[1].isdisjoint(present) and found[2].isdisjoint(excluded)
