"""Diseases under the names they go by in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from rarekin.api.diseases.kin import frequent
from rarekin.api.diseases.translations import base_language
from rarekin.api.making.release import current
from rarekin.knowledge.names import name_key
from rarekin.knowledge.pages import DiseasePage, DiseaseRef, SearchHit
from rarekin.knowledge.titles import titles
from rarekin.model.disease import Organisation

__all__ = ["by_name", "named", "named_hits", "named_page"]

_ENGLISH = "en"


def named(ref: DiseaseRef, language: str) -> DiseaseRef:
    """Name a disease in a language.

    Parameters
    ----------
    ref
        By any name.
    language
        Such as ``es`` or ``pt-BR``.

    Returns
    -------
    ref
        In that language where a name is known, else in English; ``language`` says which.
    """
    wanted = base_language(language)
    title = None if wanted == _ENGLISH else titles(current(), wanted).get(ref.id)
    if title is None:
        return replace(ref, label=ref.english, language=_ENGLISH)
    return replace(ref, label=title, language=wanted)


def by_name(refs: Iterable[DiseaseRef], language: str) -> tuple[DiseaseRef, ...]:
    """Name diseases in a language and put them in the order of these names.

    Parameters
    ----------
    refs
        In any order.
    language
        Such as ``es``.

    Returns
    -------
    refs
        Accents do not change the place.
    """
    found = (named(ref, language) for ref in refs)
    return tuple(sorted(found, key=lambda ref: (name_key(ref.label), ref.id)))


def named_hits(hits: Iterable[SearchHit], language: str) -> tuple[SearchHit, ...]:
    """Name what a search found, tell the language of each spelling, and what is not rare.

    Parameters
    ----------
    hits
        From a search.
    language
        The reader's.

    Returns
    -------
    hits
        In their order.
    """
    return tuple(
        replace(
            hit,
            ref=named(hit.ref, language),
            language=_language_of(hit, language),
            is_frequent=hit.ref.id in frequent(current()),
        )
        for hit in hits
    )


def _language_of(hit: SearchHit, reader: str) -> str:
    if hit.kind != "name":
        return ""
    spoken = {n.language for n in current().names_of(hit.ref.id) if n.text == hit.matched}
    wanted = base_language(reader)
    return wanted if wanted in spoken else min(spoken, default=_ENGLISH)


def named_page(page: DiseasePage, language: str) -> DiseasePage:
    """Name a disease and its kin in a language, and say what is translated in it.

    Parameters
    ----------
    page
        In English.
    language
        The reader's.

    Returns
    -------
    page
        With the same statements in the same order, and organisations by the language spoken.
    """
    return replace(
        page,
        ref=named(page.ref, language),
        parents=tuple(named(ref, language) for ref in page.parents),
        children=by_name(page.children, language),
        groups=tuple(named(ref, language) for ref in page.groups),
        relatives=tuple(named(ref, language) for ref in page.relatives),
        facts=page.facts_in(language),
        organisations=tuple(sorted(page.organisations, key=partial(_place, language=language))),
    )


def _place(organisation: Organisation, language: str) -> tuple[bool, bool, bool]:
    """Put who speaks the reader's language first, networks of hospitals and the unchecked last."""
    speaks = base_language(language) in (organisation.languages or ("en",))
    return bool(organisation.kind), not speaks, organisation.seen == "memory"
