"""Look things up in the release that serves: diseases, findings, genes, sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rarekin.api.diseases.findings import by_frequency, finding, finding_id, gene, pool
from rarekin.api.diseases.ids import Conversion, convert, disagreements, id_card
from rarekin.api.diseases.kin import causes_of, chromosome_of, groups_of, relatives_of
from rarekin.api.diseases.licences import shown
from rarekin.api.diseases.own_signs import own_signs
from rarekin.api.diseases.rollup import OfForms, of_forms
from rarekin.api.diseases.translations import translated_label
from rarekin.api.diseases.wider import is_written
from rarekin.api.making.release import current
from rarekin.errors import UnknownId
from rarekin.knowledge.described import KIND as DESCRIBED
from rarekin.knowledge.described import read_described
from rarekin.knowledge.gene_roles import (
    MAIN,
    NamedGene,
    main_first,
    main_genes,
    many_without_a_cause,
    more_raise_than_cause,
    named_genes,
)
from rarekin.knowledge.identity import ROOT
from rarekin.knowledge.lines import above
from rarekin.knowledge.modes import SELDOM, seldom_inherited
from rarekin.knowledge.named_alike import ALIKE
from rarekin.knowledge.named_signs import CHOSEN, NAMED, NamedSign, named_signs
from rarekin.knowledge.onset import OnsetAccount
from rarekin.knowledge.pages import (
    AnnotatedFinding,
    DiseasePage,
    DiseaseRef,
    FindingPage,
    GenePage,
    SearchHit,
)
from rarekin.knowledge.rarity import (
    FREQUENT,
    is_known_as_frequent,
    is_listed_as_rare,
)
from rarekin.knowledge.release import Release
from rarekin.knowledge.search import resolve_disease, search_diseases
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import (
    Annotation,
    Fact,
    GeneLink,
    IdMapping,
    Level,
    Organisation,
    Section,
    Seldom,
)
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie

__all__ = [
    "AnnotatedFinding", "Conversion", "DiseasePage", "DiseaseRef", "FindingPage", "GenePage",
    "NamedGene", "OnsetAccount", "SearchHit",
    "convert", "disagreements", "disease", "disease_ids", "finding", "finding_id", "gene",
    "id_card", "label_of", "page_of", "resolve", "search", "shared_facts", "sources",
    "translated_label",
]  # fmt: skip

_NOT_FOR_PAGES = frozenset({DESCRIBED, FREQUENT, NAMED, CHOSEN, SELDOM, ALIKE, MAIN})
_NUMBERED = re.compile(r"\d$")
_ONSET = Curie("HP:0003674")
_NEOPLASM = Curie("HP:0002664")
_HANDED_ON_TUMOURS = Curie("MONDO:0015356")
"""Hereditary neoplastic syndrome."""

_MUCH = 0.25


def resolve(text: str) -> DiseaseRef:
    """Find the one disease an identifier, name or abbreviation stands for.

    Parameters
    ----------
    text
        ``MONDO:0008153``, ``OMIM:166350``, ``GARD:0000109``, ``Orphanet_2762``, a name, an
        abbreviation.

    Returns
    -------
    ref
        The disease under its canonical id.

    Raises
    ------
    UnknownId
        If nothing fits; the hint names what comes near.
    AmbiguousName
        If it fits several equally well.
    """
    return resolve_disease(current(), text)


def search(text: str, limit: int = 10) -> tuple[SearchHit, ...]:
    """Find diseases by name, identifier or gene; typing errors are forgiven.

    Parameters
    ----------
    text
        What somebody typed.
    limit
        Most hits.

    Returns
    -------
    hits
        Best first.
    """
    return search_diseases(current(), text, limit)


def disease(text: str) -> DiseasePage:
    """Gather everything the release knows about one disease.

    Parameters
    ----------
    text
        As `resolve` takes it.

    Returns
    -------
    page
        With pooled findings, the most frequent first.

    Raises
    ------
    UnknownId, AmbiguousName
        As `resolve`.
    """
    return page_of(resolve_disease(current(), text))


def page_of(ref: DiseaseRef) -> DiseasePage:
    """Gather everything the release knows about a disease that is found already.

    Parameters
    ----------
    ref
        From `resolve`.

    Returns
    -------
    page
        As `disease`.
    """
    release = current()
    number = release.number_of(ref.id)
    rows = release.annotations_of(number)
    genes = release.genes_of(number)
    facts: dict[Section, list[Fact]] = defaultdict(list)
    translations: dict[str, dict[int, Fact]] = defaultdict(dict)
    said = release.records(Fact, ref.id)
    described = read_described(said)
    parents = _kin(release, "SELECT parent FROM parent WHERE disease = ?", number)
    named = named_signs(said) or _named_above(release, parents)
    for fact in said:
        if fact.kind in _NOT_FOR_PAGES:
            continue
        if fact.is_translation:
            translations[fact.language][fact.statement] = fact
        else:
            facts[fact.section].append(fact)
    by_aspect = _pooled_by_aspect(release, rows, described)
    organisations = release.records(Organisation, ref.id)
    names, ids = release.names_of(ref.id), shown(release.ids_of(ref.id))
    spoken = {
        record.source
        for group in (names, ids, genes, organisations, *facts.values(), (row for _, row in rows))
        for record in group
    }
    spoken |= {fact.source for fact in said if fact.kind in (SELDOM, ALIKE)}
    if not is_written(facts):
        spoken |= {sign.source for sign in named}
    speaking = tuple(s for s in release.sources if s.name in spoken)
    forms = of_forms(release, number, ref.level, by_aspect["I"], genes)
    chromosome, in_some = chromosome_of(ref, names, genes)
    main, causes = main_genes(said), causes_of(genes)
    groups = groups_of(release, ref, parents, is_of_a_gene=bool(causes) and not chromosome)
    return DiseasePage(
        ref=ref,
        names=names,
        ids=ids,
        parents=parents,
        children=_kin(release, "SELECT disease FROM parent WHERE parent = ?", number),
        relatives=relatives_of(release, ref, causes, groups, _symbols_of(forms)),
        groups=groups,
        findings=own_signs(release, by_aspect["P"], names),
        inheritance=by_aspect["I"],
        onset=by_aspect["onset"],
        course=by_aspect["course"],
        genes=genes,
        facts={section: tuple(facts[section]) for section in Section if section in facts},
        organisations=organisations,
        translations=translations,
        sources=speaking,
        release=release.version,
        updated=max((s.date for s in speaking if s.date), default=None),
        form_modes=forms.modes,
        form_genes=main_first(forms.genes, main, lambda gene: gene[0]),
        main_genes=main,
        genes_of_forms_alone=forms.genes_alone,
        forms_end_early=forms.end_early,
        raises_chance_of_tumours=_raises_chance_of_tumours(release, number, by_aspect["P"]),
        is_rare=_is_rare(release, ref, number, ids, said),
        chromosome=chromosome,
        chromosome_in_some=in_some,
        named_signs=named,
        seldom_inherited=seldom_inherited(said) or _of_a_locus(release, ref, genes, parents),
        genes_above=_genes_above(release, genes, parents),
        named_alike=tuple(fact for fact in said if fact.kind == ALIKE),
    )


def _raises_chance_of_tumours(
    release: Release, number: int, findings: Iterable[AnnotatedFinding]
) -> bool:
    """Tell whether tumours are much of what it brings, and families hand on the chance of them."""
    present = [f for f in findings if not f.excluded]
    n_tumours = sum(_NEOPLASM in dict(f.systems) for f in present)
    if not n_tumours or n_tumours < _MUCH * len(present):
        return False
    try:
        return release.number_of(_HANDED_ON_TUMOURS) in above(release, number)
    except UnknownId:
        return False


def _symbols_of(forms: OfForms) -> set[str]:
    return {symbol for symbol, _n in forms.genes} | set(forms.genes_alone)


def _genes_above(
    release: Release, genes: tuple[GeneLink, ...], parents: Iterable[DiseaseRef]
) -> tuple[NamedGene, ...]:
    """Return what genes do in the whole disease, for a form of which no source says it."""
    if not genes or any(gene.role is GeneRole.CAUSE for gene in named_genes(genes)):
        return ()
    whole = (release.genes_of(release.number_of(one.id)) for one in parents)
    return named_genes(link for links in whole for link in links)


def _of_a_locus(
    release: Release, ref: DiseaseRef, genes: tuple[GeneLink, ...], parents: Iterable[DiseaseRef]
) -> Seldom | None:
    """Tell whether it is only a place on a chromosome in single families with a common disease.

    Such is *schizophrenia 1*: no gene is known, and what families handed on is no rule for others.
    """
    if not _NUMBERED.search(ref.english):
        return None
    if any(gene.role is GeneRole.CAUSE for gene in named_genes(genes)):
        return None
    return Seldom.UNEXPLAINED if any(_is_common(release, one) for one in parents) else None


def _is_common(release: Release, ref: DiseaseRef) -> bool:
    """Tell whether a disease is not rare, or many genes take part in it and none is the cause."""
    if is_known_as_frequent(release.records(Fact, ref.id)):
        return True
    named = named_genes(release.genes_of(release.number_of(ref.id)))
    return ref.level.is_disease and (more_raise_than_cause(named) or many_without_a_cause(named))


def _named_above(release: Release, parents: Iterable[DiseaseRef]) -> tuple[NamedSign, ...]:
    """Return what the definition of a wider disease names, for a form that has none of its own."""
    found = (named_signs(release.records(Fact, parent.id)) for parent in parents)
    named = next((signs for signs in found if signs), ())
    # What was chosen for the wider disease still has to be on record for this form.
    return tuple(replace(sign, is_chosen=False, is_of_whole=True) for sign in named)


def _is_rare(
    release: Release,
    ref: DiseaseRef,
    number: int,
    ids: tuple[IdMapping, ...],
    facts: Iterable[Fact],
) -> bool | None:
    """Return what a list says; a form of a disease that is listed is rare too."""
    if is_known_as_frequent(facts):
        return False
    if not ref.level.is_disease:
        return None
    if is_listed_as_rare(ids) or ref.id.startswith("ORPHA:"):
        return True
    above = _kin(release, "SELECT parent FROM parent WHERE disease = ?", number)
    whole = [one for one in above if one.level is not Level.GROUP]
    return any(is_listed_as_rare(release.ids_of(one.id)) for one in whole) or None


def _pooled_by_aspect(
    release: Release, rows: Iterable[tuple[Curie, Annotation]], described: Mapping[str, int]
) -> dict[str, tuple[AnnotatedFinding, ...]]:
    grouped: dict[str, dict[Curie, list[Annotation]]] = defaultdict(lambda: defaultdict(list))
    for term, row in rows:
        grouped[_place(release, term, row.aspect)][term].append(row)
    return {
        place: tuple(
            sorted(
                (pool(release, term, found, described) for term, found in grouped[place].items()),
                key=by_frequency,
            )
        )
        for place in ("P", "I", "onset", "course")
    }


def _place(release: Release, term: Curie, aspect: str) -> str:
    if aspect in ("C", "M"):
        return "onset" if release.ontology.is_a(term, _ONSET) else "course"
    return {"H": "course"}.get(aspect, aspect)


def _kin(release: Release, statement: str, number: int) -> tuple[DiseaseRef, ...]:
    numbers = [row[0] for row in release.rows(statement, (number,))]
    return tuple(sorted(release.refs(numbers).values(), key=lambda ref: ref.label.casefold()))


def shared_facts() -> tuple[Fact, ...]:
    """Return what is said about no single disease: glossary and plain sentences for terms.

    Returns
    -------
    facts
        Of kind ``glossary`` or ``gloss``.
    """
    return current().records(Fact, ROOT)


def sources() -> tuple[SourceInfo, ...]:
    """List the sources of the release that serves.

    Returns
    -------
    sources
        With version, date, licence and counts.
    """
    return current().sources


def disease_ids() -> tuple[Curie, ...]:
    """List the canonical id of every disease.

    Returns
    -------
    ids
        In order.
    """
    return current().disease_ids()


def label_of(term: Curie, language: str = "en") -> str:
    """Return the label of an HPO term.

    Parameters
    ----------
    term
        An HPO id; a retired one leads to its successor.
    language
        Such as ``es``; only an approved translation is returned, else the English label.
        `translated_label` also knows those that wait for approval.

    Returns
    -------
    label
        As the publisher writes it.

    Raises
    ------
    UnknownId
        If there is no such term.
    """
    ontology = current().ontology
    label = translated_label(term, language)
    return label.text if label.reviewed else ontology.label(ontology.current(term))
