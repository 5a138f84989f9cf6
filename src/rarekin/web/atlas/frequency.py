"""Shares of people in words: "about 3 in 10 people" beside the percentage."""

from __future__ import annotations

from rarekin.web.shell.own_words import number
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext

# From here on a share says more than the bare counts.
_ENOUGH_PEOPLE = 10


def how_often(
    frequency: float | None, numerator: int | None = None, denominator: int | None = None
) -> str:
    """Say in words how many people have a finding.

    Parameters
    ----------
    frequency
        Share of people, 0 to 1; None where no source says.
    numerator, denominator
        Counted people, where a source counted them.

    Returns
    -------
    words
        A phrase without a full stop.

    Examples
    --------
    >>> how_often(0.3), how_often(0.02), how_often(None)
    ('about 3 in 10 people', 'about 1 in 50 people', 'how often is not recorded')
    >>> how_often(0.5, 2, 4), how_often(1.0, 1, 1)
    ('2 of 4 people described', 'the only person described')
    """
    if numerator is not None and denominator and denominator < _ENOUGH_PEOPLE:
        return _counted(numerator, denominator)
    if frequency is None:
        return _("how often is not recorded")
    if frequency >= 0.995:
        return _("everybody described") if frequency >= 1 else _("almost everybody")
    if frequency >= 0.95:
        return _("almost everybody")
    if frequency <= 0:
        return _("nobody described")
    if frequency >= 0.095:
        tenths = max(1, round(frequency * 10))
        return _("about %(n)d in 10 people") % {"n": tenths}
    return _("about 1 in %(n)s people") % {"n": _one_in(frequency)}


def percentage(frequency: float | None, denominator: int | None = None) -> str:
    r"""Write a share as a percentage where it means something.

    Parameters
    ----------
    frequency
        Share of people, 0 to 1, or None.
    denominator
        Counted people; below five a percentage would pretend precision.

    Returns
    -------
    percentage
        Such as ``30 %``; empty where there is none to give.

    Examples
    --------
    >>> [percentage(share).replace("\u202f", " ") for share in (0.304, 0.004)]
    ['30 %', '0.4 %']
    >>> percentage(1.0, 1)
    ''
    """
    if frequency is None or (denominator is not None and denominator < 5):
        return ""
    value = 100 * frequency
    shown = f"{value:.0f}" if value >= 1 or value == 0 else f"{value:.1g}"
    # A narrow no-break space keeps number and sign together in every language.
    return f"{number(shown)}\u202f%" if shown != "0" or value == 0 else ""


def counts(numerator: int | None, denominator: int | None) -> str:
    """Write counted people where there are enough for a share to be told as well.

    Parameters
    ----------
    numerator, denominator
        Counted people, or None.

    Returns
    -------
    counts
        Such as ``7 of 23 people described``; empty where nobody counted or where
        `how_often` already says it.

    Examples
    --------
    >>> counts(7, 23), counts(2, 4), counts(None, None)
    ('7 of 23 people described', '', '')
    """
    if numerator is None or not denominator or denominator < _ENOUGH_PEOPLE:
        return ""
    return _counted(numerator, denominator)


def _counted(numerator: int, denominator: int) -> str:
    if denominator == 1:
        return _("the only person described") if numerator else _("not the only person described")
    if numerator == 0:
        return _("none of %(n)d people described") % {"n": denominator}
    if numerator == denominator:
        return _("all %(n)d people described") % {"n": denominator}
    return ngettext(
        "%(part)d of %(n)d people described", "%(part)d of %(n)d people described", numerator
    ) % {"part": numerator, "n": denominator}


def _one_in(frequency: float) -> str:
    people = 1 / frequency
    step = 10 ** max(0, len(str(int(people))) - 2)
    return number(max(11, round(people / step) * step))
