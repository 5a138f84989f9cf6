"""Plain sentences about a result: chances in words, and what a reader must not overlook."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.model.case import Sex, State
from rarekin.model.citations import Checked
from rarekin.model.person import Person
from rarekin.model.sentences import Sentence, joined, sentence, some_of
from rarekin.risk.models import Basis, RiskModel
from rarekin.risk.results import PersonRisk, Range

WORTH_TELLING = 0.001
"""Chance of carrying the change from which on notes about children are shown."""


def percent(p: float, *, space: str = " ") -> Sentence:
    """Write a probability as a short percentage.

    Parameters
    ----------
    p
        From 0 to 1.
    space
        Between number and sign.

    Examples
    --------
    >>> percent(0.5), percent(0.0123), percent(2e-6), percent(0.0), percent(0.9999)
    ('50 %', '1.2 %', '<0.1 %', '0 %', '>99 %')
    """
    if 0.0 < p < 0.001:
        return sentence("<%(n)s%(space)s%%", n="0.1", space=space)
    if 0.995 < p < 1.0 - 1e-9:
        return sentence(">%(n)s%(space)s%%", n=99, space=space)
    return sentence("%(n)s%(space)s%%", n=_digits(p), space=space)


def _digits(p: float) -> int | str:
    return round(100 * p) if p >= 0.0995 or p <= 0.0 else f"{100 * p:.1f}"


def chance_words(p: float) -> Sentence:
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
    >>> chance_words(3e-10)
    'less than 1 in 1,000,000'
    """
    if p <= 0.0:
        return sentence("none (0 %%)")
    if p >= 1.0 - 1e-9:
        return sentence("certain (100 %%)")
    if p > 0.995:
        return sentence("almost certain (over 99 %%)")
    if p < _RAREST_TOLD:
        return sentence("less than 1 in %(n)s", n=1_000_000)
    if p < 0.001:
        return sentence("about 1 in %(n)s", n=_two_digits(1.0 / p))
    return sentence("about %(share)s (%(percent)s %%)", share=_share_words(p), percent=_digits(p))


_RAREST_TOLD = 0.999e-6
"""Below it no figure of a model is so well known that the digits would mean anything."""


def _two_digits(value: float) -> int:
    magnitude = max(0, len(str(int(value))) - 2)
    return int(round(value / 10**magnitude) * 10**magnitude)


def _share_words(p: float) -> Sentence:
    if p < 0.35:
        n = round(1 / p)
        return _share(1, n if n < 20 else _two_digits(n))
    for n in (1, 2, 3):
        if abs(p - n / (n + 1)) < 0.02:
            return _share(n, n + 1)
    return _share(round(p * 10), 10) if p < 0.945 else _share(round(p * 100), 100)


def _share(n: int, of: int) -> Sentence:
    return sentence("%(n)s in %(of)s", n=n, of=of)


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
    notes: list[str] = [_carrier_note(risk), *_later_notes(risk), *if_well_notes(risk)]
    if not person.unborn and risk.p_carrier + risk.p_mosaic >= WORTH_TELLING:
        about = {Sex.FEMALE: "woman", Sex.MALE: "man"}.get(sex, "")
        notes += [n.text for n in model.notes if n.about in (about, "anyone")]
        notes += _child_notes(risk)
    if not person.unborn and risk.p_mosaic >= WORTH_TELLING:
        notes.append(
            sentence(
                "Chance that only part of the egg or sperm cells of %(person)s carries the change: "
                "%(chance)s. A blood test does not see that.",
                person=risk.label,
                chance=chance_words(risk.p_mosaic),
            )
        )
    unknown = [p.title for p in risk.phenotypes if p.p_lifetime is None]
    if unknown and risk.p_carrier >= WORTH_TELLING:
        notes.append(
            sentence(
                "We have no figure for how often a carrier gets this: %(titles)s.",
                titles=joined(unknown, ", "),
            )
        )
    is_healthy = any(p.state is State.EXCLUDED for p in risk.phenotypes)
    if is_healthy and 0 < risk.p_carrier < 1 and not risk.later:
        notes.append(sentence("Being healthy does not rule out carrying the change."))
    if risk.is_ruled_out_by_health:
        notes.append(
            sentence(
                "By this age everybody with the change who was counted had shown the disease, so "
                "this says none. That is no promise: a gene test is surer than feeling well."
            )
        )
    return tuple(notes)


def range_words(range_: Range) -> Sentence:
    """Say between which values a chance lies.

    Examples
    --------
    >>> range_words(Range(0.019, 0.5))
    'between about 1 in 53 (1.9 %) and about 1 in 2 (50 %)'
    >>> range_words(Range(0.87, 0.89))
    'about 9 in 10 (87 % to 89 %)'
    """
    low, high = chance_words(range_.low), chance_words(range_.high)
    told = [end.values.get("share") for end in (low, high)]
    if told[0] is not None and told[0] == told[1]:
        # Ends that are said alike differ in their percentages only.
        return sentence(
            "about %(share)s (%(low)s to %(high)s)",
            share=told[0],
            low=percent(range_.low),
            high=percent(range_.high),
        )
    return sentence("between %(low)s and %(high)s", low=low, high=high)


