"""Look things up in the release that serves: diseases, findings, genes, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rarekin.api.ids import Conversion, convert, disagreements, id_card
from rarekin.api.licences import shown
from rarekin.api.release import current
from rarekin.api.translations import translated_label
from rarekin.errors import InputError, UnknownId
from rarekin.knowledge.identity import ROOT
from rarekin.knowledge.names import name_key
from rarekin.knowledge.pages import (
    AnnotatedFinding,
    DiseasePage,
    DiseaseRef,
    FindingPage,
    GenePage,
    SearchHit,
)
from rarekin.knowledge.pooling import pool_rows
from rarekin.knowledge.release import Release
from rarekin.knowledge.search import resolve_disease, search_diseases
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Annotation, Fact, GeneLink, Organisation, Section
from rarekin.model.identifiers import Curie, parse_curie

__all__ = [
    "AnnotatedFinding", "Conversion", "DiseasePage", "DiseaseRef", "FindingPage", "GenePage",
    "SearchHit",
    "convert", "disagreements", "disease", "disease_ids", "finding", "gene", "id_card",
    "label_of", "resolve", "search", "shared_facts", "sources", "translated_label",
]  # fmt: skip

_ABNORMALITY = Curie("HP:0000118")
_ONSET = Curie("HP:0003674")
_RELATIVES = 12
_LARGEST_FAMILY = 40


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
    release = current()
    ref = resolve_disease(release, text)
    number = release.number_of(ref.id)
    rows = release.annotations_of(number)
    by_aspect = _pooled_by_aspect(release, rows)
    genes = release.genes_of(number)
    facts: dict[Section, list[Fact]] = defaultdict(list)
    for fact in release.records(Fact, ref.id):
        facts[fact.section].append(fact)
    organisations = release.records(Organisation, ref.id)
    names, ids = release.names_of(ref.id), shown(release.ids_of(ref.id))
    spoken = {
        record.source
        for group in (names, ids, genes, organisations, *facts.values(), [r for _, r in rows])
        for record in group
    }
    speaking = tuple(s for s in release.sources if s.name in spoken)
    return DiseasePage(
        ref=ref,
        names=names,
        ids=ids,
        parents=_kin(release, "SELECT parent FROM parent WHERE disease = ?", number),
        children=_kin(release, "SELECT disease FROM parent WHERE parent = ?", number),
        relatives=_relatives(release, number, genes),
        findings=by_aspect["P"],
        inheritance=by_aspect["I"],
        onset=by_aspect["onset"],
        course=by_aspect["course"],
        genes=genes,
        facts={section: tuple(facts[section]) for section in Section if section in facts},
        organisations=organisations,
        sources=speaking,
        release=release.version,
        updated=max((s.date for s in speaking if s.date), default=None),
    )


def _pooled_by_aspect(
    release: Release, rows: Iterable[tuple[Curie, Annotation]]
) -> dict[str, tuple[AnnotatedFinding, ...]]:
    grouped: dict[str, dict[Curie, list[Annotation]]] = defaultdict(lambda: defaultdict(list))
    for term, row in rows:
        grouped[_place(release, term, row.aspect)][term].append(row)
    return {
        place: tuple(
            sorted(
                (pool(release, term, found) for term, found in grouped[place].items()),
                key=_by_frequency,
            )
        )
        for place in ("P", "I", "onset", "course")
    }


def _place(release: Release, term: Curie, aspect: str) -> str:
    if aspect in ("C", "M"):
        return "onset" if release.ontology.is_a(term, _ONSET) else "course"
    return {"H": "course"}.get(aspect, aspect)


def _by_frequency(finding: AnnotatedFinding) -> tuple[bool, float, str]:
    return finding.excluded, -finding.expected_frequency, finding.label


def pool(release: Release, term: Curie, rows: Sequence[Annotation]) -> AnnotatedFinding:
    """Pool statements about one live term.

    Parameters
    ----------
    release
        For the term's label and body systems.
    term
        Live.
    rows
        The statements.

    Returns
    -------
    finding
        Pooled.
    """
    return pool_rows(term, release.ontology.label(term), _systems(release, term), rows)


@lru_cache(32_768)
def _systems(release: Release, term: Curie) -> tuple[tuple[Curie, str], ...]:
    ontology = release.ontology
    if _ABNORMALITY not in ontology:
        return ()
    i_root = ontology.index_of[_ABNORMALITY]
    return tuple(
        (ontology.ids[i], ontology.labels[i])
        for i in ontology.ancestors(ontology.index_of[term])
        if i_root in ontology.parents(int(i))
    )


def _kin(release: Release, statement: str, number: int) -> tuple[DiseaseRef, ...]:
    numbers = [row[0] for row in release.rows(statement, (number,))]
    return tuple(sorted(release.refs(numbers).values(), key=lambda ref: ref.label.casefold()))


def _relatives(release: Release, number: int, genes: Iterable[GeneLink]) -> tuple[DiseaseRef, ...]:
    """Return diseases of the same genes, then siblings under the narrowest parent."""
    found: dict[int, None] = {}
    for symbol in sorted({g.symbol for g in genes}):
        found |= dict.fromkeys(
            row[0]
            for row in release.rows(
                "SELECT DISTINCT disease FROM gene WHERE symbol = ? COLLATE NOCASE", (symbol,)
            )
        )
    if len(found) < _RELATIVES:
        found |= dict.fromkeys(_siblings(release, number))
    found.pop(number, None)
    chosen = list(found)[:_RELATIVES]
    refs = release.refs(chosen)
    return tuple(refs[n] for n in chosen)


def _siblings(release: Release, number: int) -> Iterator[int]:
    rows = release.rows(
        "SELECT p.parent, count(*) FROM parent p JOIN parent c ON c.parent = p.parent "
        "WHERE p.disease = ? GROUP BY p.parent ORDER BY 2, 1",
        (number,),
    )
    for parent, size in rows:
        if size <= _LARGEST_FAMILY:
            for (sibling,) in release.rows(
                "SELECT disease FROM parent WHERE parent = ? ORDER BY disease", (parent,)
            ):
                yield sibling


def finding(text: str) -> FindingPage:
    """Gather everything the release knows about one finding.

    Parameters
    ----------
    text
        An HPO id in any notation, or the label of a term.

    Returns
    -------
    page
        With the diseases annotated with exactly this term, the most frequent first.

    Raises
    ------
    UnknownId
        If there is no such term.
    """
    release = current()
    ontology = release.ontology
    id_ = _term_id(release, text)
    i_term = ontology.index_of[id_]
    grouped: dict[int, list[Annotation]] = defaultdict(list)
    for number, row in release.annotations_with(id_):
        grouped[number].append(row)
    refs = release.refs(list(grouped))
    pooled = [(refs[number], pool(release, id_, rows)) for number, rows in grouped.items()]
    children = (i for i in ontology.descendants(i_term) if i_term in ontology.parents(int(i)))
    return FindingPage(
        term=release.term(id_),
        parents=tuple((ontology.ids[i], ontology.labels[i]) for i in ontology.parents(i_term)),
        children=tuple((ontology.ids[i], ontology.labels[i]) for i in children),
        diseases=tuple(sorted(pooled, key=lambda p: (*_by_frequency(p[1])[:2], p[0].label))),
        release=release.version,
    )


def _term_id(release: Release, text: str) -> Curie:
    try:
        return release.ontology.current(parse_curie(text))
    except InputError as error:
        id_ = _terms_by_label(release).get(name_key(text[:200]))
        if id_ is None:
            raise UnknownId(
                f"{text[:80]!r} is not a finding of release {release.version}.",
                hint="Write an HPO id such as HP:0001166, or the term's exact label.",
            ) from error
        return id_


@lru_cache(4)
def _terms_by_label(release: Release) -> dict[str, Curie]:
    ontology = release.ontology
    return {name_key(s): id_ for s, id_ in zip(ontology.labels, ontology.ids, strict=True)}


def gene(symbol: str) -> GenePage:
    """Gather the diseases linked to one gene.

    Parameters
    ----------
    symbol
        HGNC symbol, in any case.

    Returns
    -------
    page
        Diseases by label.

    Raises
    ------
    UnknownId
        If no source links it to a disease.
    """
    release = current()
    rows = release.rows(
        "SELECT disease, subject, symbol, source, hgnc, relation, refs FROM gene "
        "WHERE symbol = ? COLLATE NOCASE ORDER BY disease, n",
        (symbol.strip()[:50],),
    )
    if not rows:
        raise UnknownId(
            f"No disease of release {release.version} is linked to a gene {symbol[:50]!r}.",
            hint="Write the HGNC symbol, for example GNAS.",
        )
    refs = release.refs(sorted({row[0] for row in rows}))
    links = [
        (refs[n], GeneLink(Curie(s), name, source, Curie(h) if h else None, relation,
                           tuple(r.split(";")) if r else ()))
        for n, s, name, source, h, relation, r in rows
    ]  # fmt: skip
    hgnc = next((link.hgnc for _, link in links if link.hgnc), None)
    ordered = sorted(links, key=lambda pair: (pair[0].label.casefold(), pair[1].disease))
    return GenePage(rows[0][2], hgnc, tuple(ordered), release.version)


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
