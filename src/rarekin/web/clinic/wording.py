"""Chances in words a tired parent can use, beside the number."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rarekin.web.shell.own_words import number

NBSP = "\u00a0"
# Said as families know them; a count of ten would make another chance of them.
_FRACTIONS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4))
_SAME = 0.006
_FEW, _TOO_FAR = 3, 0.06
_SMALLEST_TOLD = 0.000945
_SCALES = ((0.0945, 10), (0.00945, 100), (_SMALLEST_TOLD, 1000))


def about(p: float) -> str:
    """Say a probability as a count of people or times.

    Parameters
    ----------
    p
        Between 0 and 1.

    Returns
    -------
    words
        Such as ``about 3 in 10``; never a number that claims more than the input can bear.

    Examples
    --------
    >>> about(0.31), about(0.0281), about(0.99)
    ('about 3 in 10', 'about 3 in 100', 'about 99 in 100')
    >>> about(0.25), about(0.5), about(2 / 3)
    ('about 1 in 4', 'about 1 in 2', 'about 2 in 3')
    >>> about(0.00001), about(0.996), about(1.0), about(0.0)
    ('less than 1 in 1,000', 'more than 99 in 100', 'certain', 'none')
    """
    if p >= 1:
        return _("certain")
    if p <= 0:
        return _("none")
    if p > 0.995:
        return _("more than 99 in 100")
    if p < _SMALLEST_TOLD:
        return _("less than 1 in 1,000")
    n, of = _share(p)
    return _("about %(n)d in %(of)s") % {"n": n, "of": number(of)}


def _share(p: float) -> tuple[int, int]:
    if p > 0.945:
        return round(p * 100), 100
    for n, of in _FRACTIONS:
        if abs(p - n / of) < _SAME:
            return n, of
    of = next(of for smallest, of in _SCALES if p >= smallest)
    n = round(p * of)
    if n < _FEW and abs(n / of - p) > _TOO_FAR * p:
        # One or two of ten can stand for another chance: 13 % is 1 in 8, not 1 in 10.
        return 1, _two_digits(1 / p)
    return n, of


def _two_digits(value: float) -> int:
    whole = round(value)
    return round(whole, 2 - len(str(whole)) if whole > 99 else 0)


def percent(p: float) -> str:
    """Say a probability as a percentage with two meaningful digits.

    Parameters
    ----------
    p
        Between 0 and 1.

    Returns
    -------
    words
        Such as ``31 %`` or ``2.8 %``, never broken across lines.

    Examples
    --------
    >>> [percent(p).replace(NBSP, " ") for p in (0.307, 0.0281, 0.00003, 0.9996, 1)]
    ['31 %', '2.8 %', '< 0.1 %', '> 99.9 %', '100 %']
    """
    shown = p * 100
    if 0 < shown < 0.1:
        return f"<{NBSP}{number('0.1')}{NBSP}%"
    if 99.9 < shown < 100:
        return f">{NBSP}{number('99.9')}{NBSP}%"
    digits = 0 if shown >= 10 or shown == 0 else 1
    return f"{number(f'{shown:.{digits}f}')}{NBSP}%"


def fit(p: float) -> str:
    """Say how well a disease fits what was told.

    Parameters
    ----------
    p
        Its probability in a ranking.

    Returns
    -------
    words
        Three steps; never the word diagnosis.

    Examples
    --------
    >>> fit(0.7), fit(0.1), fit(0.01)
    ('Fits well', 'Some fit', 'Weak fit')
    """
    if p >= 0.3:
        return _("Fits well")
    return _("Some fit") if p >= 0.03 else _("Weak fit")


def of_people(frequency: float | None) -> str:
    """Say how common a finding is among people with a disease.

    Parameters
    ----------
    frequency
        Between 0 and 1; None where nobody counted.

    Returns
    -------
    words
        A short clause.

    Examples
    --------
    >>> of_people(0.9), of_people(None)
    ('about 9 in 10 people with it have this', 'described in it; nobody counted how often')
    """
    if frequency is None:
        return _("described in it; nobody counted how often")
    if frequency >= 0.995:
        return _("nearly everybody with it has this")
    return _("%(share)s people with it have this") % {"share": about(frequency)}


def years(count: float) -> str:
    """Say an age.

    Parameters
    ----------
    count
        In years.

    Returns
    -------
    words
        In months below two years.

    Examples
    --------
    >>> years(1), years(0.5), years(38)
    ('12 months', '6 months', '38 years')
    """
    if count < 2:
        months = round(count * 12)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", round(count)) % {"n": round(count)}
