"""Search everything at once: diseases, findings and genes, each in a group of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rarekin.api.diseases import lookup, terms
from rarekin.api.diseases.naming import named_hits
from rarekin.api.making.release import current
from rarekin.errors import InputError, UnknownId
from rarekin.knowledge.names import name_key
from rarekin.knowledge.pages import SearchHit
from rarekin.model.identifiers import parse_curie

__all__ = ["Found", "OtherHit", "search_all"]

_LONGEST_SYMBOL = 20
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class OtherHit:
    """A finding or a gene that fits what was typed.

    Attributes
    ----------
    kind
        ``finding`` or ``gene``.
    id
        HPO id or gene symbol: what its page goes by.
    label
        Name to show.
    matched
        The spelling that fits.
    """

    kind: str
    id: str
    label: str
    matched: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, group by group, each best first.

    Attributes
    ----------
    is_sign
        Whether what was typed is the name of a sign and of no disease: signs then come first.
    """

    diseases: tuple[SearchHit, ...]
    findings: tuple[OtherHit, ...]
    genes: tuple[OtherHit, ...]
    is_sign: bool = False


def search_all(text: str, limit: int = 10, n_others: int = 3, language: str = "en") -> Found:
    """Find diseases, findings and genes.

    Parameters
    ----------
    text
        What somebody typed.
    limit
        Most diseases.
    n_others
        Most findings, and most genes.
    language
        The reader's; diseases and findings go by their names in it.

    Returns
    -------
    found
        Groups in which nothing fits are empty.

    Raises
    ------
    TooLarge
        If the text has more than 10 kB.
    """
    diseases = named_hits(lookup.search(text, limit), language)
    short = " ".join(text.split())[:_LONGEST_NAME]
    if len(short) < 2:
        return Found(diseases, (), ())
    findings = _findings(short, n_others, language)
    is_sign = _is_named(short, findings) and not _is_called(short, diseases)
    return Found(diseases, findings, _genes(short, n_others), is_sign)


def _is_named(text: str, findings: Iterable[OtherHit]) -> bool:
    key = name_key(text)
    return any(key in (name_key(hit.label), name_key(hit.matched)) for hit in findings)


def _is_called(text: str, hits: Iterable[SearchHit]) -> bool:
    key = name_key(text)
    return any(hit.kind != "name" or name_key(hit.matched) == key for hit in hits)


def _findings(text: str, limit: int, language: str) -> tuple[OtherHit, ...]:
    try:
        page = current().term(current().ontology.current(parse_curie(text)))
        return (OtherHit("finding", page.id, page.label, text),)
    except (InputError, UnknownId):
        pass
    return tuple(
        OtherHit("finding", id_, label, matched)
        for id_, label, matched in terms.suggest_terms(text, limit, language)
    )


def _genes(text: str, limit: int) -> tuple[OtherHit, ...]:
    """Find symbols that start as typed; the whole symbol is shorter and so comes first."""
    symbol = text.upper()
    if len(symbol) > _LONGEST_SYMBOL or not symbol.isascii():
        return ()
    rows = current().rows(
        "SELECT DISTINCT symbol FROM gene WHERE symbol >= ? COLLATE NOCASE "
        "AND symbol < ? COLLATE NOCASE ORDER BY length(symbol), symbol LIMIT ?",
        (symbol, symbol + "\x7f", limit),
    )
    return tuple(OtherHit("gene", found, found, found) for (found,) in rows)
