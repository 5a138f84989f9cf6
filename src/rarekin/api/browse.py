"""Walk through everything a release knows: by body system, by group, by organisation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.api.making.release import current
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import UnknownId
from rarekin.knowledge.codec import decode
from rarekin.knowledge.release import Release
from rarekin.model.disease import Level, Organisation
from rarekin.model.identifiers import Curie
from rarekin.model.sentences import sentence

_ABNORMALITY = Curie("HP:0000118")


@dataclass(frozen=True, slots=True)
class System:
    """A body system and the diseases that have most of their findings in it."""

    term: Curie
    label: str
    diseases: tuple[Curie, ...]


def systems() -> tuple[System, ...]:
    """Sort every disease with findings under the body system that most of them concern.

    Returns
    -------
    systems
        Each disease stands in exactly one; the system with the most diseases first.
    """
    return _systems(current())


@lru_cache(maxsize=2)
def _systems(release: Release) -> tuple[System, ...]:
    engine = ranker()
    ontology, profiles = engine.ontology, engine.profiles
    i_root = ontology.index_of.get(_ABNORMALITY)
    if i_root is None:
        return ()
    tops = [
        i for i in ontology.descendants(i_root).tolist() if i_root in ontology.parents(i).tolist()
    ]
    sizes = np.diff(profiles.direct_indptr)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    terms = profiles.term_of[profiles.direct_row]
    counts = np.zeros((len(tops), len(sizes)), np.int32)
    for row, i_top in enumerate(tops):
        inside = np.zeros(len(ontology), bool)
        inside[ontology.descendants(i_top)] = True
        inside[i_top] = True
        counts[row] = np.bincount(owner[inside[terms]], minlength=len(sizes))
    best = np.where(counts.max(axis=0) > 0, counts.argmax(axis=0), -1)
    no_diseases = {
        id_
        for (id_,) in release.rows(
            "SELECT id FROM disease WHERE level IN (?, ?)", (Level.TRAIT, Level.SUSCEPTIBILITY)
        )
    }
    best[[id_ in no_diseases for id_ in engine.ids]] = -1
    found = [
        System(
            ontology.ids[i_top],
            ontology.labels[i_top],
            tuple(engine.ids[i] for i in np.flatnonzero(best == row).tolist()),
        )
        for row, i_top in enumerate(tops)
    ]
    return tuple(sorted((s for s in found if s.diseases), key=lambda s: (-len(s.diseases), s.term)))


def diseases_of_system(term: str) -> tuple[DiseaseRef, ...]:
    """List the diseases of a body system by name.

    Parameters
    ----------
    term
        Id of one of `systems`.

    Returns
    -------
    diseases
        In the order of their labels.

    Raises
    ------
    UnknownId
        If it is no body system.
    """
    found = {system.term: system for system in systems()}.get(Curie(term))
    if found is None:
        raise UnknownId(
            sentence("%(text)s is not a body system.", text=repr(term[:40])),
            hint=sentence("Choose one from the list of body systems."),
        )
    return _refs(found.diseases)


def top_groups() -> tuple[DiseaseRef, ...]:
    """List the widest groups of diseases.

    Returns
    -------
    groups
        What stands directly below the roots of the classification, by label.
    """
    return _top_groups(current())


@lru_cache(maxsize=2)
def _top_groups(release: Release) -> tuple[DiseaseRef, ...]:
    rows = release.rows(
        "SELECT p.disease FROM parent p JOIN disease d ON d.i = p.disease WHERE d.level = 'group' "
        "AND p.parent NOT IN (SELECT disease FROM parent)"
    )
    refs = release.refs(sorted({row[0] for row in rows}))
    return tuple(sorted(refs.values(), key=lambda ref: ref.label.casefold()))


def _refs(ids: tuple[Curie, ...]) -> tuple[DiseaseRef, ...]:
    release = current()
    refs = release.refs([release.number_of(id_) for id_ in ids])
    return tuple(sorted(refs.values(), key=lambda ref: (ref.label.casefold(), ref.id)))


def organisations() -> Mapping[str, Organisation]:
    """List every organisation of the release.

    Returns
    -------
    organisations
        By a short key for addresses, in the order of their names.
    """
    return _organisations(current())


@lru_cache(maxsize=2)
def _organisations(release: Release) -> Mapping[str, Organisation]:
    rows = release.rows("SELECT DISTINCT data FROM record WHERE kind = 'Organisation'")
    found: list[Organisation] = [decode(Organisation, data) for (data,) in rows]
    found.sort(key=lambda o: (o.name.casefold(), o.source, o.address))
    return {organisation_key(o): o for o in found}


def organisation_key(organisation: Organisation) -> str:
    """Return a short key that stays the same while name and source do.

    Parameters
    ----------
    organisation
        Of a release.

    Returns
    -------
    key
        Twelve characters.

    Examples
    --------
    >>> len(organisation_key(Organisation("A club", (), "toy")))
    12
    """
    text = f"{organisation.source}\n{organisation.name}\n{organisation.country}"
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def diseases_of_organisation(organisation: Organisation) -> tuple[DiseaseRef, ...]:
    """List the diseases an organisation serves.

    Parameters
    ----------
    organisation
        Of this release.

    Returns
    -------
    diseases
        By label; ids the release cannot place are left out.
    """
    release = current()
    ids = [id_ for named in organisation.diseases for id_ in release.canonical(named)]
    return _refs(tuple(dict.fromkeys(ids)))
