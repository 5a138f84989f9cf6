"""What the forms of a disease say together, where the sources speak of forms only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rarekin.api.diseases.findings import pool
from rarekin.knowledge.annotated import AnnotatedFinding
from rarekin.knowledge.gene_roles import named_genes
from rarekin.knowledge.lines import below, below_by_top
from rarekin.knowledge.modes import EARLY_DEATHS, inheritance
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows import gene_link
from rarekin.model.disease import Annotation, GeneLink, Level
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie

MOST_FORMS = 150
"""A heading with more below it has no forms of its own: it sorts diseases."""

_GENES = "SELECT disease, subject, symbol, source, hgnc, relation, refs FROM gene WHERE disease"

_MODES = (
    "SELECT a.disease, u.s, t.s, s.s, e.s FROM annotation a JOIN text u ON u.i = a.subject "
    "JOIN text t ON t.i = a.current JOIN text s ON s.i = a.source "
    "LEFT JOIN text e ON e.i = a.evidence WHERE a.aspect = 'I' AND NOT a.excluded AND a.disease"
)

_COURSES = (
    "SELECT DISTINCT a.disease, t.s FROM annotation a JOIN text t ON t.i = a.current "
    "WHERE a.aspect IN ('C', 'M') AND NOT a.excluded AND a.disease"
)


def entries_below(release: Release, number: int) -> tuple[int, ...]:
    """Return everything below a disease.

    Parameters
    ----------
    release
        Where it is.
    number
        Its row number.

    Returns
    -------
    numbers
        Row numbers; none where there are more than `MOST_FORMS`.
    """
    found = sorted(below(release, number, MOST_FORMS + 1) - {number})
    return () if len(found) >= MOST_FORMS else tuple(found)


@dataclass(frozen=True, slots=True)
class OfForms:
    """What the forms say, each where the disease itself says nothing clear.

    Attributes
    ----------
    modes
        From `modes_of_forms`.
    genes
        From `genes_of_forms`.
    genes_alone
        Symbols of genes that cause a form, where another gene is the cause of the whole.
    end_early
        Whether children die around birth in at least half of the forms whose course is told.
    """

    modes: Mapping[Curie, tuple[Curie, ...]] = field(default_factory=dict)
    genes: tuple[tuple[str, int], ...] = ()
    genes_alone: tuple[str, ...] = ()
    end_early: bool = False


def of_forms(
    release: Release,
    number: int,
    level: Level,
    stated: Sequence[AnnotatedFinding],
    genes: Sequence[GeneLink],
) -> OfForms:
    """Roll up what the forms of a disease say.

    Parameters
    ----------
    release
        Where it is.
    number
        Its row number.
    level
        Its kind: of a group the modes of the forms are told even where a source names one.
    stated, genes
        Modes and genes of the disease itself.

    Returns
    -------
    forms
        Empty where it has none.
    """
    forms = entries_below(release, number)
    if not forms:
        return OfForms()
    has_mode = level is not Level.GROUP and inheritance(stated).leading is not None
    modes = {} if has_mode else _without_the_unexplained(release, forms)
    early = _end_early(release, forms)
    named = named_genes(genes)
    own = {gene.symbol for gene in named}
    found = genes_of_forms(release, forms, below_by_top(release, number), causes_only=bool(own))
    if any(gene.role is GeneRole.CAUSE for gene in named):
        alone = tuple(symbol for symbol, _n in found if symbol not in own)
        return OfForms(modes, (), alone, early)
    # Where most of the genes named for it cause a form, the forms tell more than the bare list.
    n_told = len(own & {symbol for symbol, _n in found})
    return OfForms(modes, found if 2 * n_told >= len(own) else (), (), early)


def _without_the_unexplained(
    release: Release, forms: Sequence[int]
) -> Mapping[Curie, tuple[Curie, ...]]:
    """Return the modes of forms, without a mode that only forms without a known gene have.

    What single reports concluded from one family is then no rule beside what genes show:
    thanatophoric dysplasia is dominant, though one variant was once called recessive.
    """
    modes = modes_of_forms(release, forms)
    rows = release.rows(f"SELECT DISTINCT disease FROM gene WHERE disease IN ({_marks(forms)})",  # noqa: S608
                        forms)  # fmt: skip
    with_gene = {ref.id for ref in release.refs([row[0] for row in rows]).values()}
    borne = {term for id_, terms in modes.items() if id_ in with_gene for term in terms}
    if not borne:
        return modes
    return {id_: terms for id_, terms in modes.items() if borne.issuperset(terms)}


def _end_early(release: Release, forms: Sequence[int]) -> bool:
    """Tell whether children die around birth in at least half of the forms with a course."""
    told: dict[int, set[str]] = defaultdict(set)
    for number, term in release.rows(f"{_COURSES} IN ({_marks(forms)})", forms):
        told[number].add(term)
    n_early = sum(not EARLY_DEATHS.isdisjoint(terms) for terms in told.values())
    return bool(told) and 2 * n_early >= len(told)


def genes_of_forms(
    release: Release,
    forms: Sequence[int],
    tops: Mapping[int, Collection[int]],
    *,
    causes_only: bool = False,
) -> tuple[tuple[str, int], ...]:
    """Count for how many forms each gene is named as the cause, or without a reason.

    Parameters
    ----------
    release
        Where they are.
    forms
        From `entries_below`.
    tops
        Which entries right below the disease take each form in; these are counted.
    causes_only
        Whether to leave out genes named without a reason.

    Returns
    -------
    genes
        Symbol and number of forms, the most frequent first.
    """
    links: dict[int, list[GeneLink]] = defaultdict(list)
    rows = release.rows(f"{_GENES} IN ({_marks(forms)}) ORDER BY disease, n", forms)
    for row in rows:
        links[row[0]].append(gene_link(*row[1:]))
    by_top: dict[str, set[int]] = defaultdict(set)
    n_below: Counter[str] = Counter()
    for number, found in links.items():
        for gene in named_genes(found):
            is_told = gene.role is GeneRole.UNSTATED and not causes_only
            if gene.role is GeneRole.CAUSE or is_told:
                by_top[gene.symbol].update(tops.get(number, ()))
                n_below[gene.symbol] += 1
    counted = {symbol: len(found) for symbol, found in by_top.items()}
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], -n_below[pair[0]], pair[0])))


def modes_of_forms(release: Release, forms: Sequence[int]) -> Mapping[Curie, tuple[Curie, ...]]:
    """Return the leading mode of inheritance of each form, or all where none leads.

    Parameters
    ----------
    release
        Where they are.
    forms
        From `entries_below`.

    Returns
    -------
    modes
        By canonical id; forms of which nobody says how they are inherited are left out.
    """
    found: dict[int, dict[Curie, list[Annotation]]] = defaultdict(lambda: defaultdict(list))
    rows = release.rows(f"{_MODES} IN ({_marks(forms)}) ORDER BY a.disease, a.n", forms)
    for number, subject, term, source, evidence in rows:
        row = Annotation(Curie(subject), Curie(term), source, aspect="I", evidence=evidence or "")
        found[number][row.term].append(row)
    modes: dict[int, tuple[Curie, ...]] = {}
    for number, terms in found.items():
        put = inheritance([pool(release, term, rows) for term, rows in terms.items()])
        equal = (put.leading,) if put.leading else put.others
        modes[number] = tuple(mode.term for mode in equal)
    refs = release.refs(list(modes))
    return {refs[number].id: terms for number, terms in modes.items() if terms}


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
