"""Which mode of inheritance leads where sources name several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rarekin.knowledge.annotated import AnnotatedFinding
from rarekin.model.disease import Annotation, Fact, Seldom
from rarekin.model.identifiers import Curie

X_LINKED = Curie("HP:0001417")
"""X-linked, no more said."""

_X_LINKED_KINDS = frozenset({Curie("HP:0001419"), Curie("HP:0001423")})

DOMINANT = Curie("HP:0000006")
"""Autosomal dominant."""

RECESSIVE = Curie("HP:0000007")
"""Autosomal recessive."""

MITOCHONDRIAL = Curie("HP:0001427")
"""Handed on by mothers with their mitochondria."""

SPORADIC = Curie("HP:0003745")
"""One person in a family, as a rule."""

X_DOMINANT = Curie("HP:0001423")
"""X-linked dominant."""

MODES = frozenset(
    {DOMINANT, RECESSIVE, X_LINKED, *_X_LINKED_KINDS}
    | {Curie("HP:0001450"), MITOCHONDRIAL, Curie("HP:0001426")}
    | {Curie("HP:0010982"), Curie("HP:0010983"), Curie("HP:0010984")}
)
"""Ways in which a disease passes on. Everything else qualifies one of them."""

_IN_SOME_CELLS = Curie("HP:0001442")

NEW_IN_THE_PERSON = frozenset(
    {Curie("HP:0003745"), Curie("HP:0025352"), _IN_SOME_CELLS, Curie("HP:0001466")}
)
"""Sporadic, de novo, somatic mosaicism, a piece of a chromosome: nearly always new."""

EARLY_DEATHS = frozenset(map(Curie, ("HP:0034241", "HP:0005268", "HP:0003826", "HP:0003811")))
"""Deaths before birth, at birth, in the first four weeks: then a disease is hardly handed on."""

ANTICIPATION = frozenset(map(Curie, ("HP:0003743", "HP:0003744")))
"""Earlier from one generation to the next: as repeats of a gene do that grow."""

SELDOM = "seldom_inherited"
"""Kind of a fact that says that a disease is seldom handed on."""

_SEVERAL = 2
_SOURCES = {"curated": 8, "orphanet": 3}
_SAME_VOICE = {"orphanet_causes": "orphanet"}
"""A packaged table of a source's statements is no second voice beside it."""

_EVIDENCE = {"PCS": 3, "TAS": 2, "IEA": 1}


@dataclass(frozen=True, slots=True)
class Inheritance:
    """How a disease is inherited, said in order.

    Attributes
    ----------
    leading
        The mode that the best sources name; None where none is named, or where several stand
        equal and the forms differ.
    others
        Further modes: some forms, or one source.
    qualifiers
        What else is said, such as that the change is new as a rule.
    denied
        What a source says does not hold.
    of_forms
        Modes of the forms below, with how many forms have each, the most frequent first;
        empty where the disease has a leading mode of its own.
    n_forms
        How many forms have a mode.
    seldom
        Why it is seldom handed on, where somebody looked that up.
    """

    leading: AnnotatedFinding | None = None
    others: tuple[AnnotatedFinding, ...] = ()
    qualifiers: tuple[AnnotatedFinding, ...] = ()
    denied: tuple[AnnotatedFinding, ...] = ()
    of_forms: tuple[tuple[Curie, int], ...] = ()
    n_forms: int = 0
    seldom: Seldom | None = None

    @property
    def gives_no_chance(self) -> bool:
        """Whether nobody can give a chance, as it is handed on in single families at most."""
        return self.seldom in (Seldom.SINGLE, Seldom.UNEXPLAINED)

    @property
    def is_mostly_new(self) -> bool:
        """Whether a source says that the change is new in the person as a rule."""
        return self.seldom is Seldom.NEW or any(
            one.term in NEW_IN_THE_PERSON for one in self.qualifiers
        )

    @property
    def is_recessive_or_new(self) -> bool:
        """Whether it is called recessive, and yet one person of a family has it as a rule.

        Then one new change may be the cause, and two carriers are not known to be.
        """
        is_recessive = self.leading is not None and self.leading.term == RECESSIVE
        is_new = self.seldom is Seldom.NEW
        return is_recessive and (is_new or any(q.term == SPORADIC for q in self.qualifiers))

    def depends_on_the_gene(self, n_causes: int) -> bool:
        """Tell whether one copy is enough in one of its genes and both are needed in another.

        Parameters
        ----------
        n_causes
            How many genes cause it.

        Returns
        -------
        depends
            True where recessive is named besides dominant, which leads, of a disease with several
            genes: then a further child of healthy parents may have a chance of 1 in 4.
        """
        if n_causes < _SEVERAL or self.leading is None or self.leading.term != DOMINANT:
            return False
        return any(one.term == RECESSIVE for one in self.others)

    @property
    def is_of_some_cells(self) -> bool:
        """Whether what is new arises in some cells of the body only, as in a tumour."""
        return {one.term for one in self.qualifiers} & NEW_IN_THE_PERSON == {_IN_SOME_CELLS}


