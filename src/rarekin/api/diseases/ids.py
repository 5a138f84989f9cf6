"""Identifiers of a disease: what it is called in every catalogue, and who disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rarekin.api.diseases.licences import hidden_prefixes, require_shown
from rarekin.api.making.release import current
from rarekin.errors import AmbiguousName, InputError, UnknownId
from rarekin.knowledge.identity import EXACT, XREF
from rarekin.knowledge.pages import DiseaseRef
from rarekin.knowledge.release import Release
from rarekin.knowledge.search import resolve_disease
from rarekin.model.identifiers import Curie, parse_curie, prefix_of
from rarekin.model.sentences import sentence

__all__ = ["Conversion", "Disagreement", "IdCard", "SameId", "convert", "disagreements", "id_card"]

_TURNED = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}
_ORDER = (EXACT, "skos:narrowMatch", "skos:broadMatch", "skos:closeMatch", XREF)
_MOST_IDS = 10_000


@dataclass(frozen=True, slots=True)
class SameId:
    """One identifier in relation to a disease.

    Attributes
    ----------
    id
        In canonical spelling.
    predicate
        Read from the disease to the identifier: ``skos:narrowMatch`` says that the identifier
        stands for something narrower.
    sources
        Who says so.
    finds
        Whether the release finds this disease, and no other, by the identifier.
    """

    id: Curie
    predicate: str
    sources: tuple[str, ...]
    finds: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A source says that two identifiers are one disease; the release keeps two.

    Attributes
    ----------
    subject, predicate, object, source
        The statement.
    subject_disease, object_disease
        What the release, after the newest source, takes the two for.
    """

    subject: Curie
    predicate: str
    object: Curie
    source: str
    subject_disease: DiseaseRef
    object_disease: DiseaseRef


@dataclass(frozen=True, slots=True)
class IdCard:
    """Every identifier of one disease, with relation and source.

    Attributes
    ----------
    ids
        The canonical id first, then exact matches, then what is related.
    disagreements
        What sources say otherwise about them.
    release
        Version of the release.
    """

    ref: DiseaseRef
    ids: tuple[SameId, ...]
    disagreements: tuple[Disagreement, ...]
    release: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """One identifier of a list, converted.

    Attributes
    ----------
    given
        As it came.
    ref
        The disease, or None where there is none or more than one.
    ids
        Its identifiers in the catalogue asked for, each once with its closest relation.
    choices
        Where the identifier can mean several diseases, all of them.
    problem
        Why ``ref`` is None; empty otherwise.
    """

    given: str
    ref: DiseaseRef | None
    ids: tuple[SameId, ...] = ()
    choices: tuple[DiseaseRef, ...] = ()
    problem: str = ""


def id_card(text: str) -> IdCard:
    """List what a disease is called in every catalogue.

    Parameters
    ----------
    text
        Any identifier or name of the disease.

    Returns
    -------
    card
        Codes that need a licence only where the host holds one.

    Raises
    ------
    UnknownId
        If nothing fits.
    AmbiguousName
        If it can mean several diseases.
    """
    release = current()
    ref = resolve_disease(release, text)
    return IdCard(ref, tuple(_ids(release, ref)), disagreements(ref.id), release.version)


def convert(ids: Sequence[str], to_prefix: str) -> tuple[Conversion, ...]:
    """Convert identifiers from any catalogues into one.

    Parameters
    ----------
    ids
        Identifiers or names, at most 10,000.
    to_prefix
        ``MONDO``, ``ORPHA``, ``OMIM``, ``OMIMPS``, ``GARD``, ``DOID``, ``UMLS``, ``MESH``, …

    Returns
    -------
    conversions
        One for each, in the order given.

    Raises
    ------
    InputError
        If the catalogue is not known, needs a licence, or the list is too long.
    """
    prefix = prefix_of(parse_curie(f"{to_prefix.strip()}:1"))
    require_shown(prefix)
    if len(ids) > _MOST_IDS:
        raise InputError(
            sentence(
                "%(n)s identifiers; at most %(most)s are converted at once.",
                n=len(ids),
                most=_MOST_IDS,
            ),
            hint=sentence("Split the list."),
        )
    release = current()
    return tuple(_converted(release, text, prefix) for text in ids)


