"""What the forms of a disease say together, where the sources speak of forms only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rarekin.api.diseases.findings import pool
from rarekin.knowledge.gene_roles import named_genes
from rarekin.knowledge.modes import inheritance
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows import gene_link
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie

MOST_FORMS = 150
"""A heading with more below it has no forms of its own: it sorts diseases."""

_BELOW = (
    "WITH RECURSIVE below(i) AS (SELECT disease FROM parent WHERE parent = ? UNION "
    "SELECT p.disease FROM parent p JOIN below b ON p.parent = b.i LIMIT ?) SELECT i FROM below"
)

_GENES = "SELECT disease, subject, symbol, source, hgnc, relation, refs FROM gene WHERE disease"

_MODES = (
    "SELECT a.disease, u.s, t.s, s.s, e.s FROM annotation a JOIN text u ON u.i = a.subject "
    "JOIN text t ON t.i = a.current JOIN text s ON s.i = a.source "
    "LEFT JOIN text e ON e.i = a.evidence WHERE a.aspect = 'I' AND NOT a.excluded AND a.disease"
)


def forms_of(release: Release, number: int) -> tuple[int, ...]:
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
    found = sorted({row[0] for row in release.rows(_BELOW, (number, MOST_FORMS + 1))} - {number})
    return () if len(found) >= MOST_FORMS else tuple(found)


def genes_of_forms(
    release: Release, forms: Sequence[int], *, causes_only: bool = False
) -> tuple[tuple[str, int], ...]:
    """Count for how many forms each gene is named as the cause, or without a reason.

    Parameters
    ----------
    release
        Where they are.
    forms
        From `forms_of`.
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
    counted = Counter(
        gene.symbol
        for found in links.values()
        for gene in named_genes(found)
        if gene.role is GeneRole.CAUSE or (gene.role is GeneRole.UNSTATED and not causes_only)
    )
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def modes_of_forms(release: Release, forms: Sequence[int]) -> Mapping[Curie, tuple[Curie, ...]]:
    """Return the leading mode of inheritance of each form, or all where none leads.

    Parameters
    ----------
    release
        Where they are.
    forms
        From `forms_of`.

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
