"""Findings and genes: what the release knows about one, and the diseases it occurs in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rarekin.api.diseases.facts_of_kind import facts_of_kind
from rarekin.api.making.release import current
from rarekin.errors import InputError, UnknownId
from rarekin.knowledge.described import KIND as DESCRIBED
from rarekin.knowledge.described import read_described
from rarekin.knowledge.names import name_key
from rarekin.knowledge.pages import AnnotatedFinding, FindingPage, GenePage
from rarekin.knowledge.pooling import pool_rows
from rarekin.knowledge.release import Release
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.ontology import ABNORMALITY
from rarekin.model.sentences import sentence


def finding(text: str, most: int | None = None) -> FindingPage:
    """Gather everything the release knows about one finding.

    Parameters
    ----------
    text
        An HPO id in any notation, or the label of a term.
    most
        How many diseases are wanted; by default all.

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
    id_ = finding_id(text)
    i_term = ontology.index_of[id_]
    grouped, n_diseases = release.annotations_with(id_, most)
    refs = release.refs(list(grouped))
    everybody = described_by_disease(release)
    pooled = [
        (refs[number], pool(release, id_, rows, everybody.get(refs[number].id)))
        for number, rows in grouped.items()
    ]
    pooled.sort(key=lambda pair: (*by_frequency(pair[1])[:2], pair[0].label))
    children = (i for i in ontology.descendants(i_term) if i_term in ontology.parents(int(i)))
    return FindingPage(
        term=release.term(id_),
        parents=tuple((ontology.ids[i], ontology.labels[i]) for i in ontology.parents(i_term)),
        children=tuple((ontology.ids[i], ontology.labels[i]) for i in children),
        diseases=tuple(pooled),
        n_diseases=n_diseases,
        release=release.version,
    )


def finding_id(text: str) -> Curie:
    """Return the live term that an HPO id or a label stands for.

    Parameters
    ----------
    text
        As `finding` takes it.

    Returns
    -------
    id
        Of the term.

    Raises
    ------
    UnknownId
        If there is no such term.
    """
    release = current()
    try:
        return release.ontology.current(parse_curie(text))
    except InputError as error:
        id_ = _terms_by_label(release).get(name_key(text[:200]))
        if id_ is None:
            raise UnknownId(
                sentence(
                    "%(text)s is not a finding of release %(release)s.",
                    text=repr(text[:80]),
                    release=release.version,
                ),
                hint=sentence("Write an HPO id such as HP:0001166, or the term's exact label."),
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
            sentence(
                "No disease of release %(release)s is linked to a gene %(symbol)s.",
                release=release.version,
                symbol=repr(symbol[:50]),
            ),
            hint=sentence("Write the HGNC symbol, for example GNAS."),
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


def findings_of(
    release: Release, disease: Curie, terms: Sequence[Curie]
) -> tuple[AnnotatedFinding, ...]:
    """Gather what is said about a few findings of a disease, without reading all it has.

    Parameters
    ----------
    release
        Where to look.
    disease
        A canonical id.
    terms
        Live terms.

    Returns
    -------
    findings
        Pooled; those that are on record.
    """
    grouped: dict[Curie, list[Annotation]] = {}
    for term, row in release.annotations_of(release.number_of(disease), terms):
        grouped.setdefault(term, []).append(row)
    return tuple(pool(release, term, rows) for term, rows in grouped.items())


def by_frequency(finding: AnnotatedFinding) -> tuple[bool, float, str]:
    """Return the key by which findings stand in lists.

    Parameters
    ----------
    finding
        Pooled.

    Returns
    -------
    excluded, minus_expected_frequency, label
        The smallest comes first.
    """
    return finding.excluded, -finding.expected_frequency, finding.label


def pool(
    release: Release,
    term: Curie,
    rows: Sequence[Annotation],
    described: Mapping[str, int] | None = None,
) -> AnnotatedFinding:
    """Pool statements about one live term.

    Parameters
    ----------
    release
        For the term's label and body systems.
    term
        Live.
    rows
        The statements.
    described
        People with the disease by publication.

    Returns
    -------
    finding
        Pooled.
    """
    label, systems = release.ontology.label(term), _systems(release, term)
    return pool_rows(term, label, systems, rows, described, _limited_to(release, term))


@lru_cache(4)
def described_by_disease(release: Release) -> Mapping[Curie, Mapping[str, int]]:
    """Return how many people with each disease each publication describes.

    Parameters
    ----------
    release
        Where they are counted.

    Returns
    -------
    described
        By canonical id; diseases without published cases are left out.
    """
    return {id_: read_described([fact]) for id_, fact in facts_of_kind(release, DESCRIBED)}


_ONE_SEX = {
    "male": (
        "HP:0010461", "HP:0000026", "HP:0003251", "HP:0000771", "HP:0000027", "HP:0008669",
        "HP:0012864", "HP:0012206", "HP:0034809", "HP:0008652", "HP:0008775",
    ),
    "female": ("HP:0010460", "HP:0000134", "HP:0000140", "HP:0008222"),
}  # fmt: skip
"""Findings that only one sex can have, with everything below them."""


def _limited_to(release: Release, term: Curie) -> str:
    return _of_one_sex(release).get(release.ontology.index_of[term], "")


@lru_cache(4)
def _of_one_sex(release: Release) -> Mapping[int, str]:
    """Return who alone can have a term, by its index; worked out once, as pages ask for many."""
    ontology = release.ontology
    found: dict[int, str] = {}
    for sex, roots in _ONE_SEX.items():
        tops = [ontology.index_of[Curie(root)] for root in roots if root in ontology]
        below = {i for top in tops for i in (top, *ontology.descendants(top).tolist())}
        for i in below:
            # What lies below both, or speaks of chromosomes and organs that do not match, is
            # about neither sex alone.
            is_mixed = i in found or "46,X" in ontology.labels[i]
            found[i] = "" if is_mixed else sex
    return found


@lru_cache(32_768)
def _systems(release: Release, term: Curie) -> tuple[tuple[Curie, str], ...]:
    ontology, tops = release.ontology, _top_terms(release)
    above = ontology.ancestors(ontology.index_of[term]).tolist()
    return tuple((ontology.ids[i], ontology.labels[i]) for i in above if i in tops)


@lru_cache(4)
def _top_terms(release: Release) -> frozenset[int]:
    """Return the body systems: the terms right below *Phenotypic abnormality*."""
    ontology = release.ontology
    if ABNORMALITY not in ontology:
        return frozenset()
    i_root = ontology.index_of[ABNORMALITY]
    below = ontology.descendants(i_root).tolist()
    return frozenset(i for i in below if i_root in ontology.parents(i))