def _converted(release: Release, text: str, prefix: str) -> Conversion:
    try:
        ref = resolve_disease(release, text)
    except UnknownId as error:
        return Conversion(text, None, problem=error.message)
    except AmbiguousName as error:
        refs = tuple(resolve_disease(release, id_) for id_, _ in error.choices)
        return Conversion(text, None, choices=refs, problem=error.message)
    best: dict[Curie, SameId] = {}
    for one in _ids(release, ref):
        if prefix_of(one.id) == prefix:
            best.setdefault(one.id, one)
    return Conversion(text, ref, tuple(best.values()))


def _ids(release: Release, ref: DiseaseRef) -> Iterator[SameId]:
    said: dict[tuple[Curie, str], set[str]] = defaultdict(set)
    said[ref.id, EXACT] = set()
    own = {ref.id}
    mappings = release.ids_of(ref.id)
    finds = _finders(release, ref.id)
    own |= finds
    for m in mappings:
        for one, other, predicate in (
            (m.subject, m.object, m.predicate),
            (m.object, m.subject, _TURNED.get(m.predicate, m.predicate)),
        ):
            if one in own and other != ref.id:
                said[other, predicate].add(m.source)
    hidden = hidden_prefixes()
    for id_, predicate in sorted(said, key=lambda key: _order(key, ref.id)):
        if prefix_of(id_) not in hidden:
            yield SameId(id_, predicate, tuple(sorted(said[id_, predicate])), id_ in finds)


def _order(key: tuple[Curie, str], canonical: Curie) -> tuple[bool, int, str]:
    id_, predicate = key
    place = _ORDER.index(predicate) if predicate in _ORDER else len(_ORDER)
    return id_ != canonical, place, id_


def _finders(release: Release, canonical: Curie) -> set[Curie]:
    """Return the identifiers that find one disease and no other."""
    rows = release.rows(
        "SELECT a.alias FROM mapping m JOIN alias a ON a.alias IN (m.subject, m.object) "
        "WHERE m.key = ? GROUP BY a.alias "
        "HAVING min(a.disease) = max(a.disease) AND min(a.disease) = ?",
        (canonical, release.number_of(canonical)),
    )
    return {Curie(alias) for (alias,) in rows} | {canonical}


_SAID_OTHERWISE = (
    "SELECT DISTINCT m.subject, m.predicate, m.object, m.source, a.disease, b.disease "
    "FROM mapping m JOIN alias a ON a.alias = m.subject JOIN alias b ON b.alias = m.object "
    "WHERE a.disease <> b.disease AND (m.predicate = 'skos:exactMatch' "
    "OR m.predicate = 'oboInOwl:hasDbXref' AND m.object LIKE 'GARD:%') "
    "AND m.object NOT LIKE 'UMLS:%' AND m.object NOT LIKE 'DOID:%' "
    "AND m.object NOT LIKE 'ICD%' AND m.object NOT LIKE 'MESH:%' "
    "AND m.object NOT LIKE 'SNOMED:%' AND m.object NOT LIKE 'MEDDRA:%' "
)


def disagreements(disease: Curie | None = None) -> tuple[Disagreement, ...]:
    """List where a source calls one disease what the release keeps as two.

    Only what is said of MONDO, ORPHA, OMIM (series included) and GARD numbers counts; that a
    code of another catalogue covers several diseases is no disagreement.

    Parameters
    ----------
    disease
        Canonical id of the one disease asked about; None for all.

    Returns
    -------
    disagreements
        By source, then by identifier.
    """
    if disease is None:
        return _read_disputes(current(), "ORDER BY 4, 1, 3", ())
    return _read_disputes(current(), "AND m.key = ? ORDER BY 4, 1, 3", (disease,))


def _read_disputes(
    release: Release, rest: str, values: Sequence[object]
) -> tuple[Disagreement, ...]:
    rows = release.rows(_SAID_OTHERWISE + rest, values)
    refs = release.refs(_numbers(rows))
    return tuple(
        Disagreement(Curie(subject), predicate, Curie(other), source, refs[one], refs[two])
        for subject, predicate, other, source, one, two in rows
    )


def _numbers(rows: Iterable[Sequence[int]]) -> list[int]:
    return sorted({number for row in rows for number in row[-2:]})
