"""Which genes cause a disease, and which are merely named with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rarekin.model.disease import Fact, GeneLink, Section
from rarekin.model.genes import VALIDITY, GeneRole, role_of
from rarekin.model.identifiers import prefix_of

_Gene = TypeVar("_Gene")

MAIN = "main_genes"
"""Kind of a fact that says which genes of a disease are changed most often."""

_MOST_GENES_OF_ONE_ENTRY = 1
"""An entry of OMIM that names more genes also lists modifiers or what raises a chance."""

_PANELS = "clingen"
"""Its expert panels settle what single laboratories submit."""

_OURS = "curated"
"""What somebody looked up for one disease goes before any list."""

_WORD = re.compile(r"[A-Za-z0-9]+")

_STRENGTH = tuple(GeneRole)
"""Roles from the strongest to the weakest: of several a source states, the first is told."""


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text, among which symbols of genes are looked for.

    Examples
    --------
    >>> sorted(words_in("PAX6-related ocular dysgenesis"))
    ['PAX6', 'dysgenesis', 'ocular', 'related']
    """
    return frozenset(_WORD.findall(text))


def words_on_the_cause(facts: Mapping[Section, Sequence[Fact]]) -> frozenset[str]:
    """Return the words of what somebody wrote about the cause of a disease.

    Parameters
    ----------
    facts
        Of the disease, by section; quotations are left out.

    Returns
    -------
    words
        Symbols of the genes that the text names are among them.

    Examples
    --------
    >>> words_on_the_cause({})
    frozenset()
    """
    told = (fact.text for fact in facts.get(Section.CAUSES, ()) if not fact.quoted)
    return words_in(" ".join(told))