def told_words(p: float, between: Range | None, within: Range | None) -> Sentence:
    """Say a chance with everything that is uncertain about it.

    Parameters
    ----------
    p
        From 0 to 1.
    between, within
        As of `rarekin.risk.results.PhenotypeRisk`.

    Examples
    --------
    >>> told_words(0.72, None, Range(0.65, 0.79))
    'about 7 in 10 (72 %), uncertain between 65 % and 79 %'
    >>> told_words(0.72, Range(0.5, 0.75), None)
    'between about 1 in 2 (50 %) and about 3 in 4 (75 %)'
    """
    if between is not None:
        return range_words(between)
    if within is None:
        return chance_words(p)
    return sentence(
        "%(chance)s, uncertain between %(low)s and %(high)s",
        chance=chance_words(p),
        low=percent(within.low),
        high=percent(within.high),
    )


def _carrier_note(risk: PersonRisk) -> Sentence:
    return sentence(
        "Chance that %(person)s carries the change: %(chance)s.",
        person=risk.label,
        chance=told_words(risk.p_carrier, risk.p_carrier_between, risk.p_carrier_within),
    )


def _later_notes(risk: PersonRisk) -> list[Sentence]:
    if not risk.later:
        return []
    steps = [
        sentence(
            "%(chance)s at %(age)s years",
            chance=told_words(one.p_carrier, one.between, one.within),
            age=one.age_years,
        )
        for one in risk.later
    ]
    return [
        sentence(
            "What would change it: a gene test, or time. If %(person)s stays healthy, the chance "
            "falls to %(steps)s.",
            person=risk.label,
            steps=joined(steps, ", "),
        )
    ]


def if_well_notes(risk: PersonRisk) -> list[Sentence]:
    """Say what would be if those of whose health nothing is said were well; empty if the same.

    Parameters
    ----------
    risk
        Of one person.
    """
    well = risk.if_well
    if well is None:
        return []
    told = [
        sentence(
            "What would change it: whether %(people)s have the disease, which nobody said. If "
            "they are grown up and well, the chance that %(person)s carries the change is: "
            "%(chance)s.",
            people=some_of(well.unsaid, 3),
            person=risk.label,
            chance=told_words(well.p_carrier, well.between, well.within),
        )
    ]
    if well.ill.p_lifetime is not None and well.ill.state is State.UNKNOWN:
        ill = told_words(well.ill.p_lifetime, well.ill.between, well.ill.within)
        told.append(sentence("%(disease)s then: %(chance)s.", disease=well.ill.title, chance=ill))
    return told


def _child_notes(risk: PersonRisk) -> list[Sentence]:
    if risk.p_child_inherits is None:
        return []
    found = risk.p_child_inherits_between
    if found is not None:
        return [
            sentence(
                "Chance that a child gets the change from %(person)s: %(chance)s.",
                person=risk.label,
                chance=range_words(found),
            )
        ]
    others = [
        sentence("%(label)s: %(value)s", label=other.label, value=chance_words(other.p))
        for other in risk.p_child_inherits_compared
        if other.p is not None and chance_words(other.p) != chance_words(risk.p_child_inherits)
    ]
    own = told_words(risk.p_child_inherits, None, risk.p_child_inherits_within)
    chances = joined([own, *others])
    return [
        sentence(
            "Chance that a child gets the change from %(person)s: %(chance)s.",
            person=risk.label,
            chance=chances,
        )
    ]


def family_notes(
    model: RiskModel, values: Mapping[str, float | None], chosen: Mapping[str, float]
) -> tuple[str, ...]:
    """Return plain sentences about a result as a whole.

    Parameters
    ----------
    model
        The model used.
    values
        Every parameter's value.
    chosen
        Those the caller gave.

    Returns
    -------
    notes
        The model's own, which figures are only assumed, and what no model can see.
    """
    notes: list[str] = [n.text for n in model.notes if n.about == "family"]
    assumed = [
        sentence("%(label)s (%(value)s)", label=p.label, value=values[p.slug] or 0.0)
        for p in model.parameters
        if p.basis is Basis.ASSUMED and p.slug not in chosen and p.default and not p.between
    ]
    if assumed:
        notes.append(
            sentence(
                "We found no measured value for these figures, so we assume one; you can change "
                "it: %(figures)s.",
                figures=joined(assumed),
            )
        )
    ranges = [
        sentence(
            "%(label)s (%(low)s to %(high)s)", label=p.label, low=p.between[0], high=p.between[1]
        )
        for p in model.parameters
        if p.between and p.slug not in chosen
    ]
    if ranges:
        notes.append(
            sentence(
                "Of these figures we only know a range. Where it makes a difference, the answer is "
                "a range, too: %(figures)s.",
                figures=joined(ranges),
            )
        )
    intervals = [
        sentence(
            "%(label)s (%(low)s to %(high)s)", label=p.label, low=p.interval[0], high=p.interval[1]
        )
        for p in model.parameters
        if p.is_within and p.slug not in chosen
    ]
    if intervals:
        notes.append(
            sentence(
                "Measured, but not exactly: %(figures)s. Where a chance is said to be uncertain, "
                "it was worked out at both ends of each of these 95 %% intervals together.",
                figures=joined(intervals),
            )
        )
    unread = [
        sentence("%(label)s (%(value)s)", label=p.label, value=values[p.slug] or 0.0)
        for p in model.parameters
        if p.checked is Checked.UNVERIFIED and p.slug not in chosen and p.default is not None
    ]
    if any(p.curve_checked is Checked.UNVERIFIED for p in model.phenotypes):
        unread.append(sentence("how many are ill by which age"))
    if unread:
        notes.append(
            sentence(
                "Not yet checked against the publication itself: %(figures)s.",
                figures=joined(unread),
            )
        )
    notes.append(
        sentence(
            "These are chances under a model, not a diagnosis. Talk them over with a genetics "
            "professional."
        )
    )
    return tuple(notes)
