"""Where a disease belongs, and which others are of the same cause or the same small group."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from rarekin.knowledge.codec import decode
from rarekin.knowledge.gene_roles import named_genes
from rarekin.knowledge.lines import above, below
from rarekin.knowledge.pages import DiseaseRef
from rarekin.knowledge.rarity import chromosome_change, is_known_as_frequent
from rarekin.knowledge.release import Release
from rarekin.model.disease import Fact, GeneLink, Level, Name, NameKind
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie, prefix_of

_MOST_RELATIVES = 10
_LARGEST_FAMILY = 8
_MOST_OF_A_GENE = 40
_MOST_CAUSES = 3
"""A disease of more genes is no relative of what each of them causes."""
_LARGEST_GROUP = 400
_OF_LISTS = frozenset({"ORPHA", "OMIMPS", "GARD"})
"""Lists of rare diseases: their groups are those of clinicians, not of a classification."""

_OF_A_TUMOUR = re.compile(r"somatic|fusion", re.IGNORECASE)
_MOST_OTHERS = 1
_RAISED_CHANCE = re.compile(r"\bsuscepti|\bpredispos", re.IGNORECASE)
_ACQUIRED = re.compile(r"\bacquired\b", re.IGNORECASE)
"""What comes later in life is no relative of what the same gene causes."""
_CHROMOSOMES = re.compile(r"\bchromosom|\baneuploid|\b(mono|tri)som", re.IGNORECASE)


def chromosome_of(
    ref: DiseaseRef, names: Iterable[Name], genes: Iterable[GeneLink]
) -> tuple[str, str]:
    """Tell what names say of a chromosome.

    Parameters
    ----------
    ref, names, genes
        Of one disease.

    Returns
    -------
    in_all, in_some
        What is the case in all who have it, and what in some: of a disease whose cause is a gene
        only its title speaks for all.
    """
    own = chromosome_change([ref.label])
    same = (n.text for n in names if n.kind is NameKind.EXACT and n.language == "en")
    by_name = own or chromosome_change(same)
    if own or not any(gene.role is GeneRole.CAUSE for gene in named_genes(genes)):
        return by_name, ""
    return "", by_name


def groups_of(
    release: Release, ref: DiseaseRef, parents: Iterable[DiseaseRef], *, is_of_a_gene: bool
) -> tuple[DiseaseRef, ...]:
    """Choose what a reader is told that a disease belongs to.

    Parameters
    ----------
    release
        Where it stands.
    ref
        The disease.
    parents
        Everything right above it.
    is_of_a_gene
        Whether changes in single genes cause it, and no piece of a chromosome.

    Returns
    -------
    groups
        What it is a form of, and groups of a list of rare diseases, or that give it its name.
        Left out are the widest, such as *hereditary disease*, chromosome disorders for what
        single genes cause, and what the record of the disease does not bear out.

    Examples
    --------
    What Marfan syndrome belongs to::

        groups_of(current(), page.ref, page.parents, is_of_a_gene=True)
    """
    return tuple(
        one
        for one in parents
        if _is_of_a_list(release, one) or one.english.casefold() in ref.english.casefold()
        if _n_below(release, release.number_of(one.id)) <= _LARGEST_GROUP
        if not (is_of_a_gene and _CHROMOSOMES.search(one.english))
        if (ref.id, one.id) not in doubted_groups(release)
    )


@lru_cache(2)
def doubted_groups(release: Release) -> frozenset[tuple[Curie, Curie]]:
    """Return the groups that the record of a disease does not bear out.

    Parameters
    ----------
    release
        Where `rarekin.api.making.belonging` looked.

    Returns
    -------
    pairs
        A disease and a group right above it.
    """
    if "doubted_below.npy" not in release.manifest.files:
        return frozenset()
    columns = (release.array(name).tolist() for name in ("doubted_below", "doubted_group"))
    pairs = zip(*columns, strict=True)
    return frozenset((Curie(below.decode()), Curie(group.decode())) for below, group in pairs)


def relatives_of(
    release: Release,
    ref: DiseaseRef,
    causes: Collection[str],
    near: Iterable[DiseaseRef],
    of_forms: Iterable[str] = (),
) -> tuple[DiseaseRef, ...]:
    """Return other diseases that the same gene causes, then the others of a small series.

    Parameters
    ----------
    release
        Where they are.
    ref
        The disease.
    causes
        Symbols of the genes that cause it; of more than a few none makes another its relative.
    near
        Groups from `groups_of`; those that give it its name have members like it.
    of_forms
        Symbols of the genes that cause its forms. Where several are not its own, its own are
        not what it is known by.

    Returns
    -------
    relatives
        At most ten; no groups, no raised chances, nothing that is known to be frequent, and
        neither its forms nor what it is a form of, however far.
    """
    number = release.number_of(ref.id)
    own = {number, *above(release, number), *below(release, number, _LARGEST_GROUP)}
    found: dict[int, None] = {}
    n_others = len(set(of_forms).difference(causes))
    if len(causes) <= _MOST_CAUSES and n_others <= _MOST_OTHERS:
        for symbol in sorted(causes):
            found |= dict.fromkeys(_caused_by(release, symbol))
    for group in near:
        if group.english.casefold() in ref.english.casefold():
            found |= dict.fromkeys(_namesakes(release, group))
    chosen = [i for i in found if i not in own]
    refs = release.refs(chosen)
    is_acquired = bool(_ACQUIRED.search(ref.english))
    named = (r for r in (refs[i] for i in chosen) if _is_shown(release, r))
    same = (r for r in named if bool(_ACQUIRED.search(r.english)) == is_acquired)
    return tuple(same)[:_MOST_RELATIVES]


@lru_cache(16_384)
def _is_of_a_list(release: Release, ref: DiseaseRef) -> bool:
    return any(prefix_of(m.object) in _OF_LISTS for m in release.ids_of(ref.id))


def _is_shown(release: Release, ref: DiseaseRef) -> bool:
    is_disease = ref.level in (Level.DISORDER, Level.SUBTYPE)
    return is_disease and not _RAISED_CHANCE.search(ref.english) and ref.id not in frequent(release)


@lru_cache(2)
def frequent(release: Release) -> frozenset[Curie]:
    """Return the diseases that are known not to be rare.

    Parameters
    ----------
    release
        Where to look.

    Returns
    -------
    diseases
        By canonical id.
    """
    rows = release.rows(
        "SELECT key, data FROM record WHERE kind = 'Fact' "
        """AND (data LIKE '%"frequent"%' OR data LIKE '%"class"%')"""
    )
    return frozenset(id_ for id_, data in rows if is_known_as_frequent([decode(Fact, data)]))


@lru_cache(16_384)
def _n_below(release: Release, number: int) -> int:
    return len(below(release, number, _LARGEST_GROUP + 1))


def _namesakes(release: Release, group: DiseaseRef) -> list[int]:
    """Return the members of a group that bear its name; none where they are many."""
    number = release.number_of(group.id)
    rows = release.rows("SELECT disease FROM parent WHERE parent = ? ORDER BY disease", (number,))
    found = [i for (i,) in rows]
    if len(found) > _LARGEST_FAMILY:
        return []
    refs = release.refs(found)
    return [i for i in found if group.english.casefold() in refs[i].english.casefold()]


@lru_cache(4096)
def _caused_by(release: Release, symbol: str) -> tuple[int, ...]:
    """Return the diseases of few genes that changes in one cause; none of a gene of very many."""
    rows = release.rows(
        "SELECT DISTINCT disease FROM gene WHERE symbol = ? COLLATE NOCASE", (symbol,)
    )
    found = [i for (i,) in rows]
    if len(found) > _MOST_OF_A_GENE:
        return ()
    causes = {i: causes_of(release.genes_of(i)) for i in found}
    return tuple(i for i in found if symbol in causes[i] and len(causes[i]) <= _MOST_CAUSES)


def causes_of(links: Iterable[GeneLink]) -> set[str]:
    """Return the genes that cause a disease when changed in all cells.

    Parameters
    ----------
    links
        Statements of all sources about the disease.

    Returns
    -------
    symbols
        None that only a tumour has changed, or that it has fused with another.

    Examples
    --------
    >>> causes_of([GeneLink("OMIM:219700", "CFTR", "hpoa"), GeneLink("ORPHA:586", "A", "hpoa")])
    {'CFTR'}
    """
    named = named_genes(link for link in links if not _OF_A_TUMOUR.search(link.relation))
    return {gene.symbol for gene in named if gene.role is GeneRole.CAUSE}
