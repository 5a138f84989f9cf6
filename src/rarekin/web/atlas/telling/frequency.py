"""Shares of people in words: counts with their counts, classes as the ranges they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.model.disease import CLASS_FREQUENCY, CLASS_RANGE, Annotation
from rarekin.web.shell.own_words import number
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext

# Fewer people than this say that something occurs, not how often.
FEWEST_COUNTED = 5
# From here on a share says more than the bare counts.
_ENOUGH_PEOPLE = 30
_SAYS_NOTHING = 50
"""People in 100: a range as wide as this leaves everything open."""

OFTEN = 0.3
"""From this share on a class says that a sign is frequent."""


@dataclass(frozen=True, slots=True)
class HowOften:
    """How often a finding occurs, as far as it is known.

    Attributes
    ----------
    words
        A phrase without a full stop.
    percentage
        Beside the words where a share means something; else empty.
    detail
        The counted people and the range that fits them, or who gave the class; else empty.
    low, high
        People in 100 that what is known leaves open, for a bar; None where none is to be drawn.
    share
        People in 100 counted, for the bar; None where only a range is known.
    """

    words: str
    percentage: str = ""
    detail: str = ""
    low: int | None = None
    high: int | None = None
    share: int | None = None


def told(finding: AnnotatedFinding) -> HowOften:
    """Say how often a finding occurs, and on what that rests.

    Parameters
    ----------
    finding
        What all sources together say.

    Returns
    -------
    how_often
        Counted people first. A class of frequency is what somebody estimated, and one in ten was
        found wrong: it is said in a word, without a number and without a bar.
    """
    if finding.denominator:
        few = finding.denominator < FEWEST_COUNTED
        return _by_class_of_another(finding) if few and givers(finding) else _counted(finding)
    low, high = finding.low, finding.high
    if finding.frequency is None or low is None or high is None:
        return HowOften(how_often(finding.frequency))
    ends = _percent(low), _percent(high)
    if named := givers(finding):
        giver = _("estimated by %(source)s, not counted") % {"source": ", ".join(named)}
        return HowOften(_("often") if low >= OFTEN else in_some(), detail=giver)
    words = how_often(finding.frequency) if low == high else in_range(*ends)
    stated = _("as a source states, without counts")
    return HowOften(words, percentage(finding.frequency), stated, *ends, _percent(low))


def told_by_one_list(finding: AnnotatedFinding) -> HowOften:
    """Say that a single list names a finding, which may be wrong; not how often.

    Parameters
    ----------
    finding
        That nobody counted.

    Returns
    -------
    how_often
        The name of the list; as `told` has it where it gives a share instead of a class.
    """
    if finding.frequency_class is None:
        return told(finding)
    return HowOften(_("named by one list"), detail=", ".join(givers(finding)))


def told_of_a_danger(finding: AnnotatedFinding) -> HowOften:
    """Say how many had what can come at any later time, as those counted were seen once.

    Parameters
    ----------
    finding
        A tumour, or an emergency; not one of which fewer than five people were counted.

    Returns
    -------
    how_often
        Bare counts, without a share and without a bar: what few had so far is no rare danger.
    """
    if not finding.denominator:
        giver = ", ".join(givers(finding))
        return HowOften(_("how often was not counted"), detail=giver) if giver else told(finding)
    counted = of_people(finding.numerator or 0, finding.denominator)
    return HowOften(counted, detail=_("when they were looked at"))


def named_after() -> HowOften:
    """Return the words for a sign that the disease is named after, whoever was counted."""
    return HowOften(_("the disease is named after it"))


def in_some() -> str:
    """Return the words for what has been seen in some people, and no more is known."""
    return _("in some people")


def is_well_counted(finding: AnnotatedFinding) -> bool:
    """Tell whether so many people were counted that a share means much.

    Parameters
    ----------
    finding
        What all sources together say.
    """
    return (finding.denominator or 0) >= _ENOUGH_PEOPLE


def of_statement(row: Annotation) -> str:
    """Say how often a finding occurs by one statement alone.

    Parameters
    ----------
    row
        A statement that does not deny it.

    Returns
    -------
    words
        A phrase without a full stop.

    Examples
    --------
    >>> of_statement(Annotation("OMIM:1", "HP:0001166", "hpoa", frequency_term="HP:0040283"))
    'in some people'
    """
    return told(
        AnnotatedFinding(
            row.term, "", (), _share(row), row.numerator, row.denominator, False, False, (row,)
        )
    ).words


def _share(row: Annotation) -> float | None:
    if row.denominator:
        return (row.numerator or 0) / row.denominator
    if row.frequency is not None:
        return row.frequency
    return CLASS_FREQUENCY.get(row.frequency_term) if row.frequency_term else None


def _counted(finding: AnnotatedFinding) -> HowOften:
    numerator, denominator = finding.numerator or 0, finding.denominator or 1
    if denominator < FEWEST_COUNTED:
        return _seen(numerator, denominator)
    frequency = numerator / denominator
    # Rounded outwards: what is left open is not made narrower.
    low, high = math.floor(100 * (finding.low or 0.0)), math.ceil(100 * (finding.high or 1.0))
    is_told = high - low < _SAYS_NOTHING
    fits = _("fits %(low)d to %(high)d in 100") % {"low": low, "high": high} if is_told else ""
    counted = of_people(numerator, denominator)
    is_small = not is_well_counted(finding)
    return HowOften(
        counted if is_small else how_often(frequency),
        "" if is_small else percentage(frequency),
        fits if is_small else ", ".join(filter(None, (counted, fits))),
        low,
        high,
        _percent(frequency),
    )


def _by_class_of_another(finding: AnnotatedFinding) -> HowOften:
    """Say what another source estimates, where hardly anybody was counted."""
    classes = [row.frequency_term for row in finding.rows if _is_class(row)]
    least = min(CLASS_RANGE[term][0] for term in classes if term)
    giver = _("estimated by %(source)s, not counted") % {"source": ", ".join(givers(finding))}
    return HowOften(_("often") if least >= OFTEN else in_some(), detail=giver)


def _percent(share: float) -> int:
    return round(100 * share)


def _is_class(row: Annotation) -> bool:
    return row.frequency is None and row.frequency_term in CLASS_RANGE and not row.excluded


def givers(finding: AnnotatedFinding) -> list[str]:
    """Name who put a finding into a class of frequency.

    Parameters
    ----------
    finding
        What all sources together say.
    """
    return list(dict.fromkeys(_giver(row) for row in finding.rows if _is_class(row)))


def _giver(row: Annotation) -> str:
    """Name who put the finding into a class, as far as the statement tells."""
    prefixes = {reference.partition(":")[0] for reference in row.references}
    return "Orphanet" if "ORPHA" in prefixes or row.source == "orphanet" else "HPO"


def in_range(low: int, high: int) -> str:
    """Say a range of people in 100.

    Examples
    --------
    >>> in_range(5, 29), in_range(100, 100)
    ('in 5 to 29 of 100 people', 'in everybody')
    """
    if low == high:
        text = _("in everybody") if low == 100 else _("in %(n)d of 100 people")
        return text % {"n": low} if low != 100 else text
    return _("in %(low)d to %(high)d of 100 people") % {"low": low, "high": high}


def _seen(numerator: int, denominator: int) -> HowOften:
    """Say what was seen in so few people that a share would mislead."""
    if numerator == 0:
        text = ngettext(
            "not seen in the one person counted",
            "not seen in the %(n)d people counted",
            denominator,
        )
        return HowOften(text % {"n": denominator})
    text = ngettext("in a report on one person", "in reports on %(n)d people", denominator)
    return HowOften(_("described"), detail=text % {"n": denominator})


def how_often(frequency: float | None) -> str:
    """Say in words how many people have a finding.

    Parameters
    ----------
    frequency
        Share of people, 0 to 1; None where no source says.

    Returns
    -------
    words
        A phrase without a full stop.

    Examples
    --------
    >>> how_often(0.3), how_often(0.02), how_often(None)
    ('about 3 in 10 people', 'about 1 in 50 people', 'how often is not recorded')
    """
    if frequency is None:
        return _("how often is not recorded")
    if frequency >= 0.995:
        return _("everybody counted") if frequency >= 1 else _("almost everybody")
    if frequency >= 0.95:
        return _("almost everybody")
    if frequency <= 0:
        return _("in nobody")
    if frequency >= 0.095:
        tenths = max(1, round(frequency * 10))
        return _("about %(n)d in 10 people") % {"n": tenths}
    return _("about 1 in %(n)s people") % {"n": _one_in(frequency)}


def percentage(frequency: float) -> str:
    r"""Write a share as a percentage.

    Parameters
    ----------
    frequency
        Share of people, 0 to 1.

    Returns
    -------
    percentage
        Such as ``30 %``; empty where it would be rounded to nothing.

    Examples
    --------
    >>> [percentage(share).replace("\u202f", " ") for share in (0.304, 0.004)]
    ['30 %', '0.4 %']
    """
    value = 100 * frequency
    shown = f"{value:.0f}" if value >= 1 or value == 0 else f"{value:.1g}"
    # A narrow no-break space keeps number and sign together in every language.
    return f"{number(shown)}\u202f%" if shown != "0" or value == 0 else ""


def of_people(numerator: int, denominator: int) -> str:
    """Say how many of those who were counted had something.

    Parameters
    ----------
    numerator, denominator
        People with it, and people counted.
    """
    if numerator == 0:
        return _("none of %(n)d people counted") % {"n": denominator}
    if numerator == denominator:
        return _("all %(n)d people counted") % {"n": denominator}
    return ngettext(
        "%(part)d of %(n)d people counted", "%(part)d of %(n)d people counted", numerator
    ) % {"part": numerator, "n": denominator}


def _one_in(frequency: float) -> str:
    people = 1 / frequency
    step = 10 ** max(0, len(str(int(people))) - 2)
    return number(max(11, round(people / step) * step))
