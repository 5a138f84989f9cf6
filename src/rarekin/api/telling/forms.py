"""The forms of a disease: what they share, and how they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rarekin.api.diseases.kin import doubted_groups
from rarekin.api.diseases.lending import written_of
from rarekin.api.diseases.rollup import modes_of_forms
from rarekin.api.making.release import current
from rarekin.api.telling.leading import term_information
from rarekin.knowledge.gene_roles import NamedGene, named_genes, settled_by_kin
from rarekin.knowledge.lines import above, below, below_by_top
from rarekin.knowledge.pages import DiseasePage, DiseaseRef
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows import gene_link
from rarekin.model.disease import GeneLink
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie

_MOST_FORMS = 80
_MOST_BELOW = 400
_WIDEST = 2000
_ONSET = Curie("HP:0003674")
_FEWEST_WITH = 2
_LEAST_SHARE = 0.5
# Broader signs, such as "abnormal skull", say nothing.
_LEAST_INFORMATION = 1.8
_MOST_SHARED = 12
_HEADINGS = ("Abnormality", "Abnormal ", "Aplasia/Hypoplasia")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a disease, with what is known of it and of the forms below it.

    Attributes
    ----------
    genes
        Symbols of those that are named as a cause, in alphabetical order.
    inheritance
        The leading mode, where one of its own leads; else every mode that sources state for it
        and for what is below it.
    onset, course
        Live terms that sources state, denied ones left out.
    n_findings
        Different signs on record.
    """

    ref: DiseaseRef
    genes: tuple[str, ...]
    inheritance: tuple[Curie, ...]
    onset: tuple[Curie, ...]
    course: tuple[Curie, ...]
    n_findings: int

    @property
    def has_data(self) -> bool:
        """Whether anything is known that sets it apart."""
        return bool(self.genes or self.inheritance or self.onset or self.n_findings)


