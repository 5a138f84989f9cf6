"""What else the family page answers: whose test tells most, the sum by hand, who is related."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rarekin.api.family.family_answers import (
    HandTable,
    WorthOfTest,
    by_hand,
    kinship,
    worth_of_tests,
)
from rarekin.api.family.risk import FamilyRisk, OwnCurve
from rarekin.errors import InputError, TooLarge
from rarekin.model.family import Family
from rarekin.web.clinic.wording import about, percent
from rarekin.web.shell.own_words import in_language, number

MAX_PEOPLE = 60
"""In a larger family every test would be tried for too long while somebody waits."""

_TOLD = 3
_WORTH_A_TEST = 0.01
"""Bits; less is hardly anything, above all where next to nothing is open."""


@dataclass(frozen=True, slots=True)
class TestOf:
    """A test of one person: who, how much of what is open it is expected to settle, what then."""

    label: str
    settles: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyAnswers:
    """Beneath everybody's chances.

    Attributes
    ----------
    about
        Label of the person the answers are about.
    tests
        Whose gene tests would tell most about them.
    columns, rows
        The calculation by hand: what the person can be, and lines of a title and numbers.
    related
        One sentence for everybody whose parents are related.
    """

    about: str
    tests: tuple[TestOf, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    related: tuple[str, ...]


def answer(
    family: Family,
    risk: FamilyRisk,
    parameters: Mapping[str, float] | None,
    curves: Mapping[str, OwnCurve],
) -> FamilyAnswers | None:
    """Answer for the person the page is about; None where nobody is or the family is too large.

    Parameters
    ----------
    family, parameters, curves
        As computed.
    risk
        Its result.

    Returns
    -------
    answers
        For the one who seeks advice, else the proband.
    """
    people = family.people
    about_whom = [p for p in people if p.consultand] or [p for p in people if p.proband]
    if not about_whom or len(family) > MAX_PEOPLE:
        return None
    person = about_whom[0]
    try:
        worth = worth_of_tests(
            family, risk.model.slug, person.id, parameters=parameters, curves=curves
        )
        table = by_hand(family, risk.model.slug, person.id, parameters=parameters, curves=curves)
    except (InputError, TooLarge):
        return None
    columns, rows = _table(table) if _is_one_answer(risk, person.id) else ((), ())
    return FamilyAnswers(person.name, tuple(_tests(worth)), columns, rows, tuple(_related(family)))


def _is_one_answer(risk: FamilyRisk, id_: str) -> bool:
    # Where something is missing the answer is a range; a table would feign one number.
    return risk.person(id_).p_carrier_between is None


def _tests(worth: Sequence[WorthOfTest]) -> Iterator[TestOf]:
    kinds = _kinds()
    telling = [one for one in worth if one.bits >= _WORTH_A_TEST]
    for one in telling[:_TOLD]:
        outcomes = tuple(
            _("%(kind)s (%(chance)s): then the chance to carry the change is %(then)s")
            % {"kind": kinds[kind], "chance": percent(p), "then": _chance(then)}
            for kind, p, then in one.outcomes
            if p >= _WORTH_TELLING
        )
        yield TestOf(one.label, percent(one.bits / one.bits_open), outcomes)


_WORTH_TELLING = 0.0005


def _chance(p: float) -> str:
    p = round(p, 12)
    return about(p) if p in (0, 1) else percent(p)


def _kinds() -> dict[str, str]:
    return {
        "none": _("no copy changed"),
        "one": _("one copy changed"),
        "both": _("every copy changed"),
    }


def _table(
    table: HandTable,
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    rows = (table.prior, *table.conditional, table.joint, table.posterior)
    told = tuple(
        (in_language(row.what), tuple(number(float(f"{value:.4g}")) for value in row.values))
        for row in rows
    )
    columns = (
        f"{gene}{_(':')} {_kinds()[kind]}" if gene else _kinds()[kind]
        for kind, gene in zip(table.columns, table.genes, strict=True)
    )
    return tuple(columns), told


def _related(family: Family) -> Iterator[str]:
    found = kinship(family)
    for person in family.people:
        f = found.inbreeding(person.id)
        if f > 0:
            told = _(
                "The parents of %(person)s are related: in 1 of %(n)s genes both copies come from "
                "the same forebear (inbreeding coefficient %(f)s)."
            )
            yield told % {"person": person.name, "n": round(1 / f), "f": number(f)}
