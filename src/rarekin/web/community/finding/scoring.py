"""How well two people fit, and why, in words both may read.

The same disease comes before a related one, that before shared signs; language, part of the
world, role, age and topics then order people within each. Only what both marked for matching
counts, so a reason never tells one person more than they told themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from rarekin.api.telling.likeness import Kinship, Likeness, likenesses
from rarekin.model.identifiers import Curie
from rarekin.web.community.finding.nearness import Nearness, nearness

WEIGHT_OF_KINSHIP = {
    Kinship.SAME: 100.0,
    Kinship.BROADER: 60.0,
    Kinship.GENE: 50.0,
    Kinship.SIBLING: 40.0,
    Kinship.NONE: 0.0,
}
WEIGHT_OF_SIGNS = 45.0
WEIGHT_OF_NEARNESS = {Nearness.COUNTRY: 6.0, Nearness.NEIGHBOUR: 4.0, Nearness.PART: 2.0}
MIN_SIM_GIC = 0.15
MIN_SHARED_SIGNS = 2
_CARERS = frozenset({"parent", "relative"})


@dataclass(frozen=True, slots=True)
class Member:
    """What the search may know of one person."""

    diseases: frozenset[Curie] = frozenset()
    signs: frozenset[Curie] = frozenset()
    languages: tuple[str, ...] = ()
    country: str = ""
    role: str = ""
    age_band: str = ""
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two people fit; ``reasons`` are pairs of a code and its details."""

    score: float
    reasons: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


def fit(one: Member, other: Member) -> Fit | None:
    """Compare two people.

    Parameters
    ----------
    one, other
        Both; the order does not matter.

    Returns
    -------
    fit
        None where nothing about their conditions connects them.
    """
    return fits(one, [other])[0]


def fits(one: Member, others: Sequence[Member]) -> list[Fit | None]:
    """Compare one person with many.

    Parameters
    ----------
    one
        The one.
    others
        The many.

    Returns
    -------
    fits
        In the order of ``others``; None where nothing connects the two.
    """
    alike = likenesses((one.diseases, one.signs), [(m.diseases, m.signs) for m in others])
    return [_fit(one, other, how) for other, how in zip(others, alike, strict=True)]


def _fit(one: Member, other: Member, alike: Likeness) -> Fit | None:
    signs_count = alike.n_shared_signs >= MIN_SHARED_SIGNS and alike.sim_gic >= MIN_SIM_GIC
    if alike.kinship is Kinship.NONE and not signs_count:
        return None
    score = WEIGHT_OF_KINSHIP[alike.kinship] + WEIGHT_OF_SIGNS * alike.sim_gic
    reasons = _reasons_of_condition(alike)
    for extra, reason in _circumstances(one, other):
        score += extra
        reasons.append(reason)
    if not _shared(one.languages, other.languages):
        score -= 15.0
    return Fit(score, tuple(reasons))


def _reasons_of_condition(alike: Likeness) -> list[tuple[str, tuple[str, ...]]]:
    reasons: list[tuple[str, tuple[str, ...]]] = []
    if alike.kinship is not Kinship.NONE:
        reasons.append((alike.kinship.value, ()))
    if alike.n_shared_signs:
        reasons.append(("signs", (str(alike.n_shared_signs),)))
    return reasons


def _circumstances(one: Member, other: Member) -> list[tuple[float, tuple[str, tuple[str, ...]]]]:
    found: list[tuple[float, tuple[str, tuple[str, ...]]]] = []
    if languages := _shared(one.languages, other.languages):
        found.append((10.0, ("languages", languages)))
    if (how_near := nearness(one.country, other.country)) is not Nearness.NONE:
        # A neighbour is shown no finer than the part of the world: some countries have but one.
        shown = "country" if how_near is Nearness.COUNTRY else "near"
        found.append((WEIGHT_OF_NEARNESS[how_near], (shown, ())))
    if one.role and one.role == other.role:
        found.append((5.0, ("role", (one.role,))))
    elif {one.role, other.role} <= _CARERS:
        found.append((4.0, ("carers", ())))
    if one.age_band and one.age_band == other.age_band:
        found.append((3.0, ("age", ())))
    if topics := _shared(one.topics, other.topics):
        found.append((2.0 * min(3, len(topics)), ("topics", topics)))
    return found


def _shared(one: Collection[str], other: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(one) & set(other)))