def main_genes(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Read which genes of a disease are changed most often.

    Parameters
    ----------
    facts
        About one disease, of any kind.

    Returns
    -------
    symbols
        The most frequent first; empty where nobody looked that up.

    Examples
    --------
    >>> value = {"symbols": "MLH1 MSH2"}
    >>> main_genes([Fact("MONDO:1", Section.CAUSES, MAIN, "curated", value=value)])
    ('MLH1', 'MSH2')
    """
    return tuple(s for f in facts if f.kind == MAIN for s in str(f.value["symbols"]).split())


def main_first(
    genes: Sequence[_Gene], main: Sequence[str], symbol: Callable[[_Gene], str]
) -> tuple[_Gene, ...]:
    """Put those changed most often first; the others stay in their order.

    Parameters
    ----------
    genes
        In any order.
    main
        From `main_genes`.
    symbol
        Returns the symbol of a gene.

    Returns
    -------
    genes
        The same ones.

    Examples
    --------
    >>> main_first(["GABRA1", "SCN1A"], ["SCN1A"], str)
    ('SCN1A', 'GABRA1')
    """
    place = {one: i for i, one in enumerate(main)}
    return tuple(sorted(genes, key=lambda gene: place.get(symbol(gene), len(place))))


@dataclass(frozen=True, slots=True)
class NamedGene:
    """One gene of a disease and what the sources together say it does there.

    Attributes
    ----------
    role
        The strongest that any source states; `GeneRole.UNSTATED` where none states one.
    links
        The statements behind it.
    """

    symbol: str
    role: GeneRole
    links: tuple[GeneLink, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources that name it, each once."""
        return tuple(dict.fromkeys(link.source for link in self.links))


def named_genes(links: Iterable[GeneLink]) -> tuple[NamedGene, ...]:
    """Say what each gene of a disease does there.

    Parameters
    ----------
    links
        Statements of all sources about one disease.

    Returns
    -------
    genes
        Causes first, then by how strongly the gene is involved, then by how many entries name
        it. Where no
        source states a role, an OMIM entry that names one gene names the cause:
        OMIM numbers an entry by its cause. What only an Orphanet entry names, with the kind
        of link left out, may be a modifier and stays unstated.

    Examples
    --------
    >>> found = named_genes([GeneLink("OMIM:219700", "CFTR", "hpoa"),
    ...                      GeneLink("ORPHA:586", "CFTR", "hpoa"),
    ...                      GeneLink("ORPHA:586", "CEACAM3", "hpoa")])
    >>> [(gene.symbol, gene.role.value) for gene in found]
    [('CFTR', 'cause'), ('CEACAM3', 'unstated')]
    """
    by_symbol: dict[str, list[GeneLink]] = defaultdict(list)
    for link in links:
        if link.symbol:
            by_symbol[link.symbol].append(link)
    numbered = _genes_of_narrow_entries(by_symbol)
    genes = [
        NamedGene(symbol, _role(found, is_numbered=symbol in numbered), tuple(found))
        for symbol, found in by_symbol.items()
    ]
    return tuple(sorted(genes, key=_order))


def settled_by_kin(
    genes: Sequence[NamedGene], title: str, above: Sequence[NamedGene]
) -> tuple[NamedGene, ...]:
    """Say what genes do by the title of a disease, or by the whole disease it is a form of.

    OMIM's entry of a form at times names a second gene, such as a modifier, and no list says
    which is which.

    Parameters
    ----------
    genes
        From `named_genes`; returned as they are where a cause is known.
    title
        English title of the disease; one that names a gene names the cause.
    above
        The genes of the whole disease.

    Returns
    -------
    genes
        Causes first. Where the whole disease has several of them as causes, none is chosen.

    Examples
    --------
    >>> form = named_genes([GeneLink("OMIM:613254", s, "hpoa") for s in ("IFNG", "TSC2")])
    >>> whole = named_genes([GeneLink("ORPHA:805", "TSC1", "x", relation="disease-causing"),
    ...                      GeneLink("ORPHA:805", "TSC2", "x", relation="disease-causing")])
    >>> [(g.symbol, g.role.value) for g in settled_by_kin(form, "tuberous sclerosis 2", whole)]
    [('TSC2', 'cause'), ('IFNG', 'unstated')]
    """
    if any(gene.role is GeneRole.CAUSE for gene in genes):
        return tuple(genes)
    words = words_in(title)
    causes = {gene.symbol for gene in above if gene.role is GeneRole.CAUSE}
    unstated = [gene for gene in genes if gene.role is GeneRole.UNSTATED]
    titled = [gene for gene in unstated if gene.symbol in words]
    told = titled or [gene for gene in unstated if gene.symbol in causes]
    if len(told) != 1:
        return tuple(genes)
    settled = (replace(g, role=GeneRole.CAUSE) if g is told[0] else g for g in genes)
    return tuple(sorted(settled, key=_order))


_RAISING_MORE_THAN_ONE = 2
_NAMED_WITHOUT_A_CAUSE = 5


def more_raise_than_cause(genes: Sequence[NamedGene]) -> bool:
    """Say whether most genes of a disease only raise the chance of it.

    Parameters
    ----------
    genes
        From `named_genes`.

    Returns
    -------
    more
        Then no rule of one gene holds for everybody who has it.

    Examples
    --------
    >>> raising = "Major susceptibility factor in"
    >>> more_raise_than_cause(
    ...     named_genes([GeneLink("ORPHA:536", "TLR7", "orphanet", relation="causal"),
    ...                  GeneLink("ORPHA:536", "STAT4", "orphanet", relation=raising),
    ...                  GeneLink("ORPHA:536", "IRF5", "orphanet", relation=raising)]))
    True
    """
    n_causes = sum(gene.role is GeneRole.CAUSE for gene in genes)
    n_raising = sum(gene.role is GeneRole.SUSCEPTIBILITY for gene in genes)
    return n_raising >= _RAISING_MORE_THAN_ONE and n_raising > n_causes


def many_without_a_cause(genes: Sequence[NamedGene]) -> bool:
    """Say whether sources name many genes and call none of them the cause.

    Parameters
    ----------
    genes
        From `named_genes`.

    Returns
    -------
    many
        So lists have diseases in which many genes and other things act together.
    """
    unstated = sum(gene.role is GeneRole.UNSTATED for gene in genes)
    has_cause = any(gene.role is GeneRole.CAUSE for gene in genes)
    return not has_cause and unstated >= _NAMED_WITHOUT_A_CAUSE


def _order(gene: NamedGene) -> tuple[int, int, str]:
    """Put a gene that several entries name before one that a single list has."""
    n_entries = len({link.disease for link in gene.links})
    return _STRENGTH.index(gene.role), -n_entries, gene.symbol


def _role(links: Sequence[GeneLink], *, is_numbered: bool) -> GeneRole:
    stated = {role_of(link.relation) for link in _settling(links)} - {GeneRole.UNSTATED}
    if not stated:
        return GeneRole.CAUSE if is_numbered else GeneRole.UNSTATED
    return min(stated, key=_STRENGTH.index)


def _settling(links: Sequence[GeneLink]) -> Sequence[GeneLink]:
    """Return the links that are heard: our own reading, then who classed the evidence."""
    ours = [link for link in links if link.source == _OURS]
    if ours:
        return ours
    classed = [link for link in links if link.relation.startswith(VALIDITY)]
    panels = [link for link in classed if link.source == _PANELS]
    return panels or classed or links


def _genes_of_narrow_entries(by_symbol: dict[str, list[GeneLink]]) -> set[str]:
    entries: dict[str, set[str]] = defaultdict(set)
    for symbol, links in by_symbol.items():
        for link in links:
            if prefix_of(link.disease) == "OMIM":
                entries[link.disease].add(symbol)
    narrow = (s for s in entries.values() if len(s) <= _MOST_GENES_OF_ONE_ENTRY)
    return set().union(*narrow)