@dataclass(frozen=True, slots=True)
class SharedSign:
    """A sign that several forms have, itself or something narrower.

    Attributes
    ----------
    n_with, n_forms
        In how many entries below it is on record, of those of which any sign is. What one form
        of a form has is not said of that form.
    """

    term: Curie
    label: str
    n_with: int
    n_forms: int


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms right below a disease or a group.

    Attributes
    ----------
    forms
        Those with data first, then by name.
    n_more
        Forms that are not told here one by one.
    shared
        Signs in many of the forms, the most common and most specific first.
    sources
        Names of the data sources behind all of it.
    written
        What lies deeper and somebody wrote about, by name; no form of another of them.
    """

    forms: tuple[Form, ...] = ()
    n_more: int = 0
    shared: tuple[SharedSign, ...] = ()
    sources: tuple[str, ...] = ()
    written: tuple[DiseaseRef, ...] = ()

    @property
    def has_data(self) -> bool:
        """Whether anything is known of any form."""
        return bool(self.written) or any(form.has_data for form in self.forms)


def forms_of(page: DiseasePage) -> Forms:
    """Gather what is known about the forms of a disease.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    forms
        One for each entry right below it, what lies deeper rolled up; a lone entry below
        makes way for its own forms. Empty where the disease has none.
    """
    release = current()
    children = page.children
    number = release.number_of(page.ref.id) if children else 0
    while len(children) == 1:
        only = release.number_of(children[0].id)
        narrower = _children(release, only)
        if not narrower:
            break
        number, children = only, narrower
    if not children:
        return Forms()
    written = _written_below(release, release.number_of(page.ref.id))
    return _gathered(release, number, children, written)


def _children(release: Release, number: int) -> tuple[DiseaseRef, ...]:
    rows = release.rows("SELECT disease FROM parent WHERE parent = ?", (number,))
    refs = release.refs([row[0] for row in rows])
    return tuple(sorted(refs.values(), key=lambda ref: ref.label.casefold()))


def _gathered(
    release: Release,
    number: int,
    children: Sequence[DiseaseRef],
    written: Mapping[int, DiseaseRef],
) -> Forms:
    tops = below_by_top(release, number, _MOST_BELOW)
    said = _Said(release, tops, named_genes(release.genes_of(number)))
    numbers = {ref.id: release.number_of(ref.id) for ref in children[: 4 * _MOST_FORMS]}
    leading = modes_of_forms(release, list(numbers.values()))
    forms = [
        said.form(ref, numbers[ref.id], leading.get(ref.id, ()))
        for ref in children[: 4 * _MOST_FORMS]
    ]
    known = written.keys()
    led = {
        id_ for id_, i in numbers.items() if i in known or below(release, i, _MOST_BELOW) & known
    }
    forms.sort(
        key=lambda form: (
            form.ref.id not in led,
            not form.has_data,
            not form.genes,
            form.ref.label.casefold(),
        )
    )
    shown = tuple(forms[:_MOST_FORMS])
    deeper = [i for i in written if i not in numbers.values()]
    highest = [i for i in deeper if not above(release, i) & known]
    refs = sorted((written[i] for i in highest), key=lambda ref: ref.label.casefold())
    return Forms(
        shown,
        len(children) - len(shown),
        said.shared(),
        tuple(sorted(said.sources)),
        tuple(refs),
    )


def _written_below(release: Release, number: int) -> dict[int, DiseaseRef]:
    """Return the entries below a group about which somebody wrote; none below the widest."""
    found = below(release, number, _WIDEST + 1) - {number}
    if len(found) > _WIDEST:
        return {}
    refs = release.refs(sorted(found & written_of(release)))
    inside = found | {number}
    return {i: ref for i, ref in refs.items() if _belongs(release, i, ref, inside)}


def _belongs(release: Release, number: int, ref: DiseaseRef, inside: Collection[int]) -> bool:
    """Tell whether the record of an entry bears out one of the groups right above it."""
    rows = release.rows("SELECT parent FROM parent WHERE disease = ?", (number,))
    groups = release.refs([row[0] for row in rows if row[0] in inside]).values()
    return any((ref.id, group.id) not in doubted_groups(release) for group in groups)


class _Said:
    """What sources say about many entries, rolled up to the forms they belong to."""

    def __init__(
        self, release: Release, tops: Mapping[int, Collection[int]], whole: Sequence[NamedGene]
    ) -> None:
        self.release = release
        self.genes: dict[int, set[str]] = defaultdict(set)
        self.terms: dict[int, dict[str, dict[Curie, None]]] = defaultdict(lambda: defaultdict(dict))
        self.signs: dict[int, set[Curie]] = defaultdict(set)
        self.sources: set[str] = set()
        marks = ",".join("?" * len(tops))
        links: dict[int, list[GeneLink]] = defaultdict(list)
        for disease, *row in release.rows(
            "SELECT disease, subject, symbol, source, hgnc, relation, refs FROM gene "  # noqa: S608
            f"WHERE disease IN ({marks}) ORDER BY disease, n",
            list(tops),
        ):
            links[disease].append(gene_link(*row))
        titles = release.refs(list(links))
        for disease, found in links.items():
            above = whole if disease in tops[disease] else ()
            genes = settled_by_kin(named_genes(found), titles[disease].english, above)
            causes = [gene for gene in genes if gene.role is GeneRole.CAUSE]
            self.sources.update(source for gene in causes for source in gene.sources)
            for top in tops[disease]:
                self.genes[top].update(gene.symbol for gene in causes)
        for disease, term, aspect, source in release.rows(
            "SELECT disease, t.s, aspect, s.s FROM annotation "  # noqa: S608  marks only
            "JOIN text t ON t.i = current JOIN text s ON s.i = source "
            f"WHERE disease IN ({marks}) AND NOT excluded "
            "AND (numerator IS NULL OR numerator > 0)",
            list(tops),
        ):
            self.sources.add(source)
            if aspect == "P":
                self.signs[disease].add(Curie(term))
            for top in tops[disease]:
                self.terms[top][aspect][Curie(term)] = None

    def form(self, ref: DiseaseRef, number: int, leading: Sequence[Curie]) -> Form:
        terms = self.terms.get(number, {})
        timed = [*terms.get("C", ()), *terms.get("M", ())]
        ontology = self.release.ontology
        is_onset = {term: ontology.is_a(term, _ONSET) for term in timed}
        return Form(
            ref,
            tuple(sorted(self.genes.get(number, ()))),
            tuple(leading or terms.get("I", ())),
            tuple(term for term in timed if is_onset[term]),
            tuple(term for term in timed if not is_onset[term]),
            len(terms.get("P", ())),
        )

    def shared(self) -> tuple[SharedSign, ...]:
        ontology = self.release.ontology
        with_signs = list(self.signs.values())
        counted: dict[int, int] = defaultdict(int)
        for found in with_signs:
            for i_term in self._with_broader(found):
                counted[i_term] += 1
        n_forms = len(with_signs)
        least = max(_FEWEST_WITH, _LEAST_SHARE * n_forms)
        weight = term_information()
        common = [
            i
            for i, n in counted.items()
            if n >= least and weight[i] >= _LEAST_INFORMATION
            if not ontology.labels[i].startswith(_HEADINGS)
        ]
        common.sort(key=lambda i: (-counted[i] * weight[i], i))
        chosen: list[int] = []
        for i_term in common:
            if len(chosen) == _MOST_SHARED:
                break
            above = self._above(i_term)
            if not any(other in above or i_term in self._above(other) for other in chosen):
                chosen.append(i_term)
        chosen.sort(key=lambda i: (-counted[i], -weight[i], ontology.labels[i]))
        return tuple(
            SharedSign(ontology.ids[i], ontology.labels[i], counted[i], n_forms) for i in chosen
        )

    def _above(self, i_term: int) -> set[int]:
        return set(self.release.ontology.ancestors(i_term).tolist())

    def _with_broader(self, terms: Iterable[Curie]) -> set[int]:
        index_of = self.release.ontology.index_of
        found: set[int] = set()
        for term in terms:
            if term in index_of:
                found |= self._above(index_of[term])
        return found
