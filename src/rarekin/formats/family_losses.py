"""What a standard has no room for: named, never dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import AFFECTED, GeneticTest, Person
from rarekin.model.sentences import sentence

Written = tuple[bytes, tuple[Issue, ...]]
"""A file, and what it could not carry."""


def _present(person: Person) -> set[str]:
    return {key for key, said in person.phenotypes.items() if said.state is State.PRESENT}


HOLDS: dict[str, Callable[[Person], bool]] = {
    sentence("ages"): lambda p: p.age_years is not None,
    sentence("parts of a year"): lambda p: p.age_years is not None and p.age_years % 1 != 0,
    sentence("ages at onset"): lambda p: any(
        said.age_years is not None for said in p.phenotypes.values()
    ),
    sentence("who has died"): lambda p: p.deceased,
    sentence("which disease"): lambda p: any(key != AFFECTED for key in p.phenotypes),
    sentence("who is free of the disease"): lambda p: any(
        said.state is State.EXCLUDED for said in p.phenotypes.values()
    ),
    sentence("affected, not known by what"): lambda p: AFFECTED in p.phenotypes,
    sentence("affected beside a named disease"): lambda p: (
        len(_present(p)) > 1 and AFFECTED in _present(p)
    ),
    sentence("gene tests"): lambda p: bool(p.tests),
    sentence("the accuracy, copy or count of a test"): lambda p: any(
        _is_detailed(t) for t in p.tests
    ),
    sentence("identical twins"): lambda p: bool(p.twin_group),
    sentence("the proband"): lambda p: p.proband,
    sentence("labels"): lambda p: bool(p.label) and p.label != p.id,
    sentence("pregnancies"): lambda p: p.unborn,
    sentence("a pregnancy that ended, not known how"): lambda p: (
        p.unborn and p.deceased and not p.loss
    ),
    sentence("who was adopted"): lambda p: bool(p.adopted),
    sentence("the consultand"): lambda p: p.consultand,
    sentence("how common carriers are among somebody’s people"): lambda p: (
        p.carrier_frequency is not None or bool(p.ancestry)
    ),
    sentence("who was born together"): lambda p: bool(p.birth_group),
    sentence("how a pregnancy ended"): lambda p: bool(p.loss),
    sentence("a gender that is not the sex"): lambda p: bool(p.gender),
    sentence("donors and surrogates"): lambda p: bool(p.role or p.carried_by),
    sentence("adoptive parents"): lambda p: bool(p.raised_by),
    sentence("an unknown sex"): lambda p: p.sex is Sex.UNKNOWN,
    sentence("a single parent"): lambda p: (p.mother is None) != (p.father is None),
}
"""What can be said of a person, and how to tell that it is."""


def _say(what: str) -> str:
    return next(said for said in HOLDS if said == what)


def _is_detailed(test: GeneticTest) -> bool:
    return test != GeneticTest(test.result)


OF_PEOPLE = (
    "who was adopted",
    "the consultand",
    "who was born together",
    "how a pregnancy ended",
    "a gender that is not the sex",
    "donors and surrogates",
    "adoptive parents",
)
"""What few formats say of people."""

COUPLES = sentence("couples without children, and who parted")
_NOWHERE = (
    *OF_PEOPLE,
    "how common carriers are among somebody’s people",
)  # but where a standard says otherwise


def losses(
    family: Family, standard: str, cannot: Collection[str], *, carries: Collection[str] = ()
) -> tuple[Issue, ...]:
    """Name what one file leaves behind.

    Parameters
    ----------
    family
        What is written.
    standard
        Name of the format.
    cannot
        Of `HOLDS`.
    carries
        What this format can say and hardly another.

    Returns
    -------
    issues
        One for each thing that somebody of this family has and the format cannot say.

    Examples
    --------
    >>> family = Family((Person("a", age_years=3.0),))
    >>> [i.message for i in losses(family, "PED", ["ages", "labels"])]
    ['PED has no room for ages.']
    """
    told = [
        (what, [p.id for p in family.people if HOLDS[what](p)])
        for what in (*cannot, *(w for w in _NOWHERE if w not in carries))
    ]
    if COUPLES not in carries:
        told.append((COUPLES, [f"{tie.one} – {tie.other}" for tie in family.partners]))
    return tuple(_lost(standard, what, who) for what, who in told if who)


def _lost(standard: str, what: str, who: list[str]) -> Issue:
    listed, more = ", ".join(who[:5]), len(who) - 5
    where = sentence("%(listed)s and %(n)s more", listed=listed, n=more) if more > 0 else listed
    named = COUPLES if what == COUPLES else _say(what)
    message = sentence("%(format)s has no room for %(what)s.", format=standard, what=named)
    hint = sentence("Keep a copy in our own format, which carries everything.")
    return Issue("format-loses", IssueLevel.WARNING, where, message, hint)


def plain_ids(
    family: Family, standard: str, *, allowed: str = r"[^\s,;\"]+", most: int = 100
) -> tuple[Mapping[str, str], tuple[Issue, ...]]:
    """Give everybody an id the format can carry, the same wherever it can.

    Parameters
    ----------
    family
        What is written.
    standard
        Name of the format.
    allowed
        Pattern an id must match as a whole.
    most
        Most characters of an id.

    Returns
    -------
    ids, issues
        New id by old, and a notice where some had to change.
    """
    fits = re.compile(allowed)
    kept = {
        i for i in family.by_id if fits.fullmatch(i) and len(i) <= most and i.lower() not in _TAKEN
    }
    ids, number = {}, 0
    for id_ in family.by_id:
        new = id_
        while id_ not in kept and (new == id_ or new in kept):
            number += 1
            new = f"P{number}"
        ids[id_] = new
    changed = [f"{old} → {new}" for old, new in ids.items() if old != new]
    if not changed:
        return ids, ()
    message = sentence("%(format)s cannot carry these ids; they were changed.", format=standard)
    where = "; ".join(changed[:5])
    return ids, (Issue("id-changed", IssueLevel.NOTICE, where, message, ""),)


_TAKEN = frozenset({"0", "-9", ".", "na", "n/a", "nan", "none", "null", "unknown", "?", "x"})


def affected_at_all(person: Person) -> State:
    """Tell whether somebody has any disease of the file; excluded only where all are.

    Examples
    --------
    >>> affected_at_all(Person("a"))
    <State.UNKNOWN: 'unknown'>
    """
    states = {said.state for said in person.phenotypes.values()}
    if State.PRESENT in states:
        return State.PRESENT
    general = person.phenotypes.get(AFFECTED)
    return State.UNKNOWN if general is None else general.state