def inheritance(
    stated: Iterable[AnnotatedFinding],
    forms: Mapping[Curie, Sequence[Curie]] | None = None,
    seldom: Seldom | None = None,
    *,
    is_group: bool = False,
) -> Inheritance:
    """Put the statements about inheritance in order.

    Parameters
    ----------
    stated
        What the sources say about the disease itself.
    forms
        Modes of each form below it.
    seldom
        From `seldom_inherited`.
    is_group
        Whether it sorts diseases: what a source says of the whole gives way where they differ.

    Returns
    -------
    inheritance
        With at most one leading mode.

    Examples
    --------
    >>> def said(term, row): return AnnotatedFinding(term, term, (), None, None, None, False,
    ...                                              False, (row,))
    >>> iea = Annotation("OMIM:134500", "HP:0000006", "hpoa", aspect="I", evidence="IEA")
    >>> pcs = Annotation("OMIM:306700", "HP:0001419", "hpoa", aspect="I", evidence="PCS")
    >>> found = inheritance([said("HP:0000006", iea), said("HP:0001419", pcs)])
    >>> found.leading.term, [mode.term for mode in found.others]
    ('HP:0001419', ['HP:0000006'])
    """
    rows = tuple(stated)
    denied = tuple(one for one in rows if one.excluded)
    modes = _without_the_broader([m for m in rows if m.term in MODES and not m.excluded])
    qualifiers = tuple(q for q in rows if q.term not in MODES and not q.excluded)
    counted: Counter[Curie] = Counter()
    for found in (forms or {}).values():
        counted.update({term for term in found if term in MODES})
    leading = _leading(modes, counted)
    if leading and is_group and set(counted) - {leading.term}:
        leading, modes = None, [m for m in modes if m.term not in counted]
    others = tuple(sorted((m for m in modes if m is not leading), key=lambda m: -weight(m.rows)))
    shown = () if leading else tuple(sorted(counted.items(), key=lambda p: (-p[1], p[0])))
    n_forms = sum(any(t in MODES for t in found) for found in (forms or {}).values())
    return Inheritance(leading, others, qualifiers, denied, shown, n_forms, seldom)


def seldom_inherited(facts: Iterable[Fact]) -> Seldom | None:
    """Read why a disease is seldom handed on.

    Parameters
    ----------
    facts
        About one disease, of any kind.

    Returns
    -------
    seldom
        None where nobody says so.

    Examples
    --------
    >>> from rarekin.model.disease import Section
    >>> value = {"why": "single"}
    >>> seldom_inherited([Fact("MONDO:1", Section.INHERITANCE, SELDOM, "curated", value=value)])
    <Seldom.SINGLE: 'single'>
    """
    return next((Seldom(str(f.value["why"])) for f in facts if f.kind == SELDOM), None)


def _without_the_broader(modes: Sequence[AnnotatedFinding]) -> list[AnnotatedFinding]:
    """Leave out bare *X-linked* where a source says which kind."""
    if any(mode.term in _X_LINKED_KINDS for mode in modes):
        return [mode for mode in modes if mode.term != X_LINKED]
    return list(modes)


def _leading(
    modes: Sequence[AnnotatedFinding], of_forms: Mapping[Curie, int]
) -> AnnotatedFinding | None:
    """Return the mode with the best sources; of equals the one that all its forms have."""
    if not modes:
        return None
    best = max(weight(mode.rows) for mode in modes)
    equal = [mode for mode in modes if weight(mode.rows) == best]
    if len(equal) == 1:
        return equal[0]
    in_forms = [mode for mode in equal if of_forms.get(mode.term)]
    return in_forms[0] if len(in_forms) == 1 else None


def weight(rows: Iterable[Annotation]) -> int:
    """Return how well a mode is supported.

    Parameters
    ----------
    rows
        Statements about it.

    Returns
    -------
    weight
        Our own reading first, Orphanet and counted patients next; each source and entry once.

    Examples
    --------
    >>> weight([Annotation("ORPHA:1", "HP:0000006", "orphanet", aspect="I")])
    3
    """
    best: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        key = _SAME_VOICE.get(row.source, row.source), row.disease
        own = _SOURCES.get(key[0], _EVIDENCE.get(row.evidence, 1))
        best[key] = max(best[key], own)
    return sum(best.values())
