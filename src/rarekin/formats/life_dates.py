"""Dates of birth and death that cannot all be true: told, for ages here are made of them."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.formats.family_gathering import Gathering
from rarekin.model.person import Person
from rarekin.model.sentences import sentence

_YOUNGEST_PARENT_YEARS = 10.0
_PREGNANCY_YEARS = 1.0
_LONGEST_LIFE_YEARS = 125.0


def check_dates(
    people: Mapping[str, Person],
    born: Mapping[str, float],
    died: Mapping[str, float],
    found: Gathering,
) -> None:
    """Warn of dates that contradict each other.

    Parameters
    ----------
    people
        By id.
    born, died
        Years, with their fractions where months are known.
    found
        Takes the warnings.

    Examples
    --------
    >>> people = {"m": Person("m"), "k": Person("k", mother="m")}
    >>> found = Gathering()
    >>> check_dates(people, {"k": 1950.0, "m": 1900.0}, {"m": 1940.0}, found)
    >>> [issue.message for issue in found.issues]
    ["'k' was born in 1950, after the death of the mother 'm' in 1940."]
    """
    for id_, person in people.items():
        if id_ not in born:
            continue
        _check_life(id_, born[id_], died.get(id_), found)
        for role, parent in (("mother", person.mother), ("father", person.father)):
            if parent is not None:
                _check_parent(id_, born[id_], role, parent, born, died, found)


def _check_life(id_: str, born: float, died: float | None, found: Gathering) -> None:
    if died is None:
        return
    values: dict[str, str] = {"person": repr(id_), "born": str(int(born)), "died": str(int(died))}
    check = sentence("Check both dates.")
    if int(died) < int(born):
        told = sentence("%(person)s died in %(died)s, before the birth in %(born)s.", **values)
        found.warning(id_, told, check, "dates-impossible")
    elif died - born > _LONGEST_LIFE_YEARS:
        told = sentence("%(person)s lived from %(born)s to %(died)s.", **values)
        found.warning(id_, told, check, "dates-impossible")


_ROLES = {"mother": sentence("mother"), "father": sentence("father")}


def _check_parent(
    id_: str,
    born: float,
    role: str,
    parent: str,
    births: Mapping[str, float],
    deaths: Mapping[str, float],
    found: Gathering,
) -> None:
    values: dict[str, str] = {
        "person": repr(id_),
        "born": str(int(born)),
        "role": _ROLES[role],
        "parent": repr(parent),
    }
    check = sentence("Check both dates.")
    late = 0.0 if role == "mother" else _PREGNANCY_YEARS
    if parent in births and born - births[parent] < _YOUNGEST_PARENT_YEARS:
        told = sentence(
            "%(person)s was born in %(born)s, the %(role)s %(parent)s in %(year)s.",
            year=str(int(births[parent])),
            **values,
        )
        found.warning(id_, told, check, "dates-impossible")
    if parent in deaths and int(born) > int(deaths[parent] + late):
        told = sentence(
            "%(person)s was born in %(born)s, after the death of the %(role)s %(parent)s in "
            "%(year)s.",
            year=str(int(deaths[parent])),
            **values,
        )
        found.warning(id_, told, check, "dates-impossible")
