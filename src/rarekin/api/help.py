"""Whom to ask whatever the disease: helplines, directories of expert centres, networks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rarekin.api.diseases.translations import base_language
from rarekin.api.making.release import current
from rarekin.knowledge.identity import ROOT
from rarekin.knowledge.release import Release
from rarekin.model.disease import Organisation

__all__ = ["by_country", "directories", "helplines", "helplines_in", "is_area"]

_EVERYWHERE = "Europe"
"""Areas come after countries: they lead on to the helpline of a country."""


def helplines() -> tuple[Organisation, ...]:
    """List helplines for rare diseases.

    Returns
    -------
    helplines
        Of all countries, in the order of the file.
    """
    return _of_kind(current(), "helpline")


def directories() -> tuple[Organisation, ...]:
    """List directories of expert centres.

    Returns
    -------
    directories
        Of all countries, in the order of the file.
    """
    return _of_kind(current(), "directory")


@lru_cache(8)
def _of_kind(release: Release, kind: str) -> tuple[Organisation, ...]:
    return tuple(o for o in release.records(Organisation, ROOT) if o.kind == kind)


def helplines_in(language: str) -> tuple[Organisation, ...]:
    """List the helplines that speak a reader's language and whose address somebody saw.

    Parameters
    ----------
    language
        Such as ``es``.

    Returns
    -------
    helplines
        In the order of the file, areas after countries.
    """
    wanted = base_language(language)
    found = [o for o in helplines() if wanted in o.languages and o.seen in ("page", "list")]
    return tuple(sorted(found, key=lambda o: (o.country == _EVERYWHERE, o.languages[0] != wanted)))


def is_area(country: str) -> bool:
    """Tell whether an organisation serves more than a country.

    Examples
    --------
    >>> is_area("Europe, worldwide"), is_area("Spain")
    (True, False)
    """
    return _EVERYWHERE in country


def by_country(
    organisations: Sequence[Organisation],
) -> dict[str, tuple[Organisation, ...]]:
    """Gather organisations under their countries.

    Parameters
    ----------
    organisations
        From `helplines` or `directories`.

    Returns
    -------
    countries
        In the order of their names, areas last.

    Examples
    --------
    >>> lines = [Organisation(n, (), "x", country=c) for n, c in (("A", "Europe"), ("B", "Spain"))]
    >>> [(country, [o.name for o in found]) for country, found in by_country(lines).items()]
    [('Spain', ['B']), ('Europe', ['A'])]
    """
    countries = sorted({o.country for o in organisations}, key=lambda name: (is_area(name), name))
    return {c: tuple(o for o in organisations if o.country == c) for c in countries}
