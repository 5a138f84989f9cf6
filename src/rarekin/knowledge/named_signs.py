"""Which signs a disease is known by: what its definitions name, or what somebody chose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rarekin.model.disease import Fact
from rarekin.model.identifiers import Curie

NAMED = "named_signs"
"""Kind of a fact that says which signs definitions of a disease name."""

CHOSEN = "leading_signs"
"""Kind of a fact in which somebody chose the signs that tell a disease."""


@dataclass(frozen=True, slots=True)
class NamedSign:
    """A sign in a definition of a disease.

    Attributes
    ----------
    n_texts
        How many definitions name it, or something narrower.
    is_hedged
        Whether they only say that it may occur.
    source
        Name of the data source.
    is_chosen
        Whether somebody chose it, instead of a machine that read definitions.
    is_of_whole
        Whether it is the definition of the disease above, of which this is a form.
    is_first
        Whether a definition names it before all others: it begins with the hallmark.
    """

    term: Curie
    n_texts: int
    is_hedged: bool
    source: str
    is_chosen: bool = False
    is_of_whole: bool = False
    is_first: bool = False


def named_signs(facts: Iterable[Fact]) -> tuple[NamedSign, ...]:
    """Read which signs a disease is known by.

    Parameters
    ----------
    facts
        About one disease, of any kind.

    Returns
    -------
    signs
        What somebody chose, where somebody did; else what definitions name; the most telling
        first.

    Examples
    --------
    >>> from rarekin.model.disease import Section
    >>> terms = [["HP:0001595", 3, False, True], ["HP:0001250", 1, True, False]]
    >>> read = Fact("MONDO:1", Section.SOURCES, NAMED, "definitions", value={"terms": terms})
    >>> [(sign.term, sign.is_hedged) for sign in named_signs([read])]
    [('HP:0001595', False), ('HP:0001250', True)]
    >>> chosen = Fact("MONDO:1", Section.SIGNS, CHOSEN, "curated", value={"terms": ["HP:1"]})
    >>> [sign.term for sign in named_signs([read, chosen])]
    ['HP:1']
    """
    chosen: list[NamedSign] = []
    read: list[NamedSign] = []
    for fact in facts:
        if fact.kind == CHOSEN:
            terms = _terms(fact)
            chosen += [NamedSign(Curie(str(t)), 1, False, fact.source, True) for t in terms]
        elif fact.kind == NAMED:
            read += [_read(triple, fact.source) for triple in _terms(fact)]
    return tuple(chosen or read)


def _terms(fact: Fact) -> Sequence[object]:
    terms = fact.value.get("terms")
    return terms if isinstance(terms, list | tuple) else ()


def _read(told: object, source: str) -> NamedSign:
    if not isinstance(told, list | tuple):
        raise TypeError(f"A named sign is a list, not {told!r}.")
    term, n_texts, is_hedged, *first = told
    is_first = bool(first and first[0])
    return NamedSign(Curie(str(term)), int(n_texts), bool(is_hedged), source, is_first=is_first)
