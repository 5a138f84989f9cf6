"""Diseases of a family file by the ids of other catalogues, as our models know them."""

from __future__ import annotations

from dataclasses import replace

from rarekin.api.diseases import lookup
from rarekin.errors import RarekinError
from rarekin.model.family import Family


def in_our_ids(family: Family) -> Family:
    """Return a family whose diseases have our ids where the knowledge release maps them.

    Parameters
    ----------
    family
        Files of other programs speak of ``OMIM:219700``; models know one id of each disease.

    Returns
    -------
    family
        The same where there is no release, or nothing to map. What maps to nothing stays, so
        that it is said not to be used.
    """
    foreign = {key for person in family.people for key in person.phenotypes if ":" in key}
    ours = {key: found for key in foreign if (found := _ours(key)) and found != key}
    if not ours:
        return family
    people = tuple(
        replace(p, phenotypes={ours.get(key, key): said for key, said in p.phenotypes.items()})
        for p in family.people
    )
    return replace(family, people=people)


def _ours(key: str) -> str:
    try:
        return lookup.resolve(key).id
    except RarekinError:
        return ""
