"""Plain sentences about a result: chances in words, and what a reader must not overlook."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.model.case import Sex, State
from rarekin.model.family import Person
from rarekin.risk.models import Basis, RiskModel
from rarekin.risk.results import PersonRisk

WORTH_TELLING = 0.001
"""Chance of carrying the change from which on notes about children are shown."""


def percent(p: float) -> str:
    """Write a probability as a short percentage.

    Parameters
    ----------
    p
        From 0 to 1.

    Examples
    --------
    >>> percent(0.5), percent(0.0123), percent(2e-6), percent(0.0), percent(0.9999)
    ('50 %', '1.2 %', '<0.1 %', '0 %', '>99 %')
    """
    if p <= 0.0 or p >= 1.0 - 1e-9:
        return f"{round(p):.0%}".replace("%", " %")
    if p < 0.001:
        return "<0.1 %"
    if p > 0.995:
        return ">99 %"
    return f"{100 * p:.0f} %" if p >= 0.0995 else f"{100 * p:.1f} %"


def chance_words(p: float) -> str:
    """Say a probability the way people say it, with the percentage beside it.

    Parameters
    ----------
    p
        From 0 to 1.

    Returns
    -------
    words
        Such as ``about 1 in 4 (25 %)``; very small chances without a percentage.

    Examples
    --------
    >>> chance_words(0.25), chance_words(0.59), chance_words(2e-6)
    ('about 1 in 4 (25 %)', 'about 6 in 10 (59 %)', 'about 1 in 500,000')
    >>> chance_words(1.0), chance_words(0.0)
    ('certain (100 %)', 'none (0 %)')
    """
    if p <= 0.0:
        return "none (0 %)"
    if p >= 1.0 - 1e-9:
        return "certain (100 %)"
    if p > 0.995:
        return "almost certain (over 99 %)"
    if p < 0.001:
        return f"about 1 in {_two_digits(1.0 / p):,}"
    percent = f"{100 * p:.0f}" if p >= 0.0995 else f"{100 * p:.1f}"
    return f"about {_share_words(p)} ({percent} %)"


def _two_digits(value: float) -> int:
    magnitude = max(0, len(str(int(value))) - 2)
    return int(round(value / 10**magnitude) * 10**magnitude)


def _share_words(p: float) -> str:
    if p < 0.35:
        n = round(1 / p)
        return f"1 in {n if n < 20 else _two_digits(n):,}"
    exact = {1: "1 in 2", 2: "2 in 3", 3: "3 in 4"}
    for n, text in exact.items():
        if abs(p - n / (n + 1)) < 0.02:
            return text
    return f"{round(p * 10)} in 10" if p < 0.945 else f"{round(p * 100)} in 100"


def person_notes(risk: PersonRisk, person: Person, sex: Sex, model: RiskModel) -> tuple[str, ...]:
    """Return plain sentences about one person's result.

    Parameters
    ----------
    risk, person, sex, model
        The numbers, the record, the sex as far as known, and the model.

    Returns
    -------
    notes
        Sentences; the first says how likely the person carries the change.
    """
    notes = [_carrier_note(risk)]
    if not person.unborn and risk.p_carrier + risk.p_mosaic >= WORTH_TELLING:
        about = {Sex.FEMALE: "woman", Sex.MALE: "man"}.get(sex, "")
        notes += [n.text for n in model.notes if n.about in (about, "anyone")]
        notes += _child_notes(risk)
    unknown = [p.title for p in risk.phenotypes if p.p_lifetime is None]
    if unknown and risk.p_carrier >= WORTH_TELLING:
        notes.append(f"Nobody knows how often a carrier gets this: {', '.join(unknown)}.")
    if any(p.state is State.EXCLUDED for p in risk.phenotypes) and 0 < risk.p_carrier < 1:
        notes.append(
            "Being healthy lowers the chance of carrying the change but cannot rule it out."
        )
    return tuple(notes)


def _carrier_note(risk: PersonRisk) -> str:
    return f"Chance that {risk.label} carries the change: {chance_words(risk.p_carrier)}."


def _child_notes(risk: PersonRisk) -> list[str]:
    if risk.p_child_inherits is None:
        return []
    text = f"Chance that a child gets the change from {risk.label}: "
    text += chance_words(risk.p_child_inherits)
    for other in risk.p_child_inherits_compared:
        if other.p is not None and abs(other.p - risk.p_child_inherits) > 0.0005:
            text += f"; {other.label}: {chance_words(other.p)}"
    return [text + "."]


def family_notes(model: RiskModel, values: Mapping[str, float | None]) -> tuple[str, ...]:
    """Return plain sentences about a result as a whole.

    Parameters
    ----------
    model
        The model used.
    values
        Every parameter's value.

    Returns
    -------
    notes
        The model's own, which figures are only assumed, and what no model can see.
    """
    notes = [n.text for n in model.notes if n.about == "family"]
    assumed = [
        f"{p.label} ({values[p.slug]:g})"
        for p in model.parameters
        if p.basis is Basis.ASSUMED and values[p.slug] == p.default and p.default is not None
    ]
    if assumed:
        notes.append(
            "Nobody has measured these figures, so we assume them and you can change them: "
            + "; ".join(assumed)
            + "."
        )
    notes.append(
        "These are chances under a model, not a diagnosis. Talk them over with a genetics "
        "professional."
    )
    return tuple(notes)
